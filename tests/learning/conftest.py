"""Learning reports on their road, in tests: drafted, and with figures that wait for a first reader."""

import functools
from datetime import date

import pytest

from expertteam.learning.models import LearningReport
from expertteam.organisations.models import Region
from tests.learning.library import close_cases
from tests.learning.readers import DRAFT, NEW
from workflows import report_jobs
from workflows.report_jobs import protect_report

TODAY = date(2026, 7, 13)


@functools.cache
def once(real):
    """The same closed cases have the same figures: they are protected in the first test that asks."""
    return functools.cache(lambda code, *period: real(Region.objects.get(code=code), *period))


@pytest.fixture
def region(people, travel, monkeypatch):
    found = close_cases()
    solved = once(report_jobs.frozen_figures)
    monkeypatch.setattr(report_jobs, "frozen_figures", lambda region, *period: solved(region.code, *period))
    with travel(TODAY):
        yield found


@pytest.fixture
def drafted(region, as_user):
    as_user("coordinator.noord").post(NEW, DRAFT)
    return LearningReport.objects.get()


@pytest.fixture
def protected(drafted):
    assert protect_report(learning_report_id=drafted.pk)
    drafted.refresh_from_db()
    return drafted
