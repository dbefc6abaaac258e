"""Do the tests notice a changed rule? ``make mutations`` changes the access room bit by bit to find out.

``mutmut run`` passes over every function with a decorator, and nearly every service here has one
(``transaction.atomic``): it would leave out what matters most. So mutmut's own changes are used, and the
tests of the room run against one at a time, each in a copy of a process that has its database ready.
"""

import argparse
import inspect
import os
import random
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import CodeType

import libcst as cst
import pytest
from _pytest.runner import runtestprotocol
from django.db import connections
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parents[2]
ROOM = "expertteam.access"
MODULES = ("permissions", "services", "emergency", "models", "queries")
TESTS = [f"tests/access/{name}.py" for name in ("test_grants", "test_sharing", "test_emergency")]
# Far longer than the tests take: what is not ready by then hangs, and that is noticed too.
SECONDS = 600


@dataclass(frozen=True)
class Mutant:
    """One change: where, what it was, what it became, and the whole changed source."""

    module: str
    line: int
    before: str
    after: str
    source: str

    def __str__(self):
        return f"{self.module}:{self.line}  {self.before!r} -> {self.after!r}"

    def take_place(self) -> None:
        """Give the functions of the real module, wherever they were imported, the changed code."""
        module = import_module(f"{ROOM}.{self.module}")
        for name, code in _functions(compile(self.source, module.__file__, "exec")):
            found = module
            for part in name.split("."):
                found = inspect.getattr_static(found, part)
            _plain(found).__code__ = code


def _functions(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    """Functions of a module and methods of its classes, by their name; what is inside comes along."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and "<" not in inner.co_qualname:
            if inner.co_flags & inspect.CO_OPTIMIZED:
                yield inner.co_qualname, inner
            else:
                yield from _functions(inner)


def _plain(found):
    return inspect.unwrap(found.fget if isinstance(found, property) else found)


def mutants_of(module: str) -> Iterator[Mutant]:
    """Every change to the bodies of functions and methods of a module of the room."""
    path = ROOT / ROOM.replace(".", "/") / f"{module}.py"
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    places, tree = wrapper.resolve(PositionProvider), wrapper.module
    for node in _inside_functions(tree):
        for kind, change in mutation_operators:
            if isinstance(node, kind):
                for changed in change(node):
                    yield Mutant(
                        module,
                        places[node].start.line,
                        tree.code_for_node(node),
                        tree.code_for_node(changed),
                        tree.deep_replace(node, changed).code,
                    )


def _inside_functions(node, inside=False) -> Iterator[cst.CSTNode]:
    """Nodes of bodies: no docstrings, decorators, parameters or annotations."""
    if isinstance(node, cst.Decorator | cst.Parameters | cst.Annotation) or _is_docstring(node):
        return
    if inside:
        yield node
    for child in node.children:
        yield from _inside_functions(child, inside or isinstance(node, cst.FunctionDef))


def _is_docstring(node) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString)


class Mutating:
    """Runs the collected tests once for each change instead of once."""

    def __init__(self, mutants):
        self.mutants = mutants

    def pytest_collection_modifyitems(self, items):
        """Tests that empty tables would empty them for the next change."""
        items[:] = [each for each in items if not _empties_tables(each)]

    def pytest_runtestloop(self, session):
        first = runtestprotocol(session.items[0], nextitem=session.items[1], log=False)
        assert not any(report.failed for report in first), "the tests must pass before anything is changed"
        noticed = 0
        for number, mutant in enumerate(self.mutants, start=1):
            seen = _is_noticed(mutant, session.items[1:])
            noticed += seen
            print(f"{number}/{len(self.mutants)} {'noticed ' if seen else 'SURVIVED'} {mutant}", flush=True)
        print(f"{noticed} of {len(self.mutants)} changes were noticed.")
        return True


def _empties_tables(item) -> bool:
    return any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))


def _is_noticed(mutant, items) -> bool:
    """Whether a test fails, or the run breaks or hangs, in a copy of this process with the change."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    try:
        signal.alarm(SECONDS)
        for each in connections.all(initialized_only=True):
            each.connection = None  # it belongs to the process this is a copy of
        mutant.take_place()
        for item, following in pairwise([*items, None]):
            if any(
                report.failed for report in runtestprotocol(item, nextitem=following or items[0], log=False)
            ):
                os._exit(1)
        os._exit(0)
    except BaseException:
        os._exit(2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--sample", type=int, help="only so many, drawn with a fixed seed")
    options = parser.parse_args()
    found = [each for module in options.modules for each in mutants_of(module)]
    if options.sample:
        found = random.Random(1).sample(found, min(options.sample, len(found)))
    return pytest.main(["-q", "-s", "-p", "no:randomly", "--reuse-db", *TESTS], plugins=[Mutating(found)])


if __name__ == "__main__":
    sys.exit(main())
