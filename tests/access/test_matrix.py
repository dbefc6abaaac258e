"""The agreement of matrix.toml against the product: every role, relation, phase and action.

What is expected is read from that file alone, which was written by hand; what happens comes from may(), from
the query behind every list and from the engine. The pages are asked in test_matrix_pages.py.
"""

import csv
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from expertteam.access import matrix
from expertteam.access.permissions import has_permission, may, permissions_of
from expertteam.access.roles import PERMISSIONS
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from tests.access.matrix_things import tasks_in
from tests.access.matrix_world import ROLES

pytestmark = pytest.mark.django_db

AGREED = matrix.read()
RIGHTS, STEPS = ([each for each in AGREED.actions if each.soort == kind] for kind in ("recht", "stap"))


def stands(world, actions):
    """Every cell of these actions, with its user and its case."""
    for action in actions:
        for cell in AGREED.cells_of(action):
            yield cell, world.person(cell), world.case(cell.phase)


def named(cell) -> str:
    return f"{cell.person.naam}, {cell.relation.naam}, {cell.phase}: {cell.action.wat}"


def test_the_file_names_every_right_phase_and_role_there_is():
    assert {each.code for each in RIGHTS} == set(PERMISSIONS)
    assert {each.wat for each in RIGHTS} == set(PERMISSIONS.values())
    assert set(AGREED.phases) == {label.lower() for label in CaseStatus.labels}
    assert set(AGREED.closed) <= set(AGREED.phases)
    assert {each.naam for each in AGREED.people} == set(ROLES)
    assert {each.soort for each in AGREED.actions} == matrix.KINDS.keys()
    people = {each.naam for each in AGREED.people}
    for each in AGREED.actions:
        assert set(each.wie) <= set(AGREED.columns), each
        assert set(each.altijd) <= people, each
        assert set(each.fasen) <= set(AGREED.phases), each


def test_there_are_far_more_than_ten_thousand_cells_and_both_outcomes_in_every_row():
    cells = list(AGREED.cells())
    assert len(cells) > 70_000
    outcomes = Counter((cell.action, cell.allowed) for cell in cells)
    for action in AGREED.actions:
        assert outcomes[action, False], action
        assert outcomes[action, True] or action.persoonlijk, action


def test_every_case_is_in_its_phase(world):
    for phase in AGREED.phases:
        assert Case.objects.get(pk=world.case(phase).pk).get_status_display().lower() == phase


def test_every_right_in_every_cell(world):
    wrong = [
        named(cell)
        for cell, user, case in stands(world, RIGHTS)
        if may(user, cell.action.code, case) != cell.allowed
    ]
    assert wrong == []


def test_the_query_behind_lists_says_the_same_in_every_cell(world):
    asked = {}
    for cell, user, case in stands(world, RIGHTS):
        key = user, cell.action.code
        if key not in asked:
            found = Case.objects.filter(*has_permission(user, cell.action.code, case_ref="pk"))
            asked[key] = set(found.values_list("pk", flat=True))
        assert (case.pk in asked[key]) == cell.allowed, named(cell)


def test_lists_begin_with_exactly_the_cases_that_may_be_opened(world):
    (view,) = [each for each in RIGHTS if each.code == "view_case"]
    visible = {user: set(Case.objects.visible_to(user)) for user in world.people.values()}
    for cell, user, case in stands(world, [view]):
        assert (case in visible[user]) == cell.allowed, named(cell)


def test_all_rights_at_once_are_the_same_rights(world):
    expected = {}
    for cell, user, case in stands(world, RIGHTS):
        expected.setdefault((user, case), set()).update({cell.action.code} if cell.allowed else ())
    for (user, case), rights in expected.items():
        assert permissions_of(user, case) == rights, (user.name, case.status)


def test_every_step_that_waits_in_a_case_stands_in_the_file(world):
    for phase in AGREED.phases:
        named_steps = {each.code for each in STEPS if phase in each.fasen}
        assert set(tasks_in(world.case(phase)).values_list("node", flat=True)) == named_steps, phase


def test_every_step_in_every_cell(world):
    waiting = {}
    for phase in AGREED.phases:
        for task in tasks_in(world.case(phase)):
            waiting.setdefault((world.case(phase), task.node), []).append(task)
    for cell, user, case in stands(world, STEPS):
        tasks = waiting.get((case, cell.action.code), [])
        may_do = [task.flow_task.can_execute(user, task) for task in tasks]
        assert any(may_do) == cell.allowed, named(cell)
        assert all(may_do) == any(may_do) or not tasks, named(cell)


# What an audit gets.


def test_the_audit_gets_a_page_in_dutch_that_stands_alone(tmp_path):
    target = tmp_path / "toegang.html"
    call_command("access_matrix", output=target)
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="nl">' in page
    for each in AGREED.actions:
        for told in (each.wat, each.mits, each.ook):
            assert told in page
    assert page.count('scope="col"') > 50
    assert "<script" not in page
    assert "http" not in page, "it asks nothing of anywhere"


def test_the_audit_gets_every_combination_as_a_list(tmp_path):
    target = tmp_path / "toegang.csv"
    call_command("access_matrix", format="csv", output=target)
    written = target.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf"), "a Dutch Excel asks for the mark"
    rows = list(csv.DictReader(StringIO(written.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == sum(1 for _ in AGREED.cells())
    found = {
        row["Rol"]
        for row in rows
        if row["Handeling"] == "Triage doen"
        and row["Soort"] == "recht"
        and row["Relatie tot de casus"] == "eigen team"
        and row["Mag het"] == "ja"
    }
    assert found == {"coördinator"}
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_without_a_file_it_is_printed(capsys):
    call_command("access_matrix")
    assert "Wie mag wat in een casus?" in capsys.readouterr().out
