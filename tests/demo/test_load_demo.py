"""The sixty cases of the demo: every state occurs, and nobody sees a case that is not theirs."""

import json
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import Count, F
from procrastinate.contrib.django.models import ProcrastinateJob

from expertteam.access.models import Grant
from expertteam.advice.models import Advice, Response, Signature
from expertteam.cases.enums import CaseStatus
from expertteam.cases.models import Case, Document, Identity
from expertteam.conferences.models import AgendaItem, Participation
from expertteam.core import clock
from expertteam.followup.enums import FollowUpState
from expertteam.followup.models import FollowUp
from expertteam.help.models import Bridging, HelpRequest, Offer, Placement, Transfer
from expertteam.learning.models import LearningRecord, LearningReport, Lesson, Signal
from expertteam.learning.question_models import Question, QuestionReminder
from expertteam.learning.question_queries import answers_to_read, seen_by
from expertteam.notifications.models import Notification
from expertteam.organisations.models import User
from expertteam.procesregie.models import Agreement, Direction, Escalation
from reports.disclosure import checker
from reports.learning import from_frozen, render
from tests.demo.conftest import UNTIL
from workflows.demo.people import person
from workflows.inbox import tasks_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_last_day(demo):
    with clock.travel(UNTIL):
        yield


def test_every_status_of_a_case_occurs_and_half_are_closed():
    statuses = set(Case.objects.values_list("status", flat=True))
    assert statuses == set(CaseStatus.values)
    assert Case.objects.count() == 60
    assert 25 <= Case.objects.filter(status=CaseStatus.CLOSED).count() <= 40
    assert set(Case.objects.values_list("region__code", flat=True)) == {"NL", "ML", "ZL"}


def test_cases_are_spread_over_eighteen_months():
    days = sorted((UNTIL - case.filed_at.date()).days for case in Case.objects.all())
    assert days[0] <= 3
    assert 480 < days[-1] <= 548


@pytest.mark.parametrize("state", FollowUpState)
def test_every_state_of_a_follow_up_occurs(state):
    assert FollowUp.objects.with_state().filter(state=state).exists()


def test_a_second_follow_up_is_planned_and_another_is_done():
    second = FollowUp.objects.filter(sequence=2)
    assert second.filter(status="planned").exists()
    assert second.filter(status="assessed").exists()


def test_what_happens_at_the_table_occurs():
    assert set(AgendaItem.objects.values_list("outcome", flat=True)) >= {
        *("", "advice", "adjourned", "procesregie", "centre"),
    }
    upcoming = AgendaItem.objects.filter(status="planned", conference__starts_at__gt=clock.now())
    assert Participation.objects.filter(item__in=upcoming, pre_advice__isnull=True).exists()
    assert Participation.objects.filter(attendance="recused").exists()
    assert AgendaItem.objects.filter(team__region__isnull=True, status="done").exists(), "at the centre"
    assert AgendaItem.objects.filter(status="requested").exists()


def test_what_happens_with_an_advice_occurs():
    assert set(Signature.objects.values_list("judgement", flat=True)) == {"agree", "remark", "dissent"}
    assert Response.objects.filter(choice="deviate").exists()
    being_signed = Advice.objects.filter(status="signing").annotate(signed=Count("signatures"))
    assert being_signed.filter(signed__gt=0).exists()
    delivered = Advice.objects.filter(status="delivered")
    assert delivered.filter(recommendations__response__isnull=True).exists(), "not answered yet"


def test_what_happens_in_procesregie_occurs():
    assert set(Direction.objects.values_list("result", flat=True)) == {
        *("", "doorbroken", "afgeschaald", "bespreking", "geen_resultaat"),
    }
    broken_through = Direction.objects.filter(result="doorbroken", impasses__kind="geld")
    states = Agreement.objects.filter(direction__in=broken_through).values_list("state", flat=True)
    assert set(states) == {"nagekomen", "niet_nagekomen"}
    assert Escalation.objects.filter(direction__in=broken_through).exists()
    assert Direction.objects.filter(director=None).exists()
    assert Agreement.objects.filter(state="open").exists()


