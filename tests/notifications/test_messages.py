"""A message tells that there is something to do, and nothing about whom."""

import time
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.db.models import Count
from django.urls import reverse
from procrastinate.utils import utcnow

from expertteam.core import clock
from expertteam.notifications import jobs
from expertteam.notifications.jobs import queue_unsent_notifications, send_notification
from expertteam.notifications.models import Notification
from expertteam.notifications.notices import NOTICES
from expertteam.notifications.services import notify
from expertteam.organisations.models import User
from tests.roads import asked, texts_of, whole_road
from tests.together import together
from workflows import inbox, journey
from workflows.demo.people import person
from workflows.engine import OPEN
from workflows.models import CaseTask
from workflows.steps.triage import Assess

pytestmark = pytest.mark.django_db


def deliver():
    """Run the job of every message that waits."""
    for pk in Notification.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True):
        send_notification(notification_id=pk)
    return mail.outbox


def a_message(**changes):
    values = {"kind": "task", "reference": "NL-2026-0001", "path": "/taken/x/", "task": "Triage doen"}
    return notify(user=person("coordinator.noord"), **values | changes)


def test_a_message_names_number_task_deadline_and_link_and_nothing_else(story, travel):
    with travel(date(2026, 3, 2)):
        case = story.file()
    task = story.task(case, "coordinator.noord", "TriageFlow.assess")
    one, other = deliver()
    assert {one.to[0], other.to[0]} == {"coordinator.noord@demo.example", "coordinator2.noord@demo.example"}
    assert one.subject == f"Er staat een taak voor u klaar ({case.number})"
    assert one.body == (
        "Er staat een taak voor u klaar.\n\n"
        "Taak: Triage doen\n"
        f"Kenmerk: {case.number}\n"
        "Uiterlijk op: 5 maart 2026\n"
        f"Openen: http://127.0.0.1:8000{reverse('workflows:task', args=[task.public_id])}\n\n"
        "U moet inloggen om de inhoud te zien. Dit bericht bevat met opzet geen gegevens van mensen.\n"
    )


def test_no_mail_of_a_whole_road_holds_a_text_of_the_case(story):
    case = whole_road(story)
    mails = deliver()
    assert len(mails) > 15
    for each in mails:
        for text in texts_of(case):
            assert text not in each.subject + each.body
        assert case.number in each.subject


def test_providers_are_told_the_number_of_the_request_and_not_of_the_case(story):
    case = asked(story)
    told = Notification.objects.filter(user__in=[person("aanbieder.lindehof"), person("aanbieder.kompas")])
    assert {message.reference for message in told} == {case.help_requests.get().number}
    deliver()
    for each in mail.outbox:
        if each.to[0].startswith("aanbieder"):
            assert case.number not in each.subject + each.body


def test_the_job_of_a_message_that_was_sent_sends_nothing():
    message = a_message()
    for _ in range(3):
        send_notification(notification_id=message.pk)
    assert len(mail.outbox) == 1


def test_a_mail_server_that_fails_leaves_the_message_to_be_sent(monkeypatch):
    message = a_message()

    def refuse(*args):
        raise ConnectionError("mail server is down")

    monkeypatch.setattr(jobs, "send_mail", refuse)
    with pytest.raises(ConnectionError):
        send_notification(notification_id=message.pk)
    monkeypatch.undo()
    message.refresh_from_db()
    assert message.sent_at is None
    send_notification(notification_id=message.pk)
    assert len(mail.outbox) == 1


def test_who_is_inactive_gets_no_mail():
    message = a_message()
    User.objects.filter(pk=message.user_id).update(is_active=False)
    send_notification(notification_id=message.pk)
    assert mail.outbox == []


def test_retries_span_a_day_and_then_end():
    waits, job = [], SimpleNamespace(attempts=0)
    while decision := send_notification.retry_strategy.get_retry_decision(exception=OSError(), job=job):
        waits.append(decision.retry_at - utcnow())
        job.attempts += 1
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=30)


