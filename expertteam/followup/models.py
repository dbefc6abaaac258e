"""Was the advice followed, and what came of it?"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, Value

from expertteam.access.permissions import has_permission
from expertteam.advice.enums import DeviationReason
from expertteam.advice.models import Recommendation
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.followup.enums import (
    AssessmentOutcome,
    FollowUpState,
    FollowUpStatus,
    LivingSituation,
    OutcomeResult,
    YesNoUnknown,
)

# The sister region asks after half a year whether the advice is still followed.
MONTHS_UNTIL_FOLLOW_UP = 6
# How long the referrer has to answer once the follow-up is due.
DAYS_TO_ANSWER = 28
# The worker reminds of a late one, and not again within this many days.
DAYS_BETWEEN_REMINDERS = 14


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case__in=Case.objects.visible_to(user))

    def watched_by(self, user):
        """Those of cases where ``user`` assesses the follow-up."""
        return self.visible_to(user).filter(*has_permission(user, "assess_followup", case_ref="case"))

    def due(self):
        """Planned ones whose day has come."""
        return self.filter(status=FollowUpStatus.PLANNED, due_on__lte=clock.today())

    def overdue(self):
        """Open ones that should have been answered before today."""
        return self.filter(status=FollowUpStatus.OPEN, due_on__lt=_last_day_in_time())

    def to_remind(self):
        """Overdue ones of which nobody was reminded in the last weeks."""
        long_ago = clock.now() - timedelta(days=DAYS_BETWEEN_REMINDERS)
        return self.overdue().filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=long_ago))

    def with_state(self):
        """Adds ``state``: the status as it looks today (FollowUpState)."""
        return self.annotate(
            state=models.Case(
                models.When(status=FollowUpStatus.PLANNED, then=Value(FollowUpState.PLANNED)),
                models.When(
                    status=FollowUpStatus.OPEN, due_on__lt=_last_day_in_time(), then=Value(FollowUpState.LATE)
                ),
                models.When(status=FollowUpStatus.OPEN, then=Value(FollowUpState.DUE)),
                models.When(answered_at__isnull=False, then=Value(FollowUpState.ANSWERED)),
                default=Value(FollowUpState.UNANSWERED),
                output_field=models.CharField(),
            )
        )


def _last_day_in_time():
    """A follow-up that was due before this day should have been answered by now."""
    return clock.today() - timedelta(days=DAYS_TO_ANSWER)


class FollowUp(PublicModel):
    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups", verbose_name="casus")
    sequence = models.PositiveSmallIntegerField("hoeveelste")
    due_on = models.DateField("vanaf", db_index=True)
    status = models.CharField("stand", max_length=20, choices=FollowUpStatus, default=FollowUpStatus.PLANNED)
    answered_at = models.DateTimeField("beantwoord op", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="beantwoord door"
    )
    reminded_at = models.DateTimeField("laatste herinnering", null=True)
    lives = models.CharField("waar de jeugdige nu woont", max_length=20, choices=LivingSituation, blank=True)
    placement_prevented = models.CharField(
        "uithuisplaatsing voorkomen", max_length=10, choices=YesNoUnknown, blank=True
    )
    re_indication = models.CharField("opnieuw een indicatie", max_length=10, choices=YesNoUnknown, blank=True)
    youth_view = models.TextField("wat de jeugdige ervan vindt", blank=True)
    parents_view = models.TextField("wat de ouders ervan vinden", blank=True)
    assessment = models.TextField("beoordeling", blank=True)
    outcome = models.CharField("besluit", max_length=20, choices=AssessmentOutcome, blank=True)
    assessed_at = models.DateTimeField("beoordeeld op", null=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "opvolging"
        verbose_name_plural = "opvolgingen"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="follow_up_sequence_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(status=FollowUpStatus.ASSESSED),
                name="follow_up_one_open",
                violation_error_message="Er staat al een opvolging gepland.",
            ),
            models.CheckConstraint(
                name="follow_up_assessed_has_outcome",
                condition=Q(status=FollowUpStatus.ASSESSED, assessed_at__isnull=False) & ~Q(outcome="")
                | ~Q(status=FollowUpStatus.ASSESSED) & Q(outcome="", assessed_at__isnull=True),
                violation_error_message="Kies hoe het verder gaat na deze opvolging.",
            ),
        ]

    def __str__(self):
        return f"opvolging {self.pk}"

    @property
    def answer_by(self):
        return self.due_on + timedelta(days=DAYS_TO_ANSWER)

    @property
    def days_late(self) -> int:
        """Days past the last day to answer; 0 for one that is not open or still in time."""
        if self.status != FollowUpStatus.OPEN:
            return 0
        return max((clock.today() - self.answer_by).days, 0)


class Outcome(models.Model):
    """What became of one recommendation."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="outcomes", verbose_name="opvolging")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="outcomes", verbose_name="aanbeveling"
    )
    result = models.CharField("resultaat", max_length=20, choices=OutcomeResult)
    reason_kind = models.CharField("reden", max_length=20, choices=DeviationReason, blank=True)
    reason = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "uitkomst"
        verbose_name_plural = "uitkomsten"
        ordering = ["recommendation__number"]
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "recommendation"], name="outcome_once"),
            models.CheckConstraint(
                name="outcome_not_followed_has_reason",
                condition=~Q(result__in=["partly", "not_followed"]) | ~Q(reason_kind=""),
                violation_error_message="Kies waarom de aanbeveling niet helemaal is gevolgd.",
            ),
        ]

    def __str__(self):
        return self.get_result_display()
