"""The feed of published reports: a key opens it, page by page, and everything it gives was published."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from expertteam.audit.models import Occurrence, ReadEvent
from expertteam.core import clock
from expertteam.learning import feed_keys, reporting
from expertteam.learning.feed_models import FeedKey
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.organisations.models import Region
from tests.learning.library import close_cases, keep, publish
from tests.learning.test_library import frozen_cells
from tests.pages import text_of
from workflows.demo.people import person
from workflows.views import report_feed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 13)
LIST = "/api/v1/rapportages/"
KEYS, NEW = "/beheer/sleutels/", "/beheer/sleutels/nieuw/"
FORM = {"purpose": "Dashboard", "region": "", "per_minute": "60", "expires_on": "2026-12-31"}


@pytest.fixture(scope="module")
def two_kept(django_db_setup, django_db_blocker):
    """A draft of each of two regions, reckoned once for all tests of this module, and then taken back."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.travel(TODAY):
        yield [keep(close_cases(code)).pk for code in ("NL", "ZL")]
        transaction.set_rollback(True)


@pytest.fixture
def drafts(two_kept, people, travel):
    cache.clear()
    with travel(TODAY):
        yield [LearningReport.objects.get(pk=pk) for pk in two_kept]
    cache.clear()


@pytest.fixture
def published(drafts):
    return [publish(report) for report in drafts]


def make(owner="inkoop", **changed):
    values = {"purpose": "Dashboard", "expires_on": date(2026, 12, 31), "per_minute": 60} | changed
    return feed_keys.make_key(by=person("beheer"), owner=person(owner), **values)


def ask(text, path=LIST, **more):
    return Client().get(path, headers={"Authorization": f"Bearer {text}"}, **more)


def figures_of(report):
    return reverse("workflows:feed_figures", args=[report.public_id])


def walk(text, path) -> list[dict]:
    """Every result, by following the address of the next page."""
    found = []
    while path:
        answer = ask(text, path).json()
        found += answer["resultaten"]
        path = answer["next"]
    return found


def test_a_key_gives_the_published_reports_and_where_their_figures_are(published):
    _, text = make()
    answer = ask(text)
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    first, second = answer.json()["resultaten"]
    assert (first["regio"], second["regio"]) == ("Noord-Limburg", "Zuid-Limburg")
    assert (first["van"], first["tot_en_met"]) == ("2026-01-01", "2026-06-30")
    assert first["certificaat"] == published[0].certificate["hash"]
    assert first["bevindingen"] == published[0].figures["findings"]
    assert first["cijfers"].endswith(figures_of(published[0]))
    assert answer.json()["next"] is None


@pytest.mark.parametrize("a_page", [1, 7, 500])
def test_the_pages_together_are_the_frozen_figures_exactly(published, monkeypatch, a_page):
    monkeypatch.setattr(report_feed, "FIGURES_A_PAGE", a_page)
    monkeypatch.setattr(report_feed, "REPORTS_A_PAGE", min(a_page, 50))
    _, text = make(per_minute=600)
    reports = walk(text, LIST)
    assert [each["id"] for each in reports] == [str(each.public_id) for each in published]
    for report, told in zip(published, reports, strict=True):
        found = walk(text, told["cijfers"])
        cells = {(each["tabel"], each["rij"], each["kolom"], each["waarde"]) for each in found}
        assert cells == frozen_cells(report) and len(found) == len(cells)
        assert all(each["getoond"] == (each["waarde"] is not None) for each in found)
        assert any(not each["getoond"] for each in found)
        assert {each["niveau"] for each in found} <= {"totaal", "rij", "kolom", "cel"}


def test_the_feed_tells_what_was_frozen_whatever_happens_to_the_records(published):
    _, text = make()
    before = walk(text, figures_of(published[0]))
    LearningRecord.objects.update(why_stuck="aanbod")
    LearningRecord.objects.filter(month__month__gt=2).delete()
    assert walk(text, figures_of(published[0])) == before


