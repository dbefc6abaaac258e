"""Breaking the glass, and telling at once who watches over the case and over the data."""

from django.db import transaction

from expertteam.access import emergency
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.wall import as_system
from expertteam.cases.oversight import case_for_emergency
from expertteam.conferences.queries import has_stepped_back
from expertteam.core.errors import RuleBroken
from expertteam.notifications.services import notify
from expertteam.organisations.enums import Role
from expertteam.organisations.queries import people_with
from workflows.links import case_access_path, emergency_review_path

STEPPED_BACK = "U hebt zich verschoond voor deze casus. Bel de coördinator van het expertteam."


@transaction.atomic
def enter(*, user, number, reason) -> Grant | None:
    """Take emergency access to the case with this number; None when there is none, which counts as a try.

    Raises RuleBroken when the user tried too often, may open the case already, or stepped back from it.
    """
    emergency.count_attempt(user)
    with as_system("who breaks the glass finds the case by its number, before any access to it"):
        case = case_for_emergency(number=number)
        if case is None:
            return None
        if has_stepped_back(case=case, user=user):
            raise RuleBroken(STEPPED_BACK)
        taken = emergency.take_access(user=user, case=case, reason=reason)
        _tell(taken, case)
        return taken


def _tell(taken, case) -> None:
    coordinators = Grant.objects.current().filter(case=case, role=CaseRole.COORDINATOR)
    for each in coordinators.select_related("user").order_by("pk"):
        notify(user=each.user, kind="emergency", reference=case.number, path=case_access_path(case))
    for officer in people_with(Role.PRIVACY_OFFICER):
        path = emergency_review_path(taken.emergency_review)
        notify(user=officer, kind="emergency", reference=case.number, path=path)
