"""Every quarter the administrator or the team's coordinator says of each account whether it is right."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.audit.models import Occurrence
from expertteam.core import clock
from expertteam.login.models import AccountReview
from expertteam.login.reviews import quarter_of
from expertteam.notifications.models import Notification
from expertteam.organisations.models import User
from tests.logged_in import log_in
from tests.pages import text_of
from workflows.account_jobs import look_after_accounts
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
PAGE = reverse("workflows:rights_review")
COLLEAGUE, ELSEWHERE = "deskundige1.noord", "deskundige1.zuid"


@pytest.fixture
def browse(client, people):
    return lambda address: log_in(client, people(address))


def judge(browser, address, verdict="keep"):
    name = {"keep": "account_judge", "end": "account_end"}[verdict]
    return browser.post(reverse(f"workflows:{name}", args=[person(address).public_id]))


def test_the_administrator_sees_everybody_and_keeps_one(browse):
    browser = browse("beheer")
    assert "Yasmina Bouzidi" in "".join(text_of(browser.get(PAGE, {"page": n})) for n in (1, 2, 3))
    judge(browser, COLLEAGUE)
    review = AccountReview.objects.get()
    assert (review.account, review.verdict, review.judged_by) == (person(COLLEAGUE), "keep", person("beheer"))
    assert Occurrence.objects.filter(kind="account_review_keep", actor=person("beheer")).exists()
    last = browser.get(PAGE, {"page": 99})
    assert "Klopt nog Jeroen Vaessen" in text_of(last)


def test_what_the_administrator_ends_is_closed(browse):
    judge(browse("beheer"), COLLEAGUE, "end")
    assert not User.objects.get(pk=person(COLLEAGUE).pk).is_active


def test_ending_asks_first_and_says_what_will_happen(browse):
    page = reverse("workflows:account_end", args=[person(COLLEAGUE).public_id])
    browser = browse("beheer")
    assert (
        page
        in browser.get(PAGE, {"page": 1}).content.decode()
        + browser.get(PAGE, {"page": 2}).content.decode()
        + browser.get(PAGE, {"page": 3}).content.decode()
    )
    assert "kan dan niet meer inloggen" in text_of(browser.get(page))
    browser.post(reverse("workflows:account_judge", args=[person(COLLEAGUE).public_id]), {"verdict": "end"})
    assert User.objects.get(pk=person(COLLEAGUE).pk).is_active, "the button for ending is on the next page"
    asked = text_of(browse("coordinator.noord").get(page))
    assert "geen rol meer bij Expertteam Noord-Limburg" in asked


def test_what_was_lent_ends_with_the_account(browse, story):
    case = story.file()
    access.grant(
        user=person(ELSEWHERE),
        case=case,
        role=CaseRole.OBSERVER,
        reason="leest mee",
        by=person("coordinator.noord"),
        until=clock.now() + timedelta(days=30),
    )
    judge(browse("beheer"), ELSEWHERE, "end")
    assert not Grant.objects.held().filter(user=person(ELSEWHERE), case=case).exists()


def test_a_coordinator_judges_the_own_team_only_and_ends_the_role_there(browse):
    browser = browse("coordinator.noord")
    shown = text_of(browser.get(PAGE))
    assert "Yasmina Bouzidi" in shown
    assert person(ELSEWHERE).name not in shown
    assert judge(browser, ELSEWHERE, "end").status_code == 404
    judge(browser, COLLEAGUE, "end")
    colleague = User.objects.get(pk=person(COLLEAGUE).pk)
    assert colleague.is_active
    assert not colleague.memberships.current().filter(team__name="Expertteam Noord-Limburg").exists()


def test_nobody_judges_the_own_account(browse):
    for address in ("beheer", "coordinator.noord"):
        assert judge(browse(address), address).status_code == 404


@pytest.mark.parametrize(
    "address", ["aanmelder.venlo", "voorzitter.noord", "deskundige1.noord", "fg", "beleid.noord"]
)
def test_for_every_other_role_there_is_no_such_page(browse, address):
    browser = browse(address)
    assert browser.get(PAGE).status_code == 404
    assert judge(browser, "aanmelder.weert", "end").status_code == 404
    assert User.objects.get(pk=person("aanmelder.weert").pk).is_active


def test_each_quarter_there_is_one_reminder_and_the_list_begins_anew(browse, travel):
    for quarter, day in [("2026-Q1", date(2026, 3, 30)), ("2026-Q2", date(2026, 4, 1))]:
        with travel(day):
            User.objects.update(last_login=None, active_since=day.isoformat() + "T00:00Z")
            for _ in range(2):
                look_after_accounts(0)
            sent = Notification.objects.filter(kind="rights_review", reference=quarter)
            assert sent.filter(user=person("beheer")).count() == 1
            assert sent.filter(user=person("coordinator.noord")).count() == 1
            assert not sent.filter(user=person("aanmelder.venlo")).exists()
            browser = browse("coordinator.noord")
            judge(browser, COLLEAGUE)
    assert AccountReview.objects.filter(account=person(COLLEAGUE)).count() == 2


def test_quarters():
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 9, 10, 12)] == [
        f"2026-Q{number}" for number in (1, 1, 2, 3, 4, 4)
    ]
