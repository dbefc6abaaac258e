"""What the region learns. Learning records keep no key back to a case (R14)."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from expertteam.advice.enums import DeviationReason
from expertteam.audit.triggers import append_only
from expertteam.cases.enums import AgeBand, HelpSegment, LegalFrame, Route, WhyStuck
from expertteam.cases.models import Case
from expertteam.core.models import PublicModel
from expertteam.followup.enums import YesNoUnknown
from expertteam.learning.enums import (
    Addressee,
    Bottleneck,
    FactOutcome,
    Failure,
    LessonStatus,
    Moment,
    ReportStatus,
    SignalKind,
    TriedBand,
    WaitingBand,
)
from expertteam.learning.frozen import frozen_report
from expertteam.learning.permissions import LESSON_READERS, REPORT_READERS, regions_as
from expertteam.organisations.enums import OrganisationKind, Role
from expertteam.organisations.models import Municipality, Organisation, Region
from expertteam.procesregie.enums import ImpasseKind, ImpasseLevel


def signal_rules(prefix):
    """A signal says what its kind needs: the same rule for the signal and for its anonymous fact."""
    return [
        models.CheckConstraint(
            name=f"{prefix}_earlier_is_complete",
            condition=~Q(kind=SignalKind.EARLIER) | ~Q(segment="") & ~Q(moment=""),
            violation_error_message="Kies welke hulp eerder had gemoeten, en op welk moment.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_missing_has_segment",
            condition=~Q(kind=SignalKind.MISSING) | ~Q(segment=""),
            violation_error_message="Kies welk aanbod ontbrak.",
        ),
        models.CheckConstraint(
            name=f"{prefix}_bottleneck_has_kind",
            condition=~Q(kind=SignalKind.BOTTLENECK) | ~Q(bottleneck=""),
            violation_error_message="Kies wat voor knelpunt het was.",
        ),
    ]


class SignalFields(models.Model):
    kind = models.CharField("soort signaal", max_length=20, choices=SignalKind)
    segment = models.CharField("welke hulp", max_length=30, choices=HelpSegment, blank=True)
    moment = models.CharField("welk moment", max_length=20, choices=Moment, blank=True)
    bottleneck = models.CharField("welk knelpunt", max_length=20, choices=Bottleneck, blank=True)
    addressee = models.CharField("voor wie", max_length=20, choices=Addressee)

    class Meta:
        abstract = True


class Signal(PublicModel, SignalFields):
    """What a case teaches, still inside the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="signals", verbose_name="casus")
    text = models.TextField("toelichting")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vastgelegd door"
    )

    class Meta:
        verbose_name = "leersignaal"
        verbose_name_plural = "leersignalen"
        ordering = ["created_at", "pk"]
        constraints = signal_rules("signal")

    def __str__(self):
        return f"leersignaal {self.pk}"


