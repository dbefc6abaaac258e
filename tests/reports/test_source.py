"""Learning records become labels; nothing of them but labels, months and counts goes on."""

import datetime
import json

import pytest

from expertteam.learning.models import LearningRecord
from expertteam.organisations.models import Organisation, Region
from reports.learning.assembly import frozen_figures
from reports.learning.source import labels_of, records_of

START, END = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
MONTHS = [datetime.date(2026, month, 1) for month in range(1, 7)]


@pytest.fixture
def region(people):
    return Region.objects.get(code="NL")


@pytest.fixture
def closed(region):
    """Makes a record of a closed case with one followed recommendation and one signal."""
    organisations = list(Organisation.objects.order_by("name")[:4])
    municipality = region.municipalities.get(name="Venlo")

    def make(number=0, month=START, **changed):
        fields = {
            "region": region,
            "month": month,
            "municipality": municipality,
            "organisation": organisations[number % 4],
            "referrer_kind": organisations[number % 4].kind,
            "legal_frame": "ots" if number % 2 else "vrijwillig",
            "age_band": "12-15",
            "why_stuck": "capaciteit" if number % 3 else "aanbod",
            "route": "procesregie" if number % 2 else "consultation",
            "tried_band": "1-2",
            "waiting_band": "2-4",
            "impasse_kind": "plek" if number % 2 else "",
            "impasse_level": "directie" if number % 2 else "",
            "placement_prevented": "ja" if number % 2 else "nee",
            "follow_up_answered": True,
        }
        record = LearningRecord.objects.create(**fields | changed)
        record.recommendations.create(segment="gezinshuis", outcome="not_followed", reason_kind="geen_plek")
        record.signals.create(kind="bottleneck", bottleneck="capaciteit", addressee="toegang")
        return record

    return make


def test_codes_become_the_labels_that_users_read(region, closed):
    closed(1)
    (record,) = records_of(region, MONTHS)
    assert (record.region, record.municipality, record.month) == ("Noord-Limburg", "Venlo", START)
    assert (record.legal_frame, record.why_stuck) == ("ondertoezichtstelling", "capaciteitstekort")
    assert record.tried_band == "1 of 2"
    assert (record.impasse_kind, record.impasse_level) == ("plek", "directies")
    (recommendation,) = record.recommendations
    assert recommendation.outcome == "niet gevolgd"
    assert recommendation.reason == "geen plek of lange wachttijd"
    (signal,) = record.signals
    assert (signal.kind, signal.bottleneck, signal.segment) == ("bottleneck", "capaciteitstekort", "")


def test_only_this_region_and_period_are_read(region, closed):
    closed(month=datetime.date(2025, 12, 1))
    closed(month=datetime.date(2026, 7, 1))
    closed(region=Region.objects.get(code="ML"))
    assert records_of(region, MONTHS) == []


def test_every_label_of_a_record_is_in_the_lists(region, closed):
    closed(1)
    (record,) = records_of(region, MONTHS)
    labels = labels_of(region, START)
    assert record.municipality in labels.municipalities and len(labels.municipalities) == 7
    assert record.legal_frame in labels.legal_frames
    assert record.why_stuck in labels.why_stuck
    assert record.tried_band in labels.tried_bands
    assert record.waiting_band in labels.waiting_bands
    assert set(labels.subregions) == set(labels.municipalities)
    assert record.impasse_level in labels.impasse_levels
    assert record.placement_prevented in labels.placement_prevented
    assert record.recommendations[0].segment in labels.segments
    assert record.signals[0].addressee in labels.addressees


def test_reading_takes_the_same_few_queries_for_many_records(region, closed, django_assert_num_queries):
    for number in range(12):
        closed(number)
    with django_assert_num_queries(3):
        assert len(records_of(region, MONTHS)) == 12


def test_frozen_figures_name_no_organisation(region, closed):
    for number in range(24):
        closed(number)
    frozen = json.dumps(frozen_figures(region, START, END)[0], ensure_ascii=False)
    assert '"total": 24' in frozen
    for organisation in Organisation.objects.all():
        assert organisation.name not in frozen
        assert str(organisation.public_id) not in frozen
