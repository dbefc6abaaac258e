"""Lessons: proposed without identifying text, released by a second person, found by who works with them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from expertteam.audit.models import Occurrence
from expertteam.learning import services
from expertteam.learning.identifying import NAME_FOUND
from expertteam.learning.models import Lesson
from expertteam.organisations.models import Region
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

NEW, LIST, RELEASE = "/leren/lessen/nieuw/", "/leren/", "/leren/vrijgeven/"
TITLE = "Begin met diagnostiek voordat de hulp stopt"
TEXT = "Adviezen kloppen beter als eerst is onderzocht wat er speelt."
FORM = {"title": TITLE, "text": TEXT, "segment": "ggz", "bottleneck": ""}


def propose(by="deskundige1.noord", **changes):
    values = {"title": TITLE, "text": TEXT, "segment": "ggz"} | changes
    return services.propose_lesson(region=Region.objects.get(code="NL"), by=person(by), **values)


@pytest.fixture
def proposed(people):
    return propose()


@pytest.fixture
def released(proposed):
    services.review_lesson(lesson=proposed, by=person("fg"), release=True)
    proposed.refresh_from_db()
    return proposed


def test_from_proposal_to_everyone_through_a_second_person(people, as_user):
    client = as_user("deskundige1.noord")
    assert "Dit hoort niet in een les" in client.get(NEW).content.decode()
    client.post(NEW, FORM | {"text": "Onderzoek <script>eerst</script>."})
    lesson = Lesson.objects.get()
    assert lesson.region.code == "NL", "the region of the author's table"
    own = client.get(LIST).content.decode()
    assert "Uw voorstellen" in own and "Wacht op een tweede lezer" in own
    assert TITLE not in as_user("deskundige1.zuid").get(LIST).content.decode()
    page = f"/leren/lessen/{lesson.public_id}/"
    client = as_user("coordinator.noord")
    assert TITLE in client.get(RELEASE).content.decode()
    client.post(page, {"decision": "release", "note": ""})
    found = as_user("deskundige1.zuid").get(page).content.decode()
    assert "Onderzoek &lt;script&gt;eerst&lt;/script&gt;." in found
    assert "Yasmina Bouzidi" not in found, "readers need not know who was at which table"


def test_an_author_never_releases_their_own(people, as_user):
    lesson = propose(by="coordinator.noord")
    client = as_user("coordinator.noord")
    page = f"/leren/lessen/{lesson.public_id}/"
    assert TITLE not in client.get(RELEASE).content.decode()
    assert "Besluit vastleggen" not in client.get(page).content.decode()
    assert client.post(page, {"decision": "release"}).status_code == 409
    with pytest.raises(Exception, match="Vraag een collega"):
        services.review_lesson(lesson=lesson, by=person("coordinator.noord"), release=True)
    lesson.refresh_from_db()
    assert lesson.status == "proposed"


def test_who_may_be_the_second_person_and_who_may_not(proposed, as_user):
    page = f"/leren/lessen/{proposed.public_id}/"
    for address in ("coordinator.noord", "coordinator2.noord", "centrum1", "fg", "fg2"):
        assert "Besluit vastleggen" in as_user(address).get(page).content.decode(), address
    for address in (
        "coordinator.zuid",
        "deskundige2.noord",
        "voorzitter.noord",
        "beleid.noord",
        "inkoop",
        "aanmelder.venlo",
        "aanbieder.lindehof",
        "beheer",
    ):
        client = as_user(address)
        assert client.get(page).status_code == 404, address
        assert client.post(page, {"decision": "release"}).status_code == 404, address
    proposed.refresh_from_db()
    assert proposed.status == "proposed"


def test_a_refusal_says_why_and_the_author_reads_it(proposed, as_user):
    page = f"/leren/lessen/{proposed.public_id}/"
    client = as_user("fg")
    assert (
        "Vul in waarom u de les niet vrijgeeft." in client.post(page, {"decision": "refuse"}).content.decode()
    )
    client.post(page, {"decision": "refuse", "note": "Te herkenbaar."})
    assert client.post(page, {"decision": "release"}).status_code == 404, "it waits for nobody any more"
    assert "Te herkenbaar." in as_user("deskundige1.noord").get(page).content.decode()
    assert as_user("deskundige2.noord").get(page).status_code == 404


def test_two_people_judging_at_once_the_first_one_counts(proposed):
    services.review_lesson(lesson=proposed, by=person("fg"), release=False, note="Nee.")
    with pytest.raises(Exception, match="al besloten"):
        services.review_lesson(lesson=proposed, by=person("fg2"), release=True)


def test_who_finds_released_lessons(released, as_user):
    readers = ("coordinator.zuid", "voorzitter.midden", "deskundige1.zuid", "regisseur.noord", "centrum1")
    for address in (*readers, "beleid.noord", "fg"):
        assert TITLE in as_user(address).get(LIST).content.decode(), address
    assert as_user("inkoop").get(LIST).url == "/leren/rapportages/", "a reader reads reports only"
    for address in ("aanmelder.venlo", "aanbieder.lindehof", "beheer"):
        assert as_user(address).get(LIST).status_code == 404, address
    assert as_user("inkoop").get(f"/leren/lessen/{released.public_id}/").status_code == 404


def test_searching_finds_other_forms_of_a_word(released, as_user):
    client = as_user("beleid.noord")
    for words in ("advies", "adviezen", "diagnostiek", "diagnostik", "adviezen diagnostiek"):
        assert TITLE in client.get(LIST, {"q": words}).content.decode(), words
    for query in ({"q": "paardentherapie"}, {"segment": "crisishulp"}, {"bottleneck": "geld"}):
        page = client.get(LIST, query).content.decode()
        assert "Geen lessen gevonden" in page and TITLE not in page, query
    assert TITLE in client.get(LIST, {"segment": "ggz", "q": "advies"}).content.decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Zie NL-2026-0042.", "Haal het casusnummer weg."),
        ("zie nl-2026-42", "Haal het casusnummer weg."),
        ("Mail j.jansen@venlo.nl", "Haal het e-mailadres weg."),
        ("Bel 06-12345678", "Haal het telefoonnummer weg."),
        ("Bel 077 - 123 45 67", "Haal het telefoonnummer weg."),
        ("Bel +31 6 1234 5678", "Haal het telefoonnummer weg."),
        ("Geboren 17-05-2013", "Haal de datum weg."),
        ("Geboren 17/5/13", "Haal de datum weg."),
        ("Geboren 2013-05-17", "Haal de datum weg."),
        ("Geboren op 17 mei 2013", "Haal de datum weg."),
        ("Nummer 123456782", "Haal het lange nummer weg."),
        ("Een veertienjarige wachtte.", "Haal de leeftijd weg."),
        ("Naar NL91 ABNA 0417 1643 00.", "Haal het rekeningnummer weg."),
        ("Zaak C/03/123456 / JE RK 25-123.", "Haal het zaaknummer weg."),
        ("Bel nul zes twaalf vierendertig zesenvijftig achtenzeventig.", "Haal het telefoonnummer weg."),
        ("Kerkstraat 12, 5912 AB", "Haal het adres weg."),
    ],
)
def test_what_tells_about_whom_it_is_is_refused(people, as_user, text, message):
    page = as_user("centrum1").post(NEW, FORM | {"text": text, "region": Region.objects.first().pk})
    assert message in page.content.decode()
    assert not Lesson.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "In 2026 duurde het 6 tot 12 weken bij 3 van de 10 gezinnen.",
        "Leg vóór de start in 2025 GI en toegang bij elkaar.",
        "Na 14 dagen bellen, na 3 maanden evalueren (zie artikel 7.3.11).",
        "Moeder en vader woonden apart.",
        "Bespreek vanaf 16 jaar samen wat na 18 jaar nodig is, ook in Venlo en bij Veilig Thuis.",
    ],
)
def test_ordinary_sentences_pass(story, text):
    story.file()
    assert propose(by="coordinator.noord", text=text).pk


def test_names_of_cases_the_author_may_see_are_refused(story, as_user):
    case = story.file(
        identity={
            "first_name": "Zoë",
            "last_name": "van der Zwaluw-Meeuws",
            "birth_date": date(2014, 3, 3),
            "parents": "Moeder Annabel, gescheiden",
        }
    )
    client = as_user("coordinator.noord")
    for text in ("Zoë kwam te laat.", "De school van ZOE belde.", "familie Zwaluw", "De tante van Annabel."):
        page = client.post(NEW, FORM | {"text": text}).content.decode()
        assert NAME_FOUND in page and case.number not in page, text
    assert client.post(NEW, FORM | {"title": "Wat Zoë ons leert"}).status_code == 200
    assert not Lesson.objects.exists()
    assert Occurrence.objects.filter(kind="name_in_lesson_refused").count() == 5, "trying names is on record"
    ordinary = "Een zwaluwnest, en de vader is gescheiden van de moeder."
    assert client.post(NEW, FORM | {"text": ordinary}).status_code == 302


def test_names_are_refused_however_they_are_written(story):
    story.file()
    for text in (
        "Van T e s t k i n d.",
        "Testknid kwam.",
        "Test-\nkind kwam.",
        "T\u200bestkind",
        "Van T. V. dus.",
    ):
        with pytest.raises(ValidationError, match="te herkennen"):
            propose(by="coordinator.noord", text=text)


def test_a_piece_of_a_dossier_is_refused_where_its_author_may_read_it(story):
    story.file()
    text = "Thuis lopen ruzies hoog op en de jeugdige gaat weg."
    with pytest.raises(ValidationError, match="staat zo in een dossier"):
        propose(by="coordinator.noord", text=text)
    assert propose(by="deskundige1.zuid", text=text).pk, "nobody can try texts of cases they may not see"


def test_the_refusal_does_not_say_which_word_it_was_nor_of_which_case(story):
    story.file()
    told = []
    for text in ("Testkind had rust nodig.", "De ouders van Verzonnen hadden rust nodig."):
        with pytest.raises(ValidationError) as refusal:
            propose(by="coordinator.noord", text=text)
        told += refusal.value.messages
    assert told == [NAME_FOUND] * 2
    assert not [word for word in ("Testkind", "Verzonnen", "casus") if word in NAME_FOUND]


def test_nobody_can_try_names_of_cases_they_may_not_see(story):
    story.file()
    assert propose(by="deskundige1.zuid", text="Testkind Verzonnen").pk


def test_who_releases_checks_names_the_author_did_not_know(story, as_user):
    story.file()
    lesson = propose(by="centrum1", text="Wat Testkind nodig had.")
    page = f"/leren/lessen/{lesson.public_id}/"
    client = as_user("coordinator.noord")
    answer = client.post(page, {"decision": "release"}).content.decode()
    assert NAME_FOUND in answer
    lesson.refresh_from_db()
    assert lesson.status == "proposed"
    client.post(page, {"decision": "refuse", "note": "Er staat een naam in."})
    lesson.refresh_from_db()
    assert lesson.status == "rejected"


def test_a_signal_fills_in_what_it_is_about_and_nonsense_is_ignored(people, as_user):
    client = as_user("deskundige1.noord")
    page = client.get(NEW, {"segment": "ggz", "bottleneck": "<script>", "text": "geheim"}).content.decode()
    assert 'value="ggz" selected' in page and "geheim</textarea>" not in page and "<script>" not in page


def test_others_cannot_propose(people, as_user):
    for address in ("aanmelder.venlo", "beleid.noord", "inkoop", "fg", "voorzitter.noord"):
        client = as_user(address)
        assert client.get(NEW).status_code == 404, address
        assert client.post(NEW, FORM).status_code == 404, address
    assert not Lesson.objects.exists()
