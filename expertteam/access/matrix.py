"""The agreement on who may do what in a case, as it stands in matrix.toml.

This module only reads that file and multiplies it out; it knows nothing of roles.py or of how access is
asked, so that a test can hold the two against each other.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("matrix.toml")
OWN, NOBODY = "eigen rol", "niemand"
YES, NO = "ja", "nee"
# What the file calls a kind of action, and the heading over those of that kind.
KINDS = {
    "recht": "Rechten in de casus",
    "stap": "Stappen",
    "pagina": "Pagina’s",
    "lijst": "Lijsten",
    "toezicht": "Toezicht",
}


@dataclass(frozen=True)
class Person:
    """A role of people."""

    naam: str
    in_de_casus: bool
    werkt_met_casussen: bool
    stopt_bij_sluiten: bool = False


@dataclass(frozen=True)
class Relation:
    """What somebody has to do with the case, and as what they count because of it."""

    naam: str
    uitleg: str
    telt_als: str
    stopt_bij_sluiten: bool = False
    kan_inloggen: bool = True
    alleen: str = ""
    fasen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """Something one can do; ``soort`` is one of KINDS."""

    soort: str
    wat: str
    code: str
    wie: tuple[str, ...]
    fasen: tuple[str, ...] = ()
    altijd: tuple[str, ...] = ()
    persoonlijk: bool = False
    ook: str = ""
    mits: str = ""


@dataclass(frozen=True)
class Cell:
    """One combination and its outcome."""

    person: Person
    relation: Relation
    phase: str
    action: Action
    allowed: bool


@dataclass(frozen=True)
class Matrix:
    """The whole file."""

    phases: tuple[str, ...]
    closed: tuple[str, ...]
    people: tuple[Person, ...]
    relations: tuple[Relation, ...]
    actions: tuple[Action, ...]

    def exists(self, person: Person, relation: Relation, phase: str) -> bool:
        """Whether somebody with this role can stand in this relation to a case in this phase at all."""
        if relation.alleen and relation.alleen != person.naam:
            return False
        return not relation.fasen or phase in relation.fasen

    def counts_as(self, person: Person, relation: Relation, phase: str) -> str:
        """The column of the table that holds: a role in the case, or nobody."""
        closed = phase in self.closed
        if closed and relation.stopt_bij_sluiten:
            return NOBODY
        if relation.telt_als == OWN:
            ends = closed and person.stopt_bij_sluiten
            return person.naam if person.in_de_casus and not ends else NOBODY
        return relation.telt_als if person.werkt_met_casussen else NOBODY

    def allows(self, person: Person, relation: Relation, phase: str, action: Action) -> bool:
        """The agreement itself, for one combination."""
        if action.fasen and phase not in action.fasen:
            return False
        if person.naam in action.altijd and relation.kan_inloggen:
            return True
        return self.counts_as(person, relation, phase) in action.wie

    def cells(self) -> Iterator[Cell]:
        """Every combination that exists."""
        for action in self.actions:
            yield from self.cells_of(action)

    def cells_of(self, action: Action) -> Iterator[Cell]:
        """Every combination with this action."""
        for person in self.people:
            for relation in self.relations:
                for phase in self.phases:
                    if self.exists(person, relation, phase):
                        allowed = self.allows(person, relation, phase, action)
                        yield Cell(person, relation, phase, action, allowed)

    @property
    def columns(self) -> list[str]:
        """Everything that somebody can count as, in the order of the file."""
        own = [person.naam for person in self.people if person.in_de_casus]
        lent = [each.telt_als for each in self.relations if each.telt_als not in {OWN, NOBODY}]
        return [*own, *lent]


@cache
def read() -> Matrix:
    """The matrix of the package; raises KeyError or TypeError for a file that says something unknown."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Matrix(
        phases=tuple(content["fasen"]),
        closed=tuple(content["gesloten"]),
        people=tuple(Person(**each) for each in content["rol"]),
        relations=tuple(Relation(**_tuples(each)) for each in content["relatie"]),
        actions=tuple(Action(**_tuples(each)) for each in content["handeling"]),
    )


def _tuples(values: dict) -> dict:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
