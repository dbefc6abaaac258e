"""Two persons decide that a file goes; what stops it is asked again at every step."""

from django.db import transaction
from django.db.models import Q

from expertteam.access.permissions import may
from expertteam.audit.services import record
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.organisations.enums import Role
from expertteam.rights.destruction_models import DestructionItem, DestructionList, LegalHold
from expertteam.rights.enums import Ground, ListStatus, RequestKind, RequestStatus
from expertteam.rights.models import SubjectRequest
from expertteam.rights.retention import closed_long_enough, retention_of

ONLY_AN_OFFICER = "Alleen een functionaris gegevensbescherming beslist over een lijst."
TWO_PERSONS = (
    "U stelde deze lijst zelf voor."
    " Een andere functionaris gegevensbescherming keurt haar goed of wijst haar af."
)
DECIDED = "Over deze lijst is al besloten."


def candidates(user) -> list[DestructionItem]:
    """Unsaved items for the files this user may propose now: past their term, or granted on request."""
    granted = SubjectRequest.objects.filter(kind=RequestKind.DESTRUCTION, status=RequestStatus.GRANTED)
    closed = Case.objects.visible_to(user).filter(closed_at__isnull=False)
    old = closed_long_enough(closed)
    possible = closed.filter(Q(pk__in=granted.values("case")) | Q(pk__in=old.values("pk")))
    found = []
    for case in possible.select_related("referrer_organisation", "identity").order_by("closed_at", "pk"):
        item = ground_for(case)
        if item and not what_stops(case) and not _on_a_list(case) and may(user, "handle_rights", case):
            found.append(item)
    return found


def ground_for(case) -> DestructionItem | None:
    """Why this file may be destroyed today, as an unsaved item; None when there is no ground."""
    asked = case.subject_requests.filter(kind=RequestKind.DESTRUCTION, status=RequestStatus.GRANTED).first()
    if asked:
        return DestructionItem(
            case=case,
            ground=Ground.REQUEST,
            regime="Jeugdwet artikel 7.3.9, AVG artikel 17",
            due_on=asked.decided_at.date(),
        )
    kept = retention_of(case)
    if kept is None or not kept.is_over:
        return None
    regime = f"{kept.regime.name}: {kept.regime.source}"
    return DestructionItem(case=case, ground=Ground.RETENTION, regime=regime, due_on=kept.until)


def what_stops(case) -> str:
    """Why this file may not be destroyed now, in a Dutch sentence; empty when nothing stops it."""
    if case.closed_at is None:
        return "de casus loopt nog"
    if case.legal_holds.filter(lifted_at__isnull=True).exists():
        return "er is een reden om te bewaren"
    if SubjectRequest.objects.open().filter(case=case).exists():
        return "er is een open verzoek van jeugdige of ouders"
    return ""


def _on_a_list(case) -> bool:
    return case.destruction_items.exclude(list__status=ListStatus.REFUSED).exists()


@transaction.atomic
def propose(*, by, cases) -> DestructionList:
    """A coordinator puts files on a list; RuleBroken when one of them may not go, or is on a list."""
    if not cases:
        raise RuleBroken({"cases": "Kies ten minste één dossier."})
    made = DestructionList.objects.create(proposed_by=by)
    for case in sorted(cases, key=lambda each: each.pk):
        locked = Case.objects.select_for_update().get(pk=case.pk)
        item = ground_for(locked)
        stopped = what_stops(locked) or ("" if item else "er is geen grond om te vernietigen")
        if not may(by, "handle_rights", locked) or _on_a_list(locked):
            stopped = stopped or "het staat al op een lijst of is niet van u"
        if stopped:
            raise RuleBroken({"cases": f"{locked.number}: {stopped}."})
        item.list = made
        item.save()
        record(actor=by, case=locked, verb="rights_proposed", detail="Voorgesteld om te vernietigen")
    return made


@transaction.atomic
def approve(*, destruction_list, by, queue) -> DestructionList:
    """A privacy officer, never who proposed it, approves; ``queue`` is called with the key of every item."""
    found = _to_decide(destruction_list, by)
    items = list(found.items.select_related("case"))
    for item in items:
        if stopped := what_stops(item.case):
            raise RuleBroken(f"{item.case.number}: {stopped}. Wijs de lijst af; maak daarna een nieuwe.")
    _decide(found, by, ListStatus.APPROVED, "")
    for item in items:
        queue(item.pk)
    return found


@transaction.atomic
def refuse(*, destruction_list, by, remark) -> DestructionList:
    """The list does not go; its files may stand on another one."""
    found = _to_decide(destruction_list, by)
    if not remark.strip():
        raise RuleBroken({"remark": "Vul in waarom niet."})
    _decide(found, by, ListStatus.REFUSED, remark)
    return found


def _to_decide(destruction_list, by) -> DestructionList:
    found = DestructionList.objects.select_for_update().get(pk=destruction_list.pk)
    if stopped := why_not_decide(found, by):
        raise RuleBroken(stopped)
    return found


def why_not_decide(destruction_list, user) -> str:
    """Why this user neither approves nor refuses this list, in a Dutch sentence; empty for who does."""
    if destruction_list.status != ListStatus.PROPOSED:
        return DECIDED
    if not user.has_role(Role.PRIVACY_OFFICER):
        return ONLY_AN_OFFICER
    return TWO_PERSONS if destruction_list.proposed_by_id == user.pk else ""


def _decide(found, by, status, remark) -> None:
    found.status, found.remark = status, remark
    found.decided_by, found.decided_at = by, clock.now()
    found.save(update_fields=["status", "remark", "decided_by", "decided_at"])


@transaction.atomic
def hold(*, case, by, reason) -> LegalHold:
    """Keep this file until somebody lifts it: a complaint, an objection or a claim is open."""
    Case.objects.select_for_update().get(pk=case.pk)
    if case.legal_holds.filter(lifted_at__isnull=True).exists():
        raise RuleBroken("Dit dossier wordt al bewaard.")
    made = LegalHold.objects.create(case=case, set_by=by, reason=reason)
    record(actor=by, case=case, verb="rights_hold", detail="Dossier niet vernietigen: reden om te bewaren")
    return made


@transaction.atomic
def lift(*, hold, by) -> LegalHold:
    found = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if found.lifted_at is None:
        found.lifted_by, found.lifted_at = by, clock.now()
        found.save(update_fields=["lifted_by", "lifted_at"])
        record(actor=by, case=found.case, verb="rights_lifted", detail="Reden om te bewaren opgeheven")
    return found


def lists_for(user):
    """Lists that wait or were decided: a privacy officer sees all of them, past the grants on purpose."""
    lists = DestructionList.objects.select_related("proposed_by", "decided_by")
    return lists if user.has_role(Role.PRIVACY_OFFICER) else lists.filter(proposed_by=user)
