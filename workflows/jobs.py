"""What the worker does for the flows: open follow-ups whose day has come, remind, and clean up after a crash.

Every job is safe to run twice, and its arguments are ids only.
"""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from expertteam.access import services as access
from expertteam.access.models import Grant
from expertteam.cases import drafts
from expertteam.followup import services
from expertteam.followup.models import FollowUp
from expertteam.learning import questions
from workflows import birthdays, journey
from workflows.engine import OPEN
from workflows.followups import remind
from workflows.inbox import DRAFTS, draft_key
from workflows.links import question_path
from workflows.models import CaseTask

# How long who lost a race may still copy the text they typed.
DAYS_TO_COPY = 7


@app.periodic(cron="0 6 * * *")
@app.task(name="queue_due_follow_ups", queueing_lock="queue_due_follow_ups")
def queue_due_follow_ups(timestamp: int) -> None:
    """Every morning: one job for each follow-up that is due, and for each that is late."""
    for pk in FollowUp.objects.due().values_list("pk", flat=True):
        _queue(open_follow_up, f"follow-up-{pk}", follow_up_id=pk)
    for pk in FollowUp.objects.to_remind().values_list("pk", flat=True):
        _queue(remind_of_follow_up, f"reminder-{pk}", follow_up_id=pk)


@app.periodic(cron="15 6 * * *")
@app.task(name="queue_birthdays", queueing_lock="queue_birthdays")
def queue_birthdays(timestamp: int) -> None:
    """Every morning: one job for each case in which a birthday asks for consent again."""
    for pk in birthdays.due_cases():
        _queue(ask_consent_again, f"consent-{pk}", case_id=pk)


@app.task(name="ask_consent_again", retry=5)
def ask_consent_again(case_id: int) -> bool:
    """Open one task; a second run finds it asked and does nothing."""
    return birthdays.ask_again(case_id)


@app.periodic(cron="30 6 * * *")
@app.task(name="queue_question_reminders", queueing_lock="queue_question_reminders")
def queue_question_reminders(timestamp: int) -> None:
    """Every morning: one job for each question whose organisation should be reminded."""
    for pk in questions.to_remind():
        _queue(remind_of_question, f"question-{pk}", question_id=pk)


@app.task(name="remind_of_question", retry=5)
def remind_of_question(question_id: int) -> bool:
    """Remind of one question; a second run finds it reminded and does nothing."""
    return questions.remind(question_id=question_id, path_of=question_path)


@app.task(name="open_follow_up", retry=5)
def open_follow_up(follow_up_id: int) -> bool:
    """Open one follow-up; a second run, or a second worker, finds it open and does nothing."""
    with transaction.atomic():
        follow_up = services.open_due(follow_up_id)
        if follow_up is None:
            return False
        journey.follow_up_is_due(follow_up.case)
        return True


@app.task(name="remind_of_follow_up", retry=5)
def remind_of_follow_up(follow_up_id: int) -> bool:
    """Remind of one late follow-up; a second run finds it reminded and does nothing."""
    with transaction.atomic():
        late = FollowUp.objects.to_remind().select_for_update().filter(pk=follow_up_id).first()
        if late is None:
            return False
        return remind(late)


@app.periodic(cron="*/5 * * * *")
@app.task(name="retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context, timestamp: int) -> None:
    """Queue again what a worker was doing when it died."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="*/5 * * * *")
@app.task(name="close_expired_access", queueing_lock="close_expired_access")
def close_expired_access(timestamp: int) -> None:
    """Every five minutes: take away the rows of access that ran out, each in a transaction of its own."""
    for pk in Grant.objects.expired().order_by("pk").values_list("pk", flat=True):
        access.close_expired(pk)


@app.periodic(cron="0 3 * * *")
@app.task(name="discard_left_drafts", queueing_lock="discard_left_drafts")
def discard_left_drafts(timestamp: int) -> None:
    """Every night: what was typed for a task that has ended is kept a week to copy from, then it goes."""
    open_tasks = CaseTask.objects.filter(status__in=OPEN).exclude(node="")
    left = drafts.left_for(kind=DRAFTS, days=DAYS_TO_COPY)
    left.exclude(form__in=[draft_key(task) for task in open_tasks]).delete()


def _queue(task, queueing_lock: str, **ids: int) -> None:
    """Queue a job, unless the same one is waiting already."""
    try:
        with transaction.atomic():
            task.configure(queueing_lock=queueing_lock).defer(**ids)
    except AlreadyEnqueued:
        return
