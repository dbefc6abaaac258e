"""Do the tests notice a changed rule? Each change gets the tests that come by it, quickest first.

All changes are tried in copies of one process that has its database ready, so that one costs about as much
as the first test that notices it.
"""

import argparse
import os
import random
import re
import signal
import sys
import tomllib
from collections import defaultdict
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from _pytest.runner import runtestprotocol
from django.db import connections
from hypothesis import HealthCheck, Phase, settings

from tests.mutation.changes import TABLES, Change, changes_of, tell_of_statements

ACCESS = "expertteam.access"
# What is in the database, not only in the code.
WALL, POLICIES = f"{ACCESS}.wall", f"{ACCESS}.policies"
# Per subject: its modules, and the tests that should notice what changes in them.
SUBJECTS = {
    "consent": (
        [
            *(f"{ACCESS}.{name}" for name in ("consent_rules", "consent_table", "consent")),
            "expertteam.cases.consent",
        ],
        [
            "tests/access/test_consent_rules.py",
            "tests/access/test_consent_ledger.py",
            "tests/access/test_refusals.py",
            "tests/access/test_history_of_access.py",
            "tests/access/test_lists.py",
            "tests/cases/test_consent.py",
            "tests/cases/test_filing_consent.py",
        ],
    ),
    "access": (
        [
            *(
                f"{ACCESS}.{name}"
                for name in ("services", "permissions", "emergency", "queries", "models", "checks", "forms")
            ),
            f"{ACCESS}.management.commands.check_access",
        ],
        [
            f"tests/access/test_{name}.py"
            for name in (
                "asking",
                "grants",
                "sharing",
                "emergency",
                "refusals",
                "history_of_access",
                "consent_ledger",
                "holders",
                "lists",
            )
        ],
    ),
    "wall": (
        [WALL, POLICIES, f"{ACCESS}.middleware"],
        [f"tests/access/test_{name}.py" for name in ("wall", "wall_sides", "policies")],
    ),
    "roles": (
        [f"{ACCESS}.roles", f"{ACCESS}.matrix"],
        ["tests/access/test_agreement.py"],
    ),
}
PROFILE = "mutation"
OPTIONS = ("-q", "-s", "-p", "no:xdist", "--tb=no", "--reuse-db", f"--hypothesis-profile={PROFILE}")
SURVIVED = "SURVIVED"
EXPLAINED = Path(__file__).with_name("survivors.toml")
# What takes so many times as long as the same tests did before, and a minute, hangs: that is noticed too.
TIMES, BESIDES = 10, 60


class Mutating:
    """Runs the collected tests once to see which statements they reach, and then for each change."""

    def __init__(self, modules: list[str], changes: list[Change]):
        self.modules, self.changes = modules, changes
        self.survivors: list[Change] = []
        self.builds_wall = False

    def pytest_collection_modifyitems(self, items):
        """Tests that empty tables would empty them for the next change."""
        items[:] = [each for each in items if not _empties_tables(each)]

    def pytest_runtest_call(self, item):
        """A changed wall is built first; it falls with the transaction of the test."""
        if self.builds_wall:
            import_module(POLICIES).build()

    def pytest_runtestloop(self, session):
        by_statement, seconds = _first_run(session.items, self.modules)
        for number, change in enumerate(self.changes, start=1):
            items = _tests_of(change, by_statement, sorted(seconds, key=seconds.get))
            outcome = self._try(change, items, sum(seconds[each] for each in items))
            if outcome == SURVIVED:
                self.survivors.append(change)
            print(f"{number}/{len(self.changes)} {outcome:8} {change}", flush=True)
        print(f"{len(self.changes) - len(self.survivors)} of {len(self.changes)} changes were noticed.")
        return True

    def _try(self, change, items, seconds) -> str:
        """Whether a test fails, or the run breaks or hangs, in a copy of this process with the change.

        ``seconds`` is how long these tests took without it.
        """
        if not items:
            return SURVIVED
        sys.stdout.flush()
        child = os.fork()
        if child:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            return {0: SURVIVED, -signal.SIGALRM: "hung"}.get(code, "noticed")
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(BESIDES + int(TIMES * seconds))
            for each in connections.all(initialized_only=True):
                each.connection = None  # it belongs to the process this is a copy of
            change.take_place()
            self.builds_wall = change.module in {WALL, POLICIES}
            items[0].session._setupstate.teardown_exact(items[0])
            for item, following in pairwise([*items, items[0]]):
                if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
                    os._exit(1)
            os._exit(0)
        except BaseException:
            os._exit(2)


