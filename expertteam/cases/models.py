"""The case, and the person behind it apart and encrypted."""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedCharField, EncryptedTextField
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from expertteam.access.permissions import has_permission
from expertteam.access.roles import PERMISSIONS
from expertteam.cases.enums import (
    AgeBand,
    CaseStatus,
    HelpSegment,
    LegalBasis,
    LegalFrame,
    Route,
    Safety,
    ScanState,
    TriageOutcome,
    TriedResult,
    WhyStuck,
)
from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.organisations.models import Municipality, Organisation, Region, Team


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cases this user may open now; every list, page, search, export and PDF starts here (R3)."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(*has_permission(user, "view_case", case_ref="pk"))


@pghistory.track()
class Case(PublicModel):
    number = models.CharField("casusnummer", max_length=20, unique=True)
    title = models.CharField("onderwerp", max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="cases", verbose_name="regio")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="cases", verbose_name="gemeente"
    )
    team = models.ForeignKey(Team, models.PROTECT, related_name="cases", verbose_name="expertteam")
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="filed_cases", verbose_name="aanmelder"
    )
    referrer_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="filed_cases", verbose_name="aangemeld door"
    )
    status = models.CharField(
        "status", max_length=20, choices=CaseStatus, default=CaseStatus.FILED, db_index=True
    )
    route = models.CharField("route", max_length=20, choices=Route, blank=True)
    legal_frame = models.CharField("juridisch kader", max_length=30, choices=LegalFrame)
    age_band = models.CharField("leeftijdsgroep", max_length=10, choices=AgeBand)
    why_stuck = models.CharField("waarom vastgelopen", max_length=20, choices=WhyStuck)
    filed_at = models.DateTimeField("aangemeld op", default=clock.now, db_index=True)
    closed_at = models.DateTimeField("afgesloten op", null=True, blank=True)
    search = SearchVectorField(null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "casus"
        verbose_name_plural = "casussen"
        ordering = ["-filed_at", "-pk"]
        default_permissions = ()
        permissions = list(PERMISSIONS.items())
        indexes = [GinIndex(fields=["search"])]
        constraints = [
            models.CheckConstraint(
                name="case_closed_has_date",
                condition=Q(status__in=["closed", "declined"], closed_at__isnull=False)
                | ~Q(status__in=["closed", "declined"]) & Q(closed_at__isnull=True),
                violation_error_message="Een afgesloten casus heeft een sluitdatum, een lopende niet.",
            ),
            models.CheckConstraint(
                name="case_closed_after_filing",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("filed_at")),
                violation_error_message="Een casus kan niet sluiten voordat hij is aangemeld.",
            ),
            models.CheckConstraint(
                name="case_status_known",
                condition=Q(status__in=CaseStatus.values),
                violation_error_message="Deze status bestaat niet.",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def is_open(self) -> bool:
        return self.status not in {CaseStatus.CLOSED, CaseStatus.DECLINED}


class CaseUserPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Case, models.CASCADE, related_name="user_permissions")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = "recht op een casus"


class CaseGroupPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Case, models.CASCADE, related_name="group_permissions")

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = "groepsrecht op een casus"


class CaseCounter(models.Model):
    """The last number given out for a region in a year; its row is the lock."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="regio")
    year = models.PositiveSmallIntegerField("jaar")
    last = models.PositiveIntegerField("laatste nummer", default=0)

    class Meta:
        verbose_name = "teller van casusnummers"
        verbose_name_plural = "tellers van casusnummers"
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="counter_once_a_year")]

    def __str__(self):
        return f"{self.region_id} {self.year}: {self.last}"


@pghistory.track()
class Identity(models.Model):
    """Who the youth is. Encrypted at rest, own permission, each showing logged; no BSN."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="identity", verbose_name="casus")
    first_name = EncryptedCharField("voornaam", max_length=80)
    last_name = EncryptedCharField("achternaam", max_length=120)
    birth_date = EncryptedCharField("geboortedatum", max_length=10)
    address = EncryptedTextField("adres", blank=True, null=True)
    parents = EncryptedTextField("ouders of verzorgers", blank=True, null=True)

    class Meta:
        verbose_name = "identiteit"

    def __str__(self):
        return f"identiteit bij {self.case_id}"


