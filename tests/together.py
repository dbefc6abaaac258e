"""Doing things at the same moment, each on a database connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

SECONDS = 30


def together(*actions):
    """Run all ``actions`` in threads that start at the same moment; gives their results in order."""
    start = Barrier(len(actions))

    def run(action):
        try:
            start.wait(SECONDS)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [future.result(SECONDS) for future in [pool.submit(run, action) for action in actions]]
