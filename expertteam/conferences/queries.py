"""Questions about tables: who may sit, what one may read, whose agenda."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from expertteam.access.permissions import has_permission
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.conferences.enums import Attendance, ItemStatus
from expertteam.conferences.models import AgendaItem, Conference, Participation
from expertteam.core import clock
from expertteam.organisations.enums import Role, TeamKind
from expertteam.organisations.models import Membership

WORKS_THERE = "werkt bij de aanmelder"
STEPPED_BACK = "heeft zich verschoond voor deze casus"
SEATS = Prefetch("participations", Participation.objects.select_related("expert", "pre_advice"))


@dataclass(frozen=True)
class Seat:
    """An expert of a table; ``conflict`` says why they cannot sit at it for this case, or is empty."""

    membership: Membership
    conflict: str


def seats(item) -> list[Seat]:
    """The experts of the table of ``item``, by discipline and name."""
    pool = (
        Membership.objects.current()
        .filter(team=item.team, role=Role.EXPERT, user__is_active=True)
        .select_related("user", "organisation")
        .order_by("discipline", "user__name", "pk")
    )
    by_user = {}
    for membership in pool:
        by_user.setdefault(membership.user_id, membership)
    barred = conflicts(case=item.case, people=list(by_user))
    return [Seat(membership, barred.get(user_id, "")) for user_id, membership in by_user.items()]


def conflicts(*, case, people) -> dict[int, str]:
    """By user id: the reason why that one of ``people`` keeps away from ``case``."""
    stepped_back = Participation.objects.filter(
        item__case=case, expert__in=people, attendance=Attendance.RECUSED
    )
    employed = Membership.objects.current().filter(
        user__in=people, organisation_id=case.referrer_organisation_id
    )
    return {
        **dict.fromkeys(stepped_back.values_list("expert_id", flat=True), STEPPED_BACK),
        **dict.fromkeys(employed.values_list("user_id", flat=True), WORKS_THERE),
    }


def has_stepped_back(*, case, user) -> bool:
    """Whether ``user`` recused themselves from ``case``, at whatever table."""
    return Participation.objects.filter(item__case=case, expert=user, attendance=Attendance.RECUSED).exists()


@dataclass(frozen=True)
class Deliberation:
    """What one user may read of one case at a table, and what is still awaited."""

    item: AgendaItem
    participations: list[Participation]
    pre_advices: list
    awaited: list[Participation]

    @property
    def taking_part(self) -> list[Participation]:
        return [each for each in self.participations if each.attendance != Attendance.RECUSED]

    @property
    def recused(self) -> list[Participation]:
        return [each for each in self.participations if each.attendance == Attendance.RECUSED]

    @property
    def written(self) -> int:
        return len(self.taking_part) - len(self.awaited)


def deliberation(*, item, user) -> Deliberation:
    """The table as ``user`` may see it: blind until every expert has written or the table opened.

    Until then somebody reads their own pre-advice only. The caller asks first whether the user
    takes part in the deliberation at all (permissions.py).
    """
    participations = list(item.participations.all())
    expected = [each for each in participations if each.attendance != Attendance.RECUSED]
    awaited = [each for each in expected if not hasattr(each, "pre_advice")]
    readable = bool(item.opened_at) or (bool(expected) and not awaited)
    written = [each for each in participations if hasattr(each, "pre_advice")]
    return Deliberation(
        item=item,
        participations=participations,
        pre_advices=[each.pre_advice for each in written if readable or each.expert_id == user.pk],
        awaited=awaited,
    )


def chaired_items():
    """Items that their chair still works on: the case is to be conferred on, or advised about."""
    newer = AgendaItem.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    return AgendaItem.objects.filter(
        ~Exists(newer),
        conference__isnull=False,
        case__status__in=[CaseStatus.CONFERENCE, CaseStatus.ADVICE],
    )


def upcoming_meetings(team):
    """Meetings of this table from today on, to join with another case."""
    return Conference.objects.filter(team=team, ends_at__gte=_start_of_today()).select_related("chair")


def agenda_items(user):
    """Planned items at which ``user`` has a seat, or that they planned, and may still open."""
    chairs = Q(*has_permission(user, "confer", case_ref="case"), conference__chair=user)
    sits = Q(
        *has_permission(user, "pre_advise", case_ref="case"),
        pk__in=Participation.objects.filter(expert=user)
        .exclude(attendance=Attendance.RECUSED)
        .values("item_id"),
    )
    plans = Q(*has_permission(user, "plan_conference", case_ref="case"), team__kind=TeamKind.REGIONAL)
    plans_centre = Q(
        *has_permission(user, "plan_centre_conference", case_ref="case"), team__kind=TeamKind.CENTRE
    )
    return (
        AgendaItem.objects.filter(
            chairs | sits | plans | plans_centre, case__in=Case.objects.visible_to(user)
        )
        .filter(status=ItemStatus.PLANNED)
        .select_related("case", "team", "conference__team", "conference__chair")
        .order_by("conference__starts_at", "pk")
    )


def upcoming_items(user):
    """The agenda of ``user`` from today on."""
    return agenda_items(user).filter(conference__ends_at__gte=_start_of_today())


def _start_of_today():
    return timezone.make_aware(datetime.combine(clock.today(), time.min))
