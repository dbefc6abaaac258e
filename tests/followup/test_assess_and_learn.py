"""The coordinator judges, plans a second follow-up or closes with what the case teaches."""

from datetime import UTC, date, datetime

import pytest
from django.db import models

from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.learning.enums import WaitingBand
from expertteam.learning.models import LearningRecord, RecommendationFact, SignalFact
from workflows.demo.people import person
from workflows.inbox import tasks_for
from workflows.steps.base import play

pytestmark = pytest.mark.django_db

ASSESSED = {"assessment": "Het advies <i>werkt</i>.", "outcome": "close"}
SIGNAL = {
    "signaal-TOTAL_FORMS": "1",
    "signaal-INITIAL_FORMS": "0",
    "signaal-0-kind": "earlier",
    "signaal-0-segment": "ggz",
    "signaal-0-moment": "eerste_hulp",
    "signaal-0-addressee": "toegang",
    "signaal-0-text": "Eerder <b>diagnostiek</b>.",
}


@pytest.fixture
def answered(story, opened, on_that_monday):
    case = opened(days_ago=3)
    story.fill_in(case, result="partly")
    return case


def task_url(case):
    task = tasks_for(person("coordinator.noord")).get(process__caseprocess__case=case)
    return f"/taken/{task.public_id}/"


def test_the_coordinator_reads_the_answers_and_closes_with_a_signal(answered, as_user):
    client = as_user("coordinator.noord")
    page = client.get(task_url(answered)).content.decode()
    assert "Deels gevolgd" in page and "geen plek of lange wachttijd" in page and "Het gaat beter." in page
    three_months = clock.months_later(clock.today(), 3)
    assert f'value="{three_months.isoformat()}"' in page, "three months is proposed for a second one"
    client.post(task_url(answered), ASSESSED)
    client.post(task_url(answered), SIGNAL)
    case = Case.objects.get(pk=answered.pk)
    assert case.get_status_display() == "Afgesloten"
    shown = client.get(f"/casussen/{case.public_id}/").content.decode()
    assert (
        "Het advies &lt;i&gt;werkt&lt;/i&gt;." in shown and "Eerder &lt;b&gt;diagnostiek&lt;/b&gt;." in shown
    )
    assert (
        "segment=ggz" in shown and "diagnostiek" not in shown.split("leren/lessen/nieuw/?")[1].split('"')[0]
    )


def test_a_silence_is_shown_as_a_silence(story, opened, on_that_monday, as_user):
    case = opened(days_ago=40)
    task = story.task(case, "aanmelder.venlo", "FollowUpFlow.fill_in")
    play(task, person("coordinator.noord"), no_answer=True)
    page = as_user("coordinator.noord").get(task_url(case)).content.decode()
    assert "Er kwam geen antwoord van de aanmelder." in page


def test_a_second_follow_up_needs_a_date_that_makes_sense(answered, as_user):
    url, client = task_url(answered), as_user("coordinator.noord")
    wrong = {
        "": "Vul in wanneer de volgende opvolging is.",
        clock.today().isoformat(): "Kies een datum die nog moet komen.",
        "2031-01-01": "Kies een datum binnen twee jaar.",
        "20260-01-01": "Vul een bestaande datum in",
    }
    for day, message in wrong.items():
        page = client.post(url, ASSESSED | {"outcome": "second", "next_on": day}).content.decode()
        assert message in page and "Het advies &lt;i&gt;werkt&lt;/i&gt;." in page
    client.post(url, ASSESSED | {"outcome": "second", "next_on": "2026-10-13"})
    assert [f.due_on for f in answered.follow_ups.order_by("sequence")][1] == date(2026, 10, 13)


def test_a_date_left_behind_does_not_matter_when_the_case_closes(answered, as_user):
    as_user("coordinator.noord").post(task_url(answered), ASSESSED | {"next_on": "1990-01-01"})
    assert answered.follow_ups.get().outcome == "close"


