"""Directing the process of a stuck case."""

from django.db import transaction

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.audit.services import record
from expertteam.cases.enums import CaseStatus
from expertteam.cases.services import set_status
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.procesregie.enums import AgreementState, DirectionStatus
from expertteam.procesregie.models import Agreement, Direction, Escalation, Impasse

OPEN_AGREEMENTS = "Er staan nog afspraken open. Geef per afspraak aan of die is nagekomen."
IS_CLOSED = "Deze procesregie is al afgerond. U kunt niets meer wijzigen."
PAST_DATE = "Kies een datum die nog moet komen."


@transaction.atomic
def start(*, case, by, director=None) -> Direction:
    """Open procesregie; without ``director`` the coordinator assigns one later."""
    direction = Direction.objects.create(case=case)
    set_status(case=case, status=CaseStatus.PROCESREGIE)
    record(actor=by, case=case, verb="direction_started", detail="Procesregie ingezet")
    if director:
        assign(direction=direction, by=by, director=director)
    return direction


@transaction.atomic
def assign(*, direction, by, director) -> None:
    """Put ``director`` in charge; whoever directed an earlier round of this case no longer does."""
    if _status(direction) == DirectionStatus.CLOSED:
        raise RuleBroken(IS_CLOSED)
    directing = Grant.objects.held().filter(case=direction.case, role=CaseRole.DIRECTOR)
    for earlier in directing.select_related("user"):
        if earlier.user_id != director.pk:
            access.end(
                user=earlier.user,
                case=direction.case,
                role=CaseRole.DIRECTOR,
                reason="een ander voert nu de procesregie",
                by=by,
            )
    direction.director, direction.status = director, DirectionStatus.OPEN
    direction.save(update_fields=["director", "status"])
    access.grant(
        user=director, case=direction.case, role=CaseRole.DIRECTOR, reason="procesregie op deze casus", by=by
    )
    record(actor=by, case=direction.case, verb="director_assigned", detail="Procesregisseur aangewezen")


@transaction.atomic
def name_impasse(*, direction, by, kind, level, description) -> Impasse:
    """Say what the deadlock is and who can break it."""
    impasse = Impasse.objects.create(direction=direction, kind=kind, level=level, description=description)
    record(actor=by, case=direction.case, verb="impasse", detail=f"Impasse: {impasse.get_kind_display()}")
    return impasse


@transaction.atomic
def agree(*, direction, by, what, who, due_on) -> Agreement:
    """Record who does what, and when it must be done."""
    _running(direction)
    if due_on < clock.today():
        raise RuleBroken({"due_on": PAST_DATE})
    agreement = Agreement.objects.create(direction=direction, what=what, who=who, due_on=due_on)
    record(actor=by, case=direction.case, verb="agreement", detail="Afspraak gemaakt")
    return agreement


@transaction.atomic
def settle_agreement(*, agreement, by, state, why_not="") -> None:
    """Mark an agreement kept, or not kept with the reason."""
    _running(agreement.direction)
    agreement.refresh_from_db(fields=["state"])
    if agreement.state != AgreementState.OPEN:
        raise RuleBroken("Bij deze afspraak is al vastgelegd of die is nagekomen.")
    if state == AgreementState.NOT_DONE and not why_not.strip():
        raise RuleBroken("Vul in waarom de afspraak niet is nagekomen.")
    agreement.state, agreement.why_not = state, why_not
    agreement.save(update_fields=["state", "why_not"])
    detail = f"Afspraak: {agreement.get_state_display().lower()}"
    record(actor=by, case=agreement.direction.case, verb="agreement_settled", detail=detail)


@transaction.atomic
def escalate(*, direction, by, level, request, answer_due_on) -> Escalation:
    """Ask one rung higher, with a date for the answer."""
    _running(direction)
    if answer_due_on < clock.today():
        raise RuleBroken({"answer_due_on": PAST_DATE})
    escalation = Escalation.objects.create(
        direction=direction, level=level, request=request, answer_due_on=answer_due_on
    )
    detail = f"Opgeschaald naar {escalation.get_level_display()}"
    record(actor=by, case=direction.case, verb="escalated", detail=detail)
    return escalation


@transaction.atomic
def record_answer(*, escalation, by, answer) -> None:
    """The rung above answered: its clock stops."""
    _running(escalation.direction)
    escalation.refresh_from_db(fields=["answered_at"])
    if escalation.answered_at:
        raise RuleBroken("Het antwoord op deze opschaling is al vastgelegd.")
    escalation.answer, escalation.answered_at = answer, clock.now()
    escalation.save(update_fields=["answer", "answered_at"])
    detail = f"Antwoord van {escalation.get_level_display()}"
    record(actor=by, case=escalation.direction.case, verb="escalation_answered", detail=detail)


@transaction.atomic
def close(*, direction, by, result, note) -> None:
    """End procesregie with a result, and with it the director's access; no agreement may be open."""
    _running(direction)
    if direction.agreements.filter(state=AgreementState.OPEN).exists():
        raise RuleBroken(OPEN_AGREEMENTS)
    direction.status, direction.result = DirectionStatus.CLOSED, result
    direction.result_note, direction.closed_at = note, clock.now()
    direction.save(update_fields=["status", "result", "result_note", "closed_at"])
    access.end_all(case=direction.case, role=CaseRole.DIRECTOR, reason="procesregie afgerond", by=by)
    record(
        actor=by,
        case=direction.case,
        verb="direction_closed",
        detail=f"Procesregie afgerond: {direction.get_result_display().lower()}",
    )


def _running(direction) -> None:
    """Refuse unless ``direction`` runs, and keep others from changing it until we are done."""
    status = _status(direction)
    if status == DirectionStatus.CLOSED:
        raise RuleBroken(IS_CLOSED)
    if status == DirectionStatus.UNASSIGNED:
        raise RuleBroken("Er is nog geen procesregisseur aangewezen.")


def _status(direction) -> str:
    """The status now, which nobody changes until we are done."""
    return Direction.objects.select_for_update().values_list("status", flat=True).get(pk=direction.pk)
