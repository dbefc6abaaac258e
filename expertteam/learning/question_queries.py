"""How a question looks to who reads it: which answers they see, and how it stands."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from expertteam.core import clock
from expertteam.learning.enums import LessonStatus
from expertteam.learning.permissions import organisations_answered_for, regions_as
from expertteam.learning.question_enums import ANSWERS, TONES, QuestionState
from expertteam.learning.question_models import Answer, Question
from expertteam.learning.questions import awaited_on
from expertteam.organisations.enums import Role

# Nothing more comes after these.
ENDED = {
    QuestionState.WITHDRAWN,
    QuestionState.DOES_NOT,
    QuestionState.DONE,
    QuestionState.NOT_DONE,
}


@dataclass(frozen=True)
class SeenQuestion:
    """A question with the answers that one reader may see."""

    question: Question
    state: QuestionState
    answers: tuple[Answer, ...]
    # The day the organisation should say something, when it still should.
    awaited_on: date | None

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def reaction(self) -> Answer | None:
        """What the organisation said first; a returned answer is none."""
        return next((each for each in self._standing if each.says in ANSWERS), None)

    @property
    def result(self) -> Answer | None:
        """What it told last of how it ended."""
        return next((each for each in reversed(self._standing) if each.says not in ANSWERS), None)

    @property
    def to_read(self) -> Answer | None:
        """The answer that waits for a second reader."""
        return next((each for each in self.answers if each.is_waiting), None)

    @property
    def is_late(self) -> bool:
        return self.awaited_on is not None and self.awaited_on < clock.today()

    @property
    def _standing(self) -> list[Answer]:
        return [each for each in self.answers if each.status != LessonStatus.REJECTED]


def seen_by(user, questions) -> list[SeenQuestion]:
    """``questions`` (with_answers) as this user sees them.

    Who keeps a question and who answers it see every answer; all others the released ones only.
    """
    kept, spoken_for = regions_as(user, Role.COORDINATOR), organisations_answered_for(user)
    privacy_officer = user.has_role(Role.PRIVACY_OFFICER)
    return [
        _seen(
            question,
            privacy_officer or question.region_id in kept or question.organisation_id in spoken_for,
        )
        for question in questions
    ]


def released(questions) -> list[SeenQuestion]:
    """``questions`` (with_answers) as everybody may see them."""
    return [_seen(question, False) for question in questions]


def answers_to_read(user):
    """Answers that wait for a second person who this user can be."""
    waiting = Answer.objects.filter(status=LessonStatus.PROPOSED).exclude(author=user)
    if user.has_role(Role.PRIVACY_OFFICER):
        return waiting
    return waiting.filter(question__region__in=regions_as(user, Role.COORDINATOR))


def waiting_for_answer(user) -> list[SeenQuestion]:
    """What an organisation that this user speaks for should answer or tell, the most urgent first."""
    found = seen_by(user, Question.objects.answerable_by(user).with_answers())
    return sorted((each for each in found if each.awaited_on), key=lambda each: each.awaited_on)


def number_waiting(user) -> int:
    """How many there are of them; asks the database nothing for who speaks for no organisation."""
    if not organisations_answered_for(user):
        return 0
    asked = Question.objects.answerable_by(user).prefetch_related("answers")
    return sum(awaited_on(question, question.answers.all()) is not None for question in asked)


def told_in_report(region, starts_on: date, ends_on: date) -> list[SeenQuestion]:
    """What a report over these days tells of questions: all that went out and had not ended before."""
    asked = Question.objects.filter(
        region=region, status=LessonStatus.APPROVED, reviewed_at__date__lte=ends_on
    )
    found = released(asked.with_answers().order_by("reviewed_at", "pk"))
    return [each for each in found if each.state not in ENDED or _last_day(each) >= starts_on]


def _last_day(seen: SeenQuestion) -> date:
    moments = [
        seen.question.reviewed_at,
        seen.question.withdrawn_at,
        *(each.reviewed_at for each in seen.answers),
    ]
    return max(timezone.localtime(moment).date() for moment in moments if moment)


def _seen(question, everything: bool) -> SeenQuestion:
    answers = list(question.answers.all())
    shown = answers if everything else [each for each in answers if each.is_released]
    return SeenQuestion(
        question=question,
        state=_state(question, answers, shown),
        answers=tuple(shown),
        awaited_on=awaited_on(question, answers),
    )


def _state(question, answers, shown) -> QuestionState:
    if question.withdrawn_at:
        return QuestionState.WITHDRAWN
    if not question.is_released:
        return QuestionState(question.status)
    standing = [each for each in shown if each.status != LessonStatus.REJECTED]
    if standing:
        return QuestionState(standing[-1].says)
    if any(each.is_waiting for each in answers):
        return QuestionState.RECEIVED
    return QuestionState.LATE if question.answer_by < clock.today() else QuestionState.WAITING
