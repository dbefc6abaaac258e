"""How long it takes to check a read log of millions of rows, and what a row costs a page."""

import multiprocessing
from random import Random
from statistics import mean, quantiles
from time import perf_counter, sleep

from django.db import connection

from expertteam.audit.models import ReadEvent
from expertteam.audit.read_log import append
from expertteam.audit.verification import Verdict, verify
from expertteam.core import clock

BATCH = 100_000
CLIENTS = 8
# What one look writes: a page with a list is the longest.
ROWS_OF_A_PAGE = {"a case": 1, "a list": 25}
# Most seconds between two pages of one client, and how many pages it asks: as people work, and as none can.
PACES = {"a page each half second": (1.0, 40), "without a pause": (0.0, 200)}
# Per column, SQL for the value in row n: a thousand people, ten thousand cases.
MADE_UP = {
    "event_id": "gen_random_uuid()",
    "at": "now() + n * interval '1 second'",
    "event_type": "'inzage'",
    "action": "'R'",
    "outcome": "'gelukt'",
    "user_id": "mod(n, 1000)",
    "user_name": "'Medewerker ' || mod(n, 1000)",
    "role": "'gedragswetenschapper'",
    "organisation": "'Zorggroep Maasveld'",
    "purpose": "'workflows:case'",
    "on_behalf_of": "'Expertteam Noord-Limburg'",
    "address": "'10.0.0.1'",
    "object_type": "'casus'",
    "object_id": "md5(mod(n, 10000)::text)::uuid::text",
    "sensitivity": "'bijzonder'",
    "authorisation": "md5(mod(n, 30000)::text)::uuid",
    "case_role": "'expert'",
    "allowed": "true",
    "relation": "true",
    "has_consent": "false",
    "emergency": "false",
}


def fill(rows: int) -> None:
    """Add ``rows`` looks; the database chains each of them as it does in use."""
    with connection.cursor() as cursor:
        # Its cleaning would still be at work when the scratch database is dropped.
        cursor.execute("ALTER TABLE audit_readevent SET (autovacuum_enabled = false)")
        for start in range(0, rows, BATCH):
            cursor.execute(
                f"INSERT INTO audit_readevent ({', '.join(MADE_UP)}, previous, digest)"
                f" SELECT {', '.join(MADE_UP.values())}, '', '' FROM generate_series(%s, %s) AS n",
                [start + 1, min(start + BATCH, rows)],
            )


def check() -> tuple[Verdict, float]:
    """The verdict on the whole log, and how many seconds it took on two connections."""
    started = perf_counter()
    return verify(connections=2), perf_counter() - started


def writing() -> dict[str, tuple[float, float]]:
    """Per kind of page and pace: mean and 95th percentile of the milliseconds that its rows take.

    Eight clients, each a process, write at the same time.
    """
    return {
        f"{kind}, {pace}": _at_the_same_time(rows, pause, pages)
        for pace, (pause, pages) in PACES.items()
        for kind, rows in ROWS_OF_A_PAGE.items()
    }


def _at_the_same_time(rows: int, pause: float, pages: int) -> tuple[float, float]:
    connection.close()  # a process that is forked must not share it
    work = [(number, rows, pause, pages) for number in range(CLIENTS)]
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        found = [each for times in pool.starmap(_client, work, chunksize=1) for each in times]
    return mean(found), quantiles(found, n=20)[-1]


def _client(number: int, rows: int, pause: float, pages: int) -> list[float]:
    chance = Random(number)
    append(_page(rows))  # opens the connection
    times = []
    for _ in range(pages):
        sleep(chance.uniform(0, pause))
        started = perf_counter()
        append(_page(rows))
        times.append((perf_counter() - started) * 1000)
    connection.close()
    return times


def _page(rows: int) -> list[ReadEvent]:
    return [
        ReadEvent(
            at=clock.now(),
            event_type="inzage",
            action="R",
            outcome="gelukt",
            user_id=1,
            user_name="Medewerker 1",
            role="coördinator expertteam",
            organisation="Expertteam Noord-Limburg",
            purpose="workflows:cases",
            address="10.0.0.1",
            object_type="casus",
            object_id=f"4f1a2c7e-0000-4000-8000-{number:012d}",
            sensitivity="bijzonder",
            case_role="coordinator",
            allowed=True,
            relation=True,
        )
        for number in range(rows)
    ]
