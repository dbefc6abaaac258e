"""Correcting a text with the old one kept (AVG article 16), and adding the asker's own words unaltered."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from expertteam.audit.services import record
from expertteam.cases.services import reindex
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
    "cases.Identity.birth_date",
    "help.HelpRequest.number",
}
# Rooms that only add: who may see the case and who consented, and these rights themselves.
LEDGERS = {"access", "rights"}
ENDED = {RequestStatus.REFUSED, RequestStatus.WITHDRAWN}


def correctable(sections) -> dict[str, str]:
    """Per key of a part that may be corrected its name; ``sections`` is the file."""
    names = file.parts_of(sections)
    return {key: name for key, name in names.items() if _may_change(key)}


def _may_change(key: str) -> bool:
    app, name, _, field_name = key.split(".")
    model = apps.get_model(app, name)
    if app in LEDGERS or {model._meta.label, f"{model._meta.label}.{field_name}"} & NEVER:
        return False
    field = model._meta.get_field(field_name)
    return isinstance(field, models.CharField | models.TextField) and not field.choices


@transaction.atomic
def correct(*, request, by, part, text) -> Correction:
    """Put ``text`` in the place of a text of the file; the old one is kept with the request."""
    asked = _running(request, RequestKind.CORRECTION)
    name = correctable(file.sections(asked.case)).get(part)
    if name is None:
        raise RuleBroken({"part": "Dit deel kunt u niet corrigeren. Kies een ander deel."})
    app, model, pk, field = part.split(".")
    found = apps.get_model(app, model)._base_manager.select_for_update().get(pk=pk)
    old = getattr(found, field)
    if text == old:
        raise RuleBroken({"text": "De tekst is hetzelfde gebleven. Pas de tekst aan."})
    try:
        setattr(found, field, found._meta.get_field(field).clean(text, found))
    except ValidationError as refusal:
        raise RuleBroken({"text": refusal.messages}) from refusal
    found.save(update_fields=[field])
    reindex(case=asked.case)
    made = Correction.objects.create(
        request=asked, part=part, label=name[:160], old=old, new=text, corrected_by=by
    )
    record(actor=by, case=asked.case, verb="rights_corrected", detail=f"Gecorrigeerd op verzoek: {name}")
    return made


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
