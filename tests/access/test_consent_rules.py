"""The rules of consent hold for every age, birthday, authority and set of answers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expertteam.access.consent_enums import Answer, Authority, Band, Basis, Scope, Voice
from expertteam.access.consent_rules import (
    Facts,
    Said,
    age_on,
    band_on,
    birthday,
    in_words,
    judge,
    may_speak,
    voices,
)
from expertteam.access.consent_table import HOLDERS, JEUGDWET, SUPERVISED, UAVG, VERSIONS

TODAY = date(2026, 11, 20)
PARENTS = {Voice.PARENT_1, Voice.PARENT_2}

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
births = st.one_of(
    st.dates(date(1996, 1, 1), date(2035, 12, 31)),
    st.sampled_from([date(year, 2, 29) for year in range(2000, 2033, 4)]),
)
answers = st.builds(Said, st.sampled_from(Answer), days, st.integers())
said = st.dictionaries(st.tuples(st.sampled_from(Voice), st.sampled_from(Scope)), answers)
authorities = st.one_of(st.none(), st.sampled_from(Authority))
versions = st.sampled_from(list(VERSIONS.values()))
scopes = st.sampled_from(Scope)


@st.composite
def facts(draw, birth_dates=births):
    return Facts(draw(birth_dates), draw(authorities), draw(said), anonymous=False)


def aged(youngest, oldest, day):
    """Birth dates of somebody who is so old on ``day``."""
    first = birthday(day, -oldest - 1) + timedelta(days=1)
    return st.dates(first, birthday(day, -youngest)).filter(
        lambda born: youngest <= age_on(born, day) <= oldest
    )


def agreed(authority, born, *, without=(), others=None):
    """Everybody who could be asked gave consent for everything, but for ``without``."""
    given_by = [voice for voice in Voice if voice not in {*without, Voice.GI, Voice.PROFESSIONAL}]
    if authority == Authority.GI_GUARDIAN and Voice.GI not in without:
        given_by.append(Voice.GI)
    all_said = {(voice, scope): Said(Answer.GIVEN, TODAY, voice) for voice in given_by for scope in Scope}
    return Facts(born, authority, all_said | (others or {}))


# Invariants.


@given(
    versions,
    facts(),
    scopes,
    days,
    st.sampled_from(Voice),
    st.sampled_from([Answer.WITHDRAWN, Answer.REFUSED]),
)
def test_withdrawing_or_refusing_never_allows_more(version, known, scope, day, voice, answer):
    before = judge(version, known, scope, day)
    no = {(voice, each): Said(answer, day) for each in Scope}
    after = judge(version, Facts(known.birth_date, known.authority, known.said | no), scope, day)
    assert before.allowed or not after.allowed


@given(versions, facts(), scopes, days)
def test_a_ruling_says_on_what_it_rests_or_why_not(version, known, scope, day):
    ruling = judge(version, known, scope, day)
    assert ruling.allowed == (not ruling.why_not)
    assert ruling.allowed == bool(ruling.relies_on)
    if ruling.basis == Basis.CONSENT:
        assert ruling.needed and not ruling.missing and not ruling.objecting
        assert len(ruling.relies_on) == len(ruling.needed)


@given(versions, facts(), scopes, days, st.booleans())
def test_a_ruling_is_about_what_was_asked(version, known, scope, day, anonymous):
    asked = Facts(known.birth_date, known.authority, known.said, anonymous)
    assert judge(version, asked, scope, day).scope == scope


@given(versions, facts(), scopes, days)
def test_every_ruling_names_who_had_to_agree_and_who_said_nothing(version, known, scope, day):
    ruling = judge(version, known, scope, day)
    band = band_on(known.birth_date, day)
    assert ruling.needed == voices(version, band, known.authority)
    nobody_to_ask = band in version.authority_agrees and not HOLDERS.get(known.authority)
    silent = tuple(voice for voice in ruling.needed if (voice, scope) not in known.said)
    assert ruling.missing == (() if nobody_to_ask else silent)


@given(versions, st.data(), days, authorities)
def test_from_sixteen_nobody_needs_a_parent(version, data, day, authority):
    born = data.draw(aged(16, 23, day))
    assert voices(version, band_on(born, day), authority) == (Voice.YOUTH,)
    alone = Facts(born, authority, {(Voice.YOUTH, Scope.CENTRE): Said(Answer.GIVEN, day, "alone")})
    ruling = judge(version, alone, Scope.CENTRE, day)
    assert (ruling.scope, ruling.basis, ruling.relies_on) == (Scope.CENTRE, Basis.CONSENT, ("alone",))


@given(versions, st.data(), days, authorities, scopes, st.sampled_from(Answer))
def test_from_sixteen_a_parent_cannot_stop_it_either(version, data, day, authority, scope, answer):
    born = data.draw(aged(16, 23, day))
    parents = {(voice, scope): Said(answer, day) for voice in (*PARENTS, Voice.GUARDIAN)}
    youth = {(Voice.YOUTH, scope): Said(Answer.GIVEN, day)}
    assert judge(version, Facts(born, authority, parents | youth), scope, day).basis == Basis.CONSENT


@given(st.data(), days, st.sampled_from([each for each in Authority if HOLDERS[each]]), scopes)
def test_from_twelve_to_fifteen_both_the_youth_and_those_with_authority(data, day, authority, scope):
    born = data.draw(aged(12, 15, day))
    both = {Voice.YOUTH, *HOLDERS[authority]}
    assert set(voices(JEUGDWET, Band.FROM_12, authority)) == both
    assert judge(JEUGDWET, agreed(authority, born), scope, day).basis == Basis.CONSENT
    for voice in both:
        assert judge(JEUGDWET, agreed(authority, born, without=[voice]), scope, day).missing == (voice,)


@given(versions, st.data(), days, st.sampled_from([each for each in Authority if HOLDERS[each]]), scopes)
def test_under_twelve_those_with_authority_and_not_the_youth(version, data, day, authority, scope):
    born = data.draw(aged(0, 11, day))
    assert judge(version, agreed(authority, born, without=[Voice.YOUTH]), scope, day).basis == Basis.CONSENT
    for voice in HOLDERS[authority]:
        assert not judge(version, agreed(authority, born, without=[voice]), scope, day).allowed


@given(versions, st.data(), days, st.sampled_from([each for each in Authority if HOLDERS[each]]), scopes)
def test_under_twelve_a_refusal_of_the_youth_stops_nothing(version, data, day, authority, scope):
    born = data.draw(aged(0, 11, day))
    refusal = {(Voice.YOUTH, scope): Said(Answer.REFUSED, day)}
    assert judge(version, agreed(authority, born, others=refusal), scope, day).basis == Basis.CONSENT


@given(versions, births, st.sampled_from([12, 16, 18]))
def test_a_birthday_changes_the_band_on_that_day_and_not_before(version, born, years):
    day = birthday(born, years)
    before, after = band_on(born, day - timedelta(days=1)), band_on(born, day)
    assert before != after
    assert band_on(born, birthday(born, years + 1)) == after
    assert voices(version, before, Authority.BOTH_PARENTS) != voices(
        version, after, Authority.BOTH_PARENTS
    ) or ((version, years) in [(UAVG, 12), (JEUGDWET, 18), (UAVG, 18)])


@given(versions, births, st.integers(0, 23))
def test_no_other_day_of_the_year_changes_the_band(version, born, years):
    first, last = birthday(born, years), birthday(born, years + 1) - timedelta(days=1)
    assert age_on(born, first) == age_on(born, last) == years
    assert band_on(born, first) == band_on(born, last)


@given(versions, facts(), scopes, days)
def test_without_a_birth_date_nothing_may(version, known, scope, day):
    unknown = Facts(None, known.authority, known.said)
    assert not judge(version, unknown, scope, day).allowed


@given(versions, facts(), scopes, days)
def test_without_anybody_who_said_yes_nothing_may(version, known, scope, day):
    silent = {key: last for key, last in known.said.items() if last.answer != Answer.GIVEN}
    assert not judge(version, Facts(known.birth_date, known.authority, silent), scope, day).allowed


@given(versions, facts(), days)
def test_anonymous_consultation_reaches_the_table_and_nobody_else(version, known, day):
    anonymous = Facts(None, known.authority, known.said, anonymous=True)
    allowed = {scope for scope in Scope if judge(version, anonymous, scope, day).allowed}
    assert allowed == {Scope.TABLE}
    assert judge(version, anonymous, Scope.TABLE, day).basis == Basis.ANONYMOUS


@given(versions, st.sampled_from([*Band, None]), authorities)
def test_who_must_agree_may_speak(version, band, authority):
    speaking = may_speak(version, band, authority)
    assert set(voices(version, band, authority)) <= set(speaking)
    assert len(speaking) == len(set(speaking))


@given(versions, facts(), scopes, days)
def test_who_has_no_say_changes_nothing(version, known, scope, day):
    counts = {*may_speak(version, band_on(known.birth_date, day), known.authority), Voice.PROFESSIONAL}
    heard = {key: last for key, last in known.said.items() if key[0] in counts}
    heard_only = Facts(known.birth_date, known.authority, heard)
    assert judge(version, known, scope, day).basis == judge(version, heard_only, scope, day).basis


# The table, line by line.

CHILD, TEEN, ALMOST, ADULT = date(2018, 5, 17), date(2013, 5, 17), date(2010, 5, 17), date(2006, 5, 17)


@pytest.mark.parametrize(
    ("born", "authority", "needed"),
    [
        (CHILD, Authority.BOTH_PARENTS, ["parent_1", "parent_2"]),
        (CHILD, Authority.ONE_PARENT, ["parent_1"]),
        (CHILD, Authority.BOTH_SUPERVISED, ["parent_1", "parent_2"]),
        (CHILD, Authority.ONE_SUPERVISED, ["parent_1"]),
        (CHILD, Authority.GUARDIAN, ["guardian"]),
        (CHILD, Authority.GI_GUARDIAN, ["gi"]),
        (TEEN, Authority.BOTH_PARENTS, ["youth", "parent_1", "parent_2"]),
        (TEEN, Authority.ONE_PARENT, ["youth", "parent_1"]),
        (TEEN, Authority.GUARDIAN, ["youth", "guardian"]),
        (TEEN, Authority.GI_GUARDIAN, ["youth", "gi"]),
        (ALMOST, Authority.BOTH_PARENTS, ["youth"]),
        (ALMOST, Authority.GI_GUARDIAN, ["youth"]),
        (ALMOST, Authority.ENDED, ["youth"]),
        (ADULT, Authority.OF_AGE, ["youth"]),
    ],
)
def test_who_must_agree_today(born, authority, needed):
    assert list(voices(JEUGDWET, band_on(born, TODAY), authority)) == needed


def test_the_readings_differ_from_twelve_to_fifteen_only():
    for authority in Authority:
        differ = {band for band in Band if voices(UAVG, band, authority) != voices(JEUGDWET, band, authority)}
        assert differ == {Band.FROM_12}
    refusal = {(Voice.YOUTH, Scope.TABLE): Said(Answer.REFUSED, TODAY)}
    silent = agreed(Authority.BOTH_PARENTS, TEEN, without=[Voice.YOUTH])
    assert judge(UAVG, silent, Scope.TABLE, TODAY).allowed
    refusing = agreed(Authority.BOTH_PARENTS, TEEN, others=refusal)
    assert judge(UAVG, refusing, Scope.TABLE, TODAY).objecting == (Voice.YOUTH,), (
        "the youth may still stop it"
    )


@pytest.mark.parametrize("version", [JEUGDWET, UAVG])
def test_who_asks_reads_what_the_law_says_of_that_age(version):
    for band in (Band.UNDER_12, Band.FROM_12):
        assert version.reading_for(band) == version.reading
    for band in (Band.FROM_16, Band.ADULT):
        assert version.reading_for(band) == "Vanaf 16 jaar beslist de jeugdige zelf (Jeugdwet en UAVG)."


@pytest.mark.parametrize("authority", sorted(SUPERVISED))
@pytest.mark.parametrize("scope", Scope)
def test_a_gi_that_supervises_decides_what_its_task_needs(authority, scope):
    no = {(voice, scope): Said(Answer.REFUSED, TODAY) for voice in PARENTS}
    decided = {(Voice.GI, scope): Said(Answer.GIVEN, TODAY, "decision")}
    ruling = judge(JEUGDWET, Facts(TEEN, authority, no | decided), scope, TODAY)
    if scope == Scope.OUTSIDERS:
        assert not ruling.allowed
    else:
        assert (ruling.basis, ruling.relies_on) == (Basis.LEGAL_TASK, ("decision",))
        assert ruling.scope == scope
        assert ruling.needed == voices(JEUGDWET, Band.FROM_12, authority)
        assert ruling.objecting == HOLDERS[authority], "who said no is still told"
        assert ruling.missing == (Voice.YOUTH,), "and who said nothing"
    grown = judge(JEUGDWET, Facts(ADULT, authority, no | decided), scope, TODAY)
    assert not grown.allowed, "supervision ends at eighteen"
    assert not judge(JEUGDWET, Facts(TEEN, Authority.BOTH_PARENTS, no | decided), scope, TODAY).allowed


@pytest.mark.parametrize(("days_ago", "allowed"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_declared_danger_lasts_two_weeks_and_reaches_who_can_act(days_ago, allowed):
    on = TODAY - timedelta(days=days_ago)
    declared = {(Voice.PROFESSIONAL, scope): Said(Answer.GIVEN, on, "danger") for scope in Scope}
    known = Facts(TEEN, Authority.BOTH_PARENTS, declared)
    rulings = {scope: judge(JEUGDWET, known, scope, TODAY) for scope in Scope}
    reached = {scope for scope, ruling in rulings.items() if ruling.allowed}
    assert reached == ({Scope.TABLE, Scope.CENTRE} if allowed else set())
    assert {ruling.basis for ruling in rulings.values()} <= {Basis.VITAL, None}


def test_why_not_is_a_sentence_that_names_who_is_missing():
    known = agreed(Authority.BOTH_PARENTS, TEEN, without=[Voice.YOUTH, Voice.PARENT_2])
    assert judge(JEUGDWET, known, Scope.CENTRE, TODAY).why_not == (
        "Delen met het Expertisecentrum Limburg mag nu niet: "
        "de toestemming van de jeugdige en ouder 2 ontbreekt nog."
    )
    refused = {(Voice.PARENT_1, Scope.TABLE): Said(Answer.WITHDRAWN, TODAY)}
    assert judge(
        JEUGDWET, agreed(Authority.BOTH_PARENTS, TEEN, others=refused), Scope.TABLE, TODAY
    ).why_not == ("Delen met het expertteam mag nu niet: ouder 1 heeft de toestemming ingetrokken.")
    refused = {(Voice.PARENT_1, Scope.TABLE): Said(Answer.REFUSED, TODAY)}
    sentence = judge(
        JEUGDWET, agreed(Authority.BOTH_PARENTS, TEEN, others=refused), Scope.TABLE, TODAY
    ).why_not
    assert "ouder 1 heeft toestemming geweigerd" in sentence
    half = agreed(Authority.BOTH_PARENTS, TEEN, without=[Voice.PARENT_2], others=refused)
    assert judge(JEUGDWET, half, Scope.TABLE, TODAY).why_not == (
        "Delen met het expertteam mag nu niet: ouder 1 heeft toestemming geweigerd; "
        "de toestemming van ouder 2 ontbreekt nog."
    )
    assert in_words(tuple(Voice)[:3]) == "de jeugdige, ouder 1 en ouder 2"
    assert (in_words([Voice.YOUTH]), in_words([])) == ("de jeugdige", "")


def test_where_nobody_has_authority_the_page_says_what_to_do():
    for authority, sentence in [
        (None, "Leg dat eerst vast"),
        (Authority.ENDED, "een voogd"),
        (Authority.OF_AGE, "een voogd"),
    ]:
        assert sentence in judge(JEUGDWET, agreed(authority, TEEN), Scope.TABLE, TODAY).why_not
        assert judge(JEUGDWET, agreed(authority, ALMOST), Scope.TABLE, TODAY).allowed


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2014, 11, 21), TODAY, 11),
        (date(2014, 11, 20), TODAY, 12),
        (date(2026, 11, 21), TODAY, -1),
        (TODAY, TODAY, 0),
    ],
)
def test_ages(born, day, age):
    assert age_on(born, day) == age
    assert (band_on(born, day) is None) == (age < 0)


def test_after_twenty_three_youth_care_has_ended():
    assert band_on(date(2002, 11, 21), TODAY) == Band.ADULT
    assert band_on(date(2002, 11, 20), TODAY) is None
