"""Canaries: a recognisable text in every text field of a case, and ways to look for it.

The register says which fields are about people; every one of them that holds free text gets a
canary, so a field that is added tomorrow is watched without anybody thinking of it.
"""

import io
import re
import zipfile

from django.apps import apps
from django.db import models
from pdfminer.high_level import extract_text
from pdfminer.pdfparser import PDFSyntaxError

from expertteam.audit.register import PERSONAL, REGISTER, SPECIAL
from expertteam.cases.models import Case
from tests.guards import guards_off

# Rooms whose rows hang on a case, and how to reach it from there.
PATHS_TO_CASE = {
    "cases.Case": "pk",
    "cases.Identity": "case",
    "cases.Intake": "case",
    "cases.TriedHelp": "intake__case",
    "cases.InvolvedParty": "intake__case",
    "cases.Document": "case",
    "cases.Triage": "case",
    "access.AuthorityEntry": "case",
    "access.BirthdayAsked": "case",
    "access.ConsentEntry": "case",
    "access.Disclosure": "case",
    "access.Reliance": "disclosure__case",
    "conferences.AgendaItem": "case",
    "conferences.Participation": "item__case",
    "conferences.PreAdvice": "participation__item__case",
    "conferences.Minutes": "item__case",
    "advice.Advice": "case",
    "advice.Recommendation": "advice__case",
    "advice.Signature": "advice__case",
    "advice.Response": "recommendation__advice__case",
    "procesregie.Direction": "case",
    "procesregie.Impasse": "direction__case",
    "procesregie.Agreement": "direction__case",
    "procesregie.Escalation": "direction__case",
    "help.Transfer": "case",
    "help.HelpRequest": "case",
    "help.Offer": "request__case",
    "help.Placement": "request__case",
    "help.Bridging": "placement__request__case",
    "followup.FollowUp": "case",
    "followup.Outcome": "follow_up__case",
    "learning.Signal": "case",
    "access.EmergencyReview": "grant__case",
    "rights.SubjectRequest": "case",
    "rights.ThirdPartyMark": "case",
    "rights.Correction": "request__case",
    "rights.OwnStatement": "request__case",
    "rights.InspectionExport": "request__case",
    "rights.LegalHold": "case",
    "rights.DestructionItem": "case",
    "audit.HistoryLine": "case",
}
CANARY = re.compile(r"kanarie\d+", re.IGNORECASE)


def canary(case) -> str:
    return f"kanarie{case.pk}"


def plant(case) -> int:
    """Put the canary of ``case`` into every free text about it; gives the number of fields changed."""
    with guards_off():  # history is never rewritten otherwise
        return _plant(case)


def _plant(case) -> int:
    planted = 0
    for label, path in PATHS_TO_CASE.items():
        model = apps.get_model(label)
        rows = model.objects.filter(**{path: case.pk})
        for name in text_fields(model):
            planted += bool(rows.update(**{name: canary(case)}))
    return planted


def text_fields(model):
    """Free-text fields that are about people: no choices, no keys, no paths of files."""
    classes = REGISTER[model._meta.label]
    about_people = f"{classes.get(PERSONAL, '')} {classes.get(SPECIAL, '')}".split()
    for name in about_people:
        field = model._meta.get_field(name)
        text = isinstance(field, models.CharField | models.TextField)
        if text and not field.choices and name != "birth_date":
            yield name


def found_in(response) -> set[str]:
    """Canaries in what a response shows, whatever its format."""
    return {match.lower() for match in CANARY.findall(text_of(response))}


def text_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        try:
            return extract_text(io.BytesIO(body))
        except PDFSyntaxError:  # an upload that only claims to be one
            return body.decode("utf-8", "replace")
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return body.decode("utf-8", "replace") + " ".join(f"{k}: {v}" for k, v in response.headers.items())


def public_ids(*cases) -> dict[str, set[str]]:
    """Every UUID that stands for something of these cases, by the model it stands for."""
    keys = [case.pk for case in cases]
    paths = PATHS_TO_CASE | {
        "workflows.CaseTask": "process__caseprocess__case",
        "conferences.Conference": "items__case",
        "access.Grant": "case",
    }
    ids = {}
    for label, path in paths.items():
        model = apps.get_model(label)
        if any(field.name == "public_id" for field in model._meta.fields):
            rows = model.objects.filter(**{f"{path}__in": keys}).values_list("public_id", flat=True)
            ids[label] = {str(each) for each in rows}
    return ids


def all_case_models_are_watched() -> bool:
    """Every model of the register with a way to a case stands in PATHS_TO_CASE."""
    missing = [
        label for label in REGISTER if label not in PATHS_TO_CASE and _points_at_case(apps.get_model(label))
    ]
    return set(missing) <= {
        "access.Grant",
        "cases.CaseUserPermission",
        "cases.CaseGroupPermission",
        "workflows.CaseProcess",
        "workflows.CaseTask",
    }


def _points_at_case(model) -> bool:
    targets = {apps.get_model(label) for label in PATHS_TO_CASE} | {Case}
    return any(field.related_model in targets for field in model._meta.get_fields() if field.many_to_one)
