"""For whom the holders of a case work, who reads along, what a stray row gives away, what the forms say."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.checks import Error
from django.test import override_settings

from expertteam.access import queries, services
from expertteam.access.checks import consent_rules_exist
from expertteam.access.consent_table import VERSIONS
from expertteam.access.enums import CaseRole
from expertteam.access.forms import EmergencyForm, InviteForm
from expertteam.access.permissions import may
from expertteam.cases.models import CaseUserPermission
from expertteam.core import clock
from expertteam.organisations.enums import OrganisationKind, Role
from expertteam.organisations.models import Membership, Organisation
from expertteam.organisations.queries import accounts
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

GUEST = "aanmelder2.venlo"


@pytest.fixture
def case(story):
    return story.file()


@pytest.fixture
def guest():
    """Somebody with one membership, of which the tests make more."""
    return person(GUEST)


def let_in(case, user, role=CaseRole.OBSERVER):
    until = clock.now() + timedelta(days=3)
    services.grant(user=user, case=case, role=role, reason="Kijkt mee.", until=until)


def shown_for(case, user) -> str:
    found = [each for each in queries.holders(case, held=True) if each.grant.user == user]
    return found[0].organisation


def works_for(user, name, role, **dates) -> Membership:
    organisation, _ = Organisation.objects.get_or_create(
        name=name, defaults={"kind": OrganisationKind.ACCESS_TEAM}
    )
    started_on = clock.today() - timedelta(days=30)
    return Membership.objects.create(
        user=user, role=role, organisation=organisation, started_on=started_on, **dates
    )


def only_membership(user, **dates) -> str:
    """The name of the one organisation of ``user``, after ``dates`` are set."""
    [held] = user.memberships.all()
    Membership.objects.filter(pk=held.pk).update(**dates)
    return held.organisation.name


def test_it_is_where_one_works_today(case, guest):
    left = only_membership(guest, ended_on=clock.today())
    works_for(guest, "Wijkteam Voorbeeld", Role.REFERRER)
    let_in(case, guest)
    assert shown_for(case, guest) == "Wijkteam Voorbeeld" != left


def test_it_is_where_one_has_the_role_of_the_grant(case, guest):
    works_for(guest, "Bureau Inkoop", Role.ADMINISTRATOR)
    own = guest.memberships.get(role=Role.REFERRER).organisation.name
    let_in(case, guest, CaseRole.REFERRER)
    assert shown_for(case, guest) == own


def test_who_left_everywhere_is_shown_with_the_last_place_and_who_was_nowhere_with_none(case, guest):
    let_in(case, guest)
    left = only_membership(guest, ended_on=clock.today())
    assert shown_for(case, guest) == left
    guest.memberships.all().delete()
    assert shown_for(case, guest) == ""


def test_who_was_invited_reads_along_by_that_invitation_in_that_case_only(story, case, guest):
    elsewhere = story.file()
    assert queries.reading_along(guest, case) is None
    let_in(case, guest)
    let_in(case, person("aanmelder.heerlen"))
    assert queries.reading_along(guest, case) == guest.grants.get(case=case)
    assert queries.reading_along(guest, elsewhere) is None
    services.end(user=guest, case=case, role=CaseRole.OBSERVER, reason="Klaar.")
    assert queries.reading_along(guest, case) is None


def test_who_broke_the_glass_reads_along_only_when_invited_as_well(case, guest):
    let_in(case, guest, CaseRole.EMERGENCY)
    assert queries.reading_along(guest, case) is None
    let_in(case, guest)
    assert queries.reading_along(guest, case) == guest.grants.get(case=case, role=CaseRole.OBSERVER)


def test_a_grant_that_begins_later_gives_nothing_today(case, guest):
    with clock.travel(clock.now() + timedelta(days=1)):
        let_in(case, guest)
        assert may(guest, "view_case", case)
    assert not may(guest, "view_case", case)


@pytest.mark.parametrize("permission", ["view_case", "triage_case"])
def test_a_row_that_nobody_gave_in_this_case_is_found(story, case, guest, permission):
    """In this case, by this role: a grant elsewhere or of another kind does not stand behind it."""
    elsewhere = story.file()
    let_in(elsewhere, guest)
    where = case if permission == "view_case" else elsewhere
    found = Permission.objects.get(codename=permission, content_type__app_label="cases")
    row = CaseUserPermission.objects.create(user=guest, content_object=where, permission=found)
    assert list(queries.rows_without_grant()) == [row]


def test_a_row_that_is_gone_is_missed_also_by_who_holds_the_same_elsewhere(story, case, guest):
    for one in (case, story.file()):
        let_in(one, guest, CaseRole.EMERGENCY)
    CaseUserPermission.objects.get(user=guest, content_object=case, permission__codename="view_case").delete()
    assert queries.grants_without_rows() == [(guest.grants.get(case=case), "view_case")]


def test_a_version_of_the_rules_that_does_not_exist_is_named_beside_those_that_do():
    with override_settings(CONSENT_RULES="1999"):
        known = ", ".join(VERSIONS)
        assert consent_rules_exist(None) == [
            Error(f"CONSENT_RULES is '1999'; known are {known}", id="access.E001")
        ]


# What the forms say.


def test_a_number_that_is_no_case_is_told_at_its_field(case):
    form = EmergencyForm({"number": "NL-2026-9999", "reason": "De jeugdige is weg, niemand neemt op."})
    assert form.is_valid()
    form.number_is_unknown()
    assert form.errors == {
        "number": ["Er is geen casus met dit nummer. Controleer het. U kunt het 5 keer in een uur proberen."]
    }


def test_a_colleague_is_chosen_by_name_and_all_places(guest):
    works_for(guest, "Bureau Inkoop", Role.ADMINISTRATOR)
    form = InviteForm(people=accounts().filter(pk=guest.pk), prefix="invite")
    [(_, label)] = [each for each in form.fields["person"].choices if each[0]]
    own = guest.memberships.get(role=Role.REFERRER)
    places = f"{own.get_role_display()}, {own.organisation}; {Role.ADMINISTRATOR.label}, Bureau Inkoop"
    assert label == f"{guest.name} ({places})"
    assert form.add_prefix("person") == "invite-person"
