"""Two minutes before somebody is logged out a dialog says so, and the draft is saved first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from expertteam.cases.models import Draft
from expertteam.core import clock
from tests.pages import page_of
from workflows.demo.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(monkeypatch):
    """Moves the clock of the server, which runs in another thread."""
    began = clock.now()

    def move(**later):
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**later))

    return move


def look_at_the_clock(visitor):
    """What the script does when its timer goes off, or when the tab comes back."""
    with visitor.page.expect_response(f"**{reverse('session_state')}"):
        visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def is_quiet_save(sent):
    return sent.url.endswith("/concept/") and "x-idle" in sent.headers


def assert_wiped(page, case):
    assert page.locator("[name=motivation]").count() == page.locator("main").count() == 0
    assert case.number not in page.content() and "Half getypt." not in page.content()
    assert page.title() == "U bent uitgelogd"


def test_without_a_server_the_page_wipes_itself_when_the_time_is_over(visit, story):
    case = story.file()
    visitor = visit("coordinator.noord")
    visitor.go(page_of(story.task(case, "coordinator.noord", "TriageFlow.assess")))
    visitor.fill(motivation="Half getypt.")
    visitor.page.context.set_offline(True)
    come_back = "document.dispatchEvent(new Event('visibilitychange'))"
    visitor.page.evaluate(come_back)
    assert visitor.page.input_value("[name=motivation]") == "Half getypt.", "not yet"
    visitor.page.evaluate("const now = Date.now; Date.now = () => now() + 16 * 60 * 1000")
    visitor.page.evaluate(come_back)
    visitor.page.wait_for_selector("#session:has-text('U bent uitgelogd')")
    assert_wiped(visitor.page, case)
    # The browser says of each question that it had no network.
    visitor.page.context.set_offline(False)
    assert all("INTERNET_DISCONNECTED" in each for each in visitor.complaints)
    visitor.complaints.clear()


def test_the_warning_keeps_the_draft_and_one_button_lengthens_the_session(visit, story, at):
    case = story.file()
    visitor = visit("coordinator.noord")
    visitor.go(page_of(story.task(case, "coordinator.noord", "TriageFlow.assess")))
    at(minutes=12)
    look_at_the_clock(visitor)
    assert not visitor.page.locator("#session").is_visible()
    at(minutes=13, seconds=30)
    visitor.fill(motivation="Half getypt.")
    # Sooner than the autosave that follows on typing, and no sign of life.
    with visitor.page.expect_event("requestfinished", is_quiet_save):
        look_at_the_clock(visitor)
    visitor.page.wait_for_selector("#session:has-text('U wordt bijna uitgelogd')")
    assert not visitor.page.get_by_role("link", name="Log opnieuw in").is_visible()
    visitor.check()
    assert Draft.objects.filter(owner=person("coordinator.noord")).exists()
    with visitor.page.expect_response(f"**{reverse('session_state')}"):
        visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#session", state="hidden")
    at(minutes=28)
    assert visitor.page.input_value("[name=motivation]") == "Half getypt."

    at(minutes=60)
    look_at_the_clock(visitor)
    visitor.page.wait_for_selector("#session:has-text('U bent uitgelogd')")
    assert_wiped(visitor.page, case)
    visitor.page.keyboard.press("Escape")
    assert visitor.page.locator("#session").is_visible()
    visitor.page.get_by_role("link", name="Log opnieuw in").click()
    visitor.page.get_by_label("E-mailadres").wait_for()
    assert "next=%2Ftaken%2F" in visitor.page.url
