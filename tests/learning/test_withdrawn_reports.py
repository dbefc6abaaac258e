"""A published report that is wrong is withdrawn with a reason; its figures stay reckoned with."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from expertteam.audit.models import Occurrence
from expertteam.learning import reporting
from expertteam.learning.models import LearningReport
from expertteam.learning.questions import themes_of
from expertteam.notifications.models import Notification
from tests.learning.test_reports import LIST, draft, published, records, url  # noqa: F401 fixtures
from workflows.demo.people import person
from workflows.links import report_path

pytestmark = pytest.mark.django_db
WHY = "In de telling van de wachttijden zat een fout."


def withdraw(report, by="fg", why=WHY):
    reporting.withdraw(report=report, by=person(by), why=why, path=report_path(report))


def test_a_reader_sees_the_reason_and_no_figure_any_more(published, as_user):  # noqa: F811
    withdrawn_by = as_user("coordinator.noord")
    answer = withdrawn_by.post(url(published, "intrekken/"), {"why": WHY}, follow=True)
    assert "De rapportage is ingetrokken." in answer.content.decode()
    reader = as_user("clientenraad")
    page = reader.get(url(published)).content.decode()
    assert WHY in page and "Ingetrokken" in page and "Marloes Peeters" in page
    assert "Waarom hulp vastliep" not in page and "Download PDF" not in page
    assert "rapportage over de volgende periode" in page, "how it is corrected"
    assert WHY in reader.get(LIST).content.decode() and "Ingetrokken" in reader.get(LIST).content.decode()
    for part in ("pdf/", "vergaderstuk/"):
        assert reader.get(url(published, part)).status_code == 404
    assert reader.get(url(published, "certificaat/")).status_code == 200, "later reports rest on it"


def test_who_withdraws_and_who_does_not(published, as_user):  # noqa: F811
    for address in ("inkoop", "coordinator.zuid", "centrum1", "beleid.noord", "beheer", "aanmelder.venlo"):
        assert as_user(address).post(url(published, "intrekken/"), {"why": WHY}).status_code == 404, address
        assert "Rapportage intrekken" not in as_user(address).get(url(published)).content.decode(), address
    for address in ("coordinator.noord", "coordinator2.noord", "fg"):
        assert as_user(address).get(url(published, "intrekken/")).status_code == 200, address
        assert "Rapportage intrekken" in as_user(address).get(url(published)).content.decode(), address


def test_not_without_a_reason_and_not_with_a_name_in_it(published, as_user):  # noqa: F811
    client = as_user("fg")
    assert "Vul in" in client.post(url(published, "intrekken/"), {"why": " "}).content.decode()
    page = client.post(url(published, "intrekken/"), {"why": "Bel 06-12345678 voor uitleg."}).content.decode()
    assert "Haal het telefoonnummer weg." in page
    published.refresh_from_db()
    assert published.status == "published"


def test_not_a_draft_and_not_twice(draft, as_user):  # noqa: F811
    assert as_user("fg").get(url(draft, "intrekken/")).status_code == 404
    with pytest.raises(ValidationError, match="niet gepubliceerd"):
        withdraw(draft)


def test_once_and_those_who_must_know_are_told(published):  # noqa: F811
    withdraw(published)
    with pytest.raises(ValidationError, match="al ingetrokken"):
        withdraw(published)
    told = Notification.objects.filter(kind="report_withdrawn")
    assert {each.user.name for each in told} == {"Marloes Peeters", "Bas Hermkens", "Victor Boumans"}
    assert {each.reference for each in told} == {"NL 2026-01 2026-06"}
    assert Occurrence.objects.get(kind="report_withdrawn").actor == person("fg")


def test_its_figures_stay_in_what_later_reports_reckon_with(published):  # noqa: F811
    figures = LearningReport.objects.get().figures
    withdraw(published)
    assert list(LearningReport.objects.ever_published()) == [published]
    assert LearningReport.objects.get().figures == figures
    assert themes_of(LearningReport.objects.get()) == {}, "nobody is asked about it any more"


def test_withdrawing_changes_nothing_else_and_is_not_undone(published):  # noqa: F811
    table = "learning_learningreport"
    reason = "withdrawn_at = now(), withdrawn_why = 'x', withdrawn_by_id = made_by_id"
    for change in (
        f"UPDATE {table} SET status = 'withdrawn', {reason}, figures = '{{}}'",
        f"UPDATE {table} SET {reason}",
        f"UPDATE {table} SET status = 'withdrawn'",
    ):
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(change)
    withdraw(published)
    for change in (
        f"UPDATE {table} SET status = 'published', withdrawn_at = NULL, withdrawn_why = ''",
        f"UPDATE {table} SET withdrawn_why = 'iets anders'",
        f"DELETE FROM {table}",
    ):
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(change)
