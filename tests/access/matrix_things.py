"""What hangs on the cases of the matrix: something under every address, so that no page lacks its subject."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from expertteam.access import emergency
from expertteam.advice.enums import AdviceStatus
from expertteam.advice.models import Advice
from expertteam.cases.enums import AgeBand, HelpSegment
from expertteam.cases.models import Identity
from expertteam.cases.services import add_document
from expertteam.conferences.enums import ConferenceOutcome, ItemStatus
from expertteam.conferences.models import AgendaItem, Conference, Minutes
from expertteam.core import clock
from expertteam.followup.enums import AssessmentOutcome, FollowUpStatus
from expertteam.followup.models import FollowUp
from expertteam.help.enums import RequestStatus, TransferStatus
from expertteam.help.models import HelpRequest, Transfer
from expertteam.procesregie.enums import DirectionResult, DirectionStatus
from expertteam.procesregie.models import Direction
from expertteam.rights import destruction, file, inspection
from expertteam.rights import enums as rights
from expertteam.rights.destruction_models import DestructionItem, DestructionList
from expertteam.rights.models import ThirdPartyMark
from expertteam.rights.services import decide, record_request
from workflows.demo.people import person
from workflows.engine import OPEN
from workflows.models import CaseTask

REASON = "Nodig voor de proef op de matrix."


@dataclass
class Things:
    """What hangs on one case, by the name of the address that asks for its id; the case for all others."""

    case: object
    found: dict = field(default_factory=dict)

    def id_for(self, name):
        """The id in the address ``name``; one that nothing has, when this case has no such thing."""
        found = self.found.get(name, self.case)
        return found.public_id if found else uuid4()


def earlier_round(case) -> None:
    """What a case can have of an earlier round, whatever its phase is now; no task or grant comes of it."""
    before, chair = clock.now() - timedelta(days=200), person("voorzitter.noord")
    conference = Conference.objects.create(
        team=case.team,
        starts_at=before,
        ends_at=before + timedelta(hours=1),
        location="Stadskantoor Venlo",
        chair=chair,
    )
    item = AgendaItem.objects.create(
        case=case,
        team=case.team,
        conference=conference,
        status=ItemStatus.DONE,
        outcome=ConferenceOutcome.ADVICE,
    )
    Minutes.objects.create(
        item=item, explanatory_analysis="Te veel tegelijk.", text="Wat eerst moet.", written_by=chair
    )
    Advice.objects.create(
        case=case,
        item=item,
        status=AdviceStatus.DELIVERED,
        summary="Eerst rust.",
        drafted_by=chair,
        delivered_at=before,
    )
    Direction.objects.create(
        case=case,
        director=person("regisseur.noord"),
        status=DirectionStatus.CLOSED,
        result=DirectionResult.SCALED_DOWN,
        closed_at=before,
    )
    FollowUp.objects.create(
        case=case,
        sequence=1,
        due_on=before.date(),
        status=FollowUpStatus.ASSESSED,
        outcome=AssessmentOutcome.CONFERENCE,
        assessed_at=before,
    )
    transfer = Transfer.objects.create(
        case=case, question="Is er plek?", status=TransferStatus.FINISHED, proposed_by=person("centrum1")
    )
    HelpRequest.objects.create(
        number=f"HV-{case.number}",
        case=case,
        transfer=transfer,
        segment=HelpSegment.values[0],
        age_band=AgeBand.values[0],
        need="Een kleine groep.",
        wanted_from=before.date(),
        answer_by=before.date(),
        status=RequestStatus.NOT_FOUND,
    )


def upload():
    return SimpleUploadedFile("plan.pdf", b"%PDF-1.7 %%EOF", content_type="application/pdf")


def hang_on(case) -> Things:
    """A document, and every request of youth and parents with what comes of it; the case is still open."""
    coordinator = person("coordinator.noord")
    document = add_document(case=case, by=case.referrer, upload=upload(), content_type="application/pdf")
    asked = {
        kind: record_request(
            case=case, by=coordinator, kind=kind, asked_by=rights.Asker.PARENT, received_on=clock.today()
        )
        for kind in rights.RequestKind
    }
    export = inspection.freeze(request=asked[rights.RequestKind.INSPECTION], by=coordinator)
    for each in asked.values():
        decide(request=each, by=coordinator, status=rights.RequestStatus.GRANTED, reason=REASON)
    part = next(iter(file.parts_of(file.sections(case))))
    mark = inspection.mark(case=case, by=coordinator, part=part, reason=REASON)
    held = destruction.hold(case=case, by=coordinator, reason=REASON)
    of_inspection = dict.fromkeys(
        ["rights_request", "inspection", "inspection_freeze"], asked[rights.RequestKind.INSPECTION]
    )
    return Things(
        case,
        of_inspection
        | dict.fromkeys(["inspection_pdf", "inspection_json"], export)
        | {
            "document": document,
            "advice_letter": case.advices.get(status=AdviceStatus.DELIVERED, summary="Eerst rust."),
            "correction": asked[rights.RequestKind.CORRECTION],
            "statement": asked[rights.RequestKind.STATEMENT],
            "rights_mark": mark,
            "legal_hold_lift": held,
            "user_looks": case.referrer,
        },
    )


def finish(things: Things) -> None:
    """What can only be there now that every case is in its phase."""
    case, coordinator = things.case, person("coordinator.noord")
    taken = emergency.take_access(user=person("regisseur.zuid"), case=case, reason=REASON)
    things.found |= {
        "access_end": taken,
        "emergency_review": taken.emergency_review,
        "conference_calendar": case.agenda_items.latest("pk").conference,
        "follow_up_remind": case.follow_ups.latest("sequence"),
        "open_table": tasks_in(case).filter(node="ConferenceFlow.confer").first(),
        **dict.fromkeys(LISTED, None),
    }
    if not case.is_open:
        destruction.lift(hold=things.found["legal_hold_lift"], by=coordinator)
        made = destruction.propose(by=coordinator, cases=[case])
        things.found |= dict.fromkeys(LISTED, made)


LISTED = ("destruction_list", "destruction_approve", "destruction_refuse")


def tasks_in(case):
    """The steps that wait in a case."""
    return CaseTask.objects.filter(process__caseprocess__case=case, status__in=OPEN).exclude(node="")


# What some rows presuppose ('mits' in the file) and others rule out: so for one row, and then taken back.


def _nobody_is_named():
    Identity.objects.all().delete()


def _every_mark_is_judged():
    for each in ThirdPartyMark.objects.all():
        inspection.judge(mark=each, by=person("fg"), withhold=False, judgement=REASON)


def _nothing_is_listed():
    DestructionItem.objects.all().delete()
    DestructionList.objects.all().delete()


PRESUPPOSED = {
    "identify": _nobody_is_named,
    "inspection_freeze": _every_mark_is_judged,
    "destruction_propose": _nothing_is_listed,
    "destructions": _nothing_is_listed,
}


@contextmanager
def taken_back():
    """Whatever happens in the block has not happened after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def presupposed(action):
    """In the block there is what a row of the matrix presupposes."""
    with taken_back():
        PRESUPPOSED.get(action.code, lambda: None)()
        yield
