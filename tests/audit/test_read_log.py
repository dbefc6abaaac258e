"""Nothing of a case leaves the building before its reading is on record."""

import uuid

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from expertteam.audit import middleware
from expertteam.audit.models import ReadEvent
from expertteam.audit.services import note_read
from expertteam.audit.verification import verify
from expertteam.cases.models import Case
from tests.pages import body_of
from workflows.views import cases as views

pytestmark = pytest.mark.django_db

EVERY_PAGE = ("inbox", "worklist", "search", "csv", "xlsx", "case", "identity", "document", "task")


def ask(client, page, **extra):
    method, path = page
    return getattr(client, method)(path, **extra)


def body(response):
    return response.getvalue() if response.streaming else response.content


@pytest.fixture
def refusing(monkeypatch):
    """A database that takes no rows for the read log."""

    refuse_rows(monkeypatch)


def refuse_rows(monkeypatch):
    def refuse(events):
        raise DatabaseError("disk full")

    monkeypatch.setattr(middleware, "append", refuse)


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_look_is_on_record(as_user, case, pages, page):
    client = as_user("coordinator.noord")
    response = ask(client, pages[page])
    assert response.status_code == 200
    seen = {case.public_id, case.documents.get().public_id}
    seen.add(case.processes.get().task_set.exclude(casetask__node="").get().casetask.public_id)
    looks = ReadEvent.objects.filter(object_id__in=map(str, seen))
    assert looks.exists()
    for look in looks:
        assert (look.allowed, look.user_name, look.organisation) == (
            True,
            "Marloes Peeters",
            "Expertteam Noord-Limburg",
        )
        assert (look.role, look.address) == ("coördinator expertteam", "127.0.0.1")
        assert look.action == ("E" if page in {"csv", "xlsx"} else "R")
        assert look.purpose.startswith("workflows:")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_without_a_row_there_is_no_data(as_user, case, pages, page, refusing):
    response = ask(as_user("coordinator.noord"), pages[page])
    assert response.status_code == 503
    text = body(response)
    secrets = (case.title, case.number, "Testkind", "geheim plan", "Plan van aanpak", str(case.public_id))
    for secret in secrets:
        assert secret.encode() not in text
    assert "Content-Disposition" not in response
    assert "niet veilig tonen" in text.decode()
    assert not ReadEvent.objects.exists()


@pytest.fixture
def opened(settings, tmp_path, monkeypatch):
    """Uploads on disk, and every file that was opened of them."""
    disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": disk}
    files = []
    really_open = FileSystemStorage._open

    def remember(storage, name, mode="rb"):
        files.append(really_open(storage, name, mode))
        return files[-1]

    monkeypatch.setattr(FileSystemStorage, "_open", remember)
    return files


def test_a_withheld_file_is_closed(opened, as_user, pages, refusing):
    assert ask(as_user("coordinator.noord"), pages["document"]).status_code == 503
    assert [file.closed for file in opened] == [True]


def test_a_file_that_may_go_is_still_open(opened, as_user, pages):
    response = ask(as_user("coordinator.noord"), pages["document"])
    assert [file.closed for file in opened] == [False]
    assert b"geheim plan" in body(response)


def test_a_reason_other_than_the_database_withholds_too(as_user, case, pages, caplog, monkeypatch):
    monkeypatch.setattr(middleware, "_address", lambda request: "::not an address::")
    response = ask(as_user("coordinator.noord"), pages["case"])
    assert response.status_code == 503
    assert case.title.encode() not in body(response)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("", None),
    ],
)
def test_an_address_is_kept_so_that_the_chain_can_be_computed_again(as_user, pages, given, kept):
    ask(as_user("coordinator.noord"), pages["case"], REMOTE_ADDR=given)
    assert ReadEvent.objects.latest("pk").address == kept
    assert verify().is_whole


def test_asking_for_the_head_alone_is_a_look_too(as_user, case, pages):
    client = as_user("coordinator.noord")
    for page in ("case", "document", "csv"):
        before = ReadEvent.objects.count()
        response = client.head(pages[page][1])
        assert response.status_code == 200
        assert body(response) == b""
        assert ReadEvent.objects.count() > before, page


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_the_browser_keeps_nothing_to_show_again_without_a_row(as_user, case, pages, page):
    """After logging out, somebody else may sit at this computer and press "back"."""
    response = ask(as_user("coordinator.noord"), pages[page])
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_a_file_is_streamed_only_after_its_row(as_user, case, pages):
    response = ask(as_user("coordinator.noord"), pages["document"])
    assert response.streaming
    assert ReadEvent.objects.filter(
        object_type="document", object_id=case.documents.get().public_id
    ).exists(), "before the first byte was asked for"
    assert b"geheim plan" in body(response)


