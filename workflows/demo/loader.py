"""Playing the demo: every road at its own pace, all of them in order of time, and each day's work."""

import gc
import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import StringIO
from random import Random

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from expertteam.core import clock
from expertteam.followup.enums import FollowUpStatus
from expertteam.followup.models import MONTHS_UNTIL_FOLLOW_UP, FollowUp
from expertteam.notifications.services import settle_as_told
from workflows.demo.company import Company
from workflows.demo.knowledge import (
    learning_reports,
    lessons,
    lessons_begin,
    questions_begin,
    reports_begin,
)
from workflows.demo.later import DemoCase
from workflows.demo.people import load_people
from workflows.demo.questions import questions
from workflows.demo.roster import MONTHS, plots

FIRST_HOUR, LAST_HOUR = 8, 17
FRIDAY = 4
DAYS_BETWEEN_COUNTS = 90
GROWING = ("viewflow", "workflows", "access", "cases", "conferences", "advice", "help", "followup")


@contextmanager
def _as_one_whole():
    """One transaction without points to fall back to in between, and no pauses to look for garbage.

    A step that fails takes the whole demo along, so the savepoint of every service would serve nobody;
    both together save an eighth of the time.
    """
    features = connection.features
    with transaction.atomic():
        features.uses_savepoints = False
        gc.disable()
        try:
            yield
        finally:
            gc.enable()
            del features.uses_savepoints


@_as_one_whole()
def load(*, cases: int, seed: int, until: date) -> None:
    """Make the people and ``cases`` cases of the eighteen months before the morning of ``until``.

    All of it is made or nothing. The same numbers give the same content; only public ids differ.
    """
    since = clock.months_later(until, -MONTHS)
    with clock.travel(since):
        load_people()
    company = Company()
    stage = Stage(until)
    for number, plot in enumerate(plots(cases, Random(f"{seed} plots"))):
        rng = Random(f"{seed} case {number}")
        case = DemoCase(rng=rng, company=company, region=plot.region)
        stage.enter(until - timedelta(days=plot.days_ago), plot.road(case), rng)
    stage.enter(lessons_begin(until), lessons(company), Random(f"{seed} lessons"))
    stage.enter(reports_begin(until), learning_reports(company, until, cases), Random(f"{seed} reports"))
    stage.enter(questions_begin(until), questions(company, until), Random(f"{seed} questions"))
    stage.play(since)
    settle_as_told()


class Stage:
    """All roads that are under way, the next to move on top."""

    def __init__(self, until: date):
        self.until = until
        self.waiting: list[tuple[datetime, int, Iterator, Random]] = []
        self.entered = 0

    def enter(self, day: date, road: Iterator, rng: Random) -> None:
        """Begin on ``day``, or on the Friday before a weekend."""
        while day.weekday() > FRIDAY:
            day -= timedelta(days=1)
        self._wait(_at_work(day, rng), self.entered, road, rng)
        self.entered += 1

    def play(self, since: date) -> None:
        """Let days pass from ``since``: first the worker's round, then people's work."""
        first_follow_up = clock.months_later(since, MONTHS_UNTIL_FOLLOW_UP)
        day = since
        while day < self.until:
            if day >= first_follow_up:
                _worker_round(day)
            self._people_work(timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0))))
            if day.toordinal() % DAYS_BETWEEN_COUNTS == 0:
                _count_rows()
            day += timedelta(days=1)
        _worker_round(self.until)

    def _people_work(self, end_of_day: datetime) -> None:
        while self.waiting and self.waiting[0][0] < end_of_day:
            moment, order, road, rng = heapq.heappop(self.waiting)
            with clock.travel(moment):
                pause = next(road, None)
            if pause is not None:
                self._wait(_after(moment, pause, rng), order, road, rng)

    def _wait(self, moment, order, road, rng) -> None:
        heapq.heappush(self.waiting, (moment, order, road, rng))


def _worker_round(day: date) -> None:
    """What the worker does in the morning, on days when there is something to do."""
    asked = FollowUp.objects.filter(status__in=(FollowUpStatus.PLANNED, FollowUpStatus.OPEN))
    if asked.filter(due_on__lte=day).exists():
        call_command("run_due", date=day.isoformat(), stdout=StringIO())


def _count_rows() -> None:
    """Tell the database how its tables grew; by itself it does not look into an open transaction."""
    tables = [model._meta.db_table for app in GROWING for model in apps.get_app_config(app).get_models()]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _after(moment: datetime, pause: int | date, rng: Random) -> datetime:
    """When a road goes on: at a moment, on a day, or some working days later."""
    if isinstance(pause, datetime):
        return max(pause, moment + timedelta(minutes=5))
    if isinstance(pause, date):
        return max(_at_work(pause, rng), moment + timedelta(minutes=5))
    if pause == 0:
        return moment + timedelta(minutes=rng.randint(5, 40))
    return _at_work(clock.working_days_later(timezone.localdate(moment), pause), rng)


def _at_work(day: date, rng: Random) -> datetime:
    """A moment in office hours, on a working day."""
    while day.weekday() > FRIDAY:
        day += timedelta(days=1)
    at = time(rng.randrange(FIRST_HOUR, LAST_HOUR), rng.randrange(60))
    return timezone.make_aware(datetime.combine(day, at))
