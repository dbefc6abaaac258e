"""Breaking a deadlock, without taking over anyone's responsibility."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.procesregie.enums import (
    AgreementState,
    DirectionResult,
    DirectionStatus,
    ImpasseKind,
    ImpasseLevel,
)


@pghistory.track()
class Direction(PublicModel):
    """One round of procesregie on a case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="directions", verbose_name="casus")
    director = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="directions",
        verbose_name="procesregisseur",
    )
    status = models.CharField(
        "status", max_length=20, choices=DirectionStatus, default=DirectionStatus.UNASSIGNED
    )
    result = models.CharField("resultaat", max_length=20, choices=DirectionResult, blank=True)
    result_note = models.TextField("toelichting op het resultaat", blank=True)
    closed_at = models.DateTimeField("afgerond op", null=True)

    class Meta:
        verbose_name = "procesregie"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(status=DirectionStatus.CLOSED),
                name="direction_one_open",
                violation_error_message="Op deze casus loopt al procesregie.",
            ),
            models.CheckConstraint(
                name="direction_open_has_director",
                condition=Q(status=DirectionStatus.UNASSIGNED) | Q(director__isnull=False),
                violation_error_message="Wijs eerst een procesregisseur aan.",
            ),
            models.CheckConstraint(
                name="direction_closed_has_result",
                condition=Q(status=DirectionStatus.CLOSED, closed_at__isnull=False) & ~Q(result="")
                | ~Q(status=DirectionStatus.CLOSED) & Q(result="", closed_at__isnull=True),
                violation_error_message="Kies het resultaat van de procesregie.",
            ),
        ]

    def __str__(self):
        return f"procesregie {self.pk}"


class Impasse(PublicModel):
    """What the deadlock is, and who can break it."""

    direction = models.ForeignKey(
        Direction, models.PROTECT, related_name="impasses", verbose_name="procesregie"
    )
    kind = models.CharField("soort impasse", max_length=30, choices=ImpasseKind)
    level = models.CharField("wie kan dit doorbreken", max_length=20, choices=ImpasseLevel)
    description = models.TextField("waar het op vastzit")

    class Meta:
        verbose_name = "impasse"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.get_kind_display()


class Agreement(PublicModel):
    direction = models.ForeignKey(
        Direction, models.PROTECT, related_name="agreements", verbose_name="procesregie"
    )
    what = models.CharField("wat", max_length=300)
    who = models.CharField("wie (functie en organisatie)", max_length=150)
    due_on = models.DateField("uiterlijk op")
    state = models.CharField("stand", max_length=20, choices=AgreementState, default=AgreementState.OPEN)
    why_not = models.TextField("waarom niet", blank=True)

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_not_done_says_why",
                condition=~Q(state=AgreementState.NOT_DONE) | ~Q(why_not=""),
                violation_error_message="Vul in waarom de afspraak niet is nagekomen.",
            ),
        ]

    def __str__(self):
        return f"afspraak {self.pk}"

    @property
    def is_late(self) -> bool:
        return self.state == AgreementState.OPEN and self.due_on < clock.today()


class Escalation(PublicModel):
    """One rung higher, with a clock."""

    direction = models.ForeignKey(
        Direction, models.PROTECT, related_name="escalations", verbose_name="procesregie"
    )
    level = models.CharField("naar welk niveau", max_length=20, choices=ImpasseLevel)
    request = models.TextField("wat er gevraagd is")
    answer_due_on = models.DateField("antwoord uiterlijk op")
    answer = models.TextField("antwoord", blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True)

    class Meta:
        verbose_name = "opschaling"
        verbose_name_plural = "opschalingen"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return self.get_level_display()

    @property
    def is_late(self) -> bool:
        return self.answered_at is None and self.answer_due_on < clock.today()
