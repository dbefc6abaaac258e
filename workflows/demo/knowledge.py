"""What the demo's region learns beside its cases: lessons, and learning reports.

Both are roads like those of cases (routes.py), over the company instead of a case.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from expertteam.core import clock
from expertteam.learning import services
from expertteam.learning.models import LearningRecord, LearningReport
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import regional_team
from workflows.demo import report_road, texts
from workflows.demo.history import keep_history

REGION = "NL"
WEEKS_BETWEEN_LESSONS = 5
# Each published report covers half a year; the draft covers the whole months since.
PUBLISHED, PUBLISHED_MONTHS, DRAFT_MONTHS = 3, 6, 3
DAYS_AFTER = 8
# Beside the cases of the demo, each half year had this many for each of its cases.
HISTORY_SHARE = (2, 3)


def lessons(company):
    """Every few weeks somebody writes a lesson; most are released, one is refused, the last one waits."""
    region = company.regions[REGION]
    coordinators = company.holders(Role.COORDINATOR, team=regional_team(region))
    authors = [*coordinators, *company.holders(Role.CENTRE)]
    readers = company.holders(Role.PRIVACY_OFFICER)
    for number, (title, text, segment, bottleneck) in enumerate(texts.LESSONS, start=1):
        lesson = services.propose_lesson(
            region=region,
            by=authors[number % len(authors)],
            title=title,
            text=text,
            segment=segment,
            bottleneck=bottleneck,
        )
        if number == len(texts.LESSONS):
            return
        yield 3
        refused = title == texts.REFUSED_LESSON
        services.review_lesson(
            lesson=lesson,
            by=readers[number % len(readers)],
            release=not refused,
            note=texts.LESSON_REFUSAL if refused else "",
        )
        yield 5 * WEEKS_BETWEEN_LESSONS


def lessons_begin(until: date) -> date:
    return until - timedelta(weeks=len(texts.LESSONS) * (WEEKS_BETWEEN_LESSONS + 1))


def learning_reports(company, until: date, cases: int):
    """Three half years are reported, read by two and published; the report after them waits for a reader."""
    region = company.regions[REGION]
    makers = company.holders(Role.COORDINATOR, team=regional_team(region))
    publisher, *_ = company.holders(Role.PRIVACY_OFFICER)
    starts_on = _draft_starts(until) - relativedelta(months=PUBLISHED * PUBLISHED_MONTHS)
    for number in range(PUBLISHED):
        next_starts_on = starts_on + relativedelta(months=PUBLISHED_MONTHS)
        yield next_starts_on + timedelta(days=DAYS_AFTER)
        keep_history(region, starts_on, cases * HISTORY_SHARE[0] // HISTORY_SHARE[1])
        report = _keep(region, makers[number % len(makers)], starts_on, next_starts_on)
        yield 4
        if report:
            for reader in (company.holders(Role.CENTRE)[0], publisher):
                report_road.read(report, reader)
            report_road.publish(report, publisher)
        starts_on = next_starts_on
    yield _draft_day(until)
    _keep(region, makers[-1], starts_on, _draft_day(until).replace(day=1))


def reports_begin(until: date) -> date:
    """Some days after the half year that the first report is about."""
    earlier = relativedelta(months=(PUBLISHED - 1) * PUBLISHED_MONTHS)
    return _draft_starts(until) - earlier + timedelta(days=DAYS_AFTER)


def questions_begin(until: date) -> date:
    """Two weeks after the last of the published reports was made: it is published by then."""
    return _draft_starts(until) + timedelta(days=DAYS_AFTER + 14)


def _draft_starts(until: date) -> date:
    return _draft_day(until).replace(day=1) - relativedelta(months=DRAFT_MONTHS)


def _draft_day(until: date) -> date:
    """A working day just before the demo ends."""
    return clock.working_days_later(until - timedelta(days=5), 2)


def _keep(region, by, starts_on: date, next_starts_on: date) -> LearningReport | None:
    """Make a draft over whole months; None for a demo too small to have closed a case in them."""
    ends_on = next_starts_on - timedelta(days=1)
    if not LearningRecord.objects.filter(region=region, month__range=(starts_on, ends_on)).exists():
        return None
    return report_road.draft(region, by, starts_on, ends_on)
