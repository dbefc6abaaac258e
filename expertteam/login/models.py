"""Who judged whether somebody still needs their account."""

from django.conf import settings
from django.db import models

from expertteam.core import clock


class AccountReview(models.Model):
    """One judgement of one account in one quarter; the last one counts."""

    class Verdict(models.TextChoices):
        KEEP = "keep", "klopt nog"
        END = "end", "beëindigd"

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name="account"
    )
    quarter = models.CharField("kwartaal", max_length=7)
    verdict = models.CharField("oordeel", max_length=10, choices=Verdict)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="beoordeeld door"
    )
    judged_at = models.DateTimeField("beoordeeld op", default=clock.now)

    class Meta:
        verbose_name = "beoordeling van een account"
        verbose_name_plural = "beoordelingen van accounts"
        ordering = ["-judged_at", "-pk"]

    def __str__(self):
        return f"{self.quarter} {self.verdict}"
