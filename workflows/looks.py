"""What the pages about the read log show: rows in words, and who looks far from their own work."""

from dataclasses import dataclass
from datetime import timedelta

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.audit.enums import LOGINS, Action, EventType, Outcome
from expertteam.audit.filters import LookFilter
from expertteam.audit.models import ReadEvent
from expertteam.audit.unusual import Finding, findings, opened
from expertteam.cases.oversight import case_ids_by_number, cases_seen
from expertteam.core import clock
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Membership, User
from reports.exports import Column
from workflows.inbox import CASE, tasks_for

DONE = {
    Action.CREATE: "aangemaakt",
    Action.READ: "ingezien",
    Action.UPDATE: "gewijzigd",
    Action.DELETE: "verwijderd",
    Action.EXECUTE: "geëxporteerd",
}
# On which page; what is not named here speaks for itself.
WHERE = {
    "workflows:cases": "in de lijst met casussen",
    "workflows:inbox": "in de takenlijst",
    "workflows:follow_ups": "in de lijst met opvolgingen",
    "workflows:agenda": "in de agenda",
    "workflows:rights": "in de lijst met verzoeken",
    "workflows:task": "bij een taak",
    "workflows:document": "bij een document",
    "workflows:advice_letter": "bij de adviesbrief",
}
UNUSUAL = {
    "many": "Veel casussen in een uur",
    "odd": "Avond, nacht of weekend",
    "refused": "Vaak geweigerd in een uur",
    "far": "Ver van het eigen werk",
    "login": "Vaak geweigerd bij inloggen",
}


class OverseenFilter(LookFilter):
    """For the privacy officer, who may look for any case by its number."""

    number = django_filters.CharFilter(
        label="Casusnummer",
        method="of_case",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 20}),
    )

    class Meta(LookFilter.Meta):
        fields = ["q", "number", "event_type", "since", "until", "emergency"]

    def of_case(self, queryset, name, value):
        return queryset.filter(object_id__in=case_ids_by_number(value))


@dataclass(frozen=True)
class Look:
    """One row of the read log as people read it."""

    event: ReadEvent
    what: str
    as_what: str
    why: str
    number: str
    case_id: str
    person_id: str

    @property
    def tone(self) -> str:
        if self.event.emergency:
            return "warning"
        return {Outcome.DONE: "success", Outcome.REFUSED: "danger"}.get(self.event.outcome, "neutral")


COLUMNS = [
    Column("Dag", lambda look: timezone.localtime(look.event.at).date(), "date"),
    Column("Tijd", lambda look: f"{timezone.localtime(look.event.at):%H:%M:%S}"),
    Column("Wie", lambda look: look.event.user_name or "iemand die niet was ingelogd"),
    Column("Organisatie", lambda look: look.event.organisation),
    Column("Als wat", lambda look: look.as_what),
    Column("Wat", lambda look: look.what),
    Column("Casus", lambda look: look.number),
    Column("Uitkomst", lambda look: look.event.get_outcome_display()),
    Column("Noodtoegang", lambda look: "ja" if look.event.emergency else "nee"),
]
# People write why, and may write of the youth: only the log of that one case shows it.
COLUMNS_OF_A_CASE = [*COLUMNS, Column("Waarom", lambda look: look.why)]


def in_words(events, *, with_numbers: bool) -> list[Look]:
    """The rows for a page: of all cases with the number of each, or of one with why each could look."""
    events = list(events)
    named = {event.authorisation for event in events if event.authorisation and not with_numbers}
    reasons = reasons_of(named)
    people = people_of({event.user_id for event in events if event.user_id})
    seen = cases_seen({event.object_id for event in events}) if with_numbers else {}
    return [_in_words(event, reasons, people, seen.get(event.object_id)) for event in events]


def _in_words(event, reasons, people, case) -> Look:
    role = CaseRole(event.case_role).label if event.case_role in CaseRole.values else event.role
    return Look(
        event=event,
        what=_what(event),
        as_what=role,
        why=reasons.get(event.authorisation, ""),
        number=case.number if case else "",
        case_id=event.object_id if case else "",
        person_id=people.get(event.user_id, ""),
    )


def _what(event) -> str:
    if event.event_type in LOGINS:
        return " met ".join(filter(None, [event.object_type.capitalize(), event.object_id]))
    if event.event_type == EventType.SEARCH:
        return "Gezocht zonder resultaat"
    verb = DONE[event.action] if event.allowed else "geweigerd"
    return f"{event.object_type} {verb} {WHERE.get(event.purpose, '')}".strip().capitalize()


def reasons_of(authorisations) -> dict:
    """Why each grant was given, for who watches the access to a case."""
    return dict(Grant.objects.filter(public_id__in=authorisations).values_list("public_id", "reason"))


def people_of(user_ids) -> dict[int, str]:
    found = User.objects.filter(pk__in=user_ids).values_list("pk", "public_id")
    return {pk: str(public_id) for pk, public_id in found}


def unusual() -> list[Finding]:
    """Everything that stands out, the newest first; see audit/unusual.py and :func:`far_from_own_work`."""
    return sorted([*findings(), *far_from_own_work()], key=lambda finding: finding.at, reverse=True)


def far_from_own_work() -> list[Finding]:
    """Who opened a case of another region than theirs, while no task of theirs waits there.

    The expertise centre works for every region, so its people are never far away.
    """
    since = clock.now() - timedelta(days=settings.READ_LOG_UNUSUAL["days"])
    recent = opened(ReadEvent.objects.filter(at__gte=since, user_id__isnull=False, object_type="casus"))
    pairs = recent.order_by().values_list("user_id", "object_id").annotate(Max("at"), Max("user_name"))
    pairs = list(pairs)
    cases = cases_seen({object_id for _, object_id, _, _ in pairs})
    regions, everywhere = _regions_of({user_id for user_id, _, _, _ in pairs})
    return [
        Finding("far", user_id, name, at, 1, object_id)
        for user_id, object_id, at, name in pairs
        if user_id not in everywhere
        and object_id in cases
        and cases[object_id].region_id not in regions.get(user_id, ())
        and not _has_task(user_id, cases[object_id])
    ]


def _regions_of(user_ids) -> tuple[dict[int, set], set[int]]:
    """Per user the regions they work in, and the users who work for all of them."""
    held = Membership.objects.current().filter(user__in=user_ids).select_related("team", "organisation")
    regions, everywhere = {}, set()
    for membership in held:
        place = membership.team or membership.organisation
        regions.setdefault(membership.user_id, set()).add(place.region_id)
        if membership.role in {Role.CENTRE, Role.PROVIDER} or place.region_id is None:
            everywhere.add(membership.user_id)
    return regions, everywhere


def _has_task(user_id, case) -> bool:
    return tasks_for(User.objects.get(pk=user_id)).filter(**{CASE: case.pk}).exists()
