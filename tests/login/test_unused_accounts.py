"""An account that nobody uses ends after ninety days, after a warning, and can be made active again."""

from datetime import timedelta

import pytest
from django.urls import reverse

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import may
from expertteam.audit.models import Occurrence
from expertteam.core import clock
from expertteam.notifications.models import Notification
from expertteam.organisations.models import User
from tests.logged_in import log_in
from workflows.account_jobs import look_after_accounts
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
WHO = "aanmelder.venlo"


@pytest.fixture
def last_seen(people):
    """Everybody logged in today, except this account."""
    User.objects.update(last_login=clock.now(), active_since=clock.now() - timedelta(days=300))

    def days_ago(days, address=WHO):
        User.objects.filter(pk=people(address).pk).update(
            last_login=days and clock.now() - timedelta(days=days)
        )

    return days_ago


def is_active(address=WHO):
    return User.objects.get(pk=person(address).pk).is_active


def warned():
    return list(Notification.objects.filter(kind="account_unused").values_list("user__email", flat=True))


@pytest.mark.parametrize(
    ("days", "stays", "warning"), [(75, True, 0), (77, True, 1), (89, True, 1), (91, False, 0)]
)
def test_after_ninety_days_an_account_ends_and_two_weeks_before_there_is_a_mail(
    last_seen, days, stays, warning
):
    last_seen(days)
    for _ in range(2):
        look_after_accounts(0)
    assert is_active() is stays
    assert len(warned()) == warning
    ended = Occurrence.objects.filter(kind="account_ended_unused")
    assert [each.actor for each in ended] == ([] if stays else [person(WHO)])
    assert is_active("coordinator.noord")


def test_the_warning_names_the_day_and_no_case(last_seen):
    last_seen(80)
    look_after_accounts(0)
    warning = Notification.objects.get(kind="account_unused")
    assert warning.due_on == clock.today() + timedelta(days=11)
    assert (warning.reference, warning.path) == ("uw account", "/")


def test_who_was_invited_and_never_came_ends_too(last_seen):
    last_seen(None)
    look_after_accounts(0)
    assert not is_active()


def test_whoever_is_logged_in_goes_out_with_the_account(last_seen, client):
    log_in(client, person(WHO))
    last_seen(91)
    look_after_accounts(0)
    assert client.get(reverse("workflows:inbox")).status_code == 302


def test_what_was_lent_to_it_ends_and_does_not_wake_up_again(last_seen, story, client):
    case, guest = story.file(), "deskundige1.zuid"
    for role in (CaseRole.OBSERVER, CaseRole.EMERGENCY):
        access.grant(
            user=person(guest),
            case=case,
            role=role,
            reason="voor even",
            by=person("coordinator.noord"),
            until=clock.now() + timedelta(days=30),
        )

    def held():
        return Grant.objects.held().filter(user=person(guest), case=case).count()

    assert held() == 2
    last_seen(91, guest)
    for _ in range(2):
        look_after_accounts(0)
    assert held() == 0
    assert case.history.filter(detail__contains="account werd niet gebruikt").count() == 2
    log_in(client, person("beheer"))
    client.post(reverse("workflows:account_reactivate", args=[person(guest).public_id]))
    assert is_active(guest) and not may(person(guest), "view_case", case)


def test_the_administrator_makes_it_active_again_for_ninety_days_more(last_seen, client, travel):
    last_seen(91)
    look_after_accounts(0)
    log_in(client, person("beheer"))
    client.post(reverse("workflows:account_reactivate", args=[person(WHO).public_id]))
    look_after_accounts(0)
    assert is_active()
    with travel(clock.now() + timedelta(days=91)):
        look_after_accounts(0)
        assert not is_active()
