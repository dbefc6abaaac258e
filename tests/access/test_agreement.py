"""What the file of the agreement means, on a small one; and that it is the same as the table of roles.

The matrix tests take what is expected from the file, so that a mistake in reading it would hide one in the
product.
"""

import tomllib

import pytest

from expertteam.access import matrix
from expertteam.access.matrix import NOBODY, OWN, Action, Matrix, Person, Relation
from expertteam.access.roles import PERMISSIONS, ROLE_PERMISSIONS

CHAIR = Person("voorzitter", in_de_casus=True, werkt_met_casussen=True)
HELPER = Person("helper", in_de_casus=True, werkt_met_casussen=True, stopt_bij_sluiten=True)
ANALYST = Person("analist", in_de_casus=False, werkt_met_casussen=False)

TEAM = Relation("eigen team", "", OWN)
GUEST = Relation("uitgenodigd", "", "meelezer", stopt_bij_sluiten=True)
GLASS = Relation("noodtoegang", "", "in nood")
NONE = Relation("geen", "", NOBODY)
ASLEEP = Relation("niet actief", "", NOBODY, kan_inloggen=False)
RECUSED = Relation("verschoond", "", NOBODY, alleen="voorzitter", fasen=("open",))

LOOK = Action("recht", "Inzien", "look", wie=("voorzitter", "meelezer", "in nood"))
HELP = Action("recht", "Helpen", "help", wie=("helper",))
STEP = Action("stap", "Besluiten", "decide", wie=("voorzitter", "helper"), fasen=("open",))
WATCH = Action("toezicht", "Overzicht", "watch", wie=(), altijd=("analist",))

SMALL = Matrix(
    phases=("open", "dicht"),
    closed=("dicht",),
    people=(CHAIR, HELPER, ANALYST),
    relations=(TEAM, GUEST, GLASS, NONE, ASLEEP, RECUSED),
    actions=(LOOK, HELP, STEP, WATCH),
)


@pytest.mark.parametrize(
    ("person", "relation", "while_open", "when_closed"),
    [
        (CHAIR, TEAM, "voorzitter", "voorzitter"),
        (HELPER, TEAM, "helper", NOBODY),
        (ANALYST, TEAM, NOBODY, NOBODY),
        (CHAIR, GUEST, "meelezer", NOBODY),
        (CHAIR, GLASS, "in nood", "in nood"),
        (ANALYST, GUEST, NOBODY, NOBODY),
        (CHAIR, NONE, NOBODY, NOBODY),
    ],
)
def test_what_somebody_counts_as(person, relation, while_open, when_closed):
    assert SMALL.counts_as(person, relation, "open") == while_open
    assert SMALL.counts_as(person, relation, "dicht") == when_closed


def test_some_relations_are_for_one_role_and_some_phases_only():
    assert SMALL.exists(CHAIR, RECUSED, "open")
    assert not SMALL.exists(CHAIR, RECUSED, "dicht")
    assert not SMALL.exists(HELPER, RECUSED, "open")
    for person in SMALL.people:
        assert SMALL.exists(person, TEAM, "open")
        assert SMALL.exists(person, TEAM, "dicht")


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        (
            LOOK,
            {
                *((CHAIR, TEAM, "open"), (CHAIR, TEAM, "dicht"), (CHAIR, GUEST, "open")),
                *((CHAIR, GLASS, "open"), (CHAIR, GLASS, "dicht"), (HELPER, GUEST, "open")),
                *((HELPER, GLASS, "open"), (HELPER, GLASS, "dicht")),
            },
        ),
        (HELP, {(HELPER, TEAM, "open")}),
        (STEP, {(CHAIR, TEAM, "open"), (HELPER, TEAM, "open")}),
        (
            WATCH,
            {
                (ANALYST, relation, phase)
                for relation in (TEAM, GUEST, GLASS, NONE)
                for phase in ("open", "dicht")
            },
        ),
    ],
)
def test_who_may_and_nobody_else(action, allowed):
    cells = list(SMALL.cells_of(action))
    assert {(each.person, each.relation, each.phase) for each in cells if each.allowed} == allowed
    assert {each.action for each in cells} == {action}


def test_every_combination_that_exists_is_there_once():
    cells = [(each.action, each.person, each.relation, each.phase) for each in SMALL.cells()]
    assert len(cells) == len(set(cells)) == len(SMALL.actions) * (3 * 5 * 2 + 1)


def test_the_columns_are_the_roles_in_a_case_and_what_is_lent():
    assert SMALL.columns == ["voorzitter", "helper", "meelezer", "in nood"]


def test_the_file_is_read_whole():
    said = tomllib.loads(matrix.FILE.read_text(encoding="utf-8"))
    agreed = matrix.read.__wrapped__()
    assert (list(agreed.phases), list(agreed.closed)) == (said["fasen"], said["gesloten"])
    parts = {"rol": agreed.people, "relatie": agreed.relations, "handeling": agreed.actions}
    for name, found in parts.items():
        for one, written in zip(found, said[name], strict=True):
            for key, value in written.items():
                assert getattr(one, key) == (tuple(value) if isinstance(value, list) else value)
    assert len(set(agreed.actions)) == len(agreed.actions), "each can be looked up"


def test_every_role_holds_the_rights_that_the_file_gives_it_and_no_other():
    agreed = matrix.read()
    rights = [each for each in agreed.actions if each.soort == "recht"]
    assert {each.code: each.wat for each in rights} == PERMISSIONS
    given = {column: {each.code for each in rights if column in each.wie} for column in agreed.columns}
    assert {role.label: held for role, held in ROLE_PERMISSIONS.items()} == given
