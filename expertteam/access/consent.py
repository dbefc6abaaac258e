"""The ledger's services: what people said is added, and a disclosure asks the rules at that moment.

The birth date is encrypted in a later room, so callers pass ``birth_date`` (None when unknown) and
``anonymous``; cases/consent.py does so for a case.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.utils.text import capfirst

from expertteam.access.consent_enums import Answer, Authority, Band, Basis, DisclosureKind, Scope, Voice
from expertteam.access.consent_models import AuthorityEntry, ConsentEntry, Disclosure
from expertteam.access.consent_rules import Facts, Ruling, Said, band_on, judge, may_speak
from expertteam.access.consent_table import VERSIONS, Version
from expertteam.access.enums import CaseRole
from expertteam.audit.services import record
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.core.locks import take

# Which sharing a role in the case came from, for whoever asks what covers an access.
SCOPE_OF_ROLE = {
    CaseRole.REFERRER: Scope.TABLE,
    CaseRole.COORDINATOR: Scope.TABLE,
    CaseRole.CHAIR: Scope.TABLE,
    CaseRole.EXPERT: Scope.TABLE,
    CaseRole.DIRECTOR: Scope.TABLE,
    CaseRole.CENTRE: Scope.CENTRE,
    CaseRole.PROVIDER: Scope.PROVIDERS,
    CaseRole.OBSERVER: Scope.OUTSIDERS,
}


def rules() -> Version:
    """The version in force."""
    return VERSIONS[settings.CONSENT_RULES]


def hold(case) -> None:
    """Let withdrawing and disclosing wait for each other: who is second sees what the first did."""
    take(f"consent of case {case.pk}")


def authority_in(case) -> Authority | None:
    last = AuthorityEntry.objects.filter(case=case).last()
    return Authority(last.authority) if last else None


def last_entries(case) -> dict[tuple[Voice, Scope], ConsentEntry]:
    """The entry that counts, by voice and scope."""
    entries = ConsentEntry.objects.filter(case=case).select_related("recorded_by").order_by("pk")
    return {(Voice(entry.voice), Scope(entry.scope)): entry for entry in entries}


@dataclass(frozen=True)
class Standing:
    """What the ledger says of one case today."""

    authority: Authority | None
    entries: dict[tuple[Voice, Scope], ConsentEntry]
    rulings: dict[Scope, Ruling]
    speaking: tuple[Voice, ...]


def standing(*, case, birth_date, anonymous) -> Standing:
    """With whom the case may be shared, who said what, and whose answer counts."""
    entries, authority = last_entries(case), authority_in(case)
    said = {key: Said(Answer(entry.answer), entry.said_on, entry) for key, entry in entries.items()}
    facts = Facts(birth_date, authority, said, anonymous)
    return Standing(
        authority,
        entries,
        {scope: judge(rules(), facts, scope, clock.today()) for scope in Scope},
        speaking(birth_date=birth_date, authority=authority),
    )


def band_today(birth_date) -> Band | None:
    return band_on(birth_date, clock.today())


def speaking(*, birth_date, authority) -> tuple[Voice, ...]:
    """Whose answer counts today."""
    return may_speak(rules(), band_today(birth_date), authority)


@transaction.atomic
def set_authority(*, case, by, authority) -> AuthorityEntry:
    """Note who has authority from now on; what was noted before stays in the ledger."""
    hold(case)
    entry = AuthorityEntry.objects.create(case=case, authority=authority, recorded_by=by)
    record(actor=by, case=case, verb="authority", detail=f"Gezag: {entry.get_authority_display()}")
    return entry


@transaction.atomic
def note_answer(
    *, case, by, birth_date, voice, answer, scopes, said_on, manner="", note=""
) -> list[ConsentEntry]:
    """Add what one voice said about one or more scopes; RuleBroken when it does not count or cannot be."""
    hold(case)
    voice, answer = Voice(voice), Answer(answer)
    _check_voice(case, birth_date, voice)
    if not scopes:
        raise RuleBroken({"scopes": "Kies met wie de casus gedeeld mag worden."})
    band = band_on(birth_date, said_on)
    if said_on > clock.today() or band is None:
        raise RuleBroken({"said_on": "Kies een datum die al geweest is, en na de geboorte."})
    entries = [
        ConsentEntry(
            case=case,
            voice=voice,
            band=band,
            scope=scope,
            answer=answer,
            said_on=said_on,
            manner=manner,
            rule_version=rules().code,
            note=note,
            recorded_by=by,
        )
        for scope in scopes
    ]
    for entry in entries:
        entry.full_clean()
        entry.save()
    shared = ", ".join(Scope(scope).label for scope in scopes)
    detail = f"{capfirst(voice.label)}: {answer.label}, voor delen met {shared}"
    record(actor=by, case=case, verb="consent", detail=detail)
    return entries


def _check_voice(case, birth_date, voice) -> None:
    if band_today(birth_date) is None:
        raise RuleBroken("Voeg eerst de geboortedatum toe: daarvan hangt af wie toestemming geeft.")
    counting = speaking(birth_date=birth_date, authority=authority_in(case))
    if voice not in (*counting, Voice.PROFESSIONAL):
        raise RuleBroken({"voice": f"De toestemming van {voice.label} telt nu niet mee bij deze jeugdige."})


@transaction.atomic
def disclose(*, case, by, scope, kind, birth_date, anonymous) -> Disclosure:
    """Ask the rules and keep on which basis it was; RuleBroken says who is missing or said no.

    Call it first in the transaction that tells others: a withdrawal waits until that has ended.
    """
    hold(case)
    now = standing(case=case, birth_date=birth_date, anonymous=anonymous)
    ruling = now.rulings[Scope(scope)]
    if not ruling.allowed:
        raise RuleBroken(ruling.why_not)
    disclosure = Disclosure.objects.create(
        case=case, kind=kind, scope=scope, basis=ruling.basis, rule_version=rules().code, made_by=by
    )
    disclosure.relied_on.set(ruling.relies_on)
    label, basis = DisclosureKind(kind).label, Basis(ruling.basis).label
    record(actor=by, case=case, verb="disclosed", detail=f"Verstrekt: {label}. Grondslag: {basis}")
    return disclosure


def covering(grants):
    """Adds to grants the last ``disclosure`` (its public id) to that role, and the ``basis`` of it.

    The consent reference of the read log. Emergency access rests on none.
    """
    scopes = [When(role=role, then=Value(scope)) for role, scope in SCOPE_OF_ROLE.items()]
    told = Disclosure.objects.filter(case=OuterRef("case"), scope=OuterRef("scope")).order_by("-pk")
    return grants.annotate(scope=Case(*scopes, default=Value(""), output_field=CharField())).annotate(
        disclosure=Subquery(told.values("public_id")[:1]), basis=Subquery(told.values("basis")[:1])
    )
