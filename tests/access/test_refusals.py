"""What the services of this room refuse stands at the field that can mend it, and the limits are exact."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from expertteam.access import consent, emergency, services
from expertteam.access.consent_enums import Answer, Scope, Voice
from expertteam.access.enums import CaseRole
from expertteam.access.models import EmergencyReview
from expertteam.cases.consent import birth_date_of
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 1, 12)
REASON = "Kijkt een tijd mee als collega."
GUEST, TAKER = "deskundige5.noord", "regisseur.zuid"


@pytest.fixture(autouse=True)
def monday(travel):
    """The clock stands still, so that the last moment that fits can be tried."""
    with travel(MONDAY):
        yield


@pytest.fixture
def case(story):
    return story.file()


def refused(action) -> dict:
    with pytest.raises(RuleBroken) as caught:
        action()
    return ValidationError(caught.value.update_error_dict({})).message_dict


def let_in(case, who=GUEST, reason=REASON, until=timedelta(days=3)):
    return services.share(
        by=person("coordinator.noord"),
        user=person(who),
        case=case,
        reason=reason,
        until=clock.now() + until,
    )


def take(case, reason=REASON):
    return emergency.take_access(user=person(TAKER), case=case, reason=reason)


def test_inviting(case):
    assert refused(lambda: let_in(case, reason=" ")) == {"reason": [services.SAY_WHY]}
    assert refused(lambda: let_in(case, who="fg")) == {"person": [services.NO_CASE_WORK]}


def test_access_to_another_case_does_not_stand_in_the_way(story, case):
    let_in(story.file())
    assert let_in(case).role == CaseRole.OBSERVER


@pytest.mark.parametrize(
    ("until", "fits"),
    [
        (timedelta(0), False),
        (timedelta(seconds=1), True),
        (timedelta(days=services.LONGEST_DAYS + 1), True),
        (timedelta(days=services.LONGEST_DAYS + 1, seconds=1), False),
    ],
)
def test_an_invitation_ends_after_now_and_within_its_longest_time(case, until, fits):
    if fits:
        assert let_in(case, until=until).until == clock.now() + until
    else:
        assert refused(lambda: let_in(case, until=until)) == {"until": [services.WRONG_END]}


def test_what_lasts_as_long_already_is_not_given_again(case):
    def give(days):
        until = clock.now() + timedelta(days=days)
        return services.grant(user=person(GUEST), case=case, role=CaseRole.EXPERT, reason=REASON, until=until)

    held = give(9)
    assert give(9) == held
    assert give(2) == held
    assert give(10) != held


def test_emergency_access_and_its_judgement(case):
    assert refused(lambda: take(case, reason="Te kort.")) == {"reason": [emergency.SAY_WHY]}
    review = EmergencyReview.objects.get(grant=take(case))
    assert refused(lambda: emergency.judge(review=review, by=person("fg"), justified=True, note=" ")) == {
        "note": [emergency.SAY_WHY_JUDGED]
    }


TO_WHOM = "Kies met wie de casus gedeeld mag worden."
WHEN = "Kies een datum die al geweest is, en na de geboorte."
NO_SAY = "De toestemming van de voogd telt nu niet mee bij deze jeugdige."


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"scopes": []}, "scopes", TO_WHOM),
        ({"said_on": MONDAY + timedelta(days=1)}, "said_on", WHEN),
        ({"said_on": date(1990, 1, 1)}, "said_on", WHEN),
        ({"voice": Voice.GUARDIAN}, "voice", NO_SAY),
        (
            {"birth_date": None},
            "__all__",
            "Voeg eerst de geboortedatum toe: daarvan hangt af wie toestemming geeft.",
        ),
    ],
)
def test_an_answer_that_cannot_be(case, change, field, sentence):
    answer = {
        "voice": Voice.PARENT_1,
        "answer": Answer.GIVEN,
        "scopes": [Scope.CENTRE],
        "said_on": MONDAY,
        "birth_date": birth_date_of(case),
        **change,
    }
    by = person("coordinator.noord")
    assert refused(lambda: consent.note_answer(case=case, by=by, **answer)) == {field: [sentence]}
