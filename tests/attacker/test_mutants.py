"""Every fault in the protector, the certificate or the data file is noticed by somebody."""

import copy
import json
from collections import Counter
from random import Random
from unittest import mock

import pytest
from django.template.loader import render_to_string

from reports.disclosure import CountTable, Dimension, Effort, checker
from reports.disclosure.certificate import name
from reports.disclosure.layout import layout
from reports.learning import render
from reports.learning.proof import follows
from tests.reports import sample

from . import mutants
from .documents import FILE, PAGE
from .examine import examine, small_in_sight, told_in_data
from .figures import Contradiction, named
from .model import violations
from .mutants import CERTIFICATE, PROTECTOR, SHOWN, SHOWS_IN, TOLD, Setting, published, resealed
from .prose import Ledger
from .regions import MUNICIPALITY_THRESHOLD, Region, as_file, months, small

SEEDS = 12
CAUGHT: Counter = Counter()
ALL_KINDS = {
    "faults in the protector",
    "hidden figures in the data",
    "numbers beside the data",
    "certificates",
    "draws",
    "pages",
    "files",
}


def attacked(files: list[dict], region: Region, setting: Setting) -> str:
    """What somebody who reads these data files can prove, or the rule that they break; empty when nothing."""
    try:
        reports = [as_file(each) for each in files]
        if seen := small_in_sight(reports):
            return seen[0]
        known = [None, *(map(region.known_to, region.organisations) if setting.insiders else ())]
        for own in known:
            if found := violations(reports, region.truth, groups=region.groups, own=own, known=region.sums()):
                return str(found[0])
    except (Contradiction, TypeError) as contradiction:
        return repr(contradiction)
    return "".join((*_rules(reports, region), *_like_nothing(files, region)))


def _rules(reports, region: Region):
    """Rules about what may be in sight that need the cases to be judged."""
    for report in reports:
        tallies, thresholds = region.tallies(report.scope), report.thresholds()
        thresholds |= {each: MUNICIPALITY_THRESHOLD for each in thresholds if "gemeente" in each}
        for name_, value in report.figures().items():
            tally = tallies[name_]
            if value and (len(tally.organisations) < 3 or min(value, len(tally.cases)) < thresholds[name_]):
                yield f"{name_} is of {len(tally.organisations)} organisations, {len(tally.cases)} cases. "
        for table in report.tables:
            whole = table.figures[table.total]
            for name_, value in table.figures.items():
                if len(name_) == len(table.total) + 2 and value and whole and value >= 0.9 * whole:
                    yield f"{name_} is nearly all of its total. "


def _like_nothing(files: list[dict], region: Region):
    """A table of a little must look like one of nothing."""
    for file in files:
        scope = frozenset(file["scope"])
        (empty_one, _), *_ = Region(lambda scope: region.count(frozenset())).publish(scope)
        (nothing,) = files_of([empty_one])
        counted = region.count(scope).tables
        for table, empty, true in zip(file["tables"], nothing["tables"], counted, strict=True):
            if true.total.count < empty["threshold"] and table != empty:
                yield f"{table['key']} is not like an empty one. "


def files_of(publications) -> list[dict]:
    return [json.loads(json.dumps(each.as_dict())) for each in publications]


@pytest.mark.parametrize(("setting", "fault"), [pytest.param(*rest, id=what) for what, *rest in PROTECTOR])
def test_fault_in_the_protector_is_seen_by_the_attacker(request, setting, fault):
    first = SHOWS_IN.get(request.node.callspec.id, 0)
    for seed in dict.fromkeys((first, *range(SEEDS))):
        faulty = files_of(published(setting, seed, fault))
        if attacked(faulty, setting.region(seed), setting):
            sound = files_of(published(setting, seed))
            assert faulty != sound
            assert not attacked(sound, setting.region(seed), setting)
            CAUGHT["faults in the protector"] += 1
            return
    pytest.fail("nobody saw it")


@pytest.fixture(scope="module")
def chain():
    """Two reports with all tables, the certificate of the second, and the region."""
    region = small(3, 120)
    found = region.publish(months(1, 6), months(1, 12), seed=3)
    return region, [each for each, _ in found], found[-1][1]


def test_hidden_figure_in_the_data_is_seen(chain):
    """Each way to show a small figure, in each place where one is hidden."""
    region, publications, certificate = chain
    files, whole = files_of(publications), Setting()
    assert not attacked(files, region, whole)
    checker.check(*json.loads(json.dumps([files[-1], certificate])))
    tried = 0
    for which, number, place, show in _small_places(region, files):
        changed = copy.deepcopy(files)
        target = changed[which]["tables"][number]
        *path, last = place
        for step in path:
            target = target[step]
        target[last] = show
        assert attacked(changed, region, whole), (number, place, show)
        tried += 1
    CAUGHT["hidden figures in the data"] += tried
    assert tried >= 30


def _small_places(region, files):
    for which, file in enumerate(files):
        for number, table in enumerate(file["tables"]):
            for place in mutants.places(table):
                value = region.truth(frozenset(file["scope"]), _named(table, place))
                for _, show in SHOWN if 0 < value < table["threshold"] else ():
                    yield which, number, place, show(value)


def _named(table, place):
    if place == ("total",):
        return tuple(table["total_key"] or [table["unit"]])
    row = (table["row_name"], table["rows"][place[1]])
    if place[0] == "cells":
        return named(table["unit"], row, (table["column_name"], table["columns"][place[2]]))
    if place[0] == "column_totals":
        return named(table["unit"], (table["column_name"], table["columns"][place[1]]))
    return named(table["unit"], row)


