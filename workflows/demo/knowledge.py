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

REGION = "NL"
WEEKS_BETWEEN_LESSONS = 5
# The published report covers half a year; the draft covers the whole months since.
PUBLISHED_MONTHS, DRAFT_MONTHS = 6, 3


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


def learning_reports(company, until: date):
    """One report is read by two and published; the next one was made these days and waits for a reader."""
    region = company.regions[REGION]
    makers = company.holders(Role.COORDINATOR, team=regional_team(region))
    this_month = _draft_day(until).replace(day=1)
    draft_starts = this_month - relativedelta(months=DRAFT_MONTHS)
    published = _keep(region, makers[0], draft_starts - relativedelta(months=PUBLISHED_MONTHS), draft_starts)
    yield 4
    if published:
        publisher, *_ = company.holders(Role.PRIVACY_OFFICER)
        for reader in (company.holders(Role.CENTRE)[0], publisher):
            report_road.read(published, reader)
        report_road.publish(published, publisher)
    yield _draft_day(until)
    _keep(region, makers[-1], draft_starts, this_month)


def reports_begin(until: date) -> date:
    """Some days after the half year that the first report is about."""
    return _draft_day(until).replace(day=1) - relativedelta(months=DRAFT_MONTHS) + timedelta(days=8)


def questions_begin(until: date) -> date:
    """Two weeks after the first report was made: it is published by then."""
    return reports_begin(until) + timedelta(days=14)


def _draft_day(until: date) -> date:
    """A working day just before the demo ends."""
    return clock.working_days_later(until - timedelta(days=5), 2)


def _keep(region, by, starts_on: date, next_starts_on: date) -> LearningReport | None:
    """Make a draft over whole months; None for a demo too small to have closed a case in them."""
    ends_on = next_starts_on - timedelta(days=1)
    if not LearningRecord.objects.filter(region=region, month__range=(starts_on, ends_on)).exists():
        return None
    return report_road.draft(region, by, starts_on, ends_on)
