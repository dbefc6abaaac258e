"""On which side of the wall a connection is: in a request, after it, after what went wrong, in a thread."""

from tempfile import TemporaryFile
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse
from procrastinate.contrib.django import app

from expertteam.access.middleware import WallMiddleware
from expertteam.access.wall import as_system, as_user
from expertteam.cases.models import Case
from expertteam.core.wall import job, web_role, worker_role
from tests.logged_in import log_in
from tests.together import together
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

COORDINATOR = "coordinator.noord"


def side() -> tuple[str, str]:
    """The role of the connection and the user it answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, coalesce(current_setting('expertteam.user_id', true), '')")
        return cursor.fetchone()


@pytest.fixture
def outside(db):
    """How the connection of the tests is: the owner of the tables, without a user."""
    found = side()
    assert found[0] not in {web_role(), worker_role()}
    return found


def through_the_wall(user, view):
    request = RequestFactory().get("/")
    request.user = user
    return WallMiddleware(view)(request)


def test_a_request_is_inside_and_the_next_one_knows_nothing_of_it(outside, people):
    inside = []

    def view(request):
        inside.append(side())
        return HttpResponse()

    first, second = person(COORDINATOR), person("aanmelder.heerlen")
    for user in (first, second):
        through_the_wall(user, view)
        assert side() == outside
    assert inside == [(web_role(), str(first.pk)), (web_role(), str(second.pk))]


def test_after_an_exception_nothing_is_left(outside, people):
    def view(request):
        raise ValueError("something went wrong")

    with pytest.raises(ValueError, match="went wrong"):
        through_the_wall(person(COORDINATOR), view)
    assert side() == outside


def test_after_a_statement_that_the_database_refused_nothing_is_left(outside, people):
    def view(request):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    with pytest.raises(DatabaseError), transaction.atomic():
        through_the_wall(person(COORDINATOR), view)
    assert side() == outside


def test_an_inactive_account_is_nobody(outside, people):
    user = person(COORDINATOR)
    user.is_active = False
    with as_user(user):
        assert side() == (web_role(), "")


def test_a_stream_is_read_inside_the_wall(outside, people):
    user = person(COORDINATOR)

    def lines():
        yield " ".join(side())

    answer = through_the_wall(user, lambda request: StreamingHttpResponse(lines()))
    assert side() == outside
    assert b"".join(answer) == f"{web_role()} {user.pk}".encode()
    assert side() == outside


def test_a_file_is_left_to_the_server_as_it_is(outside, people):
    """It holds no rows, and a server sends an open file quicker than the pieces of one."""
    with TemporaryFile() as file:
        answer = through_the_wall(person(COORDINATOR), lambda request: FileResponse(file))
        assert answer.file_to_stream is file


def test_blocks_stand_in_each_other_and_end_in_order(outside, people):
    user = person(COORDINATOR)
    with as_user(user):
        with as_system("a test"):
            assert side()[0] == worker_role()
            with as_user(None):
                assert side() == (web_role(), "")
            assert side()[0] == worker_role()
        assert side() == (web_role(), str(user.pk))
    assert side() == outside


def test_a_rollback_inside_or_around_a_block_leaves_the_right_side(outside, people):
    user = person(COORDINATOR)
    inside = (web_role(), str(user.pk))
    with as_user(user):
        with pytest.raises(IntegrityError), transaction.atomic(), as_system("a test"):
            Case.objects.create(number="half a case")
        assert side() == inside
        with as_system("a test"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Case.objects.create(number="half a case")
            assert side()[0] == worker_role()
        assert side() == inside
        with transaction.atomic(), as_system("a test"):
            pass
        assert side() == inside
    assert side() == outside


@pytest.mark.django_db(transaction=True)
def test_a_connection_made_anew_in_the_middle_stays_inside(people):
    user = person(COORDINATOR)
    with as_user(user):
        connection.close()
        assert side() == (web_role(), str(user.pk))
    connection.close()
    assert side()[0] != web_role()


@pytest.mark.django_db(transaction=True)
def test_people_at_the_same_moment_have_a_side_each(people):
    users = [person(COORDINATOR), person("coordinator.zuid"), person("aanmelder.venlo")]

    def look(user):
        def action():
            with as_user(user):
                return [side() for _ in range(20)]

        return action

    found = together(*[look(user) for user in users])
    assert found == [[(web_role(), str(user.pk))] * 20 for user in users]


def test_a_real_page_leaves_nothing_behind(outside, client, story):
    story.file()
    log_in(client, person(COORDINATOR))
    assert client.get(reverse("workflows:cases")).status_code == 200
    assert side() == outside
    missing = reverse("workflows:case", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(missing).status_code == 404
    assert side() == outside


def test_every_job_works_as_the_worker(outside):
    """The worker puts this around each job, see PROCRASTINATE_WORKER_DEFAULTS."""
    assert job in app.worker_defaults["task_middleware"]
    context = SimpleNamespace(job=SimpleNamespace(task_name="a_job"))
    assert job(side, context, None)[0] == worker_role()
    assert side() == outside
