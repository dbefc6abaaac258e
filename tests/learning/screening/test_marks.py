"""What a mark is: where it stands in the text as written, and one for what overlaps."""

import pytest

from expertteam.learning.screening import Certainty, Kind, Mark, Screen, plain_screen
from expertteam.learning.screening.known import Identifiers, Known
from expertteam.learning.screening.marks import LABELS, settled
from expertteam.learning.screening.nearly import distance
from expertteam.learning.screening.numbers import comes_out, eleven_check
from expertteam.learning.screening.shingles import Shingles

DOSSIER = "Thuis lopen ruzies hoog op en de jeugdige gaat niet meer naar school."


def told(text, screen=None):
    """Kind and marked characters of every mark."""
    return [(mark.kind, text[mark.start : mark.end]) for mark in (screen or plain_screen()).marks(text)]


def knowing(*people, **others):
    return Screen(Known(Identifiers(people=list(people), **others)), Shingles([DOSSIER]))


def test_every_kind_has_a_word_for_it():
    assert set(LABELS) == set(Kind)
    assert {certainty.label for certainty in Certainty} == {"mogelijk", "waarschijnlijk", "zeker"}


@pytest.mark.parametrize("text", ["Zoë", "Z\u200bo\u0308e", "ｚｏë", "ZOË", "Zo\u00ade"])
def test_a_mark_covers_what_was_written_to_the_letter(text):
    written = f"Ook “{text}” – zonder naam – kwam."
    assert told(written, knowing(("Zoë", "Bos"))) == [(Kind.NAME, text)]


def test_what_overlaps_becomes_one_mark_with_both_reasons():
    sure = Mark(4, 9, Kind.NAME, "Een naam.", Certainty.CERTAIN)
    wider = Mark(0, 6, Kind.DATE, "Een datum.", Certainty.POSSIBLE)
    apart = Mark(9, 12, Kind.AGE, "Een leeftijd.", Certainty.LIKELY)
    assert settled([apart, sure, wider]) == [
        Mark(0, 9, Kind.NAME, "Een naam. Een datum.", Certainty.CERTAIN),
        apart,
    ]


def test_a_reason_names_neither_a_case_nor_the_word():
    screen = knowing(("Sanne", "Hendrix"), numbers=["NL-2026-0042"])
    for mark in screen.marks("Sanne Hendrxi (NL-2026-0042) en S. H. woonden in 5911 AB."):
        assert not [word for word in ("Sanne", "Hendr", "0042", "5911") if word in mark.reason]
        assert mark.reason.endswith((".", "?")) and "|" not in mark.reason


def test_seven_words_in_a_row_of_a_dossier_are_found_and_six_are_not():
    screen = knowing()
    copied = "Wij lazen: RUZIES HOOG OP, en de jeug-\ndige gaat en zo."
    assert told(copied, screen) == [(Kind.DOSSIER, "RUZIES HOOG OP, en de jeug-\ndige gaat")]
    assert told("Wij lazen: hoog op en de jeugdige gaat anders.", screen) == []
    assert told(DOSSIER, screen) == [(Kind.DOSSIER, DOSSIER.rstrip("."))]
    assert told("Thuis lopen de ruzies niet zo hoog op.", screen) == []


def test_no_words_of_a_dossier_are_kept():
    index = Shingles([DOSSIER, "te kort"])
    assert index.numbers.dtype.itemsize == 8 and len(index.numbers) == len(DOSSIER.split()) - 6
    assert set(vars(index)) == {"numbers"}


def test_names_that_are_ordinary_words_need_a_capital():
    screen = knowing(("Wil", "Bos"), ("Roos", "van den Berg"), ("Mei", "de Jong"))
    clean = "Wij wilden in het bos zijn. Het jonge gezin zag een berg werk; de roos bloeide op de berg."
    assert told(clean, screen) == []
    assert told("Toen kwam Roos, en ook de familie Bos en oma Van Den Berg.", screen) == [
        (Kind.NAME, "Roos"),
        (Kind.NAME, "Bos"),
        (Kind.NAME, "Van Den Berg"),
    ]
    [mark] = screen.marks("Wil kwam niet.")
    assert mark.certainty == Certainty.POSSIBLE, "where a sentence begins it can be either"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Na de 10 gesprekken", []),
        ("Samen in ge sprek", []),
        ("Toen kwam In-\nge", ["In-\nge"]),
        ("I n g e", ["I n g e"]),
        ("Zij was in. Ge kunt", []),
        ("Ingetje en Inges moeder", ["Ingetje", "Inges"]),
    ],
)
def test_letters_that_happen_to_stand_together_are_no_name(text, marked):
    assert [form for _, form in told(text, knowing(("Inge", "Delo")))] == marked


def test_initials_of_somebody_known_weigh_more():
    screen = knowing(("Jan", "van den Berg"), ("Sanne", "Hendrix"))
    text = "J.v.d.B., J. v.d. B., J. van den B., JvdB, S.H. en K. de W."
    found = [(text[mark.start : mark.end], mark.certainty) for mark in screen.marks(text)]
    assert [form for form, certainty in found if certainty == Certainty.LIKELY] == [
        *("J.v.d.B.", "J. v.d. B.", "J. van den B.", "JvdB", "S.H."),
    ]
    assert found[-1] == ("K. de W.", Certainty.POSSIBLE)
    assert told("De B.V. belde o.a. i.v.m. de GI en z.s.m. daarna de GGZ.") == []


def test_organisations_and_addresses_that_are_known():
    screen = knowing(
        organisations=["Stichting De Wissel", "Jeugdzorg Vlinderdal", "school", "huisarts", "Toegang Zuid"],
        addresses=["Nergensweg 12, 5911 AB Venlo"],
    )
    assert told("School en huisarts namen een wissel op de toegang.", screen) == []
    assert told("Bij De Wissel en Vlinderdahl was plek.", screen) == [
        (Kind.ORGANISATION, "De Wissel"),
        (Kind.ORGANISATION, "Vlinderdahl"),
    ]
    assert told("aan de nergensweg", screen) == [(Kind.ADDRESS, "nergensweg")]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("lotte", "lotte", 0), ("lotte", "lote", 1), ("sanne", "snane", 1), ("daan", "doom", 3)],
)
def test_slips_are_counted(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


def test_check_digits():
    assert comes_out("NL91 ABNA 0417 1643 00") and not comes_out("NL91 ABNA 0417 1643 01")
    assert comes_out("BE68 5390 0754 7034") and not comes_out("NL91 ABNA")
    assert eleven_check("111222333") and not eleven_check("111222334") and not eleven_check("000000000")


def test_years_and_amounts_are_no_burgerservicenummer():
    clean = "In schooljaar 24/25, in 2024 2025 en van 2024-2025 ging 12 000 000 euro om, was 12.345.678."
    assert Kind.BSN not in {kind for kind, _ in told(clean)}
    assert {kind for kind, _ in told("Nummer 123.456.782 of 1234 56 782 of 123456782.")} == {Kind.BSN}


def test_a_text_without_anything():
    assert [plain_screen().marks(text) for text in ("", " \n", "\u200b", "...")] == [[], [], [], []]


def test_nothing_that_somebody_types_makes_it_slow(full_size):
    """Patterns that go back and forth over a long row of the same signs would take minutes."""
    size = 20_000 if full_size else 4_000
    for piece in (
        "a",
        "1 ",
        "1",
        "J. ",
        "een ",
        "a.",
        "@a",
        "Van de ",
        "nul ",
        "A-1-",
        "('",
        "in 2024 ",
        "Aa ",
    ):
        plain_screen().marks(piece * (size // len(piece)))
