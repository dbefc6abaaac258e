"""Every way to ask for a permission wants two halves of one person in one case, a row and a grant."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import CharField, F, Value

from expertteam.access import queries, services
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import grounds, has_permission, has_permission_named, may, permissions_of
from expertteam.cases.models import Case, CaseUserPermission
from expertteam.core import clock
from expertteam.organisations.models import User
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

WHO = "deskundige5.noord"


def asked_in_a_query(user, permission, case) -> bool:
    return Case.objects.filter(*has_permission(user, permission, case_ref="pk"), pk=case.pk).exists()


def asked_by_a_column(user, permission, case) -> bool:
    named = Case.objects.annotate(named=Value(permission, CharField()), of_case=F("pk"))
    held = has_permission_named(user, permission_ref="named", case_ref="of_case")
    return named.filter(*held, pk=case.pk).exists()


def asked_with_all_others(user, permission, case) -> bool:
    return permission in permissions_of(user, case)


ASKING = (may, asked_in_a_query, asked_by_a_column, asked_with_all_others)


@pytest.fixture
def cases(story):
    return story.file(), story.file()


@pytest.fixture
def expert():
    return person(WHO)


def seat(user, case, role=CaseRole.EXPERT):
    services.grant(user=user, case=case, role=role, reason="Zit aan tafel.")


def bare_row(user, case, permission):
    found = Permission.objects.get(codename=permission, content_type__app_label="cases")
    CaseUserPermission.objects.create(user=user, content_object=case, permission=found)


def without_rows(user, case):
    CaseUserPermission.objects.filter(user=user, content_object=case).delete()


@pytest.mark.parametrize("ask", ASKING)
def test_who_has_a_seat_may_what_goes_with_it_there_and_only_there(cases, expert, ask):
    here, elsewhere = cases
    seat(expert, here)
    assert ask(expert, "pre_advise", here)
    assert not ask(expert, "pre_advise", elsewhere)
    assert not ask(expert, "triage_case", here)
    assert not ask(person("deskundige4.noord"), "pre_advise", here)


@pytest.mark.parametrize("ask", ASKING)
def test_a_row_in_one_case_and_a_grant_in_another_make_no_whole(cases, expert, ask):
    here, elsewhere = cases
    seat(expert, here)
    bare_row(expert, elsewhere, "pre_advise")
    assert not ask(expert, "pre_advise", elsewhere)
    without_rows(expert, here)
    assert not ask(expert, "pre_advise", here)


@pytest.mark.parametrize("ask", ASKING)
def test_a_row_that_the_role_does_not_give_opens_nothing(cases, expert, ask):
    here, _ = cases
    seat(expert, here)
    bare_row(expert, here, "triage_case")
    assert not ask(expert, "triage_case", here)


@pytest.mark.parametrize("ask", ASKING)
def test_another_row_of_the_same_seat_is_not_enough(cases, expert, ask):
    here, _ = cases
    seat(expert, here)
    CaseUserPermission.objects.filter(user=expert, permission__codename="pre_advise").delete()
    assert ask(expert, "sign_advice", here)
    assert not ask(expert, "pre_advise", here)


@pytest.mark.parametrize("ask", ASKING)
def test_a_row_and_a_grant_of_two_people_make_no_whole(cases, expert, ask):
    here, _ = cases
    other = person("deskundige4.noord")
    seat(expert, here)
    without_rows(expert, here)
    bare_row(other, here, "pre_advise")
    assert not ask(expert, "pre_advise", here)
    assert not ask(other, "pre_advise", here)


@pytest.mark.parametrize("ask", ASKING)
def test_a_closed_account_may_nothing_whoever_else_is_active(cases, expert, ask):
    here, _ = cases
    seat(expert, here)
    User.objects.filter(pk=expert.pk).update(is_active=False)
    closed = User.objects.get(pk=expert.pk)
    assert not ask(closed, "pre_advise", here)
    assert permissions_of(closed, here) == permissions_of(AnonymousUser(), here) == set()


def test_ending_in_one_case_leaves_the_other_whole(cases, expert):
    here, elsewhere = cases
    for case in cases:
        seat(expert, case)
    seat(expert, elsewhere, CaseRole.CHAIR)

    services.end(user=expert, case=here, role=CaseRole.EXPERT, reason="Collega is terug.")

    assert not CaseUserPermission.objects.filter(user=expert, content_object=here).exists()
    assert may(expert, "pre_advise", elsewhere)
    assert not Grant.objects.expired().exists(), "nothing is left for the job that closes what ran out"
    assert list(queries.rows_without_grant()) == []
    assert queries.grants_without_rows() == []


def ground_of(user, case, permission):
    """By what the read log says that somebody saw a case."""
    return grounds(user, {(case.pk, permission)}).get((case.pk, permission))


def test_the_read_log_names_the_grant_that_gives_what_was_used(cases, expert):
    here, elsewhere = cases
    soon = clock.now() + timedelta(hours=1)
    given = {
        role: services.give(user=expert, case=here, role=role, reason="Een van drie.", by=None, until=until)
        for role, until in (
            (CaseRole.EMERGENCY, soon),
            (CaseRole.OBSERVER, soon),
            (CaseRole.EXPERT, None),
        )
    }
    for permission, role in (
        ("pre_advise", CaseRole.EXPERT),
        ("view_identity", CaseRole.EMERGENCY),
        ("view_case", CaseRole.OBSERVER),  # the first that is no emergency
    ):
        ground = ground_of(expert, here, permission)
        assert (ground.case_role, ground.authorisation) == (role, given[role].public_id)
        assert ground.emergency == (role == CaseRole.EMERGENCY)
    assert ground_of(expert, here, "view_identity").consent is None
    assert ground_of(expert, here, "pre_advise").consent == str(here.disclosures.get().public_id)
    assert ground_of(expert, elsewhere, "view_case") is None
    assert ground_of(person("deskundige4.noord"), here, "view_case") is None
