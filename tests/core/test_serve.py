"""`manage.py serve`: web and worker side by side, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket
from threading import Timer
from urllib.parse import quote

import psutil
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from expertteam.core.management.commands import serve
from expertteam.core.management.commands.serve import Child, Supervisor

ROOT = Path(__file__).resolve().parents[2]
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


def free_port():
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return answer


@contextmanager
def started(*children):
    supervisor = Supervisor(list(children), say=lambda line: None)
    for child in children:
        child.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


def test_a_child_that_dies_is_started_again(monkeypatch):
    monkeypatch.setattr(serve, "SOON_SECONDS", 0)
    child = Child("worker", SLEEPER)
    with started(child):
        first = child.process.pid
        assert child.restart_if_dead() is False
        child.process.kill()
        child.process.wait()

        assert child.restart_if_dead() is True
        assert child.process.pid != first
        assert child.process.poll() is None


def test_a_child_that_keeps_dying_is_given_up_with_a_clear_message():
    child = Child("worker", [sys.executable, "-c", "raise SystemExit(1)"])
    supervisor = Supervisor([child], say=lambda line: None)
    child.start()
    with pytest.raises(CommandError, match="The worker stopped 3 times right after its start"):
        supervisor.watch()


def test_all_children_are_stopped_even_one_that_does_not_listen(monkeypatch):
    monkeypatch.setattr(serve, "STOP_SECONDS", 0.5)
    gentle, stubborn = Child("web server", SLEEPER), Child("worker", STUBBORN)
    with started(gentle, stubborn):
        time.sleep(0.3)

    assert gentle.process.returncode == -signal.SIGTERM
    assert stubborn.process.returncode == -signal.SIGKILL


def test_a_port_in_use_is_said_before_anything_is_started():
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} on 127.0.0.1 is in use .* PORT={port + 1}"):
            call_command("serve", "--port", str(port))


@pytest.mark.parametrize("port", ["0", "65536", "web"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match="invalid port_number value"):
        call_command("serve", "--port", port)


@pytest.fixture
def served(db, tmp_path):
    """The command as `make demo` runs it, on the tests' database."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    environment = os.environ | {
        "DATABASE_URL": url_of(connection.settings_dict),
        "DJANGO_SETTINGS_MODULE": "expertteam.settings.test",
    }
    with (tmp_path / "stderr").open("w") as stderr:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True
        )
    # A command that says nothing more must fail the test, not keep it waiting.
    patience = Timer(90, process.kill)
    patience.start()
    try:
        opened = process.stdout.readline()
        assert opened == f"Open http://127.0.0.1:{port} in a browser. Ctrl-C stops everything.\n", (
            tmp_path / "stderr"
        ).read_text()
        yield process, port
    finally:
        patience.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def url_of(settings):
    host = settings["HOST"] or settings["OPTIONS"]["host"]
    password = f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else ""
    query = f"host={quote(host)}" + (f"&port={settings['PORT']}" if settings["PORT"] else "")
    return f"postgresql://{settings['USER']}{password}@/{settings['NAME']}?{query}"


def family(process):
    """Web server, its workers and the job worker."""
    return psutil.Process(process.pid).children(recursive=True)


def gone(processes):
    return not any(lives(one) for one in processes)


def lives(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False


def test_a_killed_worker_is_replaced_and_ctrl_c_stops_all_and_frees_the_port(served):
    process, port = served
    first = until(lambda: job_workers(process))[0]

    first.kill()

    assert process.stdout.readline() == "The worker had stopped and was started again.\n"
    assert until(lambda: job_workers(process))[0].pid != first.pid

    running = family(process)
    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert len(running) >= 4, "web server, two of its processes and the worker"
    assert gone(running)
    assert serve.is_free(port)
    assert process.stdout.read().endswith("Stopped. The data are kept for the next time.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent was killed")
def test_nothing_goes_on_when_the_command_itself_is_killed(served):
    process, port = served
    running = until(lambda: len(found := family(process)) >= 4 and found)

    process.kill()
    process.wait()

    until(lambda: gone(running))
    assert serve.is_free(port)


def job_workers(process):
    found = []
    for one in family(process):
        with suppress(psutil.NoSuchProcess):
            if "procrastinate" in one.cmdline():
                found.append(one)
    return found
