"""What a request noted for the read log, until the middleware writes it."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import transaction

from expertteam.audit.enums import Action, EventType


@dataclass(frozen=True)
class Note:
    """One object that a response shows, or refuses to show, or that a request changed."""

    action: str
    kind: str
    object_id: str = ""
    allowed: bool = True
    permission: str = ""
    case_id: int | None = None
    is_search: bool = False

    @property
    def event_type(self) -> str:
        if not self.allowed:
            return EventType.REFUSAL
        if self.is_search:
            return EventType.SEARCH
        return {Action.READ: EventType.LOOK, Action.EXECUTE: EventType.EXPORT}.get(
            self.action, EventType.CHANGE
        )


@dataclass(frozen=True)
class LoginNote(Note):
    """Logging in or out, a refusal of it, or a change of what ``account`` logs in with."""

    account: object = None

    @property
    def event_type(self) -> str:
        return EventType.LOGIN if self.allowed else EventType.LOGIN_REFUSAL


_changes: ContextVar[list[Note] | None] = ContextVar("changes", default=None)


@contextmanager
def collecting_changes():
    """Gives the list in which the changes of this request come to stand, once each is committed."""
    changes: list[Note] = []
    token = _changes.set(changes)
    try:
        yield changes
    finally:
        _changes.reset(token)


def changed(*, action, case) -> None:
    """Note that ``case`` was changed, if that is committed; outside a request nothing is noted."""
    changes = _changes.get()
    if changes is None:
        return
    note = Note(action=action, kind="casus", object_id=str(case.public_id), case_id=case.pk)
    transaction.on_commit(lambda: None if note in changes else changes.append(note))
