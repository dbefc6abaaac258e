"""What a region asks of an organisation: about what it published only; answered, read, reminded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from expertteam.audit.models import Occurrence
from expertteam.core import clock
from expertteam.learning import questions, services
from expertteam.learning.enums import Addressee, ReportStatus
from expertteam.learning.identifying import NAME_FOUND
from expertteam.learning.question_enums import QuestionState, Says
from expertteam.learning.question_models import Answer, Question, QuestionReminder
from expertteam.learning.question_queries import released, seen_by, told_in_report, waiting_for_answer
from expertteam.notifications.models import Notification
from tests.learning.asked import BECAUSE, RARE, THEME, answer, propose, region, release, report, send
from workflows.demo.people import person
from workflows.jobs import remind_of_question
from workflows.links import question_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(people):
    return send(propose())


def told(kind):
    return sorted(Notification.objects.filter(kind=kind).values_list("user__name", flat=True))


def state(question, user="coordinator.noord"):
    found = Question.objects.filter(pk=question.pk).with_answers()
    return seen_by(person(user), found)[0].state


def test_from_a_theme_to_a_result(people):
    question = propose()
    assert told("question_to_read") == ["Bas Hermkens"], "the other coordinator of the region"
    assert state(question) == QuestionState.PROPOSED
    send(question)
    assert told("question_asked") == ["Miriam Gubbels"]
    assert state(question) == QuestionState.WAITING
    given = answer(question)
    assert told("question_answered") == ["Marloes Peeters"]
    assert state(question) == QuestionState.TAKES_UP
    assert state(question, "beleid.noord") == QuestionState.RECEIVED, "not read by a second person yet"
    release(given)
    assert state(question, "beleid.noord") == QuestionState.TAKES_UP
    release(answer(question, says=Says.DONE, text="De plekken zijn er."), by="fg")
    assert state(question, "beleid.noord") == QuestionState.DONE
    assert questions.may_say(question.answers.all()) == (), "nothing more is expected"
    kinds = Occurrence.objects.filter(kind__regex="^(question|answer)").values_list("kind", flat=True)
    assert list(kinds.order_by("pk")) == [
        *("question_proposed", "question_asked", "question_answered", "answer_released"),
        *("question_answered", "answer_released"),
    ]


def test_only_about_what_was_published_or_released(people):
    draft = report(ReportStatus.DRAFT)
    elsewhere = report(code="ZL")
    old = {"themes": [{"title": THEME, "text": "Zonder getal."}]}
    uncounted = report(code="ML", figures=old)
    lesson = services.propose_lesson(
        region=region(), by=person("coordinator.noord"), title="Begin eerder", text="Dat scheelt tijd."
    )
    for about in (
        {"report": draft, "theme": THEME},
        {"report": elsewhere, "theme": THEME},
        {"report": uncounted, "theme": THEME},
        {"report": None, "theme": THEME},
        {"lesson": lesson},
    ):
        with pytest.raises(ValidationError, match="Kies een ander"):
            propose(**about)
    assert questions.themes_of(draft) == questions.themes_of(uncounted) == {}
    services.review_lesson(lesson=lesson, by=person("fg"), release=True)
    lesson.refresh_from_db()
    assert propose(lesson=lesson).subject == "Begin eerder"


def test_a_theme_of_too_few_signals_is_never_asked_about(people):
    published = report()
    assert questions.themes_of(published) == {THEME: 14}
    with pytest.raises(ValidationError, match="Kies een ander"):
        propose(report=published, theme=RARE)
    question = propose(report=published, theme=THEME)
    with pytest.raises(IntegrityError, match="question_about_theme_or_lesson"), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(theme_count=4)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"to": "Toegang Venlo"}, "past niet"),
        ({"to": "Toegang Weert", "addressee": Addressee.ACCESS}, "andere regio"),
        ({"to": "Toegang Gennep", "addressee": Addressee.ACCESS}, "Niemand kan hier antwoorden"),
        ({"days": 13}, "14 dagen"),
        ({"days": 184}, "half jaar"),
        ({"text": "Zie NL-2026-0042."}, "Haal het casusnummer weg"),
    ],
)
def test_what_may_not_be_asked(people, changes, message):
    if days := changes.get("days"):
        changes = {"answer_by": clock.today() + timedelta(days=days)}
    with pytest.raises(ValidationError, match=message):
        propose(**changes)
    assert not Question.objects.exists()


def test_the_same_is_asked_of_an_organisation_once(asked):
    with pytest.raises(ValidationError, match="al een vraag"):
        propose()
    assert propose(to="Toegang Venlo", addressee=Addressee.ACCESS).pk
    questions.withdraw(
        question=asked, by=person("coordinator.noord"), why="Het is al geregeld.", path=question_path(asked)
    )
    assert told("question_withdrawn") == ["Miriam Gubbels"]
    assert propose().pk, "a question that was taken back may be asked again"


def test_nobody_sends_or_releases_their_own_text(people):
    question = propose()
    with pytest.raises(ValidationError, match="Vraag een collega"):
        send(question, by="coordinator.noord")
    with pytest.raises(ValidationError, match="waarom u dit niet vrijgeeft"):
        questions.review_question(question=question, by=person("fg"), release=False, path="/", note=" ")
    send(question)
    with pytest.raises(ValidationError, match="al besloten"):
        send(question, by="fg")
    given = answer(question)
    with pytest.raises(ValidationError, match="Vraag een collega"):
        release(given, by="inkoop")
    for model in (Question, Answer):
        with pytest.raises(IntegrityError, match="second_reader"), transaction.atomic():
            model.objects.update(reviewer_id=model.objects.get().author_id, status="approved")


def test_sending_late_leaves_two_weeks(people, travel):
    question = propose(answer_by=clock.today() + timedelta(days=20))
    with travel(clock.today() + timedelta(days=15)):
        send(question)
        assert question.answer_by == clock.today() + timedelta(days=14)


def test_names_of_known_cases_are_refused_in_question_and_answer(story):
    story.file()
    with pytest.raises(ValidationError, match=NAME_FOUND):
        propose(text="Wat had Testkind nodig?")
    question = send(propose(to="Toegang Venlo", addressee=Addressee.ACCESS))
    with pytest.raises(ValidationError, match=NAME_FOUND):
        answer(question, by="aanmelder.venlo", text="Bij Testkind ging het mis.")
    with pytest.raises(ValidationError, match=NAME_FOUND):
        answer(question, by="aanmelder.venlo", responsible="Testkind")
    assert Occurrence.objects.filter(kind="name_in_lesson_refused").count() == 3
    assert not Answer.objects.exists()


def test_a_promise_says_when_and_who_and_a_refusal_needs_neither(asked):
    for missing in ({"by_when": None}, {"responsible": ""}):
        with pytest.raises(ValidationError, match="wanneer het klaar is en wie ervoor zorgt"):
            answer(asked, **missing)
    with pytest.raises(ValidationError, match="nog moet komen"):
        answer(asked, by_when=clock.today() - timedelta(days=1))
    given = answer(asked, says=Says.DOES_NOT, by_when=clock.today(), responsible="bestuur")
    assert (given.by_when, given.responsible) == (None, "")
    release(given)
    assert questions.may_say(asked.answers.all()) == (), "no result is expected of a no"


def test_one_answer_at_a_time_and_a_returned_one_may_be_given_again(asked):
    first = answer(asked)
    with pytest.raises(ValidationError, match="al gegeven"):
        answer(asked)
    release(first, release=False, note="Noem geen personen.")
    assert told("question_returned") == ["Miriam Gubbels"]
    assert state(asked) == QuestionState.WAITING
    second = answer(asked, says=Says.PARTLY)
    with pytest.raises(ValidationError, match="al gegeven"):
        answer(asked, says=Says.DONE)
    release(second)
    with pytest.raises(ValidationError, match="al gegeven"):
        answer(asked, says=Says.TAKES_UP)
    release(answer(asked, says=Says.PARTLY_DONE))
    assert answer(asked, says=Says.DONE).pk, "what is partly done may be finished later"


def test_no_answer_before_it_is_sent_or_after_it_is_withdrawn(people):
    question = propose()
    with pytest.raises(ValidationError, match="geen antwoord meer"):
        answer(question)
    send(question)
    questions.withdraw(question=question, by=person("coordinator.noord"), why="Geregeld.", path="/")
    with pytest.raises(ValidationError, match="geen antwoord meer"):
        answer(question)
    with pytest.raises(ValidationError, match="al ingetrokken"):
        questions.withdraw(question=question, by=person("coordinator.noord"), why="Weer.", path="/")


def test_reminded_a_week_before_and_a_week_after_once_each(asked, travel):
    told_after = {-8: 0, -7: 1, -6: 1, 0: 1, 3: 1, 7: 2, 8: 2, 30: 2}
    for days, reminders in told_after.items():
        with travel(asked.answer_by + timedelta(days=days)):
            for pk in questions.to_remind():
                assert remind_of_question(question_id=pk)
                assert not remind_of_question(question_id=pk), "a second run sends nothing"
            assert len(told("question_due")) == reminders, days
    assert told("question_late") == ["Marloes Peeters"], "who asked hears of it once"
    assert QuestionReminder.objects.count() == 2


def test_reminded_of_a_promise_until_the_result_is_told(asked, travel):
    given = answer(asked)
    with travel(asked.answer_by):
        assert questions.to_remind() == [], "answered, though nobody read it yet"
    release(given)
    with travel(given.by_when - timedelta(days=7)):
        assert [remind_of_question(question_id=pk) for pk in questions.to_remind()] == [True]
        answer(asked, says=Says.DONE)
        assert questions.to_remind() == []
    with travel(given.by_when + timedelta(days=7)):
        assert questions.to_remind() == []


def test_mails_name_the_question_and_nothing_else(asked, travel):
    with travel(asked.answer_by):
        remind_of_question(question_id=asked.pk)
    for message in Notification.objects.all():
        assert (message.reference, message.path, message.task) == (
            "vraag NL 1",
            f"/leren/vragen/{asked.public_id}/",
            "",
        )


def test_an_organisation_without_the_asker_still_reaches_a_coordinator(asked, travel):
    gone = person("coordinator.noord")
    gone.is_active = False
    gone.save()
    answer(asked)
    assert told("question_answered") == ["Bas Hermkens"]


def test_who_sees_which_questions(people):
    waits, sent = propose(to="Toegang Venlo", addressee=Addressee.ACCESS), send(propose())
    see_both = {"coordinator.noord", "coordinator2.noord", "fg", "fg2"}
    see_sent = {"coordinator.zuid", "beleid.noord", "beleid.midden", "clientenraad", "inkoop", "centrum1"}
    see_sent |= {"voorzitter.noord", "deskundige1.zuid"}
    see_none = {"aanmelder.venlo", "aanmelder.weert", "aanbieder.lindehof", "jeugdbeschermer1", "beheer"}
    for address in see_both | see_sent | see_none:
        found = set(Question.objects.visible_to(person(address)))
        expected = {waits, sent} if address in see_both else {sent} if address in see_sent else set()
        assert found == expected, address
    send(waits, by="fg")
    for address, sees in (("aanmelder.venlo", True), ("aanmelder2.venlo", True), ("aanmelder.venray", False)):
        assert (waits in Question.objects.visible_to(person(address))) is sees, address


def test_who_is_asked_and_who_is_not(asked):
    assert [each.question for each in waiting_for_answer(person("inkoop"))] == [asked]
    for address in ("clientenraad", "beleid.noord", "coordinator.noord", "aanmelder.venlo"):
        assert waiting_for_answer(person(address)) == [], address
    answer(asked)
    assert waiting_for_answer(person("inkoop")) == []


def test_an_answer_is_for_its_people_until_it_is_released(asked):
    given = answer(asked)
    everybody = Question.objects.with_answers()
    for address, sees in (
        ("inkoop", True),
        ("coordinator2.noord", True),
        ("fg", True),
        ("beleid.noord", False),
        ("clientenraad", False),
        ("coordinator.zuid", False),
    ):
        assert (seen_by(person(address), everybody)[0].answers == (given,)) is sees, address
    assert released(everybody)[0].answers == ()
    release(given, release=False, note="Nee.")
    assert released(everybody)[0].answers == (), "a returned answer is never for others"


def test_what_the_next_report_tells(asked, travel):
    today = clock.today()
    before, after = (
        (today - timedelta(days=90), today - timedelta(days=1)),
        (today, today + timedelta(days=90)),
    )
    assert told_in_report(region(), *before) == [], "not asked yet"
    assert [each.state for each in told_in_report(region(), *after)] == [QuestionState.WAITING]
    given = answer(asked)
    assert [each.state for each in told_in_report(region(), *after)] == [QuestionState.RECEIVED]
    release(given)
    [seen] = told_in_report(region(), *after)
    assert (seen.state, seen.reaction.text) == (QuestionState.TAKES_UP, BECAUSE)
    with travel(today + timedelta(days=100)):
        later = (today + timedelta(days=91), today + timedelta(days=180))
        assert len(told_in_report(region(), *later)) == 1, "a promise comes back until it is done"
        release(answer(asked, says=Says.DONE), by="fg")
        assert len(told_in_report(region(), *later)) == 1
    last = (today + timedelta(days=181), today + timedelta(days=270))
    assert told_in_report(region(), *last) == [], "what ended was told once"
