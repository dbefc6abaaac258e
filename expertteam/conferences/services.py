"""Bringing a case to the table."""

from django.db import transaction
from django.utils import timezone

from expertteam.access import services as access
from expertteam.access.consent_enums import DisclosureKind, Scope
from expertteam.access.enums import CaseRole
from expertteam.audit.services import record
from expertteam.cases import consent
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
from expertteam.conferences.queries import chaired_items, conflicts
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.organisations.enums import Role, TeamKind
from expertteam.organisations.queries import members

TOO_FEW_INVITED = f"Kies ten minste {QUORUM} gedragswetenschappers."
TOO_FEW_PRESENT = f"Voor een advies zijn ten minste {QUORUM} gedragswetenschappers nodig. Kies verdagen."
IN_THE_PAST = "Kies een datum en tijd die nog moeten komen."
ENDS_BEFORE_START = "De eindtijd ligt voor de begintijd. Kies een latere eindtijd."
RECUSAL_SAYS_WHY = "Vul in waarom u zich verschoont."

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


def cannot_sit(somebody, conflict) -> str:
    """Why this expert or chair is refused at the table, in words."""
    return f"{somebody} {conflict} en kan niet meepraten. Kies iemand anders."


@transaction.atomic
def plan(*, item, by, starts_at, ends_at, location, chair, experts) -> Conference:
    """Set the date and invite; ``experts`` are (user, discipline) pairs, three or more.

    A meeting of this table and chair at that time is joined instead of doubled.
    """
    if starts_at <= clock.now():
        raise RuleBroken(IN_THE_PAST)
    if ends_at <= starts_at:
        raise RuleBroken(ENDS_BEFORE_START)
    if len(experts) < QUORUM:
        raise RuleBroken(TOO_FEW_INVITED)
    _ask_consent(item, by, experts)
    seated = [chair, *(expert for expert, _ in experts)]
    barred = conflicts(case=item.case, people=[each.pk for each in seated])
    for each in seated:
        if each.pk in barred:
            raise RuleBroken(cannot_sit(each, barred[each.pk]))
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
        detail=f"Bespreking gepland op {timezone.localtime(conference.starts_at):%d-%m-%Y}",
    )
    return conference


def _ask_consent(item, by, experts) -> None:
    """Inviting tells the table about the case, and whoever is not of the table as an outsider."""
    consent.disclose(case=item.case, by=by, scope=scope_of(item), kind=DisclosureKind.CONFERENCE)
    own = set(members(team=item.team, role=Role.EXPERT).values_list("pk", flat=True))
    if any(expert.pk not in own for expert, _ in experts):
        consent.disclose(case=item.case, by=by, scope=Scope.OUTSIDERS, kind=DisclosureKind.CONFERENCE)


def scope_of(item) -> Scope:
    """With whom a table of this kind shares."""
    return Scope.CENTRE if item.team.kind == TeamKind.CENTRE else Scope.TABLE


@transaction.atomic
def cancel(*, item, by) -> None:
    """Consent has ended before the case was discussed: who was invited loses access."""
    item.status = ItemStatus.CANCELLED
    item.save(update_fields=["status"])
    record(actor=by, case=item.case, verb="conference_cancelled", detail="Casusbespreking vervallen")


def _meeting(team, starts_at, ends_at, location, chair) -> Conference:
    """The meeting of this table and chair at this time; a second case joins its agenda."""
    take(f"meetings of team {team.pk}")
    meeting = Conference.objects.filter(
        team=team, chair=chair, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).first()
    if meeting is None:
        return Conference.objects.create(
            team=team, starts_at=starts_at, ends_at=ends_at, location=location, chair=chair
        )
    if meeting.location.casefold() != location.strip().casefold():
        raise RuleBroken(
            f"{chair} zit dan al een bespreking voor in {meeting.location}. "
            "Vul dezelfde plaats in om daarbij aan te sluiten, of kies een ander moment."
        )
    if ends_at > meeting.ends_at:
        meeting.ends_at = ends_at
        meeting.save(update_fields=["ends_at"])
    return meeting


@transaction.atomic
def replace_chair(*, conference, by, chair) -> None:
    """Somebody else of the table chairs ``conference`` from now on, with all cases that still need it."""
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if not members(team=conference.team, role=Role.CHAIR).filter(pk=chair.pk).exists():
        raise RuleBroken(f"Kies een voorzitter van {conference.team}.")
    conference.chair = chair
    conference.save(update_fields=["chair"])
    for item in chaired_items().filter(conference=conference).select_related("case").order_by("case_id"):
        barred = conflicts(case=item.case, people=[chair.pk])
        if chair.pk in barred:
            raise RuleBroken(cannot_sit(chair, barred[chair.pk]))
        reason = f"casusbespreking {conference.team}"
        access.end_all(case=item.case, role=CaseRole.CHAIR, reason="een ander is nu voorzitter", by=by)
        access.grant(user=chair, case=item.case, role=CaseRole.CHAIR, reason=reason, by=by)
        record(actor=by, case=item.case, verb="chair_replaced", detail="Andere voorzitter aangewezen")


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
        raise RuleBroken(RECUSAL_SAYS_WHY)
    participation.attendance, participation.recusal_reason = Attendance.RECUSED, reason
    participation.save(update_fields=["attendance", "recusal_reason"])
    access.end(
        user=participation.expert,
        case=participation.item.case,
        role=CaseRole.EXPERT,
        reason="verschoning",
        by=participation.expert,
    )
    access.end_borrowed(
        user=participation.expert,
        case=participation.item.case,
        reason="verschoning",
        by=participation.expert,
    )
    record(actor=participation.expert, case=participation.item.case, verb="recused", detail="Verschoning")


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
    invited = list(item.participations.exclude(attendance=Attendance.RECUSED))
    attended = [participation for participation in invited if participation in present]
    if outcome == ConferenceOutcome.ADVICE and len(attended) < QUORUM:
        raise RuleBroken(TOO_FEW_PRESENT)
    open_table(item=item, by=by)
    for participation in invited:
        there = participation in attended
        participation.attendance = Attendance.PRESENT if there else Attendance.ABSENT
    Participation.objects.bulk_update(invited, ["attendance"])
    written = Minutes.objects.create(
        item=item, explanatory_analysis=explanatory_analysis, text=minutes, written_by=by
    )
    item.status, item.outcome = ItemStatus.DONE, outcome
    item.save(update_fields=["status", "outcome"])
    set_status(case=item.case, status=STATUS_AFTER_CONFERENCE[outcome])
    record(actor=by, case=item.case, verb="conferred", detail=f"Besproken: {item.get_outcome_display()}")
    return written
