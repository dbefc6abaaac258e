"""What every test may ask for: the demo people, a moved clock, and a case in any phase."""

import faulthandler
import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright
from pytest_django.plugin import blocking_manager_key

from expertteam.core import clock
from expertteam.organisations.models import User
from tests.guards import without_guards
from tests.logged_in import log_in
from tests.story import Story
from workflows.demo.people import load_people, person

# The same examples each time, on a slow machine too.
STEADY = "steady"
settings.register_profile(
    STEADY, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(STEADY)
EMPTIED = pytest.StashKey[bool]()
# What comes first points to what comes after it.
QUEUE = ("procrastinate_periodic_defers", "procrastinate_jobs", "procrastinate_workers")
# These take minutes; when they start last, one process waits for the other.
LONG = [
    "access/test_matrix_pages.py",
    "privacy/test_read_log_is_complete.py",
    "privacy/test_canary.py",
    "access/test_foreign_and_missing.py",
]
LONG_FOLDERS = ["browser", "demo"]
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def tests_may_empty_tables():
    """A test that commits is tidied up after with TRUNCATE, also of the jobs, whose tables Django leaves."""
    empty = DatabaseOperations.execute_sql_flush
    jobs = f"TRUNCATE {', '.join(QUEUE)} CASCADE"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            DatabaseOperations,
            "execute_sql_flush",
            lambda self, statements: empty(self, [*without_guards(statements), jobs]),
        )
        yield


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="long simulations in their full size")


def pytest_terminal_summary(terminalreporter):
    """Show what tests measured (``record_property("figures", ...)``), also when all of them passed."""
    for reports in list(terminalreporter.stats.values()):
        for report in reports:
            if getattr(report, "when", "") == "call":
                figures = [value for name, value in report.user_properties if name == "figures"]
                for text in figures:
                    terminalreporter.write_line("")
                    terminalreporter.write_line(text)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files first; the test command tells xdist to keep this order."""
    tests = Path(__file__).parent
    long = [tests / name for name in LONG]
    folders = [tests / name for name in LONG_FOLDERS]

    def rank(item):
        if item.path in long:
            return long.index(item.path)
        return len(long) + (item.path.parent not in folders)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def full_size(request) -> bool:
    return request.config.getoption("--full")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """People and organisations stand in the database once; no test changes them."""
    with django_db_blocker.unblock():
        load_people()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Bring back the people that an earlier test took away with all rows; fixtures of modules need them."""
    if item.config.getoption("--full"):
        faulthandler.cancel_dump_traceback_later()  # such a test may take longer than one that hangs
    if is_transactional(item):
        item.session.stash[EMPTIED] = True
    elif item.get_closest_marker("django_db") and item.session.stash.get(EMPTIED, False):
        with item.config.stash[blocking_manager_key].unblock():
            if not User.objects.exists():
                load_people()
        item.session.stash[EMPTIED] = False


def is_transactional(item) -> bool:
    """Whether a test empties every table when it is over."""
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture
def people(db):
    """Gives a demo account by its short address; makes them again after a test that emptied tables."""
    if not User.objects.exists():
        load_people()
    return person


@pytest.fixture
def no_jobs(db):
    """An empty queue, for who counts jobs: a worker of an earlier test may write one when all was emptied."""
    with connection.cursor() as cursor:
        for table in QUEUE:
            cursor.execute(f"DELETE FROM {table}")


@pytest.fixture
def story(people):
    """Moves cases along, step by step, as the right people."""
    return Story()


@pytest.fixture
def travel():
    return clock.travel


@pytest.fixture
def as_user(client, people):
    """A test client logged in as a demo account."""

    def visit(address):
        log_in(client, people(address))
        return client

    return visit


@pytest.fixture(scope="module")
def chromium():
    """A browser for one module: while it is there an event loop runs, and workers cannot start theirs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
