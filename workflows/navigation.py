"""The main menu: what each role finds where."""

from dataclasses import dataclass
from math import ceil

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from expertteam.access import emergency
from expertteam.core import clock
from expertteam.frontend.failures import banner
from expertteam.learning.permissions import REPORT_READERS
from expertteam.learning.question_queries import number_waiting
from expertteam.organisations.enums import CASE_ROLES, Role
from workflows import report_road
from workflows.inbox import tasks_for


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool
    count: int = 0


# Label, address and who sees it.
MENU = [
    ("Mijn taken", "workflows:inbox", CASE_ROLES | {Role.PROVIDER, Role.PRIVACY_OFFICER}),
    ("Casussen", "workflows:cases", CASE_ROLES),
    ("Agenda", "workflows:agenda", {Role.COORDINATOR, Role.CHAIR, Role.EXPERT, Role.CENTRE}),
    ("Opvolging", "workflows:follow_ups", {Role.COORDINATOR}),
    ("Inzage", "workflows:looks", {Role.PRIVACY_OFFICER}),
    ("Rechten", "workflows:rights", {Role.COORDINATOR, Role.PRIVACY_OFFICER}),
    ("Leren", "workflows:lessons", REPORT_READERS),
    ("Vragen", "workflows:questions", {Role.REFERRER, Role.PROVIDER}),
    ("Hulpvragen", "workflows:help_requests", {Role.PROVIDER, Role.CENTRE}),
    ("Gegevens", "workflows:processing_register", {Role.PRIVACY_OFFICER}),
    ("Noodtoegang", "workflows:emergency_reviews", {Role.PRIVACY_OFFICER}),
    ("Beheer", "workflows:accounts", {Role.ADMINISTRATOR}),
]


# What waits behind an item of the menu.
WAITING = {
    "workflows:inbox": lambda user: tasks_for(user).count() + len(report_road.tasks_for(user)),
    "workflows:emergency_reviews": lambda user: emergency.to_judge(user).count(),
    "workflows:questions": number_waiting,
    "workflows:lessons": number_waiting,
}


def navigation(request):
    """Context of every page: the menu of this user, their role, and whether this is a demo."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return banner() | {"menu": []}
    return banner() | {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "user_role": user.role_label,
        "emergencies": SimpleLazyObject(lambda: _emergencies(user)),
    }


def _menu(request) -> list[Item]:
    items = []
    for label, name, roles in MENU:
        if request.user.roles & roles:
            url = reverse(name)
            current = request.path == url if url == "/" else request.path.startswith(url)
            count = WAITING[name](request.user) if name in WAITING else 0
            items.append(Item(label, url, current, count))
    return items


def _emergencies(user) -> list[dict]:
    """What the banner says of each emergency access that runs now."""
    if not emergency.may_ask(user):
        return []
    now = clock.now()
    return [
        {"grant": each, "minutes": ceil((each.until - now).total_seconds() / 60)}
        for each in emergency.running(user)
    ]
