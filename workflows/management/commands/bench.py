"""Measure the lists with many cases, in a database made for it and dropped afterwards."""

from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test.utils import override_settings
from django.urls import reverse

from workflows.bench.filling import fill, tidy
from workflows.bench.measuring import client_of, cost_of_wall, measure
from workflows.bench.read_log import CLIENTS, check, writing
from workflows.bench.read_log import fill as fill_log
from workflows.bench.report_pdf import measure as measure_report
from workflows.bench.scratch import scratch_database
from workflows.bench.urls import EMPTY
from workflows.demo.people import person
from workflows.management.arguments import at_least_one

WHO = "coordinator.noord"
PAGES = {
    "worklist": lambda: reverse("workflows:cases"),
    "inbox": lambda: reverse("workflows:inbox"),
    "search": lambda: f"{reverse('workflows:cases')}?q=thuiszitter+school",
    "follow-up": lambda: reverse("workflows:follow_ups"),
}
RUNS = 9
WALL = "expertteam.access.middleware.WallMiddleware"


class Command(BaseCommand):
    help = (
        "Fills a scratch database, prints the time of four pages beside bare SQL, an empty one and no wall."
    )

    def add_arguments(self, parser):
        parser.add_argument("--cases", type=at_least_one, default=10_000, help="how many (10000)")
        parser.add_argument(
            "--read-log", type=at_least_one, metavar="ROWS", help="measure the read log with so many rows"
        )

        parser.add_argument("--report", action="store_true", help="measure the PDF of a long learning report")

    def handle(self, *args, cases, read_log=None, report=False, **options):
        if report:
            self._print_report()
            return
        if read_log:
            with scratch_database():
                self._print_read_log(read_log)
            return
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        storages = {**settings.STORAGES, "staticfiles": plain}
        with (
            scratch_database(),
            override_settings(ROOT_URLCONF="workflows.bench.urls", STORAGES=storages),
        ):
            fill(cases)
            tidy()
            unwalled = client_of(person(WHO))
            with override_settings(MIDDLEWARE=[each for each in settings.MIDDLEWARE if each != WALL]):
                unwalled.get(EMPTY)  # a client keeps the middleware of its first request
            self._print(cases, unwalled)

    def _print(self, cases, unwalled) -> None:
        client = client_of(person(WHO))
        empty = measure(client, EMPTY, runs=RUNS)
        self.stdout.write(f"{cases} cases, as {WHO}, median of {RUNS}; an empty page: {empty.page:.1f} ms")
        self.stdout.write(
            f"{'page':10} {'ms':>8} {'SQL ms':>8} {'queries':>8} {'x SQL':>8} {'x empty':>8} {'x wall':>8}"
        )
        for name, url in PAGES.items():
            found = measure(client, url(), runs=RUNS)
            wall = cost_of_wall(client, unwalled, url(), runs=RUNS)
            self.stdout.write(
                f"{name:10} {found.page:8.1f} {found.sql:8.1f} {found.queries:8}"
                f" {found.page / found.sql:8.1f} {found.page / empty.page:8.1f} {wall:8.2f}"
            )

    def _print_report(self) -> None:
        drawn = measure_report()
        self.stdout.write(
            f"a report of {drawn.pages} pages: {drawn.whole:.2f} s; WeasyPrint alone on the same page "
            f"{drawn.alone:.2f} s, so our own work takes {drawn.ours:.2f} s"
        )

    def _print_read_log(self, rows) -> None:
        started = perf_counter()
        fill_log(rows)
        tidy()
        self.stdout.write(f"{rows} rows of the read log made in {perf_counter() - started:.0f} s")
        verdict, seconds = check()
        state = "whole" if verdict.is_whole else "BROKEN"
        self.stdout.write(f"checked {verdict.rows} rows in {seconds:.1f} s on two connections: {state}")
        for kind, (average, slow) in writing().items():
            self.stdout.write(
                f"writing {kind}, {CLIENTS} clients at a time: {average:.2f} ms, 95% within {slow:.2f} ms"
            )
