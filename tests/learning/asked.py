"""Questions to organisations for tests: a published report with a theme, and steps of the road."""

from datetime import date, timedelta

from expertteam.core import clock
from expertteam.learning import questions
from expertteam.learning.enums import Addressee, ReportStatus
from expertteam.learning.models import LearningReport
from expertteam.learning.question_enums import Says
from expertteam.organisations.models import Organisation, Region
from tests.learning import read_twice
from tests.learning.kept import keep_report
from workflows.demo.people import person
from workflows.links import question_path

THEME = "Hulp die ontbreekt: ‘JeugdzorgPlus’"
RARE = "Hulp die ontbreekt: ‘Vaktherapie’"
FIGURES = {
    "themes": [
        {"title": THEME, "text": "14 signalen noemen dit.", "count": 14},
        {"title": RARE, "text": "4 signalen noemen dit.", "count": 4},
    ]
}
TEXT = "Wat doet u om dit aanbod in de regio te krijgen?"
BECAUSE = "Wij kopen twee plekken in."


def region():
    return Region.objects.get(code="NL")


def organisation(name):
    return Organisation.objects.get(name=name)


def report(status=ReportStatus.PUBLISHED, code="NL", figures=FIGURES):
    """A report with a theme; its figures are so few that no certificate is made of them."""
    made = keep_report(
        region=Region.objects.get(code=code),
        by=person("coordinator.noord"),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        figures=figures,
        certificate={"report": ""},
    )
    if status == ReportStatus.PUBLISHED:
        read_twice.publish(made)
    return made


def propose(by="coordinator.noord", to="MGR Inkoop Limburg", addressee=Addressee.PROCUREMENT, **changes):
    values = {
        "text": TEXT,
        "answer_by": clock.today() + timedelta(days=42),
        "region": region(),
        "organisation": organisation(to),
        "addressee": addressee,
    }
    values |= changes
    if "lesson" not in values and "report" not in values:
        published = LearningReport.objects.filter(status=ReportStatus.PUBLISHED).first()
        values |= {"report": published or report(), "theme": THEME}
    return questions.ask(by=person(by), path_of=question_path, **values)


def send(question, by="coordinator2.noord"):
    questions.review_question(question=question, by=person(by), release=True, path=question_path(question))
    question.refresh_from_db()
    return question


def answer(question, by="inkoop", says=Says.TAKES_UP, text=BECAUSE, **changes):
    promise = {"by_when": clock.today() + timedelta(days=90), "responsible": "afdeling contractbeheer"}
    values = (promise if says in (Says.TAKES_UP, Says.PARTLY) else {}) | changes
    return questions.answer(
        question=question, by=person(by), says=says, text=text, path=question_path(question), **values
    )


def release(given, by="coordinator.noord", **changes):
    values = {"release": True, "path": question_path(given.question)} | changes
    questions.review_answer(answer=given, by=person(by), **values)
