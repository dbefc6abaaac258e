"""The ledger of consent. Rows are added, never changed: a correction is a new row.

The database refuses every change, until the case itself is destroyed.
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from expertteam.access.consent_enums import (
    Answer,
    Authority,
    Band,
    Basis,
    DisclosureKind,
    Manner,
    Scope,
    Voice,
)
from expertteam.audit.triggers import append_only_until_destroyed
from expertteam.core.models import PublicModel


def _known(name, field, choices, message):
    """A database constraint: the field holds one of the choices."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{field}__in": choices.values}), violation_error_message=message
    )


@pghistory.track()
class AuthorityEntry(PublicModel):
    """Who has authority, as it was told that day; the last row of a case holds now."""

    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="authority_entries", verbose_name="casus"
    )
    authority = models.CharField("gezag", max_length=20, choices=Authority)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vastgelegd door"
    )

    class Meta:
        verbose_name = "gezag"
        verbose_name_plural = "gezag"
        ordering = ["pk"]
        constraints = [
            _known("authority_known", "authority", Authority, "Kies wie het gezag heeft uit de lijst."),
        ]
        triggers = append_only_until_destroyed()

    def __str__(self):
        return f"gezag {self.case_id}"


@pghistory.track()
class ConsentEntry(PublicModel):
    """What one voice said about one scope. The last row of a voice and a scope counts."""

    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="consent_entries", verbose_name="casus"
    )
    voice = models.CharField("wie", max_length=20, choices=Voice)
    band = models.CharField("leeftijd die dag", max_length=20, choices=Band)
    scope = models.CharField("delen met", max_length=20, choices=Scope)
    answer = models.CharField("antwoord", max_length=20, choices=Answer)
    said_on = models.DateField("datum")
    manner = models.CharField("hoe", max_length=20, choices=Manner, blank=True)
    rule_version = models.CharField("versie van de regels", max_length=20)
    note = models.CharField("toelichting", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vastgelegd door"
    )

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "voice", "scope"])]
        constraints = [
            _known("consent_voice_known", "voice", Voice, "Kies wie het zei uit de lijst."),
            _known("consent_scope_known", "scope", Scope, "Kies met wie gedeeld wordt uit de lijst."),
            _known("consent_answer_known", "answer", Answer, "Kies een antwoord uit de lijst."),
            models.CheckConstraint(
                name="consent_danger_says_why",
                condition=~Q(voice=Voice.PROFESSIONAL) | (~Q(answer=Answer.REFUSED) & ~Q(note="")),
                violation_error_message="Schrijf op waarom delen nodig is voor de veiligheid.",
            ),
            models.CheckConstraint(
                name="consent_says_how",
                condition=Q(voice=Voice.PROFESSIONAL) | Q(manner__in=Manner.values),
                violation_error_message="Kies of het mondeling of schriftelijk was.",
            ),
        ]
        triggers = append_only_until_destroyed()

    def __str__(self):
        return f"{self.voice} {self.answer} {self.scope}"


class Disclosure(PublicModel):
    """One time that a case went to others: on which basis, and on which entries it rested."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="disclosures", verbose_name="casus")
    kind = models.CharField("wat", max_length=20, choices=DisclosureKind)
    scope = models.CharField("aan", max_length=20, choices=Scope)
    basis = models.CharField("grondslag", max_length=20, choices=Basis)
    rule_version = models.CharField("versie van de regels", max_length=20)
    relied_on = models.ManyToManyField(
        ConsentEntry, through="Reliance", related_name="disclosures", verbose_name="berust op"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gedaan door"
    )

    class Meta:
        verbose_name = "verstrekking"
        verbose_name_plural = "verstrekkingen"
        ordering = ["pk"]
        constraints = [
            _known("disclosure_basis_known", "basis", Basis, "Een verstrekking heeft een grondslag."),
            models.CheckConstraint(
                name="disclosure_anonymous_at_the_table",
                condition=~Q(basis=Basis.ANONYMOUS) | Q(scope=Scope.TABLE),
                violation_error_message="Anoniem overleg is er alleen met het expertteam.",
            ),
        ]
        triggers = append_only_until_destroyed()

    def __str__(self):
        return f"{self.kind} {self.case_id}"


class Reliance(models.Model):
    """That a disclosure rested on an entry."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, verbose_name="verstrekking")
    consententry = models.ForeignKey(ConsentEntry, models.PROTECT, verbose_name="toestemming")

    class Meta:
        db_table = "access_disclosure_relied_on"
        verbose_name = "toestemming achter een verstrekking"
        verbose_name_plural = "toestemmingen achter verstrekkingen"
        unique_together = [("disclosure", "consententry")]
        triggers = append_only_until_destroyed(
            "(SELECT told.case_id FROM access_disclosure told WHERE told.id = OLD.disclosure_id)"
        )

    def __str__(self):
        return f"{self.disclosure_id} {self.consententry_id}"


class BirthdayAsked(models.Model):
    """A birthday after which others decide, for which a task was opened; so it is opened once."""

    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="birthdays_asked", verbose_name="casus"
    )
    years = models.PositiveSmallIntegerField("leeftijd")

    class Meta:
        verbose_name = "verjaardag"
        verbose_name_plural = "verjaardagen"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "years"],
                name="birthday_asked_once",
                violation_error_message="Voor deze verjaardag is de toestemming al opnieuw gevraagd.",
            ),
        ]

    def __str__(self):
        return f"{self.years} jaar, {self.case_id}"
