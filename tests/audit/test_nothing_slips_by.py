"""Ways round the row of a look: a message on the next page, a refused token, a broken form, a late one."""

import ast
from pathlib import Path

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django.urls import reverse

from expertteam.audit.models import ReadEvent
from expertteam.cases.models import Case
from tests.logged_in import log_in
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("expertteam", "workflows", "reports")
# It leads to the page of that case, which is on record.
NAMES_A_CASE = {"workflows/views/intake.py: De casus is aangemeld onder nummer "}


def messages():
    """Every text that a view leaves for the next page, as the f-string it is."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "node_modules" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    for text in said_by(node):
                        yield path.relative_to(ROOT), text


def said_by(node):
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("messages."):
        yield from (each for argument in node.args for each in ast.walk(argument))
    if isinstance(node, ast.Assign) and "done_message" in ast.unparse(node.targets[0]):
        yield from ast.walk(node.value)


def test_a_message_for_the_next_page_names_no_case():
    """That page may not be about the case, so it would show a number that no row names."""
    found = list(messages())
    assert len(found) > 100
    naming = {
        f"{path}: {text.values[0].value if isinstance(text.values[0], ast.Constant) else ''}"
        for path, text in found
        if isinstance(text, ast.JoinedStr) and ("number" in ast.unparse(text) or "title" in ast.unparse(text))
    }
    assert naming == NAMES_A_CASE


def test_messages_wait_on_the_server(settings, as_user, case):
    """In a cookie they would leave with an answer that is withheld, and stay in the browser."""
    client = as_user("coordinator.noord")
    answer = client.post(reverse("workflows:legal_hold", args=[case.public_id]), {"reason": "Klacht."})
    assert answer.status_code == 302
    assert set(answer.cookies) <= {"sessionid", "csrftoken"}
    assert "Dit dossier blijft bewaard" in client.get(answer.url).content.decode()


def test_a_form_without_its_token_is_a_refusal_on_record(case):
    client = log_in(Client(enforce_csrf_checks=True), person("coordinator.noord"))
    refused = client.post(reverse("workflows:identity", args=[case.public_id]))
    assert refused.status_code == 403
    row = ReadEvent.objects.get(object_id=case.public_id)
    assert (row.allowed, row.purpose) == (False, "workflows:identity")


@pytest.mark.parametrize("path", ["legal_hold", "consent_record", "add_document"])
def test_a_broken_form_gets_an_answer_without_anything_of_the_case(case, path, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    client = log_in(Client(), person("coordinator.noord"))
    many = {f"field{number}": "x" for number in range(9)}
    answer = client.post(reverse(f"workflows:{path}", args=[case.public_id]), many)
    assert answer.status_code == 400
    for secret in (case.title, case.number, "Testkind"):
        assert secret not in answer.content.decode()


def test_a_form_that_came_too_late_names_the_case_it_was_for(case):
    """It is shown again after confirming who one is: what somebody typed may tell of the youth."""
    client = log_in(Client(), person("coordinator.noord"), lasting=False)
    stale(client)
    typed = {"reason": "Kijkt mee met deze jeugdige.", "person": "1"}
    sent = client.post(reverse("workflows:case_share", args=[case.public_id]), typed)
    assert sent.status_code == 302 and Case.objects.exists()
    shown = client.get(reverse("resume"))
    assert "Kijkt mee met deze jeugdige." in shown.content.decode()
    row = ReadEvent.objects.get(purpose="resume")
    assert (row.allowed, row.object_type, row.object_id) == (True, "concept", str(case.public_id))


def test_keeping_the_session_alive_tells_nothing_of_a_case(as_user, case):
    client = as_user("coordinator.noord")
    for ask in (client.get, client.post):
        assert set(ask(reverse("session_state")).json()) == {"seconds", "final"}
    assert not ReadEvent.objects.filter(purpose="session_state").exists()


def stale(client) -> None:
    """The proof of who this is was given long ago."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = 0
    session.save()