class LearningRecord(models.Model):
    """One closed case, without a way back to it: months, bands and kinds only."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="learning_records", verbose_name="regio")
    month = models.DateField("maand van afsluiten", db_index=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="aanmeldende organisatie"
    )
    referrer_kind = models.CharField("soort aanmelder", max_length=30, choices=OrganisationKind)
    legal_frame = models.CharField("juridisch kader", max_length=30, choices=LegalFrame)
    age_band = models.CharField("leeftijdsgroep", max_length=10, choices=AgeBand)
    why_stuck = models.CharField("waarom vastgelopen", max_length=20, choices=WhyStuck)
    route = models.CharField("route", max_length=20, choices=Route)
    tried_band = models.CharField("eerdere hulp", max_length=5, choices=TriedBand)
    waiting_band = models.CharField("wachttijd", max_length=5, choices=WaitingBand)
    impasse_kind = models.CharField("soort impasse", max_length=30, choices=ImpasseKind, blank=True)
    impasse_level = models.CharField("niveau", max_length=20, choices=ImpasseLevel, blank=True)
    placement_prevented = models.CharField(
        "uithuisplaatsing voorkomen", max_length=10, choices=YesNoUnknown, blank=True
    )
    follow_up_answered = models.BooleanField("opvolging beantwoord")

    class Meta:
        verbose_name = "leergegeven"
        verbose_name_plural = "leergegevens"
        constraints = [
            models.CheckConstraint(
                name="learning_month_is_first_day",
                condition=Q(month__day=1),
                violation_error_message="Een leergegeven kent alleen de maand.",
            ),
        ]

    def __str__(self):
        return f"leergegeven {self.month:%Y-%m}"


class RecommendationFact(models.Model):
    record = models.ForeignKey(
        LearningRecord, models.CASCADE, related_name="recommendations", verbose_name="leergegeven"
    )
    segment = models.CharField("soort hulp", max_length=30, choices=HelpSegment)
    outcome = models.CharField("uitkomst", max_length=20, choices=FactOutcome)
    reason_kind = models.CharField("reden", max_length=20, choices=DeviationReason, blank=True)

    class Meta:
        verbose_name = "leergegeven per aanbeveling"

    def __str__(self):
        return self.get_segment_display()


class SignalFact(SignalFields):
    record = models.ForeignKey(
        LearningRecord, models.CASCADE, related_name="signals", verbose_name="leergegeven"
    )

    class Meta:
        verbose_name = "leergegeven per signaal"
        constraints = signal_rules("signal_fact")

    def __str__(self):
        return self.get_kind_display()


class LessonQuerySet(models.QuerySet):
    def released(self):
        return self.filter(status=LessonStatus.APPROVED)

    def readable_by(self, user):
        """Released lessons, of every region, for who works with them."""
        return self.released() if user.has_role(*LESSON_READERS) else self.none()

    def reviewable_by(self, user):
        """Lessons that wait for a second person who this user can be; never their own."""
        proposed = self.filter(status=LessonStatus.PROPOSED).exclude(author=user)
        if user.has_role(Role.CENTRE, Role.PRIVACY_OFFICER):
            return proposed
        return proposed.filter(region__in=regions_as(user, Role.COORDINATOR))

    def visible_to(self, user):
        """What this user may open: released, waiting for their judgement, or their own."""
        if not user.roles:
            return self.none()
        return self.readable_by(user) | self.reviewable_by(user) | self.filter(author=user)


class Lesson(PublicModel):
    """A lesson without identifying text; it keeps its region, not its case."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="lessons", verbose_name="regio")
    title = models.CharField("titel", max_length=120)
    text = models.TextField("les")
    segment = models.CharField("soort hulp", max_length=30, choices=HelpSegment, blank=True)
    bottleneck = models.CharField("knelpunt", max_length=20, choices=Bottleneck, blank=True)
    status = models.CharField("stand", max_length=10, choices=LessonStatus, default=LessonStatus.PROPOSED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lessons", verbose_name="geschreven door"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="tweede lezer"
    )
    review_note = models.TextField("oordeel van de tweede lezer", blank=True)
    reviewed_at = models.DateTimeField("beoordeeld op", null=True)
    search = SearchVectorField(null=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = "les"
        verbose_name_plural = "lessen"
        ordering = ["-created_at", "-pk"]
        indexes = [GinIndex(fields=["search"])]
        constraints = [
            models.CheckConstraint(
                name="lesson_second_reader",
                condition=Q(status=LessonStatus.PROPOSED)
                | Q(reviewer__isnull=False) & ~Q(reviewer=F("author")),
                violation_error_message="Een ander dan de schrijver geeft een les vrij.",
            ),
        ]

    def __str__(self):
        return self.title


class LearningReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones for every reader; a draft for the region's coordinators and privacy officers.

        A withdrawn one stays in sight: its page says why it was withdrawn, and shows nothing else.
        """
        published = ~Q(status=ReportStatus.DRAFT) if user.has_role(*REPORT_READERS) else Q(pk__in=[])
        return self.filter(published | Q(pk__in=self.drafts_open_to(user)))

    def ever_published(self):
        """Those whose figures readers may have, also of withdrawn ones: a later report reckons with them."""
        return self.exclude(status=ReportStatus.DRAFT)

    def withdrawable_by(self, user):
        """Published ones that this user can withdraw.

        A coordinator of the region or a privacy officer, alone: taking a mistake out of sight must not wait.
        """
        published = self.filter(status=ReportStatus.PUBLISHED)
        if user.has_role(Role.PRIVACY_OFFICER):
            return published
        return published.filter(region__in=regions_as(user, Role.COORDINATOR))

    def drafts_open_to(self, user):
        drafts = LearningReport.objects.filter(status=ReportStatus.DRAFT)
        if user.has_role(Role.PRIVACY_OFFICER):
            return drafts
        return drafts.filter(region__in=regions_as(user, Role.COORDINATOR))

    def publishable_by(self, user):
        """Drafts that this user can publish as the second person."""
        return self.filter(pk__in=self.drafts_open_to(user)).exclude(made_by=user)


class LearningReport(PublicModel):
    """A report over a region and period; its figures are protected and frozen."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="reports", verbose_name="regio")
    starts_on = models.DateField("van")
    ends_on = models.DateField("tot en met")
    status = models.CharField("stand", max_length=10, choices=ReportStatus, default=ReportStatus.DRAFT)
    figures = models.JSONField("beschermde cijfers", default=dict)
    certificate = models.JSONField("certificaat", default=dict)
    checked_at = models.DateTimeField("certificaat gecontroleerd op", null=True)
    protecting_since = models.DateTimeField("wordt beveiligd sinds", null=True)
    failure = models.CharField("waarom beveiligen niet lukte", max_length=20, choices=Failure, blank=True)
    settled_at = models.DateTimeField("tekst vastgesteld op", null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gemaakt door"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="gepubliceerd door",
    )
    published_at = models.DateTimeField("gepubliceerd op", null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="ingetrokken door",
    )
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    withdrawn_why = models.TextField("waarom ingetrokken", blank=True)

    objects = LearningReportQuerySet.as_manager()

    class Meta:
        verbose_name = "leerrapportage"
        verbose_name_plural = "leerrapportages"
        ordering = ["-ends_on", "-pk"]
        triggers = frozen_report()
        constraints = [
            models.CheckConstraint(
                name="report_period_in_order",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.UniqueConstraint(
                fields=["region", "starts_on", "ends_on"],
                name="report_once_per_period",
                violation_error_message=(
                    "Over deze periode is al een rapportage gemaakt. Open die in de lijst."
                ),
            ),
            models.CheckConstraint(
                name="report_published_with_certificate",
                condition=Q(status=ReportStatus.DRAFT)
                | Q(checked_at__isnull=False, certificate__has_key="report"),
                violation_error_message="Zonder geldig certificaat wordt een rapportage niet gepubliceerd.",
            ),
            models.CheckConstraint(
                name="report_published_by_second_person",
                condition=Q(status=ReportStatus.DRAFT, published_by__isnull=True)
                | ~Q(status=ReportStatus.DRAFT)
                & Q(published_by__isnull=False, published_at__isnull=False)
                & ~Q(published_by=F("made_by")),
                violation_error_message="Een ander dan de maker publiceert de rapportage.",
            ),
            models.CheckConstraint(
                name="report_withdrawn_says_why",
                condition=Q(
                    status=ReportStatus.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False
                )
                & ~Q(withdrawn_why="")
                | ~Q(status=ReportStatus.WITHDRAWN)
                & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_why=""),
                violation_error_message="Vul in waarom u de rapportage intrekt.",
            ),
        ]

    def __str__(self):
        return f"leerrapportage {self.region} {self.starts_on} - {self.ends_on}"

    @property
    def is_draft(self) -> bool:
        return self.status == ReportStatus.DRAFT

    @property
    def has_figures(self) -> bool:
        """Whether its figures are protected; they are not yet shown before the certificate was checked."""
        return bool(self.certificate)


class SeenFigures(models.Model):
    """Protected figures of a draft that are gone; who may open drafts can have seen them.

    Two answers to one question tell more than one, so every later report reckons with these too.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="regio")
    starts_on = models.DateField("van")
    ends_on = models.DateField("tot en met")
    figures = models.JSONField("beschermde cijfers")
    gone_at = models.DateTimeField("verdwenen op")

    class Meta:
        verbose_name = "eerder geziene cijfers"
        verbose_name_plural = "eerder geziene cijfers"
        ordering = ["pk"]
        triggers = append_only()

    def __str__(self):
        return f"geziene cijfers {self.pk}"
