"""The catalogue as data: what each table counts, what groups consist of, and which sums are published."""

import dataclasses

from expertteam.cases.enums import HelpSegment
from expertteam.learning.enums import FactOutcome
from reports.disclosure.tables import gather
from reports.learning.catalogue import (
    BROAD_OUTCOMES,
    CATALOGUE,
    DIMENSIONS,
    MUNICIPALITY_THRESHOLD,
    SEGMENT_GROUPS,
)
from reports.learning.tables import Tables
from tests.reports import sample


def test_every_grouped_kind_of_help_and_outcome_exists():
    assert set(SEGMENT_GROUPS) <= set(HelpSegment.labels)
    assert set(BROAD_OUTCOMES) <= set(FactOutcome.labels)


def test_every_form_of_a_table_names_axes_that_exist_and_the_coarser_say_why():
    for table in CATALOGUE:
        for number, form in enumerate(table.forms):
            assert {form.rows, form.columns or form.rows} <= set(DIMENSIONS), table.key
            assert bool(form.note) == bool(number), table.key
            names_municipalities = "municipality" in (form.rows, form.columns)
            assert form.threshold == (MUNICIPALITY_THRESHOLD if names_municipalities else None)
        assert table.forms[0].title


def counted(key, records, labels=sample.LABELS):
    """One table as it is counted, with its coarser forms."""
    (table,) = (each for each in Tables(records, labels).counts().tables if each.key == key)
    return table


def test_region_without_subregions_goes_from_municipality_to_region():
    undivided = dataclasses.replace(sample.LABELS, subregions={})
    ladder = counted("municipality", sample.records(20), undivided).ladder()
    assert [form.rows.name for form in ladder] == ["gemeente", "juridisch kader"]


def test_groups_are_sums_of_what_is_in_them():
    records = sample.records(120)
    _, groups = counted("missing", records).ladder()
    segments = [signal.segment for record in records for signal in record.signals if signal.kind == "missing"]
    for label, (tally,) in zip(groups.rows.labels, groups.cells, strict=True):
        expected = sum(SEGMENT_GROUPS.get(each, "Andere hulp") == label for each in segments)
        assert tally.count == (0 if label == "anders of onbekend" else expected)
    _, subregions, *_ = counted("municipality", records).ladder()
    venlo = sum(record.municipality in ("Beesel", "Peel en Maas", "Venlo") for record in records)
    assert subregions.rows.labels[0] == "Venlo en omgeving"
    assert gather(subregions.cells[0]).count == venlo


def test_reader_of_groups_and_of_what_is_in_them_can_add_up():
    """One report may print groups and another kinds: the sum binds them as soon as both are printed."""
    counts = Tables(sample.records(60), sample.LABELS).counts()
    found = {relation.whole: [key for key, _ in relation.parts] for relation in counts.relations}
    living = ("signalen over ontbrekend aanbod", "groep van hulp", "Wonen")
    homes = [kind for kind, group in SEGMENT_GROUPS.items() if group == "Wonen"]
    assert [key[-1] for key in found[living]] == homes
    cell = ("aanbevelingen", "groep van hulp", "Wonen", "opvolging, kort", "niet beantwoord")
    assert len(found[cell]) == 3
    assert ("signalen", "soort", "een knelpunt") in found
    assert ("casussen", "deelgebied", "Venlo en omgeving", "juridisch kader", "voogdij") in found


def test_sums_that_are_published_do_not_depend_on_what_was_counted():
    """One that stood there only when some advice was followed in part would tell that some was."""
    records = sample.records(60)
    followed = [
        dataclasses.replace(
            record,
            recommendations=[
                dataclasses.replace(each, outcome="gevolgd", reason="") for each in record.recommendations
            ],
            signals=[],
            impasse_kind="",
        )
        for record in records
    ]
    links = [
        {relation.link for relation in Tables(each, sample.LABELS).counts().relations}
        for each in (records, followed, [], [sample.Record()])
    ]
    assert all(each == links[0] for each in links)
    deviations, *_ = (each for each in links[0] if each.whole[-1] == "gegeven")
    assert [key[-1] for key in deviations.parts] == ["deels gevolgd", "niet gevolgd"]
