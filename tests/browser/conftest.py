"""A real Chromium against the application on loopback, with every page checked as it is visited."""

import os

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.visitor import Visitor

# Playwright keeps an event loop in this thread; Django would refuse its ORM here for that alone.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def a_long_journey(settings):
    """A journey takes minutes on a slow machine; tests/login shows that five minutes is the limit."""
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60


@pytest.fixture(scope="session")
def live_server():
    """The application on loopback, with its static files straight from the packages.

    Whitenoise decides when the server starts, so nothing collected earlier can stand in for them.
    """
    with override_settings(WHITENOISE_USE_FINDERS=True, STATIC_ROOT=None):
        server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def visit(chromium, live_server, people):
    """Gives a visitor logged in as a demo account; at the end every page they saw was clean."""
    visitors = []

    def arrive(address, width=1366):
        visitor = Visitor(chromium, live_server.url, address, width=width)
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.leave()
