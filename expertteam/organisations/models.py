"""Who works where, and as what."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q

from expertteam.core import clock
from expertteam.core.models import PublicModel
from expertteam.core.text import normalised
from expertteam.organisations.enums import Discipline, OrganisationKind, Role, TeamKind


class Region(models.Model):
    code = models.CharField("code", max_length=3, unique=True)
    slug = models.SlugField("korte naam", unique=True)
    name = models.CharField("naam", max_length=80, unique=True)

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Municipality(models.Model):
    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities", verbose_name="regio")
    name = models.CharField("naam", max_length=80, unique=True)
    # Part of the region, for reports in which one municipality has too few cases.
    subregion = models.CharField("deelgebied", max_length=80, blank=True)
    # A municipality that was merged stays: what was counted of it in a month stays counted of it.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="opgegaan in"
    )
    merged_on = models.DateField("opgegaan op", null=True, blank=True)

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="municipality_merged_on_first_day",
                condition=Q(merged_into__isnull=True, merged_on__isnull=True)
                | Q(merged_into__isnull=False, merged_on__isnull=False, merged_on__day=1)
                & ~Q(merged_into=F("pk")),
                violation_error_message=(
                    "Een gemeente gaat op de eerste dag van een maand op in een andere gemeente."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def in_month(self, month: date) -> "Municipality":
        """The municipality that this one was part of in a month: itself, or what it was merged into."""
        found = self
        while found.merged_on and found.merged_on <= month:
            found = found.merged_into
        return found


class Organisation(PublicModel):
    name = models.CharField("naam", max_length=120, unique=True)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    kind = models.CharField("soort", max_length=30, choices=OrganisationKind)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name="regio"
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name="gemeente",
    )
    is_active = models.BooleanField("actief", default=True)

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["sort_key"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = normalised(self.name)
        super().save(*args, **kwargs)


class Team(PublicModel):
    """A table that takes cases in: a regional expertteam, or the expertise centre's own."""

    name = models.CharField("naam", max_length=120, unique=True)
    kind = models.CharField("soort", max_length=20, choices=TeamKind)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="teams", verbose_name="regio"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="teams", verbose_name="organisatie"
    )

    class Meta:
        verbose_name = "team"
        constraints = [
            models.CheckConstraint(
                name="team_regional_has_region",
                condition=Q(kind=TeamKind.REGIONAL, region__isnull=False)
                | Q(kind=TeamKind.CENTRE, region__isnull=True),
                violation_error_message="Een regionaal team hoort bij een regio, het expertisecentrum niet.",
            ),
        ]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    def create_user(self, email, name, password=None, **extra):
        user = self.model(email=self.normalize_email(email).lower(), name=name, **extra)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, name, password=None):
        """For the command line only; a superuser sees no case."""
        return self.create_user(email, name, password, is_superuser=True)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(PublicModel, AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    # When the account was made or made active again: ninety days without a login count from here.
    active_since = models.DateTimeField("actief sinds", default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["name"]

    def __str__(self):
        return self.name

    def current_memberships(self):
        """Memberships that hold today, the oldest first; read once a request."""
        if not hasattr(self, "_current_memberships"):
            self._current_memberships = list(
                self.memberships.current().select_related("organisation", "organisation__region", "team")
            )
        return self._current_memberships

    @property
    def roles(self) -> set[str]:
        return {membership.role for membership in self.current_memberships()} if self.is_active else set()

    def has_role(self, *roles) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def main_membership(self):
        return next(iter(self.current_memberships()), None)

    @property
    def role_label(self) -> str:
        labels = dict.fromkeys(m.get_role_display() for m in self.current_memberships())
        return ", ".join(labels)


class MembershipQuerySet(models.QuerySet):
    def current(self):
        today = clock.today()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today), started_on__lte=today)


class Membership(PublicModel):
    """What a user does, for which organisation and (for team roles) at which table."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="gebruiker")
    role = models.CharField("rol", max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="organisatie"
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="team"
    )
    discipline = models.CharField("discipline", max_length=30, choices=Discipline, blank=True)
    started_on = models.DateField("vanaf", default=clock.today)
    ended_on = models.DateField("tot", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "organisation", "team"],
                # Who leaves may come back; the earlier period stays as it was.
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="membership_once",
                violation_error_message="Deze gebruiker heeft deze rol hier al.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                name="membership_team_roles_have_team",
                condition=Q(
                    role__in=["coordinator", "chair", "expert", "director", "centre"], team__isnull=False
                )
                | ~Q(role__in=["coordinator", "chair", "expert", "director", "centre"])
                & Q(team__isnull=True),
                violation_error_message=(
                    "Kies een team bij een rol in een team, en geen team bij een andere rol."
                ),
            ),
            models.CheckConstraint(
                name="membership_expert_has_discipline",
                condition=~Q(role="expert") | ~Q(discipline=""),
                violation_error_message="Kies de discipline van deze gedragswetenschapper.",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_role_display()})"
