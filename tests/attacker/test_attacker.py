"""The attacker is on its own, and finds what can be found."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .model import violations
from .regions import as_read, months, small
from .simulated import chained_to_three, four_reports, two_reports

OWN = ("figures", "model", "document", "prose", "examine")
# The last with the catalogue of the product.
TWO_REPORTS, FOUR_REPORTS = (1, 2, 160), 2
ALL_TWO_REPORTS, ALL_FOUR_REPORTS = 200, 20


def test_attacker_shares_no_code_with_the_product():
    folder = Path(__file__).parent
    for name in OWN:
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert {node.module for node in imported if node.level} <= set(OWN), name
    code = f"import sys\nfor name in {OWN!r}: __import__('tests.attacker.' + name)\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [
        name for name in loaded.split() if name.split(".")[0] in ("reports", "expertteam", "workflows")
    ]


def test_nobody_can_prove_a_case_from_two_reports(full_size, record_property):
    seeds = range(ALL_TWO_REPORTS) if full_size else TWO_REPORTS
    told(record_property, "two reports", [two_reports(seed) for seed in seeds])


def test_nobody_can_prove_a_case_from_four_reports_not_even_an_insider(full_size, record_property):
    if full_size:
        outcomes = [four_reports(seed) for seed in range(ALL_FOUR_REPORTS)]
    else:
        outcomes = [four_reports(seed, only=("why",), cases=60) for seed in range(FOUR_REPORTS)]
    told(record_property, "four reports and insiders", outcomes)


def test_nobody_can_prove_a_case_from_the_catalogue_over_and_over(full_size, record_property):
    outcome = chained_to_three() if full_size else chained_to_three(cases=24)
    what = f"four reports of the catalogue and insiders ({outcome.seconds:.0f} s to publish them)"
    told(record_property, what, [outcome])


def told(record_property, what, outcomes):
    proofs = [f"{outcome.name}: {proof}" for outcome in outcomes for proof in outcome.proofs]
    asked = sum(outcome.asked for outcome in outcomes)
    record_property(
        "figures",
        f"{len(outcomes)} regions with {what}: {asked} small figures attacked, {len(proofs)} proved",
    )
    assert not proofs
    assert asked > 5 * len(outcomes)


def test_two_draws_over_the_same_months_tell_no_more_than_one():
    """A draft that was read and made again: each draw hides other figures to protect the small ones."""
    found = {True: 0, False: 0}
    for seed in range(6):
        region = small(seed, cases=100, only=("why",))
        for forgets in found:
            publications = region.publish(months(1, 6), seed=1)
            again = region.publish(months(1, 6), seed=2, after=() if forgets else publications)
            reports = as_read([each for each, _ in (*publications, *again)])
            found[forgets] += bool(violations(reports, region.truth, groups=region.groups))
    assert found[True] and not found[False]


def test_year_that_forgets_its_half_is_seen_through():
    for seed in range(8):
        region = small(seed, cases=100, only=("why",))
        publications = [each for each, _ in region.publish(months(1, 6), months(1, 12), forgets=True)]
        if violations(as_read(publications), region.truth, groups=region.groups):
            return
    pytest.fail("nothing was found")
