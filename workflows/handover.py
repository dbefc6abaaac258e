"""Somebody comes in the place of a chair, a director or a referrer who is not there any more.

Coordinators and specialists of the centre take over by themselves (membership.py); these three are
chosen, a case at a time, by whoever gave the case to them or answers for it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import may
from expertteam.access.wall import as_system
from expertteam.cases import services as cases
from expertteam.conferences import services as conferences
from expertteam.conferences.queries import chaired_items
from expertteam.organisations.enums import Role, TeamKind
from expertteam.organisations.queries import contacts, members
from expertteam.procesregie import services as procesregie
from expertteam.procesregie.enums import DirectionStatus
from workflows import inbox


@dataclass(frozen=True)
class HandOver:
    """One place in one case: who holds it now, who may ask for another, who can be chosen."""

    title: str
    label: str
    role: CaseRole
    permission: str
    holder: object
    people: object
    replace: Callable

    def choices(self, case):
        """Who may be chosen: anybody but a holder who can do the work."""
        held = Grant.objects.current().filter(user=self.holder, case=case, role=self.role)
        return self.people.exclude(pk=self.holder.pk) if held.exists() else self.people

    @transaction.atomic
    def give(self, *, case, by, person) -> None:
        """Put ``person`` in the place, and tell them which tasks wait."""
        with as_system("a chair gives every case of the meeting, also those the giver holds no grant on"):
            self.replace(by=by, person=person)
            inbox.hand_over(user=person, case=case)


def of_chair(case) -> HandOver | None:
    item = chaired_items().filter(case=case).select_related("team", "conference__chair").first()
    if item is None:
        return None
    centre = item.team.kind == TeamKind.CENTRE
    return HandOver(
        title="Andere voorzitter aanwijzen",
        label="Nieuwe voorzitter",
        role=CaseRole.CHAIR,
        permission="plan_centre_conference" if centre else "plan_conference",
        holder=item.conference.chair,
        people=members(team=item.team, role=Role.CHAIR),
        replace=lambda by, person: conferences.replace_chair(conference=item.conference, by=by, chair=person),
    )


def of_director(case) -> HandOver | None:
    direction = case.directions.filter(status=DirectionStatus.OPEN).select_related("director").last()
    if direction is None:
        return None
    return HandOver(
        title="Andere procesregisseur aanwijzen",
        label="Nieuwe procesregisseur",
        role=CaseRole.DIRECTOR,
        permission="assign_director",
        holder=direction.director,
        people=members(team=case.team, role=Role.DIRECTOR),
        replace=lambda by, person: procesregie.assign(direction=direction, by=by, director=person),
    )


def of_referrer(case) -> HandOver | None:
    if not case.is_open:
        return None
    return HandOver(
        title="Andere aanmelder aanwijzen",
        label=f"Nieuwe aanmelder van {case.referrer_organisation}",
        role=CaseRole.REFERRER,
        permission="triage_case",
        holder=case.referrer,
        people=contacts(organisation=case.referrer_organisation, role=Role.REFERRER),
        replace=lambda by, person: cases.hand_over_referrer(case=case, by=by, referrer=person),
    )


PLACES = {"chair": of_chair, "director": of_director, "referrer": of_referrer}


def possible(case, user) -> set[str]:
    """The places in ``case`` that ``user`` may give to another."""
    found = {place: find(case) for place, find in PLACES.items()}
    return {place for place, each in found.items() if each and may(user, each.permission, case)}
