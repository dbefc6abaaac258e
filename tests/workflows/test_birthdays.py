"""On a birthday after which others decide, a task asks for consent again, once."""

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.access.consent_enums import Scope
from expertteam.cases import consent
from workflows import jobs
from workflows.birthdays import due_cases
from workflows.demo.people import person
from workflows.inbox import tasks_for
from workflows.steps.base import step_of

pytestmark = pytest.mark.django_db

ASK = "ConsentFlow.ask"
FILED = date(2026, 1, 12)


@pytest.fixture
def filed(story, travel):
    """Files a case of a youth born on this day, on 12 January 2026."""

    def file(born):
        identity = {"first_name": "Testkind", "last_name": "Verzonnen", "birth_date": born}
        with travel(FILED):
            return story.file(identity=identity | {"address": "", "parents": ""})

    return file


def asked(case, who="coordinator.noord"):
    return tasks_for(person(who)).filter(process__caseprocess__case=case, node=ASK)


@pytest.mark.parametrize("years", [12, 16, 18])
def test_a_task_opens_on_the_day_and_once(filed, travel, years):
    case = filed(date(2026 - years, 3, 9))
    with travel(date(2026, 3, 8)):
        assert due_cases() == []
        assert not jobs.ask_consent_again(case_id=case.pk)
    with travel(date(2026, 3, 9)):
        assert due_cases() == [case.pk]
        assert jobs.ask_consent_again(case_id=case.pk)
        assert not jobs.ask_consent_again(case_id=case.pk), "a second worker finds it asked"
        assert due_cases() == []
    assert asked(case).count() == 1
    assert asked(case, "aanmelder.venlo").count() == 1
    assert not asked(case, "deskundige1.noord") and not asked(case, "coordinator.zuid")


def test_days_on_which_the_worker_did_not_run_are_made_up_for(filed, travel):
    case = filed(date(2010, 3, 9))
    with travel(date(2026, 4, 20)):
        assert due_cases() == [case.pk]


@pytest.mark.parametrize("born", [date(2014, 1, 12), date(2013, 3, 9), date(2015, 3, 9), date(2009, 3, 9)])
def test_other_birthdays_and_the_day_of_filing_ask_nothing(filed, travel, born):
    case = filed(born)
    with travel(date(2026, 6, 1)):
        assert due_cases() == []
        assert not jobs.ask_consent_again(case_id=case.pk)


def test_a_leap_day_is_kept_on_the_first_of_march(filed, travel):
    case = filed(date(2008, 2, 29))
    with travel(date(2026, 2, 28)):
        assert due_cases() == []
    with travel(date(2026, 3, 1)):
        assert due_cases() == [case.pk]


def test_closed_and_anonymous_cases_ask_nothing(filed, story, travel):
    closed = filed(date(2010, 3, 9))
    with travel(FILED):
        story.triage(closed, "declined", alternative="Het wijkteam.")
        story.file(identity=None, age_band="12-15")
    with travel(date(2026, 3, 9)):
        assert due_cases() == []
        assert not jobs.ask_consent_again(case_id=closed.pk)


def test_the_job_carries_the_number_of_the_case_only(filed, travel):
    case = filed(date(2010, 3, 9))
    with travel(date(2026, 3, 9)):
        jobs.queue_birthdays(timestamp=0)
        jobs.queue_birthdays(timestamp=0)
    assert ProcrastinateJob.objects.get(task_name="ask_consent_again").args == {"case_id": case.pk}


def test_at_twelve_the_youth_must_agree_too_before_the_case_goes_on(filed, story, travel):
    case = filed(date(2014, 3, 9))
    with travel(FILED):
        assert consent.rulings(case)[Scope.CENTRE].allowed
    with travel(date(2026, 3, 9)):
        assert consent.rulings(case)[Scope.CENTRE].missing == ("youth",)
        jobs.ask_consent_again(case_id=case.pk)
        step = step_of(asked(case).get(), person("coordinator.noord"))
        form = step.forms()["form"]
        assert "Toestemming is nodig van de jeugdige, ouder 1 en ouder 2" in form.explanation
        answer = {"voice": "youth", "answer": "given", "scopes": list(Scope), "said_on": date(2026, 3, 9)}
        story.play(case, "coordinator.noord", ASK, answers=[answer | {"manner": "mondeling"}])
        assert consent.rulings(case)[Scope.CENTRE].allowed
    assert not asked(case)


def test_at_sixteen_the_form_says_that_the_youth_decides_alone(filed, travel):
    case = filed(date(2010, 3, 9))
    with travel(date(2026, 3, 9)):
        jobs.ask_consent_again(case_id=case.pk)
        form = step_of(asked(case).get(), person("coordinator.noord")).forms()["form"]
        assert (
            "Toestemming is nodig van de jeugdige. Vanaf 16 jaar beslist de jeugdige zelf" in form.explanation
        )
        assert "Van 12 tot en met 15" not in form.explanation


def test_the_task_stays_while_the_case_goes_on_and_goes_with_it(filed, story, travel):
    case = filed(date(2010, 3, 9))
    with travel(date(2026, 3, 9)):
        jobs.ask_consent_again(case_id=case.pk)
        story.triage(case)
        assert asked(case).count() == 1, "the next phase leaves it open"
        assert story.task(case, "coordinator.noord", "ConferenceFlow.plan")
    other = filed(date(2010, 3, 9))
    with travel(date(2026, 3, 9)):
        jobs.ask_consent_again(case_id=other.pk)
        story.triage(other, "declined", alternative="Het wijkteam.")
        assert not asked(other)
