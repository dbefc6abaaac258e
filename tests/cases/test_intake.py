"""A referrer files a case in six steps, and nothing typed is ever lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from expertteam.audit.models import Occurrence, ReadEvent
from expertteam.cases.models import Case, Draft, Identity
from expertteam.core import clock
from expertteam.organisations.enums import Role
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

ANSWERS = {
    "veiligheid": {
        "safety": "veilig",
        "legal_frame": "ots",
    },
    "jeugdige": {
        "known_as": "named",
        "first_name": "Testkind",
        "last_name": "Verzonnen",
        "birth_date": "2012-03-04",
        "authority": "one_ots",
    },
    "toestemming": {
        "youth_answer": "given",
        "youth_on": "2026-01-12",
        "youth_manner": "mondeling",
        "parent_1_answer": "given",
        "parent_1_on": "2026-01-12",
        "parent_1_manner": "schriftelijk",
        "gi_answer": "not_yet",
        "scopes": ["table", "centre"],
    },
    "situatie": {
        "title": "School vastgelopen",
        "situation": "Al een jaar thuis.",
        "why_stuck": "aanbod",
        "why_stuck_note": "Geen plek.",
        "stuck_since": "2025-09-01",
        "tried-TOTAL_FORMS": "1",
        "tried-INITIAL_FORMS": "0",
        "tried-0-segment": "ggz",
        "tried-0-result": "gestopt",
        "tried-0-note": "Na vier gesprekken.",
    },
    "vraag": {
        "question": "Wie kan dagbehandeling bieden?",
        "youth_view": "Naar school.",
        "parents_view": "Rust.",
        "involved-TOTAL_FORMS": "1",
        "involved-INITIAL_FORMS": "0",
        "involved-0-role": "intern begeleider",
    },
}


class Referrer:
    """Fills in the intake in the browser's place."""

    def __init__(self, client):
        self.client = client
        response = client.post(reverse("workflows:intake"))
        self.draft = Draft.objects.latest("pk")
        assert response.url == self.url("veiligheid")

    def url(self, step):
        return reverse("workflows:intake_step", args=[self.draft.public_id, step])

    def answer(self, step, **changes):
        answers = ANSWERS[step] | changes
        if step == "jeugdige":
            answers = {
                "municipality": person("aanmelder.venlo").main_membership.organisation.municipality_id
            } | answers
        return self.client.post(self.url(step), answers)

    def answer_all(self):
        for step in ANSWERS:
            assert self.answer(step).status_code == 302, step

    def send(self, **extra):
        return self.client.post(self.url("versturen"), {"checked": "on", **extra})


@pytest.fixture
def referrer(as_user):
    return Referrer(as_user("aanmelder.venlo"))


def test_a_complete_intake_becomes_a_case_with_its_first_task(referrer, as_user):
    referrer.answer_all()
    response = referrer.send()
    case = Case.objects.get()
    assert response.url == reverse("workflows:case", args=[case.public_id])
    assert case.age_band == "12-15"
    assert case.intake.tried.get().note == "Na vier gesprekken."
    assert case.intake.involved.get().role == "intern begeleider"
    assert not Draft.objects.exists()
    inbox = as_user("coordinator.noord").get("/")
    assert case.number in inbox.content.decode()


def test_sending_twice_makes_one_case(referrer):
    referrer.answer_all()
    referrer.send()
    again = referrer.send()
    assert again.status_code == 409
    assert "al afgerond" in again.content.decode()
    assert Case.objects.count() == 1


def test_an_unfinished_intake_says_which_step_is_missing(referrer):
    referrer.answer("veiligheid")
    page = referrer.client.get(referrer.url("versturen")).content.decode()
    assert "Maak eerst af" in page
    assert referrer.url("jeugdige") in page
    referrer.send()
    assert not Case.objects.exists()


def test_wrong_answers_are_kept_and_named(referrer):
    response = referrer.answer("jeugdige", birth_date="1950-01-01", first_name="Half")
    page = response.content.decode()
    assert response.status_code == 200
    assert "0 tot en met 23 jaar" in page
    assert "Half" in referrer.client.get(referrer.url("jeugdige")).content.decode()


@pytest.mark.parametrize("day", ["20260-01-01", "2999-01-01", "31-31-2020", "morgen"])
def test_impossible_dates_get_a_sentence_and_no_crash(referrer, day):
    response = referrer.answer("situatie", stuck_since=day)
    assert response.status_code == 200
    assert "et-error" in response.content.decode()


def test_acute_danger_stops_without_a_case_or_a_trace_of_the_youth(referrer, settings):
    referrer.answer("jeugdige")
    response = referrer.answer("veiligheid", safety="acuut")
    page = response.content.decode()
    assert settings.CRISIS_SERVICE_PHONE in page
    assert settings.SAFE_AT_HOME_PHONE in page
    assert not Case.objects.exists()
    assert not Draft.objects.exists()
    assert Occurrence.objects.get().kind == "acute_danger_at_filing"


def test_what_is_typed_is_kept_while_typing_and_is_there_after_logging_in_again(referrer, as_user):
    url = reverse("workflows:intake_autosave", args=[referrer.draft.public_id, "situatie"])
    saved = referrer.client.post(url, {"title": "Half getypt", "tried-TOTAL_FORMS": "1"})
    assert "Concept opgeslagen" in saved.content.decode()
    referrer.client.logout()
    assert referrer.client.get(referrer.url("situatie")).url.startswith("/account/login/")
    page = as_user("aanmelder.venlo").get(referrer.url("situatie")).content.decode()
    assert "Half getypt" in page
    assert "Er kloppen" not in page, "a half-filled form is not judged"


