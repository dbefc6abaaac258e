"""What each row of the read log says, after NEN 7513: who, as what, of which case and on which ground."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from expertteam.access import services as access
from expertteam.access.enums import CaseRole
from expertteam.access.models import Grant
from expertteam.access.permissions import grounds
from expertteam.audit.models import ReadEvent
from expertteam.core import clock
from tests.pages import page_of
from tests.roads import asked
from workflows.demo.people import person

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator.noord"
CRISIS = "Crisis in de nacht, niemand bereikbaar."


def grant_of(case, address, role) -> Grant:
    return Grant.objects.get(case=case, user=person(address), role=role)


def let_in_by_emergency(user, case) -> Grant:
    until = clock.now() + timedelta(hours=1)
    return access.grant(user=user, case=case, role=CaseRole.EMERGENCY, reason=CRISIS, until=until)


def row(**wanted) -> ReadEvent:
    return ReadEvent.objects.filter(**wanted).latest("pk")


def test_a_look_names_the_grant_that_gave_it(as_user, case, pages):
    as_user(COORDINATOR).get(pages["case"][1])
    look = row(object_type="casus", object_id=case.public_id)
    grant = grant_of(case, COORDINATOR, CaseRole.COORDINATOR)
    assert (look.authorisation, look.case_role) == (grant.public_id, "coordinator")
    assert (look.event_type, look.action, look.outcome) == ("inzage", "R", "gelukt")
    assert (look.allowed, look.relation, look.has_consent, look.emergency) == (True, True, True, False)
    filing = case.disclosures.get(kind="filing")
    assert (look.sensitivity, look.consent) == ("bijzonder", str(filing.public_id))
    assert (look.purpose, look.on_behalf_of) == ("workflows:case", "Expertteam Noord-Limburg")


@pytest.mark.parametrize("page", ["inbox", "worklist", "csv", "xlsx", "case", "identity", "document", "task"])
def test_every_row_about_a_case_names_the_grant(as_user, case, pages, page):
    method, path = pages[page]
    getattr(as_user(COORDINATOR), method)(path)
    grant = grant_of(case, COORDINATOR, CaseRole.COORDINATOR)
    assert set(ReadEvent.objects.values_list("authorisation", flat=True)) == {grant.public_id}


def test_an_identity_is_more_sensitive_than_a_case(as_user, case, pages):
    as_user(COORDINATOR).post(pages["identity"][1])
    assert row(object_type="identiteit").sensitivity == "herleidbaar"


def test_who_came_in_by_emergency_is_marked_so(as_user, case, pages):
    stranger = person("coordinator.zuid")
    given = let_in_by_emergency(stranger, case)
    as_user("coordinator.zuid").get(pages["case"][1])
    look = row(object_id=case.public_id)
    assert (look.authorisation, look.emergency, look.relation) == (given.public_id, True, False)


def test_an_emergency_counts_only_for_what_nothing_else_gives(as_user, case, pages):
    """A chair sees the case as chair; the identity they see by the emergency alone."""
    chair = person("voorzitter.noord")
    let_in_by_emergency(chair, case)
    access.grant(user=chair, case=case, role=CaseRole.CHAIR, reason="zit de bespreking voor")
    client = as_user("voorzitter.noord")
    client.get(pages["case"][1])
    assert not row(object_type="casus").emergency
    client.post(pages["identity"][1])
    assert row(object_type="identiteit").emergency


def test_a_provider_sees_a_request_by_the_grant_of_a_provider(as_user, story):
    helped = asked(story)
    as_user("aanbieder.lindehof").get(reverse("workflows:help_requests"))
    assert (
        row(object_type="hulpvraag", object_id=helped.help_requests.get().public_id).case_role == "provider"
    )


def test_a_refusal_names_no_ground(as_user, case, pages):
    as_user("aanmelder.weert").get(pages["case"][1])
    refused = row()
    assert (refused.event_type, refused.outcome, refused.allowed) == ("weigering", "geweigerd", False)
    assert (refused.authorisation, refused.case_role, refused.relation) == (None, "", False)


def test_one_query_finds_the_grounds_of_a_whole_page(story, django_assert_num_queries):
    asked_for = {(story.file().pk, "view_case") for _ in range(5)}
    user = person(COORDINATOR)
    with django_assert_num_queries(1):
        assert len(grounds(user, asked_for)) == 5


def test_a_search_without_a_hit_is_on_record_and_its_words_are_not(as_user, case):
    client = as_user(COORDINATOR)
    client.get(reverse("workflows:cases"), {"q": "Kwetsbaarheidszoekwoord"})
    search = row()
    assert (search.event_type, search.object_type, search.object_id) == ("zoeken", "casus", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, ' ') FROM audit_readevent r")
        assert "kwetsbaarheid" not in cursor.fetchone()[0].casefold()
    before = ReadEvent.objects.count()
    client.get(reverse("workflows:cases"), {"status": "declined"})
    assert ReadEvent.objects.count() == before, "an empty list that nobody searched is no search"


def test_a_follow_up_that_is_not_there_was_searched_too(as_user, people):
    as_user(COORDINATOR).get(reverse("workflows:follow_ups"), {"number": "NL-2031-0001"})
    assert row().event_type == "zoeken"


@contextmanager
def commits_at_once():
    """What waits for the commit happens at once: the transaction of a test itself never commits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", lambda work, **options: work())
        yield


