"""What follows what: the whole journey of a case on one page (R5).

A phase ends with an outcome. The outcome either opens the next phase or lets the case rest: a
delivered advice waits for its follow-up as a record with a date, not as a process.
"""

from django.db import transaction
from viewflow.workflow.status import PROCESS

from expertteam.access.wall import as_system
from expertteam.cases import drafts, uploads
from expertteam.cases.enums import TriageOutcome
from expertteam.cases.models import Case
from expertteam.conferences.enums import ConferenceOutcome
from expertteam.followup.enums import AssessmentOutcome
from expertteam.help.enums import MatchDecision, TransferDecision
from expertteam.procesregie.enums import DirectionResult
from workflows import engine, inbox
from workflows.flows import (
    AdviceFlow,
    ConferenceFlow,
    ConsentFlow,
    FollowUpFlow,
    HelpFlow,
    IntakeFlow,
    ProcesregieFlow,
    TransferFlow,
    TriageFlow,
)

FIRST_PHASE = TriageFlow
RESTS = None

JOURNEY = {
    TriageFlow: {
        TriageOutcome.CONSULTATION: ConferenceFlow,
        TriageOutcome.PROCESREGIE: ProcesregieFlow,
        TriageOutcome.CENTRE: TransferFlow,
        TriageOutcome.INCOMPLETE: IntakeFlow,
        TriageOutcome.DECLINED: RESTS,
    },
    IntakeFlow: {"added": TriageFlow},
    ConferenceFlow: {
        ConferenceOutcome.ADVICE: AdviceFlow,
        ConferenceOutcome.ADJOURNED: ConferenceFlow,
        ConferenceOutcome.PROCESREGIE: ProcesregieFlow,
        ConferenceOutcome.CENTRE: TransferFlow,
    },
    AdviceFlow: {"answered": RESTS},
    ProcesregieFlow: {
        DirectionResult.BROKEN_THROUGH: RESTS,
        DirectionResult.SCALED_DOWN: RESTS,
        DirectionResult.NO_RESULT: RESTS,
        DirectionResult.TO_CONFERENCE: ConferenceFlow,
    },
    TransferFlow: {
        TransferDecision.ORGANISE: HelpFlow,
        TransferDecision.CONFER: ConferenceFlow,
        TransferDecision.DECLINE: TriageFlow,
    },
    HelpFlow: {
        MatchDecision.PLACE: RESTS,
        MatchDecision.AGAIN: HelpFlow,
        MatchDecision.NOT_FOUND: TriageFlow,
    },
    FollowUpFlow: {
        AssessmentOutcome.CLOSE: RESTS,
        AssessmentOutcome.SECOND: RESTS,
        AssessmentOutcome.CONFERENCE: ConferenceFlow,
        AssessmentOutcome.PROCESREGIE: ProcesregieFlow,
    },
    ConsentFlow: {"asked": RESTS},
}


def begin(case) -> None:
    """A case has been filed: open its first phase."""
    _open(FIRST_PHASE, case)


def go_back(case, phase) -> None:
    """Consent has ended for what ran: it stops, and ``phase`` opens in its place."""
    _go_on(case, phase)


def consent_must_be_asked(case) -> None:
    """The youth had a birthday after which others decide."""
    _open(ConsentFlow, case)


def follow_up_is_due(case) -> None:
    """The day of a planned follow-up has come."""
    _open(FollowUpFlow, case)


@uploads.atomic()
def complete(*, task, user, perform):
    """Do a step and go on: see :func:`workflows.engine.complete`. Gives the outcome of the step."""
    process, outcome = engine.complete(task=task, user=user, perform=perform)
    with as_system(engine.MOVING):
        inbox.announce(process)
        _forget_drafts(process)
        if process.status == PROCESS.DONE:
            _go_on(Case.objects.get(pk=process.case_id), JOURNEY[process.flow_class][outcome])
    return outcome


def _go_on(case, next_phase) -> None:
    """A next phase takes back what an earlier phase still asks; the end of the case takes back all."""
    if next_phase is not RESTS or not case.is_open:
        for left_over in engine.withdraw(case, everything=not case.is_open):
            _forget_drafts(left_over)
    if next_phase is not RESTS:
        _open(next_phase, case)


def _forget_drafts(process) -> None:
    """What was typed for a task has no use once the task has ended."""
    drafts.discard_all(inbox.draft_keys(process.task_set.exclude(status__in=engine.OPEN)))


@transaction.atomic
def _open(phase, case) -> None:
    inbox.announce(engine.start(phase, case))