def test_what_no_job_could_mail_is_queued_again_each_day_once_and_not_for_ever(queue, travel):
    message = a_message()
    queue_unsent_notifications(timestamp=0)
    assert len(queue.rows()) == 1, "its own job still waits"
    queue.execute("DELETE FROM procrastinate_jobs")
    for _ in range(2):
        queue_unsent_notifications(timestamp=0)
    (job,) = queue.rows(task_name="send_notification")
    assert str(message.pk) in str(job["args"])
    queue.execute("DELETE FROM procrastinate_jobs")
    with travel(clock.today() + timedelta(days=15)):
        queue_unsent_notifications(timestamp=0)
    assert queue.rows() == [], "old news"
    send_notification(notification_id=message.pk)
    queue_unsent_notifications(timestamp=0)
    assert queue.rows() == [], "it was sent"


def test_an_unregistered_notice_cannot_be_sent():
    with pytest.raises(KeyError):
        a_message(kind="something_new")
    assert not Notification.objects.exists()
    assert all(text[0].isupper() and not text.endswith(".") for text in NOTICES.values())


def test_a_message_and_its_job_are_there_together(queue):
    message = a_message()
    (job,) = queue.rows()
    assert (job["task_name"], job["status"]) == ("send_notification", "todo")
    assert job["args"] == f'{{"notification_id": {message.pk}}}' or job["args"] == {
        "notification_id": message.pk
    }


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_neither_message_nor_job(queue, people):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_message()
        assert len(queue.rows()) == 1
        raise ZeroDivisionError
    assert queue.rows() == []
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_step_that_fails_tells_nobody_anything(queue, story, monkeypatch):
    case = story.file()
    before = queue.rows(), Notification.objects.count()

    def fail_at_the_end(self, **values):
        self.really_do(**values)
        notify(user=case.referrer, kind="case_declined", reference=case.number, path="/")
        raise DatabaseError("connection lost")

    monkeypatch.setattr(Assess, "really_do", Assess.do, raising=False)
    monkeypatch.setattr(Assess, "do", fail_at_the_end)
    with pytest.raises(DatabaseError):
        story.triage(case, "declined", alternative="Het wijkteam.")
    assert (queue.rows(), Notification.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_message_send_it_once(people, monkeypatch):
    message = a_message()
    really_send = jobs.send_mail

    def send_slowly(*values):
        time.sleep(0.3)
        really_send(*values)

    monkeypatch.setattr(jobs, "send_mail", send_slowly)
    together(*[lambda: send_notification(notification_id=message.pk)] * 4)
    assert len(mail.outbox) == 1


def test_every_new_task_is_told_to_each_of_its_doers_exactly_once(story):
    whole_road(story)
    tasks = CaseTask.objects.exclude(node="")
    assert not tasks.filter(announced_at=None).exists()
    for task in tasks:
        path = reverse("workflows:task", args=[task.public_id])
        told = Notification.objects.filter(kind="task", path=path)
        assert told.exists(), task.node
        assert not told.values("user").annotate(times=Count("pk")).filter(times__gt=1).exists(), task.node


def test_announcing_again_tells_nobody_again(story):
    case = story.file()
    before = Notification.objects.count()
    assert before == 2
    inbox.announce(case.processes.get())
    story.triage(case)
    assert Notification.objects.count() == before + 2, "the two coordinators who may plan"
    process = case.processes.latest("pk")
    inbox.announce(process)
    assert Notification.objects.count() == before + 2


def test_told_are_those_who_can_do_it(story):
    case = story.file()
    story.to_conference(case)
    for task in CaseTask.objects.filter(status__in=OPEN).exclude(node=""):
        told = set(
            User.objects.filter(
                notifications__kind="task",
                notifications__path=reverse("workflows:task", args=[task.public_id]),
            )
        )
        assert told == {user for user in User.objects.all() if task.flow_task.can_execute(user, task)}, (
            task.node
        )


def test_a_task_that_nobody_can_do_yet_is_told_to_nobody_and_breaks_nothing(story, people):
    case = story.file()
    for address in ("coordinator.noord", "coordinator2.noord"):
        User.objects.filter(pk=person(address).pk).update(is_active=False)
    Notification.objects.all().delete()
    journey.begin(case)
    assert not Notification.objects.exists()
