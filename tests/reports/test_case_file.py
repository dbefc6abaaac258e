"""The file of a case as PDF stays readable aloud, also over several pages."""

import datetime

import pytest

from reports.documents import case_file
from tests.reports.pdf_checks import assert_accessible, text_of


def content(rows):
    part = {"key": "a", "label": "Situatie", "value": "Thuis lopen ruzies hoog op. " * 5}
    short = {"key": "b", "label": "Wie", "value": "Marloes Peeters"}
    return {
        "case_number": "NL-2026-0001",
        "made_on": "10 maart 2026",
        "asked_by": "een ouder met gezag",
        "received_on": "2 maart 2026",
        "sections": [
            {"title": "Aanmelding", "rows": [{"parts": [short, part, short]}]},
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
