"""Cases at each point of a follow-up, seen from one Monday in July."""

from datetime import date, timedelta

import pytest

from expertteam.core import clock
from expertteam.followup.models import FollowUp

TODAY = date(2026, 7, 13)


@pytest.fixture
def on_that_monday(travel):
    """The clock stands on 13 July 2026."""
    with travel(TODAY):
        yield TODAY


@pytest.fixture
def delivered(story, travel):
    """Gives a case whose follow-up is due on a day: ``delivered(due_on=...)``."""

    def deliver(due_on):
        with travel(due_on - timedelta(days=200)):
            case = story.file()
            story.to_delivery(case)
            story.respond(case)
        # The promise of six months is tested where it is made; here the day itself matters.
        case.follow_ups.update(due_on=due_on)
        return case

    return deliver


@pytest.fixture
def opened(story, travel, delivered):
    """Gives a case whose follow-up was opened a number of days ago: ``opened(days_ago=...)``."""

    def open_one(days_ago):
        due_on = TODAY - timedelta(days=days_ago)
        case = delivered(due_on)
        with travel(due_on):
            assert story.follow_up_opens(case)
        return case

    return open_one


@pytest.fixture
def lightly(story):
    """Gives a case with a follow-up in a given state without its whole road: for counting many."""

    def make(**fields):
        case = story.file()
        return FollowUp.objects.create(case=case, sequence=1, **{"due_on": clock.today(), **fields})

    return make
