"""Recording what youth and parents ask, deciding on it, and keeping the term."""

from datetime import timedelta

from django.db import transaction

from expertteam.access.models import Grant
from expertteam.access.permissions import roles_with
from expertteam.audit.services import record
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.notifications.services import notify
from expertteam.rights.enums import DECISIONS, RequestKind, RequestStatus
from expertteam.rights.models import RequestTerm, SubjectRequest

DECIDED = "Over dit verzoek is al besloten."
STATEMENT_IS_NEVER_REFUSED = (
    "Een eigen verklaring kunt u niet afwijzen: wie erom vraagt, krijgt die in het dossier "
    "(Jeugdwet artikel 7.3.8, tweede lid)."
)


@transaction.atomic
def record_request(*, case, by, kind, asked_by, received_on, question="") -> SubjectRequest:
    """Write down a request of youth or parents; its term follows from the table of terms.

    RuleBroken when it came in the future, or when the same kind of request of the same asker is open.
    """
    if received_on > clock.today():
        raise RuleBroken({"received_on": "Een verzoek kan niet in de toekomst zijn ontvangen."})
    type(case).objects.select_for_update().get(pk=case.pk)
    if case.subject_requests.open().filter(kind=kind, asked_by=asked_by).exists():
        raise RuleBroken("Zo'n verzoek van deze persoon is al in behandeling. Beslis daar eerst over.")
    term = RequestTerm.objects.get(kind=kind)
    due_on = clock.months_later(received_on, term.months)
    made = SubjectRequest.objects.create(
        case=case,
        kind=kind,
        asked_by=asked_by,
        received_on=received_on,
        due_on=due_on,
        remind_on=due_on - timedelta(days=term.remind_days),
        question=question,
        recorded_by=by,
    )
    told = f"Verzoek om {made.get_kind_display()} vastgelegd, gevraagd door {made.get_asked_by_display()}"
    record(actor=by, case=case, verb="rights_request", detail=told)
    return made


@transaction.atomic
def decide(*, request, by, status, reason) -> SubjectRequest:
    """Decide on an open request; a refusal needs its ground too (AVG article 12, fourth paragraph)."""
    if status not in dict(DECISIONS):
        raise RuleBroken({"status": "Kies een besluit."})
    if not reason.strip():
        raise RuleBroken({"reason": "Vul de motivering in. De aanvrager moet die kunnen lezen."})
    asked = SubjectRequest.objects.select_for_update().get(pk=request.pk)
    if not asked.is_open:
        raise RuleBroken(DECIDED)
    if asked.kind == RequestKind.STATEMENT and status in {RequestStatus.REFUSED, RequestStatus.PARTLY}:
        raise RuleBroken({"status": STATEMENT_IS_NEVER_REFUSED})
    asked.status, asked.reason = status, reason
    asked.decided_by, asked.decided_at = by, clock.now()
    asked.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    record(
        actor=by,
        case=asked.case,
        verb="rights_decided",
        detail=f"Verzoek om {asked.get_kind_display()}: {asked.get_status_display().lower()}",
    )
    return asked


@transaction.atomic
def remind(*, request_id: int, path_of) -> bool:
    """Tell who handles the rights of a case that the term of a request ends; once.

    ``path_of`` gives the address of a request inside the site. False when there was nothing to send.
    """
    late = SubjectRequest.objects.to_remind().select_for_update().filter(pk=request_id).first()
    if late is None:
        return False
    grants = Grant.objects.current().filter(case=late.case_id, role__in=roles_with("handle_rights"))
    handlers = {grant.user_id: grant.user for grant in grants.select_related("user").order_by("pk")}
    for user in handlers.values():
        notify(
            user=user,
            kind="rights_due",
            reference=late.case.number,
            path=path_of(late),
            due_on=late.due_on,
            task=f"Verzoek om {late.get_kind_display()} beantwoorden",
        )
    late.reminded_at = clock.now()
    late.save(update_fields=["reminded_at"])
    return True


@transaction.atomic
def change_term(*, term, months, remind_days, source) -> RequestTerm:
    """Set the term of a kind of request; requests that run keep the day they were promised."""
    term.months, term.remind_days, term.source = months, remind_days, source
    term.full_clean()
    term.save()
    return term
