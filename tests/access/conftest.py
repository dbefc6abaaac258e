"""The world of the matrix, made once for all tests of a module."""

import pytest
from django.db import connection, transaction

from expertteam.access import matrix
from expertteam.core import clock
from tests.access.matrix_world import MONDAY, build
from tests.story import Story


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """It goes when the module is done; the tests in it only look, or take back what they did."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.travel(MONDAY):
            made = build(matrix.read(), Story())
            with connection.cursor() as cursor:
                # Ten cases need no clever plans, and thinking them out takes longer than all the rest.
                cursor.execute("ANALYZE; SET LOCAL join_collapse_limit = 1")
            yield made
        transaction.set_rollback(True)
