"""The expertise centre organises help, without providers learning whose case it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.cases.enums import AgeBand, HelpSegment
from expertteam.cases.models import Case
from expertteam.core.models import PublicModel
from expertteam.help.enums import OfferAnswer, RefusalReason, RequestStatus, TransferStatus
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Membership, Organisation


class Transfer(PublicModel):
    """A case proposed to the expertise centre, with its question."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers", verbose_name="casus")
    question = models.TextField("vraag aan het expertisecentrum")
    status = models.CharField(
        "status", max_length=20, choices=TransferStatus, default=TransferStatus.PROPOSED
    )
    reason = models.TextField("toelichting bij het besluit", blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="voorgesteld door"
    )

    class Meta:
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=["proposed", "accepted"]),
                name="transfer_one_open",
                violation_error_message="Deze casus ligt al bij het expertisecentrum.",
            ),
            models.CheckConstraint(
                name="transfer_declined_says_why",
                condition=~Q(status=TransferStatus.DECLINED) | ~Q(reason=""),
                violation_error_message="Vul in waarom u de overdracht niet aanneemt.",
            ),
        ]

    def __str__(self):
        return f"overdracht {self.pk}"


class HelpRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Requests this user may see: those put to them, and those of cases they may open."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(
            Q(pk__in=Offer.objects.for_contact(user).values("request_id"))
            | Q(case__in=Case.objects.visible_to(user))
        )


class HelpRequest(PublicModel):
    """A pseudonymous profile, sent to two or more providers: age band and need, no number, no place."""

    number = models.CharField("kenmerk", max_length=20, unique=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="help_requests", verbose_name="casus")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="requests", verbose_name="overdracht")
    segment = models.CharField("gevraagde hulp", max_length=30, choices=HelpSegment)
    age_band = models.CharField("leeftijdsgroep", max_length=10, choices=AgeBand)
    need = models.TextField("wat deze jeugdige nodig heeft")
    conditions = models.TextField("waar rekening mee te houden", blank=True)
    wanted_from = models.DateField("gewenste start")
    answer_by = models.DateField("antwoord uiterlijk op")
    status = models.CharField("status", max_length=20, choices=RequestStatus, default=RequestStatus.SENT)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "hulpvraag"
        verbose_name_plural = "hulpvragen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status=RequestStatus.SENT), name="help_request_one_open"
            ),
        ]

    def __str__(self):
        return self.number


class OfferQuerySet(models.QuerySet):
    def for_contact(self, user):
        """Offers that this user gives, for a provider they still work for; none of a withdrawn request."""
        employed = Membership.objects.current().filter(user=user, role=Role.PROVIDER)
        asked = self.exclude(request__status=RequestStatus.WITHDRAWN)
        return asked.filter(contact=user, organisation__in=employed.values("organisation"))


class Offer(PublicModel):
    """What one provider answers."""

    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="offers", verbose_name="hulpvraag")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offers", verbose_name="aanbieder"
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="offers", verbose_name="contactpersoon"
    )
    answer = models.CharField("antwoord", max_length=20, choices=OfferAnswer, default=OfferAnswer.WAITING)
    condition = models.TextField("voorwaarde", blank=True)
    available_from = models.DateField("mogelijk vanaf", null=True, blank=True)
    refusal_reason = models.CharField("reden", max_length=20, choices=RefusalReason, blank=True)
    note = models.TextField("toelichting", blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "aanbod"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organisation"],
                name="offer_once_per_provider",
                violation_error_message="Deze aanbieder is al gevraagd.",
            ),
            models.CheckConstraint(
                name="offer_refusal_has_reason",
                condition=~Q(answer=OfferAnswer.NOT_POSSIBLE) | ~Q(refusal_reason=""),
                violation_error_message="Kies waarom het niet mogelijk is.",
            ),
            models.CheckConstraint(
                name="offer_condition_is_told",
                condition=~Q(answer=OfferAnswer.POSSIBLE_IF) | ~Q(condition=""),
                violation_error_message="Vul in onder welke voorwaarde het mogelijk is.",
            ),
            models.CheckConstraint(
                name="offer_possible_has_date",
                condition=~Q(answer__in=["possible", "possible_if"]) | Q(available_from__isnull=False),
                violation_error_message="Vul in vanaf welke datum het mogelijk is.",
            ),
        ]

    def __str__(self):
        return f"aanbod {self.pk}"


class Placement(PublicModel):
    request = models.OneToOneField(
        HelpRequest, models.PROTECT, related_name="placement", verbose_name="hulpvraag"
    )
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="placement", verbose_name="aanbod")
    starts_on = models.DateField("startdatum")
    agreement = models.TextField("afspraken bij de start", blank=True)

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"

    def __str__(self):
        return f"plaatsing {self.pk}"


class Bridging(models.Model):
    """The care until the placement starts."""

    placement = models.OneToOneField(
        Placement, models.PROTECT, related_name="bridging", verbose_name="plaatsing"
    )
    what = models.TextField("welke overbruggingszorg")
    who = models.CharField("wie levert die (organisatie)", max_length=150)

    class Meta:
        verbose_name = "overbruggingszorg"

    def __str__(self):
        return f"overbrugging {self.pk}"
