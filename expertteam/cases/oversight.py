"""Cases found without a grant: the only places where somebody else's case is looked up.

Each gives the row of the case and nothing that hangs on it; what the caller shows of it is the number.
"""

from functools import wraps
from uuid import UUID

from expertteam.access.wall import as_system
from expertteam.cases.models import Case
from expertteam.organisations.enums import Role


def overseen(view):
    """For a privacy officer the rows of every case exist in this view; for others it changes nothing.

    Only for pages that show who has access, emergencies and requests: never what a case tells.
    """

    @wraps(view)
    def seen(request, *args, **kwargs):
        if not request.user.has_role(Role.PRIVACY_OFFICER):
            return view(request, *args, **kwargs)
        with as_system("a privacy officer watches over the access to every case, and over its requests"):
            return view(request, *args, **kwargs)

    return seen


def case_for_privacy_officer(*, user, public_id) -> Case | None:
    """The case whose access a privacy officer watches; None for anybody else."""
    if not user.has_role(Role.PRIVACY_OFFICER):
        return None
    return Case.objects.filter(public_id=public_id).only("pk", "public_id", "number").first()


def case_for_emergency(*, number) -> Case | None:
    """The case with exactly this number, for who breaks the glass; the caller counts the attempts."""
    return Case.objects.filter(number=number).only("pk", "public_id", "number").first()


def case_of_emergency(*, user, review) -> Case | None:
    """The case of an emergency access, for the privacy officer who judges it; None for anybody else."""
    if not user.has_role(Role.PRIVACY_OFFICER):
        return None
    return Case.objects.only("pk", "public_id", "number").get(pk=review.grant.case_id)


def cases_seen(public_ids) -> dict[str, Case]:
    """By public id: number and region of cases that the read log names, for a privacy officer's pages."""
    wanted = [public_id for public_id in public_ids if _is_id(public_id)]
    found = Case.objects.filter(public_id__in=wanted).only("pk", "public_id", "number", "region_id")
    return {str(case.public_id): case for case in found}


def case_ids_by_number(number: str) -> list[str]:
    """Public ids of the cases whose number holds this text, as a privacy officer looks for them."""
    found = Case.objects.filter(number__icontains=number).values_list("public_id", flat=True)
    return [str(public_id) for public_id in found]


def _is_id(text: str) -> bool:
    """Rows about a page or about the log itself name no record."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
