"""The database guards who works where, and says in Dutch what is wrong."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from expertteam.organisations.enums import Discipline, Role, TeamKind
from expertteam.organisations.models import Membership, Organisation, Region, Team, User
from expertteam.organisations.queries import regional_team
from expertteam.organisations.services import add_user
from workflows.demo.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership(people):
    """Makes a membership of a referrer, with something wrong."""

    def make(**changes):
        values = {
            "user": person("inkoop"),
            "role": Role.REFERRER,
            "organisation": Organisation.objects.get(name="Toegang Venlo"),
        }
        return Membership(**values | changes)

    return make


def north():
    return regional_team(Region.objects.get(code="NL"))


def assert_refused(record, sentence):
    """The form would say this sentence, and the database refuses the row without a form."""
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert sentence in refusal.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_a_plain_membership_is_accepted(membership):
    one = membership()
    one.full_clean()
    one.save()
    assert one.user.has_role(Role.REFERRER)
    assert not one.user.has_role(Role.COORDINATOR)


def test_a_role_at_a_table_needs_a_table_and_another_role_has_none(membership):
    says = "Kies een team bij een rol in een team, en geen team bij een andere rol."
    for role in (Role.COORDINATOR, Role.CHAIR, Role.DIRECTOR, Role.CENTRE):
        assert_refused(membership(role=role), says)
    for role in (Role.REFERRER, Role.PROVIDER, Role.READER, Role.ADMINISTRATOR):
        assert_refused(membership(role=role, team=north()), says)
    membership(role=Role.CHAIR, team=north()).save()


def test_an_expert_has_a_discipline(membership):
    expert = membership(role=Role.EXPERT, team=north())
    assert_refused(expert, "Kies de discipline van deze gedragswetenschapper.")
    expert.discipline = Discipline.PSYCHOLOGIST
    expert.full_clean()
    expert.save()


def test_a_membership_ends_after_it_began(membership):
    early = membership(started_on=date(2026, 3, 1), ended_on=date(2026, 2, 1))
    assert_refused(early, "De einddatum ligt voor de begindatum. Kies een latere einddatum.")


def test_the_same_role_is_held_once(membership):
    membership().save()
    assert_refused(membership(), "Deze gebruiker heeft deze rol hier al.")


def test_a_regional_team_has_a_region_and_the_centre_has_none(people):
    says = "Een regionaal team hoort bij een regio, het expertisecentrum niet."
    organisation = Organisation.objects.get(name="Toegang Venlo")
    assert_refused(Team(name="Zwevend", kind=TeamKind.REGIONAL, organisation=organisation), says)
    region = Region.objects.get(code="NL")
    assert_refused(Team(name="Dubbel", kind=TeamKind.CENTRE, region=region, organisation=organisation), says)


def test_an_address_belongs_to_one_account_however_it_is_written(people):
    known = person("aanmelder.venlo")
    again = add_user(email="Aanmelder.Venlo@Demo.Example", name="Nog een keer", password="x")
    assert again == known
    assert User.objects.get_by_natural_key("AANMELDER.VENLO@demo.example") == known
    assert User.objects.create_user("Nieuw.Adres@Demo.Example", "Nieuw").email == "nieuw.adres@demo.example"


def test_a_membership_holds_from_its_first_day_until_its_last(membership, travel):
    membership(started_on=date(2026, 3, 1), ended_on=date(2026, 4, 1)).save()
    for day, holds in (
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ):
        with travel(day):
            assert person("inkoop").has_role(Role.REFERRER) is holds, day


def test_an_inactive_account_has_no_role(people):
    user = person("coordinator.noord")
    user.is_active = False
    assert user.roles == set()


def test_organisations_sort_without_accents_and_capitals(people):
    for name in ("Élan", "elan b", "Zorg"):
        Organisation.objects.create(name=name, kind="provider")
    mine = Organisation.objects.filter(name__in=["Élan", "elan b", "Zorg"])
    assert [each.name for each in mine] == ["Élan", "elan b", "Zorg"]
