"""Beside the task: agreements are made and settled, and a question goes one rung higher."""

from datetime import date, timedelta

import pytest

from expertteam.core import clock
from expertteam.procesregie import services
from tests.pages import page_of, text_of
from tests.procesregie.conftest import agree
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
SOON = {"agree-what": "De plek vrijhouden", "agree-who": "manager, De Lindehof"}


@pytest.fixture
def board(directed, as_user):
    """The director's page of the case: ``board()`` reads it, ``board(form=..., ...)`` sends a form."""
    client = as_user("regisseur.noord")
    url = f"/casussen/{directed.public_id}/procesregie/"

    def visit(**answers):
        return client.post(url, answers, follow=True) if answers else client.get(url)

    return visit


def in_days(number):
    return (clock.today() + timedelta(days=number)).isoformat()


def test_an_agreement_is_added_and_kept(directed, board):
    page = board(form="agree", **SOON, **{"agree-due_on": in_days(5)})
    assert "De afspraak is toegevoegd." in text_of(page)
    agreement = directed.directions.get().agreements.get()
    prefix = f"afspraak-{agreement.public_id}"
    page = text_of(board(form=prefix, **{f"{prefix}-state": "nagekomen", f"{prefix}-why_not": "onzin"}))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.why_not) == ("nagekomen", "")
    assert "Nagekomen" in page


def test_an_agreement_that_was_not_kept_says_why(directed, board):
    agreement = agree(directed)
    prefix = f"afspraak-{agreement.public_id}"
    page = board(form=prefix, **{f"{prefix}-state": "niet_nagekomen"})
    assert "Vul in: Waarom is de afspraak niet nagekomen?" in text_of(page)
    agreement.refresh_from_db()
    assert agreement.state == "open"
    board(form=prefix, **{f"{prefix}-state": "niet_nagekomen", f"{prefix}-why_not": "Geen geld."})
    agreement.refresh_from_db()
    assert (agreement.state, agreement.why_not) == ("niet_nagekomen", "Geen geld.")


@pytest.mark.parametrize(
    ("due_on", "sentence"),
    [
        ("", "Vul in: Uiterlijk op"),
        ("2020-01-31", "31 januari 2020 is al voorbij. Kies vandaag of een latere datum."),
        ("20260-01-31", "Vul een bestaande datum in"),
        ("2226-01-31", "Controleer het jaartal."),
        ("31-02-2027", "Vul een bestaande datum in"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_the_rest_stays(directed, board, due_on, sentence):
    page = board(form="agree", **SOON, **{"agree-due_on": due_on})
    assert sentence in text_of(page)
    assert "De plek vrijhouden" in page.content.decode()
    assert not directed.directions.get().agreements.exists()


def test_what_is_overdue_is_marked(directed, board, travel, as_user):
    agree(directed, days=3)
    assert "Te laat" not in text_of(board())
    with travel(date.today() + timedelta(days=4)):
        assert "Te laat" in text_of(board())
        case_page = text_of(as_user("coordinator.noord").get(f"/casussen/{directed.public_id}/"))
        assert "Te laat" in case_page


def test_a_question_goes_one_rung_higher_and_its_clock_stops_at_the_answer(directed, board, travel):
    answers = {"escalate-level": "directie", "escalate-request": "Wie betaalt?"}
    refused = board(form="escalate", **answers, **{"escalate-answer_due_on": in_days(-1)})
    assert "is al voorbij" in text_of(refused)
    page = board(form="escalate", **answers, **{"escalate-answer_due_on": in_days(2)})
    assert "De opschaling is vastgelegd." in text_of(page)
    escalation = directed.directions.get().escalations.get()
    with travel(date.today() + timedelta(days=3)):
        assert "Antwoord te laat" in text_of(board())
        prefix = f"opschaling-{escalation.public_id}"
        page = text_of(board(form=prefix, **{f"{prefix}-answer": "De gemeenten delen de kosten."}))
        assert "Antwoord te laat" not in page
        assert "De gemeenten delen de kosten." in page
    assert directed.history.filter(detail="Opgeschaald naar directies").exists()


def test_the_second_click_changes_nothing_and_says_so(directed, board):
    agreement = agree(directed)
    prefix = f"afspraak-{agreement.public_id}"
    board(form=prefix, **{f"{prefix}-state": "nagekomen"})
    page = board(form=prefix, **{f"{prefix}-state": "niet_nagekomen", f"{prefix}-why_not": "Toch niet."})
    assert "Dit was al vastgelegd of kan niet meer." in text_of(page)
    agreement.refresh_from_db()
    assert agreement.state == "nagekomen"


def test_two_who_settle_at_once_cannot_overwrite_each_other(directed):
    agreement = agree(directed)
    stale = type(agreement).objects.get(pk=agreement.pk)
    by = person("regisseur.noord")
    services.settle_agreement(agreement=agreement, by=by, state="nagekomen")
    with pytest.raises(Exception, match="al vastgelegd"):
        services.settle_agreement(agreement=stale, by=by, state="niet_nagekomen", why_not="x")


def test_the_task_and_the_board_link_to_each_other(directed, board, story, as_user):
    task = story.task(directed, "regisseur.noord", "ProcesregieFlow.direct")
    assert page_of(task) in board().content.decode()
    task_page = as_user("regisseur.noord").get(page_of(task)).content.decode()
    assert f"/casussen/{directed.public_id}/procesregie/" in task_page


def test_after_closing_the_director_is_out_of_the_case(directed, board, story, as_user):
    agreement = agree(directed)
    services.settle_agreement(agreement=agreement, by=person("regisseur.noord"), state="nagekomen")
    story.play(directed, "regisseur.noord", "ProcesregieFlow.direct", result="doorbroken", note="Klaar.")
    assert board().status_code == 404
    assert board(form="agree", **SOON, **{"agree-due_on": in_days(5)}).status_code == 404
    assert directed.directions.get().agreements.count() == 1
    page = text_of(as_user("coordinator.noord").get(f"/casussen/{directed.public_id}/"))
    assert "Een voorschot toezeggen" in page, "what was agreed stays for who goes on"


@pytest.mark.parametrize("reader", ["coordinator.noord", "aanmelder.venlo"])
def test_others_read_the_agreements_on_the_case_page_only(directed, as_user, reader):
    agree(directed)
    client = as_user(reader)
    assert "Een voorschot toezeggen" in text_of(client.get(f"/casussen/{directed.public_id}/"))
    assert client.get(f"/casussen/{directed.public_id}/procesregie/").status_code == 404


@pytest.mark.parametrize("stranger", ["regisseur.midden", "voorzitter.noord", "centrum1", "aanbieder.nest"])
def test_a_stranger_finds_nothing(directed, as_user, stranger):
    client = as_user(stranger)
    for url in (f"/casussen/{directed.public_id}/procesregie/", f"/casussen/{directed.public_id}/"):
        assert client.get(url).status_code == 404
    refused = client.post(
        f"/casussen/{directed.public_id}/procesregie/", {"form": "agree", **SOON, "agree-due_on": in_days(5)}
    )
    assert refused.status_code == 404
    assert not directed.directions.get().agreements.exists()


def test_markup_in_an_agreement_stays_text(directed, board, as_user):
    board(form="agree", **{"agree-what": "<b>vet</b>", "agree-who": "<i>x</i>", "agree-due_on": in_days(5)})
    pages = [board(), as_user("coordinator.noord").get(f"/casussen/{directed.public_id}/")]
    for page in pages:
        assert "<b>vet</b>" not in page.content.decode()
        assert "&lt;b&gt;vet&lt;/b&gt;" in page.content.decode()
