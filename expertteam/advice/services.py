"""From draft to delivered advice, and the answer to it."""

from django.db import transaction

from expertteam.access.consent_enums import DisclosureKind
from expertteam.advice.enums import NO_OBJECTION, AdviceStatus, Judgement, ResponseChoice
from expertteam.advice.models import Advice, Recommendation, Response, Signature
from expertteam.audit.services import record
from expertteam.cases import consent
from expertteam.cases.enums import CaseStatus
from expertteam.cases.services import set_status
from expertteam.conferences.enums import Attendance
from expertteam.conferences.services import scope_of
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.notifications.services import notify

SETTLEMENT_NEEDED = "Er zijn opmerkingen of bezwaren. Vul in hoe u daarmee bent omgegaan."
ABSENT_SAYS_WHY = "Vul in waarom deze gedragswetenschapper niet kon ondertekenen."


@transaction.atomic
def draft(*, item, by, summary, recommendations) -> Advice:
    """Write the advice of a conference; ``recommendations`` are field dictionaries, one or more."""
    if not recommendations:
        raise RuleBroken("Voeg ten minste één aanbeveling toe.")
    advice = Advice.objects.create(case=item.case, item=item, summary=summary, drafted_by=by)
    for number, fields in enumerate(recommendations, start=1):
        if fields["due_on"] < clock.today():
            raise RuleBroken(f"Aanbeveling {number}: kies een datum die nog moet komen.")
        Recommendation.objects.create(advice=advice, number=number, **fields)
    record(actor=by, case=item.case, verb="advice_drafted", detail="Advies opgesteld, ter ondertekening")
    return advice


@transaction.atomic
def sign(*, advice, participation, judgement, remark="") -> Signature:
    """An attending expert agrees, agrees with a remark, or dissents."""
    if judgement == Judgement.ABSENT:
        raise RuleBroken("Kies uw oordeel over het advies.")
    signature = _keep(advice, participation, judgement, remark)
    record(
        actor=participation.expert,
        case=advice.case,
        verb="advice_signed",
        detail=f"Advies ondertekend: {signature.get_judgement_display().lower()}",
    )
    return signature


@transaction.atomic
def could_not_sign(*, advice, participation, by, reason) -> Signature:
    """The chair notes why an attending expert gives no judgement, so that the advice can go on."""
    if not reason.strip():
        raise RuleBroken({"reason": ABSENT_SAYS_WHY})
    signature = _keep(advice, participation, Judgement.ABSENT, reason)
    record(actor=by, case=advice.case, verb="advice_signed", detail="Vastgelegd: kon niet ondertekenen")
    return signature


def _keep(advice, participation, judgement, remark) -> Signature:
    """Keep a judgement; with the last one the advice is ready to settle."""
    if participation.attendance != Attendance.PRESENT:
        raise RuleBroken("Alleen wie bij de bespreking was, ondertekent het advies.")
    signature = Signature.objects.create(
        advice=advice, participation=participation, judgement=judgement, remark=remark
    )
    present = advice.item.participations.filter(attendance=Attendance.PRESENT)
    if not present.filter(signature__isnull=True).exists():
        advice.status = AdviceStatus.SIGNED
        advice.save(update_fields=["status"])
    return signature


@transaction.atomic
def settle(*, advice, by, settlement="", path) -> None:
    """The chair settles and delivers; remarks and dissents need an answer first.

    ``path`` is where the referrer reads the advice.
    """
    differs = advice.signatures.exclude(judgement__in=NO_OBJECTION).exists()
    if differs and not settlement.strip():
        raise RuleBroken(SETTLEMENT_NEEDED)
    consent.disclose(case=advice.case, by=by, scope=scope_of(advice.item), kind=DisclosureKind.LETTER)
    advice.settlement, advice.status, advice.delivered_at = settlement, AdviceStatus.DELIVERED, clock.now()
    advice.save(update_fields=["settlement", "status", "delivered_at"])
    set_status(case=advice.case, status=CaseStatus.FOLLOW_UP)
    notify(user=advice.case.referrer, kind="advice_delivered", reference=advice.case.number, path=path)
    record(actor=by, case=advice.case, verb="advice_delivered", detail="Advies vastgesteld en uitgebracht")


@transaction.atomic
def respond(*, advice, by, answers) -> None:
    """The referrer follows or deviates, per recommendation.

    ``answers`` maps each recommendation to choice, reason_kind and reason.
    """
    if set(answers) != set(advice.recommendations.all()):
        raise RuleBroken("Geef op elke aanbeveling een antwoord.")
    for recommendation, answer in answers.items():
        Response.objects.create(recommendation=recommendation, responded_by=by, **answer)
    deviations = sum(answer["choice"] == ResponseChoice.DEVIATE for answer in answers.values())
    detail = f"Gereageerd op het advies: {len(answers) - deviations} volgen, {deviations} afwijken"
    record(actor=by, case=advice.case, verb="advice_answered", detail=detail)
