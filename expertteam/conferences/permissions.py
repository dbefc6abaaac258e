"""Who takes part in the deliberation on a case.

Pre-advices and minutes are for those at the table. The referrer reads the delivered advice, so that
experts can think aloud; a provider reads nothing.
"""

from expertteam.access.permissions import may


def may_read_deliberation(user, case) -> bool:
    """Whether ``user`` may read pre-advices and minutes of ``case``, within the blind rule."""
    return may(user, "read_deliberation", case)
