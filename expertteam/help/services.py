"""Handing a case to the expertise centre, and finding help without telling whose case it is."""

from django.db import transaction
from django.db.models.functions import Length
from django.utils.formats import date_format

from expertteam.access import services as access
from expertteam.access.consent_enums import DisclosureKind, Scope
from expertteam.access.enums import CaseRole
from expertteam.audit.services import record, record_occurrence
from expertteam.cases import consent
from expertteam.cases.enums import CaseStatus
from expertteam.cases.services import set_status
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take
from expertteam.help.enums import OfferAnswer, RequestStatus, TransferDecision, TransferStatus
from expertteam.help.models import Bridging, HelpRequest, Offer, Placement, Transfer
from expertteam.help.pseudonymity import IDENTITY, traces
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import centre_team, contacts, members

# One answer is no choice: a request goes to at least two providers.
FEWEST_PROVIDERS = 2
TOO_FEW_PROVIDERS = f"Kies ten minste {FEWEST_PROVIDERS} aanbieders."
NOBODY_SAYS_WHY = "Vul in waarom u geen aanbieders kunt vragen."
ALREADY_THERE = "Deze casus ligt al bij het expertisecentrum."


@transaction.atomic
def propose_transfer(*, case, by, question) -> Transfer:
    """Offer the case to the centre with a question; its coordinators may now read it to decide."""
    if case.transfers.filter(status__in=[TransferStatus.PROPOSED, TransferStatus.ACCEPTED]).exists():
        raise RuleBroken(ALREADY_THERE)
    consent.disclose(case=case, by=by, scope=Scope.CENTRE, kind=DisclosureKind.TRANSFER)
    transfer = Transfer.objects.create(case=case, question=question, proposed_by=by)
    set_status(case=case, status=CaseStatus.HELP)
    for specialist in members(team=centre_team(), role=Role.CENTRE):
        access.grant(
            user=specialist,
            case=case,
            role=CaseRole.CENTRE,
            reason="overdracht aan het expertisecentrum",
            by=by,
        )
    record(actor=by, case=case, verb="transfer_proposed", detail="Overdracht voorgesteld")
    return transfer


@transaction.atomic
def decide_transfer(*, transfer, by, decision, reason="") -> None:
    """Accept or decline; declining takes the centre's access away again."""
    if transfer.status != TransferStatus.PROPOSED:
        raise RuleBroken("Over deze overdracht is al beslist.")
    declined = decision == TransferDecision.DECLINE
    if declined and not reason.strip():
        raise RuleBroken("Vul in waarom u de overdracht niet aanneemt.")
    transfer.status = TransferStatus.DECLINED if declined else TransferStatus.ACCEPTED
    transfer.reason = reason
    transfer.save(update_fields=["status", "reason"])
    if declined:
        set_status(case=transfer.case, status=CaseStatus.FILED)
        access.end_all(case=transfer.case, role=CaseRole.CENTRE, reason="overdracht niet aangenomen", by=by)
    record(
        actor=by,
        case=transfer.case,
        verb="transfer_decided",
        detail=f"Overdracht: {transfer.get_status_display().lower()}",
    )


@transaction.atomic
def send_request(
    *, transfer, by, segment, need, conditions, wanted_from, answer_by, providers
) -> HelpRequest:
    """Put a pseudonymous request to two or more providers; each one's first contact gets the task."""
    case = transfer.case
    if len(providers) < FEWEST_PROVIDERS:
        raise RuleBroken({"providers": TOO_FEW_PROVIDERS})
    if answer_by < clock.today():
        raise RuleBroken({"answer_by": "Kies een uiterste antwoorddatum die nog moet komen."})
    consent.disclose(case=case, by=by, scope=Scope.PROVIDERS, kind=DisclosureKind.HELP_REQUEST)
    refuse_traces(case, by=by, need=need, conditions=conditions)
    request = HelpRequest.objects.create(
        number=_next_number(),
        case=case,
        transfer=transfer,
        segment=segment,
        age_band=case.age_band,
        need=need,
        conditions=conditions,
        wanted_from=wanted_from,
        answer_by=answer_by,
    )
    for organisation in providers:
        contact = contacts(organisation=organisation).first()
        if contact is None:
            raise RuleBroken(f"{organisation} heeft geen contactpersoon. Kies een andere aanbieder.")
        Offer.objects.create(request=request, organisation=organisation, contact=contact)
        access.grant(
            user=contact, case=case, role=CaseRole.PROVIDER, reason=f"gevraagd in {request.number}", by=by
        )
    record(
        actor=by,
        case=case,
        verb="help_requested",
        detail=f"Hulpvraag uitgezet bij {len(providers)} aanbieders",
    )
    return request


def refuse_traces(case, *, by, **texts) -> None:
    """Raise RuleBroken, by field, when a text for providers points to the youth or the place.

    What was found of the identity is put on record: it could be somebody trying names. The form asks
    this before any transaction, so that the record stays when the request does not.
    """
    refusals = {name: found for name, text in texts.items() if (found := traces(case, text))}
    if any(IDENTITY in found for found in refusals.values()):
        record_occurrence(actor=by, kind="identity_in_request_refused")
    if refusals:
        raise RuleBroken(refusals)


