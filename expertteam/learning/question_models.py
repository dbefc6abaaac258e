"""What the region asks of an organisation because of what it learned, and what the organisation answers.

A question is about a theme of a published report or a released lesson; nothing leads back to a case (R14).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.learning.enums import Addressee, LessonStatus
from expertteam.learning.models import LearningReport, Lesson
from expertteam.learning.permissions import REPORT_READERS, organisations_answered_for, regions_as
from expertteam.learning.question_enums import PROMISES, RESULTS, ReminderMoment, Says
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Organisation, Region

# A theme with fewer signals is not published, so nothing is asked about it (k of a region; reports/learning).
FEWEST_SIGNALS = 5


class SecondRead(PublicModel):
    """A text that others see once a second person released it."""

    status = models.CharField("stand", max_length=10, choices=LessonStatus, default=LessonStatus.PROPOSED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="geschreven door"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="tweede lezer"
    )
    review_note = models.TextField("oordeel van de tweede lezer", blank=True)
    reviewed_at = models.DateTimeField("beoordeeld op", null=True)

    class Meta:
        abstract = True

    @property
    def is_released(self) -> bool:
        return self.status == LessonStatus.APPROVED

    @property
    def is_waiting(self) -> bool:
        return self.status == LessonStatus.PROPOSED


def second_reader(prefix):
    return models.CheckConstraint(
        name=f"{prefix}_second_reader",
        condition=Q(status=LessonStatus.PROPOSED, reviewer__isnull=True)
        | ~Q(status=LessonStatus.PROPOSED) & Q(reviewer__isnull=False) & ~Q(reviewer=F("author")),
        violation_error_message="Een ander dan de schrijver leest mee en besluit.",
    )


class QuestionQuerySet(models.QuerySet):
    def asked(self):
        """Released ones that still count."""
        return self.filter(status=LessonStatus.APPROVED, withdrawn_at__isnull=True)

    def kept_by(self, user):
        """Those of the regions at whose table ``user`` coordinates."""
        return self.filter(region__in=regions_as(user, Role.COORDINATOR))

    def addressed_to(self, user):
        """Released ones to an organisation that ``user`` speaks for."""
        return self.filter(status=LessonStatus.APPROVED, organisation__in=organisations_answered_for(user))

    def answerable_by(self, user):
        """Those ``user`` can answer, or tell the result of."""
        return self.addressed_to(user).filter(withdrawn_at__isnull=True)

    def reviewable_by(self, user):
        """Those that wait for a second person who this user can be; never their own."""
        proposed = self.filter(status=LessonStatus.PROPOSED).exclude(author=user)
        return proposed if user.has_role(Role.PRIVACY_OFFICER) else proposed.kept_by(user)

    def visible_to(self, user):
        """Released ones for who reads reports and for who must answer; the others where they are kept."""
        if not user.roles:
            return self.none()
        released = Q(status=LessonStatus.APPROVED) if user.has_role(*REPORT_READERS) else Q(pk__in=[])
        return self.filter(
            released
            | Q(pk__in=Question.objects.addressed_to(user).values("pk"))
            | Q(pk__in=Question.objects.kept_by(user).values("pk"))
            | Q(pk__in=Question.objects.reviewable_by(user).values("pk"))
        )

    def with_answers(self):
        """Everything a page shows of them, in a fixed number of queries."""
        chosen = self.select_related(
            "region", "organisation", "lesson", "report__region", "author", "reviewer"
        )
        return chosen.prefetch_related("answers__author", "answers__reviewer")


class Question(SecondRead):
    """A question to one organisation, about a theme or a lesson."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="questions", verbose_name="regio")
    number = models.PositiveIntegerField("nummer in de regio")
    report = models.ForeignKey(
        LearningReport, models.PROTECT, null=True, related_name="questions", verbose_name="leerrapportage"
    )
    theme = models.CharField("thema", max_length=200, blank=True)
    theme_count = models.PositiveIntegerField("signalen achter het thema", null=True)
    lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, related_name="questions", verbose_name="les"
    )
    addressee = models.CharField("voor wie", max_length=20, choices=Addressee)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="questions", verbose_name="organisatie"
    )
    text = models.TextField("vraag")
    answer_by = models.DateField("antwoord uiterlijk op")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    withdrawn_why = models.TextField("waarom ingetrokken", blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan een organisatie"
        verbose_name_plural = "vragen aan organisaties"
        ordering = ["answer_by", "pk"]
        constraints = [
            second_reader("question"),
            models.UniqueConstraint(fields=["region", "number"], name="question_number_once"),
            models.CheckConstraint(
                name="question_about_theme_or_lesson",
                condition=Q(lesson__isnull=True, report__isnull=False, theme_count__gte=FEWEST_SIGNALS)
                & ~Q(theme="")
                | Q(lesson__isnull=False, report__isnull=True, theme_count__isnull=True, theme=""),
                violation_error_message="Kies een thema uit een rapportage, of een les.",
            ),
            models.CheckConstraint(
                name="question_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why=""),
                violation_error_message="Vul in waarom u de vraag intrekt.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "report", "theme", "lesson"],
                condition=~Q(status=LessonStatus.REJECTED) & Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="question_once",
                violation_error_message="Hierover is al een vraag aan deze organisatie gesteld.",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        """How mails name it."""
        return f"vraag {self.region.code} {self.number}"

    @property
    def subject(self) -> str:
        return self.lesson.title if self.lesson_id else self.theme

    @property
    def asked_at(self):
        """When it went out; None for one that did not."""
        return self.reviewed_at if self.is_released else None


class Answer(SecondRead):
    """What the organisation says, and later how it ended; a returned one stays for who wrote it."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", verbose_name="vraag")
    says = models.CharField("antwoord", max_length=20, choices=Says)
    text = models.TextField("toelichting")
    responsible = models.CharField("wie ervoor zorgt", max_length=120, blank=True)
    by_when = models.DateField("klaar op", null=True)

    class Meta:
        verbose_name = "antwoord op een vraag"
        verbose_name_plural = "antwoorden op vragen"
        ordering = ["pk"]
        constraints = [
            second_reader("answer"),
            models.CheckConstraint(
                name="answer_promise_is_complete",
                condition=Q(says__in=PROMISES, by_when__isnull=False) & ~Q(responsible="")
                | ~Q(says__in=PROMISES) & Q(by_when__isnull=True, responsible=""),
                violation_error_message="Vul in wanneer het klaar is en wie ervoor zorgt.",
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=~Q(says__in=RESULTS) & ~Q(status=LessonStatus.REJECTED),
                name="answer_once",
                violation_error_message="Deze vraag is al beantwoord.",
            ),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(status=LessonStatus.PROPOSED),
                name="answer_one_to_read",
                violation_error_message="Uw vorige antwoord is nog niet gelezen.",
            ),
        ]

    def __str__(self):
        return f"antwoord {self.pk}"

    @property
    def is_result(self) -> bool:
        """Whether it tells how it ended."""
        return self.says in RESULTS


class QuestionReminder(models.Model):
    """That the organisation was reminded of a day, so that a job that runs twice reminds once."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="reminders", verbose_name="vraag")
    about_on = models.DateField("over welke dag")
    moment = models.CharField("moment", max_length=10, choices=ReminderMoment)
    sent_at = models.DateTimeField("verstuurd op", default=clock.now)

    class Meta:
        verbose_name = "herinnering aan een vraag"
        constraints = [
            models.UniqueConstraint(fields=["question", "about_on", "moment"], name="question_reminded_once"),
        ]

    def __str__(self):
        return f"herinnering {self.pk}"
