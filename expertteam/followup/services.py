"""Asking again after six months."""

from django.db import transaction
from django.utils import timezone

from expertteam.audit.services import record
from expertteam.cases.enums import CaseStatus
from expertteam.cases.services import set_status
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.followup.enums import NEED_REASON, AssessmentOutcome, FollowUpStatus
from expertteam.followup.models import MONTHS_UNTIL_FOLLOW_UP, FollowUp, Outcome
from expertteam.notifications.services import notify


@transaction.atomic
def plan(*, case, by, due_on=None) -> FollowUp:
    """Plan the next follow-up: six calendar months from today unless told otherwise."""
    due_on = due_on or clock.months_later(clock.today(), MONTHS_UNTIL_FOLLOW_UP)
    if due_on <= clock.today():
        raise RuleBroken("Kies een datum die nog moet komen.")
    set_status(case=case, status=CaseStatus.FOLLOW_UP)
    sequence = case.follow_ups.count() + 1
    follow_up = FollowUp.objects.create(case=case, sequence=sequence, due_on=due_on)
    record(actor=by, case=case, verb="follow_up_planned", detail=f"Opvolging gepland op {due_on:%d-%m-%Y}")
    return follow_up


@transaction.atomic
def open_due(follow_up_id: int) -> FollowUp | None:
    """Open a planned follow-up whose day has come; None when it is open already (a job run twice)."""
    follow_up = FollowUp.objects.due().select_for_update().filter(pk=follow_up_id).first()
    if follow_up is None:
        return None
    follow_up.status = FollowUpStatus.OPEN
    follow_up.save(update_fields=["status"])
    record(actor=None, case=follow_up.case, verb="follow_up_opened", detail="Opvolging staat klaar")
    return follow_up


@transaction.atomic
def fill_in(*, follow_up, by, outcomes, lives, placement_prevented, re_indication, youth_view, parents_view):
    """The referrer answers; ``outcomes`` maps each recommendation to result, reason_kind and reason."""
    _must_be(follow_up, FollowUpStatus.OPEN)
    if set(outcomes) != set(recommendations_of(follow_up)):
        raise RuleBroken("Geef bij elke aanbeveling aan wat ervan gekomen is.")
    for recommendation, answer in outcomes.items():
        _keep_outcome(follow_up, recommendation, **answer)
    follow_up.status, follow_up.answered_at, follow_up.answered_by = FollowUpStatus.ANSWERED, clock.now(), by
    follow_up.lives, follow_up.placement_prevented = lives, placement_prevented
    follow_up.re_indication = re_indication
    follow_up.youth_view, follow_up.parents_view = youth_view, parents_view
    follow_up.save()
    record(actor=by, case=follow_up.case, verb="follow_up_answered", detail="Opvolging ingevuld")


@transaction.atomic
def record_no_answer(*, follow_up, by) -> None:
    """No answer came; the case stays in the denominator of every figure."""
    _must_be(follow_up, FollowUpStatus.OPEN)
    follow_up.status = FollowUpStatus.UNANSWERED
    follow_up.save(update_fields=["status"])
    record(actor=by, case=follow_up.case, verb="follow_up_unanswered", detail="Opvolging niet beantwoord")


@transaction.atomic
def remind(*, follow_up, by, whom, path) -> None:
    """Ask ``whom`` once more to fill it in at ``path``; at most once a day."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.status != FollowUpStatus.OPEN:
        raise RuleBroken("Deze opvolging staat niet meer open. Er is geen herinnering gestuurd.")
    if follow_up.reminded_at and timezone.localtime(follow_up.reminded_at).date() == clock.today():
        raise RuleBroken("Vandaag is al een herinnering gestuurd. Morgen kunt u er weer een sturen.")
    if not whom:
        raise RuleBroken("Niemand kan deze opvolging nu invullen. Neem contact op met de aanmelder.")
    follow_up.reminded_at = clock.now()
    follow_up.save(update_fields=["reminded_at"])
    for user in whom:
        notify(
            user=user,
            kind="reminder",
            reference=follow_up.case.number,
            path=path,
            due_on=follow_up.answer_by,
        )
    record(actor=by, case=follow_up.case, verb="follow_up_reminded", detail="Herinnering aan de opvolging")


@transaction.atomic
def assess(*, follow_up, by, assessment, outcome, next_on=None) -> None:
    """The coordinator judges; with SECOND a next follow-up is planned on ``next_on``."""
    if follow_up.status not in {FollowUpStatus.ANSWERED, FollowUpStatus.UNANSWERED}:
        raise RuleBroken("Deze opvolging is nog niet ingevuld of al beoordeeld.")
    follow_up.status, follow_up.outcome = FollowUpStatus.ASSESSED, outcome
    follow_up.assessment, follow_up.assessed_at = assessment, clock.now()
    follow_up.save(update_fields=["status", "outcome", "assessment", "assessed_at"])
    if outcome == AssessmentOutcome.SECOND:
        plan(case=follow_up.case, by=by, due_on=next_on)
    detail = f"Opvolging beoordeeld: {follow_up.get_outcome_display().lower()}"
    record(actor=by, case=follow_up.case, verb="follow_up_assessed", detail=detail)


def recommendations_of(follow_up):
    """The recommendations a follow-up asks about: those of the latest delivered advice, if any."""
    advice = follow_up.case.advices.filter(delivered_at__isnull=False).last()
    return list(advice.recommendations.all()) if advice else []


def _keep_outcome(follow_up, recommendation, *, result, reason_kind="", reason="") -> None:
    # A reason counts as a deviation in the figures, so only a deviation may have one.
    reason_kind = reason_kind if result in NEED_REASON else ""
    outcome = Outcome(
        follow_up=follow_up,
        recommendation=recommendation,
        result=result,
        reason_kind=reason_kind,
        reason=reason,
    )
    outcome.validate_constraints()
    outcome.save()


def _must_be(follow_up, status) -> None:
    if follow_up.status != status:
        raise RuleBroken("Deze opvolging is al afgerond.")
