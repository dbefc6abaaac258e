"""Adding to the chain of reads."""

from django.db import transaction

from expertteam.audit.models import ReadEvent


def append(events: list[ReadEvent]) -> None:
    """Chain and commit ``events``; raises a DatabaseError when that fails.

    The database itself chains them (audit/triggers.py): everything is made ready before the lock is
    taken, so that others wait only for this one statement and its commit.
    """
    with transaction.atomic():
        ReadEvent.objects.bulk_create(events)
