"""The rule table of consent: one row a version, read by consent_rules.py and by a jurist.

What the sources say, and where they differ:

* Helping a youth (Jeugdwet 7.3.4, as Burgerlijk Wetboek 7:450 and 7:465 for care): under 12 those with
  authority agree (7.3.15), from 12 to 15 the youth and those with authority, from 16 the youth alone.
* Telling others about it (Jeugdwet 7.3.11): not without the consent of whom it concerns, with the same
  ages by 7.3.15.
* Data protection (AVG 4(11), 6(1)(a), 7, 9(2)(a); UAVG 5): under 16 the legal representative agrees in
  place of the youth, and both may withdraw. **From 12 to 15 this differs from the Jeugdwet.**
* Authority (BW 1:245 to 1:253v, 1:253i): parents act together; one may act alone while the other does not
  object. Telling others what hurts most is no everyday act, so every version asks both.
* Guardian or GI with guardianship (BW 1:302, 1:303, 1:337): in the place of the parents.
* Supervision, OTS (BW 1:255, 1:262, 1:265e): parents keep authority; the GI may tell what its task needs
  (AVG 6(1)(e), UAVG 30, Jeugdwet 7.3.11 and 7.4.1). It decides so, a scope at a time, and the ledger
  keeps that. To outsiders of the conference it has no such task. It ends at 18.
* Danger (AVG 6(1)(d) and 9(2)(c), Meldcode): a professional may declare it, for those who act on it.

A jurist sets the version in force (setting ``CONSENT_RULES``); a version that was used is never edited.
Not in these versions, for a jurist to add: a youth of 12 to 15 whose well-considered wish goes before a
refusal of parents (7.3.4), one of 12 or older who cannot judge their interests (7.3.15), the authority
of a judge in place of a parent who refuses (BW 1:253a, 1:265h).
"""

from dataclasses import dataclass, replace

from expertteam.access.consent_enums import Authority, Band, Scope, Voice

FIRST_YEARS = {Band.UNDER_12: 0, Band.FROM_12: 12, Band.FROM_16: 16, Band.ADULT: 18}

HOLDERS = {
    Authority.BOTH_PARENTS: (Voice.PARENT_1, Voice.PARENT_2),
    Authority.ONE_PARENT: (Voice.PARENT_1,),
    Authority.BOTH_SUPERVISED: (Voice.PARENT_1, Voice.PARENT_2),
    Authority.ONE_SUPERVISED: (Voice.PARENT_1,),
    Authority.GUARDIAN: (Voice.GUARDIAN,),
    Authority.GI_GUARDIAN: (Voice.GI,),
    Authority.ENDED: (),
    Authority.OF_AGE: (),
}
# Jeugdwet 7.3.4 and AVG 8; UAVG 5.
ALONE = "Vanaf 16 jaar beslist de jeugdige zelf (Jeugdwet en UAVG)."
SUPERVISED = frozenset({Authority.BOTH_SUPERVISED, Authority.ONE_SUPERVISED})


@dataclass(frozen=True)
class Version:
    """One reading of the law. ``reading`` says in Dutch which one, for pages and the audit."""

    code: str
    reading: str
    # Per band: does the youth agree, and do those with authority?
    youth_agrees: frozenset[Band]
    authority_agrees: frozenset[Band]
    # Bands in which a refusal of the youth stops it, asked for agreement or not.
    youth_may_stop: frozenset[Band]
    # What a GI may decide to tell under supervision, as its legal task.
    gi_decides: frozenset[Scope]
    # To whom a declared danger may be told, and for how many days a declaration lasts.
    vital: frozenset[Scope]
    vital_days: int

    def reading_for(self, band: Band) -> str:
        """What this reading says to who asks a youth of that age; from 16 no two readings differ."""
        return self.reading if band in (Band.UNDER_12, Band.FROM_12) else ALONE


JEUGDWET = Version(
    code="2026-1",
    reading="Van 12 tot en met 15 jaar stemmen de jeugdige en wie het gezag heeft allebei in (Jeugdwet).",
    youth_agrees=frozenset({Band.FROM_12, Band.FROM_16, Band.ADULT}),
    authority_agrees=frozenset({Band.UNDER_12, Band.FROM_12}),
    youth_may_stop=frozenset({Band.FROM_12, Band.FROM_16, Band.ADULT}),
    gi_decides=frozenset({Scope.TABLE, Scope.CENTRE, Scope.PROVIDERS}),
    vital=frozenset({Scope.TABLE, Scope.CENTRE}),
    vital_days=14,
)
UAVG = replace(
    JEUGDWET,
    code="2026-2",
    reading="Tot 16 jaar stemt in wie het gezag heeft; een nee van de jeugdige vanaf 12 jaar telt (UAVG).",
    youth_agrees=frozenset({Band.FROM_16, Band.ADULT}),
)

VERSIONS = {version.code: version for version in (JEUGDWET, UAVG)}
