"""Whether a case may be shared: pure reasoning over what is known, with the rule table in consent_table.py.

No database and no clock here: :func:`judge` gets the facts and the day, and gives a ruling.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from expertteam.access.consent_enums import Answer, Authority, Band, Basis, Scope, Voice
from expertteam.access.consent_table import FIRST_YEARS, HOLDERS, SUPERVISED, Version

# From this age the youth is beyond youth care (Jeugdwet 1.1).
TOO_OLD = 24
ANONYMOUS_ONLY_AT_THE_TABLE = (
    "Dit is een anoniem overleg. Voeg eerst de gegevens van de jeugdige en de toestemming toe."
)
NO_BIRTH_DATE = "De geboortedatum ontbreekt. Zonder leeftijd is niet te bepalen wie toestemming geeft."
NO_AUTHORITY = "Er is niet vastgelegd wie het gezag heeft. Leg dat eerst vast."
NOBODY_WITH_AUTHORITY = (
    "Niemand met gezag kan toestemming geven. Leg eerst vast wie het gezag nu heeft, bijvoorbeeld een voogd."
)


@dataclass(frozen=True)
class Said:
    """The last answer of one voice about one scope; ``entry`` is where it stands in the ledger."""

    answer: Answer
    on: date
    entry: object = None


@dataclass(frozen=True)
class Facts:
    """What is known of a case on one day.

    ``said`` holds the last answer by (voice, scope). ``anonymous`` means there is no identity at all,
    which is not the same as a birth date that is missing.
    """

    birth_date: date | None
    authority: Authority | None
    said: dict[tuple[Voice, Scope], Said] = field(default_factory=dict)
    anonymous: bool = False


@dataclass(frozen=True)
class Ruling:
    """Whether a case may go to ``scope``: on which basis, resting on which entries, or why not."""

    scope: Scope
    basis: Basis | None
    needed: tuple[Voice, ...] = ()
    missing: tuple[Voice, ...] = ()
    objecting: tuple[Voice, ...] = ()
    relies_on: tuple = ()
    why_not: str = ""

    @property
    def allowed(self) -> bool:
        return self.basis is not None


def birthday(birth_date: date, years: int) -> date:
    """The day on which somebody becomes ``years`` old; born on 29 February, on 1 March in other years."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def age_on(birth_date: date, day: date) -> int:
    """Full years on ``day``; negative before birth."""
    years = day.year - birth_date.year
    return years - (day < birthday(birth_date, years))


def band_on(birth_date: date | None, day: date) -> Band | None:
    """The age band on ``day``; None without a birth date, before birth, and after youth care."""
    age = age_on(birth_date, day) if birth_date else -1
    if not 0 <= age < TOO_OLD:
        return None
    return max((band for band in Band if FIRST_YEARS[band] <= age), key=FIRST_YEARS.get)


def voices(version: Version, band: Band | None, authority: Authority | None) -> tuple[Voice, ...]:
    """Who must agree, in the order in which people are asked; nobody when band or authority is unknown."""
    if band is None:
        return ()
    youth = (Voice.YOUTH,) if band in version.youth_agrees else ()
    return youth + (HOLDERS.get(authority, ()) if band in version.authority_agrees else ())


def may_speak(version: Version, band: Band | None, authority: Authority | None) -> tuple[Voice, ...]:
    """Whose answer counts today: who must agree, a youth who may stop it, a GI that supervises."""
    asked = voices(version, band, authority)
    if band in version.youth_may_stop and Voice.YOUTH not in asked:
        asked = (Voice.YOUTH, *asked)
    if band not in {None, Band.ADULT} and authority in SUPERVISED:
        asked += (Voice.GI,)
    return asked


def judge(version: Version, facts: Facts, scope: Scope, day: date) -> Ruling:
    """May this case be shared with ``scope`` on ``day``?"""
    if facts.anonymous:
        if scope == Scope.TABLE:
            return Ruling(scope, Basis.ANONYMOUS)
        return Ruling(scope, None, why_not=ANONYMOUS_ONLY_AT_THE_TABLE)
    band = band_on(facts.birth_date, day)
    if band is None:
        return Ruling(scope, None, why_not=NO_BIRTH_DATE)
    consent = _consent(version, facts, scope, band)
    if consent.allowed:
        return consent
    return (
        _legal_task(version, facts, scope, band, consent)
        or _vital_interest(version, facts, scope, day, consent)
        or consent
    )


def _consent(version, facts, scope, band) -> Ruling:
    needed = voices(version, band, facts.authority)
    impossible = _nobody_to_ask(version, facts, band)
    if impossible:
        return Ruling(scope, None, needed=needed, why_not=impossible)
    counting = (*needed, Voice.YOUTH) if band in version.youth_may_stop else needed
    said = {voice: facts.said.get((voice, scope)) for voice in dict.fromkeys(counting)}
    objecting = tuple(voice for voice, last in said.items() if last and last.answer != Answer.GIVEN)
    missing = tuple(voice for voice in needed if said[voice] is None)
    if objecting or missing:
        why_not = _why_not(scope, said, objecting, missing)
        return Ruling(scope, None, needed, missing, objecting, why_not=why_not)
    return Ruling(scope, Basis.CONSENT, needed, relies_on=tuple(said[voice].entry for voice in needed))


def _nobody_to_ask(version, facts, band) -> str:
    """Why there is nobody with authority to ask, where somebody must be asked."""
    if band not in version.authority_agrees:
        return ""
    if facts.authority is None:
        return NO_AUTHORITY
    return "" if HOLDERS[facts.authority] else NOBODY_WITH_AUTHORITY


def _legal_task(version, facts, scope, band, consent) -> Ruling | None:
    """A GI that supervises decides, as its task, to tell; parents keep their authority otherwise."""
    decided = facts.said.get((Voice.GI, scope))
    competent = facts.authority in SUPERVISED and band != Band.ADULT and scope in version.gi_decides
    if not (competent and decided and decided.answer == Answer.GIVEN):
        return None
    return _on(Basis.LEGAL_TASK, decided, consent)


def _vital_interest(version, facts, scope, day, consent) -> Ruling | None:
    """A danger that a professional declared not long ago, to those who can act on it."""
    declared = facts.said.get((Voice.PROFESSIONAL, scope))
    if scope not in version.vital or not declared or declared.answer != Answer.GIVEN:
        return None
    if not declared.on <= day <= declared.on + timedelta(days=version.vital_days):
        return None
    return _on(Basis.VITAL, declared, consent)


def _on(basis, said, consent) -> Ruling:
    """The ruling on another basis than consent, with who did not agree still told."""
    return Ruling(
        consent.scope, basis, consent.needed, consent.missing, consent.objecting, relies_on=(said.entry,)
    )


def _why_not(scope, said, objecting, missing) -> str:
    reasons = [f"{voice.label} heeft {_did(said[voice].answer)}" for voice in objecting]
    if missing:
        reasons.append(f"de toestemming van {in_words(missing)} ontbreekt nog")
    return f"Delen met {scope.label} mag nu niet: {'; '.join(reasons)}."


def _did(answer) -> str:
    return "de toestemming ingetrokken" if answer == Answer.WITHDRAWN else "toestemming geweigerd"


def in_words(people) -> str:
    """'de jeugdige, ouder 1 en ouder 2'."""
    labels = [voice.label for voice in people]
    return " en ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))
