"""The same seed tells the same cases, and another seed tells others."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from expertteam.cases.models import Case
from workflows.demo.digest import digest
from workflows.demo.loader import load

UNTIL = date(2026, 10, 30)

pytestmark = pytest.mark.django_db


def digest_of_load(**values) -> str:
    """Load, look and take it all back."""
    with transaction.atomic():
        load(cases=8, until=UNTIL, **values)
        found = digest()
        transaction.set_rollback(True)
    return found


def test_two_loads_with_one_seed_have_the_same_content():
    first = digest_of_load(seed=5)
    assert digest_of_load(seed=5) == first
    assert digest_of_load(seed=6) != first


def test_a_second_demo_loses_nothing():
    call_command("load_demo", cases=2, seed=3, until=UNTIL, stdout=StringIO())
    before = digest()
    said = StringIO()
    call_command("load_demo", cases=2, seed=3, if_empty=True, stdout=said)
    assert digest() == before
    assert said.getvalue() == "2 cases are there already; nothing to do\n"


def test_loading_tells_how_many_cases_stand_where():
    said = StringIO()
    call_command("load_demo", cases=9, seed=1, until=UNTIL, stdout=said)
    assert said.getvalue().startswith("9 cases: 1 filed, ")
    assert said.getvalue().count("\n") == 1


def test_a_database_with_real_cases_gets_no_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo settings only"):
        call_command("load_demo", cases=2)
    assert not Case.objects.exists()


@pytest.mark.parametrize("wrong", ["--cases=0", "--cases=-3", "--until=20260-01-01", "--until=morgen"])
def test_a_wrong_number_or_day_is_refused_with_what_to_write(wrong):
    with pytest.raises(CommandError, match="write a"):
        call_command("load_demo", wrong)
