"""Consent is withdrawn while the case is being shared: one of the two is first, and the other knows it."""

from datetime import date

import pytest

from expertteam.access.consent_enums import Scope
from expertteam.access.models import Grant
from expertteam.cases import consent as case_consent
from expertteam.cases.models import Case
from expertteam.core.errors import RuleBroken
from tests.together import together
from workflows import consent
from workflows.demo.people import person

CENTRE = {
    "voice": "parent_1",
    "answer": "withdrawn",
    "scopes": [Scope.CENTRE],
    "said_on": date(2026, 1, 12),
    "manner": "mondeling",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(4))
def test_withdrawing_and_transferring_at_the_same_moment(story, attempt):
    case = story.file()

    def transfer():
        try:
            story.triage(case, "centre", transfer_question="Wie helpt?")
        except RuleBroken:
            return "refused"
        return "shared"

    def withdraw():
        consent.note_answers(case=case, by=person("aanmelder.venlo"), answers=[CENTRE])

    shared, _ = together(transfer, withdraw)
    case = Case.objects.get(pk=case.pk)
    assert not case_consent.rulings(case)[Scope.CENTRE].allowed
    assert not Grant.objects.held().filter(case=case, role="centre").exists(), "whoever was first"
    told = case.disclosures.filter(kind="transfer").count()
    assert (shared, told) in {("refused", 0), ("shared", 1)}
    assert case.status == "filed"
    assert story.task(case, "coordinator.noord", "TriageFlow.assess"), "the coordinator decides (again)"


@pytest.mark.django_db(transaction=True)
def test_a_disclosure_waits_for_a_withdrawal_that_has_not_ended(story):
    """Two connections: the second asks the rules only after the first has written its no."""
    from threading import Event

    from django.db import connection, transaction

    case = story.file()
    written, told = Event(), Event()

    def withdraw():
        with transaction.atomic():
            consent.note_answers(case=case, by=person("aanmelder.venlo"), answers=[CENTRE])
            written.set()
            told.wait(0.5)

    def disclose():
        written.wait(20)
        try:
            case_consent.disclose(case=case, by=case.referrer, scope=Scope.CENTRE, kind="transfer")
        except RuleBroken:
            return "refused"
        finally:
            told.set()
            connection.close()
        return "shared"

    assert together(withdraw, disclose)[1] == "refused"
