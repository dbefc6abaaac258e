"""The embedded PostgreSQL: it starts by itself and survives what happens to servers."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from expertteam.core import postgres, postgres_place
from expertteam.core.postgres_place import Cluster, PostgresError

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to an account of its own")


@contextmanager
def open_folder():
    """A temporary folder that every account can enter, as most checkouts are."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def cluster():
    """A cluster of its own, as the demo has it; gone afterwards."""
    with open_folder() as folder:
        cluster = Cluster(folder / "scratch")
        yield cluster
        postgres.shut_down(cluster)


def query(url, statement):
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchone()[0]


def postmaster(cluster):
    return postgres._server_pid(postgres_place.locate(cluster))


def pid_file(cluster):
    return postgres_place.locate(cluster).data / "postmaster.pid"


def test_first_start_makes_a_database_that_the_application_owns_without_being_superuser(cluster):
    url = postgres.start(cluster)

    assert query(url, "SELECT current_database()") == "expertteam"
    assert query(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert query(url, "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user") is True
    assert query(url, "SHOW server_version").startswith("18.")


def test_the_application_can_make_the_extensions_it_searches_with(cluster):
    with psycopg.connect(postgres.start(cluster)) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION unaccent")
        found = connection.execute("SELECT unaccent('crèche'), word_similarity('jeugt', 'jeugdhulp') > 0.5")
        assert found.fetchone() == ("creche", True)


def test_letters_with_accents_have_upper_and_lower_case_on_every_machine(cluster):
    assert query(postgres.start(cluster), "SELECT lower('ÉÏ') || upper('ë')") == "éïË"


def test_it_listens_in_a_private_folder_and_nowhere_on_the_network(cluster):
    url = postgres.start(cluster)
    socket = postgres_place.locate(cluster).socket

    assert query(url, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    assert (socket / ".s.PGSQL.5432").is_socket()


def test_personal_data_in_a_failing_statement_stay_out_of_the_log(cluster):
    url = postgres.start(cluster)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TEMPORARY TABLE person (name text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('Kanarie')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('Kanarie')")

    log = postgres_place.locate(cluster).log.read_text()
    assert "unique constraint" in log
    assert "Kanarie" not in log


def test_a_second_start_finds_the_running_server(cluster):
    first = postgres.start(cluster)
    process = postmaster(cluster)

    assert postgres.start(cluster) == first
    assert postmaster(cluster) == process


def test_data_stay_after_stop_and_start(cluster):
    with psycopg.connect(postgres.start(cluster)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    assert postgres.is_running(cluster) is True
    assert postgres.shut_down(cluster) is True
    assert postgres.is_running(cluster) is False
    assert postgres.shut_down(cluster) is False
    assert query(postgres.start(cluster), "SELECT answer FROM kept") == 42


def test_two_commands_at_the_same_time_start_one_server(cluster):
    postgres.shut_down(cluster)
    script = (
        "import sys; from pathlib import Path; from expertteam.core import postgres, postgres_place;"
        "cluster = postgres.Cluster(Path(sys.argv[1]));"
        "print(postgres.start(cluster), postgres._server_pid(postgres_place.locate(cluster)))"
    )

    def start(_number):
        command = [sys.executable, "-c", script, str(cluster.folder)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor(3) as pool:
        answers = set(pool.map(start, range(3)))

    assert len(answers) == 1
    assert answers.pop().split()[1] == str(postmaster(cluster))


def test_a_killed_server_comes_back_with_its_data(cluster):
    with psycopg.connect(postgres.start(cluster)) as connection:
        connection.execute("CREATE TABLE survived AS SELECT 7 AS answer")
    killed = postmaster(cluster)
    os.kill(killed, signal.SIGKILL)

    assert query(postgres.start(cluster), "SELECT answer FROM survived") == 7
    assert postmaster(cluster) != killed


def test_after_a_reboot_the_pid_file_may_name_somebody_elses_process(cluster):
    postgres.start(cluster)
    left_behind = pid_file(cluster).read_text()
    postgres.shut_down(cluster)
    with foreign_process(cluster) as foreign:
        lines = [str(foreign.pid), *left_behind.splitlines()[1:]]
        pid_file(cluster).write_text("\n".join(lines) + "\n")
        postgres_place.locate(cluster).own(pid_file(cluster))

        assert postgres.is_running(cluster) is False
        assert query(postgres.start(cluster), "SELECT 1") == 1
        assert foreign.poll() is None, "the other process must be left alone"


@contextmanager
def foreign_process(cluster):
    """A process of the server's own account: PostgreSQL itself would take it for a running server."""
    account = postgres_place.locate(cluster).account
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    process = subprocess.Popen(["/bin/sleep", "60"], **identity)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("content", ["", "no number\n", "2147480000\n"])
def test_a_broken_pid_file_is_no_server(cluster, content):
    postgres.shut_down(cluster)
    pid_file(cluster).write_text(content)
    postgres_place.locate(cluster).own(pid_file(cluster))

    assert query(postgres.start(cluster), "SELECT 1") == 1


def test_a_first_start_that_was_broken_off_is_done_again():
    with open_folder() as folder:
        cluster = Cluster(folder / "half", durable=False)
        half = cluster.folder / "unfinished"
        half.mkdir(parents=True)
        (half / "PG_VERSION").write_text("18\n")
        try:
            assert query(postgres.start(cluster), "SELECT 1") == 1
        finally:
            postgres.shut_down(cluster)


def test_a_folder_with_a_long_name_and_quotes_gets_a_short_place_for_its_socket():
    with open_folder() as folder:
        parent = folder / ("een map, met een 'lange' naam " * 4).strip()
        cluster = Cluster(parent / "scratch", durable=False)
        try:
            url = postgres.start(cluster)
            server = postgres_place.locate(cluster)
            assert query(url, "SELECT 1") == 1
            assert server.data.is_relative_to(parent)
            assert len(str(server.socket)) < 40
        finally:
            postgres.shut_down(cluster)
            shutil.rmtree(server.socket)


@as_root
def test_root_with_a_private_checkout_opens_no_folder_but_uses_a_place_of_its_own(tmp_path, monkeypatch):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    cluster = Cluster(private / "postgres" / "scratch", durable=False)
    with open_folder() as folder:
        monkeypatch.setattr(postgres_place, "SYSTEM_FOLDER", folder / "system")
        try:
            assert query(postgres.start(cluster), "SELECT 1") == 1
            assert postgres_place.locate(cluster).data.is_relative_to(folder / "system")
            assert stat.S_IMODE(private.stat().st_mode) == 0o700
        finally:
            postgres.shut_down(cluster)


@as_root
def test_root_with_private_packages_copies_the_programs_for_the_account(tmp_path, monkeypatch):
    package = postgres_place.installed_programs().parents[1]
    private = tmp_path / package.name
    shutil.copytree(package / "pginstall", private / "pginstall")
    shutil.copytree(package.with_suffix(".libs"), tmp_path / f"{package.name}.libs")
    monkeypatch.setattr(postgres_place, "installed_programs", lambda: private / "pginstall" / "bin")
    with open_folder() as folder:
        monkeypatch.setattr(postgres_place, "SYSTEM_FOLDER", folder / "system")
        cluster = Cluster(folder / "scratch", durable=False)
        previous = os.umask(0o077)
        try:
            assert query(postgres.start(cluster), "SELECT 1") == 1
            assert postgres_place.locate(cluster).programs.is_relative_to(folder / "system")
        finally:
            os.umask(previous)
            postgres.shut_down(cluster)


def test_data_of_another_version_are_left_alone(cluster):
    postgres.shut_down(cluster)
    version = postgres_place.locate(cluster).data / "PG_VERSION"
    before = version.read_text()
    version.write_text("16\n")
    try:
        with pytest.raises(PostgresError, match="holds data of PostgreSQL 16, the installed version is 18"):
            postgres.start(cluster)
    finally:
        version.write_text(before)
    assert query(postgres.start(cluster), "SELECT 1") == 1


def test_without_the_wheel_the_message_says_what_to_do(cluster, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(PostgresError, match="Set DATABASE_URL"):
        postgres.start(cluster)


def test_the_command_line_tells_and_stops(cluster, monkeypatch, capsys):
    monkeypatch.setitem(postgres.CLUSTERS, "test", cluster)
    url = postgres.ensure_running("test")

    assert postgres.main(["url", "--cluster", "test"]) == 0
    assert capsys.readouterr().out.strip() == url
    assert postgres.main(["status", "--cluster", "test"]) == 0
    assert postgres.main(["stop", "--cluster", "test"]) == 0
    assert postgres.main(["status", "--cluster", "test"]) == 3
    assert "does not run" in capsys.readouterr().out
    assert postgres.stop("test") is False
    assert postgres.main(["start", "--cluster", "test"]) == 0
    assert postgres.is_running(cluster) is True
