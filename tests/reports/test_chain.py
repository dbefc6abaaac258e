"""What a reader learns from several reports together, from the difference between them, or as an insider."""

from random import Random

import pytest

from reports.disclosure import Effort, Inconsistent, publish
from tests.reports.months import ORGANISATIONS, Region, proved

FIRST = frozenset(f"Noord 2025-{month:02}" for month in range(1, 7))
SECOND = frozenset(f"Noord 2025-{month:02}" for month in range(7, 13))
YEAR = FIRST | SECOND
SPRING = frozenset(f"Noord 2025-{month:02}" for month in range(4, 10))


def report(region, scope, earlier=(), **effort):
    published, _ = publish(
        region.count, name="", scope=scope, earlier=earlier, effort=Effort(chance=Random(1), **effort)
    )
    return published


def shown(publication):
    return sum(value is not None for _, value in publication.figures())


@pytest.fixture(params=range(6), ids="region {}".format)
def region(request):
    return Region(request.param, sorted(YEAR), 70)


def test_year_after_its_first_half_gives_no_small_second_half_away(region):
    half = report(region, FIRST)
    year = report(region, YEAR, [half])
    assert proved(region, YEAR, [half, year], [FIRST, SECOND, YEAR]) == []


def test_reports_that_overlap_give_no_difference_away(region):
    half = report(region, FIRST)
    overlapping = report(region, SPRING, [half])
    pieces = [FIRST, SPRING, FIRST & SPRING, FIRST - SPRING, SPRING - FIRST]
    assert proved(region, YEAR, [half, overlapping], pieces) == []


def test_year_that_forgets_its_halves_gives_them_away():
    """The attacker has teeth, and the earlier reports matter."""
    regions = [Region(seed, sorted(YEAR), 70) for seed in range(6)]
    found = [
        proved(each, YEAR, [report(each, FIRST), report(each, SECOND), report(each, YEAR)], [FIRST, SECOND])
        for each in regions
    ]
    assert sum(map(bool, found)) >= 3


def test_reports_without_a_common_month_leave_each_other_alone(region):
    alone = report(region, SECOND)
    after = report(region, SECOND, [report(region, FIRST)])
    assert alone == after


def test_running_total_after_two_halves_and_the_year_still_shows_something():
    region = Region(3, sorted(YEAR), 200)
    halves = [report(region, FIRST), report(region, SECOND)]
    year = report(region, YEAR, halves)
    assert not year.tables[0].withheld and shown(year) >= 4
    assert proved(region, YEAR, [*halves, year], [FIRST, SECOND, YEAR]) == []


def test_no_organisation_can_subtract_its_own_cases():
    organisations = ORGANISATIONS[:3]
    for seed in range(4):
        region = Region(seed, sorted(FIRST), 60, organisations)
        published = report(region, FIRST, with_insiders=True)
        for who in organisations:
            assert proved(region, FIRST, [published], [FIRST], insider=who) == [], (seed, who)


def test_report_that_forgets_insiders_lets_one_subtract():
    regions = [Region(seed, sorted(FIRST), 60, ORGANISATIONS[:3]) for seed in range(4)]
    assert any(
        proved(region, FIRST, [report(region, FIRST)], [FIRST], insider=who)
        for region in regions
        for who in ORGANISATIONS[:3]
    )


def test_cases_that_were_counted_differently_before_are_refused():
    """A case that ends up in a month that was reported already changes what was published."""
    region = Region(1, sorted(YEAR), 70)
    half = report(region, FIRST)
    region.cases += [(sorted(FIRST)[0], i, j, who) for i in range(4) for j in range(3) for who in "ABC"]
    with pytest.raises(Inconsistent, match="earlier report"):
        report(region, YEAR, [half])


def test_out_of_time_more_is_hidden_and_nothing_given_away():
    region = Region(2, sorted(FIRST), 90)
    hurried = report(region, FIRST, seconds=0.0)
    assert proved(region, FIRST, [hurried], [FIRST]) == []
    assert shown(hurried) <= shown(report(region, FIRST))


def test_effort_that_is_used_again_remembers_nothing_of_another_region():
    effort = Effort(chance=Random(1), with_insiders=True)
    for seed in range(3):
        region = Region(seed, sorted(FIRST), 60, ORGANISATIONS[:3])
        published, _ = publish(region.count, name="", scope=FIRST, effort=effort)
        for who in (None, *ORGANISATIONS[:3]):
            assert proved(region, FIRST, [published], [FIRST], insider=who) == [], (seed, who)
