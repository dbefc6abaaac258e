"""What happened in a case, and who looked."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models

from expertteam.core import clock


class HistoryLine(models.Model):
    """One line of a case's history, written by the service that did the work."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="history", verbose_name="casus")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="wie"
    )
    verb = models.CharField("handeling", max_length=40)
    detail = models.CharField("omschrijving", max_length=300)
    at = models.DateTimeField("wanneer", default=clock.now)

    class Meta:
        verbose_name = "gebeurtenis"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"])]

    def __str__(self):
        return f"{self.verb} {self.case_id}"


class Occurrence(models.Model):
    """Something that happened without a case, such as acute danger at filing."""

    kind = models.CharField("soort", max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="wie"
    )
    at = models.DateTimeField("wanneer", default=clock.now)

    class Meta:
        verbose_name = "voorval"
        ordering = ["-at"]

    def __str__(self):
        return self.kind


class ReadEvent(models.Model):
    """One look at case data, or one refusal, chained to the row before it (R11, after NEN 7513)."""

    class Action(models.TextChoices):
        CREATE = "C", "aangemaakt"
        READ = "R", "ingezien"
        UPDATE = "U", "gewijzigd"
        DELETE = "D", "verwijderd"
        EXECUTE = "E", "uitgevoerd"

    event_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField("wanneer", db_index=True)
    action = models.CharField("handeling", max_length=1, choices=Action)
    allowed = models.BooleanField("toegestaan")
    user_id = models.BigIntegerField("gebruiker", null=True, db_index=True)
    user_name = models.CharField("naam gebruiker", max_length=120, blank=True)
    role = models.CharField("rol", max_length=200, blank=True)
    organisation = models.CharField("organisatie", max_length=120, blank=True)
    purpose = models.CharField("waarvoor", max_length=80)
    address = models.GenericIPAddressField("netwerkadres", null=True)
    object_type = models.CharField("soort object", max_length=40)
    object_id = models.CharField("object", max_length=40, db_index=True)
    previous = models.CharField("vorige schakel", max_length=64)
    digest = models.CharField("schakel", max_length=64, unique=True)

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzagen"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.action} {self.object_type}"
