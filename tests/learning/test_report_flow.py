"""The road of a learning report: drafted, protected by the worker, read by two, settled, published."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from expertteam.core import clock
from expertteam.core.errors import AlreadyDone
from expertteam.learning import reading, reporting, services
from expertteam.learning.models import LearningReport
from expertteam.learning.reading_models import Verdict
from expertteam.learning.screening import plain_screen
from expertteam.notifications.models import Notification
from expertteam.organisations.models import Region
from tests.learning import read_twice
from tests.learning.readers import DRAFT, LIST, NEW, WHY, read, url
from tests.reports.pdf_checks import text_of
from workflows import report_jobs, report_road
from workflows.demo.people import person
from workflows.report_jobs import protect_report

pytestmark = pytest.mark.django_db


def test_from_draft_to_publication(region, as_user):
    maker = as_user("coordinator.noord")
    page = maker.post(NEW, DRAFT, follow=True).content.decode()
    report = LearningReport.objects.get()
    assert "Dit is een concept" in page and "wachten op hun beurt" in page and not report.has_figures
    assert protect_report(learning_report_id=report.pk)
    assert "Rapportage lezen (eerste lezer)" in maker.get(url(report)).content.decode()
    assert "Rapportage lezen (eerste lezer)" in as_user("centrum1").get("/").content.decode()
    assert "Dank u wel" in read(as_user, report, "fg").content.decode()
    read(as_user, report, "centrum1", verdicts={"Venlo": ("rejected", "een grote gemeente")})
    maker = as_user("coordinator.noord")
    page = maker.get(url(report, "vaststellen/")).content.decode()
    assert "Venlo" in page and WHY in page and "Verschil" in page
    point = re.search(r'name="(p\d+-\d+)"', page).group(1)
    page = maker.post(url(report, "vaststellen/"), {point: "2"}, follow=True).content.decode()
    assert "De tekst is vastgesteld" in page
    as_user("coordinator2.noord").post(url(report, "publiceren/"))
    page = as_user("clientenraad").get(url(report)).content.decode()
    assert "wachttijden in een grote gemeente en omgeving." in page and "Gepubliceerd" in page
    report.refresh_from_db()
    assert report.processes.get().status == "DONE"
    assert {each.kind for each in Notification.objects.all()} == {"task"}


def test_the_job_may_run_twice_or_after_a_killed_one(drafted, monkeypatch):
    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(report_jobs, "frozen_figures", killed)
        with pytest.raises(KeyboardInterrupt):
            protect_report(learning_report_id=drafted.pk)
    drafted.refresh_from_db()
    assert drafted.protecting_since and not drafted.has_figures and not drafted.failure
    assert protect_report(learning_report_id=drafted.pk) is True
    assert protect_report(learning_report_id=drafted.pk) is False
    assert report_road.ReportTask.objects.filter(node="ReportFlow.read_first").count() == 1
    assert report_jobs.queue_protection(drafted) is None, "a second one in the queue does no harm either"


def test_figures_that_were_kept_without_going_on_go_on_in_the_next_run(drafted):
    figures, certificate = report_jobs.frozen_figures(drafted.region, drafted.starts_on, drafted.ends_on)
    kept = {"figures": figures, "certificate": certificate, "screen": plain_screen()}
    assert reporting.keep_figures(report_id=drafted.pk, **kept)
    assert not reporting.keep_figures(report_id=drafted.pk, **kept)
    assert report_road.open_task(drafted) is None
    assert protect_report(learning_report_id=drafted.pk)
    assert report_road.open_task(drafted).node == "ReportFlow.read_first"


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("Inconsistent", "passen niet meer bij een eerdere rapportage"),
        ("ZeroDivisionError", "ging iets mis"),
    ],
)
def test_a_failure_is_said_in_dutch_and_can_be_tried_again(drafted, as_user, monkeypatch, error, says):
    kinds = {"Inconsistent": report_jobs.Inconsistent, "ZeroDivisionError": ZeroDivisionError}

    def fails(*args):
        raise kinds[error]("Noord-Limburg 2026-01")

    with monkeypatch.context() as patched:
        patched.setattr(report_jobs, "frozen_figures", fails)
        try:
            assert protect_report(learning_report_id=drafted.pk) is False
        except ZeroDivisionError:
            assert error == "ZeroDivisionError", "the queue tries again by itself"
    client = as_user("coordinator.noord")
    page = client.get(url(drafted)).content.decode()
    assert says in page and "Opnieuw beveiligen" in page and "Concept verwijderen" in page
    assert says in client.get(url(drafted, "stand/")).content.decode()
    page = client.post(url(drafted, "opnieuw/"), follow=True).content.decode()
    assert "opnieuw beveiligd" in page and says not in page
    assert protect_report(learning_report_id=drafted.pk)


def test_figures_of_which_the_certificate_does_not_hold_are_thrown_away(drafted, as_user, monkeypatch):
    real = report_jobs.frozen_figures

    def tampered(*args):
        figures, certificate = real(*args)
        return figures, certificate | {"claims": certificate["claims"][1:]}

    with monkeypatch.context() as patched:
        patched.setattr(report_jobs, "frozen_figures", tampered)
        protect_report(learning_report_id=drafted.pk)
    drafted.refresh_from_db()
    assert drafted.figures == {} and drafted.failure == "certificate"
    client = as_user("coordinator.noord")
    assert "Het certificaat klopte niet" in client.get(url(drafted)).content.decode()
    client.post(url(drafted, "opnieuw/"))
    assert protect_report(learning_report_id=drafted.pk)
    assert report_road.open_task(drafted).node == "ReportFlow.read_first"


def test_a_draft_says_where_it_is_and_that_it_is_no_publication(drafted, as_user):
    client = as_user("coordinator2.noord")
    assert "De cijfers worden beveiligd" in client.get(LIST).content.decode()
    protect_report(learning_report_id=drafted.pk)
    assert "Wacht op: rapportage lezen (eerste lezer)" in client.get(LIST).content.decode()
    page = client.get(url(drafted)).content.decode()
    assert "Een functionaris gegevensbescherming of iemand van het Expertisecentrum leest" in page
    assert "In dit concept staan nog geen lessen" in page and "geen nieuwe lessen vrijgegeven" not in page
    text = text_of(client.get(url(drafted, "pdf/")).content)
    assert "concept, nog niet gepubliceerd" in text
    task = as_user("fg").get("/").content.decode()
    assert "Leerrapportage Noord-Limburg, januari 2026 tot en met juni 2026" in task


def test_the_page_asks_how_far_it_is_until_there_are_figures(drafted, as_user):
    client = as_user("coordinator2.noord")
    assert 'hx-trigger="load delay:3s"' in client.get(url(drafted)).content.decode()
    asked = client.get(url(drafted, "stand/"))
    assert asked.status_code == 200 and "hx-trigger" in asked.content.decode()
    protect_report(learning_report_id=drafted.pk)
    done = client.get(url(drafted, "stand/"))
    assert done.status_code == 286 and "hx-trigger" not in done.content.decode()
    assert "De cijfers zijn beveiligd" in done.content.decode()
    assert as_user("centrum1").get(url(drafted, "stand/")).status_code == 404


def test_not_published_before_the_text_is_read(protected, as_user):
    page = as_user("fg").post(url(protected, "publiceren/"), follow=True).content.decode()
    assert "wacht nog op een eerdere stap" in page
    with pytest.raises(ValidationError, match="Twee lezers"):
        services.publish_report(report=protected, by=person("fg"), check=lambda report: None)


@pytest.mark.parametrize("readers", [("fg",), ("centrum1", "centrum2"), ("fg", "coordinator.noord")])
def test_the_database_wants_two_other_readers_of_two_organisations(drafted, readers):
    """One reader, two of one organisation, or the maker as one of the two."""
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        read_twice.read_by_two(drafted, readers)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE learning_learningreport SET status = 'published', published_by_id = %s,"
                ' published_at = now(), checked_at = now(), certificate = \'{"report": "x"}\' WHERE id = %s',
                [person("coordinator2.noord").pk, drafted.pk],
            )


def test_who_read_a_published_report_stays_on_record(drafted):
    read_twice.ready(drafted) if drafted.has_figures else protect_report(learning_report_id=drafted.pk)
    drafted.refresh_from_db()
    read_twice.read_by_two(drafted)
    reading.settle_text(drafted, {})
    services.publish_report(report=drafted, by=person("fg"), check=lambda report: None)
    for change in ("DELETE FROM learning_reading", "UPDATE learning_reading SET finished_at = NULL"):
        with (
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match="was read"),
            transaction.atomic(),
        ):
            cursor.execute(change)


def test_the_database_wants_what_was_checked_and_nothing_put_in_its_place(drafted):
    """Two readers are not enough: published are the figures and the certificate that were checked."""
    read_twice.read_by_two(drafted)
    values = "status = 'published', published_by_id = %s, published_at = now(), checked_at = now()"
    forged = 'certificate = \'{"report": "x"}\''
    for change in (values, f"{values}, {forged}"):
        with (
            connection.cursor() as cursor,
            pytest.raises((DatabaseError, IntegrityError)),
            transaction.atomic(),
        ):
            cursor.execute(
                f"UPDATE learning_learningreport SET {change} WHERE id = %s",
                [person("coordinator2.noord").pk, drafted.pk],
            )


def test_what_readers_rejected_is_forgotten_a_while_after_publication(protected, as_user, travel):
    for address in ("fg", "centrum1"):
        read(as_user, protected, address, verdicts={"Venlo": ("rejected", "een stad")})
    maker = as_user("coordinator.noord")
    point = re.search(r'name="(p\d+-\d+)"', maker.get(url(protected, "vaststellen/")).content.decode()).group(
        1
    )
    maker.post(url(protected, "vaststellen/"), {point: "1"})
    as_user("coordinator2.noord").post(url(protected, "publiceren/"))

    def after(days):
        with travel(clock.today() + timedelta(days=days)):
            report_jobs.forget_texts(timestamp=0)
        return " ".join(protected.paragraphs.values_list("text", flat=True))

    assert "Venlo" in after(days=89) and Verdict.objects.exists()
    assert "Venlo" not in after(days=92) and not Verdict.objects.exists()
    assert "een stad" in after(days=93) and not any(protected.paragraphs.values_list("marks", flat=True))
    assert protected.readings.finished().count() == 2
    assert "een stad" in as_user("clientenraad").get(url(protected)).content.decode()


def test_nothing_of_a_draft_is_forgotten(protected, travel):
    with travel(clock.today() + timedelta(days=400)):
        report_jobs.forget_texts(timestamp=0)
    assert "Venlo" in protected.paragraphs.first().text and any(protected.paragraphs.first().marks)


def test_figures_are_not_protected_again_while_somebody_reads(protected, as_user):
    client = as_user("coordinator2.noord")
    assert "Opnieuw beveiligen" not in client.get(url(protected)).content.decode()
    refused = client.post(url(protected, "opnieuw/"), follow=True).content.decode()
    assert "Opnieuw beveiligen kan nu niet" in refused
    protected.refresh_from_db()
    assert protected.has_figures and report_road.open_task(protected).node == "ReportFlow.read_first"


def test_the_pdf_of_a_draft_says_so_and_vouches_for_nothing(protected, as_user):
    answer = as_user("coordinator2.noord").get(url(protected, "pdf/"))
    assert "concept-leerrapportage" in answer["Content-Disposition"]
    text = text_of(answer.content)
    assert "concept, nog niet gepubliceerd" in text and protected.certificate["hash"] not in text


@pytest.mark.parametrize("months", [("2026-01-02", "2026-06-30"), ("2026-01-01", "2026-06-29")])
def test_a_report_is_about_whole_months(region, months):
    starts_on, ends_on = map(date.fromisoformat, months)
    with pytest.raises(ValidationError, match="hele maanden"):
        reporting.draft(
            region=region,
            by=person("coordinator.noord"),
            starts_on=starts_on,
            ends_on=ends_on,
            introduction="",
        )


def test_who_publishes_what_was_just_thrown_away_is_told_so(protected, monkeypatch):
    """Both had the page open; the other was first."""
    task = report_road.open_task(protected)
    services.discard_report(report=protected)
    monkeypatch.setattr(report_road, "open_task", lambda report: task)
    with pytest.raises(AlreadyDone):
        report_road.complete(report=protected, user=person("fg"), perform=pytest.fail)


def test_a_draft_is_thrown_away_with_its_tasks(protected, as_user):
    as_user("coordinator2.noord").post(url(protected, "verwijderen/"))
    assert not LearningReport.objects.exists()
    assert "Rapportage lezen" not in as_user("centrum1").get("/").content.decode()
    assert protect_report(learning_report_id=protected.pk) is False


def test_a_privacy_officer_has_tasks_too(protected, as_user):
    page = as_user("fg").get("/").content.decode()
    assert "Rapportage lezen (eerste lezer)" in page and "Mijn taken" in page
    told = Notification.objects.filter(kind="task")
    assert {each.user.email.split("@")[0] for each in told} == {"fg", "fg2", "centrum1", "centrum2"}
    assert {each.reference for each in told} == {"NL 2026-01 2026-06"}


def test_a_text_that_tells_about_whom_it_is_is_refused(region, as_user):
    page = as_user("coordinator.noord").post(NEW, DRAFT | {"closing": "Bel 06-12345678."}).content.decode()
    assert "Haal het telefoonnummer weg." in page
    assert not LearningReport.objects.exists()
    assert Region.objects.filter(pk=region.pk).exists()
