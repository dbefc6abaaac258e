"""Writing history: services call :func:`record` for what a case went through, views :func:`note_read`."""

from expertteam.audit.models import HistoryLine, Occurrence, ReadEvent


def record(*, actor, case, verb, detail) -> HistoryLine:
    """Add a line to the history of ``case``; ``detail`` is Dutch and names no youth or parent."""
    return HistoryLine.objects.create(actor=actor, case=case, verb=verb, detail=detail[:300])


def record_occurrence(*, actor, kind) -> Occurrence:
    return Occurrence.objects.create(actor=actor, kind=kind)


def note_read(request, *, kind: str, objects, action=ReadEvent.Action.READ, allowed=True) -> None:
    """Tell the read log which objects this response shows; the middleware writes it first.

    ``kind`` is the sort of object ("casus", "identiteit"), ``objects`` are records with a public id.
    """
    noted = request.__dict__.setdefault("noted_reads", [])
    noted.extend((action, allowed, kind, str(getattr(item, "public_id", item))) for item in objects)
