"""Learning reports: made in one region, published by a second person, and nobody can be found in them."""

import io
import subprocess
import sys
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from pdfminer.high_level import extract_text

from expertteam.learning import reporting, services
from expertteam.learning.enums import ParagraphKind
from expertteam.learning.models import LearningReport
from expertteam.learning.settling import settle_text
from expertteam.organisations.models import Organisation, Region
from reports.learning.assembly import frozen_figures
from reports.learning.proof import check_certificate
from tests.learning import read_twice
from tests.learning.kept import keep_report
from tests.learning.library import WHY, close_cases, keep, publish, record
from workflows.demo.people import person
from workflows.report_jobs import protect_report

pytestmark = pytest.mark.django_db

LIST, NEW = "/leren/rapportages/", "/leren/rapportages/nieuw/"
TODAY = date(2026, 7, 13)
HALF_YEAR = {"starts_in": "2026-01", "ends_in": "2026-06", "introduction": "Wat wij dit half jaar zagen."}


@pytest.fixture
def records(people, travel):
    """52 closed cases of Noord-Limburg, three of which are alone in why they were stuck."""
    with travel(TODAY):
        yield close_cases()


@pytest.fixture
def draft(records):
    return keep(records)


@pytest.fixture
def published(draft):
    return publish(draft)


def url(report, part=""):
    return f"{LIST}{report.public_id}/{part}"


