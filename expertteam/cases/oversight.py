"""Cases found without a grant: the only places where somebody else's case is looked up.

Each gives the row of the case and nothing that hangs on it; what the caller shows of it is the number.
"""

from expertteam.cases.models import Case
from expertteam.organisations.enums import Role


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
