"""What people say is added to the ledger, and nothing is shared without a basis."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.urls import reverse

from expertteam.access import consent as ledger
from expertteam.access.checks import consent_rules_exist
from expertteam.access.consent_enums import Answer, Basis, DisclosureKind, Manner, Scope, Voice
from expertteam.access.models import ConsentEntry, Grant
from expertteam.access.services import grant as give
from expertteam.audit.models import ReadEvent
from expertteam.cases import consent
from expertteam.cases import services as cases
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from tests.story import intake_values
from workflows.demo.consents import everybody_agrees

pytestmark = pytest.mark.django_db

BORN = date(2013, 5, 17)


def said(voice, answer=Answer.GIVEN, scopes=tuple(Scope), **changes):
    entry = {"voice": voice, "answer": answer, "scopes": list(scopes), "said_on": clock.today()}
    return entry | {"manner": Manner.SPOKEN} | changes


def test_filing_keeps_who_agreed_and_on_what_the_table_was_told(story):
    case = story.file()
    assert {entry.voice for entry in case.consent_entries.all()} == {"youth", "parent_1", "parent_2"}
    assert {entry.band for entry in case.consent_entries.all()} == {"12_15"}
    assert {entry.rule_version for entry in case.consent_entries.all()} == {"2026-1"}
    filing = case.disclosures.get()
    assert (filing.kind, filing.scope, filing.basis) == ("filing", "table", "toestemming")
    assert {entry.voice for entry in filing.relied_on.all()} == {"youth", "parent_1", "parent_2"}
    assert {entry.scope for entry in filing.relied_on.all()} == {"table"}


@pytest.mark.parametrize("silent", ["youth", "parent_1", "parent_2"])
def test_without_somebody_who_must_agree_no_case_with_a_name_is_made(story, silent):
    agreed = everybody_agrees(birth_date=BORN, legal_frame="vrijwillig")
    agreed["answers"] = [answer for answer in agreed["answers"] if answer["voice"] != silent]
    with pytest.raises(RuleBroken, match=f"de toestemming van {Voice(silent).label} ontbreekt nog"):
        story.file(consent=agreed)
    assert not ConsentEntry.objects.exists()


def test_a_case_without_any_word_of_consent_is_refused(people):
    referrer = people("aanmelder.venlo")
    organisation = referrer.main_membership.organisation
    values = intake_values(organisation) | {"consent": None}
    with pytest.raises(RuleBroken, match="wie het gezag heeft"):
        cases.file_case(referrer=referrer, organisation=organisation, **values)


def test_a_correction_is_a_new_entry_and_the_last_one_counts(story, people):
    case = story.file()
    coordinator = people("coordinator.noord")
    refusal = said("parent_1", Answer.REFUSED, [Scope.CENTRE], note="Wil eerst meer weten.")
    consent.note_answers(case=case, by=coordinator, answers=[refusal])
    assert not consent.rulings(case)[Scope.CENTRE].allowed
    assert consent.rulings(case)[Scope.TABLE].allowed
    consent.note_answers(case=case, by=coordinator, answers=[said("parent_1", scopes=[Scope.CENTRE])])
    assert consent.rulings(case)[Scope.CENTRE].allowed
    kept = case.consent_entries.filter(voice="parent_1", scope="centre").values_list("answer", flat=True)
    assert list(kept) == ["given", "refused", "given"]
    assert (
        "Ouder 1: toestemming geweigerd"
        in case.history.filter(verb="consent").values_list("detail", flat=True).order_by("-pk")[1]
    )


def test_who_has_no_say_is_not_written_down(story):
    case = story.file(legal_frame="vrijwillig")
    for voice in (Voice.GUARDIAN, Voice.GI):
        with pytest.raises(RuleBroken, match="telt nu niet mee"):
            consent.note_answers(case=case, by=case.referrer, answers=[said(voice)])
    with pytest.raises(RuleBroken, match="al geweest"):
        tomorrow = said("youth", said_on=clock.today() + timedelta(days=1))
        consent.note_answers(case=case, by=case.referrer, answers=[tomorrow])
    with pytest.raises(RuleBroken, match="met wie"):
        consent.note_answers(case=case, by=case.referrer, answers=[said("youth", scopes=[])])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"answer": "perhaps"}, None),
        ({"scopes": ["newspaper"]}, None),
        ({"manner": ""}, "mondeling of schriftelijk"),
        ({"voice": "professional", "note": ""}, "nodig is voor de veiligheid"),
        ({"voice": "professional", "answer": "refused", "note": "Gevaar."}, "nodig is voor de veiligheid"),
    ],
)
def test_what_cannot_be_is_refused_in_dutch(story, wrong, sentence):
    case = story.file()
    with pytest.raises((ValidationError, ValueError), match=sentence):
        consent.note_answers(case=case, by=case.referrer, answers=[said("youth") | wrong])


@pytest.mark.parametrize(
    "wrong",
    [{"voice": "uncle"}, {"answer": "perhaps"}, {"scope": "newspaper"}, {"manner": ""}],
)
def test_the_database_refuses_too(story, wrong):
    case = story.file()
    for rows, values in (
        (case.consent_entries, wrong),
        (case.authority_entries, {"authority": "grandmother"}),
        (case.disclosures, {"basis": ""}),
        (case.disclosures, {"basis": "anoniem", "scope": "centre"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            one_more_like(rows.first(), **values).save()


def one_more_like(row, **values):
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.name not in {"id", "public_id"}}
    return type(row)(**kept | values)


def test_authority_that_changes_asks_others_from_that_moment(story, people):
    case = story.file()
    ledger.set_authority(case=case, by=people("coordinator.noord"), authority="guardian")
    assert consent.rulings(case)[Scope.TABLE].missing == (Voice.GUARDIAN,)
    assert case.authority_entries.count() == 2
    consent.note_answers(case=case, by=case.referrer, answers=[said("guardian")])
    assert consent.rulings(case)[Scope.TABLE].allowed


def test_a_birthday_makes_consent_of_parents_lapse_without_deleting_it(story, travel):
    with travel(date(2026, 1, 12)):
        case = story.file(identity=intake_values_identity(date(2010, 3, 9)), legal_frame="vrijwillig")
        assert consent.rulings(case)[Scope.CENTRE].needed == (Voice.YOUTH, Voice.PARENT_1, Voice.PARENT_2)
        withdrawn = said("parent_1", Answer.WITHDRAWN, [Scope.CENTRE])
        consent.note_answers(case=case, by=case.referrer, answers=[withdrawn])
    entries = case.consent_entries.count()
    with travel(date(2026, 3, 8)):
        assert not consent.rulings(case)[Scope.CENTRE].allowed
    with travel(date(2026, 3, 9)):
        assert consent.rulings(case)[Scope.CENTRE].allowed, "sixteen: the youth alone"
    assert case.consent_entries.count() == entries


def intake_values_identity(birth_date):
    return {
        "first_name": "Testkind",
        "last_name": "Verzonnen",
        "birth_date": birth_date,
        "address": "",
        "parents": "",
    }


def test_every_disclosure_keeps_its_basis(story, people):
    case = story.file()
    story.triage(case)
    story.plan(case)
    story.pre_advise(case)
    story.confer(case)
    story.draft(case)
    story.sign(case)
    story.settle(case)
    kinds = list(case.disclosures.values_list("kind", "basis"))
    assert kinds == [(kind, "toestemming") for kind in ("filing", "conference", "letter")]
    assert all(disclosure.relied_on.count() == 3 for disclosure in case.disclosures.all())


def test_the_reading_in_force_is_kept_with_each_entry(story):
    with override_settings(CONSENT_RULES="2026-2"):
        case = story.file()
        assert {entry.rule_version for entry in case.consent_entries.all()} == {"2026-2"}
        assert case.disclosures.get().relied_on.count() == 2, "parents only, under the UAVG"
    with override_settings(CONSENT_RULES="1999"):
        assert [error.id for error in consent_rules_exist(None)] == ["access.E001"]
    assert not consent_rules_exist(None)


def test_the_read_log_refers_to_the_disclosure_behind_an_access(story, as_user):
    case = story.file()
    filing = case.disclosures.get()
    address = reverse("workflows:case", args=[case.public_id])
    as_user("coordinator.noord").get(address)
    look = ReadEvent.objects.filter(object_type="casus").latest("id")
    assert (look.consent, look.has_consent) == (str(filing.public_id), True)
    anonymous = story.file(identity=None, age_band="12-15")
    as_user("coordinator.noord").get(reverse("workflows:case", args=[anonymous.public_id]))
    look = ReadEvent.objects.filter(object_type="casus").latest("id")
    assert (look.consent, look.has_consent) == (str(anonymous.disclosures.get().public_id), False)


def test_an_access_without_a_disclosure_refers_to_none(story, people):
    case = story.file()
    hour = {"until": clock.now() + timedelta(hours=1), "reason": "Gevaar, niemand is bereikbaar."}
    give(user=people("fg"), case=case, role="emergency", **hour)
    assert ledger.covering(Grant.objects.filter(case=case, role="emergency")).get().disclosure is None
    coordinator = Grant.objects.filter(case=case, role="coordinator")
    assert ledger.covering(coordinator).first().basis == "toestemming"


def test_an_access_refers_to_what_was_told_of_its_own_case(story):
    case, later = story.file(), story.file()
    assert later.disclosures.get().pk > case.disclosures.get().pk
    covered = ledger.covering(Grant.objects.filter(case=case, role="coordinator"))
    assert {each.disclosure for each in covered} == {case.disclosures.get().public_id}


def test_a_danger_is_told_on_the_word_of_a_professional(story, people, travel):
    with travel(date(2026, 5, 4)):
        case = story.file()
        no = [said(voice, Answer.WITHDRAWN, [Scope.CENTRE]) for voice in ("parent_1", "parent_2")]
        consent.note_answers(case=case, by=case.referrer, answers=no)
        danger = said("professional", scopes=[Scope.CENTRE], manner="", note="Er dreigt gevaar thuis.")
        consent.note_answers(case=case, by=people("coordinator.noord"), answers=[danger])
        told = consent.disclose(case=case, by=case.referrer, scope=Scope.CENTRE, kind=DisclosureKind.TRANSFER)
        assert told.basis == Basis.VITAL
        assert told.relied_on.get().note == "Er dreigt gevaar thuis."
    with travel(date(2026, 5, 19)):
        assert not consent.rulings(case)[Scope.CENTRE].allowed
