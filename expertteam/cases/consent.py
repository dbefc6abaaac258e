"""Consent for one case: the ledger of the access room, with the birth date of the encrypted identity.

Everything that shows a case to others calls :func:`disclose` first, inside its own transaction.
"""

from datetime import date

from django.db import transaction

from expertteam.access import consent as ledger
from expertteam.access.consent_enums import Authority, Scope, Voice
from expertteam.access.consent_models import Disclosure
from expertteam.access.consent_rules import Ruling
from expertteam.access.consent_table import SUPERVISED
from expertteam.access.wall import as_system
from expertteam.cases.enums import LegalFrame
from expertteam.cases.models import Identity
from expertteam.core.errors import RuleBroken

ANONYMOUS = "Dit is een anoniem overleg. Voeg eerst de gegevens van de jeugdige toe."


SUPERVISION_DIFFERS = (
    "Het juridisch kader en het gezag passen niet bij elkaar: is er een ondertoezichtstelling (OTS)? "
    "Kies dan bij allebei de OTS, en anders bij geen van beide."
)


def frame_problem(*, legal_frame, authority) -> str:
    """Why authority and legal frame contradict each other; empty when they do not."""
    parents = {Authority.BOTH_PARENTS, Authority.ONE_PARENT}
    if legal_frame == LegalFrame.SUPERVISION:
        return SUPERVISION_DIFFERS if authority in parents else ""
    return SUPERVISION_DIFFERS if authority in SUPERVISED else ""


def birth_date_of(case) -> date | None:
    """None for an anonymous consultation."""
    with as_system("the rules of consent ask the age, also for a role that may not see the identity"):
        identity = Identity.objects.filter(case=case).first()
    return date.fromisoformat(identity.birth_date) if identity else None


def is_anonymous(case) -> bool:
    with as_system("whether a case has an identity is no secret to a role that may not see it"):
        return not Identity.objects.filter(case=case).exists()


def standing(case) -> ledger.Standing:
    """What the ledger says of this case today."""
    birth_date = birth_date_of(case)
    return ledger.standing(case=case, birth_date=birth_date, anonymous=birth_date is None)


def rulings(case) -> dict[Scope, Ruling]:
    """With whom this case may be shared today, and why not."""
    return standing(case).rulings


def speaking(case) -> tuple[Voice, ...]:
    """Whose answer counts in this case today."""
    return ledger.speaking(birth_date=birth_date_of(case), authority=ledger.authority_in(case))


@transaction.atomic
def note_answers(*, case, by, answers) -> None:
    """Add to the ledger; ``answers`` are dictionaries of voice, answer, scopes, said_on, manner and note.

    Raises RuleBroken where nobody is known to have a birth date, or somebody's answer does not count.
    """
    birth_date = birth_date_of(case)
    if birth_date is None:
        raise RuleBroken(ANONYMOUS)
    for answer in answers:
        ledger.note_answer(case=case, by=by, birth_date=birth_date, **answer)


@transaction.atomic
def disclose(*, case, by, scope, kind) -> Disclosure:
    """Put on record that the case goes to ``scope``; RuleBroken in plain Dutch when it may not."""
    ledger.hold(case)
    birth_date = birth_date_of(case)
    return ledger.disclose(
        case=case, by=by, scope=scope, kind=kind, birth_date=birth_date, anonymous=birth_date is None
    )
