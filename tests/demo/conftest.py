"""Demo loads for tests: many tests read one load, and none of them changes it."""

from datetime import date

import pytest
from django.db import transaction

from workflows.demo.loader import load

UNTIL = date(2026, 10, 30)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The default sixty cases, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(cases=60, seed=1, until=UNTIL)
        yield
        transaction.set_rollback(True)
