"""Who does which step of a learning report; asked again at the moment of doing.

draft      a coordinator of the region
read       first: a privacy officer or somebody of the expertise centre; second: one of those or another
           coordinator of the region, of another organisation than the first; never who made it
settle     a coordinator of the region, also who made it: the readers said what may not stay
publish    another coordinator of the region or a privacy officer, not who made it
withdraw   a coordinator of the region or a privacy officer, alone: that must not wait
"""

from expertteam.learning import reporting
from expertteam.learning.reading import FIRST_READERS, seat_of
from expertteam.organisations.enums import Role
from expertteam.organisations.models import User
from expertteam.organisations.queries import people_with


def keepers(report) -> list[User]:
    return list(reporting.keepers(report))


def readers(report) -> list[User]:
    """Who may be the next reader."""
    finished = list(report.readings.finished())
    people = {each.pk: each for role in FIRST_READERS for each in people_with(role)}
    people |= {each.pk: each for each in keepers(report)}
    return [each for each in people.values() if seat_of(each, report, finished)]


def publishers(report) -> list[User]:
    people = {each.pk: each for each in [*keepers(report), *people_with(Role.PRIVACY_OFFICER)]}
    people.pop(report.made_by_id, None)
    return list(people.values())
