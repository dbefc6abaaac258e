"""Breaking the glass: somebody who works on cases opens one that is not theirs, and answers for it.

It lasts an hour, tells its reason, and leaves a review that stays open until a privacy officer has judged
it (DESIGN section 6). Whose case it is, is found by the caller; how often somebody may try, is counted here.
"""

from datetime import datetime, timedelta
from statistics import median

from django.db import transaction

from expertteam.access.enums import CaseRole
from expertteam.access.models import EmergencyReview, Grant
from expertteam.access.permissions import may
from expertteam.access.services import give, lock
from expertteam.audit.models import Occurrence
from expertteam.audit.services import record, record_occurrence
from expertteam.core import clock
from expertteam.core.errors import AlreadyDone, RuleBroken
from expertteam.core.locks import take
from expertteam.organisations.enums import CASE_ROLES, OrganisationKind, Role
from expertteam.organisations.models import User

# DESIGN section 6: an hour, and a reason of twenty characters or more.
MINUTES = 60
SHORTEST_REASON = 20
# Our own choice: enough to mend a mistyped number, too few to find out which numbers exist.
ATTEMPTS_AN_HOUR = 5
ATTEMPT = "emergency_attempt"

TOO_MANY = (
    f"U probeerde het {ATTEMPTS_AN_HOUR} keer in een uur."
    " Wacht een uur, of bel de coördinator van het expertteam."
)
NOT_FOR_YOU = "Noodtoegang is er alleen voor mensen die met casussen werken."
ALREADY_IN = "U hebt al toegang tot deze casus. Open hem bij ‘Casussen’."
SAY_WHY = f"Vul de reden in, met ten minste {SHORTEST_REASON} tekens."
NOT_YOUR_JUDGEMENT = "Alleen een functionaris gegevensbescherming beoordeelt noodtoegang."
NOT_YOUR_OWN = "Dit is uw eigen noodtoegang. Een andere functionaris gegevensbescherming beoordeelt hem."
SAY_WHY_JUDGED = "Vul in waarom u dit vindt."


def may_ask(user) -> bool:
    """Whether emergency access exists for this user: for who works on cases, and for nobody else."""
    return user.is_active and user.has_role(*CASE_ROLES)


@transaction.atomic
def count_attempt(user) -> None:
    """Note one attempt to open a case by its number; raises RuleBroken when there were too many."""
    if not may_ask(user):
        raise RuleBroken(NOT_FOR_YOU)
    take(f"emergency attempts of user {user.pk}")
    lately = clock.now() - timedelta(hours=1)
    if Occurrence.objects.filter(actor=user, kind=ATTEMPT, at__gt=lately).count() >= ATTEMPTS_AN_HOUR:
        raise RuleBroken(TOO_MANY)
    record_occurrence(actor=user, kind=ATTEMPT)


@transaction.atomic
def take_access(*, user, case, reason) -> Grant:
    """Open ``case`` for ``user`` for an hour, with a review that waits for its judgement."""
    lock(case)
    taker = User.objects.get(pk=user.pk)
    if not may_ask(taker):
        raise RuleBroken(NOT_FOR_YOU)
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleBroken({"reason": SAY_WHY})
    if may(taker, "view_case", case):
        raise RuleBroken(ALREADY_IN)
    until = clock.now() + timedelta(minutes=MINUTES)
    given = give(user=taker, case=case, role=CaseRole.EMERGENCY, reason=reason, by=taker, until=until)
    EmergencyReview.objects.create(
        grant=given,
        reference=case.number,
        organisation_kind=taker.main_membership.organisation.kind,
        created_at=given.starts_at,
    )
    return given


def running(user):
    """Emergency access that ``user`` has at this moment, the first to end first."""
    taken = Grant.objects.current().filter(user=user, role=CaseRole.EMERGENCY)
    return taken.select_related("case").order_by("until")


def reviews():
    """Every review, the open ones first, with who took the access and why."""
    return EmergencyReview.objects.select_related("grant__user", "judged_by")


def to_judge(user):
    """Open reviews that ``user`` may judge."""
    if not user.has_role(Role.PRIVACY_OFFICER):
        return EmergencyReview.objects.none()
    return reviews().filter(judged_at__isnull=True).exclude(grant__user=user)


@transaction.atomic
def judge(*, review, by, justified: bool, note) -> EmergencyReview:
    """Say whether the access was justified, once; raises AlreadyDone for who comes second."""
    judging = EmergencyReview.objects.select_for_update().select_related("grant").get(pk=review.pk)
    if not by.has_role(Role.PRIVACY_OFFICER):
        raise RuleBroken(NOT_YOUR_JUDGEMENT)
    if judging.grant.user_id == by.pk:
        raise RuleBroken(NOT_YOUR_OWN)
    if not note.strip():
        raise RuleBroken({"note": SAY_WHY_JUDGED})
    if judging.judged_at:
        raise AlreadyDone
    judging.justified, judging.note, judging.judged_by, judging.judged_at = justified, note, by, clock.now()
    judging.save(update_fields=["justified", "note", "judged_by", "judged_at"])
    verdict = "terecht" if justified else "niet terecht"
    record(
        actor=by,
        case=judging.grant.case,
        verb="emergency_judged",
        detail=f"Noodtoegang beoordeeld: {verdict}",
    )
    return judging


def years() -> list[int]:
    """The years in which access was taken, and this one, the latest first."""
    taken = EmergencyReview.objects.datetimes("created_at", "year", order="DESC")
    return sorted({clock.today().year, *(each.year for each in taken)}, reverse=True)


def figures(year: int) -> list[dict]:
    """Per kind of organisation what happened in ``year``, and all together in the last row."""
    taken = list(EmergencyReview.objects.filter(created_at__year=year))
    by_kind = {kind: [each for each in taken if each.organisation_kind == kind] for kind in OrganisationKind}
    rows = [_counted(kind.label, those) for kind, those in by_kind.items() if those]
    return [*rows, _counted("samen", taken)] if rows else []


def _counted(label, those) -> dict:
    judged = [each for each in those if each.judged_at]
    waited = [_minutes(each.created_at, each.judged_at) for each in judged]
    return {
        "kind": label,
        "number": len(those),
        "justified": sum(each.justified is True for each in those),
        "unjustified": sum(each.justified is False for each in those),
        "open": len(those) - len(judged),
        "median_minutes": round(median(waited)) if waited else None,
    }


def _minutes(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 60
