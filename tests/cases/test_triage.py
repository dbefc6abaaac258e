"""The coordinator reads what was filed, sees what is missing, and decides."""

import pytest

from expertteam.cases.completeness import checklist
from expertteam.cases.enums import CaseStatus, TriageOutcome
from expertteam.cases.models import Case
from expertteam.learning.models import LearningRecord
from tests.pages import page_of, text_of
from tests.roads import asked
from tests.story import intake_values
from workflows.demo.people import person
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "TriageFlow.assess"
EVERYTHING = {
    "motivation": "Dit besluit past bij deze vraag.",
    "missing": "Het verslag van de school.",
    "alternative": "Het wijkteam kan verder.",
    "transfer_question": "Wie biedt een plek met behandeling?",
}


@pytest.fixture
def case(story):
    return story.file()


@pytest.fixture
def decide(case, story, as_user):
    """Posts the triage form as the coordinator of the region."""

    def post(**answers):
        task = story.task(case, "coordinator.noord", NODE)
        return as_user("coordinator.noord").post(page_of(task), answers, follow=True)

    return post


def now(case):
    return Case.objects.get(pk=case.pk)


def test_the_page_shows_the_whole_intake_and_what_is_thin(case, story, as_user):
    task = story.task(case, "coordinator.noord", NODE)
    page = text_of(as_user("coordinator.noord").get(page_of(task)))
    for told in ("Drie aanbieders hebben geen plek.", "Thuis blijven wonen.", "intern begeleider", "gestopt"):
        assert told in page
    assert "Bij 2 van de 10 onderdelen ontbreekt iets of staat er weinig." in page
    assert "Toelichting: waarom vastgelopen (5 woorden) Kort" in page
    assert "Documenten Ontbreekt" in page


def test_the_checklist_is_computed_from_what_was_filed(story):
    organisation = person("aanmelder.venlo").main_membership.organisation
    intake = intake_values(organisation)["intake"]
    intake |= {"safety_note": "", "youth_view": " ", "situation": "Het gaat niet goed."}
    case = story.file(intake=intake, tried=[], involved=[])
    states = {part.label: part.state.value for part in checklist(case, documents=2)}
    assert states == {
        "Toestemming": "filled",
        "Veiligheid en afspraken daarover": "empty",
        "Situatie": "thin",
        "Toelichting: waarom vastgelopen": "thin",
        "Eerder geprobeerde hulp": "empty",
        "Vraag aan het expertteam": "filled",
        "Wat de jeugdige wil": "empty",
        "Wat de ouders willen": "filled",
        "Betrokkenen": "empty",
        "Documenten": "filled",
    }


@pytest.mark.parametrize(
    ("outcome", "status", "next_doer", "next_node"),
    [
        ("consultation", CaseStatus.CONFERENCE, "coordinator.noord", "ConferenceFlow.plan"),
        ("procesregie", CaseStatus.PROCESREGIE, "coordinator.noord", "ProcesregieFlow.assign"),
        ("centre", CaseStatus.HELP, "centrum1", "TransferFlow.decide"),
        ("incomplete", CaseStatus.INCOMPLETE, "aanmelder.venlo", "IntakeFlow.add"),
    ],
)
def test_each_outcome_opens_its_own_road(case, story, decide, outcome, status, next_doer, next_node):
    page = decide(outcome=outcome, **EVERYTHING)
    assert "Het triagebesluit is vastgelegd." in text_of(page)
    assert now(case).status == status
    assert story.task(case, next_doer, next_node)


def test_a_declined_case_rests_with_an_alternative(case, decide):
    decide(outcome="declined", **EVERYTHING)
    assert now(case).status == CaseStatus.DECLINED
    assert case.triages.get().alternative == "Het wijkteam kan verder."
    assert not any(tasks_for(person(who)).exists() for who in ("coordinator.noord", "aanmelder.venlo"))


def test_a_director_can_be_assigned_at_once(case, story, decide):
    decide(outcome="procesregie", motivation="x", director=str(person("regisseur.noord").public_id))
    assert story.task(case, "regisseur.noord", "ProcesregieFlow.analyse")


