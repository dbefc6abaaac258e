"""The worklist: only one's own cases, filtered, sorted, searched and taken along."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from expertteam.audit.models import ReadEvent
from expertteam.frontend.weight import assets, served_size, weight

pytestmark = pytest.mark.django_db

# The bound: 120 kB over the line on a first visit, fonts included.
HEAVIEST = 120_000


@pytest.fixture
def cases(story):
    north = story.file(title="Dreigende uithuisplaatsing na een vechtscheiding")
    venray = story.file("aanmelder.venray", title="Thuiszitter, adviezen spreken elkaar tegen")
    south = story.file("aanmelder.heerlen", title="Gesloten plaatsing eindigt zonder vervolg")
    story.triage(venray, "declined", alternative="De toegang kan dit zelf.")
    return {"north": north, "venray": venray, "south": south}


def titles(page):
    return page.content.decode()


def test_each_sees_their_own_cases(cases, as_user):
    url = reverse("workflows:cases")
    seen = {
        "coordinator.noord": {"north", "venray"},
        "coordinator.zuid": {"south"},
        "aanmelder.venlo": {"north"},
        "aanmelder2.venlo": set(),
        "deskundige1.noord": set(),
        "centrum1": set(),
        "aanbieder.kompas": set(),
        "beleid.noord": set(),
        "fg": set(),
        "beheer": set(),
    }
    for address, own in seen.items():
        page = titles(as_user(address).get(url))
        for name, case in cases.items():
            assert (case.number in page) == (name in own), (address, name)


def test_filters_and_search_narrow_the_list_and_say_so(cases, as_user):
    client = as_user("coordinator.noord")
    url = reverse("workflows:cases")
    declined = titles(client.get(url, {"status": "declined"}))
    assert cases["venray"].number in declined and cases["north"].number not in declined
    assert "Verwijder filter" in declined
    found = titles(client.get(url, {"q": "advies"}))
    assert cases["venray"].number in found, "advies finds adviezen"
    assert cases["north"].number not in found
    assert cases["north"].number in titles(client.get(url, {"q": "uhp"})), "our own synonym"
    assert cases["north"].number in titles(client.get(url, {"q": "vechtscheidng"})), "a typing error"
    nothing = titles(client.get(url, {"q": "onvindbaar"}))
    assert "Geen casussen gevonden" in nothing and "Toon alle casussen" in nothing


@pytest.mark.parametrize(
    "query",
    [
        {"status": "bestaat-niet"},
        {"o": "; drop table"},
        {"page": "99999"},
        {"municipality": "x"},
        {"q": "' OR 1=1 --"},
    ],
)
def test_nonsense_in_the_address_shows_a_list_and_no_error(cases, as_user, query):
    assert as_user("coordinator.noord").get(reverse("workflows:cases"), query).status_code == 200


def test_sorting_by_every_column(cases, as_user):
    client = as_user("coordinator.noord")
    for column in ("nummer", "onderwerp", "gemeente", "status", "aangemeld"):
        up = titles(client.get(reverse("workflows:cases"), {"o": column}))
        down = titles(client.get(reverse("workflows:cases"), {"o": f"-{column}"}))
        order = [up.index(cases[name].number) for name in ("north", "venray")]
        reverse_order = [down.index(cases[name].number) for name in ("north", "venray")]
        assert (order[0] < order[1]) != (reverse_order[0] < reverse_order[1]), column


def test_exports_hold_what_the_screen_shows_and_are_logged(cases, as_user):
    client = as_user("coordinator.noord")
    url = reverse("workflows:cases")
    book = client.get(url, {"status": "declined", "export": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert [row[0] for row in rows] == ["Nummer", cases["venray"].number]
    text = client.get(url, {"export": "csv"}).content.decode("utf-8-sig")
    numbers = [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")]
    assert set(numbers[1:]) == {cases["north"].number, cases["venray"].number}
    logged = ReadEvent.objects.filter(action="E", object_type="casus")
    assert logged.count() == 3


def test_an_empty_list_says_what_to_do(people, as_user):
    assert "Meld de casus aan" in titles(as_user("aanmelder.venlo").get(reverse("workflows:cases")))
    assert "zodra u erbij betrokken wordt" in titles(
        as_user("deskundige1.noord").get(reverse("workflows:cases"))
    )


def test_a_first_visit_weighs_little(cases, as_user):
    page = as_user("coordinator.noord").get(reverse("workflows:cases"))
    total = served_size(page.content) + sum(weight(path) for path in assets())
    assert 20_000 < total <= HEAVIEST
