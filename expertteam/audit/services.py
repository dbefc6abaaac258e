"""Writing history: services call :func:`record` for what a case went through, views :func:`note_read`."""

from contextlib import contextmanager

from django.db import connection, transaction

from expertteam.audit.enums import Action
from expertteam.audit.models import HistoryLine, Occurrence
from expertteam.audit.noting import LoginNote, Note, changed
from expertteam.audit.triggers import REMOVING


def record(*, actor, case, verb, detail, action=Action.UPDATE) -> HistoryLine:
    """Add a line to the history of ``case``; ``detail`` is Dutch and names no youth or parent.

    Inside a web request the read log gets a row for the change too, of the kind ``action``.
    """
    changed(action=action, case=case)
    return HistoryLine.objects.create(actor=actor, case=case, verb=verb, detail=detail[:300])


def record_occurrence(*, actor, kind) -> Occurrence:
    return Occurrence.objects.create(actor=actor, kind=kind)


@contextmanager
def removing_history(*, case_id: int):
    """In the block rows of this one case may go from tables that otherwise only grow.

    The only way to remove any: their triggers let rows of the case go while the setting names it.
    Whoever calls this leaves a log of the destruction elsewhere.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [REMOVING, str(case_id)])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [REMOVING])


def note_read(
    request, *, kind: str, objects, action=Action.READ, allowed=True, permission="view_case", case_id=None
) -> None:
    """Tell the read log which objects this response shows; the middleware writes it first.

    ``kind`` is the sort of object ("casus", "identiteit"), ``objects`` are records with a public id, or
    the id itself. ``permission`` is what showing them asks for. Which case a record belongs to it
    mostly tells itself; ``case_id`` is for one that cannot.
    """
    for item in objects:
        _noted(request).append(
            Note(
                action=action,
                kind=kind,
                object_id=str(getattr(item, "public_id", item)),
                allowed=allowed,
                permission=permission,
                case_id=case_id or _case_of(item),
            )
        )


def note_search(request, *, kind: str) -> None:
    """Tell the read log of a search that found nothing; never which words were typed."""
    _noted(request).append(Note(action=Action.READ, kind=kind, is_search=True))


def note_login(request, *, what: str, account, how="", allowed=True) -> None:
    """Tell the read log that ``account`` logged in or out, by which steps, or was refused.

    ``what`` is Dutch, such as "ingelogd"; ``account`` is None when there is no such account.
    Never pass what somebody typed.
    """
    _noted(request).append(
        LoginNote(action=Action.EXECUTE, kind=what, object_id=how, allowed=allowed, account=account)
    )


def _noted(request) -> list[Note]:
    return request.__dict__.setdefault("noted_reads", [])


def _case_of(item) -> int | None:
    """The key of the case that a record is, or hangs on."""
    meta = getattr(item, "_meta", None)
    return item.pk if meta and meta.label == "cases.Case" else getattr(item, "case_id", None)
