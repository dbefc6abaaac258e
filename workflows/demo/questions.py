"""What the demo's region asks of organisations: answered, refused, overdue, and still to be read."""

from datetime import date, timedelta
from itertools import cycle

from expertteam.core import clock
from expertteam.learning import questions as services
from expertteam.learning.enums import Addressee, ReportStatus
from expertteam.learning.models import LearningReport, Lesson
from expertteam.learning.question_enums import ANSWERED_BY, Says
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import regional_team
from workflows.links import question_path

REGION = "NL"
# Whom, what, how many days to answer.
BUYER = (
    Addressee.PROCUREMENT,
    "MGR Inkoop Limburg",
    "Dit thema komt vaak terug. Koopt u hiervoor komend jaar extra plekken in?",
    42,
)
TOWN = (
    Addressee.ACCESS,
    "Toegang Venlo",
    "Kunt u dit eerder in het traject inzetten? Wat hebt u daarvoor nodig?",
    42,
)
PROVIDER = (
    Addressee.PROVIDER,
    "De Lindehof",
    "Welke hulp kunt u bieden tot er een plek is?",
    21,
)
BOARD = (
    Addressee.BOARD,
    "Jeugdregio Noord-Limburg",
    "Wilt u met de gemeenten afspreken wie voorschiet als zij twijfelen over de kosten?",
    42,
)
GUARDIAN = (
    Addressee.CERTIFIED_INSTITUTION,
    "Bureau Jeugdzorg Limburg",
    "Wat doet u om bij de start van een maatregel meteen de juiste hulp te vragen?",
    49,
)
LATEST = (
    Addressee.ACCESS,
    "Toegang Venray",
    "Hoe zorgt u dat een vast persoon het overzicht houdt?",
    42,
)
WORKING_DAYS_TO_READ = 2


def questions(company, until: date):
    """One road: the coordinator asks, a colleague sends, and each organisation does as it does."""
    region = company.regions[REGION]
    asker, reader = company.holders(Role.COORDINATOR, team=regional_team(region))[:2]
    subjects = cycle(_subjects(region) or [None])

    def ask(plan):
        return _ask(region, asker, next(subjects), *plan)

    asked = [ask(plan) for plan in (BUYER, TOWN, PROVIDER, BOARD, GUARDIAN)]
    if None in asked:
        return
    yield WORKING_DAYS_TO_READ
    for each in asked:
        services.review_question(question=each, by=reader, release=True, path=question_path(each))
    buyer, town, _, board, guardian = asked
    yield 8
    promised = _answer(
        company,
        buyer,
        Says.TAKES_UP,
        "Wij nemen dit mee in de inkoop. Met twee aanbieders spreken wij over extra plekken.",
        by_when=clock.today() + timedelta(days=35),
        responsible="afdeling contractbeheer",
    )
    yield WORKING_DAYS_TO_READ
    _release(promised, asker)
    yield 5
    refused = _answer(
        company,
        town,
        Says.DOES_NOT,
        "Dit kan pas als de wachttijd korter is. Wij bespreken het in het voorjaar opnieuw met de regio.",
    )
    yield WORKING_DAYS_TO_READ
    _release(refused, reader)
    yield 6
    partly = _answer(
        company,
        board,
        Says.PARTLY,
        "De gemeenten spreken af wie voorschiet bij verblijf. Voor andere hulp volgt een voorstel.",
        by_when=until + timedelta(days=30),
        responsible="programma jeugd",
    )
    yield WORKING_DAYS_TO_READ
    _release(partly, asker)
    yield 9
    done = _answer(company, buyer, Says.DONE, "Er zijn extra plekken ingekocht. Die gaan in januari open.")
    yield WORKING_DAYS_TO_READ
    _release(done, reader)
    yield until - timedelta(days=6)
    _answer(
        company,
        guardian,
        Says.TAKES_UP,
        "Wij maken een vaste stap in ons werkproces: eerst bespreken, dan pas aanvragen.",
        by_when=until + timedelta(days=120),
        responsible="team kwaliteit",
    )
    ask(LATEST)


def _subjects(region) -> list[dict]:
    """Themes of the latest published report, then released lessons."""
    report = LearningReport.objects.filter(region=region, status=ReportStatus.PUBLISHED).first()
    themes = services.themes_of(report) if report else {}
    lessons = Lesson.objects.released().filter(region=region).order_by("pk")
    return [{"report": report, "theme": theme} for theme in themes] + [{"lesson": each} for each in lessons]


def _ask(region, by, subject, addressee, organisation, text, days):
    """A question to the organisation of this name; None in a demo with nothing to ask about."""
    if subject is None:
        return None
    [found] = [each for each in services.organisations_to_ask(region) if each.name == organisation]
    return services.ask(
        by=by,
        path_of=question_path,
        region=region,
        organisation=found,
        addressee=addressee,
        text=text,
        answer_by=clock.today() + timedelta(days=days),
        **subject,
    )


def _answer(company, question, says, text, **promise):
    role = ANSWERED_BY[question.organisation.kind]
    somebody = company.holders(role, organisation=question.organisation)[0]
    return services.answer(
        question=question, by=somebody, says=says, text=text, path=question_path(question), **promise
    )


def _release(answer, by) -> None:
    services.review_answer(answer=answer, by=by, release=True, path=question_path(answer.question))
