"""A text for providers may not say whose case it is, or where."""

import pytest

from expertteam.help.pseudonymity import CASE_NUMBER, IDENTITY, PLACE, traces
from tests.story import intake_values
from workflows.demo.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(story):
    values = intake_values(person("aanmelder.venlo").main_membership.organisation)
    identity = values["identity"] | {
        "first_name": "Zoë-Lynn",
        "last_name": "van den Berg",
        "address": "1e Lambertusstraat 12a, 5911 AB Tegelen",
        "parents": "Moeder Ingrid van den Berg, vader Ömer Kaya",
    }
    return story.file(identity=identity)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoë-Lynn houdt van paarden.", IDENTITY),
        ("ZOE-LYNN houdt van paarden.", IDENTITY),
        ("zoe-lynn houdt van paarden.", IDENTITY),
        ("Familie Berg is moe.", IDENTITY),
        ("zoë-lynn van den berg", IDENTITY),
        ("Haar moeder Ingrid komt elke dag.", IDENTITY),
        ("Omer werkt 's nachts.", IDENTITY),
        ("Geboren op 17-05-2013.", IDENTITY),
        ("Geboren op 17/5/2013.", IDENTITY),
        ("Geboren op 17 mei 2013.", IDENTITY),
        ("Geboren 2013-05-17.", IDENTITY),
        ("Woont aan de Lambertusstraat.", IDENTITY),
        ("Woont in tegelen.", IDENTITY),
        ("Postcode 6041CD.", IDENTITY),
        ("Zie NL-2026-0001.", CASE_NUMBER),
        ("zie nl 2026 0001", CASE_NUMBER),
        ("Zie NL-2026-10000.", CASE_NUMBER),
        ("Het liefst dicht bij Venlo.", PLACE),
        ("In Bergen is er familie.", PLACE),
        ("Aangemeld door Toegang Venlo.", PLACE),
    ],
)
def test_what_points_to_the_youth_is_found(case, text, found):
    assert traces(case, text) == [found], "one sentence for name, birth date and address alike"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Een kleine groep met behandeling, van maandag tot en met vrijdag.",
        "Er is een berg werk verzet en de moeder wil rust. Moeder komt mee.",
        "Emoties kan zij niet bergen; een beek in de buurt helpt.",
        "Start in 2026, liefst voor 17 mei 2026. Groep van 6 tot 8 jongeren.",
        "HV-2026-0001 is ons kenmerk niet.",
        "Den Haag is te ver; sinds 2025 is er rust.",
    ],
)
def test_ordinary_words_pass(case, text):
    assert traces(case, text) == []


def test_the_finding_does_not_repeat_what_it_found(case):
    found = traces(case, "Zoë-Lynn van den Berg, Lambertusstraat 12a, NL-2026-0001, Venlo, 17-05-2013")
    assert found == [IDENTITY, CASE_NUMBER, PLACE]
    assert not any(word in " ".join(found) for word in ("Berg", "Lambertus", "Venlo", "2013", "0001"))


def test_an_identity_without_address_and_parents_can_be_checked(story):
    values = intake_values(person("aanmelder.venlo").main_membership.organisation)
    case = story.file(identity=values["identity"] | {"address": "", "parents": ""})
    assert traces(case, "Een kleine groep.") == []
