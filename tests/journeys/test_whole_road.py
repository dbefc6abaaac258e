"""The whole road of a case, told through the steps without pages."""

from datetime import date

import pytest

from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.learning.models import LearningRecord
from workflows.demo.people import person
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db


def status(case):
    return Case.objects.get(pk=case.pk).status


def test_from_filing_to_lesson(story, travel):
    with travel(date(2026, 1, 12)):
        case = story.file()
        assert case.number == "NL-2026-0001"
        assert status(case) == CaseStatus.FILED
        story.to_advice(case)
        story.draft(case)
        story.sign(case, judgements=("agree", "dissent", "remark"))
        story.settle(case, settlement="De veiligheid is apart met de toegang besproken.")
        story.respond(case, choice="deviate")
        assert status(case) == CaseStatus.FOLLOW_UP
        assert case.follow_ups.get().due_on == date(2026, 7, 12)
    with travel(date(2026, 7, 11)):
        assert not story.follow_up_opens(case), "a day too early"
    with travel(date(2026, 7, 13)):
        assert story.follow_up_opens(case)
        assert not story.follow_up_opens(case), "the job may run twice"
        story.fill_in(case, result="partly")
        story.assess(case)
        story.learn(
            case,
            signals=[
                {
                    "kind": "earlier",
                    "segment": "ggz",
                    "moment": "eerste_hulp",
                    "addressee": "toegang",
                    "text": "Eerder diagnostiek.",
                }
            ],
        )
        assert status(case) == CaseStatus.CLOSED
    learned = LearningRecord.objects.get()
    assert learned.month == date(2026, 7, 1)
    assert [fact.outcome for fact in learned.recommendations.all()] == ["partly", "partly"]


def test_through_procesregie_and_back_to_the_table(story, travel):
    with travel(date(2026, 1, 12)):
        case = story.file()
        story.triage(case, "procesregie")
        story.play(case, "coordinator.noord", "ProcesregieFlow.assign", director=person("regisseur.noord"))
        story.play(
            case,
            "regisseur.noord",
            "ProcesregieFlow.analyse",
            kind="geld",
            level="bestuur",
            description="Twee gemeenten betalen geen van beide.",
        )
        story.play(
            case, "regisseur.noord", "ProcesregieFlow.direct", result="bespreking", note="Eerst inhoud nodig."
        )
        assert status(case) == CaseStatus.CONFERENCE
        story.plan(case)
        assert story.task(case, "deskundige1.noord", "ConferenceFlow.pre_advise")


def test_through_the_expertise_centre_with_a_refusal_and_a_match(story, travel):
    with travel(date(2026, 1, 12)):
        case = story.file()
        story.triage(case, "centre", transfer_question="Wie biedt een plek met behandeling?")
        story.play(case, "centrum1", "TransferFlow.decide", decision="organise")
        providers = [
            person(p).main_membership.organisation for p in ("aanbieder.lindehof", "aanbieder.kompas")
        ]
        story.play(
            case,
            "centrum1",
            "HelpFlow.request",
            segment="verblijf",
            need="Een kleine groep met behandeling.",
            conditions="",
            wanted_from=date(2026, 2, 1),
            answer_by=date(2026, 1, 20),
            providers=providers,
        )
        story.play(case, "aanbieder.lindehof", "HelpFlow.answer", answer="not_possible", refusal_reason="vol")
        story.play(
            case, "aanbieder.kompas", "HelpFlow.answer", answer="possible", available_from=date(2026, 2, 10)
        )
        offer = case.help_requests.get().offers.get(answer="possible")
        story.play(
            case,
            "centrum1",
            "HelpFlow.match",
            decision="place",
            offer=offer,
            starts_on=date(2026, 2, 10),
            bridging_what="Ambulante hulp thuis.",
            bridging_who="De Lindehof",
        )
        assert status(case) == CaseStatus.FOLLOW_UP
        assert case.follow_ups.get().due_on == clock.months_later(date(2026, 1, 12), 6)
        assert not tasks_for(person("aanbieder.kompas")).exists()
        assert not Case.objects.visible_to(person("centrum1")).exists(), "handed back, no longer theirs"
