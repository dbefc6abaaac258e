"""Preparing and freezing what a youth or parent may see of the file."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from expertteam.audit.services import record
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.organisations.enums import Role
from expertteam.rights import file, looks
from expertteam.rights.enums import MarkStatus, RequestKind, RequestStatus
from expertteam.rights.models import InspectionExport, SubjectRequest, ThirdPartyMark

UNDECIDED = "Over een of meer delen over een ander is nog niet beslist. Wacht op de functionaris."
NOT_INSPECTION = "Alleen bij een verzoek om inzage dat niet is afgewezen of ingetrokken, maakt u een afdruk."
TWO_PERSONS = "U stelde dit zelf voor. Een ander dan u moet het beoordelen."


@transaction.atomic
def mark(*, case, by, part, reason) -> ThirdPartyMark:
    """Propose to withhold a part because it is about somebody else; a privacy officer decides."""
    name = file.parts_of(file.sections(case)).get(part)
    if name is None:
        raise RuleBroken({"part": "Dit deel staat niet (meer) in het dossier. Kies een ander deel."})
    type(case).objects.select_for_update().get(pk=case.pk)
    if case.third_party_marks.filter(part=part).exists():
        raise RuleBroken({"part": "Dit deel is al gemarkeerd."})
    made = ThirdPartyMark.objects.create(case=case, part=part, label=name[:160], reason=reason, marked_by=by)
    told = "Deel over een ander voorgesteld om weg te laten"
    record(actor=by, case=case, verb="rights_marked", detail=told)
    return made


@transaction.atomic
def judge(*, mark, by, withhold: bool, judgement) -> ThirdPartyMark:
    """The second person: a privacy officer other than who proposed it agrees, or not, with a reason."""
    found = ThirdPartyMark.objects.select_for_update().get(pk=mark.pk)
    if not by.has_role(Role.PRIVACY_OFFICER):
        raise RuleBroken("Alleen een functionaris gegevensbescherming beoordeelt dit.")
    if found.marked_by_id == by.pk:
        raise RuleBroken(TWO_PERSONS)
    if found.status != MarkStatus.PROPOSED:
        raise RuleBroken("Dit is al beoordeeld.")
    if not judgement.strip():
        raise RuleBroken({"judgement": "Vul in waarom."})
    found.status = MarkStatus.WITHHELD if withhold else MarkStatus.SHOWN
    found.judged_by, found.judged_at, found.judgement = by, clock.now(), judgement
    found.save(update_fields=["status", "judged_by", "judged_at", "judgement"])
    told = f"Deel over een ander: {found.get_status_display().lower()}"
    record(actor=by, case=found.case, verb="rights_judged", detail=told)
    return found


@transaction.atomic
def freeze(*, request, by) -> InspectionExport:
    """Keep the file as it is now, for whoever asked; RuleBroken while a part still waits for a judgement."""
    asked = SubjectRequest.objects.select_for_update().select_related("case").get(pk=request.pk)
    if asked.kind != RequestKind.INSPECTION or asked.status in {
        RequestStatus.REFUSED,
        RequestStatus.WITHDRAWN,
    }:
        raise RuleBroken(NOT_INSPECTION)
    marks = asked.case.third_party_marks
    if marks.filter(status=MarkStatus.PROPOSED).exists():
        raise RuleBroken(UNDECIDED)
    withheld = set(marks.filter(status=MarkStatus.WITHHELD).values_list("part", flat=True))
    content = as_json(contents(asked, withheld))
    made = InspectionExport.objects.create(
        request=asked, made_by=by, content=content, digest=digest_of(content)
    )
    record(actor=by, case=asked.case, verb="rights_export", detail="Afdruk voor inzage gemaakt")
    return made


def contents(asked, withheld: set[str]) -> dict:
    """All that an inspection tells, as plain data."""
    case = asked.case
    return {
        "case_number": case.number,
        "made_on": date_format(timezone.localtime(clock.now()), "j F Y"),
        "asked_by": asked.get_asked_by_display(),
        "received_on": date_format(asked.received_on, "j F Y"),
        "sections": file.withhold(file.sections(case), withheld),
        "given_to": looks.given_to(case),
        "who_looked": looks.who_looked(case),
        "left_out": left_out(),
    }


def left_out() -> list[str]:
    """What is not in the file at all, and why, in words for the reader."""
    return [
        f"Concepten: {file.ELSEWHERE['cases.Draft']}.",
        "Vooradviezen van vóór de bespreking: een werkaantekening tot de bespreking begint; daarna staan ze "
        "er wel in.",
        f"Anonieme leergegevens: {file.ELSEWHERE['learning.LearningRecord']}.",
    ]


def as_json(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def digest_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def thawed(export) -> dict:
    """The frozen content; ValueError when it is not what was frozen."""
    if digest_of(export.content) != export.digest:
        raise ValueError("the content of an inspection export does not fit its digest")
    return json.loads(export.content)


def marks_to_judge():
    """For the privacy officer: proposals of every case, goes past the grants on purpose.

    They name a part and a reason; :func:`text_to_judge` gives the text of one.
    """
    return ThirdPartyMark.objects.select_related("case", "marked_by").order_by("created_at", "pk")


def text_to_judge(*, mark, by) -> str:
    """The text of one part, for the privacy officer who judges it: nobody weighs what they may not read.

    Empty once somebody judged it, or for anybody else. AVG article 38, second paragraph, gives a privacy
    officer access to what the task asks; the caller notes the look.
    """
    if (
        mark.status != MarkStatus.PROPOSED
        or mark.marked_by_id == by.pk
        or not by.has_role(Role.PRIVACY_OFFICER)
    ):
        return ""
    return file.value_of(file.sections(mark.case), mark.part)
