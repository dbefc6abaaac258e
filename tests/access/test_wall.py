"""The second wall: the database itself shows a user only the rows of cases they hold a grant on.

Everything here passes the filters of the code by: raw SQL, managers without a filter, queries that were told
that everything is allowed.
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from viewflow.workflow.models import Process, Task

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.policies import is_history, rule_of
from expertteam.access.wall import WALL, as_system, as_user
from expertteam.cases.models import Case, Document, Identity, Intake
from expertteam.core import clock
from expertteam.core.wall import web_role, worker_role
from expertteam.help.models import HelpRequest, Offer
from expertteam.notifications.services import notify
from tests.roads import asked, whole_road
from workflows.demo.people import person

STRANGER, REFERRER, COORDINATOR = "aanmelder.heerlen", "aanmelder.venlo", "coordinator.noord"
# What the road of one case leaves rows in, at least.
ON_THE_ROAD = {
    *("access.Grant", "cases.CaseUserPermission", "cases.Case", "cases.Identity", "cases.Intake"),
    *("cases.TriedHelp", "cases.InvolvedParty", "cases.Triage", "conferences.AgendaItem"),
    *("conferences.Participation", "conferences.PreAdvice", "conferences.Minutes", "advice.Advice"),
    *("advice.Recommendation", "advice.Signature", "advice.Response", "help.Transfer"),
    *("help.HelpRequest", "help.Offer", "followup.FollowUp", "followup.Outcome", "audit.HistoryLine"),
    *("notifications.Notification", "workflows.CaseProcess", "workflows.CaseTask"),
    *("viewflow.Process", "viewflow.Task", "viewflow.Task_previous"),
}
# Tables whose rows need no rule, by why that is; whoever adds a table says here what it tells of a case.
NO_RULE = {
    "accounts, roles and logging in": "organisations.User organisations.User_groups"
    " organisations.User_user_permissions organisations.Membership login.AccountReview account.EmailAddress"
    " account.EmailConfirmation mfa.Authenticator usersessions.UserSession socialaccount.SocialApp"
    " socialaccount.SocialAccount socialaccount.SocialToken auth.Group auth.Group_permissions",
    "found by a secret key only; what somebody typed is sealed in it": "sessions.Session",
    "places and kinds": "organisations.Region organisations.Municipality organisations.Organisation"
    " organisations.Team auth.Permission contenttypes.ContentType rights.RequestTerm rights.RetentionRegime",
    "never filled: permissions on cases have tables of their own": "guardian.UserObjectPermission"
    " guardian.GroupObjectPermission",
    "never filled: who made a change stands in the history of the case": "pghistory.Context"
    " pghistory.Events pghistory.MiddlewareEvents",
    "ids only, for the worker": "procrastinate.ProcrastinateWorker procrastinate.ProcrastinateJob"
    " procrastinate.ProcrastinateEvent procrastinate.ProcrastinatePeriodicDefer",
    "who looked at which random id; the last row must be seen to chain the next": "audit.ReadEvent",
    "no case, on purpose": "audit.Occurrence rights.DestructionRecord rights.LeftFile cases.CaseCounter"
    " learning.LearningRecord learning.RecommendationFact learning.SignalFact learning.Lesson"
    " learning.LearningReport learning.SeenFigures learning.Paragraph learning.Reading learning.Verdict"
    " learning.FeedKey"
    " workflows.ReportProcess workflows.ReportTask workflows.ReportTask_previous"
    " learning.Question learning.Answer learning.QuestionReminder",
    "a day, a place and a chair; of which cases stands in conferences.AgendaItem": "conferences.Conference",
    "who decided when; of which files stands in rights.DestructionItem": "rights.DestructionList",
}

pytestmark = pytest.mark.django_db


def rows(model) -> int:
    """Counted in SQL: no manager, no filter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


def assert_refused(statement, words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def role_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def walled_models():
    return [model for model in apps.get_models(include_auto_created=True) if rule_of(model)]


@pytest.fixture
def road(story):
    """A case that went all the way, and one for which providers were asked."""
    return whole_road(story), asked(story)


def test_every_table_with_a_way_to_a_case_has_a_rule_and_every_rule_stands_in_the_database():
    """A new model with a key to a case needs a line in expertteam/access/wall.py."""
    assert [model._meta.label for model in walled_models() if model._meta.label not in WALL] == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname"
            " WHERE c.relrowsecurity GROUP BY c.relname"
            " HAVING array_agg(p.policyname ORDER BY p.policyname)::text = '{all_cases,own_cases}'"
        )
        guarded = {name for (name,) in cursor.fetchall()}
    assert guarded == {apps.get_model(label)._meta.db_table for label in WALL}


def test_every_table_without_a_rule_says_why():
    models = apps.get_models(include_auto_created=True)
    without = [model._meta.label for model in models if not rule_of(model) and not is_history(model)]
    told = " ".join(NO_RULE.values()).split()
    assert sorted(without) == sorted(told), (
        "a new table: a line in expertteam/access/wall.py, or a reason here"
    )


def test_the_web_site_reads_nothing_of_the_change_history(road):
    histories = [model for model in apps.get_models() if is_history(model)]
    assert len(histories) > 10
    for model in histories:
        with as_user(person(COORDINATOR)):
            assert_refused(f"SELECT 1 FROM {model._meta.db_table}", "permission denied")