def test_a_case_may_teach_nothing_but_a_signal_must_be_whole(story, answered, as_user):
    story.assess(answered)
    url, client = task_url(answered), as_user("coordinator.noord")
    for change, message in (
        ({"signaal-0-segment": ""}, "Kies welke hulp eerder had gemoeten."),
        ({"signaal-0-moment": ""}, "Kies op welk moment die hulp eerder had gemoeten."),
        ({"signaal-0-kind": "missing", "signaal-0-segment": ""}, "Kies welk aanbod ontbrak."),
        ({"signaal-0-kind": "bottleneck"}, "Kies wat voor knelpunt het was."),
        ({"signaal-0-addressee": "iedereen"}, "Kies een van de antwoorden uit de lijst"),
    ):
        assert message in client.post(url, SIGNAL | change).content.decode()
    two = client.post(url, SIGNAL | {"signaal-add": "1"}).content.decode()
    assert "signaal-1-kind" in two and "diagnostiek" in two, "a row more, and nothing lost"
    client.post(url, {"signaal-TOTAL_FORMS": "1", "signaal-INITIAL_FORMS": "0"})
    assert Case.objects.get(pk=answered.pk).status == "closed"
    assert not answered.signals.exists()


def test_only_the_coordinator_assesses(answered, as_user):
    url = task_url(answered)
    for address in ("aanmelder.venlo", "voorzitter.noord", "coordinator.midden", "fg", "beleid.noord"):
        assert as_user(address).post(url, ASSESSED).status_code == 404, address
    assert answered.follow_ups.get().status == "answered"


def test_each_recommendation_keeps_its_last_answer_over_all_follow_ups(story, answered, travel):
    """Two advices, each with a follow-up of its own: the second says nothing of the first advice."""
    story.assess(answered, outcome="conference")
    story.plan(answered)
    story.pre_advise(answered)
    story.confer(answered)
    story.draft(answered, number=1)
    story.sign(answered)
    story.settle(answered)
    story.respond(answered)
    with travel(date(2027, 1, 18)):
        story.follow_up_opens(answered)
        story.fill_in(answered, result="followed")
        story.assess(answered)
        story.learn(answered)
    outcomes = RecommendationFact.objects.order_by("outcome").values_list("outcome", flat=True)
    assert list(outcomes) == ["followed", "partly", "partly"]


def test_a_second_answer_replaces_the_first_and_a_silence_does_not(story, answered, travel):
    second, third = date(2026, 10, 13), date(2027, 1, 13)
    story.assess(answered, outcome="second", next_on=second)
    with travel(second):
        story.follow_up_opens(answered)
        story.fill_in(answered, result="followed")
        story.assess(answered, outcome="second", next_on=third)
    with travel(third):
        story.follow_up_opens(answered)
        task = story.task(answered, "aanmelder.venlo", "FollowUpFlow.fill_in")
        play(task, person("coordinator.noord"), no_answer=True)
        story.assess(answered)
        story.learn(answered)
    assert set(RecommendationFact.objects.values_list("outcome", flat=True)) == {"followed"}
    assert not LearningRecord.objects.get().follow_up_answered, "the last one was a silence"


def test_what_is_kept_knows_no_case_no_person_and_no_day(story, answered, on_that_monday):
    """R14: months, bands and kinds; nothing that leads back."""
    story.assess(answered)
    story.learn(answered, signals=[])
    learned = LearningRecord.objects.get()
    assert learned.month == date(2026, 7, 1) and learned.follow_up_answered
    for model in (LearningRecord, RecommendationFact, SignalFact):
        targets = {f.related_model.__name__ for f in model._meta.get_fields() if f.is_relation}
        assert targets <= {
            "Region",
            "Municipality",
            "Organisation",
            "LearningRecord",
            "RecommendationFact",
            "SignalFact",
        }, model
        for field in model._meta.fields:
            assert not isinstance(field, (models.TextField, models.UUIDField, models.DateTimeField)), field
            assert field.is_relation or field.choices or field.name in {"id", "month", "follow_up_answered"}


def test_the_month_is_that_of_our_clock_in_limburg(story, answered, travel):
    """Half past midnight in Venlo on 1 August is still July in Greenwich."""
    with travel(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)):
        story.assess(answered)
        story.learn(answered)
    assert LearningRecord.objects.get().month == date(2026, 8, 1)


def test_six_months_are_calendar_months():
    assert clock.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert clock.months_later(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert clock.months_later(date(2026, 7, 15), 6) == date(2027, 1, 15)


def test_an_advice_of_31_august_is_followed_up_on_the_last_of_february(story, travel):
    with travel(date(2026, 8, 31)):
        case = story.file()
        story.to_delivery(case)
        story.respond(case)
    assert case.follow_ups.get().due_on == date(2027, 2, 28)


def test_waiting_times_fall_into_bands_at_their_edges():
    days = {0: "0-2", 13: "0-2", 14: "2-4", 27: "2-4", 28: "4-8", 55: "4-8", 56: "8+", None: "geen"}
    assert {day: WaitingBand.for_days(day) for day in days} == days
