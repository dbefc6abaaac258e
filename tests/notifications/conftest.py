import pytest
from django.db import connection


@pytest.fixture
def queue(no_jobs):
    return Queue()


class Queue:
    """The job queue."""

    def rows(self, **where) -> list[dict]:
        """Jobs as they stand in the queue, the oldest first."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, task_name, args, status, attempts, worker_id FROM procrastinate_jobs ORDER BY id"
            )
            names = [column.name for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return [row for row in rows if all(row[name] == value for name, value in where.items())]

    def execute(self, statement, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
