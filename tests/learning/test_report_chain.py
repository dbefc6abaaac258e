"""Reports that follow each other: they may share months, and what was said of a month never changes."""

from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from expertteam.core.errors import RuleBroken
from expertteam.learning import reporting, services
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.organisations.merging import merge_municipality
from expertteam.organisations.models import Municipality, Organisation, Region
from reports.disclosure import Effort, Inconsistent, Publication
from reports.disclosure.checker import check
from reports.learning.assembly import frozen_figures
from reports.learning.chain import earlier_publications
from reports.learning.proof import check_certificate, check_made
from tests.learning.kept import keep_report
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

SPRING = (date(2026, 1, 1), date(2026, 6, 30))
AUTUMN = (date(2026, 7, 1), date(2026, 12, 31))
LATER_SPRING = (date(2026, 4, 1), date(2026, 9, 30))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
WHY = ("capaciteit", "capaciteit", "complexiteit", "capaciteit", "aanbod", "complexiteit")
FRAMES = ("vrijwillig", "vrijwillig", "ots")


@pytest.fixture
def region(people, travel):
    with travel(date(2027, 1, 11)):
        yield Region.objects.get(code="NL")


def close(region, count, *, months=range(1, 13), towns=("Venlo", "Venray"), kinds=6, **changed):
    """Learning records of this many cases, spread over months, towns and organisations."""
    organisations = list(
        Organisation.objects.filter(kind__in=["access_team", "certified_institution"])[:kinds]
    )
    towns = [Municipality.objects.get(name=name) for name in towns]
    months = list(months)
    for number in range(count):
        organisation = organisations[number % len(organisations)]
        fields = {
            "region": region,
            "month": date(2026, months[number % len(months)], 1),
            "municipality": towns[number // 2 % len(towns)],
            "organisation": organisation,
            "referrer_kind": organisation.kind,
            "legal_frame": FRAMES[number // 3 % 3],
            "age_band": "12-15",
            "why_stuck": WHY[number // 5 % 6],
            "route": "consultation",
            "tried_band": "1-2" if number % 3 else "3+",
            "waiting_band": "2-4",
            "placement_prevented": "ja",
            "follow_up_answered": True,
        }
        LearningRecord.objects.create(**fields | changed)


def make(region, period, seconds=6.0):
    """Figures and certificate, with the same draw each time; out of time they are safe as well."""
    return frozen_figures(region, *period, effort=effort(seconds=seconds))


def effort(draw=1, seconds=6.0):
    return Effort(chance=Random(draw), with_insiders=True, seconds=seconds)


def keep(region, period, made=None):
    figures, certificate = made or make(region, period)
    return keep_report(
        region=region,
        by=person("coordinator.noord"),
        starts_on=period[0],
        ends_on=period[1],
        figures=figures,
        certificate=certificate,
    )


def table(report, key):
    return next(each for each in report.figures["publication"]["tables"] if each["key"] == key)


def holds(report):
    check(report.figures["publication"], report.certificate)
    check_made(report)
    return True


def test_reports_may_share_months_and_the_later_one_vouches_for_both(region):
    close(region, 90)
    first, second = keep(region, SPRING), keep(region, LATER_SPRING)
    assert second.certificate["earlier"] == [first.figures["publication"]]
    assert holds(first) and holds(second)
    with pytest.raises(ValidationError, match="al een rapportage gemaakt"):
        keep(region, SPRING, (first.figures, first.certificate))


def test_report_over_other_months_needs_no_earlier_one(region):
    close(region, 60)
    keep(region, SPRING)
    assert keep(region, AUTUMN).certificate["earlier"] == []


def test_figures_of_a_draft_that_was_thrown_away_stay_reckoned_with(region):
    """A new draft over the same months draws anew; whoever saw both must not learn more."""
    close(region, 48)
    draft = keep(region, SPRING)
    services.discard_report(report=draft)
    again = keep(region, SPRING, frozen_figures(region, *SPRING, effort=effort(draw=2)))
    assert again.certificate["earlier"] == [draft.figures["publication"]] and holds(again)
    year = keep(region, YEAR)
    told = {Publication.from_dict(each).fingerprint for each in year.certificate["earlier"]}
    assert told == {Publication.from_dict(each.figures["publication"]).fingerprint for each in (draft, again)}


def test_figures_that_are_protected_again_reckon_with_what_they_were(region):
    close(region, 48)
    draft = keep(region, SPRING)
    seen = draft.figures["publication"]
    reporting.protect_again(report=draft)
    _, certificate = frozen_figures(region, *SPRING, effort=effort(draw=2))
    assert certificate["earlier"] == [seen]


def test_case_does_not_count_in_a_month_that_a_thrown_away_draft_told_of(region, story, travel):
    close(region, 60)
    services.discard_report(report=keep(region, YEAR))
    with travel(date(2026, 12, 28)):
        assert services.learn(case=story.file()).month == date(2027, 1, 1)
    keep(region, YEAR)


def test_two_reports_made_at_the_same_moment_are_not_both_published(region):
    close(region, 90)
    first, second = make(region, SPRING), make(region, LATER_SPRING)
    one, other = keep(region, SPRING, first), keep(region, LATER_SPRING, second)
    for report in (one, other):
        with pytest.raises(RuleBroken, match="intussen een andere rapportage"):
            check_certificate(report)
    services.discard_report(report=other)
    with pytest.raises(RuleBroken, match="intussen een andere rapportage"):
        check_certificate(one)


def test_another_region_counts_other_cases(region):
    south = Region.objects.get(code="ZL")
    close(region, 40)
    close(south, 40, towns=("Heerlen", "Maastricht"))
    keep(region, SPRING)
    assert earlier_publications(south) == []
    assert make(south, SPRING)[1]["earlier"] == []


def test_case_that_is_closed_in_a_reported_month_counts_in_the_next_one(region, story, travel):
    close(region, 60)
    case = story.file()
    with travel(date(2026, 12, 20)):
        keep(region, YEAR)
    with travel(date(2026, 12, 28)):
        assert services.learn(case=case).month == date(2027, 1, 1)
        assert services.learn(case=story.file()).month == date(2027, 1, 1)
    with travel(date(2027, 2, 3)):
        assert services.learn(case=story.file()).month == date(2027, 2, 1)


def test_record_that_gets_into_a_reported_month_all_the_same_is_noticed(region):
    close(region, 60)
    keep(region, SPRING)
    close(region, 6, months=[3])
    with pytest.raises(Inconsistent, match="earlier report"):
        make(region, LATER_SPRING)


def test_municipality_that_merges_stays_in_the_months_that_it_was_there(region, travel):
    beesel, venlo = (Municipality.objects.get(name=name) for name in ("Beesel", "Venlo"))
    with travel(date(2026, 5, 4)):
        merge_municipality(old=beesel, into=venlo, on=date(2026, 7, 1))
    beesel.refresh_from_db()
    assert beesel.in_month(date(2026, 6, 1)) == beesel and beesel.in_month(date(2026, 7, 1)) == venlo
    close(region, 72, months=range(1, 7), towns=("Beesel", "Venlo"))
    close(region, 40, months=range(7, 13), towns=("Venlo",))
    spring, autumn, year = keep(region, SPRING), keep(region, AUTUMN), keep(region, YEAR)
    assert table(spring, "municipality")["row_name"] == "gemeente"
    for report, names_beesel in ((spring, True), (autumn, False), (year, True)):
        known = set(report.figures["codes"]["gemeente"].values())
        assert ("Beesel" in known) == names_beesel
        assert holds(report)


def test_case_of_a_merged_municipality_counts_for_the_new_one(region, story, travel):
    case = story.file()
    venray = Municipality.objects.get(name="Venray")
    with travel(date(2027, 1, 12)):
        merge_municipality(old=case.municipality, into=venray, on=date(2027, 2, 1))
        case.refresh_from_db()
        assert services.learn(case=case).municipality == case.municipality
    with travel(date(2027, 2, 12)):
        assert services.learn(case=case).municipality == venray


def test_merging_is_refused_in_plain_dutch(region):
    for old, into, on, why in (
        ("Beesel", "Venlo", "2027-01-01", "die nog moet beginnen"),
        ("Beesel", "Venlo", "2027-03-02", "eerste dag van een maand"),
        ("Beesel", "Beesel", "2027-03-01", "andere gemeente van dezelfde regio"),
        ("Beesel", "Weert", "2027-03-01", "andere gemeente van dezelfde regio"),
        ("Beesel", "Nergens", "2027-03-01", "geen gemeente die"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("merge_municipality", old, into, on)
    call_command("merge_municipality", "Beesel", "Venlo", "2027-03-01", stdout=(said := StringIO()))
    assert "Beesel gaat op 01-03-2027 op in Venlo." in said.getvalue()
    with pytest.raises(CommandError, match="al opgegaan in Venlo"):
        call_command("merge_municipality", "Beesel", "Venray", "2027-03-01")
    with pytest.raises(CommandError, match="bestaat dan zelf niet meer"):
        call_command("merge_municipality", "Venlo", "Beesel", "2027-03-01")


def test_municipality_with_a_new_name_stays_the_same_figure(region):
    close(region, 72, months=range(1, 7))
    close(region, 60, months=range(7, 13))
    spring = keep(region, SPRING)
    Municipality.objects.filter(name="Venray").update(name="Venray aan de Maas")
    year = keep(region, YEAR)
    assert "Venray" in table(spring, "municipality")["rows"]
    assert "Venray aan de Maas" in year.figures["codes"]["gemeente"].values()
    assert holds(year)


def test_name_that_now_means_something_else_is_refused(region):
    close(region, 60)
    keep(region, SPRING)
    Municipality.objects.filter(name="Venray").update(name="Tijdelijk")
    Municipality.objects.filter(name="Venlo").update(name="Venray")
    with pytest.raises(Inconsistent, match="another gemeente"):
        make(region, LATER_SPRING)


@pytest.mark.parametrize("bad", ["one case", "one organisation"])
def test_too_little_for_a_figure_gives_a_report_that_says_so(region, bad):
    close(region, 1 if bad == "one case" else 60, months=[2], kinds=1)
    report = keep(region, SPRING)
    assert holds(report)
    assert all(each["withheld"] for each in report.figures["publication"]["tables"])
    assert report.figures["findings"] == [
        "In deze periode waren er te weinig casussen om cijfers te tonen zonder dat iemand herkenbaar wordt."
    ]


def test_cases_that_are_all_alike_do_not_tell_what_they_are(region):
    close(region, 48, towns=("Venlo",), legal_frame="ots", why_stuck="aanbod", tried_band="3+")
    report = keep(region, YEAR)
    assert holds(report)
    for key in ("why-stuck", "municipality", "tried", "waiting"):
        shown = table(report, key)
        assert shown["withheld"] or 48 not in shown["row_totals"], key


def test_solver_without_time_hides_more_and_says_so(region):
    close(region, 90)
    figures, certificate = make(region, SPRING, seconds=0.0)
    check(figures["publication"], certificate)
    assert any("te weinig tijd" in each["note"] for each in figures["publication"]["tables"])
    calm, _ = make(region, SPRING, seconds=300.0)
    assert not any("te weinig tijd" in each["note"] for each in calm["publication"]["tables"])

    def seen(made):
        return sum(value is not None for _, value in Publication.from_dict(made["publication"]).figures())

    assert seen(figures) <= seen(calm)
    assert LearningReport.objects.count() == 0