def _empties_tables(item) -> bool:
    return any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db"))


def _tests_of(change, by_statement, quickest) -> list:
    if change.module in TABLES:
        return quickest
    reached = by_statement[change.module, change.statement]
    return [each for each in quickest if each in reached]


def _first_run(items, modules) -> tuple[dict, dict]:
    """Which tests come by each statement, and how long each test takes."""
    by_statement, seconds, used = defaultdict(set), {}, set()
    for module in modules:
        tell_of_statements(module, used.add)
    # What stays set up must be what any of the tests can begin with.
    for item, following in pairwise([*items, items[0]]):
        used.clear()
        started = perf_counter()
        reports = runtestprotocol(item, nextitem=following, log=False)
        seconds[item] = perf_counter() - started
        for statement in used:
            by_statement[statement].add(item)
        if any(report.failed for report in reports):
            pytest.exit(f"{item.nodeid} must pass before anything is changed", returncode=1)
    return by_statement, seconds


def explained() -> dict[tuple[str, str, str], str]:
    """Why no test needs to notice a change, by its name."""
    entries = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["survivor"]
    return {(each["where"], each["before"], each["after"]): each["why"] for each in entries}


def main() -> int:
    """Exit code 0 when every change was either noticed or is explained."""
    parser = argparse.ArgumentParser(prog="make mutations", description=__doc__)
    parser.add_argument("subject", choices=SUBJECTS)
    parser.add_argument("--only", metavar="PATTERN", help="only changes whose line in the output fits")
    parser.add_argument("--again", type=Path, metavar="OUTPUT", help="only changes that survived there")
    parser.add_argument("--sample", type=int, help="only so many, drawn with a fixed seed")
    options = parser.parse_args()
    modules, tests = SUBJECTS[options.subject]
    changes = [each for module in modules for each in changes_of(module)]
    if options.again:
        earlier = _survived_in(options.again.read_text(encoding="utf-8"))
        changes = [each for each in changes if _without_line(str(each)) in earlier]
    if options.only:
        changes = [each for each in changes if re.search(options.only, str(each))]
    if options.sample:
        changes = random.Random(1).sample(changes, min(options.sample, len(changes)))
    run = Mutating(modules, changes)
    # One example that fails is enough: no smaller one is looked for, and none is kept.
    settings.register_profile(
        PROFILE,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.generate],
    )
    code = pytest.main([*OPTIONS, *tests], plugins=[run])
    survived = {each.name for each in run.survivors}
    unexplained = [each for each in run.survivors if each.name not in explained()]
    for each in unexplained:
        print(f"not noticed and not explained: {each}")
    wrongly = [each for each in changes if each.name in explained() and each.name not in survived]
    for each in wrongly:
        print(f"explained, but noticed: {each}")
    print(f"{len(run.survivors)} survived, {len(run.survivors) - len(unexplained)} of them explained.")
    return int(bool(code or unexplained or wrongly))


def _survived_in(output: str) -> set[str]:
    return {_without_line(each) for each in re.findall(f"{SURVIVED} (.*)", output)}


def _without_line(shown: str) -> str:
    """A change as it is printed, wherever its line has moved since."""
    return re.sub(r":\d+  ", "  ", shown, count=1)
