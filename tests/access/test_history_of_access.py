"""However access ends, the history of the case says who ended it and why, and nobody else's ends with it."""

from datetime import timedelta

import pytest

from expertteam.access import consent, emergency, queries, services
from expertteam.access.consent_enums import Answer, Authority, DisclosureKind, Manner, Scope, Voice
from expertteam.access.enums import CaseRole
from expertteam.access.models import EmergencyReview, Grant
from expertteam.audit.models import ReadEvent
from expertteam.audit.read_log import append
from expertteam.audit.services import record_occurrence
from expertteam.cases.consent import birth_date_of, disclose, speaking, standing
from expertteam.core import clock
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

GUEST, OTHER_GUEST = "deskundige5.noord", "deskundige1.zuid"
WHY = "Het overleg is voorbij."


@pytest.fixture
def case(story):
    return story.file()


def coordinator():
    return person("coordinator.noord")


def let_in(case, who):
    until = clock.now() + timedelta(days=3)
    return services.share(by=coordinator(), user=person(who), case=case, reason="Kijkt mee.", until=until)


def guests_of(case) -> set:
    held = Grant.objects.held().filter(case=case, role=CaseRole.OBSERVER)
    return set(held.values_list("user__email", flat=True))


def last_line(case) -> tuple:
    line = case.history.latest("pk")
    return line.actor, line.verb, line.detail


def test_what_runs_out_is_closed_in_its_own_case_only(story, case, travel):
    given = let_in(case, GUEST)
    assert not services.close_expired(given.pk), "not yet"
    with travel(given.until):
        assert services.close_expired(given.pk)
        assert not services.close_expired(given.pk), "once"
    assert not services.close_expired(0), "it went with its case"
    assert last_line(case) == (None, "grant_ended", "Toegang als meelezer is verlopen")


def test_ending_a_role_for_everybody(case):
    services.end_all(case=case, role=CaseRole.COORDINATOR, reason=WHY, by=coordinator())
    assert last_line(case) == (coordinator(), "grant_ended", f"Toegang beëindigd: {WHY}")


def test_ending_what_somebody_borrowed_in_one_case(story, case):
    elsewhere = story.file()
    for where in (case, elsewhere):
        let_in(where, GUEST)
        let_in(where, OTHER_GUEST)
    everybody = guests_of(elsewhere)

    services.end_borrowed(user=person(GUEST), reason=WHY, by=coordinator(), case=case)

    assert guests_of(case) == {person(OTHER_GUEST).email}
    assert guests_of(elsewhere) == everybody
    assert last_line(case) == (coordinator(), "grant_ended", f"Toegang beëindigd: {WHY}")


def test_ending_all_that_somebody_borrowed(story, case):
    elsewhere = story.file()
    for where in (case, elsewhere):
        let_in(where, GUEST)
        let_in(where, OTHER_GUEST)

    services.end_borrowed(user=person(GUEST), reason=WHY, by=coordinator())

    for where in (case, elsewhere):
        assert guests_of(where) == {person(OTHER_GUEST).email}


def test_taking_back_an_invitation(case):
    services.take_back(held=let_in(case, GUEST), by=coordinator())
    assert last_line(case) == (coordinator(), "grant_ended", "Toegang beëindigd: meelezer gestopt")


def test_changing_who_has_authority(case):
    consent.set_authority(case=case, by=coordinator(), authority=Authority.ONE_PARENT)
    actor, verb, detail = last_line(case)
    assert (actor, verb) == (coordinator(), "authority")
    assert Authority.ONE_PARENT.label in detail
    now = standing(case)
    assert now.authority == Authority.ONE_PARENT
    assert now.speaking == speaking(case)


def test_what_somebody_said_and_with_whom_it_may_be_shared(case):
    consent.note_answer(
        case=case,
        by=coordinator(),
        birth_date=birth_date_of(case),
        voice=Voice.PARENT_1,
        answer=Answer.GIVEN,
        scopes=[Scope.TABLE, Scope.CENTRE],
        said_on=clock.today(),
        manner=Manner.SPOKEN,
    )
    shared = f"{Scope.TABLE.label}, {Scope.CENTRE.label}"
    detail = f"Ouder 1: {Answer.GIVEN.label}, voor delen met {shared}"
    assert last_line(case) == (coordinator(), "consent", detail)


def test_what_was_told_to_whom_on_which_basis(case):
    told = disclose(case=case, by=coordinator(), scope=Scope.TABLE, kind=DisclosureKind.CONFERENCE)
    assert told.rule_version == consent.rules().code
    actor, verb, detail = last_line(case)
    assert (actor, verb) == (coordinator(), "disclosed")
    assert detail == f"Verstrekt: {DisclosureKind.CONFERENCE.label}. Grondslag: {told.get_basis_display()}"


# Emergency access.


def take(case, who="regisseur.zuid"):
    reason = "De jeugdige is weg en niemand is bereikbaar."
    return emergency.take_access(user=person(who), case=case, reason=reason)


def test_the_review_keeps_which_case_and_when(case):
    given = take(case)
    review = EmergencyReview.objects.get(grant=given)
    assert (review.reference, review.created_at) == (case.number, given.starts_at)


@pytest.mark.parametrize(("justified", "verdict"), [(True, "terecht"), (False, "niet terecht")])
def test_the_judgement_stands_in_the_history(case, justified, verdict):
    review = EmergencyReview.objects.get(grant=take(case))
    emergency.judge(review=review, by=person("fg"), justified=justified, note="Ik sprak beiden.")
    assert last_line(case) == (person("fg"), "emergency_judged", f"Noodtoegang beoordeeld: {verdict}")


def test_what_runs_is_ones_own(case):
    given = take(case)
    assert [*emergency.running(person("regisseur.zuid"))] == [given]
    assert not emergency.running(person("regisseur.midden"))


def test_only_attempts_at_emergency_access_are_counted(people):
    taker = person("regisseur.zuid")
    for _ in range(emergency.ATTEMPTS_AN_HOUR):
        record_occurrence(actor=taker, kind="danger_stop")
    emergency.count_attempt(taker)


# Who looked last.


def look(case, who, **values):
    found = {"object_type": "casus", "allowed": True, "object_id": str(case.public_id), **values}
    at = found.pop("at", clock.now())
    append([ReadEvent(at=at, user_id=who.pk, event_type="inzage", action="R", outcome="gelukt", **found)])


def test_the_last_look_is_of_this_person_at_this_case_and_was_not_refused(story, case):
    me, other = person("coordinator.noord"), person("coordinator2.noord")
    earlier = clock.now() - timedelta(hours=2)
    look(case, me, at=earlier)
    look(story.file(), me)
    look(case, other)
    look(case, me, allowed=False)
    look(case, me, object_type="toegang")
    assert queries.last_looks(case, [me.pk]) == {me.pk: earlier}


def test_who_came_in_last_stands_first(case, travel):
    let_in(case, GUEST)
    with travel(clock.now() + timedelta(days=1)):
        let_in(case, OTHER_GUEST)
        holders = queries.holders(case, held=True)
    shown = [each.grant.user for each in holders if each.grant.role == CaseRole.OBSERVER]
    assert shown == [person(OTHER_GUEST), person(GUEST)]
