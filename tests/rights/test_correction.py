"""A wrong text is put right with the old one kept; the own words of youth and parents stay as they are."""

from datetime import date

import pghistory.models
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from expertteam.cases.enums import AgeBand
from expertteam.cases.models import Intake
from expertteam.rights import correction, file, inspection, services
from expertteam.rights.models import OwnStatement
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(story, travel):
    with travel(date(2026, 3, 2)):
        return story.file()


def the_part(case, words):
    return next(key for key, name in file.parts_of(file.sections(case)).items() if name == words)


def test_a_correction_keeps_the_old_text_and_shows_both(case, ask, as_user, people):
    asked = ask(case, "correction")
    part = the_part(case, "Aanmelding: Situatie")
    client = as_user("coordinator.noord")
    page = client.get(f"/rechten/verzoeken/{asked.public_id}/correctie/", {"part": part})
    assert "Thuis lopen ruzies hoog op" in page.content.decode()
    new = "De jeugdige gaat sinds maart weer naar school."
    client.post(f"/rechten/verzoeken/{asked.public_id}/correctie/", {"part": part, "text": new})
    assert Intake.objects.get(case=case).situation == new
    shown = text_of(client.get(f"/rechten/verzoeken/{asked.public_id}/"))
    assert new in shown and "Thuis lopen ruzies hoog op" in shown
    events = pghistory.models.Events.objects.tracks(case.intake).filter(pgh_label="update")
    assert events.get().pgh_diff["situation"] == [
        "Thuis lopen ruzies hoog op en de jeugdige gaat niet meer naar school.",
        new,
    ]
    told = case.history.get(verb="rights_corrected").detail
    assert told == "Gecorrigeerd op verzoek: Aanmelding: Situatie"
    assert case.number in text_of(client.get("/casussen/", {"q": "sinds maart"}))
    look = ask(case)
    assert "Thuis lopen ruzies" in inspection.freeze(request=look, by=people("coordinator.noord")).content


