"""Who takes part in the deliberation on a case.

Pre-advices and minutes are for those at the table. The referrer reads the delivered advice, so that
experts can think aloud; a provider reads nothing.
"""

from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant

DELIBERATING = (
    CaseRole.COORDINATOR,
    CaseRole.CHAIR,
    CaseRole.EXPERT,
    CaseRole.DIRECTOR,
    CaseRole.CENTRE,
)


def may_read_deliberation(user, case) -> bool:
    """Whether ``user`` may read pre-advices and minutes of ``case``, within the blind rule."""
    return Grant.objects.current().filter(user=user, case=case, role__in=DELIBERATING).exists()
