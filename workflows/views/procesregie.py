"""The director's page beside the task: agreements and escalations while procesregie runs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404
from django.shortcuts import redirect, render

from expertteam.audit.services import note_read
from expertteam.procesregie import services
from expertteam.procesregie.enums import AgreementState, DirectionStatus
from expertteam.procesregie.forms import (
    AgreementForm,
    EscalationAnswerForm,
    EscalationForm,
    SettleAgreementForm,
)
from workflows.inbox import tasks_for
from workflows.views.cases import visible_case


@dataclass(frozen=True)
class Action:
    """One small form of the page: what it does, and what the user reads when it is done."""

    form: BaseForm
    do: Callable
    done: str


def procesregie(request, public_id):
    """The latest round of procesregie on a case, for whoever directs it."""
    case = visible_case(request, public_id, "direct_case")
    direction = case.directions.select_related("director").last()
    if direction is None:
        raise Http404
    board = Board(direction, request)
    if request.method == "POST" and board.act():
        return redirect("workflows:procesregie", public_id=public_id)
    note_read(request, kind="casus", objects=[case])
    context = {
        "case": case,
        "direction": direction,
        "board": board,
        "task": tasks_for(request.user).filter(subject=case).first(),
        "sent_forms": [action.form for action in board.actions.values() if action.form.is_bound],
    }
    return render(request, "procesregie/page.html", context)


class Board:
    """Agreements and escalations of one direction with the forms that change them.

    The forms differ by prefix; the hidden field ``form`` says which one was sent.
    """

    def __init__(self, direction, request):
        self.direction = direction
        self.request = request
        self.sent = request.POST.get("form", "")
        self.actions = {}
        self.runs = direction.status == DirectionStatus.OPEN
        self.agreements = [(item, self._settling(item)) for item in direction.agreements.all()]
        self.escalations = [(item, self._answering(item)) for item in direction.escalations.all()]
        if self.runs:
            about = {"direction": direction}
            self.agree = self._offer(
                "agree", AgreementForm, services.agree, about, "De afspraak is toegevoegd."
            )
            self.escalate = self._offer(
                "escalate", EscalationForm, services.escalate, about, "De opschaling is vastgelegd."
            )

    def act(self) -> bool:
        """Do what was sent; false when the page must show its errors."""
        action = self.actions.get(self.sent)
        if action is None:
            messages.warning(self.request, "Dit was al vastgelegd of kan niet meer. Er is niets gewijzigd.")
            return True
        if not action.form.is_valid():
            return False
        try:
            action.do(**action.form.cleaned_data)
        except ValidationError as refusal:
            action.form.add_service_error(refusal)
            return False
        messages.success(self.request, action.done)
        return True

    def _settling(self, agreement):
        if self.runs and agreement.state == AgreementState.OPEN:
            return self._offer(
                f"afspraak-{agreement.public_id}",
                SettleAgreementForm,
                services.settle_agreement,
                {"agreement": agreement},
                "Bij de afspraak is vastgelegd of die is nagekomen.",
            )
        return None

    def _answering(self, escalation):
        if self.runs and not escalation.answered_at:
            return self._offer(
                f"opschaling-{escalation.public_id}",
                EscalationAnswerForm,
                services.record_answer,
                {"escalation": escalation},
                "Het antwoord is vastgelegd.",
            )
        return None

    def _offer(self, prefix, form_class, service, about, done):
        data = self.request.POST if self.sent == prefix else None
        form = form_class(data, prefix=prefix)
        self.actions[prefix] = Action(
            form, lambda **values: service(by=self.request.user, **about, **values), done
        )
        return form
