from threading import Barrier

import pytest
from django.test import Client
from django.urls import reverse

from tests.logged_in import log_in
from tests.together import SECONDS
from workflows import journey
from workflows.demo.people import person


@pytest.fixture
def browser_of(people):
    """A browser of its own for each of several people."""

    def open_one(address):
        return log_in(Client(), person(address))

    return open_one


@pytest.fixture
def page_of():
    def path(task, name="task"):
        return reverse(f"workflows:{name}", args=[task.public_id])

    return path


@pytest.fixture
def neck_and_neck(monkeypatch):
    """Lets two posts pass every check of the page before either of them takes the lock."""
    both_are_here = Barrier(2)
    really_complete = journey.complete

    def complete(**values):
        both_are_here.wait(SECONDS)
        return really_complete(**values)

    return lambda: monkeypatch.setattr(journey, "complete", complete)
