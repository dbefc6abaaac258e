"""What the people around an invented youth said about sharing the case."""

from expertteam.access import consent as ledger
from expertteam.access.consent_enums import Answer, Authority, Manner, Scope, Voice
from expertteam.access.consent_rules import Band, band_on
from expertteam.access.consent_table import SUPERVISED
from expertteam.cases.enums import LegalFrame
from expertteam.core import clock

AUTHORITY_IN = {
    LegalFrame.SUPERVISION: Authority.BOTH_SUPERVISED,
    LegalFrame.GUARDIANSHIP: Authority.GI_GUARDIAN,
}


def authority_of(legal_frame, birth_date) -> Authority:
    """The usual authority in this legal frame."""
    if band_on(birth_date, clock.today()) == Band.ADULT:
        return Authority.OF_AGE
    return AUTHORITY_IN.get(legal_frame, Authority.BOTH_PARENTS)


def everybody_agrees(*, birth_date, legal_frame, authority=None, scopes=tuple(Scope), manner=Manner.SPOKEN):
    """Consent as file_case takes it: all whose answer counts today agree, and a GI decides what it may."""
    authority = authority or authority_of(legal_frame, birth_date)
    speaking = ledger.speaking(birth_date=birth_date, authority=authority)
    answers = [
        {
            "voice": voice,
            "answer": Answer.GIVEN,
            "scopes": list(scopes),
            "said_on": clock.today(),
            "manner": manner,
        }
        for voice in speaking
        if not (voice == Voice.GI and authority in SUPERVISED)
    ]
    return {"authority": authority, "answers": answers}


def the_gi_decides(*, birth_date):
    """Under supervision one parent says no, and the GI decides to share, as its legal task."""
    agreed = everybody_agrees(birth_date=birth_date, legal_frame=LegalFrame.SUPERVISION)
    by_voice = {answer["voice"]: answer for answer in agreed["answers"]}
    if Voice.PARENT_2 not in by_voice or agreed["authority"] not in SUPERVISED:
        return agreed
    by_voice[Voice.PARENT_2]["answer"] = Answer.REFUSED
    scopes = [scope for scope in Scope if scope in ledger.rules().gi_decides]
    decision = by_voice[Voice.PARENT_2] | {
        "voice": Voice.GI,
        "answer": Answer.GIVEN,
        "scopes": scopes,
        "manner": Manner.WRITTEN,
    }
    agreed["answers"].append(decision)
    return agreed