def test_a_draft_and_a_withdrawn_report_are_not_there(drafts):
    _, text = make("coordinator.noord")
    assert walk(text, LIST) == []
    assert ask(text, figures_of(drafts[0])).status_code == 404
    report = publish(drafts[0])
    assert len(walk(text, LIST)) == 1
    reporting.withdraw(report=report, by=person("fg"), why="De telling klopte niet.", path=LIST)
    assert walk(text, LIST) == []
    assert ask(text, figures_of(report)).status_code == 404


def test_a_key_of_one_region_opens_that_region_only(published):
    north, south = published
    _, text = make(region=Region.objects.get(code="ZL"))
    assert [each["regio"] for each in walk(text, LIST)] == ["Zuid-Limburg"]
    assert ask(text, figures_of(south)).status_code == 200
    foreign, missing = ask(text, figures_of(north)), ask(text, figures_of(make()[0]))
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content
    assert foreign.json()["fout"]["uitleg"] == report_feed.NOT_FOUND


def test_without_a_key_that_works_there_is_nothing(published, travel):
    revoked, of_revoked = make()
    feed_keys.revoke_key(key=revoked, by=person("beheer"))
    _, of_expired = make(expires_on=TODAY)
    gone, of_gone = make("clientenraad")
    gone.owner.memberships.update(ended_on=TODAY)
    with travel(TODAY + timedelta(days=1)):
        for text, sentence in (
            ("etj_verkeerd", "bestaat niet"),
            ("", "bestaat niet"),
            (of_revoked, "is ingetrokken"),
            (of_expired, "is verlopen"),
            (of_gone, "mag geen leerrapportages meer lezen"),
        ):
            for path in (LIST, figures_of(published[0])):
                answer = ask(text, path)
                assert answer.status_code == 401, text
                assert answer["WWW-Authenticate"] == "Bearer"
                assert sentence in answer.json()["fout"]["uitleg"]
                assert str(published[0].public_id) not in answer.content.decode()


def test_on_its_last_day_a_key_still_works(published):
    _, text = make(expires_on=TODAY)
    assert ask(text).status_code == 200


