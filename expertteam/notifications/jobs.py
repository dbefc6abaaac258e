"""The worker's side: deliver the stored messages."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.core import clock
from expertteam.notifications.models import Notification
from expertteam.notifications.notices import NOTICES

# After 4 seconds, 16, 64 and so on: the eight attempts span a day. After that it is tried once a day.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)
# Older news is no news: the task stands in the inbox anyway.
DAYS_TO_TRY = 14


@app.task(name="send_notification", retry=RETRY)
def send_notification(notification_id: int) -> None:
    """Mail one notification, at least once.

    A second run finds it sent and does nothing, unless the database was lost between mail and commit.
    """
    with transaction.atomic():
        notification = (
            Notification.objects.select_for_update(of=("self",))
            .select_related("user")
            .get(pk=notification_id)
        )
        if notification.sent_at or not notification.user.is_active:
            return
        subject = f"{NOTICES[notification.kind]} ({notification.reference})"
        body = render_to_string(
            "notifications/message.txt",
            {"notification": notification, "notice": NOTICES[notification.kind], "site": settings.SITE_URL},
        )
        notification.sent_at = clock.now()
        notification.save(update_fields=["sent_at"])
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [notification.user.email])


@app.periodic(cron="0 5 * * *")
@app.task(name="queue_unsent_notifications", queueing_lock="queue_unsent_notifications")
def queue_unsent_notifications(timestamp: int) -> None:
    """Every day: a new job for each fresh message that was not sent and has no job any more."""
    underway = ProcrastinateJob.objects.filter(
        task_name=send_notification.name, status__in=["todo", "doing"]
    ).values_list("args__notification_id", flat=True)
    unsent = Notification.objects.filter(
        sent_at__isnull=True,
        user__is_active=True,
        created_at__gte=clock.now() - timedelta(days=DAYS_TO_TRY),
    )
    for pk in unsent.exclude(pk__in=list(underway)).values_list("pk", flat=True):
        send_notification.defer(notification_id=pk)