@pghistory.track()
class Intake(models.Model):
    """What the referrer filed."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="intake", verbose_name="casus")
    legal_basis = models.CharField("grondslag", max_length=20, choices=LegalBasis)
    consent_note = models.TextField("toelichting bij de toestemming", blank=True)
    safety = models.CharField("veiligheid nu", max_length=10, choices=Safety)
    safety_note = models.TextField("afspraken over de veiligheid", blank=True)
    situation = models.TextField("situatie")
    why_stuck_note = models.TextField("toelichting: waarom vastgelopen")
    stuck_since = models.DateField("vastgelopen sinds")
    question = models.TextField("vraag aan het expertteam")
    youth_view = models.TextField("wat de jeugdige wil")
    parents_view = models.TextField("wat de ouders willen")
    addition = models.TextField("aanvulling", blank=True)

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.CheckConstraint(
                name="intake_not_acute",
                condition=~Q(safety=Safety.ACUTE),
                violation_error_message="Bij acuut gevaar wordt geen casus gemaakt. Bel de crisisdienst.",
            ),
        ]

    def __str__(self):
        return f"aanmelding {self.case_id}"


class TriedHelp(models.Model):
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="tried", verbose_name="aanmelding")
    segment = models.CharField("soort hulp", max_length=30, choices=HelpSegment)
    result = models.CharField("wat het opleverde", max_length=20, choices=TriedResult)
    note = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        verbose_name = "eerdere hulp"
        ordering = ["pk"]

    def __str__(self):
        return self.get_segment_display()


class InvolvedParty(models.Model):
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="involved", verbose_name="aanmelding")
    role = models.CharField("rol", max_length=80)
    organisation = models.CharField("organisatie", max_length=120, blank=True)

    class Meta:
        verbose_name = "betrokkene"
        verbose_name_plural = "betrokkenen"
        ordering = ["pk"]

    def __str__(self):
        return self.role


READABLE = (ScanState.NOT_SCANNED, ScanState.CLEAN)


def document_path(document, filename) -> str:
    """A random name: nothing about the case stands in the file system."""
    name = uuid.uuid4().hex
    return f"documents/{name[:2]}/{name}"


class DocumentQuerySet(models.QuerySet):
    def readable(self):
        """Documents that may leave the building: not in quarantine and not refused."""
        return self.filter(scan__in=READABLE)


class Document(PublicModel):
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", verbose_name="casus")
    name = models.CharField("naam", max_length=150)
    content_type = models.CharField("soort bestand", max_length=100)
    size = models.PositiveIntegerField("grootte in bytes")
    sha256 = models.CharField("controlegetal", max_length=64)
    file = models.FileField("bestand", upload_to=document_path)
    scan = models.CharField(
        "virusscan", max_length=20, choices=ScanState, default=ScanState.NOT_SCANNED, db_index=True
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="toegevoegd door"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        verbose_name_plural = "documenten"
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="document_scan_known",
                condition=Q(scan__in=ScanState.values),
                violation_error_message="Deze uitslag van de virusscanner bestaat niet.",
            ),
        ]

    def __str__(self):
        return f"document {self.pk}"

    @property
    def is_readable(self) -> bool:
        return self.scan in READABLE


class Triage(PublicModel):
    """One decision of the coordinator; a case that came back has more than one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="triages", verbose_name="casus")
    outcome = models.CharField("besluit", max_length=20, choices=TriageOutcome)
    motivation = models.TextField("motivering")
    missing = models.TextField("wat ontbreekt", blank=True)
    alternative = models.TextField("wat wel kan", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="besloten door"
    )

    class Meta:
        verbose_name = "triage"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="triage_incomplete_says_what",
                condition=~Q(outcome=TriageOutcome.INCOMPLETE) | ~Q(missing=""),
                violation_error_message="Vul in wat er nog ontbreekt.",
            ),
            models.CheckConstraint(
                name="triage_declined_says_alternative",
                condition=~Q(outcome=TriageOutcome.DECLINED) | ~Q(alternative=""),
                violation_error_message="Vul in waar de aanmelder wel terechtkan.",
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.case_id}"


class Draft(PublicModel):
    """A form somebody is filling in: kept for its owner, encrypted, until it is sent."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name="van"
    )
    form = models.CharField("formulier", max_length=80)
    content = EncryptedTextField("inhoud", blank=True, null=True)
    saved_at = models.DateTimeField("opgeslagen op", default=clock.now)

    class Meta:
        verbose_name = "concept"
        verbose_name_plural = "concepten"
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "form"], name="draft_once_per_form"),
        ]

    def __str__(self):
        return f"concept {self.pk}"
