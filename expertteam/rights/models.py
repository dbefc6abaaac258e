"""What youth and parents ask about their file, and what became of it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedTextField

from expertteam.cases.enums import LegalFrame
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.organisations.enums import OrganisationKind
from expertteam.rights.enums import TONES, Asker, CountsFrom, MarkStatus, RequestKind, RequestStatus


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
                condition=Q(due_on__gt=F("received_on")),
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


class ThirdPartyMark(PublicModel):
    """A part of the file that is about somebody else, and whether it is withheld from an inspection.

    Article 7.3.10 of the Jeugdwet lets the privacy of another weigh; two different persons decide, one of
    whom is a privacy officer.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="third_party_marks", verbose_name="casus")
    part = models.CharField("deel", max_length=120)
    label = models.CharField("welk deel", max_length=160)
    reason = models.TextField("waarom weglaten")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voorgesteld door"
    )
    status = models.CharField("stand", max_length=20, choices=MarkStatus, default=MarkStatus.PROPOSED)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="beoordeeld door"
    )
    judged_at = models.DateTimeField("beoordeeld op", null=True)
    judgement = models.TextField("oordeel", blank=True)

    class Meta:
        verbose_name = "deel over een ander"
        verbose_name_plural = "delen over een ander"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "part"],
                name="mark_once_a_part",
                violation_error_message="Dit deel is al gemarkeerd.",
            ),
            models.CheckConstraint(
                name="mark_judged_by_another",
                condition=Q(status=MarkStatus.PROPOSED, judged_by__isnull=True)
                | ~Q(status=MarkStatus.PROPOSED) & Q(judged_by__isnull=False) & ~Q(judged_by=F("marked_by")),
                violation_error_message="Een ander dan wie het voorstelde, beoordeelt dit.",
            ),
            models.CheckConstraint(
                name="mark_judgement_has_reason",
                condition=Q(status=MarkStatus.PROPOSED) | ~Q(judgement=""),
                violation_error_message="Vul in waarom.",
            ),
        ]

    def __str__(self):
        return f"markering {self.pk}"


class InspectionExport(PublicModel):
    """The file as it was given on a day: frozen, encrypted, with the digest of its bytes."""

    request = models.ForeignKey(
        SubjectRequest, models.PROTECT, related_name="exports", verbose_name="verzoek"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gemaakt door"
    )
    content = EncryptedTextField("inhoud")
    digest = models.CharField("controlegetal", max_length=64)

    class Meta:
        verbose_name = "afdruk voor inzage"
        verbose_name_plural = "afdrukken voor inzage"
        ordering = ["-created_at", "-pk"]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self):
        return f"afdruk {self.pk}"


class Correction(PublicModel):
    """A text that was wrong: what it said, what it says now, on whose request (AVG article 16).

    The row that was corrected holds the new text; the old one stays here, and in the change history too.
    Encrypted, since it may copy a field that is.
    """

    request = models.ForeignKey(
        SubjectRequest, models.PROTECT, related_name="corrections", verbose_name="verzoek"
    )
    part = models.CharField("deel", max_length=120)
    label = models.CharField("welk deel", max_length=160)
    old = EncryptedTextField("vorige tekst")
    new = EncryptedTextField("nieuwe tekst")
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gecorrigeerd door"
    )

    class Meta:
        verbose_name = "correctie"
        verbose_name_plural = "correcties"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"correctie {self.pk}"


class OwnStatement(PublicModel):
    """What the youth or the parents themselves want to say, added to the file as they wrote it.

    Jeugdwet article 7.3.8, second paragraph. Nobody may change it afterwards: the database refuses.
    """

    request = models.ForeignKey(
        SubjectRequest, models.PROTECT, related_name="statements", verbose_name="verzoek"
    )
    text = models.TextField("eigen verklaring")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="toegevoegd door"
    )

    class Meta:
        verbose_name = "eigen verklaring"
        verbose_name_plural = "eigen verklaringen"
        ordering = ["created_at", "pk"]
        triggers = [pgtrigger.Protect(name="unaltered", operation=pgtrigger.Update)]

    def __str__(self):
        return f"verklaring {self.pk}"


@pghistory.track()
class RetentionRegime(PublicModel):
    """How long the file of a case is kept, by who filed it and in which legal frame; and where that stands.

    Of the regimes that fit a case the longest counts: a file that two laws tell to keep is kept for both.
    """

    name = models.CharField("naam", max_length=80)
    organisation_kind = models.CharField(
        "aangemeld door", max_length=30, choices=OrganisationKind, blank=True
    )
    legal_frame = models.CharField("juridisch kader", max_length=30, choices=LegalFrame, blank=True)
    years = models.PositiveSmallIntegerField("jaren bewaren")
    counts_from = models.CharField("te rekenen vanaf", max_length=20, choices=CountsFrom)
    source = models.CharField("bron", max_length=200)

    class Meta:
        verbose_name = "bewaartermijn"
        verbose_name_plural = "bewaartermijnen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_kind", "legal_frame"],
                name="regime_once",
                violation_error_message="Voor deze aanmelder en dit kader is er al een bewaartermijn.",
            ),
            models.CheckConstraint(
                name="regime_has_source",
                condition=~Q(source=""),
                violation_error_message="Vul in waar deze termijn staat.",
            ),
        ]

    def __str__(self):
        return self.name
