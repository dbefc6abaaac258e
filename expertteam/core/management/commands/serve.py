"""Run the web server and the worker side by side on this machine, until Ctrl-C."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

from django.core.management.base import BaseCommand, CommandError

from expertteam.core import postgres

HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10
# Who dies this soon after a start, this often in a row, does so for a reason that a restart does not mend.
SOON_SECONDS = 5
TRIES = 3


@dataclass
class Child:
    """One of the programs that run side by side; it is started again when it dies."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        # In a session of its own: Ctrl-C in the terminal reaches only this command, which stops all in order.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=stop_with_parent,  # safe: one thread, nothing holds a lock
        )
        self.started = time.monotonic()

    def restart_if_dead(self) -> bool:
        """Start a dead child again; tell whether that was needed. Give up when it keeps dying."""
        if self.process.poll() is None:
            return False
        soon = time.monotonic() - self.started < SOON_SECONDS
        self.quick_deaths = self.quick_deaths + 1 if soon else 0
        if self.quick_deaths >= TRIES:
            raise CommandError(
                f"The {self.name} stopped {TRIES} times right after its start; see the lines above."
            )
        self.start()
        return True

    def stop(self, deadline: float) -> None:
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
            return
        # It did not stop when asked, and neither may what it started outlive this command.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Supervisor:
    """Starts the children, keeps them running, and stops them when a signal asks for it."""

    children: list[Child]
    say: Callable[[str], None]
    stopping: bool = field(default=False, init=False)

    def ask_to_stop(self, *_signal) -> None:
        self.stopping = True

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        for child in self.children:
            child.start()

    def watch(self) -> None:
        while not self.stopping:
            for child in self.children:
                if child.restart_if_dead():
                    self.say(f"The {child.name} had stopped and was started again.")
            time.sleep(0.2)

    def wait_for(self, url: str) -> None:
        """Keep watch until the web server answers."""
        deadline = time.monotonic() + START_SECONDS
        while not self.stopping and not answers(url):
            if time.monotonic() > deadline:
                raise CommandError(f"The web server does not answer at {url}.")
            for child in self.children:
                child.restart_if_dead()
            time.sleep(0.1)

    def stop(self) -> None:
        started = [child for child in self.children if child.process]
        for child in started:
            child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in started:
            child.stop(deadline)


def stop_with_parent() -> None:
    """Have Linux end this process when the command that started it is killed without a chance to stop it."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def is_free(port: int) -> bool:
    with socket(AF_INET, SOCK_STREAM) as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def port_number(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError
    return port


class Command(BaseCommand):
    help = "Serve web and worker on this machine until Ctrl-C; for the demo, not for production."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=port_number, default=8000, help="port on 127.0.0.1 (default 8000)")

    def handle(self, *args, port, **options):
        if not is_free(port):
            raise CommandError(
                f"Port {port} on {HOST} is in use by another program (an earlier demo, perhaps). "
                f"Stop that program, or choose another port: make demo PORT={port + 1}"
            )
        supervisor = Supervisor([web(port), worker()], self.say)
        try:
            supervisor.start()
            url = f"http://{HOST}:{port}"
            supervisor.wait_for(url)
            if not supervisor.stopping:
                self.say(f"Open {url} in a browser. Ctrl-C stops everything.")
            supervisor.watch()
        finally:
            self.say("Stopping ...")
            supervisor.stop()
            if not os.environ.get("DATABASE_URL"):
                postgres.stop()
        self.say("Stopped. The data are kept for the next time.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def web(port: int) -> Child:
    options = ["--bind", f"{HOST}:{port}", "--workers", "2", "--log-level", "warning", "--no-control-socket"]
    options += ["--timeout", "120"]  # a learning report takes seconds, and more on a busy machine
    return Child("web server", [sys.executable, "-m", "gunicorn", *options, "expertteam.wsgi:application"])


def worker() -> Child:
    return Child("worker", [sys.executable, "manage.py", "procrastinate", "worker"])
