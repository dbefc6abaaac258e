"""What the worker does for the flows: open follow-ups whose day has come, and remind."""

from django.db import transaction
from procrastinate.contrib.django import app

from expertteam.followup import services
from expertteam.followup.models import FollowUp
from workflows import journey


@app.periodic(cron="0 6 * * *")
@app.task(name="queue_due_follow_ups", queueing_lock="queue_due_follow_ups")
def queue_due_follow_ups(timestamp: int) -> None:
    """Every morning: one job for each follow-up that is due."""
    for pk in FollowUp.objects.due().values_list("pk", flat=True):
        open_follow_up.configure(queueing_lock=f"follow-up-{pk}").defer(follow_up_id=pk)


@app.task(name="open_follow_up", retry=5)
def open_follow_up(follow_up_id: int) -> bool:
    """Open one follow-up; a second run, or a second worker, finds it open and does nothing."""
    with transaction.atomic():
        follow_up = services.open_due(follow_up_id)
        if follow_up is None:
            return False
        journey.follow_up_is_due(follow_up.case)
        return True
