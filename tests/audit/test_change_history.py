"""The database itself keeps what a record was, however it was changed."""

import pytest
from django.apps import apps
from django.db import connection

from expertteam.cases.models import Case, Identity, Intake

pytestmark = pytest.mark.django_db


def versions(model, record):
    return apps.get_model(f"cases.{model.__name__}Event").objects.filter(pgh_obj=record).order_by("pgh_id")


def test_a_bulk_update_of_cases_is_kept_row_by_row(story):
    cases = [story.file(), story.file()]
    before = [versions(Case, case).count() for case in cases]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(title="Nieuw onderwerp")
    for case, count in zip(cases, before, strict=True):
        assert versions(Case, case).count() == count + 1
        assert versions(Case, case).first().title == case.title, "what it was stays readable"
        assert versions(Case, case).last().title == "Nieuw onderwerp"


def test_plain_sql_is_kept_too(story):
    case = story.file()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET title = 'Buiten om' WHERE id = %s", [case.pk])
    assert versions(Case, case).last().title == "Buiten om"


def test_bulk_update_and_save_of_what_hangs_on_a_case_are_kept(story):
    case = story.file()
    case.intake.question = "Een andere vraag?"
    Intake.objects.bulk_update([case.intake], ["question"])
    assert versions(Intake, case.intake).last().question == "Een andere vraag?"
    case.identity.first_name = "Anders"
    case.identity.save()
    assert versions(Identity, case.identity).last().first_name == "Anders"


def test_the_history_keeps_the_identity_encrypted(story):
    case = story.file()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_identityevent WHERE pgh_obj_id = %s", [case.identity.pk])
        stored = str(cursor.fetchall())
    assert stored != "[]"
    for secret in ("Testkind", "Verzonnen", "2013-05-17", "Nergensweg"):
        assert secret not in stored