@pytest.mark.parametrize(("what", "tell"), TOLD)
def test_number_beside_the_figures_is_seen(chain, what, tell):
    region, publications, _ = chain
    *earlier, last = files_of(publications)
    nothing = as_file(
        Region(lambda scope: region.count(frozenset())).publish(publications[-1].scope)[0][0].as_dict()
    )
    reports = [as_file(each) for each in (*earlier, last)]
    assert not list(told_in_data(reports[-1], nothing, _ledger(reports, nothing)))
    tell(last, 3)
    reports[-1] = as_file(last)
    assert list(told_in_data(reports[-1], nothing, _ledger(reports, nothing)))
    CAUGHT["numbers beside the data"] += 1


def _ledger(reports, nothing):
    return Ledger(reports, [*nothing.texts, nothing.name])


@pytest.mark.parametrize(("what", "lie"), CERTIFICATE)
def test_certificate_that_tells_which_figures_are_small_is_refused(chain, what, lie):
    """Anybody's checker refuses it, or the product does: it is not what follows from the reports alone."""
    region, publications, certificate = chain
    changed = json.loads(json.dumps(certificate))
    truth = _truth_by_name(region, publications)
    small_ = {each for each in changed["figures"] if 0 < truth[each] < 5}
    assert small_ and small_ != set(changed["figures"])
    lie(changed, small_, truth)
    changed = resealed(changed)
    assert changed != json.loads(json.dumps(certificate))
    try:
        checker.check(publications[-1].as_dict(), changed)
    except (TypeError, ValueError):
        pass  # refused
    else:
        assert follows(certificate, publications) and not follows(changed, publications)
    CAUGHT["certificates"] += 1


def _truth_by_name(region, publications):
    found = layout([each.form for each in publications])
    return {name(place): region.truth(found.scopes[place[0]], place[1]) for place in found.places}


ROWS = [3, 20, 20, 20, 20, 20]


def _drawn(chances, counts=ROWS):
    """Which of the rows that cost the same are hidden for the sake of the small one, each time again."""
    cells = [[count] for count in counts]
    table = CountTable.of(
        key="t",
        title="Tabel",
        unit="casussen",
        rows=Dimension("rij", [str(n) for n in range(len(counts))]),
        cells=cells,
        organisations=[[{"A", "B", "C"}] for _ in counts],
    )
    return {each - {"0"} for each in mutants.draws(chances, table)}


@pytest.mark.parametrize(
    ("what", "chances"),
    [("no draw", lambda n: mutants.Never()), ("the same draw", lambda n: mutants.Fixed())],
)
def test_draw_that_anybody_can_repeat_is_seen(what, chances):
    assert len(_drawn(lambda n: Random(n))) > 2, "an honest draw differs"
    assert len(_drawn(chances)) == 1
    CAUGHT["draws"] += 1


def test_draw_that_prefers_the_smallest_is_seen(monkeypatch):
    counts = [3, 9, 24, 23, 22, 21]
    honest = _drawn(lambda n: Random(n), counts)
    assert len(honest) > 2
    price = mutants.suppress_module._Master.__init__

    def smallest(self, system, *given):
        price(self, system, *given)
        self.cost += 1e-3 * system.values() * (self.cost > 0)

    monkeypatch.setattr(mutants.suppress_module._Master, "__init__", smallest)
    assert _drawn(lambda n: Random(n), counts) == {frozenset({"1"})}
    CAUGHT["draws"] += 1


@pytest.fixture(scope="module")
def papers():
    """A report of the product and the same over no cases, as content."""
    return [_content(sample.records(60, seed=1)), _content([])]


def _content(records):
    return sample.half_year(records, effort=Effort(chance=Random(1)))[0]


@pytest.fixture(scope="module")
def blank(papers):
    return render(papers[1])


@pytest.fixture(scope="module")
def sound(papers):
    return render(papers[0])


def test_sound_report_leaves_nothing_to_say(sound, blank):
    assert examine([sound], blank) == []


def test_page_that_tells_more_is_seen(papers, blank, full_size):
    """Some faults at a time, each of which must be named; in the full size one at a time."""
    pages = len(PAGE) if full_size else 3
    for number in range(pages):
        faults = PAGE[number::pages]
        said = "\n".join(examine([_drawn_with(papers[0], faults)], blank))
        for what, _, trace in faults:
            assert trace in said, (what, said)
            CAUGHT["pages"] += 1


def _drawn_with(content, faults) -> bytes:
    drawn = []

    def instead(template, *given):
        page = render_to_string(template, *given)
        for what, change, _ in faults if template.endswith(".html") else ():
            before, page = page, change(page)
            assert page != before, what
            drawn.append(what)
        return page

    with mock.patch("reports.pdf.render.render_to_string", instead):
        found = render(content)
    assert drawn
    return found


def test_file_that_tells_more_is_seen(sound, blank):
    for what, change, trace in FILE:
        assert trace in "\n".join(examine([change(sound)], blank)), what
        CAUGHT["files"] += 1


def test_every_fault_was_seen(record_property):
    """The last test here: how many faults the tests above brought in, and that all of them were seen."""
    caught = sum(CAUGHT.values())
    kinds = ", ".join(f"{number} {kind}" for kind, number in CAUGHT.items())
    record_property("figures", f"faults that would tell of a case, seen: {caught} of {caught} ({kinds})")
    if set(CAUGHT) >= ALL_KINDS:
        assert caught >= 100
