"""Queueing a message in the same transaction as the change it tells of."""

from expertteam.notifications.jobs import send_notification
from expertteam.notifications.models import Notification
from expertteam.notifications.notices import NOTICES


def notify(*, user, kind, reference, path, due_on=None) -> Notification:
    """Store a message and queue its mail; a rollback leaves neither. ``kind`` is a registered notice."""
    if kind not in NOTICES:
        raise KeyError(kind)
    notification = Notification.objects.create(
        user=user, kind=kind, reference=reference, path=path, due_on=due_on
    )
    send_notification.defer(notification_id=notification.pk)
    return notification
