"""The file as the youth and the parents may see it (Jeugdwet article 7.3.10, AVG article 15).

Everything that hangs on the case is in it, unless it is named here with the reason why not. So a field that
somebody adds tomorrow is shown without anybody thinking of it. The content is plain data: the JSON and the
PDF say the same.
"""

from datetime import date

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from expertteam.access.wall import as_system
from expertteam.rights.reach import is_history, keys_of, reached_models

TECHNICAL = "technisch kenmerk zonder eigen betekenis"
STRUCTURE = "verwijst naar een ander deel van hetzelfde dossier, dat er zelf in staat"
AT_THE_END = {"access": 1, "audit": 2}
# Names of fields that mean the same in every model.
LEFT_OUT_FIELDS = {
    "id": TECHNICAL,
    "public_id": TECHNICAL,
    "search": "zoekwoorden uit teksten die er zelf in staan",
    "file": "plaats op de schijf; het bestand zelf gaat als bijlage mee",
}
# One field of one model.
LEFT_OUT_ONE = {
    "audit.HistoryLine.verb": "code van de handeling, die in woorden onder ‘Omschrijving’ staat",
}
LEFT_OUT_MODELS = {
    "access.Reliance": "koppelt een verstrekking aan de toestemming, die er beide wel in staan",
    "cases.CaseUserPermission": "technische uitwerking van ‘Toegang’, die er wel in staat",
    "cases.CaseGroupPermission": "technische uitwerking van ‘Toegang’, die er wel in staat",
    "workflows.CaseProcess": "planning van het werk: nummers, geen inhoud",
    "workflows.CaseTask": "planning van het werk: nummers en dagen, geen inhoud",
    "rights.ThirdPartyMark": "beschermt een ander; waar iets is weggelaten, staat dat op die plaats",
    "rights.DestructionItem": "staat op een vernietigingslijst; de termijn zelf staat bij de casus",
    "rights.InspectionExport": "een eerdere afdruk van ditzelfde dossier",
}
# Special data of youths that hang on no case, or that a section of their own tells of.
ELSEWHERE = {
    "cases.Draft": "een concept is een persoonlijke werkaantekening: het hoort bij het dossier zodra het is "
    "ingediend (toelichting bij Jeugdwet artikel 7.3.8: aantekeningen voor eigen gebruik horen er niet bij)",
    "learning.Paragraph": "tekst van een leerrapportage, zonder verwijzing naar een casus: wat over iemand "
    "gaat, gaat er bij het lezen uit",
    "learning.Verdict": "oordeel over de tekst van een leerrapportage, zonder verwijzing naar een casus",
    "learning.LearningRecord": "anoniem en zonder verwijzing naar een casus (AVG overweging 26)",
    "learning.RecommendationFact": "anoniem en zonder verwijzing naar een casus (AVG overweging 26)",
    "learning.SignalFact": "anoniem en zonder verwijzing naar een casus (AVG overweging 26)",
}
# A blind pre-advice is a note for one's own use until the table opens; then it is shared, so in the file.
ONLY_WHEN = {"conferences.PreAdvice": {"participation__item__opened_at__isnull": False}}
WITHHELD = (
    "Weggelaten op grond van artikel 7.3.10 van de Jeugdwet: dit deel gaat over een ander, en diens "
    "persoonlijke levenssfeer weegt hier zwaarder."
)


def shown_models() -> list:
    """Models of our own whose rows are in the file; who may open it and what happened come last."""
    shown = [
        model
        for model in reached_models()
        if not is_history(model)
        and not model._meta.auto_created
        and model.__module__.startswith(("expertteam.", "workflows."))
        and model._meta.label not in LEFT_OUT_MODELS
    ]
    return sorted(shown, key=lambda model: AT_THE_END.get(model._meta.app_label, 0))


def why_left_out(model, field) -> str:
    """Why this field is not in the file; empty when it is."""
    if model._meta.label in LEFT_OUT_MODELS:
        return LEFT_OUT_MODELS[model._meta.label]
    if field.remote_field and field.related_model in reached_models():
        return STRUCTURE
    if reason := LEFT_OUT_ONE.get(f"{model._meta.label}.{field.name}"):
        return reason
    return LEFT_OUT_FIELDS.get(field.name, TECHNICAL if isinstance(field, SearchVectorField) else "")


def sections(case) -> list[dict]:
    """The file as sections of rows of parts; a part has a key, a label and a value in words."""
    with as_system("the whole file of one case: what hangs on it is found by its change history too"):
        return _sections(keys_of(case))


def _sections(keys) -> list[dict]:
    found = []
    for model in shown_models():
        rows = model._base_manager.filter(pk__in=keys[model], **ONLY_WHEN.get(model._meta.label, {}))
        told = [_row(each) for each in rows.order_by("pk")]
        if told := [row for row in told if row["parts"]]:
            found.append({"title": _capital(model._meta.verbose_name), "rows": told})
    return found


def _row(record) -> dict:
    model = type(record)
    parts = []
    for field in model._meta.local_fields:
        if not why_left_out(model, field) and (value := in_words(record, field)):
            key = f"{model._meta.label_lower}.{record.pk}.{field.name}"
            parts.append({"key": key, "label": _capital(field.verbose_name), "value": value})
    return {"parts": parts}


def in_words(record, field) -> str:
    """The value of a field as people read it; empty when there is none."""
    value = getattr(record, field.name)
    if value is None or value == "":
        return ""
    if field.choices:
        return str(getattr(record, f"get_{field.name}_display")())
    if field.name == "birth_date":  # kept as text, for it is encrypted
        return date_format(date.fromisoformat(value), "j F Y")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(field, models.DateField):
        return date_format(value, "j F Y")
    return str(value)


def withhold(found: list[dict], keys: set[str]) -> list[dict]:
    """The same sections with the parts of ``keys`` replaced by the words of the law."""
    for section in found:
        for row in section["rows"]:
            for part in row["parts"]:
                if part["key"] in keys:
                    part["value"] = WITHHELD
    return found


def parts_of(found: list[dict]) -> dict[str, str]:
    """Per key of a part a name that a person recognises: 'Aanmelding: Situatie'."""
    names = {}
    for section in found:
        several = len(section["rows"]) > 1
        for number, row in enumerate(section["rows"], start=1):
            title = f"{section['title']} {number}" if several else section["title"]
            names |= {part["key"]: f"{title}: {part['label']}" for part in row["parts"]}
    return names


def value_of(found: list[dict], key: str) -> str:
    """The value of one part; empty when it is not in the file (any more)."""
    parts = (part for section in found for row in section["rows"] for part in row["parts"])
    return next((part["value"] for part in parts if part["key"] == key), "")


def _capital(words) -> str:
    words = str(words)
    return words[:1].upper() + words[1:]
