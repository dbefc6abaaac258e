"""Making accounts and organisations, and giving people their place."""

from django.contrib.sessions.models import Session
from django.db import transaction

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.core.text import normalised
from expertteam.organisations.enums import OrganisationKind, Role, TeamKind
from expertteam.organisations.models import Membership, Organisation, User

ADDRESS_TAKEN = (
    "Er is al een account met dit e-mailadres. Zoek het op bij ‘Accounts’ en voeg daar een rol toe."
)
NAME_TAKEN = "Er is al een organisatie met deze naam. Zoek haar op bij ‘Organisaties’."
NOT_YOURSELF = "Uw eigen account en rollen kunt u niet wijzigen. Vraag het aan een andere beheerder."
NOT_ACTIVE = "Dit account is niet actief. Maak het eerst weer actief."
# Roles that belong with some organisations or one kind of team only.
ORGANISATIONS_OF = {
    Role.REFERRER: (
        OrganisationKind.ACCESS_TEAM,
        OrganisationKind.CERTIFIED_INSTITUTION,
        OrganisationKind.PROVIDER,
    ),
    Role.PROVIDER: (OrganisationKind.PROVIDER,),
    Role.ANALYST: (OrganisationKind.REGION,),
}
TEAM_KIND_OF = {
    Role.COORDINATOR: TeamKind.REGIONAL,
    Role.DIRECTOR: TeamKind.REGIONAL,
    Role.CENTRE: TeamKind.CENTRE,
}


@transaction.atomic
def add_user(*, email, name, password) -> User:
    """Make an account, or give the one that has this address already."""
    existing = User.objects.filter(email__iexact=email).first()
    return existing or User.objects.create_user(email=email, name=name, password=password)


@transaction.atomic
def add_membership(*, user, role, organisation, team=None, discipline="", started_on=None) -> Membership:
    """Give ``user`` a role for an organisation and, for team roles, at a table."""
    fields = {"discipline": discipline}
    if started_on:
        fields["started_on"] = started_on
    place = {"user": user, "role": role, "organisation": organisation, "team": team}
    # One that has ended is not begun again by loading the same people twice.
    known = Membership.objects.filter(**place).order_by("pk").last()
    return known or Membership.objects.create(**place, **fields)


def add_provider(*, name) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"kind": OrganisationKind.PROVIDER}
    )
    return organisation


@transaction.atomic
def open_account(*, by, name, email, **place) -> User:
    """Make an account without a password and with its first role; ``place`` is as for :func:`appoint`."""
    take("accounts")
    if User.objects.filter(email__iexact=email).exists():
        raise RuleBroken({"email": ADDRESS_TAKEN})
    user = User.objects.create_user(email=email, name=name)
    record_occurrence(actor=by, kind="account_opened")
    appoint(user=user, by=by, **place)
    return user


@transaction.atomic
def appoint(*, user, by, role, organisation, team=None, discipline="") -> Membership:
    """An administrator gives somebody else a role, from today."""
    _not_oneself(user, by)
    if not user.is_active:
        raise RuleBroken(NOT_ACTIVE)
    check_place(role=role, organisation=organisation, team=team)
    take(f"memberships of user {user.pk}")
    membership = Membership(user=user, role=role, organisation=organisation, team=team, discipline=discipline)
    membership.full_clean()
    membership.save()
    record_occurrence(actor=by, kind="membership_added")
    return membership


def check_place(*, role, organisation, team) -> None:
    """Raise RuleBroken, by field, for an organisation or a team where this role does not exist."""
    refusals = {}
    kinds, team_kind = ORGANISATIONS_OF.get(role), TEAM_KIND_OF.get(role)
    if kinds and organisation and organisation.kind not in kinds:
        fitting = " of ".join(kind.label for kind in kinds)
        refusals["organisation"] = (
            f"De rol ‘{Role(role).label}’ past niet bij {organisation}. Kies een {fitting}."
        )
    if team_kind and team and team.kind != team_kind:
        refusals["team"] = f"De rol ‘{Role(role).label}’ past niet bij {team}. Kies een {team_kind.label}."
    if refusals:
        raise RuleBroken(refusals)


@transaction.atomic
def end_membership(*, membership, by) -> bool:
    """End somebody else's role today; False when it had ended before."""
    held = Membership.objects.select_for_update().select_related("user").get(pk=membership.pk)
    _not_oneself(held.user, by)
    today = clock.today()
    if held.ended_on and held.ended_on <= today:
        return False
    held.ended_on = max(today, held.started_on)
    held.save(update_fields=["ended_on"])
    record_occurrence(actor=by, kind="membership_ended")
    return True


@transaction.atomic
def deactivate(*, user, by) -> None:
    """Close an account: no logging in, and open sessions end. Its tasks and roles stay as they are."""
    _not_oneself(user, by)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        end_sessions(user)
        record_occurrence(actor=by, kind="account_deactivated")


@transaction.atomic
def reactivate(*, user, by) -> None:
    _not_oneself(user, by)
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True, active_since=clock.now()):
        record_occurrence(actor=by, kind="account_reactivated")


@transaction.atomic
def add_organisation(*, by, name, kind, region=None, municipality=None) -> Organisation:
    """Make an organisation; that of a municipality belongs to the region of that municipality."""
    take("organisations")
    if Organisation.objects.filter(sort_key=normalised(name)).exists():
        raise RuleBroken({"name": NAME_TAKEN})
    if kind == OrganisationKind.ACCESS_TEAM:
        region = municipality.region
    made = Organisation(name=name, kind=kind, region=region, municipality=municipality)
    made.full_clean()
    made.save()
    record_occurrence(actor=by, kind="organisation_added")
    return made


def _not_oneself(user, by) -> None:
    if user.pk == by.pk:
        raise RuleBroken(NOT_YOURSELF)


def end_sessions(user) -> None:
    """Log somebody out everywhere; or an old session would come back to life with the account."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
