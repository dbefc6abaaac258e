"""The meeting pack for client councils: published figures and released texts, in plain Dutch."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from expertteam.audit.models import ReadEvent
from expertteam.core import clock
from expertteam.learning.enums import Addressee, ReportStatus
from expertteam.learning.question_enums import Says
from reports.learning import meeting, to_frozen
from reports.learning.meeting import HalfYear, meeting_pack, published_in
from tests.learning.asked import BECAUSE, THEME, answer, propose, region, release, report, send
from tests.reports import sample
from tests.reports.pdf_checks import assert_accessible, assert_fonts_embedded, text_of
from tests.reports.test_learning_report import report as compose

pytestmark = pytest.mark.django_db

FIRST_HALF = HalfYear(date(2026, 1, 1))


@pytest.fixture(scope="module")
def figures():
    """Frozen figures of 80 invented cases, with the theme that the questions are about."""
    frozen = to_frozen(compose(sample.records(80)))
    theme = {"title": THEME, "text": "14 signalen noemen dit als aanbod dat er niet was.", "count": 14}
    return frozen | {"themes": [theme]}


@pytest.fixture
def published(people, figures, travel):
    with travel(date(2026, 7, 20)):
        yield report(figures=figures)


def of_today(published):
    return meeting_pack(region(), FIRST_HALF, [published])


def url(found):
    return f"/leren/rapportages/{found.public_id}/vergaderstuk/"


def test_a_half_year_runs_from_january_or_july():
    for day, number, ends in (
        (date(2026, 1, 1), 1, date(2026, 6, 30)),
        (date(2026, 6, 30), 1, date(2026, 6, 30)),
        (date(2026, 7, 1), 2, date(2026, 12, 31)),
        (date(2026, 12, 31), 2, date(2026, 12, 31)),
    ):
        half_year = HalfYear.of(day)
        assert (half_year.number, half_year.ends_on) == (number, ends)
    assert str(FIRST_HALF) == "eerste half jaar van 2026"


def test_answered_waiting_and_late_stand_apart(published, travel):
    taken = send(propose(report=published, theme=THEME))
    release(answer(taken))
    send(propose(to="Toegang Venlo", addressee=Addressee.ACCESS, report=published, theme=THEME))
    quick = {"answer_by": clock.today() + timedelta(days=14), "report": published, "theme": THEME}
    send(propose(to="Toegang Venray", addressee=Addressee.ACCESS, **quick))
    with travel(clock.today() + timedelta(days=20)):
        pack = of_today(published)
    names = [[each.whom for each in group] for group in (pack.answered, pack.waiting, pack.late)]
    assert names == [["MGR Inkoop Limburg"], ["Toegang Venlo"], ["Toegang Venray"]]
    asked = " ".join(pack.questions)
    assert f"Thema: {THEME}." in asked
    assert "MGR Inkoop Limburg wil op" in asked and "Toegang Venray gaf nog geen antwoord." in asked


def test_what_is_not_released_or_was_taken_back_is_not_in_it(published):
    propose(report=published, theme=THEME, text="Nog niet gelezen door een ander.")
    unread = send(propose(to="Toegang Venlo", addressee=Addressee.ACCESS, report=published, theme=THEME))
    answer(unread, by="aanmelder.venlo", says=Says.DOES_NOT, text="Dit is nog niet vrijgegeven.")
    text = text_of(meeting.render(of_today(published)))
    assert "Nog niet gelezen" not in text and "nog niet vrijgegeven" not in text
    assert "Toegang Venlo: antwoord ontvangen" in text and "Een tweede persoon leest het nog na." in text


def test_the_pack_is_accessible_and_the_same_each_time(published, tmp_path):
    release(answer(send(propose(report=published, theme=THEME))))
    pack = of_today(published)
    drawn = meeting.render(pack)
    assert_accessible(drawn, tmp_path)
    assert_fonts_embedded(drawn)
    assert meeting.render(pack) == drawn
    text = text_of(drawn)
    for words in ("Agenda", "Wat u ons kunt vragen", "Moeilijke woorden", THEME, BECAUSE, "Minuten"):
        assert words in text, words
    for name in ("Marloes Peeters", "Miriam Gubbels", "Ellen Schoenmakers"):
        assert name not in text


def test_an_empty_half_year_still_makes_sense(published, tmp_path):
    pack = replace(of_today(published), reports=())
    drawn = meeting.render(pack)
    assert_accessible(drawn, tmp_path)
    assert "Geen enkele organisatie is te laat." in text_of(drawn)


def test_who_downloads_it_and_who_does_not(published, as_user):
    for address in ("coordinator.noord", "coordinator.zuid", "clientenraad", "inkoop", "beleid.noord", "fg"):
        client = as_user(address)
        page = client.get(f"/leren/rapportages/{published.public_id}/").content.decode()
        assert url(published) in page and url(published) in client.get("/leren/rapportages/").content.decode()
    found = as_user("clientenraad").get(url(published))
    assert found["Content-Disposition"].endswith('vergaderstuk-noord-limburg-2026-1.pdf"')
    event = ReadEvent.objects.latest("pk")
    assert (event.object_id, event.user_name) == (str(published.public_id), "Frans Opheij")
    for address in ("aanmelder.venlo", "aanbieder.lindehof", "beheer"):
        assert as_user(address).get(url(published)).status_code == 404, address


def test_a_draft_has_no_pack_and_is_in_none(people, figures, as_user):
    draft = report(ReportStatus.DRAFT, figures=figures)
    assert as_user("coordinator.noord").get(url(draft)).status_code == 404
    assert not published_in(region(), FIRST_HALF).exists()
