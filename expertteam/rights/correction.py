"""Correcting a text with the old one kept (AVG article 16), and adding the asker's own words unaltered."""

from datetime import date

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from expertteam.audit.services import record
from expertteam.cases.models import Identity
from expertteam.cases.services import correct_birth_date, reindex
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.rights import file
from expertteam.rights.enums import RequestKind, RequestStatus
from expertteam.rights.models import Correction, OwnStatement, SubjectRequest
from expertteam.rights.services import decide

# Texts that a correction does not touch: what happened stays told as it was, and numbers name things.
NEVER = {
    "audit.HistoryLine",
    "cases.Document",
    "cases.Case.number",
    "help.HelpRequest.number",
}
# Dates that somebody told of the youth; all others say what was planned or done here.
DATES = {"cases.Identity.birth_date", "cases.Intake.stuck_since"}
# Rooms that only add: who may see the case and who consented, and these rights themselves.
LEDGERS = {"access", "rights"}
ENDED = {RequestStatus.REFUSED, RequestStatus.WITHDRAWN}


def correctable(sections) -> dict[str, str]:
    """Per key of a part that may be corrected its name; ``sections`` is the file."""
    names = file.parts_of(sections)
    return {key: name for key, name in names.items() if _may_change(key)}


def _may_change(key: str) -> bool:
    model, field = _field_of(key)
    if model._meta.app_label in LEDGERS or {model._meta.label, f"{model._meta.label}.{field.name}"} & NEVER:
        return False
    return is_date(key) or (isinstance(field, models.CharField | models.TextField) and not field.choices)


def is_date(key: str) -> bool:
    """Whether this part is corrected with a date and not with a text."""
    model, field = _field_of(key)
    return f"{model._meta.label}.{field.name}" in DATES


def _field_of(key: str):
    app, name, _, field = key.split(".")
    model = apps.get_model(app, name)
    return model, model._meta.get_field(field)


@transaction.atomic
def correct(*, request, by, part, text) -> Correction:
    """Put ``text`` in the place of a text of the file, or a date in that of a date; the old one is kept."""
    asked = _running(request, RequestKind.CORRECTION)
    name = correctable(file.sections(asked.case)).get(part)
    if name is None:
        raise RuleBroken({"part": "Dit deel kunt u niet corrigeren. Kies een ander deel."})
    model, field = _field_of(part)
    found = model._base_manager.select_for_update().get(pk=part.split(".")[2])
    old = file.in_words(found, field)
    _put(found, field, text)
    if (new := file.in_words(found, field)) == old:
        raise RuleBroken({"text": "Er is niets veranderd. Pas aan wat niet klopt."})
    reindex(case=asked.case)
    made = Correction.objects.create(
        request=asked, part=part, label=name[:160], old=old, new=new, corrected_by=by
    )
    record(actor=by, case=asked.case, verb="rights_corrected", detail=f"Gecorrigeerd op verzoek: {name}")
    return made


def _put(found, field, value) -> None:
    """Give the field a value that it may have; RuleBroken at the form's field when it may not."""
    if isinstance(value, date) and value > clock.today():
        raise RuleBroken({"text": "Kies een datum die al geweest is."})
    try:
        if isinstance(found, Identity) and field.name == "birth_date":
            correct_birth_date(identity=found, birth_date=value)
        else:
            setattr(found, field.name, field.clean(value, found))
            found.save(update_fields=[field.name])
    except ValidationError as refusal:
        raise RuleBroken({"text": refusal.messages}) from refusal


@transaction.atomic
def add_statement(*, request, by, text) -> OwnStatement:
    """Add the own words of the asker to the file, as they are; the request is granted with it."""
    asked = _running(request, RequestKind.STATEMENT)
    if not text.strip():
        raise RuleBroken({"text": "Neem de verklaring over."})
    made = OwnStatement.objects.create(request=asked, text=text, added_by=by)
    if asked.is_open:
        reason = "De verklaring staat in het dossier (Jeugdwet artikel 7.3.8, tweede lid)."
        decide(request=asked, by=by, status=RequestStatus.GRANTED, reason=reason)
    record(actor=by, case=asked.case, verb="rights_statement", detail="Eigen verklaring toegevoegd")
    return made


def _running(request, kind) -> SubjectRequest:
    asked = SubjectRequest.objects.select_for_update().select_related("case").get(pk=request.pk)
    if asked.kind != kind or asked.status in ENDED:
        raise RuleBroken("Dit kan niet bij dit verzoek: het is van een andere soort of al beëindigd.")
    return asked