def test_a_small_number_is_hidden_in_page_and_pdf(published, as_user):
    client = as_user("beleid.noord")
    page = client.get(url(published)).content.decode()
    answer = client.get(url(published, "pdf/"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('leerrapportage-noord-limburg-2026-01-2026-06.pdf"')
    table = published_table(published, "why-stuck")
    figures = dict(zip(table["rows"], table["row_totals"], strict=True))
    assert figures["tekort aan specifiek aanbod"] is None
    assert sum(value is None for value in figures.values()) >= 2, "one hidden alone could be worked out"
    shown = [value for value in figures.values() if value]
    text = extract_text(io.BytesIO(answer.content))
    for place in (page, text):
        assert "•" in place
        assert all(str(value) in place for value in shown)
    row = page.split("Tekort aan specifiek aanbod</th>")[1].split("</tr>")[0]
    assert "niet getoond" in row and ">3<" not in row


def test_who_does_not_answer_stays_in_the_denominator(published):
    table = published_table(published, "advice")
    assert table["total"] == sum(WHY.values())
    labels, totals = table["columns"] or table["rows"], table["column_totals"] or table["row_totals"]
    outcomes = dict(zip(labels, totals, strict=True))
    assert outcomes["niet beantwoord"] in {13, None}


def published_table(report, key):
    return next(table for table in report.figures["publication"]["tables"] if table["key"] == key)


def test_a_draft_is_for_the_region_and_privacy_officers(draft, as_user):
    for address in ("coordinator.noord", "coordinator2.noord", "fg", "fg2"):
        assert as_user(address).get(url(draft)).status_code == 200, address
    for address in (
        "coordinator.zuid",
        "coordinator.midden",
        "inkoop",
        "beleid.noord",
        "centrum1",
        "deskundige1.noord",
        "aanmelder.venlo",
        "aanbieder.lindehof",
        "beheer",
    ):
        client = as_user(address)
        for part in ("", "pdf/"):
            assert client.get(url(draft, part)).status_code == 404, address
        for part in ("publiceren/", "verwijderen/"):
            assert client.post(url(draft, part)).status_code == 404, address
        assert str(draft.public_id) not in client.get(LIST).content.decode(), address
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_who_reads_a_published_report_and_who_does_not(published, as_user):
    for address in ("inkoop", "beleid.midden", "coordinator.zuid", "centrum1", "deskundige1.zuid", "fg"):
        client = as_user(address)
        assert client.get(url(published)).status_code == 200, address
        assert ">Leren</a>" in client.get(url(published)).content.decode(), address
    for address in ("aanmelder.venlo", "aanbieder.lindehof", "beheer"):
        assert as_user(address).get(url(published)).status_code == 404, address


def test_an_analyst_sees_reports_and_lessons_but_no_case(story, published, as_user):
    case = story.file()
    client = as_user("beleid.noord")
    assert client.get(LIST).status_code == 200
    assert client.get(f"/casussen/{case.public_id}/").status_code == 404
    assert case.number not in client.get("/casussen/").content.decode()


def test_the_maker_cannot_publish_and_nobody_can_twice(draft, as_user):
    read_twice.ready(draft)
    assert as_user("coordinator.noord").post(url(draft, "publiceren/")).status_code == 404
    with pytest.raises(ValidationError, match="U maakte deze rapportage zelf"):
        services.publish_report(report=draft, by=person("coordinator.noord"), check=check_certificate)
    draft.refresh_from_db()
    assert draft.status == "draft"
    client = as_user("fg")
    client.post(url(draft, "publiceren/"))
    assert "al gepubliceerd" in client.post(url(draft, "publiceren/"), follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.published_by == person("fg")


def test_only_coordinators_make_one_and_only_of_their_own_region(records, as_user):
    for address in ("fg", "beleid.noord", "centrum1", "inkoop", "voorzitter.noord"):
        assert as_user(address).post(NEW, HALF_YEAR).status_code == 404, address
    south = as_user("coordinator.zuid").post(NEW, HALF_YEAR | {"starts_in": "2026-07", "ends_in": "2026-07"})
    assert "In deze periode is in Zuid-Limburg geen casus afgesloten." in south.content.decode()
    assert not LearningReport.objects.exists()


def test_months_that_cannot_be_reported(records, as_user):
    client = as_user("coordinator.noord")
    for months, message in (
        ({"starts_in": "2026-06", "ends_in": "2026-01"}, "De laatste maand ligt voor de eerste."),
        ({"starts_in": "2026-07", "ends_in": "2026-07"}, "geen casus afgesloten"),
        ({"starts_in": "2026-01", "ends_in": "2026-08"}, "Kies een van de antwoorden uit de lijst"),
        ({"starts_in": "20260-01", "ends_in": "2026-06"}, "Kies een van de antwoorden uit de lijst"),
        ({"starts_in": "", "ends_in": ""}, "Kies: Van maand"),
    ):
        assert message in client.post(NEW, HALF_YEAR | months).content.decode(), months
    assert not LearningReport.objects.exists()


def test_same_months_are_not_reported_twice_but_reports_may_overlap(draft, as_user):
    """Half a year beside the same half year and a month: the protector keeps that month from being told."""
    client = as_user("coordinator2.noord")
    page = client.post(NEW, HALF_YEAR).content.decode()
    assert "Over deze periode is al een rapportage gemaakt. Open die in de lijst." in page
    assert LearningReport.objects.count() == 1
    client.post(NEW, HALF_YEAR | {"starts_in": "2026-06", "ends_in": "2026-07"})
    assert LearningReport.objects.count() == 2


def test_a_draft_can_be_thrown_away_a_published_report_cannot(draft, as_user):
    client = as_user("coordinator2.noord")
    client.post(url(draft, "verwijderen/"))
    assert not LearningReport.objects.exists()
    client.post(NEW, HALF_YEAR)
    assert protect_report(learning_report_id=LearningReport.objects.get().pk)
    again = read_twice.read_by_two(LearningReport.objects.get())
    settle_text(again, {})
    services.publish_report(report=again, by=person("fg"), check=check_certificate)
    refused = client.post(url(again, "verwijderen/"), follow=True).content.decode()
    assert "al gepubliceerd" in refused and LearningReport.objects.filter(pk=again.pk).exists()


def test_a_month_belongs_to_its_own_report(records, people):
    """The last day of June ends the half year; a case closed on 1 July is in the next."""
    organisation = Organisation.objects.filter(kind="access_team").first()
    municipality = records.municipalities.first()
    record(records, organisation, municipality, "capaciteit", 0, month=date(2026, 7, 1))
    record(Region.objects.get(code="ZL"), organisation, municipality, "capaciteit", 0)
    figures, _ = frozen_figures(records, date(2026, 1, 1), date(2026, 6, 30))
    totals = {table["total"] for table in figures["publication"]["tables"] if table["unit"] == "casussen"}
    assert totals <= {sum(WHY.values()), None} and sum(WHY.values()) in totals


def test_lessons_released_in_the_period_stand_in_the_report(records, travel):
    author = person("deskundige1.noord")
    for title, day in (("Les van juni", date(2026, 6, 30)), ("Les van juli", date(2026, 7, 1))):
        with travel(day):
            lesson = services.propose_lesson(region=records, by=author, title=title, text="Spreek het af.")
            services.review_lesson(lesson=lesson, by=person("fg"), release=True)
    services.propose_lesson(region=records, by=author, title="Les zonder tweede lezer", text="Spreek af.")
    report = reporting.draft(
        region=records,
        by=person("coordinator.noord"),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        introduction="Dit half jaar.",
    )
    lessons = report.paragraphs.filter(kind=ParagraphKind.LESSON)
    assert [paragraph.text for paragraph in lessons] == ["Les van juni\nSpreek het af."]


def test_report_without_a_certificate_that_holds_is_not_published(records):
    draft = keep(records)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        cursor.execute("UPDATE learning_learningreport SET certificate = '{}' WHERE id = %s", [draft.pk])
    draft.certificate["claims"] = draft.certificate["claims"][1:]
    with pytest.raises(ValidationError, match="certificaat klopt niet"):
        check_certificate(draft)
    figures, _ = frozen_figures(records, date(2026, 1, 1), date(2026, 6, 30))
    LearningReport.objects.filter(pk=draft.pk).delete()
    bare = keep_report(
        region=records,
        by=person("coordinator.noord"),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        figures=figures,
        certificate={},
    )
    with pytest.raises(ValidationError, match="Twee lezers"):
        services.publish_report(report=bare, by=person("fg"), check=check_certificate)
    read_twice.read_by_two(bare)
    with pytest.raises(ValidationError, match="certificaat klopt niet"):
        services.publish_report(report=bare, by=person("fg"), check=check_certificate)
    with pytest.raises(IntegrityError, match="with_certificate"), transaction.atomic():
        services.publish_report(report=bare, by=person("fg"), check=lambda report: None)


def test_published_report_can_neither_change_nor_go_nor_come_from_nowhere(published):
    for change in (
        "UPDATE learning_learningreport SET figures = '{}' WHERE id = %s",
        "UPDATE learning_learningreport SET status = 'draft', published_by_id = NULL WHERE id = %s",
        "DELETE FROM learning_learningreport WHERE id = %s",
    ):
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(change, [published.pk])
    published.refresh_from_db()
    published.pk, published.public_id, published.starts_on = None, uuid4(), date(2025, 1, 1)
    with pytest.raises(DatabaseError, match="begins as a draft"), transaction.atomic():
        published.save(force_insert=True)


def test_reader_downloads_what_is_needed_to_check_a_report(published, as_user, tmp_path):
    """PDF, certificate and script come from the page, and fit each other."""
    client = as_user("clientenraad")
    page = client.get(url(published)).content.decode()
    answers = {}
    for name, address in (
        ("rapport.pdf", url(published, "pdf/")),
        ("certificaat.json", url(published, "certificaat/")),
        ("controle.py", f"{LIST}controle/"),
    ):
        assert address in page
        answers[name] = tmp_path / name
        answers[name].write_bytes(client.get(address).content)
    command = [
        sys.executable,
        "-I",
        *(answers[n] for n in ("controle.py", "rapport.pdf", "certificaat.json")),
    ]
    assert subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.startswith(
        "Goed"
    )


def test_who_may_not_read_reports_gets_no_certificate_either(published, draft, as_user):
    for address in ("aanmelder.venlo", "aanbieder.lindehof"):
        assert as_user(address).get(url(published, "certificaat/")).status_code == 404
        assert as_user(address).get(f"{LIST}controle/").status_code == 404


def test_certificate_of_a_draft_is_for_who_sees_the_draft(draft, as_user):
    assert as_user("coordinator2.noord").get(url(draft, "certificaat/")).status_code == 200
    assert as_user("beleid.noord").get(url(draft, "certificaat/")).status_code == 404
