"""Bringing a case to the table."""

from django.db import transaction

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.audit.services import record
from expertteam.cases.enums import CaseStatus
from expertteam.cases.services import set_status
from expertteam.conferences.enums import Attendance, ConferenceOutcome, ItemStatus
from expertteam.conferences.models import (
    QUORUM,
    AgendaItem,
    Conference,
    Minutes,
    Participation,
    PreAdvice,
)
from expertteam.core import clock
from expertteam.core.errors import RuleBroken

STATUS_AFTER_CONFERENCE = {
    ConferenceOutcome.ADVICE: CaseStatus.ADVICE,
    ConferenceOutcome.ADJOURNED: CaseStatus.CONFERENCE,
    ConferenceOutcome.PROCESREGIE: CaseStatus.PROCESREGIE,
    ConferenceOutcome.CENTRE: CaseStatus.HELP,
}


@transaction.atomic
def request_conference(*, case, team, by) -> AgendaItem:
    """Put a case on the list of a table; its coordinator plans the date."""
    set_status(case=case, status=CaseStatus.CONFERENCE)
    item = AgendaItem.objects.create(case=case, team=team)
    record(actor=by, case=case, verb="conference_requested", detail=f"Op de lijst van {team}")
    return item


def has_conflict(expert, case) -> bool:
    """An expert who works for the referring organisation does not sit at the table for its case."""
    return any(
        membership.organisation_id == case.referrer_organisation_id
        for membership in expert.current_memberships()
    )


@transaction.atomic
def plan(*, item, by, starts_at, ends_at, location, chair, experts) -> Conference:
    """Set the date and invite; ``experts`` are (user, discipline) pairs, three or more."""
    if starts_at <= clock.now():
        raise RuleBroken("Kies een datum en tijd die nog moeten komen.")
    if len(experts) < QUORUM:
        raise RuleBroken(f"Kies ten minste {QUORUM} gedragswetenschappers.")
    for expert, _ in experts:
        if has_conflict(expert, item.case):
            raise RuleBroken(f"{expert} werkt bij de aanmelder en kan niet meepraten. Kies iemand anders.")
    conference = _meeting(item.team, starts_at, ends_at, location, chair)
    item.conference, item.status = conference, ItemStatus.PLANNED
    item.save(update_fields=["conference", "status"])
    reason = f"casusbespreking {item.team}"
    access.grant(user=chair, case=item.case, role=CaseRole.CHAIR, reason=reason, by=by)
    for expert, discipline in experts:
        Participation.objects.create(item=item, expert=expert, discipline=discipline)
        access.grant(user=expert, case=item.case, role=CaseRole.EXPERT, reason=reason, by=by)
    record(
        actor=by,
        case=item.case,
        verb="conference_planned",
        detail=f"Bespreking gepland op {starts_at:%d-%m-%Y}",
    )
    return conference


def _meeting(team, starts_at, ends_at, location, chair) -> Conference:
    """The meeting of this table at this moment; a second case joins its agenda."""
    meeting = Conference.objects.filter(
        team=team, starts_at=starts_at, chair=chair, location=location
    ).first()
    return meeting or Conference.objects.create(
        team=team, starts_at=starts_at, ends_at=ends_at, location=location, chair=chair
    )


@transaction.atomic
def pre_advise(*, participation, analysis, advice, questions="") -> PreAdvice:
    item = participation.item
    written = PreAdvice.objects.create(
        participation=participation, analysis=analysis, advice=advice, questions=questions
    )
    record(actor=participation.expert, case=item.case, verb="pre_advised", detail="Vooradvies ingediend")
    return written


@transaction.atomic
def recuse(*, participation, reason) -> None:
    """An expert steps back from this case: no access any more, and one fewer for the quorum."""
    if not reason.strip():
        raise RuleBroken("Vul in waarom u zich verschoont.")
    participation.attendance, participation.recusal_reason = Attendance.RECUSED, reason
    participation.save(update_fields=["attendance", "recusal_reason"])
    access.end(
        user=participation.expert,
        case=participation.item.case,
        role=CaseRole.EXPERT,
        reason="verschoning",
        by=participation.expert,
    )
    record(actor=participation.expert, case=participation.item.case, verb="recused", detail="Verschoning")


def readable_pre_advices(*, item, user):
    """One's own pre-advice; all of them once every expert has written or the table has opened."""
    written = PreAdvice.objects.filter(participation__item=item).select_related("participation__expert")
    expected = item.participations.exclude(attendance=Attendance.RECUSED)
    all_in = not expected.filter(pre_advice__isnull=True).exists()
    if item.opened_at or (all_in and expected.exists()):
        return written
    return written.filter(participation__expert=user)


@transaction.atomic
def open_table(*, item, by) -> None:
    """The chair opens the conference: from here on the pre-advices are read together."""
    if item.opened_at is None:
        item.opened_at = clock.now()
        item.save(update_fields=["opened_at"])
        record(actor=by, case=item.case, verb="table_opened", detail="Casusbespreking geopend")


@transaction.atomic
def confer(*, item, by, present, explanatory_analysis, minutes, outcome) -> Minutes:
    """Record attendance, minutes and outcome; ``present`` are participations.

    Raises RuleBroken when an advice is wanted without a quorum of experts.
    """
    invited = item.participations.exclude(attendance=Attendance.RECUSED)
    attended = {participation.pk for participation in present}
    if outcome == ConferenceOutcome.ADVICE and len(attended) < QUORUM:
        raise RuleBroken(
            f"Voor een advies zijn ten minste {QUORUM} gedragswetenschappers nodig. Kies verdagen."
        )
    open_table(item=item, by=by)
    invited.filter(pk__in=attended).update(attendance=Attendance.PRESENT)
    invited.exclude(pk__in=attended).update(attendance=Attendance.ABSENT)
    written = Minutes.objects.create(
        item=item, explanatory_analysis=explanatory_analysis, text=minutes, written_by=by
    )
    item.status, item.outcome = ItemStatus.DONE, outcome
    item.save(update_fields=["status", "outcome"])
    set_status(case=item.case, status=STATUS_AFTER_CONFERENCE[outcome])
    record(actor=by, case=item.case, verb="conferred", detail=f"Besproken: {item.get_outcome_display()}")
    return written
