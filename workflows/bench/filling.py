"""Thousands of cases in seconds: rows made in bulk, as they stand after many years of work.

The only place that passes the services by, and only ever in a scratch database.
"""

from datetime import timedelta
from itertools import islice

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value
from viewflow.workflow.models import Process, Task
from viewflow.workflow.status import PROCESS, STATUS
from viewflow.workflow.token import Token

from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.cases.enums import AgeBand, CaseStatus, LegalFrame, Route, WhyStuck
from expertteam.cases.models import Case
from expertteam.core import clock
from expertteam.core.search import CONFIG
from expertteam.followup.enums import AssessmentOutcome, FollowUpStatus
from expertteam.followup.models import FollowUp
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import regional_team
from workflows.demo.company import Company
from workflows.demo.people import load_people
from workflows.demo.themes import THEMES
from workflows.flows import AdviceFlow, ConferenceFlow, FollowUpFlow, IntakeFlow, TriageFlow

BATCH = 2000
# Most cases of many years are closed; each status stands here as often as it occurs.
STATUSES = (
    *[CaseStatus.CLOSED] * 13,
    CaseStatus.DECLINED,
    *[CaseStatus.FOLLOW_UP] * 2,
    CaseStatus.FILED,
    CaseStatus.INCOMPLETE,
    CaseStatus.CONFERENCE,
    CaseStatus.ADVICE,
)
WAITS_AT = {
    CaseStatus.FILED: TriageFlow.assess,
    CaseStatus.INCOMPLETE: IntakeFlow.add,
    CaseStatus.CONFERENCE: ConferenceFlow.plan,
    CaseStatus.ADVICE: AdviceFlow.respond,
    CaseStatus.FOLLOW_UP: FollowUpFlow.fill_in,
    CaseStatus.CLOSED: FollowUpFlow.learn,
}
REGIONS = ("NL", "NL", "ML", "ZL")


def fill(number: int) -> None:
    """Make ``number`` cases with their grants, tasks, follow-ups and search vectors."""
    load_people()
    company = Company()
    _in_batches(Case, (_case(company, index) for index in range(number)))
    cases = list(Case.objects.order_by("pk"))
    _index(cases)
    _give_access(company, cases)
    _open_tasks(cases)
    _in_batches(FollowUp, (_follow_up(case, index) for index, case in enumerate(cases) if _asked(case)))


