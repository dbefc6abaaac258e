"""Time of a page in this process, and of its queries alone."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client


@dataclass(frozen=True)
class Measurement:
    """Milliseconds of the whole page and of its reading queries alone."""

    page: float
    sql: float
    queries: int


def client_of(user) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def measure(client: Client, url: str, *, runs: int) -> Measurement:
    """Medians over ``runs``, after one run that warms templates and the database's memory."""
    queries = _queries_of(client, url)
    pages = [_milliseconds(lambda: _get(client, url)) for _ in range(runs)]
    alone = [_milliseconds(lambda: _replay(queries)) for _ in range(runs)]
    return Measurement(median(pages), median(alone), len(queries))


def cost_of_wall(client: Client, unwalled: Client, url: str, *, runs: int) -> float:
    """How many times as long the page takes as without the wall; in turns, for a busy machine slows both."""
    pairs = [
        [_milliseconds(lambda who=who: _get(who, url)) for who in (client, unwalled)] for _ in range(runs)
    ]
    walled, bare = (median(times) for times in zip(*pairs, strict=True))
    return walled / bare


def _get(client, url) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")


def _queries_of(client, url) -> list[tuple]:
    """What the page reads; the row it adds to the read log is written once and not replayed."""
    found = []

    def note(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        _get(client, url)
    return found


def _replay(queries) -> None:
    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(sql, params)
            cursor.fetchall()


def _milliseconds(work) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000
