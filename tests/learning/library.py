"""Closed cases and the reports over them, for tests of drafts, the library, the feed and the PDF."""

from datetime import date

from expertteam.learning.models import LearningRecord, LearningReport, RecommendationFact
from expertteam.organisations.models import Municipality, Organisation, Region
from reports.learning.assembly import frozen_figures
from reports.learning.proof import check_certificate
from tests.learning import read_twice
from tests.learning.kept import keep_report
from workflows.demo.people import person

# How many closed cases were stuck for which reason: the smallest could be recognised.
WHY = {"capaciteit": 14, "complexiteit": 12, "proces": 11, "aanbod": 3, "samenwerking": 12}


def close_cases(code="NL", starts_on=date(2026, 1, 1), why=WHY) -> Region:
    """Learning records of a region over six months from this one."""
    region = Region.objects.get(code=code)
    organisations = list(Organisation.objects.filter(kind__in=["access_team", "certified_institution"])[:6])
    municipalities = list(Municipality.objects.filter(region=region)[:2])
    reasons = [reason for reason, count in why.items() for _ in range(count)]
    for number, reason in enumerate(reasons):
        month = starts_on.replace(month=starts_on.month + number % 6)
        record(region, organisations[number % 6], municipalities[number % 2], reason, number, month)
    return region


def record(region, organisation, municipality, why, number, month=date(2026, 1, 1)) -> LearningRecord:
    """One closed case; ``number`` says how it went."""
    learned = LearningRecord.objects.create(
        region=region,
        month=month,
        municipality=municipality,
        organisation=organisation,
        referrer_kind=organisation.kind,
        legal_frame="vrijwillig",
        age_band="12-15",
        why_stuck=why,
        route="consultation",
        tried_band="1-2",
        waiting_band="2-4",
        placement_prevented="ja" if number % 2 else "nee",
        follow_up_answered=number % 4 != 0,
    )
    outcome = "unanswered" if number % 4 == 0 else "followed"
    RecommendationFact.objects.create(record=learned, segment="ggz", outcome=outcome)
    return learned


def keep(
    region, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30), by="coordinator.noord"
) -> LearningReport:
    """A draft over these months."""
    figures, certificate = frozen_figures(region, starts_on, ends_on)
    return keep_report(
        region=region,
        by=person(by),
        starts_on=starts_on,
        ends_on=ends_on,
        figures=figures,
        certificate=certificate,
    )


def publish(report) -> LearningReport:
    return read_twice.publish(report, by="coordinator2.noord", check=check_certificate)
