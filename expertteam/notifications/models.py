"""Messages to users: stored, then mailed by the worker."""

from django.conf import settings
from django.db import models

from expertteam.core.models import PublicModel


class Notification(PublicModel):
    """One message; it names a case number, a task, a deadline and a link, never a youth or parent (R12)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications", verbose_name="gebruiker"
    )
    kind = models.CharField("soort", max_length=40)
    reference = models.CharField("kenmerk", max_length=20)
    task = models.CharField("taak", max_length=80, blank=True)
    due_on = models.DateField("uiterlijk op", null=True)
    path = models.CharField("adres binnen de site", max_length=200)
    sent_at = models.DateTimeField("verstuurd op", null=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.kind} {self.reference}"