def test_what_happens_at_the_expertise_centre_occurs():
    assert set(Transfer.objects.values_list("status", flat=True)) == {
        *("proposed", "accepted", "declined", "finished"),
    }
    matched = HelpRequest.objects.filter(status="matched", offers__answer="not_possible")
    assert Placement.objects.filter(request__in=matched).exists()
    assert Bridging.objects.count() == Placement.objects.count()
    assert HelpRequest.objects.filter(status="not_found").exists()
    assert Offer.objects.filter(request__status="sent", answer="waiting").exists()


def test_what_the_region_learns_is_there():
    assert Signal.objects.exists()
    assert LearningRecord.objects.count() > Case.objects.filter(status=CaseStatus.CLOSED).count()
    assert set(Lesson.objects.values_list("status", flat=True)) == {"proposed", "approved", "rejected"}
    assert LearningReport.objects.filter(status="draft").count() == 1


def test_three_half_years_are_reported_and_a_stranger_can_check_each(tmp_path):
    """With the script that readers download, and Python alone."""
    published = LearningReport.objects.filter(status="published").order_by("starts_on")
    assert len(published) == 3
    for one, other in pairwise(published):
        assert one.ends_on + timedelta(days=1) == other.starts_on
    for report in published:
        assert len(report.figures["findings"]) >= 3
        tables = report.figures["publication"]["tables"]
        assert sum(any(each["row_totals"]) for each in tables) >= 6, report
        (tmp_path / "rapport.pdf").write_bytes(render(from_frozen(report.figures)))
        (tmp_path / "certificaat.json").write_text(json.dumps(report.certificate), encoding="utf-8")
        command = [sys.executable, "-I", "-S", checker.__file__, "rapport.pdf", "certificaat.json"]
        said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
        assert said.stdout.startswith("Goed")


def test_organisations_were_asked_and_each_did_as_it_does():
    states = {each.state for each in seen_by(person("coordinator.noord"), Question.objects.with_answers())}
    assert states == {"done", "does_not", "late", "partly", "takes_up", "proposed"}
    assert answers_to_read(person("coordinator.noord")).exists()
    assert QuestionReminder.objects.filter(moment="after").exists()
    draft = LearningReport.objects.get(status="draft")
    assert len(draft.figures["asked"]["questions"]) == 5, "the loop is closed in the next report"


def test_documents_are_kept_and_checked():
    assert set(Document.objects.values_list("content_type", flat=True)) == {"application/pdf"}


def test_no_old_mail_waits_for_the_worker():
    assert Notification.objects.count() > 100
    assert not Notification.objects.filter(sent_at=None).exists()
    assert not Notification.objects.exclude(sent_at=F("created_at")).exists()
    assert not ProcrastinateJob.objects.filter(task_name="send_notification").exists()


def test_people_see_the_cases_they_have_a_grant_for_and_no_other():
    seen = 0
    for user in User.objects.all():
        granted = Grant.objects.current().filter(user=user).exclude(role="provider").values("case")
        visible = set(Case.objects.visible_to(user).values_list("pk", flat=True))
        assert visible == set(granted.values_list("case", flat=True)), user.email
        seen += len(visible)
    assert seen > Case.objects.count() * 3


def test_regions_do_not_see_each_other(people):
    for address, code in [
        ("coordinator.noord", "NL"),
        ("coordinator.midden", "ML"),
        ("coordinator.zuid", "ZL"),
    ]:
        codes = set(Case.objects.visible_to(people(address)).values_list("region__code", flat=True))
        assert codes == {code}
    for address in ("inkoop", "fg", "beheer", "beleid.noord", "aanbieder.lindehof"):
        assert not Case.objects.visible_to(people(address)).exists()


def test_each_role_that_works_on_cases_has_something_to_do():
    busy = {role for user in User.objects.all() if tasks_for(user).exists() for role in user.roles}
    assert busy >= {"referrer", "coordinator", "chair", "expert", "director", "centre", "provider"}


def test_no_text_of_a_case_names_its_youth():
    for identity in Identity.objects.select_related("case__intake"):
        text = f"{identity.case.title} {identity.case.intake.situation} {identity.case.intake.question}"
        assert identity.first_name not in text
        assert identity.last_name not in text
