"""On which ground a user saw a case; what a grant is, a later room knows."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Ground:
    """Why somebody got to see a case: which access, of which kind, and which disclosure behind it.

    ``consent`` names that disclosure, whatever its basis; ``has_consent`` says whether that was consent.
    """

    authorisation: UUID
    case_role: str
    emergency: bool = False
    consent: str | None = None
    has_consent: bool = False


def grounds(user, asked: set[tuple[int, str]]) -> dict[tuple[int, str], Ground]:
    """The ground for each pair of a case and a permission, in one query; pairs without one are left out.

    The setting READ_LOG_GROUNDS names the function of the later room that answers.
    """
    return import_string(settings.READ_LOG_GROUNDS)(user, asked) if asked else {}
