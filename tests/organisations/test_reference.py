"""Loading regions, organisations and people twice gives nothing twice."""

import pytest
from django.apps import apps

from expertteam.organisations.enums import OrganisationKind, Role, TeamKind
from expertteam.organisations.models import Membership, Organisation, Region, Team, User
from expertteam.organisations.queries import contacts, members, regional_team
from expertteam.organisations.reference import load_reference, reference
from workflows.demo.people import DOMAIN, load_people, person

pytestmark = pytest.mark.django_db
ROOM = ("region", "municipality", "organisation", "team", "user", "membership")


def everything():
    """Every row of this room, as it stands."""
    return {
        name: list(apps.get_model("organisations", name).objects.order_by("pk").values()) for name in ROOM
    }


def test_loading_again_changes_nothing(people):
    before = everything()
    load_reference()
    load_people()
    assert everything() == before


def test_what_an_administrator_changed_survives_loading(people):
    user = person("aanmelder.venlo")
    user.name, user.is_active = "Andere Naam", False
    user.save()
    Organisation.objects.filter(name="De Lindehof").update(is_active=False)
    load_people()
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("Andere Naam", False)
    assert not Organisation.objects.get(name="De Lindehof").is_active


def test_limburg_is_complete(people):
    assert set(Region.objects.values_list("code", flat=True)) == {"NL", "ML", "ZL"}
    for entry in reference()["regions"]:
        region = Region.objects.get(code=entry["code"])
        assert set(region.municipalities.values_list("name", flat=True)) == set(entry["municipalities"])
        for municipality in region.municipalities.all():
            assert municipality.organisations.filter(kind=OrganisationKind.ACCESS_TEAM).count() == 1
            assert municipality.name in entry["subregions"][municipality.subregion]
        team = regional_team(region)
        for role in (Role.COORDINATOR, Role.CHAIR, Role.DIRECTOR):
            assert members(team=team, role=role).exists(), (region, role)
        assert members(team=team, role=Role.EXPERT).count() >= 3
    assert Team.objects.filter(kind=TeamKind.CENTRE).count() == 1


def test_every_role_has_an_account_and_every_kind_of_organisation_two(people):
    demo = Membership.objects.filter(user__email__endswith=f"@{DOMAIN}")
    assert set(demo.values_list("role", flat=True)) == set(Role)
    for kind in OrganisationKind:
        assert demo.filter(organisation__kind=kind).values("user").distinct().count() >= 2, kind


def test_who_left_or_is_inactive_is_no_member_and_no_contact(people):
    team = regional_team(Region.objects.get(code="NL"))
    assert set(members(team=team, role=Role.COORDINATOR)) == {
        person("coordinator.noord"),
        person("coordinator2.noord"),
    }
    User.objects.filter(pk=person("coordinator2.noord").pk).update(is_active=False)
    Membership.objects.filter(user=person("coordinator.noord")).update(ended_on="2025-01-01")
    assert not members(team=team, role=Role.COORDINATOR).exists()
    lindehof = Organisation.objects.get(name="De Lindehof")
    assert list(contacts(organisation=lindehof)) == [person("aanbieder.lindehof")]
    User.objects.filter(pk=person("aanbieder.lindehof").pk).update(is_active=False)
    assert not contacts(organisation=lindehof).exists()
