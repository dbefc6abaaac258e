"""Reading the text of a report before it is published: by two persons, of two organisations.

The second reader is of another organisation than the first and knows nothing of what the first one said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.learning.copies import CopyOfParagraph, copies_for
from expertteam.learning.enums import Says
from expertteam.learning.models import LearningReport
from expertteam.learning.permissions import regions_as
from expertteam.learning.reading_models import Reading, Verdict
from expertteam.learning.services import READERS
from expertteam.learning.settling import is_rejected, settle_text
from expertteam.organisations.enums import Role

# The first reader looks from outside the region's table; the second may also be a colleague of the maker.
FIRST_READERS = (Role.PRIVACY_OFFICER, Role.CENTRE)


@dataclass(frozen=True)
class Judged:
    """What a reader says of one place in their copy."""

    copy: CopyOfParagraph
    start: int
    end: int
    says: Says
    instead: str = ""
    why: str = ""


def seat_of(user, report, finished: Sequence[Reading]):
    """The membership with which ``user`` can read this report now; None for who may not.

    ``finished`` are the readings that are done. Whoever works for an organisation that has read it, under
    whatever hat, cannot be the other reader.
    """
    if not user.is_active or user.pk == report.made_by_id or len(finished) >= READERS:
        return None
    seats = user.current_memberships()
    taken = {each.organisation_id for each in finished}
    if any(each.reader_id == user.pk for each in finished) or taken & {
        each.organisation_id for each in seats
    }:
        return None
    return next((seat for seat in seats if _fits(seat, user, report, bool(finished))), None)


def _fits(seat, user, report, is_second: bool) -> bool:
    if seat.role in FIRST_READERS:
        return True
    own_region = report.region_id in regions_as(user, Role.COORDINATOR)
    return is_second and seat.role == Role.COORDINATOR and own_region


def attempt_of(report, user) -> int:
    reading = report.readings.filter(reader=user).first()
    return reading.attempt if reading else 1


def copies_of(report, user) -> list[CopyOfParagraph]:
    """The text with marks as ``user`` is to read it now."""
    return copies_for(report=report, reader=user, attempt=attempt_of(report, user))


def missed(judged: Sequence[Judged], copies: Sequence[CopyOfParagraph]) -> list[str]:
    """The invented words of these copies that the reader let pass."""
    found = []
    for each in copies:
        rejected = [(one.start, one.end) for one in judged if one.copy == each and one.says == Says.REJECTED]
        found += each.missed(rejected)
    return found


@transaction.atomic
def read_again(*, report, by, missed: list[str]) -> None:
    """Something invented passed unseen: nothing counts, and the next copy has other words."""
    reading = _reading(report, by)
    reading.attempt, reading.missed = reading.attempt + 1, missed
    reading.save(update_fields=["attempt", "missed"])
    record_occurrence(actor=by, kind="report_read_again")


@transaction.atomic
def finish(*, report, by, judged: Sequence[Judged]) -> Reading:
    """Keep what the reader said of the text as it was drafted; what they said of invented words goes.

    Raises RuleBroken when invented words were missed, or when this user may not read it (any more).
    """
    report = LearningReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if missed(judged, copies_of(report, by)):
        raise RuleBroken("U hebt een verzonnen gegeven gemist. Lees de tekst opnieuw.")
    reading = _reading(report, by)
    reading.finished_at, reading.missed = clock.now(), []
    reading.validate_constraints()
    reading.save(update_fields=["finished_at", "missed"])
    Verdict.objects.bulk_create(_verdicts(reading, judged))
    record_occurrence(actor=by, kind="report_read")
    if report.readings.finished().count() == READERS and not is_rejected(report):
        settle_text(report, {})
    return reading


def _reading(report, by) -> Reading:
    seat = seat_of(by, report, list(report.readings.finished()))
    if seat is None:
        raise RuleBroken("U kunt deze rapportage niet (meer) lezen als lezer.")
    reading, _ = Reading.objects.get_or_create(
        report=report, reader=by, defaults={"organisation": seat.organisation}
    )
    return reading


def _verdicts(reading, judged):
    for each in judged:
        start, end = each.copy.drafted(each.start, each.end)
        if start < end:
            yield Verdict(
                reading=reading,
                paragraph=each.copy.paragraph,
                start=start,
                end=end,
                says=each.says,
                instead=each.instead if each.says == Says.REJECTED else "",
                why=each.why,
            )
