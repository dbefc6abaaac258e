"""The worker opens what is due once, whatever happens to it, and reminds of what is late."""

import asyncio
import contextvars
import threading
from datetime import date, timedelta

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.core import clock
from expertteam.followup.models import FollowUp
from expertteam.notifications.models import Notification
from workflows import jobs
from workflows.demo.people import person
from workflows.models import CaseTask

DUE = date(2026, 7, 13)
MINUTE = 1784000000


@pytest.fixture
def planned(story, travel):
    """Gives a case with a planned follow-up, without its whole road."""

    def plan(due_on=DUE, **fields):
        with travel(due_on - timedelta(days=200)):
            return FollowUp.objects.create(case=story.file(), sequence=1, due_on=due_on, **fields)

    return plan


def work():
    """A worker that does what is queued and goes home."""
    worker = app.with_connector(app.connector.get_worker_connector())
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    # Jobs ran in a thread of their own, which would keep the test database in use.
    asyncio.run(sync_to_async(connections.close_all)())


def open_tasks(follow_up):
    return CaseTask.objects.filter(node="FollowUpFlow.fill_in", process__caseprocess__case=follow_up.case)


@pytest.mark.django_db(transaction=True)
def test_two_workers_open_a_due_follow_up_once(transactional_db, no_jobs, planned, travel):
    follow_up = planned()
    with travel(DUE):
        jobs.queue_due_follow_ups.defer(timestamp=MINUTE)
        # The same work queued twice, as after a restart at six in the morning.
        jobs.open_follow_up.defer(follow_up_id=follow_up.pk)
        _in_threads(work, 2)
    assert FollowUp.objects.get().status == "open"
    assert open_tasks(follow_up).count() == 1
    assert Notification.objects.filter(kind="task", reference=follow_up.case.number).count() == 3
    assert not ProcrastinateJob.objects.filter(status__in=["failed", "doing", "todo"]).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_open_it_once(transactional_db, no_jobs, planned, travel):
    follow_up = planned()
    together, results = threading.Barrier(2), []

    def open_it():
        together.wait(timeout=30)
        results.append(jobs.open_follow_up(follow_up_id=follow_up.pk))
        connections.close_all()

    with travel(DUE):
        _in_threads(open_it, 2)
    assert sorted(results) == [False, True]
    assert open_tasks(follow_up).count() == 1


def _in_threads(work_to_do, number):
    """Do it in so many threads at once, each with our moved clock."""
    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(work_to_do,)) for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_was_doing_is_done_by_the_next(transactional_db, no_jobs, planned, travel):
    follow_up = planned()
    jobs.open_follow_up.defer(follow_up_id=follow_up.pk)
    with connection.cursor() as cursor:
        # What kill -9 leaves behind: a job that is being done by a worker whose heart stopped.
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s"
            " WHERE task_name = 'open_follow_up'",
            [cursor.fetchone()[0]],
        )
    jobs.retry_stalled_jobs.defer(timestamp=MINUTE)
    with travel(DUE):
        work()
        work()
    assert FollowUp.objects.get().status == "open"
    assert open_tasks(follow_up).count() == 1
    job = ProcrastinateJob.objects.get(task_name="open_follow_up")
    assert job.status == "succeeded"


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_job_and_no_message(transactional_db, no_jobs, planned, travel):
    follow_up = planned()
    before = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    with travel(DUE), pytest.raises(RuntimeError), transaction.atomic():
        assert jobs.open_follow_up(follow_up_id=follow_up.pk)
        assert Notification.objects.filter(reference=follow_up.case.number).count() == 3
        raise RuntimeError("the lights went out")
    assert FollowUp.objects.get().status == "planned"
    assert set(ProcrastinateJob.objects.values_list("pk", flat=True)) == before
    assert not open_tasks(follow_up).exists()


@pytest.mark.django_db
def test_queueing_twice_leaves_one_job(planned, travel):
    follow_up = planned()
    late = planned(status="open", due_on=DUE - timedelta(days=29))
    with travel(DUE):
        jobs.queue_due_follow_ups(timestamp=MINUTE)
        jobs.queue_due_follow_ups(timestamp=MINUTE + 86400)
    waiting = ProcrastinateJob.objects.filter(task_name__in=["open_follow_up", "remind_of_follow_up"])
    assert sorted(waiting.values_list("task_name", "args__follow_up_id")) == [
        ("open_follow_up", follow_up.pk),
        ("remind_of_follow_up", late.pk),
    ]


@pytest.mark.django_db
def test_a_late_one_is_reminded_of_every_two_weeks(opened, on_that_monday, travel):
    follow_up = opened(days_ago=29).follow_ups.get()

    def reminded_on(days):
        with travel(on_that_monday + timedelta(days=days)):
            return jobs.remind_of_follow_up(follow_up_id=follow_up.pk)

    assert [reminded_on(day) for day in (-1, 0, 0, 1, 13, 14, 15)] == [
        False,
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    sent = Notification.objects.filter(kind="reminder")
    assert {notice.user for notice in sent} == {person("aanmelder.venlo")} and len(sent) == 2


@pytest.mark.django_db
def test_nobody_left_to_remind_is_not_an_error(opened, on_that_monday):
    case = opened(days_ago=40)
    person("aanmelder.venlo").grants.filter(case=case).update(until=clock.now())
    assert jobs.remind_of_follow_up(follow_up_id=case.follow_ups.get().pk) is False
    assert not Notification.objects.filter(kind="reminder").exists()


@pytest.mark.django_db
def test_the_daily_work_of_a_day_can_be_done_by_hand(planned, story, capsys):
    planned(due_on=DUE)
    planned(due_on=DUE + timedelta(days=1))
    call_command("run_due", date="2026-07-13")
    assert "1 follow-up(s) opened and 0 reminder(s) sent on 2026-07-13" in capsys.readouterr().out
    call_command("run_due", date="2026-08-11")
    assert "1 follow-up(s) opened and 1 reminder(s)" in capsys.readouterr().out


@pytest.mark.django_db
def test_arguments_of_jobs_are_ids_only(no_jobs, story, opened, on_that_monday):
    case = opened(days_ago=30)
    story.fill_in(case)
    jobs.queue_due_follow_ups(timestamp=MINUTE)
    names = set()
    for job in ProcrastinateJob.objects.all():
        for name, value in job.args.items():
            names.add(name)
            assert type(value) is int, (job.task_name, name)
    assert names <= {"notification_id", "follow_up_id", "timestamp"} and "notification_id" in names
