"""The file of a case as PDF stays readable aloud, also over several pages."""

import datetime

import pytest

from reports.documents import case_file
from tests.reports.pdf_checks import assert_accessible, text_of


def piece(label, value, key="rights.thing.1.field"):
    return {"key": key, "label": label, "value": value}


def consent(number):
    """A row with more parts than a table has room for, of which most are the same each time."""
    same = ("Leeftijd die dag", "Antwoord", "Datum", "Hoe", "Versie van de regels")
    always = [piece(label, f"{label} steeds") for label in same]
    return [piece("Wie", f"ouder {number}"), *always, piece("Delen met", f"kring {number}")]


def content(rows):
    part = {"key": "a", "label": "Situatie", "value": "Thuis lopen ruzies hoog op. " * 5}
    short = {"key": "b", "label": "Wie", "value": "Marloes Peeters"}
    made = piece("Aangemaakt op", "3 maart 2026, 10:00", key="rights.subjectrequest.1.created_at")
    return {
        "case_number": "NL-2026-0001",
        "made_on": "10 maart 2026",
        "asked_by": "een ouder met gezag",
        "received_on": "2 maart 2026",
        "sections": [
            {"title": "Aanmelding", "rows": [{"parts": [short, part, short]}]},
            {"title": "Toestemming", "rows": [{"parts": consent(n)} for n in range(rows)]},
            {"title": "Verzoek", "rows": [{"parts": [short, part, made]} for _ in range(rows // 3)]},
            {
                "title": "Gebeurtenis",
                "rows": [{"parts": [{**short, "value": f"Stap {n}"}]} for n in range(rows)],
            },
        ],
        "given_to": [
            {"whom": f"Aanbieder {n}", "day": "3 maart 2026", "what": "hulpvraag", "ground": "toestemming"}
            for n in range(rows)
        ],
        "who_looked": [
            {
                "who": f"Lezer {n}",
                "role": "voorzitter",
                "organisation": "Expertteam",
                "day": "4 maart 2026",
                "what": "casus, ingezien",
                "allowed": n % 2 == 0,
                "times": n,
                "ground": "voorzitter: casusbespreking",
            }
            for n in range(rows)
        ],
        "left_out": ["Concepten.", "Vooradviezen van vóór de bespreking.", "Anonieme leergegevens. " * 9],
    }


@pytest.mark.parametrize("rows", [0, 3, 90])
def test_it_can_be_read_aloud_over_several_pages(rows, tmp_path):
    drawn = case_file.render(content(rows), digest="0" * 64, dated=datetime.date(2026, 3, 10))
    assert_accessible(drawn, tmp_path)
    text = text_of(drawn)
    for number in range(rows):
        assert f"Aanbieder {number}" in text and f"Lezer {number}" in text
    assert ("geweigerd" in text) == (rows > 1)
    assert ("Aan niemand" in text) == (rows == 0)


def laid_out(*rows):
    (section,) = case_file._laid_out([{"title": "Stuk", "rows": [{"parts": parts} for parts in rows]}])
    return section


def test_rows_that_look_alike_become_a_table_with_what_is_the_same_above_it():
    section = laid_out(*(consent(number) for number in range(3)))
    assert section["columns"] == ["Wie", "Delen met"]
    assert [[value for value, _ in line] for line in section["lines"]] == [
        ["ouder 0", "kring 0"],
        ["ouder 1", "kring 1"],
        ["ouder 2", "kring 2"],
    ]
    assert ("Hoe", "Hoe steeds") in section["same"] and len(section["same"]) == 5


def test_two_rows_or_a_long_text_stay_one_by_one_with_every_part():
    assert len(laid_out(consent(1), consent(2))["rows"]) == 2
    long = [piece("Wie", "ouder"), piece("Toelichting", "woord " * 120)]
    rows = laid_out(long, long, long)["rows"]
    assert [[part["label"] for part in row["short"] + row["long"]] for row in rows] == [
        ["Wie", "Toelichting"]
    ] * 3


def test_two_parts_with_one_label_are_both_shown():
    twice = [piece("Naam", "eerste"), piece("Naam", "tweede")]
    rows = laid_out(twice, twice, twice)["rows"]
    assert [part["value"] for part in rows[0]["short"]] == ["eerste", "tweede"]


def test_what_one_row_does_not_have_is_a_dash_and_when_it_was_written_comes_last():
    made = piece("Aangemaakt op", "3 maart 2026, 10:00", key="rights.subjectrequest.1.created_at")
    section = laid_out([made, piece("Wie", "a")], [made], [made, piece("Wie", "b")])
    assert section["columns"] == ["Wie", "Aangemaakt op"]
    assert [line[0][0] for line in section["lines"]] == ["a", "–", "b"]