@transaction.atomic
def answer(*, offer, by, answer, condition="", available_from=None, refusal_reason="", note="") -> None:
    """A provider says possible, possible if, or not possible and why."""
    if offer.request.status != RequestStatus.SENT:
        raise RuleBroken("Deze hulpvraag is al gesloten. U hoeft niet meer te antwoorden.")
    offer.answer, offer.condition, offer.available_from = answer, condition, available_from
    offer.refusal_reason, offer.note, offer.answered_at = refusal_reason, note, clock.now()
    offer.full_clean(validate_unique=False)
    offer.save()
    record(
        actor=by,
        case=offer.request.case,
        verb="offer_answered",
        detail=f"Aanbieder antwoordt: {offer.get_answer_display().lower()}",
    )


@transaction.atomic
def place(*, request, by, offer, starts_on, agreement, bridging_what, bridging_who) -> Placement:
    """Choose an offer, with a start date and the care until then, and hand the case back."""
    if offer.request_id != request.pk or offer.answer not in {OfferAnswer.POSSIBLE, OfferAnswer.POSSIBLE_IF}:
        raise RuleBroken("Kies een aanbieder die heeft geantwoord dat het mogelijk is.")
    if starts_on < clock.today():
        raise RuleBroken({"starts_on": "Kies een startdatum die nog moet komen."})
    if starts_on < offer.available_from:
        raise RuleBroken({"starts_on": too_early(offer)})
    placement = Placement.objects.create(
        request=request, offer=offer, starts_on=starts_on, agreement=agreement
    )
    Bridging.objects.create(placement=placement, what=bridging_what, who=bridging_who)
    _close_request(request, RequestStatus.MATCHED, by)
    hand_back(transfer=request.transfer, by=by, status=CaseStatus.FOLLOW_UP)
    record(
        actor=by, case=request.case, verb="placed", detail="Passende hulp gevonden en startdatum afgesproken"
    )
    return placement


def too_early(offer) -> str:
    """Why a start before the date of an offer is refused."""
    day = date_format(offer.available_from, "j F Y")
    return f"{offer.organisation} kan pas vanaf {day}. Kies die dag of een latere."


@transaction.atomic
def give_up(*, request, by, final) -> None:
    """No offer fits. ``final`` hands the case back to the team; otherwise another round follows."""
    _close_request(request, RequestStatus.NOT_FOUND, by)
    if final:
        hand_back(transfer=request.transfer, by=by, status=CaseStatus.FILED)
    refusals = Offer.objects.filter(
        request__transfer=request.transfer, answer=OfferAnswer.NOT_POSSIBLE
    ).count()
    detail = f"Geen passende hulp gevonden na {refusals} {'afwijzing' if refusals == 1 else 'afwijzingen'}"
    record(actor=by, case=request.case, verb="not_found", detail=detail)


@transaction.atomic
def ask_nobody(*, transfer, by, reason) -> None:
    """No provider can be asked: the case goes back to its region, with the reason."""
    if not reason.strip():
        raise RuleBroken({"reason": NOBODY_SAYS_WHY})
    transfer.reason = reason
    transfer.save(update_fields=["reason"])
    hand_back(transfer=transfer, by=by, status=CaseStatus.FILED)
    record(actor=by, case=transfer.case, verb="not_found", detail="Geen aanbieders om te vragen")


@transaction.atomic
def withdraw_request(*, request, by) -> None:
    """Consent to ask providers has ended: from now on none of them can open the request."""
    _close_request(request, RequestStatus.WITHDRAWN, by)
    record(actor=by, case=request.case, verb="request_withdrawn", detail="Hulpvraag ingetrokken")


@transaction.atomic
def recall(*, transfer, by) -> None:
    """Consent to share with the centre has ended: the case goes back to its region at once."""
    for request in transfer.requests.filter(status=RequestStatus.SENT):
        withdraw_request(request=request, by=by)
    hand_back(transfer=transfer, by=by, status=CaseStatus.FILED)
    record(actor=by, case=transfer.case, verb="transfer_recalled", detail="Overdracht ingetrokken")


@transaction.atomic
def hand_back(*, transfer, by, status) -> None:
    """The centre is done; the case goes on at the region's own team."""
    transfer.status = TransferStatus.FINISHED
    transfer.save(update_fields=["status"])
    set_status(case=transfer.case, status=status)
    access.end_all(case=transfer.case, role=CaseRole.CENTRE, reason="teruggegeven aan de regio", by=by)


def _close_request(request, status, by) -> None:
    request.status = status
    request.save(update_fields=["status"])
    for offer in request.offers.select_related("contact"):
        access.end(
            user=offer.contact,
            case=request.case,
            role=CaseRole.PROVIDER,
            reason=f"{request.number} is gesloten",
            by=by,
        )


def _next_number() -> str:
    """HV-2026-0042: a number of its own, so that a provider cannot link it to a case."""
    prefix = f"HV-{clock.today().year}-"
    take("help request number")
    given = HelpRequest.objects.filter(number__startswith=prefix)
    # By length first: number 10,000 comes after 9,999.
    last = given.order_by(Length("number").desc(), "-number").first()
    return f"{prefix}{int(last.number.removeprefix(prefix)) + 1 if last else 1:04d}"
