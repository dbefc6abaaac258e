"""Roads on which consent decides how far a case goes; see routes.py for what a road is."""

from expertteam.access.consent_enums import Answer, Scope
from workflows.demo.detours import asking_providers
from workflows.demo.routes import from_filing
from workflows.demo.themes import THEMES

# Young enough to ask both parents.
OF_CHILDREN = min(THEMES, key=lambda theme: theme.ages[1])


def waits_for_consent(case):
    """Everybody agrees with the expertteam, and one person already with the expertise centre."""
    case.by_court, case.theme = False, OF_CHILDREN
    case.file(scopes=[Scope.TABLE])
    yield case.days(1, 2)
    case.hear(Answer.GIVEN, Scope.CENTRE, Scope.PROVIDERS)


def consent_withdrawn(case):
    """Providers have been asked when somebody takes consent back: all that stops, and triage begins again."""
    case.by_court = False
    yield from asking_providers(case, 2)
    case.hear(Answer.WITHDRAWN, Scope.CENTRE, Scope.PROVIDERS)


def anonymous(case):
    """A consultation without a name; the referrer is still asking for consent."""
    yield from from_filing(case, named=False)
