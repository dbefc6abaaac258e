"""Asking an organisation what it does with what the region learned; its answer, and reminding it.

A question goes out, and an answer is read by others, after a second person released the text. Texts are
checked outside the transaction, so that a refusal stays on record.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.learning.enums import LessonStatus, ReportStatus
from expertteam.learning.identifying import check_text
from expertteam.learning.question_enums import (
    ANSWERED_BY,
    ANSWERS,
    KIND_OF_ADDRESSEE,
    PROMISES,
    RESULTS,
    ReminderMoment,
    Says,
)
from expertteam.learning.question_models import FEWEST_SIGNALS, Answer, Question, QuestionReminder
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Membership, Organisation
from expertteam.organisations.queries import contacts, members, people_with, regional_team

# An organisation has to ask around before it can answer.
FEWEST_DAYS_TO_ANSWER = 14
MOST_DAYS_TO_ANSWER = 183
REMIND_DAYS = timedelta(days=7)


def themes_of(report) -> dict[str, int]:
    """The themes of a published report that may be asked about, with the signals each counts as published."""
    if report.status != ReportStatus.PUBLISHED:
        return {}
    themes = report.figures.get("themes", [])
    return {each["title"]: each["count"] for each in themes if each.get("count", 0) >= FEWEST_SIGNALS}


def can_answer(organisation):
    """Users who speak for this organisation today."""
    return contacts(organisation=organisation, role=ANSWERED_BY.get(organisation.kind))


def organisations_to_ask(region):
    """Organisations of the region, or of no region, that have somebody who answers."""
    today = Membership.objects.current().filter(organisation=OuterRef("pk"), user__is_active=True)
    speaks = Q()
    for kind, role in ANSWERED_BY.items():
        speaks |= Q(Exists(today.filter(role=role)), kind=kind)
    return Organisation.objects.filter(speaks, Q(region=region) | Q(region__isnull=True), is_active=True)


def ask(
    *, by, path_of, region, organisation, addressee, text, answer_by, report=None, theme="", lesson=None
) -> Question:
    """Propose a question about a theme of ``report`` or about ``lesson``; a second person sends it.

    ``path_of`` gives the address of a question inside the site.
    Raises RuleBroken when the theme is not one of a published report of the region, the lesson was not
    released, or nobody of the organisation can answer; ValidationError for text that tells about whom it is.
    """
    check_text(text, by=by)
    _check_addressee(region, organisation, addressee)
    _check_answer_by(answer_by)
    count = _count_of(region, report, theme, lesson)
    return _keep_question(
        by,
        path_of,
        region=region,
        organisation=organisation,
        addressee=addressee,
        text=text,
        answer_by=answer_by,
        report=report,
        theme=theme,
        theme_count=count,
        lesson=lesson,
    )


def _check_addressee(region, organisation, addressee) -> None:
    if organisation.kind != KIND_OF_ADDRESSEE[addressee]:
        raise RuleBroken(
            {"organisation": "Deze organisatie past niet bij voor wie de vraag is. Kies een andere."}
        )
    if organisation.region_id not in (None, region.pk):
        raise RuleBroken({"organisation": "Deze organisatie werkt in een andere regio. Kies een andere."})
    if not can_answer(organisation).exists():
        raise RuleBroken(
            {"organisation": "Niemand kan hier antwoorden. Vraag de functioneel beheerder om een account."}
        )


def _check_answer_by(answer_by: date) -> None:
    days = (answer_by - clock.today()).days
    if days < FEWEST_DAYS_TO_ANSWER:
        raise RuleBroken(
            {"answer_by": f"Geef ten minste {FEWEST_DAYS_TO_ANSWER} dagen tijd. Kies een latere datum."}
        )
    if days > MOST_DAYS_TO_ANSWER:
        raise RuleBroken({"answer_by": "Kies een datum binnen een half jaar."})


def _count_of(region, report, theme, lesson) -> int | None:
    """The published number of signals behind a theme; None for a lesson."""
    if lesson is not None:
        if lesson.region_id != region.pk or lesson.status != LessonStatus.APPROVED:
            raise RuleBroken({"about": "Deze les is niet vrijgegeven in uw regio. Kies een andere."})
        return None
    if report is None or report.region_id != region.pk or theme not in themes_of(report):
        raise RuleBroken({"about": "Dit thema staat niet in een gepubliceerde rapportage. Kies een ander."})
    return themes_of(report)[theme]


@transaction.atomic
def _keep_question(by, path_of, **fields) -> Question:
    region = fields["region"]
    take(f"questions-{region.pk}")
    question = Question(author=by, number=region.questions.count() + 1, **fields)
    question.validate_constraints()
    question.save()
    for user in _second_readers(question):
        notify(user=user, kind="question_to_read", reference=question.reference, path=path_of(question))
    record_occurrence(actor=by, kind="question_proposed")
    return question


def _second_readers(question):
    """The other coordinators of the region; where there is none, the privacy officers."""
    others = members(team=regional_team(question.region), role=Role.COORDINATOR).exclude(
        pk=question.author_id
    )
    return others or people_with(Role.PRIVACY_OFFICER).exclude(pk=question.author_id)


def review_question(*, question, by, release: bool, path: str, note="") -> None:
    """A second person sends the question to its organisation, or refuses it and says why.

    ``path`` is the address of the question inside the site. An answer may take two weeks from the sending.
    """
    if release:
        check_text(question.text, by=by)
    _decide_on_question(question.pk, by, release, path, note)


@transaction.atomic
def _decide_on_question(pk, by, release, path, note) -> None:
    question = Question.objects.select_for_update().get(pk=pk)
    _decide(question, by, release, note)
    if release:
        soonest = clock.today() + timedelta(days=FEWEST_DAYS_TO_ANSWER)
        question.answer_by = max(question.answer_by, soonest)
        _tell_organisation(question, "question_asked", path, question.answer_by)
    question.save()
    record_occurrence(actor=by, kind="question_asked" if release else "question_refused")


def _decide(text, by, release: bool, note: str) -> None:
    if text.status != LessonStatus.PROPOSED:
        raise RuleBroken("Hierover is al besloten.")
    if text.author_id == by.pk:
        raise RuleBroken("U schreef dit zelf. Vraag een collega om mee te lezen.")
    if not release and not note.strip():
        raise RuleBroken({"note": "Vul in waarom u dit niet vrijgeeft."})
    text.status = LessonStatus.APPROVED if release else LessonStatus.REJECTED
    text.reviewer, text.review_note, text.reviewed_at = by, note.strip(), clock.now()


def withdraw(*, question, by, why: str, path: str) -> None:
    """Take back a question that need not be answered any more; it stays in sight with the reason."""
    check_text(why, by=by)
    _withdraw(question.pk, by, why, path)


@transaction.atomic
def _withdraw(pk, by, why, path) -> None:
    question = Question.objects.select_for_update().get(pk=pk)
    if not may_withdraw(question):
        raise RuleBroken("Deze vraag is al ingetrokken of afgerond.")
    question.withdrawn_at, question.withdrawn_why = clock.now(), why
    question.validate_constraints()
    question.save(update_fields=["withdrawn_at", "withdrawn_why"])
    if question.is_released:
        _tell_organisation(question, "question_withdrawn", path, None)
    record_occurrence(actor=by, kind="question_withdrawn")


def may_withdraw(question) -> bool:
    """Whether the question still waits for a reader, an answer or a result."""
    if question.withdrawn_at or question.status == LessonStatus.REJECTED:
        return False
    return question.is_waiting or bool(may_say(question.answers.all()))


def answer(*, question, by, says, text, path: str, responsible="", by_when=None) -> Answer:
    """Somebody of the organisation answers, or later tells the result; the asker is told.

    ``responsible`` is a function or department, never a name.
    """
    check_text(text, responsible, by=by)
    if by_when is not None and by_when < clock.today():
        raise RuleBroken({"by_when": "Kies een datum die nog moet komen."})
    promised = {"responsible": responsible, "by_when": by_when} if says in PROMISES else {}
    return _keep_answer(question.pk, by, path, says=says, text=text, **promised)


@transaction.atomic
def _keep_answer(pk, by, path, **fields) -> Answer:
    question = Question.objects.select_for_update().get(pk=pk)
    if question.withdrawn_at or not question.is_released:
        raise RuleBroken("Op deze vraag wordt geen antwoord meer verwacht.")
    if fields["says"] not in may_say(question.answers.all()):
        raise RuleBroken("Dit antwoord is al gegeven, of uw vorige antwoord is nog niet gelezen.")
    given = Answer(question=question, author=by, **fields)
    given.validate_constraints()
    given.save()
    _tell_keepers(question, "question_answered", path, None)
    record_occurrence(actor=by, kind="question_answered")
    return given


def may_say(answers) -> tuple[Says, ...]:
    """What an organisation can say after these ``answers``; nothing while the last one is being read."""
    given = [each for each in answers if each.status != LessonStatus.REJECTED]
    if not given:
        return ANSWERS
    last = given[-1]
    return RESULTS if last.is_released and last.says in (*PROMISES, Says.PARTLY_DONE) else ()


def review_answer(*, answer, by, release: bool, path: str, note="") -> None:
    """A coordinator of the region releases an answer for every reader, or returns it and says why."""
    if release:
        check_text(answer.text, answer.responsible, by=by)
    _decide_on_answer(answer.pk, by, release, path, note)


@transaction.atomic
def _decide_on_answer(pk, by, release, path, note) -> None:
    given = Answer.objects.select_for_update().select_related("question__organisation").get(pk=pk)
    _decide(given, by, release, note)
    given.save()
    if not release:
        _tell_organisation(given.question, "question_returned", path, None)
    record_occurrence(actor=by, kind="answer_released" if release else "answer_returned")


def awaited_on(question, answers) -> date | None:
    """The day on which the organisation should have answered, or told the result; None when it need not."""
    choices = may_say(answers)
    if question.withdrawn_at or not question.is_released or not choices:
        return None
    if choices == ANSWERS:
        return question.answer_by
    promises = [each.by_when for each in answers if each.is_released and each.says in PROMISES]
    return promises[-1] if promises else None


def reminder_due(question, answers) -> tuple[date, ReminderMoment] | None:
    """Of which day the organisation is to be reminded today: in the week before it, and from a week after."""
    day = awaited_on(question, answers)
    if day is None:
        return None
    if day - REMIND_DAYS <= clock.today() <= day:
        return day, ReminderMoment.BEFORE
    return (day, ReminderMoment.AFTER) if clock.today() >= day + REMIND_DAYS else None


def to_remind() -> list[int]:
    """Keys of the questions whose organisation is to be reminded today and was not yet."""
    asked = Question.objects.asked().prefetch_related("answers", "reminders").order_by("pk")
    return [question.pk for question in asked if _unsent(question)]


def _unsent(question) -> tuple[date, ReminderMoment] | None:
    due = reminder_due(question, list(question.answers.all()))
    sent = {(each.about_on, each.moment) for each in question.reminders.all()}
    return None if due in sent else due


@transaction.atomic
def remind(*, question_id: int, path_of) -> bool:
    """Remind the organisation of one question; False when there was nothing to send (a job run twice).

    When the day is a week past, who asked is told as well. ``path_of`` gives the address of a question.
    """
    found = Question.objects.asked().select_for_update(of=("self",)).filter(pk=question_id).first()
    due = _unsent(found) if found else None
    if due is None:
        return False
    day, moment = due
    QuestionReminder.objects.create(question=found, about_on=day, moment=moment)
    _tell_organisation(found, "question_due", path_of(found), day)
    if moment == ReminderMoment.AFTER:
        _tell_keepers(found, "question_late", path_of(found), day)
    return True


def _tell_organisation(question, kind: str, path: str, due_on) -> None:
    for user in can_answer(question.organisation):
        notify(user=user, kind=kind, reference=question.reference, path=path, due_on=due_on)


def _tell_keepers(question, kind: str, path: str, due_on) -> None:
    """Who asked; after they left, the coordinators of the region."""
    team = regional_team(question.region)
    asked = members(team=team, role=Role.COORDINATOR).filter(pk=question.author_id)
    for user in asked or members(team=team, role=Role.COORDINATOR):
        notify(user=user, kind=kind, reference=question.reference, path=path, due_on=due_on)
