"""Nightly work for accounts: end the unused ones, warn before that, and remind of the quarterly review."""

from datetime import timedelta

from django.core.management import call_command
from django.urls import reverse
from procrastinate.contrib.django import app

from expertteam.core import clock
from expertteam.login import reviews, unused
from expertteam.notifications.models import Notification
from expertteam.notifications.services import notify
from expertteam.organisations.models import User
from workflows import membership

WARNING, REMINDER = "account_unused", "rights_review"


@app.periodic(cron="30 4 * * *")
@app.task(name="look_after_accounts", queueing_lock="look_after_accounts")
def look_after_accounts(timestamp: int) -> None:
    """Every night; a second run in the same night finds nothing left to do."""
    for pk in unused.unused_for(unused.UNUSED).values_list("pk", flat=True):
        membership.end_unused(user_id=pk)
    for user in unused.about_to_end():
        _warn(user)
    for user in reviews.reviewers():
        _remind(user)
    call_command("clearsessions")


def _warn(user: User) -> None:
    told = Notification.objects.filter(user=user, kind=WARNING, created_at__gte=clock.now() - unused.NOTICE)
    if not told.exists():
        ends_on = (user.used_at + unused.UNUSED).date()
        notify(user=user, kind=WARNING, reference="uw account", path="/", due_on=ends_on + timedelta(days=1))


def _remind(user: User) -> None:
    quarter = reviews.quarter_of(clock.today())
    told = Notification.objects.filter(user=user, kind=REMINDER, reference=quarter).exists()
    if not told and reviews.waiting_for(user).exists():
        notify(user=user, kind=REMINDER, reference=quarter, path=reverse("workflows:rights_review"))
