"""The expertise centre decides on a transfer, and organises help."""

from viewflow import this
from viewflow.workflow import flow

from expertteam.help.enums import TransferStatus
from workflows.engine import Assignment, CaseFlow, CaseView, FanOut


def asked_providers(case):
    """Providers know the request by its own number, never by the case's, and its own last day."""
    request = case.help_requests.latest("pk")
    return [
        Assignment(
            owner=offer.contact, about=offer.public_id, reference=request.number, due_on=request.answer_by
        )
        for offer in request.offers.select_related("contact")
    ]


def with_the_centre(activation) -> bool:
    return activation.process.case.transfers.filter(status=TransferStatus.ACCEPTED).exists()


class TransferFlow(CaseFlow):
    """Overdracht aan het expertisecentrum"""

    start = flow.StartHandle(this.begin).Next(this.decide)
    decide = CaseView(
        "help.DecideTransfer", permission="decide_transfer", title="Over overdracht beslissen", days=3
    ).Next(this.end)
    end = flow.End()


class HelpFlow(CaseFlow):
    """Hulp organiseren"""

    start = flow.StartHandle(this.begin).Next(this.request)
    request = CaseView(
        "help.SendRequest", permission="organise_help", title="Hulpvraag uitzetten", days=3
    ).Next(this.somebody_to_ask)
    somebody_to_ask = flow.If(with_the_centre).Then(this.ask).Else(this.end)
    # The centre may choose before every provider has answered.
    ask = FanOut(each=this.answer, assignments=asked_providers, beside=this.match)
    answer = CaseView(
        "help.AnswerRequest", permission="answer_help_request", title="Hulpvraag beantwoorden", days=5
    ).Next(this.answered)
    answered = flow.End()
    match = CaseView("help.Match", permission="organise_help", title="Passende hulp kiezen", days=8).Next(
        this.end
    )
    end = flow.TerminateEnd()
