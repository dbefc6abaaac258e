"""Queueing a message in the same transaction as the change it tells of."""

from django.db import connection, transaction
from django.db.models import F

from expertteam.core.wall import as_system
from expertteam.notifications.jobs import send_notification
from expertteam.notifications.models import Notification
from expertteam.notifications.notices import NOTICES


@transaction.atomic
def notify(*, user, kind, reference, path, due_on=None, task="") -> Notification:
    """Store a message and queue its mail; a rollback leaves neither.

    ``kind`` is a registered notice; ``task`` is the title of a step, never text of a case.
    """
    if kind not in NOTICES:
        raise KeyError(kind)
    with as_system("a message is for another than who causes it"):
        notification = Notification.objects.create(
            user=user, kind=kind, reference=reference, path=path, due_on=due_on, task=task
        )
    send_notification.defer(notification_id=notification.pk)
    return notification


@transaction.atomic
def settle_as_told() -> int:
    """Mark every waiting message as sent without mailing it, and take its job from the queue.

    For whoever fills a database with the past, such as the demo: nobody wants that mail now.
    """
    told = Notification.objects.filter(sent_at__isnull=True).update(sent_at=F("created_at"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT procrastinate_cancel_job_v1(id, false, true) FROM procrastinate_jobs"
            " WHERE task_name = %s AND status = 'todo'",
            [send_notification.name],
        )
    return told