def test_a_refusal_is_on_record_and_names_who_asked(as_user, case, pages):
    client = as_user("aanmelder.weert")
    for page in ("case", "identity", "document", "task"):
        assert ask(client, pages[page]).status_code == 404
        refused = ReadEvent.objects.latest("pk")
        assert not refused.allowed
        assert refused.user_name == "Petra Nies"
        assert pages[page][1].endswith(("identiteit/", f"{refused.object_id}/"))


def test_a_refusal_that_cannot_be_recorded_tells_nothing_either(as_user, case, pages, refusing):
    client = as_user("aanmelder.weert")
    foreign = client.get(pages["case"][1])
    missing = client.get(reverse("workflows:case", args=[uuid.uuid4()]))
    assert foreign.status_code == missing.status_code == 503
    assert foreign.content == missing.content


@pytest.mark.django_db(transaction=True)
def test_a_change_that_stands_while_its_row_failed_is_said_so_and_is_in_the_history(
    as_user, case, pages, monkeypatch
):
    """Its line of history is in the transaction of the change; only the row of the read log is missing."""
    client = as_user("coordinator.noord")
    hold = reverse("workflows:legal_hold", args=[case.public_id])
    with monkeypatch.context() as broken:
        refuse_rows(broken)
        sent = client.post(hold, {"reason": "Er loopt een klacht."})
        asked = client.get(pages["case"][1])
    assert sent.status_code == asked.status_code == 503
    assert "Wat u net verstuurde, is misschien wel opgeslagen." in sent.content.decode()
    assert "Verstuur het niet meteen opnieuw." in sent.content.decode()
    assert "verstuurde" not in asked.content.decode(), "who only looked changed nothing"
    assert case.title not in sent.content.decode()
    assert "messages" not in sent.cookies, "what the view wanted to say is not sent either"
    assert case.legal_holds.get().reason == "Er loopt een klacht."
    assert case.history.get(verb="rights_hold").actor.name == "Marloes Peeters"
    assert "reden om te bewaren" in client.get(pages["case"][1]).content.decode(), "and there they see it"


def test_each_showing_of_the_identity_is_one_line(as_user, case, pages):
    client = as_user("coordinator.noord")
    for times in (1, 2):
        ask(client, pages["identity"])
        looks = ReadEvent.objects.filter(object_type="identiteit", object_id=case.public_id)
        assert looks.count() == times


def test_a_page_without_case_data_writes_nothing(client):
    assert client.get(reverse("privacy")).status_code == 200
    assert not ReadEvent.objects.exists()


def half_done(request, public_id):
    """A page that changes something, shows the case, and then fails."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(public_id=public_id)
        Case.objects.filter(pk=case.pk).update(title="Half gewijzigd")
        note_read(request, kind="casus", objects=[case])
        raise RuntimeError(case.title)


@pytest.mark.django_db(transaction=True)
def test_the_row_stays_when_the_page_itself_was_rolled_back(as_user, case, pages, monkeypatch):
    monkeypatch.setattr(views, "_case_page", lambda request, found, form: half_done(request, found.public_id))
    client = as_user("coordinator.noord")
    client.raise_request_exception = False
    response = ask(client, pages["case"])
    assert response.status_code == 500
    assert case.title.encode() not in response.content
    connection.close()  # what was committed is what a new connection sees
    assert ReadEvent.objects.filter(object_id=case.public_id, allowed=True).count() == 1
    assert Case.objects.get(pk=case.pk).title == case.title


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_committed(as_user, case, pages):
    assert ask(as_user("aanmelder.weert"), pages["case"]).status_code == 404
    connection.close()
    assert ReadEvent.objects.filter(object_id=case.public_id, allowed=False).count() == 1


FORWARDED = {"X-Forwarded-For": "198.51.100.9, 203.0.113.7"}


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.7")])
def test_the_address_is_what_the_trusted_proxy_says_and_never_what_the_visitor_says(
    as_user, pages, settings, proxies, address
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    ask(as_user("coordinator.noord"), pages["case"], headers=FORWARDED)
    assert set(ReadEvent.objects.values_list("address", flat=True)) == {address}
    assert verify().is_whole


def test_a_file_that_is_lost_is_missing_like_any_other_and_the_log_names_nobody(as_user, case, pages, caplog):
    document = case.documents.get()
    document.file.storage.delete(document.file.name)
    client = as_user("coordinator.noord")
    lost = ask(client, pages["document"])
    missing = client.get(reverse("workflows:document", args=[uuid.uuid4()]))
    assert (lost.status_code, body_of(lost)) == (404, body_of(missing))
    assert f"the file of document {document.pk} is not in the uploads folder" in caplog.text
    assert document.name not in caplog.text
    assert not ReadEvent.objects.get(object_id=document.public_id).allowed
