"""Two people, or one impatient one, finish the same task at the same moment: it happens once."""

import pytest

from expertteam.cases.models import Draft
from expertteam.core.errors import AlreadyDone
from tests.story import EXPERTS
from tests.together import together
from workflows.demo.people import person
from workflows.engine import OPEN
from workflows.inbox import tasks_for
from workflows.models import CaseProcess, CaseTask

CONSULT = {"outcome": "consultation", "motivation": "Past bij het expertteam, vindt Marloes."}
DECLINE = {
    "outcome": "declined",
    "motivation": "Dit hoort bij het wijkteam, vindt Bas.",
    "alternative": "Het wijkteam kan dit oppakken.",
}


def open_nodes(case):
    tasks = CaseTask.objects.filter(process__caseprocess__case=case, status__in=OPEN).exclude(node="")
    return sorted(tasks.values_list("node", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_one_wins_and_the_other_reads_that_it_is_done(
    story, browser_of, page_of, neck_and_neck
):
    case = story.file()
    path = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    marloes, bas = browser_of("coordinator.noord"), browser_of("coordinator2.noord")
    neck_and_neck()
    answers = together(lambda: marloes.post(path, CONSULT), lambda: bas.post(path, DECLINE))
    assert sorted(answer.status_code for answer in answers) == [302, 409]

    decision = case.triages.get()
    winner_is_marloes = answers[0].status_code == 302
    assert decision.outcome == ("consultation" if winner_is_marloes else "declined")
    assert decision.decided_by == person("coordinator.noord" if winner_is_marloes else "coordinator2.noord")
    assert open_nodes(case) == (["ConferenceFlow.plan"] if winner_is_marloes else [])
    assert CaseProcess.objects.filter(case=case).count() == (2 if winner_is_marloes else 1)

    lost = answers[1] if winner_is_marloes else answers[0]
    typed = DECLINE if winner_is_marloes else CONSULT
    assert "Deze stap is al afgerond" in lost.content.decode()
    assert typed["motivation"] in lost.content.decode(), "to copy from"
    draft = Draft.objects.get()
    assert draft.owner == person("coordinator2.noord" if winner_is_marloes else "coordinator.noord")
    assert typed["motivation"] in draft.content


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_done_once(story, browser_of, page_of, neck_and_neck):
    case = story.file()
    path = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    one, again = browser_of("coordinator.noord"), browser_of("coordinator.noord")
    neck_and_neck()
    answers = together(lambda: one.post(path, CONSULT), lambda: again.post(path, CONSULT))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert case.triages.count() == 1
    assert open_nodes(case) == ["ConferenceFlow.plan"]


@pytest.mark.django_db
def test_who_posts_later_reads_it_too_and_loses_no_text(story, browser_of, page_of):
    case = story.file()
    path = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    bas = browser_of("coordinator2.noord")
    assert bas.get(path).status_code == 200
    assert browser_of("coordinator.noord").post(path, CONSULT).status_code == 302
    late = bas.post(path, DECLINE)
    assert late.status_code == 409
    assert DECLINE["motivation"] in late.content.decode()
    assert case.triages.get().outcome == "consultation"
    assert DECLINE["motivation"] in bas.get(path).content.decode(), "the draft is still there on another day"


@pytest.mark.django_db
def test_posting_twice_after_one_another_is_done_once(story, browser_of, page_of):
    case = story.file()
    path = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    marloes = browser_of("coordinator.noord")
    assert [marloes.post(path, CONSULT).status_code for _ in range(3)] == [302, 409, 409]
    assert case.triages.count() == 1


@pytest.mark.django_db
def test_that_it_is_done_is_told_to_nobody_else(story, browser_of, page_of):
    case = story.file()
    path = page_of(story.task(case, "coordinator.noord", "TriageFlow.assess"))
    assert browser_of("coordinator.noord").post(path, CONSULT).status_code == 302
    for other in ("coordinator.midden", "aanmelder.venlo", "fg", "aanbieder.nest"):
        assert browser_of(other).get(path).status_code == 404, other


@pytest.mark.django_db
def test_an_expert_is_not_told_how_far_another_expert_is(story, browser_of, page_of):
    """Experts share the permission, but a task of one expert is not the other's."""
    case = story.file()
    story.to_conference(case)
    task = story.task(case, EXPERTS[0], "ConferenceFlow.pre_advise")
    colleague = browser_of(EXPERTS[1])
    assert colleague.get(page_of(task)).status_code == 404
    story.pre_advise(case, experts=EXPERTS[:1])
    assert colleague.get(page_of(task)).status_code == 404
    assert browser_of(EXPERTS[0]).get(page_of(task)).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_the_last_three_signatures_at_once_open_one_settling(story):
    case = story.file()
    story.to_advice(case)
    story.draft(case)
    together(*(lambda e=expert: story.sign(case, ["agree"], [e]) for expert in EXPERTS))
    assert case.advices.get().signatures.count() == 3
    assert open_nodes(case) == ["AdviceFlow.settle"]


@pytest.mark.django_db(transaction=True)
def test_conferring_while_an_expert_still_writes_ends_in_one_advice(story):
    case = story.file()
    story.to_conference(case)
    story.pre_advise(case, experts=EXPERTS[:2])

    def write():
        try:
            story.pre_advise(case, experts=EXPERTS[2:])
        except (AlreadyDone, CaseTask.DoesNotExist):
            return "too late"
        return "in time"

    outcome, _ = together(write, lambda: story.confer(case))
    written = case.agenda_items.get().participations.filter(pre_advice__isnull=False).count()
    assert written == (3 if outcome == "in time" else 2)
    assert open_nodes(case) == ["AdviceFlow.draft"]
    assert not tasks_for(person(EXPERTS[2])).exists()


@pytest.mark.django_db(transaction=True)
def test_two_filings_at_once_get_two_numbers(story):
    first, second = together(story.file, lambda: story.file("aanmelder.venray"))
    assert first.number != second.number
    assert open_nodes(first) == open_nodes(second) == ["TriageFlow.assess"]
