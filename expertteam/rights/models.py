"""What youth and parents ask about their file, and what became of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.rights.enums import TONES, Asker, RequestKind, RequestStatus


@pghistory.track()
class RequestTerm(models.Model):
    """Within how many months a kind of request is answered, and where that stands."""

    kind = models.CharField("soort verzoek", max_length=20, choices=RequestKind, unique=True)
    months = models.PositiveSmallIntegerField("maanden om te antwoorden")
    remind_days = models.PositiveSmallIntegerField("dagen vooraf herinneren")
    source = models.CharField("bron", max_length=200)

    class Meta:
        verbose_name = "antwoordtermijn"
        verbose_name_plural = "antwoordtermijnen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="term_has_source",
                condition=~Q(source=""),
                violation_error_message="Vul in waar deze termijn staat.",
            ),
            models.CheckConstraint(
                name="term_lasts_a_month_or_more",
                condition=Q(months__gte=1),
                violation_error_message="Een termijn is ten minste een maand.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class SubjectRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=RequestStatus.OPEN)

    def to_remind(self):
        """Open requests whose reminder is due today and was not sent."""
        return self.open().filter(reminded_at__isnull=True, remind_on__lte=clock.today())


@pghistory.track()
class SubjectRequest(PublicModel):
    """A youth, a parent or a guardian asks something of the file; who exactly stands in the identity."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="subject_requests", verbose_name="casus")
    kind = models.CharField("soort verzoek", max_length=20, choices=RequestKind)
    asked_by = models.CharField("gevraagd door", max_length=20, choices=Asker)
    received_on = models.DateField("ontvangen op")
    due_on = models.DateField("antwoord uiterlijk op", db_index=True)
    remind_on = models.DateField("herinneren op")
    question = models.TextField("wat wordt gevraagd", blank=True)
    status = models.CharField(
        "stand", max_length=20, choices=RequestStatus, default=RequestStatus.OPEN, db_index=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vastgelegd door"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="besloten door"
    )
    decided_at = models.DateTimeField("besloten op", null=True)
    reason = models.TextField("motivering", blank=True)
    reminded_at = models.DateTimeField("herinnerd op", null=True)

    objects = SubjectRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "verzoek"
        verbose_name_plural = "verzoeken"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="request_due_after_receipt",
                condition=Q(due_on__gt=models.F("received_on")),
                violation_error_message="De termijn eindigt na de dag waarop het verzoek kwam.",
            ),
            models.CheckConstraint(
                name="request_decision_says_who_when_why",
                condition=Q(status=RequestStatus.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(status=RequestStatus.OPEN)
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(reason=""),
                violation_error_message="Vul de motivering van het besluit in.",
            ),
        ]

    def __str__(self):
        return f"verzoek {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status == RequestStatus.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < clock.today()

    @property
    def tone(self) -> str:
        return "danger" if self.is_overdue else TONES[self.status]

    @property
    def state_label(self) -> str:
        return "Te laat" if self.is_overdue else self.get_status_display()
