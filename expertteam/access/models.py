"""Who may do what in which case, why and until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from expertteam.access.consent_models import AuthorityEntry, BirthdayAsked, ConsentEntry, Disclosure, Reliance
from expertteam.access.enums import BORROWED, CaseRole
from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.organisations.enums import OrganisationKind

__all__ = ["AuthorityEntry", "BirthdayAsked", "ConsentEntry", "Disclosure", "Grant", "Reliance"]


class GrantQuerySet(models.QuerySet):
    def held(self):
        """Grants that have begun and not ended, also those that sleep because the account is inactive."""
        now = clock.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=now), starts_at__lte=now)

    def current(self):
        """Grants that give access at this moment; an ended one is gone with the next query."""
        return self.held().filter(user__is_active=True)

    def borrowed(self):
        """Invitations to read along and emergency access."""
        return self.filter(role__in=BORROWED)

    def expired(self):
        """Grants whose time has run out and whose guardian rows nobody took away yet."""
        return self.filter(until__lte=clock.now(), closed_at__isnull=True)


class Grant(PublicModel):
    """The reason behind every guardian row: a user, a case, a role in it, why, from and until."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name="gebruiker"
    )
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="grants", verbose_name="casus")
    role = models.CharField("rol in de casus", max_length=20, choices=CaseRole)
    reason = models.CharField("reden", max_length=200)
    starts_at = models.DateTimeField("vanaf", default=clock.now)
    until = models.DateTimeField("tot", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="toegekend door"
    )
    # When its guardian rows went; the access itself is over at ``until``.
    closed_at = models.DateTimeField("rechten ingetrokken op", null=True, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "toegang"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case", "role"],
                condition=Q(until__isnull=True),
                name="grant_open_once",
                violation_error_message="Deze persoon heeft deze rol in de casus al.",
            ),
            models.CheckConstraint(
                name="grant_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_at")),
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                name="grant_has_reason",
                condition=~Q(reason=""),
                violation_error_message="Vul in waarom deze persoon toegang krijgt.",
            ),
            models.CheckConstraint(
                name="grant_borrowed_has_end",
                condition=~Q(role__in=[role.value for role in BORROWED]) | Q(until__isnull=False),
                violation_error_message="Kies tot wanneer deze persoon toegang heeft.",
            ),
        ]
        # Covers what the wall asks for every row it may show (wall.py), so that it reads no other page.
        indexes = [
            models.Index(
                fields=["user", "case", "role"], include=["starts_at", "until"], name="grant_opens_case"
            )
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.case_id}"


class EmergencyReview(PublicModel):
    """The judgement on one emergency access; open until a privacy officer has given it.

    It names the case by its number, so that judging needs no look at the case.
    """

    grant = models.OneToOneField(
        Grant, models.PROTECT, related_name="emergency_review", verbose_name="noodtoegang"
    )
    reference = models.CharField("casusnummer", max_length=20)
    organisation_kind = models.CharField("soort organisatie", max_length=30, choices=OrganisationKind)
    justified = models.BooleanField("terecht", null=True)
    note = models.TextField("toelichting", blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="beoordeeld door"
    )
    judged_at = models.DateTimeField("beoordeeld op", null=True)

    class Meta:
        verbose_name = "beoordeling van noodtoegang"
        verbose_name_plural = "beoordelingen van noodtoegang"
        ordering = [F("judged_at").desc(nulls_first=True), "created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="emergency_judged_wholly",
                condition=Q(justified__isnull=True, judged_by__isnull=True, judged_at__isnull=True, note="")
                | Q(justified__isnull=False, judged_by__isnull=False, judged_at__isnull=False) & ~Q(note=""),
                violation_error_message="Een oordeel heeft een toelichting, een datum en een beoordelaar.",
            ),
        ]

    def __str__(self):
        return f"noodtoegang {self.reference}"
