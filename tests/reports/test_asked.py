"""The part of a report that closes the loop: what was asked of whom, and what was done with it."""

import json
from dataclasses import replace

import pytest

from reports.learning import from_frozen, render, to_frozen
from reports.learning.asked import NO_ANSWER, NOTHING_ASKED, Asked, AskedQuestion, asked
from tests.reports.pdf_checks import text_of
from tests.reports.test_learning_report import report

ANSWERS = ("pakt het op", "pakt een deel op", "pakt het niet op")
BUYER = AskedQuestion(
    whom="Inkoop Zuid",
    addressee="inkoop",
    subject="Hulp die ontbreekt: ‘JeugdzorgPlus’",
    text="Koopt u plekken in?",
    asked_on="1 september 2026",
    answer_by="15 oktober 2026",
    state="Wordt opgepakt",
    tone="success",
    signals=14,
    says="pakt het op",
    reason="Wij kopen twee plekken in.",
    by_when="1 maart 2027",
    responsible="afdeling contractbeheer",
)
TOWN = replace(BUYER, whom="Toegang Dorp", addressee="gemeentelijke toegang", signals=9, says=ANSWERS[2])
SILENT = replace(
    BUYER,
    whom="De Haven",
    addressee="jeugdhulpaanbieder",
    signals=11,
    state="Antwoord is te laat",
    **dict.fromkeys(("says", "reason", "by_when", "responsible"), ""),
)
LESSON = replace(TOWN, subject="Begin eerder", signals=None)
WITHDRAWN = replace(SILENT, signals=30, state="Ingetrokken", withdrawn="Het is al geregeld.")


def gathered(*questions) -> Asked:
    return asked(questions, answers=ANSWERS)


def test_the_table_counts_signals_by_answer():
    table = gathered(BUYER, TOWN, SILENT, LESSON, WITHDRAWN).table
    assert (table.key, table.total) == ("answers", 34), "a lesson has no number; what was taken back is out"
    assert table.by_row() == {ANSWERS[0]: 14, ANSWERS[1]: 0, ANSWERS[2]: 9, NO_ANSWER: 11}


def test_every_figure_of_the_table_is_a_sum_of_published_ones():
    table = gathered(BUYER, replace(TOWN, says=ANSWERS[0]), SILENT).table
    assert {table.total, *table.row_totals} <= {34, 23, 11, 0}, "nothing that no report told"


def test_one_answer_alone_is_hidden_as_elsewhere_and_no_question_is_no_part():
    assert gathered() == NOTHING_ASKED
    one = gathered(BUYER).table
    assert one.withheld or 14 not in one.row_totals, "nine tenths or more in one place"
    assert gathered(LESSON).table.withheld, "nothing to count"
    assert not gathered(BUYER).tells and gathered(BUYER, TOWN, SILENT).tells


def test_what_is_told_survives_freezing():
    content = report([], asked=gathered(BUYER, TOWN, SILENT, WITHDRAWN))
    again = from_frozen(json.loads(json.dumps(to_frozen(content))))
    assert again == content and render(again) == render(content)


def test_a_report_frozen_before_there_were_questions_still_opens():
    frozen = to_frozen(report([]))
    del frozen["asked"]
    assert from_frozen(frozen).asked == NOTHING_ASKED
    assert "Wij stelden nog geen vragen" in text_of(render(from_frozen(frozen)))


@pytest.mark.parametrize(
    ("question", "shown", "absent"),
    [
        (BUYER, ["Wordt opgepakt", "Wij kopen twee plekken in", "1 maart 2027", "contractbeheer"], []),
        (SILENT, ["Antwoord is te laat", "Antwoord gevraagd voor 15 oktober 2026"], ["Klaar op"]),
        (WITHDRAWN, ["Ingetrokken", "Het is al geregeld"], ["Antwoord gevraagd"]),
        (replace(BUYER, result="Het is gedaan. Er zijn twee plekken."), ["Resultaat", "twee plekken"], []),
    ],
)
def test_the_report_says_what_was_asked_and_done(question, shown, absent):
    text = " ".join(text_of(render(report([], asked=gathered(question)))).split())
    for words in shown:
        assert words.lower() in text.lower(), words
    for words in absent:
        assert words not in text, words


def test_the_sentence_counts_questions_and_answers():
    assert gathered(BUYER, SILENT, WITHDRAWN).sentence == (
        "Wij stelden 2 vragen. Organisaties gaven antwoord op 1."
    )
    assert NOTHING_ASKED.sentence == ""