def test_a_draft_is_its_owners_alone(referrer, as_user):
    referrer.answer("jeugdige")
    for other in ("aanmelder2.venlo", "coordinator.noord", "fg", "beheer"):
        assert as_user(other).get(referrer.url("jeugdige")).status_code == 404


def test_only_referrers_file(as_user):
    for other in ("coordinator.noord", "deskundige1.noord", "aanbieder.kompas", "inkoop", "beheer"):
        assert as_user(other).get(reverse("workflows:intake")).status_code == 404


def test_the_draft_and_the_identity_are_unreadable_in_the_database(referrer):
    referrer.answer_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_draft")
        assert "Verzonnen" not in cursor.fetchone()[0]
    referrer.send()
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_name, birth_date FROM cases_identity")
        row = cursor.fetchone()
    assert "Verzonnen" not in row[0] and "2012" not in row[1]
    assert Identity.objects.get().last_name == "Verzonnen"


def test_a_document_of_a_forbidden_kind_or_over_ten_megabytes_is_refused(referrer, settings):
    referrer.answer_all()
    program = SimpleUploadedFile("brief.pdf", b"MZ\x90\x00 this is no letter")
    assert "Toegestaan zijn" in referrer.send(document=program).content.decode()
    settings.DOCUMENT_MAX_BYTES = 1000
    large = SimpleUploadedFile("brief.pdf", b"%PDF-1.7\n" + b"0" * 2000 + b"\n%%EOF")
    assert "te groot" in referrer.send(document=large).content.decode()
    assert not Case.objects.exists()


def test_html_in_every_field_is_shown_as_text(referrer):
    nasty = "<script>alert(1)</script>"
    for step in ANSWERS:
        texts = {
            name: nasty
            for name in ("danger", "title", "situation", "why_stuck_note", "question", "youth_view")
            if name in ANSWERS[step]
        }
        referrer.answer(step, **texts)
    assert nasty not in referrer.client.get(referrer.url("versturen")).content.decode()
    page = referrer.client.get(referrer.send().url).content.decode()
    assert nasty not in page
    assert "&lt;script&gt;" in page


def test_showing_the_identity_takes_a_click_and_leaves_a_trace(referrer, as_user):
    referrer.answer_all()
    referrer.send()
    case = Case.objects.get()
    coordinator = as_user("coordinator.noord")
    assert (
        "Verzonnen" not in coordinator.get(reverse("workflows:case", args=[case.public_id])).content.decode()
    )
    url = reverse("workflows:identity", args=[case.public_id])
    assert coordinator.get(url).status_code == 405
    assert "Verzonnen" in coordinator.post(url).content.decode()
    look = ReadEvent.objects.filter(object_type="identiteit").get()
    assert (look.user_name, look.object_id, look.allowed) == ("Marloes Peeters", str(case.public_id), True)


@pytest.fixture
def second_employer(people):
    """The referrer of Venlo works for the access team of Venray too."""
    organisation = people("aanmelder.venray").main_membership.organisation
    people("aanmelder.venlo").memberships.create(role=Role.REFERRER, organisation=organisation)
    return organisation


def test_who_files_for_one_organisation_is_not_asked_for_which(referrer):
    assert "Namens welke organisatie" not in referrer.client.get(referrer.url("veiligheid")).content.decode()


def test_who_files_for_two_organisations_says_for_which(second_employer, referrer, people):
    page = referrer.client.get(referrer.url("veiligheid")).content.decode()
    assert "Namens welke organisatie meldt u aan?" in page
    assert "Toegang Venlo" in page and str(second_employer) in page and "Toegang Weert" not in page
    assert "et-error" in referrer.answer("veiligheid").content.decode(), "there is no guess"
    stranger = people("aanmelder.weert").main_membership.organisation
    refused = referrer.answer("veiligheid", organisation=str(stranger.public_id)).content.decode()
    assert "Kies een van de antwoorden uit de lijst" in refused
    assert referrer.answer("veiligheid", organisation=str(second_employer.public_id)).status_code == 302
    youth = referrer.client.get(referrer.url("jeugdige")).content.decode()
    assert f'value="{second_employer.municipality_id}" selected' in youth, "its own municipality is proposed"
    for step in ("jeugdige", "toestemming", "situatie", "vraag"):
        referrer.answer(step)
    assert str(second_employer) in referrer.client.get(referrer.url("versturen")).content.decode()
    referrer.send()
    assert Case.objects.get().referrer_organisation == second_employer


def test_an_organisation_that_was_left_meanwhile_is_asked_again(second_employer, referrer, people):
    for step in ("jeugdige", "toestemming", "situatie", "vraag"):
        referrer.answer(step)
    referrer.answer("veiligheid", organisation=str(second_employer.public_id))
    left = people("aanmelder.venlo").memberships.filter(organisation=second_employer)
    left.update(ended_on=clock.today())
    third = people("aanmelder.weert").main_membership.organisation
    people("aanmelder.venlo").memberships.create(role=Role.REFERRER, organisation=third)
    referrer.send()
    assert not Case.objects.exists()
    assert "Maak eerst af" in referrer.client.get(referrer.url("versturen")).content.decode()
