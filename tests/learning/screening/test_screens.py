"""Whose cases a screen knows: those of one person, or those of a region in a period."""

from datetime import timedelta

import pytest
from django.apps import apps

from expertteam.access.wall import as_user as behind_the_wall
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.learning.dossier import NOT_WRITTEN_BY_PEOPLE, text_fields, texts_of
from expertteam.learning.models import Signal
from expertteam.learning.screening import Kind
from expertteam.learning.screens import screen_known_to, screen_of_region
from expertteam.organisations.models import Region
from tests.privacy import canary
from tests.privacy.canary import PATHS_TO_CASE
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

COPIED = "Men schreef: thuis lopen ruzies hoog op en de jeugdige gaat niet meer."


def kinds(screen, text):
    return {mark.kind for mark in screen.marks(text)}


def region_screen(code="NL", **period):
    today = clock.today()
    period = {"starts_on": today - timedelta(days=90), "ends_on": today} | period
    return screen_of_region(region=Region.objects.get(code=code), **period)


def test_a_screen_knows_the_cases_of_its_user_only(story):
    case = story.file()
    for address, knows in (
        ("coordinator.noord", True),
        ("aanmelder.venlo", True),
        ("deskundige1.zuid", False),
    ):
        screen = screen_known_to(person(address))
        assert (Kind.NAME in kinds(screen, "Volgens testkind.")) is knows, address
        assert (Kind.DOSSIER in kinds(screen, COPIED)) is knows, address
        assert Kind.CASE_NUMBER in kinds(screen, f"Zie {case.number}."), "a pattern, for everybody"


def test_colleagues_of_a_case_are_names_as_well(story):
    story.file()
    assert Kind.NAME in kinds(screen_known_to(person("coordinator.noord")), "Volgens Sanne Hendrix.")
    assert Kind.NAME not in kinds(screen_known_to(person("deskundige1.zuid")), "volgens sanne hendrix")


def test_the_report_of_a_region_knows_all_of_it_whoever_asks(story):
    """Also for somebody behind the wall who may open no case of it; and nothing of another region."""
    story.file()
    with behind_the_wall(person("fg")):
        assert not Case.objects.exists()
        assert {Kind.NAME, Kind.DOSSIER} <= kinds(region_screen(), f"Volgens testkind. {COPIED}")
        assert not Case.objects.exists()
    assert kinds(region_screen("ZL"), COPIED) == set()


def test_dossiers_are_those_of_the_period_and_names_of_all_time(story):
    story.file()
    later = {"starts_on": clock.today() + timedelta(days=40), "ends_on": clock.today() + timedelta(days=60)}
    earlier = {"starts_on": clock.today() - timedelta(days=60), "ends_on": clock.today() - timedelta(days=40)}
    assert Kind.DOSSIER in kinds(region_screen(**later), COPIED), "the case still runs"
    assert Kind.DOSSIER not in kinds(region_screen(**earlier), COPIED)
    assert Kind.NAME in kinds(region_screen(**earlier), "Volgens testkind.")


def test_a_case_that_was_closed_long_before_its_lesson_is_known_too(story):
    Case.objects.filter(pk=story.file().pk).update(closed_at=clock.now(), status="closed")

    def after(years):
        day = clock.today() + timedelta(days=365 * years)
        return region_screen(starts_on=day, ends_on=day + timedelta(days=180))

    assert Kind.DOSSIER in kinds(after(1), COPIED)
    assert Kind.DOSSIER not in kinds(after(3), COPIED)


def test_every_text_about_a_case_counts_as_dossier(story):
    """A field that is added tomorrow too: the list follows the register."""
    case = story.file()
    story.to_advice(case)
    signal = Signal.objects.create(
        case=case, kind="missing", segment="ggz", addressee="aanbieders", text="Er is te weinig.",
        recorded_by=person("coordinator.noord"),
    )  # fmt: skip
    texts = list(texts_of(Case.objects.filter(pk=case.pk)))
    for part in ("Thuis lopen ruzies", "Na vier gesprekken.", "Begin met rust", "wie dat doet", signal.text):
        assert any(part in text for text in texts), part
    assert "Testkind" not in texts, "names are looked up as names"
    ways = {label: way for label, way, _ in text_fields()}
    with_text = {label for label in PATHS_TO_CASE if any(canary.text_fields(apps.get_model(label)))}
    assert with_text - NOT_WRITTEN_BY_PEOPLE <= set(ways)
    assert ways["help.Bridging"] == "placement__request__case"
    assert {"cases.Intake", "advice.Recommendation", "help.Bridging", "rights.OwnStatement"} <= set(ways)


def test_a_screen_of_many_cases_takes_few_queries(story, django_assert_max_num_queries):
    for _ in range(3):
        story.file()
    with django_assert_max_num_queries(60):
        screen_known_to(person("coordinator.noord"))
