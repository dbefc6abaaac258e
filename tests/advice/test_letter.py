"""The letter of a delivered advice: what it says, and who may have it."""

import io
from datetime import date

import pytest
from pdfminer.high_level import extract_text

from expertteam.audit.models import ReadEvent
from expertteam.core import clock
from tests.pages import body_of, text_of
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded

pytestmark = pytest.mark.django_db
IDENTITY = {
    "first_name": "Kanariepiet",
    "last_name": "Zwartveer",
    "birth_date": date(2013, 5, 17),
    "address": "Vogelkooi 12",
    "parents": "Moeder Zwartveer",
}


@pytest.fixture
def case(story, travel):
    with travel(date(2026, 3, 2)):
        filed = story.file(identity=IDENTITY)
        story.to_advice(filed)
        story.draft(filed)
        story.sign(filed, judgements=("agree", "dissent", "agree"))
    return filed


@pytest.fixture
def delivered(case, story, travel):
    with travel(date(2026, 3, 2)):
        story.settle(case, settlement="De veiligheid is apart besproken.")
    return case


def letter_of(case):
    return f"/adviezen/{case.advices.get().public_id}/brief/"


def words(response):
    return " ".join(extract_text(io.BytesIO(response.content)).split())


def test_the_letter_says_what_who_and_when_and_never_whose(delivered, as_user):
    response = as_user("aanmelder.venlo").get(letter_of(delivered))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="advies-{delivered.number}.pdf"'
    text = words(response)
    for part in (
        "Zet hulp in volgens stap 1.",
        "De Lindehof",
        "behandelcoördinator",
        "1 april 2026",
        "Niet akkoord",
        "De veiligheid is apart besproken.",
        "2 september 2026",
        "16 maart 2026",
    ):
        assert part in text
    for part in ("Kanariepiet", "Zwartveer", "Vogelkooi", "17-05-2013", "17 mei 2013", "Besproken wat eerst"):
        assert part not in text


def test_the_letter_can_be_read_aloud_and_needs_nothing_from_outside(delivered, as_user, tmp_path):
    content = as_user("aanmelder.venlo").get(letter_of(delivered)).content
    assert_accessible(content, tmp_path)
    assert_fonts_embedded(content)


def test_the_answer_is_asked_on_the_day_the_task_says(delivered, story, as_user):
    task = story.task(delivered, "aanmelder.venlo", "AdviceFlow.respond")
    assert task.due_on == date(2026, 3, 16)


def test_the_same_advice_gives_the_same_letter_on_any_day(delivered, as_user, travel):
    client = as_user("aanmelder.venlo")
    first = client.get(letter_of(delivered)).content
    with travel(date(2026, 8, 1)):
        assert client.get(letter_of(delivered)).content == first


def test_text_is_never_markup(story, as_user, travel):
    with travel(date(2026, 3, 2)):
        case = story.file()
        story.to_advice(case)
        rows = [
            {
                "text": "<h1>Kop</h1><img src='http://voorbeeld.invalid/x.png'>",
                "segment": "ggz",
                "addressee": case.referrer_organisation,
                "owner": "<b>regie</b>",
                "due_on": clock.today(),
            }
        ]
        story.play(case, "voorzitter.noord", "AdviceFlow.draft", summary="<i>Kern</i>", recommendations=rows)
        story.sign(case)
        story.settle(case)
    text = words(as_user("aanmelder.venlo").get(letter_of(case)))
    assert "<h1>Kop</h1>" in text and "<i>Kern</i>" in text
    page = as_user("aanmelder.venlo").get(f"/casussen/{case.public_id}/").content.decode()
    assert "<h1>Kop" not in page and "&lt;h1&gt;Kop" in page


@pytest.mark.parametrize("reader", ["coordinator.noord", "voorzitter.noord", "deskundige1.noord"])
def test_those_at_the_table_may_read_it(delivered, as_user, reader):
    assert as_user(reader).get(letter_of(delivered)).status_code == 200


@pytest.mark.parametrize(
    "stranger",
    [
        "aanmelder2.venlo",
        "aanmelder.roermond",
        "deskundige5.noord",
        "voorzitter.midden",
        "coordinator.zuid",
        "aanbieder.lindehof",
        "centrum1",
        "fg",
        "beheer",
        "inkoop",
    ],
)
def test_a_foreign_letter_is_as_absent_as_a_missing_one(delivered, as_user, stranger):
    client = as_user(stranger)
    foreign = client.get(letter_of(delivered))
    missing = client.get("/adviezen/d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11/brief/")
    assert foreign.status_code == missing.status_code == 404
    assert body_of(foreign) == body_of(missing)


def test_there_is_no_letter_before_delivery(case, as_user):
    for somebody in ("aanmelder.venlo", "voorzitter.noord"):
        assert as_user(somebody).get(letter_of(case)).status_code == 404


def test_every_reading_and_every_refusal_is_logged(delivered, as_user, people):
    as_user("aanmelder.venlo").get(letter_of(delivered))
    as_user("aanmelder.roermond").get(letter_of(delivered))
    seen = ReadEvent.objects.filter(object_type="adviesbrief").values_list("user_id", "allowed")
    assert set(seen) == {(people("aanmelder.venlo").pk, True), (people("aanmelder.roermond").pk, False)}


def test_the_case_page_links_to_the_letter(delivered, as_user):
    page = as_user("aanmelder.venlo").get(f"/casussen/{delivered.public_id}/")
    assert letter_of(delivered) in page.content.decode()
    assert "De veiligheid is apart besproken." in text_of(page)
