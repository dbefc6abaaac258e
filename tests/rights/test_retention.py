"""Until when a file is kept: the table decides, the longest fitting row wins, nothing stands in code."""

from datetime import date

import pytest

from expertteam.cases import services as cases
from expertteam.rights.models import RequestTerm, RetentionRegime
from expertteam.rights.retention import cases_past_retention, retention_of
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(story, people, travel):
    """Closes a case on 2 March 2026; the youth was born on 17 May 2013."""

    def close(referrer="aanmelder.venlo", **values):
        with travel(date(2026, 3, 2)):
            case = story.file(referrer, **values)
            cases.close(case=case, by=people("coordinator.noord"))
        return case

    return close


def test_a_file_of_the_access_team_is_kept_twenty_years_after_the_last_change(closed):
    case = closed()
    assert retention_of(case).until == date(2046, 3, 2)
    assert "7.3.8" in retention_of(case).regime.source


@pytest.mark.parametrize(
    ("referrer", "frame"),
    [("jeugdbeschermer1", "vrijwillig"), ("aanmelder.venlo", "ots"), ("aanmelder.venlo", "voogdij")],
)
def test_a_measure_or_a_certified_institution_counts_from_adulthood_when_that_is_longer(
    closed, referrer, frame
):
    assert retention_of(closed(referrer, legal_frame=frame)).until == date(2051, 5, 17)


def test_the_longest_regime_counts(closed):
    case = closed(legal_frame="ots")
    RetentionRegime.objects.filter(organisation_kind="access_team").update(years=30)
    assert retention_of(case).until == date(2056, 3, 2)


def test_a_later_change_moves_the_end_but_a_lost_access_does_not(closed, people, travel):
    case = closed()
    with travel(date(2027, 1, 5)):
        case.history.create(actor=None, verb="grant_ended", detail="Toegang beëindigd")
        assert retention_of(case).until == date(2046, 3, 2)
        case.history.create(actor=None, verb="rights_statement", detail="Eigen verklaring toegevoegd")
    assert retention_of(case).until == date(2047, 1, 5)


def test_a_running_case_and_a_case_without_a_regime_have_no_end(closed, story):
    assert retention_of(story.file()) is None
    case = closed()
    RetentionRegime.objects.all().delete()
    assert retention_of(case) is None


def test_a_case_is_past_its_retention_from_the_day_itself(closed, travel):
    case = closed()
    with travel(date(2046, 3, 1)):
        assert cases_past_retention() == []
    with travel(date(2046, 3, 2)):
        assert [each for each, _ in cases_past_retention()] == [case]


def test_the_case_page_says_until_when_in_words(closed, as_user):
    case = closed()
    page = text_of(as_user("coordinator.noord").get(f"/casussen/{case.public_id}/"))
    assert "Te vernietigen vanaf 2 maart 2046: 20 jaar na de laatste wijziging van het dossier" in page


@pytest.mark.parametrize("setter", ["fg", "beheer"])
def test_a_privacy_officer_or_administrator_sets_the_terms_with_their_source(as_user, setter):
    regime = RetentionRegime.objects.get(organisation_kind="access_team")
    client = as_user(setter)
    address = f"/rechten/bewaartermijnen/{regime.public_id}/"
    values = {"years": 15, "counts_from": "last_change", "source": ""}
    assert "Vul in: Bron" in text_of(client.post(address, values))
    client.post(address, values | {"source": "Wmo 2015 artikel 5.3.4"})
    regime.refresh_from_db()
    assert (regime.years, regime.source) == (15, "Wmo 2015 artikel 5.3.4")
    client.post("/rechten/termijnen/inspection/", {"months": 2, "remind_days": 5, "source": "Besluit"})
    assert RequestTerm.objects.get(kind="inspection").months == 2
    assert "15 jaar na" in text_of(client.get("/rechten/termijnen/"))


def test_nobody_else_sees_or_sets_them(as_user):
    regime = RetentionRegime.objects.first()
    for stranger in ("coordinator.noord", "aanmelder.venlo", "inkoop"):
        client = as_user(stranger)
        for address in (
            "/rechten/termijnen/",
            "/rechten/termijnen/inspection/",
            f"/rechten/bewaartermijnen/{regime.public_id}/",
        ):
            assert client.get(address).status_code == client.post(address, {"years": 1}).status_code == 404
