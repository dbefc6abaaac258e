"""Recording what people said, and what stops the moment somebody says no.

The running phases are locked first, like a step does, and then the consent of the case: so a step that
tells others and a withdrawal wait for each other, and whoever is second meets what the first did.
"""

from django.db import transaction
from django.urls import reverse
from viewflow.workflow.status import PROCESS

from expertteam.access import services as access
from expertteam.access.consent_enums import Answer, Scope
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.wall import as_system
from expertteam.cases import consent
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case
from expertteam.cases.services import set_status
from expertteam.conferences import services as conferences
from expertteam.conferences.enums import ItemStatus
from expertteam.conferences.models import Participation
from expertteam.help import services as help_services
from expertteam.help.enums import RequestStatus, TransferStatus
from expertteam.notifications.services import notify
from expertteam.organisations.enums import TeamKind
from workflows import journey
from workflows.flows import HelpFlow, TriageFlow
from workflows.models import CaseProcess

NO_CONSENT = "er is geen toestemming meer"
AT_THE_TABLE = (CaseStatus.CONFERENCE, CaseStatus.ADVICE)
KIND_OF_SCOPE = {Scope.TABLE: TeamKind.REGIONAL, Scope.CENTRE: TeamKind.CENTRE}


@transaction.atomic
def note_answers(*, case, by, answers) -> set[Scope]:
    """Add to the ledger what people said; gives what stopped because of it.

    ``answers`` are those of :func:`expertteam.cases.consent.note_answers`. Sharing that has no basis left
    after a no ends here: access, open requests and transfers, and the phase that ran on it.
    """
    with as_system("a no ends the access of others, and what ran on it"):
        return _note_answers(case, by, answers)


def _note_answers(case, by, answers) -> set[Scope]:
    _hold_phases(case)
    consent.note_answers(case=case, by=by, answers=answers)
    said_no = {Scope(scope) for each in answers if each["answer"] != Answer.GIVEN for scope in each["scopes"]}
    rulings = consent.rulings(case) if said_no else {}
    stopped = {scope for scope in said_no if not rulings[scope].allowed}
    if stopped:
        _stop(Case.objects.get(pk=case.pk), stopped, by)
    return stopped


def _hold_phases(case) -> None:
    """Wait for whoever is doing a step, until no step can begin that this does not know of."""
    held = None
    while True:
        running = CaseProcess.objects.select_for_update().filter(case=case, status=PROCESS.NEW)
        found = list(running.order_by("pk").values_list("pk", flat=True))
        if found == held:
            return
        held = found


def _stop(case, scopes, by) -> None:
    """End what rests on these scopes. The widest one says which phase opens in place of what ran."""
    by_scope = {
        Scope.TABLE: _stop_table,
        Scope.CENTRE: _stop_centre,
        Scope.PROVIDERS: _stop_providers,
        Scope.OUTSIDERS: _stop_outsiders,
    }
    phases = [stop(case, by) for scope, stop in by_scope.items() if scope in scopes]
    _unseat(case, {KIND_OF_SCOPE[scope] for scope in scopes & set(KIND_OF_SCOPE)}, by)
    if case.is_open and any(phases):
        journey.go_back(case, next(filter(None, phases)))


def _stop_table(case, by):
    """Whatever the own table was doing ends; the coordinator decides again."""
    return TriageFlow if _cancel_conference(case, TeamKind.REGIONAL, by) else None


def _stop_centre(case, by):
    _cancel_conference(case, TeamKind.CENTRE, by)
    open_ones = case.transfers.filter(status__in=[TransferStatus.PROPOSED, TransferStatus.ACCEPTED])
    transfer = open_ones.first()
    if transfer is None:
        return None
    for request in transfer.requests.filter(status=RequestStatus.SENT):
        _tell([offer.contact for offer in request.offers.select_related("contact")], request.number)
    _tell(_holders(case, CaseRole.CENTRE), case.number)
    help_services.recall(transfer=transfer, by=by)
    case.refresh_from_db()
    return TriageFlow


def _stop_providers(case, by):
    """No provider can open the request any more; the centre may see whether there is another way."""
    request = case.help_requests.filter(status=RequestStatus.SENT).first()
    if request is None:
        return None
    _tell([offer.contact for offer in request.offers.select_related("contact")], request.number)
    help_services.withdraw_request(request=request, by=by)
    return HelpFlow


def _stop_outsiders(case, by):
    _tell(_holders(case, CaseRole.OBSERVER), case.number)
    access.end_all(case=case, role=CaseRole.OBSERVER, reason=NO_CONSENT, by=by)


def _cancel_conference(case, kind, by) -> bool:
    """Whether a table of this kind had the case in hand."""
    item = case.agenda_items.select_related("team").last()
    if item is None or item.team.kind != kind or case.status not in AT_THE_TABLE:
        return False
    if item.status != ItemStatus.DONE:
        conferences.cancel(item=item, by=by)
    set_status(case=case, status=CaseStatus.FILED)
    return True


def _unseat(case, kinds, by) -> None:
    """Chairs and experts of these tables, who do not sit at another one that goes on."""
    ended = _seated(case.agenda_items.filter(team__kind__in=kinds))
    ended -= _seated(case.agenda_items.exclude(team__kind__in=kinds))
    roles = (CaseRole.CHAIR, CaseRole.EXPERT)
    grants = Grant.objects.held().filter(case=case, role__in=roles, user__in=ended).select_related("user")
    for grant in grants.order_by("pk"):
        access.end(user=grant.user, case=case, role=grant.role, reason=NO_CONSENT, by=by)
        _tell([grant.user], case.number)


def _seated(items) -> set[int]:
    experts = Participation.objects.filter(item__in=items).values_list("expert_id", flat=True)
    chairs = items.filter(conference__isnull=False).values_list("conference__chair_id", flat=True)
    return set(experts) | set(chairs)


def _holders(case, role) -> list:
    grants = Grant.objects.current().filter(case=case, role=role).select_related("user").order_by("pk")
    return [grant.user for grant in grants]


def _tell(users, reference) -> None:
    """Say that the access has ended; providers know the number of the request only."""
    for user in users:
        notify(user=user, kind="sharing_stopped", reference=reference, path=reverse("workflows:inbox"))
