"""Access to a case is given and ended by one service, and the very next question knows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from expertteam.access import services
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import may
from expertteam.cases.models import Case, CaseUserPermission
from expertteam.core import clock
from expertteam.organisations.models import User
from tests.together import together
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
LENT = "Vervangt een zieke collega."


@pytest.fixture
def case(story):
    return story.file()


@pytest.fixture
def outsider(people):
    """An expert of the region who does not sit at this table."""
    return people("deskundige5.noord")


def sees(user, case):
    """Whether the worklist of this user shows the case."""
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def give(user, case, role=CaseRole.EXPERT, **values):
    return services.grant(user=user, case=case, role=role, reason=LENT, **values)


def test_a_grant_opens_the_case_and_says_who_gave_it_and_why(case, outsider, people):
    assert not sees(outsider, case)
    coordinator = people("coordinator.noord")
    given = give(outsider, case, by=coordinator)
    assert sees(outsider, case)
    assert may(outsider, "pre_advise", case)
    assert not may(outsider, "triage_case", case), "an expert is no coordinator"
    assert (given.granted_by, given.reason) == (coordinator, LENT)
    line = case.history.latest("pk")
    assert (line.actor, line.verb) == (coordinator, "grant")
    assert LENT in line.detail


def test_a_grant_without_a_reason_is_refused(case, outsider):
    with pytest.raises(IntegrityError), transaction.atomic():
        services.grant(user=outsider, case=case, role=CaseRole.EXPERT, reason="")
    assert not sees(outsider, case)


def test_an_ended_grant_is_gone_with_the_next_question(case, outsider):
    give(outsider, case)
    services.end(user=outsider, case=case, role=CaseRole.EXPERT, reason="Collega is terug.")
    assert not sees(outsider, case)
    assert not may(outsider, "view_case", case)
    assert not CaseUserPermission.objects.filter(user=outsider, content_object=case).exists()
    assert case.history.latest("pk").verb == "grant_ended"
    assert Grant.objects.filter(user=outsider, case=case).count() == 1, "who had access stays on record"


def test_ending_what_was_never_given_leaves_no_line(case, outsider):
    lines = case.history.count()
    services.end(user=outsider, case=case, role=CaseRole.EXPERT, reason="Niets te beëindigen.")
    assert case.history.count() == lines


def test_end_all_ends_a_role_for_everybody_and_no_other_role(case, people):
    services.end_all(case=case, role=CaseRole.COORDINATOR, reason="Overgedragen.")
    for address in ("coordinator.noord", "coordinator2.noord"):
        assert not sees(people(address), case)
    assert sees(people("aanmelder.venlo"), case)


def test_a_grant_with_an_end_is_over_at_that_moment_without_anybody_doing_anything(case, outsider):
    until = clock.now() + timedelta(days=3)
    give(outsider, case, until=until)
    with clock.travel(until - timedelta(seconds=1)):
        assert sees(outsider, case)
        assert may(outsider, "pre_advise", case)
    with clock.travel(until):
        assert not sees(outsider, case)
        assert not may(outsider, "pre_advise", case)
    assert CaseUserPermission.objects.filter(user=outsider, content_object=case).exists(), (
        "the guardian row alone must open nothing"
    )


def test_a_lasting_grant_is_not_swallowed_by_one_that_will_end(case, outsider):
    soon, later = clock.now() + timedelta(days=1), clock.now() + timedelta(days=9)
    give(outsider, case, until=soon)
    give(outsider, case, until=later)
    with clock.travel(soon + timedelta(hours=1)):
        assert sees(outsider, case)
    give(outsider, case)
    with clock.travel(later + timedelta(hours=1)):
        assert sees(outsider, case)
    services.end(user=outsider, case=case, role=CaseRole.EXPERT, reason="Collega is terug.")
    assert not sees(outsider, case), "ending the role ends every grant of it"


def test_permissions_that_another_role_still_gives_stay(case, outsider):
    give(outsider, case, CaseRole.EXPERT)
    give(outsider, case, CaseRole.CHAIR)
    services.end(user=outsider, case=case, role=CaseRole.CHAIR, reason="Een ander zit voor.")
    assert sees(outsider, case), "experts read the case too"
    assert may(outsider, "pre_advise", case)
    assert not may(outsider, "confer", case)
    assert not may(outsider, "add_document", case)


def test_one_role_is_open_once(case, outsider):
    first = give(outsider, case)
    assert give(outsider, case) == first
    assert Grant.objects.filter(user=outsider, case=case).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=outsider, case=case, role=CaseRole.EXPERT, reason=LENT)


def test_a_role_that_ended_can_be_given_again(case, outsider):
    give(outsider, case)
    services.end(user=outsider, case=case, role=CaseRole.EXPERT, reason="Collega is terug.")
    give(outsider, case)
    assert sees(outsider, case)
    assert Grant.objects.filter(user=outsider, case=case).count() == 2


def test_an_inactive_account_sees_nothing_and_wakes_up_with_what_is_still_its_own(case, people):
    referrer = people("aanmelder.venlo")
    User.objects.filter(pk=referrer.pk).update(is_active=False)
    assert not may(referrer, "view_case", case), "also for a user object that was read before"
    assert not sees(person("aanmelder.venlo"), case)
    assert not may(person("aanmelder.venlo"), "view_case", case)
    User.objects.filter(pk=referrer.pk).update(is_active=True)
    assert sees(person("aanmelder.venlo"), case)


def test_a_role_ended_while_the_account_was_inactive_stays_ended(case, people):
    asleep = people("coordinator2.noord")
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    services.end_all(case=case, role=CaseRole.COORDINATOR, reason="Overgedragen.")
    User.objects.filter(pk=asleep.pk).update(is_active=True)
    assert not sees(person("coordinator2.noord"), case)


def test_a_grant_to_an_inactive_account_does_not_fail_on_the_one_it_has(case, people):
    asleep = people("coordinator2.noord")
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    give(person("coordinator2.noord"), case, CaseRole.COORDINATOR)
    assert Grant.objects.filter(user=asleep, case=case).count() == 1


def test_a_superuser_sees_no_case(case, story):
    root = User.objects.create_superuser("root@demo.example", "Root", "x")
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    assert not sees(root, case)
    assert not may(root, "view_case", case)
    assert not task.flow_task.can_execute(root, task)


def test_a_guardian_row_without_a_grant_opens_nothing_and_neither_does_the_reverse(case, people, outsider):
    services.end(
        user=people("coordinator.noord"), case=case, role=CaseRole.COORDINATOR, reason="Niet meer betrokken."
    )
    row = CaseUserPermission.objects.filter(content_object=case, permission__codename="view_case").first()
    CaseUserPermission.objects.create(user=outsider, content_object=case, permission=row.permission)
    assert not sees(outsider, case)
    assert not may(outsider, "view_case", case)
    other = people("deskundige3.noord")
    Grant.objects.create(user=other, case=case, role=CaseRole.EXPERT, reason=LENT)
    assert not sees(other, case)
    assert not may(other, "view_case", case)


def test_a_grant_ends_no_earlier_than_it_begins(case, outsider):
    grant = Grant(
        user=outsider,
        case=case,
        role=CaseRole.EXPERT,
        reason=LENT,
        starts_at=timezone.make_aware(timezone.datetime(2026, 3, 1)),
        until=timezone.make_aware(timezone.datetime(2026, 2, 1)),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()


def test_a_recused_expert_loses_the_case_and_the_others_keep_it(story, travel):
    with travel(date(2026, 1, 12)):
        case = story.file()
        story.to_conference(case)
        story.play(
            case, "deskundige1.noord", "ConferenceFlow.pre_advise", recusal_reason="Ik ken dit gezin privé."
        )
        assert not sees(person("deskundige1.noord"), case)
        assert sees(person("deskundige2.noord"), case)


@pytest.mark.django_db(transaction=True)
def test_giving_one_role_while_another_ends_leaves_a_whole_role(story):
    case = story.file()
    user = person("deskundige5.noord")
    for _ in range(5):
        give(user, case, CaseRole.CHAIR)
        together(
            lambda: services.end(user=user, case=case, role=CaseRole.CHAIR, reason="Een ander zit voor."),
            lambda: give(user, case, CaseRole.EXPERT),
        )
        assert sees(user, case), "the expert's grant has its guardian rows, whoever was first"
        assert not may(user, "confer", case)
        services.end(user=user, case=case, role=CaseRole.EXPERT, reason="Opnieuw.")


@pytest.mark.django_db(transaction=True)
def test_two_who_give_the_same_role_at_once_give_it_once(story):
    case = story.file()
    user = person("deskundige5.noord")
    first, second = together(lambda: give(user, case), lambda: give(user, case))
    assert first == second