def tidy() -> None:
    """What a server does by itself in the hours after so many rows; not inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _in_batches(model, rows) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def _case(company, index) -> Case:
    region = company.regions[REGIONS[index % len(REGIONS)]]
    by_court = index % 5 < 2
    referrers = company.referrers(region, by_court=by_court)
    referrer = referrers[index % len(referrers)]
    municipalities = list(region.municipalities.all())
    status = STATUSES[index * 7 % len(STATUSES)]
    closed = status in {CaseStatus.CLOSED, CaseStatus.DECLINED}
    filed_at = clock.now() - timedelta(hours=6 * (index % 5000) + 24 * 250 * closed)
    titles = _theme(index).titles
    return Case(
        number=f"{region.code}-{filed_at.year}-{index:05d}",
        title=titles[index % len(titles)],
        region=region,
        municipality=municipalities[index % len(municipalities)],
        team=_team(region),
        referrer=referrer,
        referrer_organisation=referrer.main_membership.organisation,
        status=status,
        route=Route.CONSULTATION,
        legal_frame=LegalFrame.SUPERVISION if by_court else LegalFrame.VOLUNTARY,
        age_band=AgeBand.values[index % len(AgeBand.values)],
        why_stuck=WhyStuck.values[index % len(WhyStuck.values)],
        filed_at=filed_at,
        closed_at=filed_at + timedelta(days=230) if closed else None,
    )


def _theme(index):
    return THEMES[index * 3 % len(THEMES)]


def _team(region):
    if not hasattr(region, "bench_team"):
        region.bench_team = regional_team(region)
    return region.bench_team


def _index(cases) -> None:
    """Search vectors of number, title and the texts of the theme, one statement a theme."""
    for place, theme in enumerate(THEMES):
        keys = [case.pk for index, case in enumerate(cases) if _theme(index) is THEMES[place]]
        Case.objects.filter(pk__in=keys).update(
            search=SearchVector("number", "title", weight="A", config=CONFIG)
            + SearchVector(Value(" ".join(theme.questions)), weight="B", config=CONFIG)
            + SearchVector(Value(" ".join(theme.situations)), weight="C", config=CONFIG)
        )


def _give_access(company, cases) -> None:
    """Grants as services give them, and the guardian rows that follow from each."""
    _in_batches(Grant, (grant for case in cases for grant in _grants(company, case)))
    pairs = [(str(role), code) for role, codes in ROLE_PERMISSIONS.items() for code in sorted(codes)]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_caseuserpermission (user_id, content_object_id, permission_id)"
            " SELECT g.user_id, g.case_id, p.id FROM access_grant g"
            " JOIN unnest(%s::text[], %s::text[]) AS held (role, codename) ON held.role = g.role"
            " JOIN auth_permission p ON p.codename = held.codename"
            " JOIN django_content_type t ON t.id = p.content_type_id"
            " WHERE t.app_label = 'cases' AND t.model = 'case' ON CONFLICT DO NOTHING",
            [[role for role, _ in pairs], [code for _, code in pairs]],
        )


def _grants(company, case):
    yield _grant(case, case.referrer, CaseRole.REFERRER)
    for coordinator in company.holders(Role.COORDINATOR, team=_team(company.regions[case.region.code])):
        yield _grant(case, coordinator, CaseRole.COORDINATOR)
    if case.status not in {CaseStatus.FILED, CaseStatus.INCOMPLETE, CaseStatus.DECLINED}:
        yield _grant(case, company.holders(Role.CHAIR, team=case.team)[0], CaseRole.CHAIR)
        for expert in company.holders(Role.EXPERT, team=case.team)[:3]:
            yield _grant(case, expert, CaseRole.EXPERT)


def _grant(case, user, role) -> Grant:
    return Grant(user=user, case=case, role=role, reason="gevuld voor een meting", starts_at=case.filed_at)


def _open_tasks(cases) -> None:
    """One task a case: open for what is under way, done for what is closed."""
    waiting = [(case, WAITS_AT[case.status]) for case in cases if case.status in WAITS_AT]
    processes = Process.objects.bulk_create(
        Process(
            flow_class=node.flow_class,
            status=PROCESS.DONE if case.closed_at else PROCESS.NEW,
            finished=case.closed_at,
        )
        for case, node in waiting
    )
    tasks = Task.objects.bulk_create(
        Task(
            process=process,
            flow_task=node,
            flow_task_type=node.task_type,
            status=STATUS.DONE if case.closed_at else STATUS.NEW,
            token=Token("start"),
            owner_permission=node.permission_for(case) if node.name != "plan" else "plan_conference",
        )
        for process, (case, node) in zip(processes, waiting, strict=True)
    )
    _rows_of_children(waiting, processes, tasks)


def _rows_of_children(waiting, processes, tasks) -> None:
    """Django makes no rows of a child table in bulk, so the second half of each is SQL."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO workflows_caseprocess (process_ptr_id, case_id) VALUES (%s, %s)",
            [(process.pk, case.pk) for process, (case, _) in zip(processes, waiting, strict=True)],
        )
        cursor.executemany(
            "INSERT INTO workflows_casetask"
            " (task_ptr_id, public_id, subject_id, node, reference, opened_at, due_on)"
            " VALUES (%s, gen_random_uuid(), %s, %s, %s, %s, %s)",
            [
                (
                    task.pk,
                    case.pk,
                    f"{node.flow_class.__name__}.{node.name}",
                    case.number,
                    case.filed_at,
                    clock.working_days_later(case.filed_at.date(), node.days),
                )
                for task, (case, node) in zip(tasks, waiting, strict=True)
            ],
        )


def _asked(case) -> bool:
    return case.status in {CaseStatus.CLOSED, CaseStatus.FOLLOW_UP}


def _follow_up(case, index) -> FollowUp:
    """Assessed for a closed case; open, late or planned for one that waits."""
    due_on = case.filed_at.date() + timedelta(days=215)
    if case.closed_at:
        return FollowUp(
            case=case,
            sequence=1,
            due_on=due_on,
            status=FollowUpStatus.ASSESSED,
            answered_at=case.closed_at if index % 6 else None,
            outcome=AssessmentOutcome.CLOSE,
            assessment="Gevuld voor een meting.",
            assessed_at=case.closed_at,
        )
    status = FollowUpStatus.PLANNED if due_on > clock.today() else FollowUpStatus.OPEN
    return FollowUp(case=case, sequence=1, due_on=due_on, status=status)
