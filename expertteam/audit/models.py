"""What happened in a case, and who looked."""

import uuid

from django.conf import settings
from django.db import models

from expertteam.audit.enums import Action, EventType, Outcome, Sensitivity
from expertteam.audit.triggers import append_only, append_only_until_destroyed, chained
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
        triggers = append_only_until_destroyed()

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
        triggers = append_only()

    def __str__(self):
        return self.kind


class ReadEvent(models.Model):
    """One look at case data, one change, or one refusal, chained to the row before it (R11).

    The fields are those of NEN 7513: what happened (event_id to outcome), who (user_id to address),
    to what (object_type to sensitivity), and on which ground (authorisation to emergency).
    """

    Action = Action

    event_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField("wanneer", db_index=True)
    event_type = models.CharField("soort gebeurtenis", max_length=12, choices=EventType)
    action = models.CharField("handeling", max_length=1, choices=Action)
    outcome = models.CharField("uitkomst", max_length=12, choices=Outcome)
    user_id = models.BigIntegerField("gebruiker", null=True)
    user_name = models.CharField("naam gebruiker", max_length=120, blank=True)
    role = models.CharField("rol", max_length=200, blank=True)
    organisation = models.CharField("organisatie", max_length=120, blank=True)
    purpose = models.CharField("waarvoor", max_length=80)
    on_behalf_of = models.CharField("namens", max_length=120, blank=True)
    address = models.GenericIPAddressField("netwerkadres", null=True)
    object_type = models.CharField("soort object", max_length=40)
    # Empty for a search that found nothing and for a page that was refused as a whole.
    object_id = models.CharField("object", max_length=40, blank=True)
    sensitivity = models.CharField("gevoeligheid", max_length=12, choices=Sensitivity)
    authorisation = models.UUIDField("toegang", null=True)
    case_role = models.CharField("rol in de casus", max_length=20, blank=True)
    consent = models.TextField("toestemming of grondslag", null=True)  # noqa: DJ001 - none is not empty
    allowed = models.BooleanField("toegestaan")
    relation = models.BooleanField("betrokken bij de casus", default=False)
    has_consent = models.BooleanField("met toestemming", default=False)
    emergency = models.BooleanField("noodtoegang", default=False)
    # Both are filled in by the database.
    previous = models.CharField("vorige schakel", max_length=64, editable=False)
    digest = models.CharField("schakel", max_length=64, editable=False)

    class Meta:
        verbose_name = "inzage"
        verbose_name_plural = "inzagen"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["user_id", "at"], name="read_event_user"),
            models.Index(fields=["object_id", "at"], name="read_event_object"),
        ]
        triggers = [*append_only(), *chained()]

    def __str__(self):
        return f"{self.action} {self.object_type}"
