"""The worker: jobs that hold ids only, and a job whose worker dies is done again, once in effect."""

import json
import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from procrastinate.contrib.django import app

from expertteam.notifications.models import Notification
from expertteam.notifications.services import notify
from tests.roads import texts_of, whole_road
from workflows.demo.people import person
from workflows.jobs import retry_stalled_jobs

# Longer than a worker may be silent before its jobs are somebody else's.
SILENT = "2 minutes"
SECONDS = 60


def run_worker():
    """Do every job that waits, and stop."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def a_message():
    return notify(user=person("coordinator.noord"), kind="task", reference="NL-2026-0001", path="/taken/x/")


def ids_only(arguments) -> bool:
    arguments = json.loads(arguments) if isinstance(arguments, str) else arguments
    return all(isinstance(value, int) for value in arguments.values())


@pytest.mark.django_db
def test_after_a_whole_road_the_queue_holds_ids_only(queue, story):
    case = whole_road(story)
    jobs = queue.rows()
    assert len(jobs) > 15
    assert {job["task_name"] for job in jobs} == {"send_notification"}
    for job in jobs:
        assert ids_only(job["args"]), job
    stored = json.dumps(jobs, ensure_ascii=False)
    assert [text for text in texts_of(case) if text in stored] == []
    assert case.number not in stored


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_waits(queue, people):
    message = a_message()
    run_worker()
    message.refresh_from_db()
    assert message.sent_at
    assert len(mail.outbox) == 1
    assert [job["status"] for job in queue.rows(task_name="send_notification")] == ["succeeded"]


@pytest.mark.django_db(transaction=True)
def test_two_jobs_for_one_message_send_it_once(queue, people):
    message = a_message()
    queue.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " SELECT queue_name, task_name, args FROM procrastinate_jobs"
    )
    run_worker()
    assert [job["status"] for job in queue.rows(task_name="send_notification")] == ["succeeded"] * 2
    assert Notification.objects.get(pk=message.pk).sent_at
    assert len(mail.outbox) == 1


def start_worker() -> subprocess.Popen:
    """A worker as `make demo` starts it, on the database of this test."""
    known = connection.get_connection_params()
    where = urlencode({name: known[name] for name in ("host", "port", "user", "password") if name in known})
    url = f"postgresql:///{known['dbname']}?{where}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "procrastinate", "worker"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "expertteam.settings.test"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_until(condition):
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_done_again_by_another(queue, people):
    message = a_message()
    worker = start_worker()
    try:
        with transaction.atomic():
            # While this row is locked the worker is in the middle of its job.
            Notification.objects.select_for_update().get(pk=message.pk)
            wait_until(lambda: queue.rows(task_name="send_notification", status="doing"))
            worker.send_signal(signal.SIGKILL)
            worker.wait(SECONDS)
    finally:
        worker.kill()
        worker.wait(SECONDS)
    assert queue.rows(task_name="send_notification", status="doing"), "nobody told the queue"
    assert Notification.objects.get(pk=message.pk).sent_at is None

    run_worker()
    assert mail.outbox == [], "the dead worker may still be alive: too early to do it again"
    queue.execute(f"UPDATE procrastinate_workers SET last_heartbeat = now() - interval '{SILENT}'")
    retry_stalled_jobs.configure(queueing_lock="by hand").defer(timestamp=0)
    run_worker()
    run_worker()
    assert len(mail.outbox) == 1
    (job,) = queue.rows(task_name="send_notification")
    assert (job["status"], job["attempts"]) == ("succeeded", 2)
    assert Notification.objects.get(pk=message.pk).sent_at


def test_the_worker_looks_for_stalled_jobs_by_itself():
    every_five_minutes = {
        task.cron for task in app.periodic_registry.periodic_tasks.values() if task.task is retry_stalled_jobs
    }
    assert every_five_minutes == {"*/5 * * * *"}
