"""What the worker does for the rights of youth and parents; arguments are ids, every job may run twice."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from expertteam.rights import removal, services
from expertteam.rights.destruction_models import LeftFile
from expertteam.rights.queries import requests_of_every_case
from workflows.links import request_path


@app.periodic(cron="15 6 * * *")
@app.task(name="queue_rights_reminders", queueing_lock="queue_rights_reminders")
def queue_rights_reminders(timestamp: int) -> None:
    """Every morning: a job for each request whose term nears its end."""
    for pk in requests_of_every_case().to_remind().values_list("pk", flat=True):
        queue(remind_of_request, f"rights-reminder-{pk}", subject_request_id=pk)


@app.task(name="remind_of_request", retry=5)
def remind_of_request(subject_request_id: int) -> bool:
    """Remind of one request; a second run finds it reminded and does nothing."""
    return services.remind(request_id=subject_request_id, path_of=request_path)


@app.task(name="destroy_case", retry=5)
def destroy_case(destruction_item_id: int) -> bool:
    """Destroy the case of an approved item; a second run finds it gone and does nothing."""
    with transaction.atomic():
        done = removal.destroy(item_id=destruction_item_id)
        if done and done.files:
            remove_left_files.defer(timestamp=0)
    return done is not None


@app.periodic(cron="30 4 * * *")
@app.task(name="remove_left_files", retry=5)
def remove_left_files(timestamp: int) -> None:
    """Remove files whose rows are gone; every night again for what could not be removed."""
    removal.remove_left_files()
    if LeftFile.objects.exists():
        raise OSError("files of destroyed cases could not be removed")


def queue_destruction(item_id: int) -> None:
    queue(destroy_case, f"destruction-{item_id}", destruction_item_id=item_id)


def queue(task, queueing_lock: str, **ids: int) -> None:
    """Queue a job, unless the same one is waiting already."""
    try:
        with transaction.atomic():
            task.configure(queueing_lock=queueing_lock).defer(**ids)
    except AlreadyEnqueued:
        return
