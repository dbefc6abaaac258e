"""An administrator gives people their place and takes it away, and never meets a case."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from expertteam.access.models import Grant
from expertteam.audit.models import Occurrence
from expertteam.organisations.enums import OrganisationKind, Role
from expertteam.organisations.models import Membership, Municipality, Organisation, Team, User
from tests.logged_in import log_in
from tests.pages import body_of, text_of
from workflows.demo.people import person
from workflows.views.home import start_of

pytestmark = pytest.mark.django_db
ADMINISTRATOR = "beheer"
# One account of every other role.
OTHERS = (
    "aanmelder.venlo",
    "coordinator.noord",
    "voorzitter.noord",
    "deskundige1.noord",
    "regisseur.noord",
    "centrum1",
    "aanbieder.lindehof",
    "beleid.noord",
    "inkoop",
    "fg",
)


@pytest.fixture
def admin(as_user):
    return as_user(ADMINISTRATOR)


@pytest.fixture
def logged_in(people):
    """A second browser, of somebody who is at work already."""

    return lambda address: log_in(Client(), people(address))


def seat(address, **place):
    return person(address).memberships.get(**place)


def page(name, record=None):
    return reverse(f"workflows:{name}", args=[record.public_id] if record else [])


def end(admin, membership):
    return admin.post(page("role_end", membership), follow=True)


def place(role, organisation, team="", discipline=""):
    """What the form of a role sends."""
    return {
        "role": role,
        "organisation": Organisation.objects.get(name=organisation).public_id,
        "team": Team.objects.get(name=team).public_id if team else "",
        "discipline": discipline,
    }


def happened():
    return list(Occurrence.objects.order_by("pk").values_list("kind", "actor__name"))


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("aanmelder.venlo", "inbox"),
        ("aanbieder.lindehof", "inbox"),
        ("beleid.noord", "reports"),
        ("inkoop", "reports"),
        ("fg", "looks"),
        (ADMINISTRATOR, "accounts"),
    ],
)
def test_everybody_starts_where_their_work_is(as_user, address, start):
    client = as_user(address)
    assert client.get("/start/").url == page(start)
    first = client.get("/", follow=True)
    # A privacy officer begins elsewhere, and has tasks too: reading reports.
    tasks = "inbox" if address == "fg" else start
    assert (first.status_code, first.request["PATH_INFO"]) == (200, page(tasks))


def test_who_has_no_role_yet_still_gets_a_page(client, people):
    newcomer = User.objects.create_user("nieuw@demo.example", "Nieuw")
    assert start_of(newcomer) == "workflows:inbox"
    log_in(client, newcomer)
    assert client.get("/start/", follow=True).status_code == 200


@pytest.mark.parametrize("address", OTHERS)
def test_for_every_other_role_there_is_no_administration(as_user, people, address):
    client = as_user(address)
    someone, role = people("aanmelder.weert"), seat("aanmelder.weert")
    missing = body_of(client.get("/bestaat-niet/"))
    for name, record in [
        ("accounts", None),
        ("account_new", None),
        ("organisations", None),
        ("organisation_new", None),
        ("account", someone),
        ("account_invite", someone),
        ("role_new", someone),
        ("account_deactivate", someone),
        ("account_reactivate", someone),
        ("role_end", role),
    ]:
        for response in (client.get(page(name, record)), client.post(page(name, record))):
            assert (response.status_code, body_of(response)) == (404, missing), name
    someone.refresh_from_db()
    assert someone.is_active
    assert Membership.objects.current().filter(pk=role.pk).exists()
    assert ">Beheer</a>" not in client.get("/", follow=True).content.decode()


def test_an_administrator_finds_people_and_sees_no_case(admin, people, story):
    case = story.file()
    referrer = people("aanmelder.venlo")
    listed = text_of(admin.get(page("accounts"), {"q": "hendrix"}))
    assert "1 account gevonden" in listed
    one = text_of(admin.get(page("account", referrer)))
    assert "Toegang Venlo" in listed
    assert "Toegang Venlo" in one
    assert case.number not in listed + one
    assert case.title not in listed + one
    assert admin.get(f"/casussen/{case.public_id}/").status_code == 404


def test_the_list_narrows_by_kind_of_organisation_and_state(admin, people):
    User.objects.filter(pk=people("aanbieder.nest").pk).update(is_active=False)
    centre = text_of(admin.get(page("accounts"), {"kind": OrganisationKind.CENTRE}))
    assert "Wendy Dohmen" in centre
    assert "Sanne Hendrix" not in centre
    inactive = text_of(admin.get(page("accounts"), {"active": "nee"}))
    assert "1 account gevonden" in inactive
    assert "Jos Meuwissen" in inactive
    assert "Geen accounts gevonden" in text_of(admin.get(page("accounts"), {"q": "bestaat niet"}))


def test_lists_ask_as_many_queries_for_many_as_for_few(admin, django_assert_max_num_queries):
    organisation = Organisation.objects.get(name="Toegang Venlo")
    for number in range(30):
        user = User.objects.create_user(f"{number}@demo.example", f"Aaa {number}")
        Membership.objects.create(user=user, role=Role.REFERRER, organisation=organisation)
    # Two of each are the wall (expertteam/core/wall.py).
    for name, most in [("accounts", 8), ("organisations", 8)]:
        with django_assert_max_num_queries(most):
            assert "Volgende" in text_of(admin.get(page(name)))


def test_a_new_account_is_invited_and_chooses_its_own_password(admin, mailoutbox, client):
    new = {"name": "Nieuwe <b>Collega</b>", "email": "Nieuw@demo.example"}
    response = admin.post(page("account_new"), new | place(Role.REFERRER, "Toegang Venlo"), follow=True)
    user = User.objects.get(email="nieuw@demo.example")
    assert response.request["PATH_INFO"] == page("account", user)
    body = response.content.decode()
    assert "Nieuwe &lt;b&gt;Collega&lt;/b&gt;" in body
    assert "<b>Collega" not in body
    assert not user.has_usable_password()
    assert user.roles == {Role.REFERRER}
    assert happened() == [("account_opened", "Jeroen Vaessen"), ("membership_added", "Jeroen Vaessen")]
    (mail,) = mailoutbox
    assert mail.to == ["nieuw@demo.example"]
    assert "Collega" not in mail.body + mail.subject
    link = re.search(r"https?://[^/]+(\S+)", mail.body).group(1)
    newcomer = Client()
    form = newcomer.get(link, follow=True)
    secret = "vier-losse-woorden-hier"
    newcomer.post(form.request["PATH_INFO"], {"password1": secret, "password2": secret})
    assert newcomer.login(email="nieuw@demo.example", password=secret)


def test_an_address_that_is_taken_gets_a_sentence(admin, mailoutbox):
    new = {"name": "Dubbel", "email": "AANMELDER.venlo@demo.example"}
    response = admin.post(page("account_new"), new | place(Role.REFERRER, "Toegang Venlo"))
    assert "Er is al een account met dit e-mailadres." in text_of(response)
    assert not User.objects.filter(name="Dubbel").exists()
    assert not mailoutbox


def test_an_unreachable_mail_server_loses_no_account(admin, monkeypatch, mailoutbox):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    new = {"name": "Zonder Mail", "email": "zonder@demo.example"}
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        response = admin.post(page("account_new"), new | place(Role.REFERRER, "Toegang Venlo"), follow=True)
    assert "kon niet worden verstuurd" in text_of(response)
    again = admin.post(page("account_invite", User.objects.get(name="Zonder Mail")), follow=True)
    assert "is verstuurd" in text_of(again)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (dict(role=Role.CHAIR, organisation="Toegang Venlo"), "Kies een team."),
        (
            dict(role=Role.EXPERT, organisation="Toegang Venlo", team="Expertteam Noord-Limburg"),
            "Kies de discipline van deze gedragswetenschapper.",
        ),
        (dict(role=Role.PROVIDER, organisation="Toegang Venlo"), "Kies een jeugdhulpaanbieder."),
        (
            dict(role=Role.CENTRE, organisation="Toegang Venlo", team="Expertteam Noord-Limburg"),
            "Kies een expertisecentrum.",
        ),
        (dict(role=Role.REFERRER, organisation="Toegang Weert"), "Deze gebruiker heeft deze rol hier al."),
    ],
)
def test_a_role_that_cannot_be_is_refused_in_words(admin, people, wrong, sentence):
    user = people("aanmelder.weert")
    response = admin.post(page("role_new", user), place(**wrong))
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert user.memberships.count() == 1


def test_unknown_choices_are_refused_in_words(admin, people):
    user = people("aanmelder.weert")
    sent = {"role": "koning", "organisation": "geen-uuid", "team": "1", "discipline": "tovenaar"}
    response = admin.post(page("role_new", user), sent)
    for label in ("Rol", "Organisatie"):
        assert f"Kies een van de antwoorden uit de lijst: {label}" in text_of(response)
    assert user.memberships.count() == 1


def test_the_end_of_a_role_takes_access_away_with_the_next_request(admin, logged_in, story, people):
    case = story.file()
    story.to_conference(case)
    address = f"/casussen/{case.public_id}/"
    expert, chair = logged_in("deskundige1.noord"), logged_in("voorzitter.noord")
    assert expert.get(address).status_code == 200
    role = seat("deskundige1.noord")
    asked = text_of(admin.get(page("role_end", role)))
    assert "stopt meteen" in asked
    assert expert.get(address).status_code == 200, "asking ends nothing"
    end(admin, role)
    assert expert.get(address).status_code == 404
    assert chair.get(address).status_code == 200
    assert not Grant.objects.held().filter(user=people("deskundige1.noord")).exists()
    assert happened()[-1] == ("membership_ended", "Jeroen Vaessen")


def test_a_referrer_who_leaves_keeps_no_case_and_the_coordinator_keeps_it(admin, logged_in, story):
    case = story.file()
    address = f"/casussen/{case.public_id}/"
    referrer, coordinator = logged_in("aanmelder.venlo"), logged_in("coordinator.noord")
    end(admin, seat("aanmelder.venlo"))
    assert referrer.get(address).status_code == 404
    assert coordinator.get(address).status_code == 200


def test_an_expert_who_leaves_one_table_stays_in_the_cases_of_the_other(admin, logged_in, story):
    case = story.file()
    story.to_conference(case)
    expert = logged_in("deskundige4.noord")
    end(admin, seat("deskundige4.noord", team__kind="centre"))
    assert expert.get(f"/casussen/{case.public_id}/").status_code == 200
    end(admin, seat("deskundige4.noord", team__kind="regional"))
    assert expert.get(f"/casussen/{case.public_id}/").status_code == 404


def test_who_comes_back_gets_a_new_period_and_the_old_one_stays(admin, people):
    user, role = people("aanmelder.weert"), seat("aanmelder.weert")
    end(admin, role)
    end(admin, role)  # pressed twice
    admin.post(page("role_new", user), place(Role.REFERRER, "Toegang Weert"))
    periods = list(user.memberships.order_by("pk").values_list("ended_on", flat=True))
    assert periods[0] is not None
    assert periods[1:] == [None]
    assert [kind for kind, _ in happened()] == ["membership_ended", "membership_added"]


def test_a_new_coordinator_takes_over_what_is_open(admin, logged_in, story, people):
    open_case, elsewhere, declined = story.file(), story.file("aanmelder.weert"), story.file()
    story.triage(declined, "declined", alternative="Het wijkteam.")
    user = people("aanmelder.venray")
    admin.post(
        page("role_new", user),
        place(Role.COORDINATOR, "Expertteam Noord-Limburg", "Expertteam Noord-Limburg"),
    )
    newcomer = logged_in("aanmelder.venray")
    seen = {
        case: newcomer.get(f"/casussen/{case.public_id}/").status_code
        for case in (open_case, elsewhere, declined)
    }
    assert seen == {open_case: 200, elsewhere: 404, declined: 404}


def test_a_deactivated_account_loses_its_session_for_good(admin, logged_in, story, people):
    case = story.file()
    user, browser = people("aanmelder.venlo"), logged_in("aanmelder.venlo")
    bystander = logged_in("aanmelder2.venlo")
    address = f"/casussen/{case.public_id}/"
    assert browser.get(address).status_code == 200
    assert "Account deactiveren" in text_of(admin.get(page("account_deactivate", user)))
    admin.post(page("account_deactivate", user))
    assert browser.get(address).url.startswith("/account/login/")
    assert bystander.get("/").status_code == 200
    admin.post(page("account_reactivate", user))
    assert browser.get(address).url.startswith("/account/login/"), "an old session does not come back"
    assert logged_in("aanmelder.venlo").get(address).status_code == 200, "roles and access were kept"
    assert [kind for kind, _ in happened()] == ["account_deactivated", "account_reactivated"]


def test_an_inactive_account_gets_no_role_and_no_invitation(admin, people, mailoutbox):
    user = people("aanmelder.weert")
    admin.post(page("account_deactivate", user))
    response = admin.post(page("role_new", user), place(Role.REFERRER, "Toegang Venlo"))
    assert "Maak het eerst weer actief." in text_of(response)
    admin.post(page("account_invite", user))
    assert not mailoutbox
    assert user.memberships.count() == 1


def test_nobody_changes_their_own_account(admin, people):
    oneself, role = people(ADMINISTRATOR), seat(ADMINISTRATOR)
    coordinator = place(Role.COORDINATOR, "Expertteam Noord-Limburg", "Expertteam Noord-Limburg")
    for response in (
        admin.post(page("account_deactivate", oneself), follow=True),
        admin.post(page("role_end", role), follow=True),
        admin.post(page("role_new", oneself), coordinator),
    ):
        assert "Vraag het aan een andere beheerder" in text_of(response)
    oneself.refresh_from_db()
    assert oneself.is_active
    assert oneself.roles == {Role.ADMINISTRATOR}
    assert happened() == []


def test_an_organisation_is_added_once(admin):
    venlo = Municipality.objects.get(name="Venlo")
    sent = {"name": "Wijkteam <i>Zuid</i>", "kind": OrganisationKind.ACCESS_TEAM}
    refused = text_of(admin.post(page("organisation_new"), sent))
    assert "Kies de gemeente van deze toegang." in refused
    added = admin.post(page("organisation_new"), sent | {"municipality": venlo.pk}, follow=True)
    assert added.request["PATH_INFO"] == page("organisations")
    made = Organisation.objects.get(name="Wijkteam <i>Zuid</i>")
    assert (made.kind, made.region) == (OrganisationKind.ACCESS_TEAM, venlo.region)
    found = admin.get(page("organisations"), {"q": "wijkteam"}).content.decode()
    assert "Wijkteam &lt;i&gt;Zuid&lt;/i&gt;" in found
    twice = {"name": "WIJKTEAM <i>zuid</i>", "kind": OrganisationKind.PROVIDER}
    assert "Er is al een organisatie met deze naam." in text_of(admin.post(page("organisation_new"), twice))
    assert [kind for kind, _ in happened()] == ["organisation_added"]


def test_a_region_or_an_expertteam_is_no_choice(admin):
    sent = {"name": "Expertteam Vijf", "kind": OrganisationKind.EXPERTTEAM}
    assert "Kies een van de antwoorden uit de lijst: Soort" in text_of(
        admin.post(page("organisation_new"), sent)
    )
    assert not Organisation.objects.filter(name="Expertteam Vijf").exists()


def test_an_organisation_shows_who_speaks_for_it(admin, people):
    User.objects.filter(pk=people("aanmelder2.venlo").pk).update(is_active=False)
    row = re.search(
        r"Toegang Venlo.*?</tr>", admin.get(page("organisations"), {"q": "venlo"}).content.decode(), re.S
    )
    assert re.search(r"et-numeric[^>]*>1</td>", row.group())