def test_a_key_in_the_address_or_a_login_opens_nothing(published, as_user):
    _, text = make()
    for answer in (
        Client().get(LIST, {"key": text, "Authorization": f"Bearer {text}"}),
        Client().get(LIST, headers={"Authorization": f"Basic {text}"}),
        as_user("coordinator.noord").get(LIST),
    ):
        assert answer.status_code == 401
        assert "Zet hem nooit in het adres." in answer.json()["fout"]["uitleg"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(published, method):
    _, text = make()
    answer = getattr(Client(), method)(LIST, headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 405 and answer["Allow"] == "GET, HEAD"
    assert answer.json()["fout"]["uitleg"] == report_feed.ONLY_GET


def test_a_copy_that_is_still_good_is_not_sent_again(published):
    _, text = make()
    for path in (LIST, figures_of(published[0])):
        first = ask(text, path)
        assert first["Cache-Control"] == "private, no-cache"
        again = ask(text, path, HTTP_IF_NONE_MATCH=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        assert ask(text, path, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_key_that_asks_too_often_waits_and_another_does_not(published):
    _, slow = make(per_minute=2)
    _, other = make()
    assert [ask(slow).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(slow)
    assert refused["Retry-After"] == "60" and "te vaak" in refused.json()["fout"]["uitleg"]
    assert ask(other).status_code == 200


def test_guessing_keys_slows_down_and_does_not_flood_the_read_log(published):
    codes = [ask(f"etj_{number}").status_code for number in range(25)]
    assert codes == [401] * 20 + [429] * 5
    assert ReadEvent.objects.filter(object_type="sleutel", allowed=False).count() == 20


@pytest.mark.parametrize("mark", ["", "x", "WzFd:abc"])
def test_a_made_up_page_is_refused_with_a_sentence(published, mark):
    _, text = make()
    for path in (LIST, figures_of(published[0])):
        answer = ask(text, f"{path}?vanaf={mark}")
        assert answer.status_code == 400
        assert answer.json()["fout"]["code"] == "verkeerde_bladzijde"


def test_a_mark_of_one_report_is_no_page_of_another(published, monkeypatch):
    monkeypatch.setattr(report_feed, "FIGURES_A_PAGE", 5)
    _, text = make()
    following = ask(text, figures_of(published[0])).json()["next"]
    other = figures_of(published[1]) + "?" + following.partition("?")[2]
    assert ask(text, following).status_code == 200
    assert ask(text, other).status_code == 400


def test_every_use_is_on_record_under_the_name_of_the_owner(published):
    key, text = make()
    ask(text, figures_of(published[0]))
    of_key, of_report = ReadEvent.objects.order_by("-pk")[:2][::-1]
    assert (of_key.object_type, of_key.object_id) == ("sleutel", str(key.public_id))
    assert (of_report.object_type, of_report.object_id) == ("leerrapportage", str(published[0].public_id))
    for row in (of_key, of_report):
        assert (row.user_name, row.event_type, row.allowed) == (key.owner.name, "uitvoer", True)
        assert row.purpose == "workflows:feed_figures"
    ask("etj_verkeerd")
    refused = ReadEvent.objects.latest("pk")
    assert (refused.object_type, refused.allowed, refused.user_name) == ("sleutel", False, "")
    key.refresh_from_db()
    assert key.last_used_on == TODAY


def test_an_administrator_makes_a_key_and_sees_it_once(drafts, as_user):
    client = as_user("beheer")
    made = client.post(NEW, FORM | {"owner": str(person("inkoop").public_id)})
    (text,) = re.findall(r"etj_[\w-]{43}", made.content.decode())
    assert "no-store" in made["Cache-Control"]
    key = FeedKey.objects.get()
    assert text not in json.dumps(list(FeedKey.objects.values()), default=str) and len(key.digest) == 64
    assert text not in client.get(KEYS).content.decode() and "Dashboard" in text_of(client.get(KEYS))
    assert ask(text).status_code == 200
    revoke = reverse("workflows:feed_key_revoke", args=[key.public_id])
    assert "werkt dan meteen niet meer" in text_of(client.get(revoke))
    assert "De sleutel is ingetrokken." in text_of(client.post(revoke, follow=True))
    assert ask(text).status_code == 401
    assert "al ingetrokken" in text_of(client.post(revoke, follow=True))
    assert set(Occurrence.objects.values_list("kind", flat=True)) >= {"feed_key_made", "feed_key_revoked"}


@pytest.mark.parametrize("somebody", ["coordinator.noord", "fg", "beleid.noord", "inkoop", "clientenraad"])
def test_nobody_else_makes_sees_or_revokes_keys(people, as_user, somebody):
    key, _ = make(expires_on=clock.today())
    client = as_user(somebody)
    owner = str(person("inkoop").public_id)
    for path in (KEYS, NEW, reverse("workflows:feed_key_revoke", args=[key.public_id])):
        assert client.get(path).status_code == client.post(path, FORM | {"owner": owner}).status_code == 404
    key.refresh_from_db()
    assert FeedKey.objects.count() == 1 and key.revoked_at is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"expires_on": "2027-12-31"}, "Een sleutel geldt hoogstens een jaar."),
        ({"expires_on": "2026-07-12"}, "is al voorbij"),
        ({"per_minute": "0"}, "Vul ten minste 1 in"),
        ({"per_minute": "601"}, "Vul hoogstens 600 in"),
        ({"owner": "aanmelder.venlo"}, "Kies een van de antwoorden uit de lijst"),
        ({"purpose": ""}, "Waarvoor is de sleutel?"),
    ],
)
def test_what_cannot_be_a_key(drafts, as_user, changed, sentence):
    values = FORM | {"owner": "inkoop"} | changed
    values["owner"] = str(person(values["owner"]).public_id)
    assert sentence in text_of(as_user("beheer").post(NEW, values))
    assert not FeedKey.objects.exists()


def test_the_database_keeps_a_key_sound(people):
    key, _ = make(expires_on=clock.today())
    for change in ({"per_minute": 0}, {"revoked_at": clock.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedKey.objects.filter(pk=key.pk).update(**change)


def test_an_empty_list_of_keys_says_what_to_do(people, as_user):
    assert "Er zijn nog geen sleutels" in text_of(as_user("beheer").get(KEYS))
