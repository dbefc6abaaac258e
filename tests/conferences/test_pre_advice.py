"""Experts think first, apart from one another, or step back."""

import pytest

from expertteam.cases.models import Draft
from expertteam.conferences import services
from expertteam.conferences.models import PreAdvice
from tests.pages import page_of, text_of
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "ConferenceFlow.pre_advise"
CONFER = "ConferenceFlow.confer"
PLAN = "ConferenceFlow.plan"
THREE = ("deskundige1.noord", "deskundige2.noord", "deskundige4.noord")


@pytest.fixture
def case(story):
    planned = story.file()
    story.to_conference(planned)
    return planned


def written(mark):
    return {"choice": "write", "analysis": f"Ik zie {mark}.", "advice": f"Doe {mark}.", "questions": ""}


def write(client_of, story, case, address, mark):
    task = story.task(case, address, NODE)
    return client_of(address).post(page_of(task), written(mark))


def reads(client_of, case, address):
    return text_of(client_of(address).get(f"/casussen/{case.public_id}/"))


def test_a_pre_advice_is_blind_until_every_expert_has_written(case, story, as_user):
    write(as_user, story, case, THREE[0], "eerste blik")
    write(as_user, story, case, THREE[1], "tweede blik")
    assert "eerste blik" in reads(as_user, case, THREE[0]), "one's own"
    for blind in (THREE[1], THREE[2], "voorzitter.noord", "coordinator.noord"):
        page = reads(as_user, case, blind)
        assert "eerste blik" not in page
        assert "Binnen: 2 van de 3 vooradviezen. Nog niet van: Joep Timmermans." in page
    write(as_user, story, case, THREE[2], "derde blik")
    for seeing in (*THREE, "voorzitter.noord", "coordinator.noord"):
        assert "eerste blik" in reads(as_user, case, seeing)


def test_opening_the_table_makes_them_readable(case, story, people, as_user):
    write(as_user, story, case, THREE[0], "eerste blik")
    services.open_table(item=case.agenda_items.get(), by=people("voorzitter.noord"))
    assert "eerste blik" in reads(as_user, case, THREE[1])
    late = as_user(THREE[1]).get(page_of(story.task(case, THREE[1], NODE)))
    assert "De bespreking is al geopend" in text_of(late)


def test_the_referrer_reads_no_pre_advice_and_no_minutes(case, story, as_user):
    for address in THREE:
        write(as_user, story, case, address, "een blik")
    story.confer(case)
    page = reads(as_user, case, "aanmelder.venlo")
    assert "Casusbespreking" in page and "Er komt een advies" in page
    for secret in ("een blik", "Vooradvies van", "Besproken wat eerst moet", "Er is te veel tegelijk"):
        assert secret not in page
    assert "Besproken wat eerst moet" in reads(as_user, case, "coordinator.noord")


def test_text_of_an_expert_is_shown_as_text(case, story, as_user):
    for address in THREE:
        write(as_user, story, case, address, "<script>alert(1)</script>")
    page = as_user("voorzitter.noord").get(f"/casussen/{case.public_id}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_pre_advice_needs_a_view_and_an_advice(case, story, as_user):
    task = story.task(case, THREE[0], NODE)
    response = as_user(THREE[0]).post(page_of(task), {"choice": "write"})
    page = text_of(response)
    assert "Vul in: Hoe begrijpt u de situatie?" in page and "Vul in: Wat adviseert u?" in page
    assert "Vul in waarom u zich verschoont" not in page
    assert not PreAdvice.objects.exists()


def test_a_choice_must_be_made(case, story, as_user):
    task = story.task(case, THREE[0], NODE)
    response = as_user(THREE[0]).post(page_of(task), {"analysis": "x", "advice": "y"})
    assert "Kies: Kunt u over deze casus meedenken?" in text_of(response)


def test_who_steps_back_says_why(case, story, as_user):
    task = story.task(case, THREE[0], NODE)
    response = as_user(THREE[0]).post(page_of(task), {"choice": "recuse", "recusal_reason": "  "})
    assert "Vul in waarom u zich verschoont." in text_of(response)


def test_recusal_ends_access_at_once(case, story, people, as_user):
    task = story.task(case, THREE[0], NODE)
    client = as_user(THREE[0])
    values = written("dit telt niet") | {"choice": "recuse", "recusal_reason": "Ik ken het gezin."}
    response = client.post(page_of(task), values, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "U hebt geen toegang meer tot deze casus" in text_of(response)
    assert client.get(f"/casussen/{case.public_id}/").status_code == 404
    assert not PreAdvice.objects.exists(), "only the recusal counts"
    assert not tasks_for(people(THREE[0])).exists()
    gone = client.get(page_of(task))
    assert gone.status_code == 409 and case.title not in text_of(gone)


def test_an_autosave_that_comes_late_leaves_nothing_behind(case, story, as_user):
    task = story.task(case, THREE[0], NODE)
    client = as_user(THREE[0])
    values = {"choice": "recuse", "recusal_reason": "Ik ken het gezin."}
    assert client.post(f"{page_of(task)}concept/", values).status_code == 200
    assert Draft.objects.count() == 1
    client.post(page_of(task), values)
    assert client.post(f"{page_of(task)}concept/", values).status_code == 204
    assert not Draft.objects.exists()


def test_a_recusal_changes_the_quorum(case, story, as_user):
    task = story.task(case, THREE[0], NODE)
    as_user(THREE[0]).post(page_of(task), {"choice": "recuse", "recusal_reason": "Ik ken het gezin."})
    page = text_of(as_user("voorzitter.noord").get(page_of(story.task(case, "voorzitter.noord", CONFER))))
    assert "te weinig gedragswetenschappers" in page
    assert "Verschoond Yasmina Bouzidi: Ik ken het gezin." in page
    assert "Nog niet van: Ruud Aerts, Joep Timmermans." in page
    assert "Verschoond" not in reads(as_user, case, "aanmelder.venlo")


def test_who_stepped_back_is_not_invited_again(case, story, people, as_user):
    task = story.task(case, THREE[0], NODE)
    as_user(THREE[0]).post(page_of(task), {"choice": "recuse", "recusal_reason": "Ik ken het gezin."})
    story.confer(case, outcome="adjourned", present=THREE[1:])
    page = as_user("coordinator.noord").get(page_of(story.task(case, "coordinator.noord", PLAN)))
    assert "De Lindehof (heeft zich verschoond voor deze casus)" in text_of(page)
    with pytest.raises(Exception, match="heeft zich verschoond voor deze casus"):
        story.plan(case)


@pytest.mark.parametrize(
    "stranger", ["deskundige2.noord", "deskundige5.noord", "voorzitter.noord", "aanmelder.venlo"]
)
def test_nobody_writes_the_pre_advice_of_another(case, story, as_user, stranger):
    task = story.task(case, THREE[0], NODE)
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), written("niet van mij")).status_code == 404
    assert not PreAdvice.objects.exists()


def test_the_referrer_cannot_read_who_stepped_back(case, story, as_user):
    """Neither the recusal nor the access that ended with it, which names the same person."""
    story.play(case, THREE[0], NODE, recusal_reason="Ik ken het gezin.")
    page = reads(as_user, case, "aanmelder.venlo")
    for told in ("erschoning", "Yasmina Bouzidi", "Toegang beëindigd", "Toegang als"):
        assert told not in page, told
    table = reads(as_user, case, "coordinator.noord")
    assert "Toegang beëindigd: verschoning" in table and "Yasmina Bouzidi" in table
