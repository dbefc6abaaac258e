"""What a reader learns from several reports together, from the difference between them, or as an insider."""

from random import Random

import pytest

from reports.disclosure import Effort, Inconsistent, publish
from tests.attacker.model import violations
from tests.attacker.regions import ORGANISATIONS, as_read, months, small

FIRST, SPRING, SECOND, YEAR = months(1, 6), months(4, 9), months(7, 12), months(1, 12)
THREE = ORGANISATIONS[:3]


def one_table(seed, cases=70, organisations=ORGANISATIONS):
    """A region that only tells why its cases are stuck, in which legal frame."""
    return small(seed, cases, organisations, only=("why",))


def report(region, scope, earlier=(), **effort):
    published, _ = publish(
        region.count, name="", scope=scope, earlier=earlier, effort=Effort(chance=Random(1), **effort)
    )
    return published


def proved(region, *publications, insider=None):
    """What somebody can prove of the small figures, in each period and between any two of them."""
    own = region.known_to(insider) if insider else None
    return violations(as_read(publications), region.truth, groups=region.groups, own=own)


def shown(publication):
    return sum(value is not None for _, value in publication.figures())


@pytest.fixture(params=range(6), ids="region {}".format)
def region(request):
    return one_table(request.param)


def test_year_after_its_first_half_gives_no_small_second_half_away(region):
    half = report(region, FIRST)
    year = report(region, YEAR, [half])
    assert not proved(region, half, year)


def test_reports_that_overlap_give_no_difference_away(region):
    half = report(region, FIRST)
    overlapping = report(region, SPRING, [half])
    assert not proved(region, half, overlapping)


def test_year_that_forgets_its_halves_gives_them_away():
    """The attacker has teeth, and the earlier reports matter."""
    found = [
        proved(each, report(each, FIRST), report(each, SECOND), report(each, YEAR))
        for each in map(one_table, range(6))
    ]
    assert sum(map(bool, found)) >= 3


def test_reports_without_a_common_month_leave_each_other_alone(region):
    alone = report(region, SECOND)
    after = report(region, SECOND, [report(region, FIRST)])
    assert alone == after


def test_running_total_after_two_halves_and_the_year_still_shows_something():
    region = one_table(3, 200)
    halves = [report(region, FIRST), report(region, SECOND)]
    year = report(region, YEAR, halves)
    assert not year.tables[0].withheld and shown(year) >= 4
    assert not proved(region, *halves, year)


def test_no_organisation_can_subtract_its_own_cases():
    for seed in range(4):
        region = one_table(seed, 120, THREE)
        published = report(region, FIRST, with_insiders=True)
        for who in THREE:
            assert not proved(region, published, insider=who), (seed, who)


def test_report_that_forgets_insiders_lets_one_subtract():
    regions = [one_table(seed, 120, THREE) for seed in range(4)]
    assert any(proved(region, report(region, FIRST), insider=who) for region in regions for who in THREE)


def test_cases_that_were_counted_differently_before_are_refused():
    """A case that ends up in a month that was reported already changes what was published."""
    region = one_table(1)
    half = report(region, FIRST)
    region.count.cases += [case for case in region.count.cases if case.month in FIRST]
    with pytest.raises(Inconsistent, match="earlier report"):
        report(region, YEAR, [half])


def test_out_of_time_more_is_hidden_and_nothing_given_away():
    region = one_table(2, 180)
    hurried = report(region, FIRST, seconds=0.0)
    assert not proved(region, hurried)
    assert shown(hurried) <= shown(report(region, FIRST))


def test_effort_that_is_used_again_remembers_nothing_of_another_region():
    effort = Effort(chance=Random(1), with_insiders=True)
    for seed in range(3):
        region = one_table(seed, 120, THREE)
        published, _ = publish(region.count, name="", scope=FIRST, effort=effort)
        for who in (None, *THREE):
            assert not proved(region, published, insider=who), (seed, who)
