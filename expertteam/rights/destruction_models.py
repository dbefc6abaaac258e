"""Destroying a file: who proposed, who approved, what stops it, and what is left to tell of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from expertteam.audit.triggers import append_only
from expertteam.cases.models import Case
from expertteam.core.models import PublicModel
from expertteam.rights.enums import Ground, ListStatus


class LegalHold(PublicModel):
    """A reason to keep a file whatever the term says: a complaint, an objection, a claim.

    Jeugdwet article 7.3.9, second paragraph; AVG article 17, third paragraph under e.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="legal_holds", verbose_name="casus")
    reason = models.TextField("waarom bewaren")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ingesteld door"
    )
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="opgeheven door"
    )
    lifted_at = models.DateTimeField("opgeheven op", null=True)

    class Meta:
        verbose_name = "reden om te bewaren"
        verbose_name_plural = "redenen om te bewaren"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_at__isnull=True), name="hold_one_a_case"
            ),
        ]

    def __str__(self):
        return f"bewaren {self.pk}"


class DestructionList(PublicModel):
    """Files that a coordinator proposes to destroy, and what a privacy officer, somebody else, said."""

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voorgesteld door"
    )
    status = models.CharField("stand", max_length=20, choices=ListStatus, default=ListStatus.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="besloten door"
    )
    decided_at = models.DateTimeField("besloten op", null=True)
    remark = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "vernietigingslijst"
        verbose_name_plural = "vernietigingslijsten"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="destruction_decided_by_another",
                condition=Q(status=ListStatus.PROPOSED, decided_by__isnull=True)
                | ~Q(status=ListStatus.PROPOSED)
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                violation_error_message="Een ander dan wie de lijst maakte, beslist erover.",
            ),
        ]

    def __str__(self):
        return f"vernietigingslijst {self.pk}"


class DestructionItem(PublicModel):
    """One file on a list; it goes with the file."""

    list = models.ForeignKey(DestructionList, models.PROTECT, related_name="items", verbose_name="lijst")
    case = models.ForeignKey(Case, models.PROTECT, related_name="destruction_items", verbose_name="casus")
    ground = models.CharField("grond", max_length=20, choices=Ground)
    regime = models.CharField("bewaartermijn", max_length=300)
    due_on = models.DateField("te vernietigen vanaf")

    class Meta:
        verbose_name = "te vernietigen dossier"
        verbose_name_plural = "te vernietigen dossiers"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "case"], name="destruction_item_once"),
        ]

    def __str__(self):
        return f"te vernietigen {self.pk}"


class DestructionRecord(PublicModel):
    """That a file was destroyed, without anything to tell which one: no number, no name, no birth year.

    AVG article 5, second paragraph (accountability) asks for it; what is here points at no youth.
    """

    kind = models.CharField("soort dossier", max_length=60)
    ground = models.CharField("grond", max_length=20, choices=Ground)
    regime = models.CharField("bewaartermijn", max_length=300)
    rows = models.PositiveIntegerField("aantal rijen")
    files = models.PositiveIntegerField("aantal bestanden")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voorgesteld door"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="goedgekeurd door"
    )
    approved_at = models.DateTimeField("goedgekeurd op")

    class Meta:
        verbose_name = "vernietiging"
        verbose_name_plural = "vernietigingen"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="destruction_record_names_two", condition=~Q(proposed_by=F("approved_by"))
            ),
        ]
        triggers = append_only()

    def __str__(self):
        return f"vernietiging {self.pk}"


class LeftFile(models.Model):
    """A file whose row is gone, until the worker has removed it; its name is random and tells nothing."""

    name = models.CharField("plaats", max_length=200)

    class Meta:
        verbose_name = "achtergebleven bestand"
        verbose_name_plural = "achtergebleven bestanden"

    def __str__(self):
        return f"bestand {self.pk}"
