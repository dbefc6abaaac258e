"""The coordinator brings a case to a table: when, where and with whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from expertteam.access.permissions import may
from expertteam.conferences.models import Conference, Participation
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.organisations.enums import Role
from tests.pages import page_of, text_of
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db
NODE = "ConferenceFlow.plan"
EXPERTS = ("deskundige1.noord", "deskundige2.noord", "deskundige4.noord")


@pytest.fixture
def case(story):
    """Filed by Toegang Venray, where expert 3 of the team works too."""
    filed = story.file(referrer="aanmelder.venray")
    story.triage(filed)
    return filed


def seat(person, table="Noord-Limburg"):
    return str(person.memberships.get(role=Role.EXPERT, team__name__contains=table).public_id)


def answers(people, **changes):
    day = clock.today() + timedelta(days=9)
    return {
        "day": day.isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "location": "Stadskantoor Venlo",
        "chair": str(people("voorzitter.noord").public_id),
        "experts": [seat(people(address)) for address in EXPERTS],
    } | changes


def test_the_coordinator_plans_and_the_experts_are_invited(case, story, people, as_user):
    client = as_user("coordinator.noord")
    task = story.task(case, "coordinator.noord", NODE)
    response = client.post(page_of(task), answers(people), follow=True)
    day = clock.today() + timedelta(days=9)
    planned = Conference.objects.get()
    assert timezone.localtime(planned.starts_at).strftime("%Y-%m-%d %H:%M") == f"{day} 10:00"
    assert planned.chair == people("voorzitter.noord")
    assert "De bespreking is gepland op" in text_of(response)
    for address in EXPERTS:
        assert story.task(case, address, "ConferenceFlow.pre_advise")
    assert story.task(case, "voorzitter.noord", "ConferenceFlow.confer")
    assert not tasks_for(people("deskundige5.noord")).exists(), "not invited"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2024-05-01"}, "1 mei 2024 is al voorbij"),
        ({"day": "20260-05-01"}, "Vul een bestaande datum in"),
        ({"day": "2098-05-01"}, "Controleer het jaartal"),
        ({"ends": "09:30"}, "De eindtijd ligt voor de begintijd"),
        ({"ends": "25:99"}, "Vul een tijd in"),
        ({"location": ""}, "Vul in: Plaats"),
        ({"chair": "d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11"}, "Kies een van de antwoorden"),
        ({"chair": "geen-nummer"}, "Kies een van de antwoorden"),
        ({"experts": []}, "Kies ten minste één"),
        ({"experts": ["d3b07384-d9a0-4c9b-8f0e-2f6f5f3f1a11"]}, "Kies een van de antwoorden"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_helps(case, story, people, as_user, changes, sentence):
    client = as_user("coordinator.noord")
    task = story.task(case, "coordinator.noord", NODE)
    response = client.post(page_of(task), answers(people, **changes))
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not Conference.objects.exists()


def test_a_moment_earlier_today_is_refused(case, story, people, as_user, travel):
    with travel(date.today() + timedelta(days=1)):
        client = as_user("coordinator.noord")
        task = story.task(case, "coordinator.noord", NODE)
        early = answers(people, day=clock.today().isoformat(), starts="08:00")
        assert "Kies een datum en tijd die nog moeten komen" in text_of(client.post(page_of(task), early))
    assert not Conference.objects.exists()


def test_two_experts_are_too_few(case, story, people, as_user):
    client = as_user("coordinator.noord")
    two = answers(people, experts=[seat(people(address)) for address in EXPERTS[:2]])
    response = client.post(page_of(story.task(case, "coordinator.noord", NODE)), two)
    assert "Kies ten minste 3 gedragswetenschappers." in text_of(response)
    assert not Participation.objects.exists()


def test_an_expert_of_the_referring_organisation_is_shown_but_barred(case, story, people, as_user):
    client = as_user("coordinator.noord")
    task = story.task(case, "coordinator.noord", NODE)
    barred = seat(people("deskundige3.noord"))
    page = client.get(page_of(task)).content.decode()
    assert "Toegang Venray (werkt bij de aanmelder)" in page
    option = next(part for part in page.split("<input") if f'value="{barred}"' in part)
    assert " disabled" in option.split(">")[0]
    free = next(part for part in page.split("<input") if f'value="{seat(people(EXPERTS[0]))}"' in part)
    assert " disabled" not in free.split(">")[0]
    response = client.post(page_of(task), answers(people, experts=[barred, *answers(people)["experts"]]))
    assert "Saskia van Wylick werkt bij de aanmelder en kan niet meepraten" in text_of(response)
    assert not Conference.objects.exists()


def test_the_same_expert_may_sit_for_a_case_of_another_organisation(story, people, as_user):
    other = story.file(referrer="aanmelder.venlo")
    story.triage(other)
    client = as_user("coordinator.noord")
    experts = [seat(people(address)) for address in ("deskundige3.noord", *EXPERTS[:2])]
    client.post(page_of(story.task(other, "coordinator.noord", NODE)), answers(people, experts=experts))
    assert Participation.objects.filter(expert=people("deskundige3.noord")).exists()


def test_a_second_case_joins_the_meeting_of_the_table(case, story, people, as_user):
    second = story.file()
    story.triage(second)
    client = as_user("coordinator.noord")
    client.post(page_of(story.task(case, "coordinator.noord", NODE)), answers(people))
    page = client.get(page_of(story.task(second, "coordinator.noord", NODE)))
    assert "Bijeenkomsten die al gepland zijn" in text_of(page)
    later = answers(people, starts="10:30", ends="12:00", location="stadskantoor venlo")
    client.post(page_of(story.task(second, "coordinator.noord", NODE)), later)
    meeting = Conference.objects.get()
    assert meeting.items.count() == 2
    assert timezone.localtime(meeting.ends_at).hour == 12, "the meeting lasts until both are discussed"


def test_a_chair_cannot_be_in_two_places(case, story, people, as_user):
    second = story.file()
    story.triage(second)
    client = as_user("coordinator.noord")
    client.post(page_of(story.task(case, "coordinator.noord", NODE)), answers(people))
    elsewhere = answers(people, location="Gemeentehuis Horst")
    response = client.post(page_of(story.task(second, "coordinator.noord", NODE)), elsewhere)
    assert "Hans Verstappen zit dan al een bespreking voor in Stadskantoor Venlo" in text_of(response)
    assert second.agenda_items.get().conference is None


@pytest.mark.parametrize(
    "stranger",
    ["coordinator.midden", "voorzitter.noord", "aanmelder.venray", "deskundige1.noord", "fg", "beheer"],
)
def test_nobody_else_plans(case, story, as_user, stranger, people):
    task = story.task(case, "coordinator.noord", NODE)
    client = as_user(stranger)
    assert client.get(page_of(task)).status_code == 404
    assert client.post(page_of(task), answers(people)).status_code == 404
    assert not Conference.objects.exists()


def test_the_second_post_hears_that_it_is_done(case, story, people, as_user):
    client = as_user("coordinator.noord")
    address = page_of(story.task(case, "coordinator.noord", NODE))
    assert client.post(address, answers(people)).status_code == 302
    again = client.post(address, answers(people))
    assert again.status_code == 409 and "al afgerond" in text_of(again)
    assert Conference.objects.count() == 1


def test_a_kept_draft_comes_back_with_its_ticks(case, story, people, as_user):
    client = as_user("coordinator.noord")
    address = page_of(story.task(case, "coordinator.noord", NODE))
    half = answers(people, location="", save_draft="1")
    client.post(address, half)
    page = client.get(address).content.decode()
    option = next(part for part in page.split("<input") if f'value="{half["experts"][0]}"' in part)
    assert " checked" in option.split(">")[0]
    assert "et-error" not in page, "a draft is not judged"


def test_the_centre_plans_with_experts_of_several_regions(story, people, as_user):
    case = story.file()
    story.triage(case, "centre", transfer_question="Wie denkt mee?")
    story.play(case, "centrum1", "TransferFlow.decide", decision="confer")
    task = story.task(case, "centrum1", NODE)
    assert as_user("coordinator.noord").get(page_of(task)).status_code == 404
    client = as_user("centrum1")
    page = text_of(client.get(page_of(task)))
    assert "Lotte Smeets" in page and "Joep Timmermans" in page
    assert "Yasmina Bouzidi" not in page, "she sits at the regional table only"
    experts = ("deskundige4.noord", "deskundige1.midden", "deskundige2.zuid")
    client.post(
        page_of(task),
        answers(
            people,
            chair=str(people("voorzitter.centrum").public_id),
            experts=[seat(people(address), "xpertisecentrum") for address in experts],
        ),
    )
    assert Conference.objects.get().team.region is None


def test_a_chair_of_the_referring_organisation_is_barred(case, story, people, as_user):
    chair, coordinator = people("voorzitter.noord"), people("coordinator.noord")
    chair.memberships.create(role=Role.REFERRER, organisation=case.referrer_organisation)
    task = story.task(case, "coordinator.noord", NODE)
    response = as_user("coordinator.noord").post(page_of(task), answers(people))
    sentence = "Hans Verstappen werkt bij de aanmelder en kan niet meepraten. Kies iemand anders."
    assert response.context["form"].errors == {"chair": [sentence]}
    with pytest.raises(RuleBroken, match="Hans Verstappen werkt bij de aanmelder"):
        story.plan(case)
    assert not Conference.objects.exists()
    assert not may(chair, "confer", case) and may(coordinator, "plan_conference", case)
