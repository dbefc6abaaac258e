"""Anybody can check the certificate of a report, and nobody learns more from it than from the report."""

import ast
import copy
import json
from pathlib import Path
from random import Random

import pytest

from reports.disclosure import Effort, checker, publish
from reports.disclosure.certificate import certify, seal
from reports.disclosure.checker import Refused, check
from reports.disclosure.publication import Publication
from tests.attacker.figures import named
from tests.attacker.regions import FRAME, WHY
from tests.reports.test_chain import FIRST, SECOND, YEAR, one_table


def made(region, scope, earlier=()):
    return publish(region.count, name="", scope=scope, earlier=earlier, effort=Effort(chance=Random(1)))


@pytest.fixture(scope="module")
def half():
    return made(one_table(4, 150), FIRST)


@pytest.fixture(scope="module")
def year(half):
    return made(one_table(4, 150), YEAR, [half[0]])


def as_read(publication, certificate):
    """As they come out of the files."""
    return json.loads(json.dumps([publication.as_dict(), certificate]))


def cell(i, j):
    return named("casussen", ("waarom", WHY[i]), ("kader", FRAME[j]))


def sealed(certificate):
    return certificate | {"hash": seal(certificate)}


@pytest.mark.parametrize("which", ["half", "year"])
def test_certificate_holds(request, which):
    report, certificate = as_read(*request.getfixturevalue(which))
    check(report, certificate)
    assert certificate["claims"], "something must be hidden, or there is nothing to claim"


def test_every_hidden_figure_of_a_first_report_has_a_pair(half):
    publication, certificate = half
    hidden = sum(value is None for _, value in set(publication.figures()))
    unprinted = 2  # how many cases are stuck and how many are not: everybody can reckon with those
    assert [kind for kind, *_ in certificate["claims"]] == ["pair"] * (hidden + unprinted)


def test_year_proves_some_figures_large_from_the_half_that_was_shown(year):
    kinds = {kind for kind, *_ in year[1]["claims"]}
    assert "pair" in kinds and "floor" in kinds


def test_certificate_is_made_from_what_is_published_and_nothing_else(half):
    publication, certificate = half
    read = Publication.from_dict(json.loads(json.dumps(publication.as_dict())))
    assert certify([read]) == certificate


def test_certificate_of_another_report_is_refused(half):
    other, _ = made(one_table(5, 150), FIRST)
    with pytest.raises(Refused, match="ander rapport"):
        check(*as_read(other, half[1]))


def test_changed_certificate_is_refused(half):
    report, certificate = as_read(*half)
    certificate["criterion"] = "Alles mag."
    with pytest.raises(Refused, match="veranderd"):
        check(report, certificate)


def change_witness(certificate):
    certificate["witnesses"][0][0] += 1


def swap_pair(certificate):
    certificate["claims"][0][1:] = certificate["claims"][0][:0:-1]


def leave_out_figure(certificate):
    del certificate["figures"][0], certificate["claims"][0]
    for each in certificate["witnesses"]:
        del each[0]


def negative_witness(certificate):
    certificate["witnesses"][0] = [-value for value in certificate["witnesses"][0]]


def fractions(certificate):
    certificate["witnesses"][0] = [value + 0.0 for value in certificate["witnesses"][0]]


@pytest.mark.parametrize("lie", [change_witness, swap_pair, leave_out_figure, negative_witness, fractions])
def test_lie_in_a_certificate_is_found_even_when_it_is_sealed_again(half, lie):
    report, certificate = as_read(*half)
    lie(certificate)
    with pytest.raises(Refused):
        check(report, sealed(certificate))


def no_sums(proof):
    proof.clear()


def invented_sum(proof):
    proof[0][2] = proof[0][2][:1]


def other_multiple(proof):
    proof[0][0] = str(-2 * int(proof[0][0]))


@pytest.mark.parametrize("lie", [no_sums, invented_sum, other_multiple])
def test_proof_that_proves_nothing_is_refused(year, lie):
    report, certificate = as_read(*year)
    lie(next(proof for kind, proof, *_ in certificate["claims"] if kind == "floor"))
    with pytest.raises(Refused):
        check(report, sealed(certificate))


def test_one_hidden_figure_shown_after_all_is_found(half):
    """Whoever shows a figure and makes a new certificate for the rest does not get one."""
    region = one_table(4, 150)
    publication, certificate = half
    caught = 0
    for i, row in enumerate(publication.tables[0].cells):
        for j, value in enumerate(row):
            if value is None:
                report, changed = as_read(publication, certificate)
                report["tables"][0]["cells"][i][j] = region.truth(FIRST, cell(i, j))
                changed["report"] = Publication.from_dict(report).fingerprint
                with pytest.raises(Refused):
                    check(report, sealed(changed))
                caught += 1
    assert caught > 3


def test_threshold_that_is_too_low_is_refused():
    """Of three cases nobody may know, whatever a report calls its threshold."""
    region = one_table(4, 150)
    low = publish(region.count, name="", scope=FIRST, threshold=2, effort=Effort(chance=Random(1)))
    with pytest.raises(Refused):
        check(*as_read(*low))


def test_certificate_with_something_else_in_it_is_refused(half):
    report, certificate = as_read(*half)
    with pytest.raises(Refused, match="andere vorm"):
        check(report, sealed(certificate | {"small": certificate["figures"][:2]}))


def test_earlier_report_that_is_kept_silent_does_not_fit(year):
    report, certificate = as_read(*year)
    silent = copy.deepcopy(certificate) | {"earlier": []}
    with pytest.raises(Refused):
        check(report, sealed(silent))


def test_report_after_a_report_of_other_months_needs_no_earlier_one(half):
    after, certificate = made(one_table(4, 150), SECOND, [half[0]])
    assert certificate["earlier"] == []
    check(*as_read(after, certificate))


def test_checker_is_short_enough_to_be_read():
    source = Path(checker.__file__).read_text(encoding="utf-8")
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    told = [node.body[0] for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    told = {n for node in told if isinstance(node, ast.Expr) for n in range(node.lineno, node.end_lineno + 1)}
    code = [n for n, line in enumerate(source.splitlines(), start=1) if line.strip() and n not in told]
    assert len(code) <= 80
