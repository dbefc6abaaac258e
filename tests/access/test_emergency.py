"""Breaking the glass: who may, what it costs, how long it lasts, and who judges it afterwards."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from expertteam.access import emergency, queries, services
from expertteam.access.enums import CaseRole
from expertteam.access.models import EmergencyReview, Grant
from expertteam.access.permissions import permissions_of
from expertteam.audit.models import ReadEvent
from expertteam.cases.models import Case, CaseUserPermission
from expertteam.core import clock
from expertteam.core.errors import AlreadyDone, RuleBroken
from expertteam.notifications.models import Notification
from expertteam.organisations.enums import Role
from expertteam.organisations.models import Organisation, User
from expertteam.organisations.services import add_membership
from tests.pages import text_of
from tests.together import together
from workflows import membership
from workflows.demo.people import person
from workflows.emergency import STEPPED_BACK, enter
from workflows.jobs import close_expired_access

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 1, 12)
REASON = "De jeugdige is weg en niemand is bereikbaar."
TAKER = "regisseur.zuid"
ASK = "/noodtoegang/"


@pytest.fixture(autouse=True)
def monday(travel):
    with travel(MONDAY):
        yield


@pytest.fixture
def case(story):
    return story.file()


def take(case, who=TAKER, reason=REASON):
    return enter(user=person(who), number=case.number, reason=reason)


def opens(who, case) -> bool:
    return Case.objects.visible_to(person(who)).filter(pk=case.pk).exists()


def refusal(action) -> str:
    with pytest.raises(RuleBroken) as caught:
        action()
    return " ".join(caught.value.messages)


def page_of(case) -> str:
    return reverse("workflows:case", args=[case.public_id])


def later(minutes):
    return clock.travel(clock.now() + timedelta(minutes=minutes))


def ask(client, number, reason=REASON, **more):
    return client.post(ASK, {"number": number, "reason": reason}, **more)


# Who may.

CASE_WORKERS = (
    "aanmelder.weert",
    "jeugdbeschermer1",
    "coordinator.zuid",
    "voorzitter.zuid",
    "deskundige1.zuid",
    "regisseur.zuid",
    "centrum1",
)
NOT_ON_CASES = ("aanbieder.nest", "beleid.noord", "inkoop", "fg", "beheer")


@pytest.mark.parametrize("who", CASE_WORKERS)
def test_who_works_on_cases_sees_the_case_and_the_identity_and_may_do_nothing(case, who):
    take(case, who)
    assert permissions_of(person(who), case) == {"view_case", "view_identity"}


@pytest.mark.parametrize("who", NOT_ON_CASES)
def test_for_everybody_else_it_does_not_exist(case, as_user, who):
    assert as_user(who).get(ASK).status_code == 404
    assert ask(as_user(who), case.number).status_code == 404
    assert refusal(lambda: take(case, who)) == emergency.NOT_FOR_YOU
    refused = refusal(lambda: emergency.take_access(user=person(who), case=case, reason=REASON))
    assert refused == emergency.NOT_FOR_YOU
    assert not Grant.objects.filter(role=CaseRole.EMERGENCY).exists()


def test_an_account_that_was_closed_a_moment_ago_takes_nothing(case):
    stale = person(TAKER)
    User.objects.filter(pk=stale.pk).update(is_active=False)
    assert refusal(lambda: enter(user=stale, number=case.number, reason=REASON)) == emergency.NOT_FOR_YOU


def test_who_can_open_the_case_already_needs_no_emergency(case):
    assert refusal(lambda: take(case, "aanmelder.venlo")) == emergency.ALREADY_IN
    take(case)
    assert refusal(lambda: take(case)) == emergency.ALREADY_IN
    assert Grant.objects.filter(role=CaseRole.EMERGENCY).count() == 1


def test_who_stepped_back_stays_out(story, case):
    story.to_conference(case)
    story.play(
        case, "deskundige1.noord", "ConferenceFlow.pre_advise", recusal_reason="Ik ken dit gezin privé."
    )
    assert refusal(lambda: take(case, "deskundige1.noord")) == STEPPED_BACK
    assert not opens("deskundige1.noord", case)


@pytest.mark.parametrize(("reason", "fits"), [("x" * 19, False), ("x" * 20, True), (" " * 30, False)])
def test_a_reason_of_twenty_characters(case, reason, fits):
    if fits:
        take(case, reason=reason)
    else:
        assert refusal(lambda: take(case, reason=reason)) == emergency.SAY_WHY
    assert opens(TAKER, case) == fits


def test_emergency_access_and_reading_along_always_end(case):
    for role in (CaseRole.EMERGENCY, CaseRole.OBSERVER):
        with pytest.raises(IntegrityError), transaction.atomic():
            services.grant(user=person(TAKER), case=case, role=role, reason=REASON)


# How long.


def test_it_is_over_after_an_hour_and_the_next_request_is_a_404(case, as_user):
    client = as_user(TAKER)
    take(case)
    with later(59):
        assert client.get(page_of(case)).status_code == 200
    with later(60):
        assert client.get(page_of(case)).status_code == 404
        assert client.post(reverse("workflows:identity", args=[case.public_id])).status_code == 404
        close_expired_access(timestamp=0)
        assert not CaseUserPermission.objects.filter(user=person(TAKER)).exists()
        assert list(queries.rows_without_grant()) == []


def test_one_ends_it_oneself_and_so_may_the_coordinator(case, as_user):
    taken = take(case)
    end = reverse("workflows:access_end", args=[taken.public_id])
    assert as_user("coordinator.zuid").post(end).status_code == 404
    assert as_user("aanmelder.venlo").post(end).status_code == 404, "who may see the case may not end this"
    assert opens(TAKER, case)
    assert as_user(TAKER).post(end).url == reverse("workflows:cases")
    assert not opens(TAKER, case)
    again = take(case)
    as_user("coordinator.noord").post(reverse("workflows:access_end", args=[again.public_id]))
    assert not opens(TAKER, case)


def test_who_leaves_the_team_loses_it_at_once(case):
    take(case)
    membership.leave(membership=person(TAKER).memberships.get(), by=person("beheer"))
    assert not opens(TAKER, case)


def test_a_banner_stands_on_every_page_while_it_lasts(case, as_user):
    client = as_user(TAKER)
    assert "U hebt noodtoegang" not in text_of(client.get("/"))
    taken = take(case)
    with later(12):
        for address in ("/", "/casussen/", "/agenda/", page_of(case), ASK, "/privacy/", "/bestaat-niet/"):
            page = client.get(address)
            said = text_of(page)
            if page.status_code != 403:
                assert f"U hebt noodtoegang tot {case.number} , nog 48 minuten." in said, address
                assert reverse("workflows:access_end", args=[taken.public_id]) in page.content.decode()
    with later(59.5):
        assert "nog 1 minuut." in text_of(client.get("/"))
    with later(60):
        assert "U hebt noodtoegang" not in text_of(client.get("/"))
    assert "U hebt noodtoegang" not in text_of(as_user("coordinator.zuid").get("/")), "nobody else's banner"


# Asking.


def test_the_number_is_typed_whole_and_leads_to_the_case(case, as_user):
    answer = ask(as_user(TAKER), case.number)
    assert answer.url == page_of(case)
    given = Grant.objects.get(role=CaseRole.EMERGENCY)
    assert (given.user, given.granted_by, given.reason) == (person(TAKER), person(TAKER), REASON)
    assert given.until - given.starts_at == timedelta(minutes=60)
    assert case.history.latest("pk").verb == "grant"
    seen = ReadEvent.objects.latest("pk")
    assert (seen.allowed, seen.action, seen.object_id) == (True, "E", str(case.public_id))


def test_without_a_reason_a_missing_and_a_foreign_number_look_the_same(case, as_user):
    client = as_user(TAKER)
    tried = (case.number, "NL-2026-9999")
    foreign, missing = (text_of(ask(client, each, reason="kort")).replace(each, "") for each in tried)
    assert foreign == missing
    assert emergency.SAY_WHY in foreign
    assert not Grant.objects.filter(role=CaseRole.EMERGENCY).exists()


def test_every_attempt_is_on_record_with_the_number_that_was_tried(case, as_user):
    client = as_user(TAKER)
    tries = [(case.number, "kort"), ("NL-2026-9999", REASON), ("zoek Testkind", REASON)]
    for number, reason in tries:
        ask(client, number, reason)
    refused = ReadEvent.objects.filter(object_type="noodtoegang", allowed=False).order_by("pk")
    assert [each.object_id for each in refused] == [case.number, "NL-2026-9999", "onjuist nummer"]


def test_after_five_attempts_in_an_hour_one_waits(case, as_user):
    client = as_user(TAKER)
    for number in range(5):
        assert "Er is geen casus met dit nummer" in text_of(ask(client, f"NL-2026-900{number}"))
    assert emergency.TOO_MANY in text_of(ask(client, case.number)), "also with the right number"
    assert not opens(TAKER, case)
    assert ask(as_user("regisseur.midden"), case.number).status_code == 302, "another is not held up"
    with later(60):
        assert ask(as_user(TAKER), case.number).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_many_attempts_at_once_are_counted_too(story):
    case = story.file()

    def one(number):
        try:
            return enter(user=person(TAKER), number=number, reason=REASON)
        except RuleBroken:
            return "refused"

    answers = together(*(lambda n=n: one(f"NL-2026-90{n:02}") for n in range(8)))
    assert answers.count(None) == 5
    assert answers.count("refused") == 3
    assert case.number


def test_the_worklist_offers_it_quietly_to_who_works_on_cases(as_user):
    link = f'href="{ASK}"'
    assert link in as_user("aanmelder.weert").get("/casussen/").content.decode()
    assert link not in as_user("fg").get("/casussen/").content.decode()


# Telling and judging.


def test_the_coordinators_and_all_privacy_officers_are_told_at_once_by_number_only(case, mailoutbox):
    take(case)
    told = {
        (n.user.email.split("@")[0], n.reference, n.path)
        for n in Notification.objects.filter(kind="emergency")
    }
    review = reverse("workflows:emergency_review", args=[EmergencyReview.objects.get().public_id])
    access = reverse("workflows:case_access", args=[case.public_id])
    assert told == {
        ("coordinator.noord", case.number, access),
        ("coordinator2.noord", case.number, access),
        ("fg", case.number, review),
        ("fg2", case.number, review),
    }


def test_the_review_stays_open_until_a_privacy_officer_judges_it(case, as_user):
    take(case)
    with later(60 * 24 * 40):
        client = as_user("fg")
        page = text_of(client.get("/noodtoegang/beoordelen/"))
        assert "U kunt 1 noodtoegang beoordelen." in page
        assert "Noodtoegang 1 open" in page, "the menu counts it"
        address = reverse("workflows:emergency_review", args=[EmergencyReview.objects.get().public_id])
        page = text_of(client.get(address))
        assert REASON in page
        assert case.title not in page
        assert "Kies" in text_of(client.post(address, {"note": "Er was geen ander."}))
        client.post(address, {"justified": "no", "note": "De coördinator was bereikbaar."})
        review = EmergencyReview.objects.get()
        assert (review.justified, review.judged_by, review.judged_at) == (False, person("fg"), clock.now())
        assert "Niet terecht" in text_of(client.get("/noodtoegang/beoordelen/"))
        assert "Noodtoegang 1 open" not in text_of(client.get("/noodtoegang/beoordelen/"))
        assert case.history.latest("pk").detail == "Noodtoegang beoordeeld: niet terecht"


@pytest.mark.parametrize("who", ["coordinator.noord", TAKER, "beheer", "aanbieder.nest"])
def test_nobody_but_a_privacy_officer_reads_or_judges(case, as_user, who):
    take(case)
    review = EmergencyReview.objects.get()
    assert (
        refusal(lambda: emergency.judge(review=review, by=person(who), justified=True, note="Goed."))
        == emergency.NOT_YOUR_JUDGEMENT
    )
    client = as_user(who)
    one = reverse("workflows:emergency_review", args=[review.public_id])
    for address in (one, "/noodtoegang/beoordelen/", "/noodtoegang/beoordelen/overzicht/"):
        assert client.get(address).status_code == 404
    assert client.post(one, {"justified": "yes", "note": "Goed."}).status_code == 404
    assert list(emergency.to_judge(person(who))) == []


def test_one_does_not_judge_ones_own(case, as_user):
    add_membership(
        user=person(TAKER),
        role=Role.PRIVACY_OFFICER,
        organisation=Organisation.objects.get(name="Jeugdregio Zuid-Limburg"),
        started_on=date(2025, 1, 1),
    )
    take(case)
    review = EmergencyReview.objects.get()
    own = person(TAKER)
    assert (
        refusal(lambda: emergency.judge(review=review, by=own, justified=True, note="Goed."))
        == emergency.NOT_YOUR_OWN
    )
    assert list(emergency.to_judge(own)) == []
    assert [each.pk for each in emergency.to_judge(person("fg"))] == [review.pk]
    page = as_user(TAKER).get(reverse("workflows:emergency_review", args=[review.public_id]))
    assert "Dit is uw eigen noodtoegang" in text_of(page)
    assert "Oordeel vastleggen" not in text_of(page)


def test_a_judgement_says_why_and_is_given_once(case):
    take(case)
    review, officer = EmergencyReview.objects.get(), person("fg")
    refused = refusal(lambda: emergency.judge(review=review, by=officer, justified=True, note=" "))
    assert refused == emergency.SAY_WHY_JUDGED
    emergency.judge(review=review, by=officer, justified=True, note="Er was gevaar.")
    with pytest.raises(AlreadyDone):
        emergency.judge(review=review, by=person("fg2"), justified=False, note="Toch niet.")
    review.refresh_from_db()
    assert (review.justified, review.judged_by) == (True, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        EmergencyReview.objects.update(judged_by=None)


def test_the_open_ones_come_first(story):
    for who in (TAKER, "regisseur.midden"):
        take(story.file(), who)
    first = EmergencyReview.objects.earliest("pk")
    emergency.judge(review=first, by=person("fg"), justified=True, note="Er was gevaar.")
    assert [bool(each.judged_at) for each in emergency.reviews()] == [False, True]


# The year.


def test_the_figures_of_a_year_per_kind_of_organisation(story, as_user):
    people = [("aanmelder.weert", 30), ("jeugdbeschermer1", 10), (TAKER, None), ("regisseur.midden", 90)]
    for number, (who, minutes) in enumerate(people):
        take(story.file(), who)
        if minutes:
            with later(minutes):
                review = EmergencyReview.objects.latest("pk")
                emergency.judge(review=review, by=person("fg"), justified=number != 1, note="Bekeken.")
    with clock.travel(date(2025, 6, 1)):
        take(story.file(), "centrum1")
    rows = {row.pop("kind"): tuple(row.values()) for row in emergency.figures(2026)}
    assert rows == {
        "gemeentelijke toegang": (1, 1, 0, 0, 30),
        "gecertificeerde instelling": (1, 0, 1, 0, 10),
        "expertteam": (2, 1, 0, 1, 90),
        "samen": (4, 2, 1, 1, 30),
    }
    assert emergency.figures(2024) == []
    assert emergency.years() == [2026, 2025]
    client = as_user("fg")
    page = text_of(client.get("/noodtoegang/beoordelen/overzicht/?jaar=2025"))
    assert "Noodtoegang in 2025" in page
    assert "Expertisecentrum 1 0 0 1 geen –" in page
    answer = client.get("/noodtoegang/beoordelen/overzicht/?jaar=2026&export=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[sheet.max_row]] == ["samen", 4, 2, 1, 1, 30]
    page = text_of(client.get("/noodtoegang/beoordelen/overzicht/?jaar=1900"))
    assert "Noodtoegang in 2026" in page, "a year that is not there"