def test_what_belongs_to_another_outcome_is_not_kept(case, decide):
    decide(outcome="consultation", director="onzin", **EVERYTHING)
    decision = case.triages.get()
    assert (decision.missing, decision.alternative) == ("", "")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"motivation": "x"}, "Kies: Besluit"),
        ({"outcome": "verzonnen", "motivation": "x"}, "Kies een van de antwoorden uit de lijst: Besluit"),
        ({"outcome": "consultation"}, "Vul in: Motivering"),
        ({"outcome": "incomplete", "motivation": "x"}, "Vul in: Wat ontbreekt er nog?"),
        ({"outcome": "incomplete", "motivation": "x", "missing": "  "}, "Vul in: Wat ontbreekt er nog?"),
        ({"outcome": "declined", "motivation": "x"}, "Vul in: Waar kan de aanmelder wel terecht?"),
        ({"outcome": "centre", "motivation": "x"}, "Vul in: Vraag aan het expertisecentrum"),
        ({"outcome": "procesregie", "motivation": "x", "director": "1"}, "Kies een van de antwoorden"),
    ],
)
def test_half_a_decision_is_refused(case, decide, answers, sentence):
    page = decide(**answers)
    assert sentence in text_of(page)
    assert "(niet verplicht)" not in text_of(page).split("Wat ontbreekt er nog?")[1].split("Alleen bij")[0]
    assert now(case).status == CaseStatus.FILED


def test_somebody_from_another_region_cannot_be_made_director(case, decide):
    page = decide(outcome="procesregie", motivation="x", director=str(person("regisseur.midden").public_id))
    assert "Kies een van de antwoorden uit de lijst: Procesregisseur" in text_of(page)
    assert not case.directions.exists()


def test_markup_in_the_motivation_stays_text(case, decide, as_user):
    decide(outcome="incomplete", motivation="x", missing="<script>alert(1)</script>")
    page = as_user("aanmelder.venlo").get(f"/casussen/{case.public_id}/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "stranger",
    [
        "coordinator.midden",
        "aanmelder.venlo",
        "voorzitter.noord",
        "regisseur.noord",
        "centrum1",
        "fg",
        "beheer",
    ],
)
def test_nobody_else_decides(case, story, as_user, stranger):
    task = story.task(case, "coordinator.noord", NODE)
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), {"outcome": "declined", **EVERYTHING}).status_code == 404
    assert now(case).status == CaseStatus.FILED


def test_a_case_that_came_back_shows_the_earlier_decision(case, story, decide, as_user):
    decide(outcome="incomplete", **EVERYTHING)
    story.play(case, "aanmelder.venlo", "IntakeFlow.add", addition="Het verslag is toegevoegd.")
    task = story.task(case, "coordinator.noord", NODE)
    page = text_of(as_user("coordinator.noord").get(page_of(task)))
    assert "Het verslag is toegevoegd." in page
    assert "Gevraagde aanvulling: Het verslag van de school." in page


def test_a_draft_comes_back_as_it_was_left(case, story, as_user):
    task = story.task(case, "coordinator.noord", NODE)
    client = as_user("coordinator.noord")
    client.post(page_of(task), {"outcome": "declined", "motivation": "Nog nadenken", "save_draft": "1"})
    page = client.get(page_of(task)).content.decode()
    assert "Nog nadenken" in page
    assert 'value="declined"' in page.split(" checked")[0][-200:]
    assert "Vul in" not in page
    assert now(case).status == CaseStatus.FILED


def test_every_outcome_is_a_choice_on_the_page(case, story, as_user):
    page = text_of(as_user("coordinator.noord").get(page_of(story.task(case, "coordinator.noord", NODE))))
    assert all(str(outcome.label) in page for outcome in TriageOutcome)


def test_a_declined_case_that_taught_something_is_kept_for_the_report(story):
    """Help was sought and not found; then the region declines. What was missing stays known."""
    case = asked(story)
    story.play(case, "centrum1", "HelpFlow.match", decision="not_found")
    story.triage(case, "declined", alternative="De huisarts kijkt mee.")
    learned = LearningRecord.objects.get()
    assert (learned.route, learned.follow_up_answered) == ("centre", False)
    assert [(fact.kind, fact.segment) for fact in learned.signals.all()] == [("missing", "verblijf")]


def test_a_declined_case_that_taught_nothing_leaves_nothing(story):
    story.triage(story.file(), "declined", alternative="De huisarts kijkt mee.")
    assert not LearningRecord.objects.exists()
