"""The ledger of consent only grows, for the owner of the tables too, until the case itself is destroyed."""

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction

from expertteam.access.models import AuthorityEntry, ConsentEntry, Disclosure, Reliance
from expertteam.access.wall import as_system, as_user
from expertteam.audit.services import removing_history
from expertteam.cases.models import Case

pytestmark = pytest.mark.django_db

LEDGER = (AuthorityEntry, ConsentEntry, Disclosure, Reliance)
# A column of each that somebody would want to be different afterwards.
CHANGES = {
    AuthorityEntry: "authority = 'guardian'",
    ConsentEntry: "answer = 'refused'",
    Disclosure: "basis = 'toestemming'",
    Reliance: "disclosure_id = disclosure_id",
}


@pytest.fixture
def cases(story):
    """Two cases that were shared with consent, one of them with the expertise centre too."""
    kept, gone = story.file(), story.file()
    story.triage(gone, "centre", transfer_question="Waar is plek?")
    for model in LEDGER:
        assert model.objects.exists(), model
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the truncate waits for other reasons
    return kept, gone


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", LEDGER, ids=lambda model: model.__name__)
def test_no_row_is_changed_or_removed_not_even_in_sql_and_not_past_the_triggers(cases, model):
    table, before = model._meta.db_table, model.objects.count()
    for statement in (
        f"UPDATE {table} SET {CHANGES[model]}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        for ignored in ([], [f"access.{model.__name__}:append_only", f"access.{model.__name__}:no_truncate"]):
            with pgtrigger.ignore(*ignored), pytest.raises(DatabaseError, match="only grows"):
                execute(statement)
    assert model.objects.count() == before


@pytest.mark.parametrize("model", LEDGER, ids=lambda model: model.__name__)
def test_the_web_site_may_not_even_ask(cases, model):
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET {CHANGES[model]}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with as_user(cases[0].referrer), pytest.raises(DatabaseError, match="permission denied"):
            execute(statement)


def test_the_worker_removes_rows_of_the_case_that_is_destroyed_and_of_no_other(cases):
    kept, gone = cases
    # What stays says who: the keys of the rows, by case.
    theirs = {model: rows_of(model, kept) for model in LEDGER}
    with as_system("a test"), removing_history(case_id=gone.pk):
        for model in reversed(LEDGER):
            with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
                rows_to_remove(model, kept)
            assert rows_to_remove(model, gone) > 0, model
    assert {model: rows_of(model, kept) for model in LEDGER} == theirs
    assert not any(rows_of(model, gone) for model in LEDGER)


def test_while_one_is_destroyed_its_rows_are_still_not_changed(cases):
    _, gone = cases
    for model in LEDGER:
        with removing_history(case_id=gone.pk), pytest.raises(DatabaseError, match="only grows"):
            execute(f"UPDATE {model._meta.db_table} SET {CHANGES[model]}")


def test_afterwards_the_door_is_shut_again_also_when_the_destruction_failed(cases):
    _, gone = cases
    with pytest.raises(ZeroDivisionError), removing_history(case_id=gone.pk):
        raise ZeroDivisionError
    for model in LEDGER:
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows_to_remove(model, gone)
    assert Case.objects.filter(pk=gone.pk).exists()


def way_to(case, model) -> dict:
    return {"disclosure__case" if model is Reliance else "case": case}


def rows_of(model, case) -> list[int]:
    return sorted(model.objects.filter(**way_to(case, model)).values_list("pk", flat=True))


def rows_to_remove(model, case) -> int:
    rows = model.objects.filter(pk__in=rows_of(model, case))
    return rows._raw_delete(rows.db)