def changes_of(case):
    rows = ReadEvent.objects.filter(event_type="wijziging", object_id=case.public_id)
    return list(rows.values_list("action", "outcome", "user_name"))


def test_a_step_that_moves_a_case_is_a_change(as_user, story):
    case = story.file()
    task = story.task(case, COORDINATOR, "TriageFlow.assess")
    answer = {"outcome": "declined", "motivation": "Hoort elders.", "alternative": "De huisarts."}
    with commits_at_once():
        response = as_user(COORDINATOR).post(page_of(task), answer)
    assert response.status_code == 302
    assert ("U", "gelukt", "Marloes Peeters") in changes_of(case)


def test_a_step_that_was_refused_changed_nothing(as_user, story):
    case = story.file()
    task = story.task(case, COORDINATOR, "TriageFlow.assess")
    with commits_at_once():
        as_user(COORDINATOR).post(page_of(task), {"outcome": "declined"})
    assert changes_of(case) == []


def test_a_draft_is_made_and_removed_on_record(as_user, people):
    client = as_user("aanmelder.venlo")
    made = client.post(reverse("workflows:intake"))
    draft = made.url.split("/")[-3]
    assert (row(object_type="concept").action, row().object_id) == ("C", draft)
    client.post(reverse("workflows:intake_discard", args=[draft]))
    assert (row(object_type="concept").action, row().event_type) == ("D", "wijziging")


def test_a_page_that_is_refused_without_a_word_is_on_record_too(as_user, people):
    client = as_user("aanmelder.venlo")
    for name in ("accounts", "follow_ups"):
        assert client.get(reverse(f"workflows:{name}")).status_code == 404
        assert (row().object_type, row().object_id, row().purpose) == ("pagina", "", f"workflows:{name}")
    missing = uuid.uuid4()
    client.get(reverse("workflows:intake_step", args=[missing, "situatie"]))
    assert (row().object_id, row().outcome) == (str(missing), "geweigerd")


def test_an_address_that_leads_nowhere_and_a_visitor_without_a_name_leave_nothing(as_user, client, people):
    client.get("/bestaat-niet/")
    client.get(reverse("workflows:cases"))
    as_user("aanmelder.venlo").get("/bestaat-niet/")
    assert not ReadEvent.objects.exists()


def test_a_form_without_its_token_is_a_refusal(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people("aanmelder.venlo"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(reverse("workflows:intake")).status_code == 403
    assert (row().object_type, row().allowed, row().user_name) == ("pagina", False, "Sanne Hendrix")
