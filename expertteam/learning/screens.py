"""Screens that know the database: for what one person writes, and for the report of a region.

Making one reads and decrypts many rows, so make it once for all texts that are looked at together.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from expertteam.access.models import Grant
from expertteam.access.wall import as_system
from expertteam.cases.models import Case, Identity, InvolvedParty
from expertteam.help.models import HelpRequest
from expertteam.learning.dossier import texts_of
from expertteam.learning.screening import Screen
from expertteam.learning.screening.known import Identifiers, Known
from expertteam.learning.screening.shingles import Shingles
from expertteam.organisations.models import Municipality, Organisation, User

LOOK_BACK = relativedelta(years=2)


def screen_known_to(user) -> Screen:
    """Knows the cases that ``user`` may open and no others, so that nobody can try names of other cases."""
    cases = Case.objects.visible_to(user)
    colleagues = User.objects.filter(pk__in=Grant.objects.filter(case__in=cases).values("user"))
    return _screen(cases, colleagues, texts=cases)


def screen_of_region(*, region, starts_on: date, ends_on: date) -> Screen:
    """Knows everybody of a region, for its report: to be used for what its reviewers see, never for a search.

    Names and numbers are those of all cases of the region and of all users; the texts are those of cases
    that ran on a day from ``starts_on`` up to and with ``ends_on``, or in the two years before: a lesson may
    be of a case that was closed long before it was released.
    """
    with as_system("a report is compared with every case of its region, also those its writer may not open"):
        cases = Case.objects.filter(region=region)
        return _screen(cases, User.objects.all(), texts=_running(cases, starts_on - LOOK_BACK, ends_on))


def _running(cases, starts_on, ends_on):
    """Cases that were open on a day of the period."""
    start, end = (
        timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.min.time()))
        for day in (starts_on, ends_on + timedelta(days=1))
    )
    return cases.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=start), filed_at__lt=end)


def _screen(cases, users, *, texts) -> Screen:
    return Screen(Known(_identifiers(cases, users)), Shingles(texts_of(texts)))


def _identifiers(cases, users) -> Identifiers:
    found = Identifiers(
        organisations=[*Organisation.objects.values_list("name", flat=True)],
        places=[*Municipality.objects.values_list("name", flat=True)],
        numbers=[
            *cases.values_list("number", flat=True),
            *HelpRequest.objects.filter(case__in=cases).values_list("number", flat=True),
        ],
    )
    involved = InvolvedParty.objects.filter(intake__case__in=cases).exclude(organisation="")
    found.organisations += involved.values_list("organisation", flat=True).distinct()
    for name in users.values_list("name", flat=True):
        first, _, last = name.partition(" ")
        found.people.append((first, last))
    for identity in Identity.objects.filter(case__in=cases):
        _add_identity(identity, found)
    return found


def _add_identity(identity, found: Identifiers) -> None:
    found.people.append((identity.first_name, identity.last_name))
    found.notes.append(identity.parents or "")
    found.addresses.append(identity.address or "")
    year, month, day = identity.birth_date.split("-")
    found.numbers += [f"{year}{month}{day}", f"{day}{month}{year}"]
