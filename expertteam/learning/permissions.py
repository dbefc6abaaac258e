"""Who reads, writes and releases what the region learns; none of it opens a case."""

from expertteam.learning.question_enums import ANSWERED_BY
from expertteam.organisations.enums import Role

LESSON_READERS = {
    Role.COORDINATOR,
    Role.CHAIR,
    Role.EXPERT,
    Role.DIRECTOR,
    Role.CENTRE,
    Role.ANALYST,
    Role.PRIVACY_OFFICER,
}
LESSON_AUTHORS = {Role.COORDINATOR, Role.EXPERT, Role.CENTRE}
LESSON_REVIEWERS = {Role.COORDINATOR, Role.CENTRE, Role.PRIVACY_OFFICER}
REPORT_READERS = LESSON_READERS | {Role.READER}
QUESTION_REVIEWERS = {Role.COORDINATOR, Role.PRIVACY_OFFICER}


def regions_as(user, *roles) -> set[int]:
    """Keys of the regions at whose table ``user`` holds one of ``roles`` today."""
    if not user.is_active:
        return set()
    teams = [membership.team for membership in user.current_memberships() if membership.role in roles]
    return {team.region_id for team in teams if team and team.region_id}


def organisations_answered_for(user) -> set[int]:
    """Keys of the organisations for which ``user`` may answer a question today."""
    if not user.is_active:
        return set()
    return {
        membership.organisation_id
        for membership in user.current_memberships()
        if membership.role == ANSWERED_BY.get(membership.organisation.kind)
    }
