"""The measurement runs and cleans up; how fast the pages are is read by people, never tested."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from workflows.bench import report_pdf

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = "SELECT datname FROM pg_database WHERE datname LIKE 'scratch_bench_%'"

pytestmark = pytest.mark.django_db


def scratch_databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(SCRATCH)
        return {name for (name,) in cursor.fetchall()}


def run(*arguments):
    """In a process of its own: it points the connection at another database."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "expertteam.settings.test"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_bench_prints_four_pages_as_ratios_and_leaves_no_database():
    before = scratch_databases()
    done = run("manage.py", "bench", "--cases", "50")
    assert done.returncode == 0, done.stderr
    heading, columns, *rows = done.stdout.splitlines()
    assert heading.startswith("50 cases")
    assert columns.split()[-6:] == ["x", "SQL", "x", "empty", "x", "wall"]
    assert [row.split()[0] for row in rows] == ["worklist", "inbox", "search", "follow-up"]
    for row in rows:
        assert all(float(figure) > 0 for figure in row.split()[1:])
    assert scratch_databases() <= before


BREAKS_OFF = """
import django; django.setup()
from unittest import mock
from workflows.bench import scratch
with mock.patch.object(scratch, "call_command", side_effect=RuntimeError("in the middle")):
    with scratch.scratch_database():
        pass
"""


def test_a_measurement_that_breaks_off_leaves_no_database():
    before = scratch_databases()
    broken = run("-c", BREAKS_OFF)
    assert "in the middle" in broken.stderr
    assert scratch_databases() <= before


def test_a_measurement_of_nothing_is_refused():
    refused = run("manage.py", "bench", "--cases", "0")
    assert refused.returncode != 0
    assert "write a number of 1 or more" in refused.stderr


def test_bench_checks_a_read_log_and_writes_pages_to_it():
    before = scratch_databases()
    done = run("manage.py", "bench", "--read-log", "300")
    assert done.returncode == 0, done.stderr
    made, checked, *written = done.stdout.splitlines()
    assert made.startswith("300 rows")
    assert checked.startswith("checked 300 rows")
    assert checked.endswith("whole")
    assert len(written) == 4, "a case and a list, at two paces"
    assert scratch_databases() == before


def test_bench_draws_a_long_report_and_its_page_alone(monkeypatch, capsys):
    monkeypatch.setattr(report_pdf, "RUNS", 1)
    call_command("bench", "--report")
    pages = int(re.match(r"a report of (\d+) pages: [\d.]+ s; WeasyPrint alone", capsys.readouterr().out)[1])
    assert pages >= 12
