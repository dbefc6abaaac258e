"""Every phase of a case: importing this registers them all."""

from workflows.flows.advice import AdviceFlow
from workflows.flows.conference import ConferenceFlow
from workflows.flows.consent import ConsentFlow
from workflows.flows.followup import FollowUpFlow
from workflows.flows.help import HelpFlow, TransferFlow
from workflows.flows.intake import IntakeFlow, TriageFlow
from workflows.flows.procesregie import ProcesregieFlow

ALL_FLOWS = (
    IntakeFlow,
    TriageFlow,
    ConferenceFlow,
    AdviceFlow,
    ProcesregieFlow,
    TransferFlow,
    HelpFlow,
    FollowUpFlow,
    ConsentFlow,
)
