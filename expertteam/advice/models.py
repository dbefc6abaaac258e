"""Advice that someone owns: recommendations, signatures and the answer to each."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.advice.enums import AdviceStatus, DeviationReason, Judgement, ResponseChoice
from expertteam.cases.enums import HelpSegment
from expertteam.cases.models import Case
from expertteam.conferences.models import AgendaItem, Participation
from expertteam.core.models import PublicModel
from expertteam.organisations.models import Organisation

# How long the referrer has to answer a delivered advice; the letter and the task say the same date.
WORKING_DAYS_TO_RESPOND = 10


@pghistory.track()
class Advice(PublicModel):
    case = models.ForeignKey(Case, models.PROTECT, related_name="advices", verbose_name="casus")
    item = models.OneToOneField(
        AgendaItem, models.PROTECT, related_name="advice", verbose_name="casusbespreking"
    )
    status = models.CharField("status", max_length=20, choices=AdviceStatus, default=AdviceStatus.SIGNING)
    summary = models.TextField("kern van het advies")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="opgesteld door"
    )
    settlement = models.TextField("hoe is omgegaan met opmerkingen", blank=True)
    delivered_at = models.DateTimeField("uitgebracht op", null=True)

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="advice_delivered_has_date",
                condition=Q(status=AdviceStatus.DELIVERED, delivered_at__isnull=False)
                | ~Q(status=AdviceStatus.DELIVERED) & Q(delivered_at__isnull=True),
                violation_error_message="Een uitgebracht advies heeft een datum.",
            ),
        ]

    def __str__(self):
        return f"advies {self.pk}"


@pghistory.track()
class Recommendation(PublicModel):
    advice = models.ForeignKey(Advice, models.PROTECT, related_name="recommendations", verbose_name="advies")
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("aanbeveling")
    segment = models.CharField("soort hulp", max_length=30, choices=HelpSegment)
    addressee = models.ForeignKey(
        Organisation, models.PROTECT, related_name="recommendations", verbose_name="voor welke organisatie"
    )
    owner = models.CharField("wie zorgt ervoor (functie)", max_length=120)
    due_on = models.DateField("uiterlijk op")

    class Meta:
        verbose_name = "aanbeveling"
        verbose_name_plural = "aanbevelingen"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["advice", "number"], name="recommendation_number_once"),
        ]

    def __str__(self):
        return f"aanbeveling {self.number}"


class Signature(PublicModel):
    """The judgement of an expert who attended."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="signatures", verbose_name="advies")
    participation = models.OneToOneField(
        Participation, models.PROTECT, related_name="signature", verbose_name="deelname"
    )
    judgement = models.CharField("oordeel", max_length=10, choices=Judgement)
    remark = models.TextField("opmerking of reden", blank=True)

    class Meta:
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="signature_says_why",
                condition=Q(judgement=Judgement.AGREE) | ~Q(remark=""),
                violation_error_message="Vul uw opmerking of de reden in.",
            ),
        ]

    def __str__(self):
        return f"handtekening {self.pk}"


class Response(models.Model):
    """The referrer's answer to one recommendation."""

    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="response", verbose_name="aanbeveling"
    )
    choice = models.CharField("antwoord", max_length=10, choices=ResponseChoice)
    reason_kind = models.CharField("reden", max_length=20, choices=DeviationReason, blank=True)
    reason = models.TextField("toelichting", blank=True)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="beantwoord door"
    )

    class Meta:
        verbose_name = "reactie"
        verbose_name_plural = "reacties"
        constraints = [
            models.CheckConstraint(
                name="response_deviation_has_reason",
                condition=Q(choice=ResponseChoice.FOLLOW) | ~Q(reason_kind="") & ~Q(reason=""),
                violation_error_message="Kies bij afwijken een reden en licht die toe.",
            ),
        ]

    def __str__(self):
        return f"reactie {self.pk}"
