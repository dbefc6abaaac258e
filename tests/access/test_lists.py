"""A list asks the database once, however many rows it has."""

from datetime import timedelta

import pytest

from expertteam.access import consent, emergency, queries, services
from expertteam.access.enums import CaseRole
from expertteam.core import clock
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

REASON = "De jeugdige is weg en niemand is bereikbaar."
TAKER, OTHER, JUDGE = "regisseur.zuid", "deskundige1.zuid", "fg"


@pytest.fixture
def case(story):
    return story.file()


def test_who_can_open_a_case_with_the_place_of_each_and_who_let_them_in(case, django_assert_num_queries):
    until = clock.now() + timedelta(days=3)
    for who, by in ((TAKER, "coordinator.noord"), (OTHER, "coordinator2.noord")):
        services.grant(
            user=person(who), case=case, role=CaseRole.OBSERVER, reason=REASON, by=person(by), until=until
        )
    with django_assert_num_queries(3):  # the grants, the places and the looks
        shown = [
            (each.grant.user.name, each.organisation, str(each.grant.granted_by or ""))
            for each in queries.holders(case, held=True)
        ]
    assert len(shown) > 3
    assert all(name and place for name, place, _ in shown)


def test_what_was_said_about_consent_and_who_wrote_it_down(case, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = [entry.recorded_by.name for entry in consent.last_entries(case).values()]
    assert len(names) > 3


def test_emergency_access_that_runs_and_its_reviews(story, case, django_assert_num_queries):
    cases = [case, story.file()]
    for one in cases:
        emergency.take_access(user=person(TAKER), case=one, reason=REASON)
    emergency.take_access(user=person(OTHER), case=case, reason=REASON)
    emergency.judge(review=emergency.reviews()[0], by=person(JUDGE), justified=True, note="Terecht.")
    user = person(TAKER)
    with django_assert_num_queries(1):
        assert {grant.case.number for grant in emergency.running(user)} == {one.number for one in cases}
    with django_assert_num_queries(1):
        told = [(each.grant.user.name, str(each.judged_by or "")) for each in emergency.reviews()]
    assert len(told) == 3
    assert sum(bool(judge) for _, judge in told) == 1
