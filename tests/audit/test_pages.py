"""The pages about the read log: who may open them, what they show, and what they never show."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from expertteam.audit.models import ReadEvent
from expertteam.audit.read_log import append
from expertteam.core import clock
from tests.pages import text_of
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

LOOKS = reverse("workflows:looks")
UNUSUAL = reverse("workflows:unusual_looks")
OFFICER, COORDINATOR, REFERRER = "fg", "coordinator.noord", "aanmelder.venlo"
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def of_case(case):
    return reverse("workflows:case_looks", args=[case.public_id])


def of_person(address):
    return reverse("workflows:user_looks", args=[person(address).public_id])


def look(address, object_id="", at=MONDAY, **values):
    who = person(address)
    defaults = {
        "at": at,
        "event_type": "inzage",
        "action": "R",
        "outcome": "gelukt",
        "allowed": True,
        "user_id": who.pk,
        "user_name": who.name,
        "purpose": "workflows:case",
        "object_type": "casus",
        "object_id": str(object_id),
        "sensitivity": "bijzonder",
    }
    return ReadEvent(**defaults | values)


@pytest.fixture
def looked(case, pages, as_user):
    """The coordinator and the referrer looked; somebody from Weert tried."""
    as_user(COORDINATOR).post(pages["identity"][1])
    for address in (COORDINATOR, REFERRER, "aanmelder.weert"):
        as_user(address).get(pages["case"][1])
    return case


def test_the_coordinator_reads_who_looked_as_what_and_why(looked, as_user):
    page = text_of(as_user(COORDINATOR).get(of_case(looked)))
    for told in (
        "Marloes Peeters",
        "Sanne Hendrix",
        "Toegang Venlo",
        "Aanmelder",
        "Identiteit ingezien",
        "Casus ingezien",
        "Coördinator van het expertteam",
        "Heeft de casus aangemeld",
        "Petra Nies",
        "Casus geweigerd",
        "geweigerd",
    ):
        assert told in page, told


def test_the_privacy_officer_reads_the_same_and_nothing_of_the_case(looked, as_user):
    for page in (of_case(looked), LOOKS, of_person(COORDINATOR)):
        response = as_user(OFFICER).get(page)
        shown = text_of(response)
        assert looked.number in shown
        assert "Marloes Peeters" in shown
        for secret in (looked.title, "Testkind", "Plan van aanpak"):
            assert secret not in shown, page
        assert f"/casussen/{looked.public_id}/'" not in response.content.decode()


@pytest.mark.parametrize("address", [REFERRER, "voorzitter.noord", "coordinator.zuid", "inkoop", "beheer"])
def test_who_does_not_watch_the_access_finds_no_such_page(looked, as_user, address):
    client = as_user(address)
    for page in (of_case(looked), LOOKS, UNUSUAL, of_person(COORDINATOR)):
        assert client.get(page).status_code == 404, page


def test_the_coordinator_has_the_page_of_own_cases_only(looked, as_user, story):
    client = as_user(COORDINATOR)
    for page in (LOOKS, UNUSUAL, of_person(REFERRER), of_case(story.file("aanmelder.heerlen"))):
        assert client.get(page).status_code == 404


def test_the_case_page_leads_there_for_who_may(looked, as_user, pages):
    assert of_case(looked) in as_user(COORDINATOR).get(pages["case"][1]).content.decode()
    assert of_case(looked) not in as_user(REFERRER).get(pages["case"][1]).content.decode()


def test_a_privacy_officer_starts_here(as_user, people):
    client = as_user(OFFICER)
    assert client.get(reverse("workflows:home")).url == LOOKS
    assert "Nog niemand keek" in text_of(client.get(LOOKS))
    menu = text_of(client.get(LOOKS))
    assert "Inzage" in menu
    assert "Opvallend gebruik" in menu


def test_looking_at_the_log_is_on_record_and_an_export_of_it_too(looked, as_user):
    client = as_user(OFFICER)
    client.get(of_case(looked))
    row = ReadEvent.objects.latest("pk")
    assert (row.object_type, row.object_id, row.action) == ("inzagelog", str(looked.public_id), "R")
    client.get(LOOKS, {"export": "xlsx"})
    row = ReadEvent.objects.latest("pk")
    assert (row.object_type, row.event_type, row.action) == ("inzagelog", "uitvoer", "E")


def test_the_export_holds_the_rows_of_the_screen(looked, as_user):
    book = as_user(OFFICER).get(LOOKS, {"export": "xlsx", "event_type": "weigering"})
    rows = list(openpyxl.load_workbook(BytesIO(book.content)).active.values)
    heading = next(index for index, row in enumerate(rows) if row[0] == "Dag")
    assert [row[2] for row in rows[heading + 1 :] if row[2]] == ["Petra Nies"]
    text = as_user(COORDINATOR).get(of_case(looked), {"export": "csv"}).content.decode()
    assert "Sanne Hendrix" in text
    assert looked.title not in text


@pytest.mark.parametrize(
    ("chosen", "shown", "hidden"),
    [
        ({"q": "hendrix"}, "Sanne Hendrix", "Marloes Peeters"),
        ({"event_type": "weigering"}, "Petra Nies", "Marloes Peeters"),
        ({"number": "NL-"}, "Sanne Hendrix", "Geen inzagen gevonden"),
        ({"number": "ZL-1999"}, "Geen inzagen gevonden", "Marloes Peeters"),
        ({"since": "2031-01-01"}, "Geen inzagen gevonden", "Marloes Peeters"),
        ({"until": "2001-01-01"}, "Geen inzagen gevonden", "Marloes Peeters"),
        ({"emergency": "on"}, "Geen inzagen gevonden", "Marloes Peeters"),
    ],
)
def test_rows_can_be_chosen(looked, as_user, chosen, shown, hidden):
    page = text_of(as_user(OFFICER).get(LOOKS, chosen))
    assert shown in page
    assert hidden not in page


def test_many_rows_come_in_pages(looked, as_user):
    append([look(COORDINATOR, number, at=clock.now()) for number in range(60)])
    page = as_user(OFFICER).get(LOOKS)
    assert len(page.context["looks"]) == 50
    assert page.context["page"].paginator.num_pages == 2


def unusual(as_user, kind, travel):
    with travel(MONDAY + timedelta(days=2)):
        return as_user(OFFICER).get(UNUSUAL, {"kind": kind})


@pytest.mark.parametrize(("number", "found"), [(19, False), (20, True)])
def test_many_cases_in_an_hour_stand_out(as_user, travel, number, found, people):
    append([look(COORDINATOR, f"casus {each}", at=MONDAY) for each in range(number)])
    assert ("Veel casussen in een uur" in rows_of(unusual(as_user, "many", travel))) == found


def rows_of(response) -> list[str]:
    return [f"{row['label']}" for row in response.context["rows"]]


def test_a_list_with_many_cases_does_not(as_user, travel, people):
    append([look(COORDINATOR, f"casus {each}", purpose="workflows:cases") for each in range(50)])
    assert rows_of(unusual(as_user, "many", travel)) == []


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (datetime(2026, 3, 2, 20, 59, tzinfo=UTC), False),  # 21.59 in Limburg
        (datetime(2026, 3, 2, 21, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 3, 4, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 3, 5, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 11, 0, tzinfo=UTC), True),  # a Sunday
    ],
)
def test_nights_and_weekends_stand_out(as_user, travel, at, found, people):
    append([look(COORDINATOR, "casus 1", at=at)])
    assert (rows_of(unusual(as_user, "odd", travel)) != []) == found


@pytest.mark.parametrize(("number", "found"), [(9, False), (10, True)])
def test_a_series_of_refusals_stands_out(as_user, travel, number, found, people):
    refusal = {"event_type": "weigering", "outcome": "geweigerd", "allowed": False}
    append([look(COORDINATOR, f"casus {each}", **refusal) for each in range(number)])
    assert (rows_of(unusual(as_user, "refused", travel)) != []) == found


def test_a_case_of_another_region_stands_out_unless_it_is_their_work(as_user, travel, story):
    case = story.file()
    append([look(who, case.public_id) for who in ("deskundige1.zuid", COORDINATOR, REFERRER, "centrum1")])
    response = unusual(as_user, "far", travel)
    assert [row["finding"].user_name for row in response.context["rows"]] == ["Sven Ploum"]
    assert case.number in text_of(response)
    assert case.title not in text_of(response)


def test_nothing_unusual_says_so(as_user, people):
    assert "Er valt niets op" in text_of(as_user(OFFICER).get(UNUSUAL))
