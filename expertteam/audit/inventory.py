"""The field register in words for a privacy officer: the data inventory of a DPIA (R13)."""

from dataclasses import dataclass

from django.apps import apps
from encrypted_fields.fields import EncryptedFieldMixin

from expertteam.audit.register import NONE, PERSONAL, PSEUDONYM, REGISTER, SPECIAL, class_of

CLASS_LABELS = {
    NONE: "geen persoonsgegeven",
    PSEUDONYM: "pseudoniem",
    PERSONAL: "persoonsgegeven",
    SPECIAL: "bijzonder of gevoelig gegeven",
}
# Fields that carry no Dutch name of their own: nobody meets them on a page, or a package wrote them.
COMMON = {
    "id": "sleutel",
    "public_id": "openbare sleutel",
    "created_at": "aangemaakt op",
    "event_id": "kenmerk van de gebeurtenis",
    "sort_key": "naam om op te sorteren",
    "search": "woorden om op te zoeken",
    "content_object": "casus",
    "permission": "recht",
    "user": "gebruiker",
    "group": "groep",
    "process_ptr": "sleutel van het verloop",
    "task_ptr": "sleutel van de taak",
}
# The engine names its own fields in English.
ENGINE = {
    "flow_class": "verloop",
    "flow_task": "stap van het verloop",
    "flow_task_type": "soort stap",
    "status": "stand",
    "created": "gemaakt op",
    "assigned": "toegewezen op",
    "started": "begonnen op",
    "finished": "klaar op",
    "scheduled": "gepland op",
    "token": "plaats in het verloop",
    "external_task_id": "kenmerk elders",
    "owner": "wie de taak heeft",
    "owner_permission": "recht dat de taak vraagt",
    "owner_permission_content_type": "soort record van dat recht",
    "owner_permission_obj_pk": "sleutel van dat record",
}


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    kind: str
    encrypted: bool

    @property
    def kind_label(self) -> str:
        return CLASS_LABELS[self.kind]


@dataclass(frozen=True)
class Table:
    """One model: its Dutch name, its fields, and whether every change of it is kept."""

    label: str
    name: str
    fields: tuple[Field, ...]
    keeps_history: bool

    def of(self, kind: str) -> list[Field]:
        return [field for field in self.fields if field.kind == kind]


@dataclass(frozen=True)
class Room:
    name: str
    tables: tuple[Table, ...]


def tables() -> list[Table]:
    """Every table of the register, in its order."""
    return [_table(label) for label in REGISTER]


def rooms() -> list[Room]:
    """The tables by room, in the order of the register."""
    found = {}
    for table in tables():
        app = apps.get_app_config(table.label.split(".")[0])
        found.setdefault(app.verbose_name, []).append(table)
    return [Room(name, tuple(members)) for name, members in found.items()]


def _table(label: str) -> Table:
    model = apps.get_model(label)
    names = [name for words in REGISTER[label].values() for name in words.split()]
    fields = tuple(_field(label, model._meta.get_field(name)) for name in names)
    return Table(label, str(model._meta.verbose_name), fields, _keeps_history(model))


def _field(label: str, field) -> Field:
    # Not verbose_name: Django makes up an English one from the name of a field that has none.
    own_words = "" if field.auto_created else field._verbose_name
    if label.startswith("workflows."):
        own_words = ENGINE.get(field.name, own_words)
    return Field(
        name=field.name,
        label=str(own_words or COMMON[field.name]),
        kind=class_of(label, field.name),
        encrypted=isinstance(field, EncryptedFieldMixin),
    )


def _keeps_history(model) -> bool:
    return any(related.name == "pgh_obj" for related in _pointing_at(model))


def _pointing_at(model):
    return [relation.field for relation in model._meta.related_objects]
