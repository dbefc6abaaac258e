"""The part "Toestemming" of a case page."""

from django.utils.text import capfirst

from expertteam.access import consent as ledger
from expertteam.access.consent_enums import Answer, Basis, Scope, Voice
from expertteam.cases import consent as case_consent


def part(case, allowed) -> dict:
    """What the case page shows of consent: with whom it may be shared, who said what, what is missing.

    ``allowed`` are the permissions of the reader in this case.
    """
    now = case_consent.standing(case)
    anonymous = now.rulings[Scope.TABLE].basis == Basis.ANONYMOUS
    return {
        "anonymous": anonymous,
        "may_record": case.is_open and "record_consent" in allowed,
        "may_identify": anonymous and case.is_open and "complete_intake" in allowed,
        "rulings": list(now.rulings.values()),
        "authority": now.authority.label if now.authority else "",
        "people": [_person(voice, now) for voice in _heard(now)],
        "may_withdraw": any(entry.answer == Answer.GIVEN for entry in now.entries.values()),
        "disclosures": case.disclosures.select_related("made_by"),
        "reading": ledger.rules().reading,
        "version": ledger.rules().code,
    }


def _heard(now) -> list[Voice]:
    """Whose answer counts today, and whoever said something before."""
    spoke = {voice for voice, _ in now.entries}
    return [voice for voice in Voice if voice in spoke or voice in now.speaking]


def _person(voice, now) -> dict:
    """One row: what this voice said last, with the scopes of one answer together."""
    together = {}
    for scope in Scope:
        entry = now.entries.get((voice, scope))
        if entry:
            said = (entry.answer, entry.said_on, entry.manner, entry.recorded_by_id, entry.note)
            together.setdefault(said, []).append(entry)
    return {
        "label": capfirst(voice.label),
        "counts": voice in (*now.speaking, Voice.PROFESSIONAL),
        "said": [
            {
                "entry": same[0],
                "scopes": [entry.get_scope_display() for entry in same],
                "everything": len(same) == len(Scope),
            }
            for same in together.values()
        ],
    }
