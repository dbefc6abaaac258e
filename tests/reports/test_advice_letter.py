"""The advice letter: formal, accessible, pseudonymous."""

import dataclasses
import datetime
import random

import pytest

from reports.documents.advice_letter import AdviceLetter, LetterRecommendation, LetterSignature, render
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded, text_of


@pytest.fixture
def letter():
    return AdviceLetter(
        case_number="NL-2026-0042",
        team_name="Expertteam Jeugd Noord-Limburg",
        letter_date=datetime.date(2026, 4, 9),
        conference_date=datetime.date(2026, 4, 2),
        addressee_organisation="Gemeente Venlo, toegang jeugd",
        addressee_role="jeugdconsulent",
        question="Welke plek past bij deze jeugdige, nu de leefgroep stopt?",
        explanatory_analysis="Elke overgang vergrootte het wantrouwen.\n\nSchool gaat goed.",
        advice_summary="Zet in op een gezinshuis in de buurt van school.",
        recommendations=(
            LetterRecommendation(
                number=1,
                text="Vraag een plek aan in een gezinshuis.",
                kind_of_help="Wonen: gezinshuis",
                addressee="Bureau Jeugdzorg Limburg",
                owner="jeugdbeschermer",
                due_date=datetime.date(2026, 5, 1),
            ),
        ),
        signatures=(
            LetterSignature("dr. A. Şahin", "kinder- en jeugdpsychiater", "Akkoord"),
            LetterSignature(
                "P. Janssen", "jeugdbeschermer", "Niet akkoord", "Dit is naar mijn oordeel te vroeg."
            ),
        ),
        chair="drs. M. Peeters",
        how_to_respond="Log in en open de taak ‘Advies beantwoorden’.",
        respond_before=datetime.date(2026, 4, 24),
        follow_up_date=datetime.date(2026, 10, 9),
        contact="Bel het secretariaat op 077 000 00 00.",
    )


def test_letter_says_what_is_advised_by_whom_and_how_to_answer(letter):
    text = text_of(render(letter))
    for part in (
        "Advies over casus NL-2026-0042",
        "Gemeente Venlo, toegang jeugd",
        "9 april 2026",
        "Op 2 april 2026 besprak het expertteam",
        "Welke plek past bij deze jeugdige",
        "School gaat goed.",
        "Aanbeveling 1",
        "Bureau Jeugdzorg Limburg",
        "1 mei 2026",
        "Antwoord uiterlijk op 24 april 2026",
        "9 oktober 2026",
        "dr. A. Şahin",
        "Dit is naar mijn oordeel te vroeg.",
        "drs. M. Peeters",
    ):
        assert part in text


def test_every_page_carries_case_number_and_page_number(letter):
    many = tuple(dataclasses.replace(letter.recommendations[0], number=n) for n in range(1, 13))
    text = text_of(render(dataclasses.replace(letter, recommendations=many)))
    assert "Pagina 3 van" in text
    assert text.count("Casus NL-2026-0042, vertrouwelijk") >= 3


def test_letter_passes_the_checkers_with_its_own_fonts(letter, tmp_path):
    content = render(letter)
    assert_accessible(content, tmp_path)
    assert_fonts_embedded(content)


def test_long_letter_passes_the_checkers_too(letter, tmp_path):
    many = tuple(
        dataclasses.replace(letter.recommendations[0], number=n, kind_of_help=kind, text=_sentences(n))
        for n, kind in enumerate(("Wonen: gezinshuis", "Ambulante GGZ", "Vaktherapie", "Crisishulp"), 1)
    )
    assert_accessible(render(dataclasses.replace(letter, recommendations=many)), tmp_path)


def test_same_letter_gives_the_same_bytes(letter):
    assert render(letter) == render(dataclasses.replace(letter))


def test_html_in_any_text_stays_text(letter):
    attack = '<img src="https://example.org/x"><b>x</b>'
    changed = {
        field.name: attack
        for field in dataclasses.fields(letter)
        if isinstance(getattr(letter, field.name), str)
    }
    hostile = dataclasses.replace(
        letter,
        **changed,
        recommendations=(dataclasses.replace(letter.recommendations[0], text=attack, owner=attack),),
        signatures=(LetterSignature(attack, attack, attack, attack),),
    )
    assert text_of(render(hostile)).count("<b>") >= len(changed)


def test_letter_without_recommendations_or_signatures_is_still_a_letter(letter, tmp_path):
    assert_accessible(render(dataclasses.replace(letter, recommendations=(), signatures=())), tmp_path)


def _sentences(seed):
    """Different on every line: a checker takes a line that comes back on each page for a header."""
    chance = random.Random(seed)
    words = ("school", "thuis", "rust", "plan", "behandeling", "gezin", "vertrouwen", "afspraak", "netwerk")
    return " ".join(
        f"{chance.choice(words)} {chance.choice(words)} {chance.choice(words)}." for _ in range(120)
    )
