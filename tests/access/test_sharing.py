"""A colleague reads along: who may invite whom, for how long, and how it ends."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from expertteam.access import queries, roles, services
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import may, permissions_of
from expertteam.access.roles import ROLE_PERMISSIONS
from expertteam.cases.models import Case, CaseUserPermission
from expertteam.cases.services import close
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.notifications.models import Notification
from expertteam.organisations.models import User
from tests.pages import text_of
from workflows import membership
from workflows.demo.people import person
from workflows.jobs import close_expired_access
from workflows.sharing import STEPPED_BACK, guests, invite

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 1, 12)
REASON = "Kijkt mee als collega."


@pytest.fixture(autouse=True)
def monday(travel):
    with travel(MONDAY):
        yield


@pytest.fixture
def case(story):
    return story.file()


def let_in(case, who="deskundige5.noord", by="coordinator.noord", days=30):
    until = clock.today() + timedelta(days=days)
    return invite(case=case, by=person(by), person=person(who), reason=REASON, until=until)


def opens(address, case) -> bool:
    return Case.objects.visible_to(person(address)).filter(pk=case.pk).exists()


def refusal(action) -> str:
    with pytest.raises(RuleBroken) as caught:
        action()
    return " ".join(caught.value.messages)


def test_the_coordinator_lets_a_colleague_read_along_and_the_colleague_is_told(case, mailoutbox):
    given = let_in(case)
    guest = person("deskundige5.noord")
    assert permissions_of(guest, case) == {"view_case"}
    assert (given.granted_by, given.reason, given.role) == (
        person("coordinator.noord"),
        REASON,
        CaseRole.OBSERVER,
    )
    told = Notification.objects.get(user=guest, kind="invited")
    assert told.reference == case.number
    assert case.history.latest("pk").verb == "grant"


def test_who_reads_along_is_told_so_on_the_case_and_nobody_else_is(case, as_user):
    let_in(case)
    address = reverse("workflows:case", args=[case.public_id])
    told = text_of(as_user("deskundige5.noord").get(address))
    assert "U leest mee tot en met 11 feb 2026" in told
    assert "Marloes Peeters nodigde u uit op 12 jan 2026" in told and f"De reden: ‘{REASON}’" in told
    for other in ("coordinator.noord", "aanmelder.venlo"):
        page = as_user(other).get(address)
        assert page.status_code == 200 and "U leest mee" not in text_of(page)


def test_who_gets_a_part_of_their_own_is_no_longer_told_to_read_along(case, as_user):
    let_in(case)
    guest = person("deskundige5.noord")
    assert queries.reading_along(guest, case)
    services.grant(user=guest, case=case, role=CaseRole.EXPERT, reason="Aan tafel.")
    assert queries.reading_along(guest, case) is None
    page = as_user("deskundige5.noord").get(reverse("workflows:case", args=[case.public_id]))
    assert page.status_code == 200 and "U leest mee" not in text_of(page)


def test_an_invitation_that_is_over_or_of_another_case_tells_nothing(case, story):
    let_in(story.file(), who="deskundige5.noord")
    assert queries.reading_along(person("deskundige5.noord"), case) is None
    held = let_in(case, days=1)
    with clock.travel(MONDAY + timedelta(days=2)):
        assert queries.reading_along(held.user, case) is None


def test_the_last_day_counts_whole_and_the_next_one_is_over(case):
    let_in(case, days=2)
    with clock.travel(timezone.make_aware(datetime(2026, 1, 14, 23, 59, 59))):
        assert opens("deskundige5.noord", case)
    with clock.travel(timezone.make_aware(datetime(2026, 1, 15, 0, 0, 0))):
        assert not opens("deskundige5.noord", case)


@pytest.mark.parametrize("who", ["aanmelder.venlo", "deskundige5.noord", "coordinator.zuid", "fg", "beheer"])
def test_who_may_not_share_is_refused_by_the_service_itself(case, who):
    if who == "deskundige5.noord":
        let_in(case)
    assert refusal(lambda: let_in(case, "deskundige1.zuid", by=who)) == services.NOT_YOURS_TO_SHARE
    assert not opens("deskundige1.zuid", case)


def test_nobody_gives_what_they_do_not_hold_at_this_moment(case, monkeypatch):
    """Should an observer ever get more, then only who holds that too can invite one."""
    monkeypatch.setitem(roles.ROLE_PERMISSIONS, CaseRole.OBSERVER, {"view_case", "confer"})
    assert refusal(lambda: let_in(case)) == services.MORE_THAN_OWN
    services.grant(user=person("coordinator.noord"), case=case, role=CaseRole.CHAIR, reason="zit ook voor")
    let_in(case)
    assert may(person("deskundige5.noord"), "confer", case)


def test_a_giver_whose_own_view_was_taken_away_gives_nothing(case):
    coordinator = person("coordinator.noord")
    CaseUserPermission.objects.filter(user=coordinator, permission__codename="view_case").delete()
    assert may(coordinator, "share_case", case)
    assert refusal(lambda: let_in(case)) == services.MORE_THAN_OWN


@pytest.mark.parametrize(
    ("who", "message"),
    [
        ("coordinator.noord", services.NOT_YOURSELF),
        ("coordinator2.noord", services.ALREADY_IN),
        ("aanmelder.venlo", services.ALREADY_IN),
        ("aanbieder.nest", services.NO_CASE_WORK),
        ("beleid.noord", services.NO_CASE_WORK),
        ("fg", services.NO_CASE_WORK),
        ("beheer", services.NO_CASE_WORK),
    ],
)
def test_these_cannot_be_invited(case, who, message):
    assert refusal(lambda: let_in(case, who)) == message


def test_an_inactive_colleague_cannot_be_invited(case):
    stale = person("deskundige5.noord")
    User.objects.filter(pk=stale.pk).update(is_active=False)
    asked = {"case": case, "by": person("coordinator.noord"), "reason": REASON, "until": date(2026, 2, 1)}
    assert refusal(lambda: invite(person=stale, **asked)) == services.NOT_ACTIVE


def test_who_stepped_back_from_the_case_cannot_come_in_by_another_door(story, case):
    story.to_conference(case)
    expert = "deskundige1.noord"
    story.play(case, expert, "ConferenceFlow.pre_advise", recusal_reason="Ik ken dit gezin privé.")
    assert refusal(lambda: let_in(case, expert)) == STEPPED_BACK


def test_stepping_back_also_ends_reading_along(story, case):
    let_in(case, "deskundige1.noord")
    story.to_conference(case)
    assert opens("deskundige1.noord", case)
    story.play(
        case, "deskundige1.noord", "ConferenceFlow.pre_advise", recusal_reason="Ik ken dit gezin privé."
    )
    assert not opens("deskundige1.noord", case)
    assert not Grant.objects.held().filter(user=person("deskundige1.noord"), case=case).exists()


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (90, True), (91, False)])
def test_from_today_to_ninety_days(case, days, fits):
    if fits:
        let_in(case, days=days)
    else:
        assert refusal(lambda: let_in(case, days=days)) == services.WRONG_END
    assert opens("deskundige5.noord", case) == fits


def test_a_reason_is_asked(case):
    asked = {"case": case, "by": person("coordinator.noord"), "person": person("deskundige5.noord")}
    refused = refusal(lambda: invite(reason="  ", until=date(2026, 2, 1), **asked))
    assert refused == services.SAY_WHY


def test_a_closed_case_has_no_guests_and_gets_none(story, case):
    let_in(case)
    close(case=case, by=person("coordinator.noord"))
    assert not opens("deskundige5.noord", case)
    assert "afgesloten" in refusal(lambda: let_in(case, "deskundige1.zuid"))


def test_the_giver_and_the_coordinator_end_it_and_nobody_else(story, case):
    story.triage(case, "procesregie", director=person("regisseur.noord"))
    given = let_in(case, by="regisseur.noord")
    for other in ("aanmelder.venlo", "deskundige5.noord", "coordinator.zuid", "fg"):
        assert (
            refusal(lambda other=other: services.take_back(held=given, by=person(other)))
            == services.NOT_YOURS_TO_END
        )
    assert opens("deskundige5.noord", case)
    services.take_back(held=given, by=person("coordinator2.noord"))
    assert not opens("deskundige5.noord", case)
    again = let_in(case, by="regisseur.noord")
    services.take_back(held=again, by=person("regisseur.noord"))
    assert not opens("deskundige5.noord", case)


def test_what_a_step_gave_is_not_taken_back_by_hand(story, case):
    story.to_conference(case)
    seat = Grant.objects.held().get(user=person("deskundige1.noord"), case=case)
    coordinator = person("coordinator.noord")
    assert refusal(lambda: services.take_back(held=seat, by=coordinator)) == services.NOT_YOURS_TO_END
    assert opens("deskundige1.noord", case)


def test_a_guest_who_gets_a_seat_keeps_it_when_the_invitation_ends(story, case):
    given = let_in(case, "deskundige1.noord")
    story.to_conference(case)
    services.take_back(held=given, by=person("coordinator.noord"))
    assert opens("deskundige1.noord", case)
    assert may(person("deskundige1.noord"), "pre_advise", case)


def test_leaving_a_team_and_losing_an_account_end_what_was_lent(story, case):
    other = story.file()
    let_in(case, "deskundige1.zuid")
    let_in(other, "voorzitter.midden")
    admin = person("beheer")
    membership.leave(membership=person("deskundige1.zuid").memberships.get(), by=admin)
    membership.deactivate(user=person("voorzitter.midden"), by=admin)
    assert not Grant.objects.held().borrowed().exists()
    User.objects.filter(pk=person("voorzitter.midden").pk).update(is_active=True)
    assert not opens("voorzitter.midden", other), "it does not wake up with the account"
    assert list(queries.rows_without_grant()) == []


def test_the_job_takes_the_rows_of_what_ran_out_and_says_so_once(case):
    given = let_in(case, days=2)
    guest = person("deskundige5.noord")
    with clock.travel(MONDAY + timedelta(days=3)):
        assert CaseUserPermission.objects.filter(user=guest).exists()
        for _ in range(2):
            close_expired_access(timestamp=0)
        assert not CaseUserPermission.objects.filter(user=guest).exists()
        lines = case.history.filter(verb="grant_ended")
        assert [line.detail for line in lines] == ["Toegang als meelezer is verlopen"]
        given.refresh_from_db()
        assert given.closed_at == clock.now()
        assert not services.close_expired(0), "a grant that is not there"


def test_the_job_leaves_the_rows_that_another_grant_gives(story, case):
    let_in(case, "deskundige1.noord", days=2)
    story.to_conference(case)
    with clock.travel(MONDAY + timedelta(days=3)):
        close_expired_access(timestamp=0)
        assert opens("deskundige1.noord", case)
        assert list(queries.rows_without_grant()) == []
        assert queries.grants_without_rows() == []


def test_who_was_let_in_again_before_the_job_came_stays_in(case):
    let_in(case, days=2)
    with clock.travel(MONDAY + timedelta(days=3)):
        let_in(case)
        close_expired_access(timestamp=0)
        assert opens("deskundige5.noord", case)


def test_the_guests_to_choose_from_are_those_the_service_takes(case):
    coordinator = person("coordinator.noord")
    offered = {user.email.split("@")[0] for user in guests(case=case, by=coordinator)}
    assert {"deskundige5.noord", "coordinator.zuid", "aanmelder2.venlo", "centrum1"} <= offered
    assert not offered & {"coordinator.noord", "coordinator2.noord", "aanmelder.venlo"}, "they are in"
    assert not offered & {"aanbieder.nest", "beleid.noord", "fg", "beheer"}, "they work on no case"


# The pages.


def test_the_page_says_who_can_open_the_case_why_until_when_and_when_they_looked(case, as_user):
    let_in(case)
    as_user("deskundige5.noord").get(reverse("workflows:case", args=[case.public_id]))
    page = text_of(as_user("coordinator.noord").get(reverse("workflows:case_access", args=[case.public_id])))
    guest = page[page.index("Merel Claessens") :]
    assert guest.startswith(
        "Merel Claessens Jeugdzorg De Brug Meelezer Kijkt mee als collega. gegeven door Marloes Peeters"
        " 12 jan 2026 11 feb 2026 12 jan 2026, 09:00 Beëindig"
    )
    assert "Sanne Hendrix Toegang Venlo Aanmelder Heeft de casus aangemeld" in page
    assert "Van niemand is de toegang gestopt." in page


def test_who_had_access_stays_on_the_page(case, as_user):
    services.take_back(held=let_in(case), by=person("coordinator.noord"))
    page = text_of(as_user("coordinator.noord").get(reverse("workflows:case_access", args=[case.public_id])))
    assert "Merel Claessens" in page[page.index("Eerder") :]
    assert "Merel Claessens" not in page[: page.index("Eerder")]


def test_a_privacy_officer_reads_the_page_of_every_case_by_its_number_only(case, as_user):
    page = as_user("fg").get(reverse("workflows:case_access", args=[case.public_id]))
    assert page.status_code == 200
    assert case.number in text_of(page)
    assert case.title not in text_of(page)
    assert f'href="{reverse("workflows:case", args=[case.public_id])}"' not in page.content.decode()


@pytest.mark.parametrize("who", ["aanmelder.venlo", "deskundige5.noord", "regisseur.noord", "beheer"])
def test_for_everybody_else_the_page_does_not_exist(story, case, as_user, who):
    let_in(case)
    story.triage(case, "procesregie", director=person("regisseur.noord"))
    assert as_user(who).get(reverse("workflows:case_access", args=[case.public_id])).status_code == 404


def test_the_page_does_not_ask_more_of_the_database_for_more_people(
    story, case, as_user, django_assert_max_num_queries
):
    story.to_conference(case)
    for who in ("deskundige5.noord", "deskundige1.zuid", "voorzitter.zuid"):
        let_in(case, who)
    client = as_user("coordinator.noord")
    address = reverse("workflows:case_access", args=[case.public_id])
    client.get(address)
    with django_assert_max_num_queries(30):
        client.get(address)


def test_inviting_and_ending_on_the_pages(case, as_user):
    client = as_user("coordinator.noord")
    address = reverse("workflows:case_share", args=[case.public_id])
    assert 'value="2026-02-11"' in client.get(address).content.decode(), "thirty days are proposed"
    guest = person("deskundige5.noord")
    sent = {"person": guest.public_id, "reason": REASON, "until": "2026-01-20"}
    assert "kan nu meelezen" in text_of(client.post(address, sent, follow=True))
    given = Grant.objects.held().get(user=guest, case=case)
    end = reverse("workflows:access_end", args=[given.public_id])
    assert end in client.get(address).content.decode()
    assert "stopt de toegang meteen" in text_of(client.get(end))
    assert opens("deskundige5.noord", case), "asking is not doing"
    client.post(end)
    assert not opens("deskundige5.noord", case)
    assert client.post(end).status_code == 404, "it has ended"


def test_the_form_refuses_an_end_too_far_away_at_its_field(case, as_user):
    address = reverse("workflows:case_share", args=[case.public_id])
    sent = {"person": person("deskundige5.noord").public_id, "reason": REASON, "until": "2026-12-31"}
    page = text_of(as_user("coordinator.noord").post(address, sent))
    assert services.WRONG_END in page
    assert not opens("deskundige5.noord", case)


def test_a_forged_choice_of_a_provider_is_refused(case, as_user):
    address = reverse("workflows:case_share", args=[case.public_id])
    sent = {"person": person("aanbieder.nest").public_id, "reason": REASON, "until": "2026-01-20"}
    assert as_user("coordinator.noord").post(address, sent).status_code == 200
    assert not Grant.objects.filter(user=person("aanbieder.nest")).exists()


def test_check_access_finds_a_row_nobody_gave_and_a_row_that_is_gone(case, capsys):
    call_command("check_access")
    told = capsys.readouterr().out
    assert told == "Every permission has a grant behind it, and every grant its permissions.\n"
    own = CaseUserPermission.objects.filter(content_object=case, user=person("aanmelder.venlo"))
    row = own.get(permission__codename="view_case")
    CaseUserPermission.objects.create(
        user=person("inkoop"), content_object=case, permission_id=row.permission_id
    )
    assert [each.user for each in queries.rows_without_grant()] == [person("inkoop")]
    with pytest.raises(CommandError, match=r"1 permission\(s\) without a grant, 0 permission"):
        call_command("check_access")
    row.delete()
    assert [(each.user, what) for each, what in queries.grants_without_rows()] == [
        (person("aanmelder.venlo"), "view_case")
    ]
    with pytest.raises(CommandError, match=r"1 permission\(s\) without a grant, 1 permission"):
        call_command("check_access")


def test_every_role_gets_exactly_its_rows(case):
    for role in CaseRole:
        until = clock.now() + timedelta(days=1)
        user = person("deskundige1.zuid")
        services.grant(user=user, case=case, role=role, reason="past in de tabel", until=until)
        assert permissions_of(user, case) == ROLE_PERMISSIONS[role]
        services.end(user=user, case=case, role=role, reason="klaar")
        assert permissions_of(user, case) == set()