def test_the_rows_of_the_engine_are_those_of_the_own_cases_and_the_own_tasks(road, story):
    other = story.file("aanmelder.heerlen")
    with as_user(person(COORDINATOR)):
        assert set(Process.objects.values_list("pk", flat=True)) == {
            process.pk for case in road for process in case.processes.all()
        }
        mine = set(Task.objects.values_list("process", flat=True))
    assert mine and mine <= {process.pk for case in road for process in case.processes.all()}
    foreign = other.processes.get()
    with as_user(person(COORDINATOR)):
        assert not Task.objects.filter(process=foreign.pk).exists()
        assert Task.objects.filter(process=foreign.pk).update(status="DONE") == 0


@pytest.mark.parametrize("who", ["nobody", "visitor", "stranger", "made-up key"])
def test_who_holds_no_grant_finds_no_row_in_any_table(road, who):
    user = {
        "nobody": None,
        "visitor": AnonymousUser(),
        "stranger": person(STRANGER),
        "made-up key": person(STRANGER),
    }[who]
    with as_user(user):
        assert role_now() == web_role()
        if who == "made-up key":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('expertteam.user_id', %s, false)", ["1 OR true"])
        found = {model._meta.label: rows(model) for model in walled_models()}
    assert {label for label, number in found.items() if number} == set()


def test_who_holds_a_grant_finds_the_rows_of_their_own_case(road, story):
    """Without the filters, and of their own case only."""
    other = story.file("aanmelder.heerlen")
    with as_user(person(COORDINATOR)):
        assert set(Case.objects.all()) == set(road)
        assert set(Intake.objects.values_list("case", flat=True)) == {case.pk for case in road}
        assert {model._meta.label for model in walled_models() if rows(model)} >= ON_THE_ROAD
    with as_user(person("coordinator.zuid")):
        assert list(Case.objects.all()) == [other]


def test_the_identity_exists_only_for_roles_that_may_see_it(road):
    expert, referrer = person("deskundige1.noord"), person(REFERRER)
    with as_user(expert):
        assert Case.objects.filter(pk=road[0].pk).exists()
        assert not Identity.objects.exists()
    with as_user(referrer):
        assert Identity.objects.filter(case=road[0]).exists()


def test_for_a_provider_only_the_request_and_their_own_answer_exist(road):
    _, case = road
    lindehof, kompas = person("aanbieder.lindehof"), person("aanbieder.kompas")
    with as_user(lindehof):
        assert [each.case_id for each in HelpRequest.objects.all()] == [case.pk]
        assert [each.contact_id for each in Offer.objects.all()] == [lindehof.pk]
        for model in (Case, Identity, Intake, Document):
            assert not rows(model), model
        assert set(Grant.objects.values_list("user", flat=True)) == {lindehof.pk}
    with as_user(kompas):
        assert [each.contact_id for each in Offer.objects.all()] == [kompas.pk]
    with as_user(person("aanbieder.nest")):
        assert not HelpRequest.objects.exists()


def test_a_grant_opens_and_shuts_with_its_dates(road, travel):
    case, stranger = road[0], person(STRANGER)

    def sees(moment):
        with travel(moment), as_user(stranger):
            return Case.objects.filter(pk=case.pk).exists()

    now = clock.now()
    with travel(now):
        access.grant(
            user=stranger,
            case=case,
            role=CaseRole.OBSERVER,
            reason="leest een dag mee",
            until=now + timedelta(days=1),
        )
    assert not sees(now - timedelta(minutes=2))
    assert sees(now)
    assert sees(now + timedelta(hours=23))
    assert not sees(now + timedelta(days=1))


def test_nobody_writes_in_a_case_of_others(road):
    case, stranger = road[0], person(STRANGER)
    with as_user(stranger):
        assert Case.objects.filter(pk=case.pk).update(title="Overschreven") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Grant.objects.create(user=stranger, case=case, role=CaseRole.OBSERVER, reason="zomaar")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Intake.objects.create(case=case, stuck_since=clock.today())


def test_a_message_reaches_another_and_is_read_by_them_alone(people):
    with as_user(person(COORDINATOR)):
        notify(user=person(REFERRER), kind="task", reference="NL-2026-0001", path="/taken/x/")
        assert not person(REFERRER).notifications.exists()
    with as_user(person(REFERRER)):
        assert person(REFERRER).notifications.get().reference == "NL-2026-0001"


def test_the_system_sees_every_case_and_still_changes_no_table(road):
    with as_system("a test"):
        assert role_now() == worker_role()
        assert Case.objects.count() == 2
        assert_refused("TRUNCATE audit_readevent", "permission denied")


def test_the_system_is_not_asked_without_a_reason():
    with pytest.raises(ValueError, match="reason"), as_system(""):
        pass


FORBIDDEN = [
    "TRUNCATE cases_case CASCADE",
    "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
    "DROP POLICY own_cases ON cases_case",
    "CREATE TABLE mine (id int)",
    "CREATE OR REPLACE FUNCTION expertteam_user() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint'",
    "UPDATE audit_readevent SET user_name = 'iemand anders'",
    "DELETE FROM audit_readevent",
    "UPDATE audit_historyline SET detail = ''",
    "DELETE FROM audit_historyline",
    "DELETE FROM cases_case",
    "SELECT * FROM cases_identityevent",
    "UPDATE auth_permission SET codename = 'alles'",
    "CREATE ROLE another",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_web_site_may_not(statement):
    with as_user(None):
        assert_refused(statement, r"permission denied|must be (able to|owner)")


def test_what_the_web_site_changes_still_reaches_the_change_history(road):
    case = road[0]
    before = case.events.count()
    with as_user(person(REFERRER)):
        assert Case.objects.filter(pk=case.pk).update(title="Anders gezegd") == 1
    assert case.events.count() == before + 1