def test_a_birth_date_is_corrected_with_the_age_that_follows_from_it(case, ask, as_user):
    asked = ask(case, "correction")
    part = the_part(case, "Identiteit: Geboortedatum")
    address = f"/rechten/verzoeken/{asked.public_id}/correctie/"
    client = as_user("coordinator.noord")
    page = client.get(address, {"part": part})
    assert "Nu staat er 17 mei 2013." in text_of(page)
    assert 'type="date"' in page.content.decode()
    shown = text_of(client.post(address, {"part": part, "text": "2008-05-17"}, follow=True))
    assert "17 mei 2008" in shown and "17 mei 2013" in shown
    assert "of de toestemming nog past bij de leeftijd" in shown
    case.refresh_from_db()
    assert (case.identity.birth_date, case.age_band) == ("2008-05-17", AgeBand.for_age(17))
    kept = asked.corrections.get()
    assert (kept.old, kept.new) == ("17 mei 2013", "17 mei 2008")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2013-05-17", "Er is niets veranderd"),
        ("2099-01-01", "is nog niet geweest"),
        ("1970-01-01", "past niet bij jeugdhulp"),
        ("geen datum", "Vul een bestaande datum in"),
        ("", "Vul in: De juiste datum"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused_with_a_reason(case, ask, as_user, typed, words):
    asked = ask(case, "correction")
    part = the_part(case, "Identiteit: Geboortedatum")
    page = as_user("coordinator.noord").post(
        f"/rechten/verzoeken/{asked.public_id}/correctie/", {"part": part, "text": typed}
    )
    assert words in text_of(page)
    case.refresh_from_db()
    assert (case.identity.birth_date, case.age_band) == ("2013-05-17", AgeBand.for_age(12))
    assert not asked.corrections.exists()


def test_since_when_it_is_stuck_is_corrected_too_but_not_to_a_day_to_come(case, ask, people):
    asked, by = ask(case, "correction"), people("coordinator.noord")
    part = the_part(case, "Aanmelding: Vastgelopen sinds")
    with pytest.raises(ValidationError, match="al geweest"):
        correction.correct(request=asked, by=by, part=part, text=date(2999, 1, 1))
    made = correction.correct(request=asked, by=by, part=part, text=date(2025, 2, 3))
    assert (made.old, made.new) == ("6 januari 2025", "3 februari 2025")
    assert Intake.objects.get(case=case).stuck_since == date(2025, 2, 3)


def test_what_happened_numbers_and_planned_dates_are_not_corrected(case, ask, people):
    asked = ask(case, "correction")
    parts = correction.correctable(file.sections(case))
    assert parts and not any(key.startswith(("audit.", "rights.", "access.")) for key in parts)
    assert not any(key.endswith((".number", ".legal_frame", "_at", ".due_on")) for key in parts)
    with pytest.raises(ValidationError, match="niet corrigeren"):
        correction.correct(
            request=asked, by=people("coordinator.noord"), part=f"cases.case.{case.pk}.number", text="NL-1"
        )


def test_a_correction_stays_within_its_case_and_its_length(case, story, ask, people):
    asked, by = ask(case, "correction"), people("coordinator.noord")
    foreign = the_part(story.file("aanmelder.venray"), "Aanmelding: Situatie")
    with pytest.raises(ValidationError, match="niet corrigeren"):
        correction.correct(request=asked, by=by, part=foreign, text="Anders.")
    title = the_part(case, "Casus: Onderwerp")
    with pytest.raises(ValidationError) as refusal:
        correction.correct(request=asked, by=by, part=title, text="x" * 121)
    assert "text" in refusal.value.error_dict
    with pytest.raises(ValidationError, match="niets veranderd"):
        correction.correct(request=asked, by=by, part=title, text=case.title)


def test_there_is_no_correction_after_a_refusal_or_at_another_request(case, ask, people):
    by = people("coordinator.noord")
    title = the_part(case, "Casus: Onderwerp")
    asked, other = ask(case, "correction"), ask(case)
    services.decide(request=asked, by=by, status="refused", reason="Het klopt.")
    for request in (asked, other):
        with pytest.raises(ValidationError, match="Dit kan niet"):
            correction.correct(request=request, by=by, part=title, text="Anders.")


def test_an_own_statement_is_in_the_file_for_every_reader_as_it_was_written(case, ask, as_user, people):
    asked = ask(case, "statement", asked_by="youth")
    text = "  Ik wil zelf zeggen: <b>het was niet zo</b>.\nEcht niet."
    client = as_user("coordinator.noord")
    client.post(f"/rechten/verzoeken/{asked.public_id}/verklaring/", {"text": text})
    asked.refresh_from_db()
    assert (asked.status, asked.statements.get().text.replace("\r", "")) == ("granted", text)
    page = as_user("aanmelder.venlo").get(f"/casussen/{case.public_id}/")
    assert "Ik wil zelf zeggen: <b>het was niet zo</b>." in text_of(page)
    assert "Eigen verklaring van de jeugdige" in text_of(page)
    content = inspection.thawed(inspection.freeze(request=ask(case), by=people("coordinator.noord")))
    told = [part["value"] for each in content["sections"] for row in each["rows"] for part in row["parts"]]
    assert text in told


def test_nobody_changes_a_statement_afterwards(case, ask, people):
    made = correction.add_statement(
        request=ask(case, "statement"), by=people("coordinator.noord"), text="Mijn woorden."
    )
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        OwnStatement.objects.filter(pk=made.pk).update(text="Andermans woorden.")


def test_only_who_handles_the_rights_corrects_or_adds(case, ask, as_user):
    correct, state = ask(case, "correction"), ask(case, "statement")
    part = the_part(case, "Aanmelding: Situatie")
    for stranger in ("aanmelder.venlo", "coordinator.midden", "fg", "beheer"):
        client = as_user(stranger)
        for address in (
            f"/rechten/verzoeken/{correct.public_id}/correctie/",
            f"/rechten/verzoeken/{state.public_id}/verklaring/",
        ):
            assert client.get(address).status_code == 404
            assert client.post(address, {"part": part, "text": "Anders."}).status_code == 404
    assert not correct.corrections.exists() and not state.statements.exists()
