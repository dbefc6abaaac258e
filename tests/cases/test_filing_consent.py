"""The referrer says who has authority and who agreed, or files without a name."""

import pytest
from django.urls import reverse

from expertteam.cases.models import Case, Identity
from expertteam.core.errors import RuleBroken
from tests.cases.test_intake import Referrer
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def referrer(as_user):
    return Referrer(as_user("aanmelder.venlo"))


def test_the_page_asks_exactly_those_who_count(referrer):
    empty = text_of(referrer.client.get(referrer.url("toestemming")))
    assert "Vul eerst in over wie het gaat" in empty
    referrer.answer("jeugdige", birth_date="2020-01-01", authority="both")
    child = text_of(referrer.client.get(referrer.url("toestemming")))
    assert "Toestemming is nodig van ouder 1 en ouder 2." in child
    assert "De jeugdige: is er toestemming?" not in child
    referrer.answer("jeugdige", birth_date="2009-10-01", authority="both")
    grown = text_of(referrer.client.get(referrer.url("toestemming")))
    assert "Toestemming is nodig van de jeugdige." in grown
    assert "Ouder 1" not in grown


def test_who_is_missing_is_named_and_the_anonymous_way_pointed_out(referrer):
    referrer.answer("veiligheid")
    referrer.answer("jeugdige")
    page = text_of(referrer.answer("toestemming", parent_1_answer="not_yet"))
    assert "de toestemming van ouder 1 ontbreekt nog" in page
    assert "wel anoniem aanmelden" in page
    page = text_of(referrer.answer("toestemming", parent_1_on="", youth_manner=""))
    assert "Vul in: Ouder 1: op welke datum?" in page
    assert "Kies: De jeugdige: mondeling of schriftelijk?" in page
    assert "Kies: De jeugdige: is er toestemming?" in text_of(referrer.answer("toestemming", youth_answer=""))
    assert "Kies ten minste één: Met wie" in text_of(referrer.answer("toestemming", scopes=[]))


def test_a_gi_that_supervises_may_decide_without_the_parents(referrer):
    for step in ("veiligheid", "jeugdige", "situatie", "vraag"):
        referrer.answer(step)
    decided = {"gi_answer": "given", "gi_on": "2026-02-02", "gi_manner": "schriftelijk"}
    response = referrer.answer("toestemming", parent_1_answer="refused", youth_answer="not_yet", **decided)
    assert response.status_code == 302
    referrer.send()
    case = Case.objects.get()
    assert case.disclosures.get().basis == "wettelijke_taak"
    assert case.intake.legal_basis == "maatregel"


def test_a_danger_is_a_basis_with_its_reason(referrer):
    for step in ("veiligheid", "jeugdige", "situatie", "vraag"):
        referrer.answer(step)
    danger = {"danger": "Er dreigt geweld.", "youth_answer": "not_yet", "parent_1_answer": "not_yet"}
    assert referrer.answer("toestemming", **danger).status_code == 302
    referrer.send()
    assert Case.objects.get().intake.legal_basis == "veiligheid"


def test_supervision_and_authority_must_agree(referrer, story):
    referrer.answer("veiligheid", legal_frame="vrijwillig")
    referrer.answer("jeugdige", authority="one_ots")
    assert "passen niet bij elkaar" in text_of(referrer.answer("toestemming"))
    agreed = {"authority": "one_ots", "answers": []}
    with pytest.raises(RuleBroken, match="passen niet bij elkaar"):
        story.file(legal_frame="vrijwillig", consent=agreed)
    with pytest.raises(RuleBroken, match="passen niet bij elkaar"):
        story.file(legal_frame="ots", consent={"authority": "both", "answers": []})


def test_an_anonymous_consultation_keeps_no_identity_at_all(referrer, as_user):
    for step in ("veiligheid", "situatie", "vraag"):
        referrer.answer(step)
    typed = {"known_as": "anonymous", "age_band": "12-15", "first_name": "Testkind"}
    assert referrer.answer("jeugdige", **typed).status_code == 302
    assert "Daarvoor is geen toestemming nodig" in text_of(referrer.client.get(referrer.url("toestemming")))
    assert referrer.answer("toestemming").status_code == 302
    assert "Testkind" not in text_of(referrer.client.get(referrer.url("versturen")))
    response = referrer.send()
    case = Case.objects.get()
    assert not Identity.objects.exists()
    assert not case.consent_entries.exists() and not case.authority_entries.exists()
    assert (case.age_band, case.intake.legal_basis) == ("12-15", "anoniem")
    assert case.disclosures.get().basis == "anoniem"
    page = text_of(referrer.client.get(response.url))
    assert "Anoniem overleg" in page
    assert "Toon wie het is" not in page
    client = as_user("coordinator.noord")
    assert client.post(reverse("workflows:identity", args=[case.public_id])).status_code == 404
    assert "Testkind" not in client.get(response.url).content.decode()


def test_without_a_choice_nothing_goes_on(referrer):
    assert "Kies: Hoe meldt u aan?" in text_of(referrer.answer("jeugdige", known_as=""))
    page = text_of(referrer.answer("jeugdige", known_as="anonymous", age_band=""))
    assert "Kies: Leeftijdsgroep" in page
    assert "Vul in: Voornaam" not in page, "a name is not asked of an anonymous consultation"
