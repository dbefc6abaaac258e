"""The worker's side: deliver a stored message once."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from procrastinate.contrib.django import app

from expertteam.core import clock
from expertteam.notifications.models import Notification
from expertteam.notifications.notices import NOTICES


@app.task(name="send_notification", retry=5)
def send_notification(notification_id: int) -> None:
    """Mail one notification; a second run finds it sent and does nothing."""
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
