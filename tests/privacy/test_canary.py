"""Every URL as every demo account against the cases of two other organisations: no canary shows.

First the people of those cases walk all addresses, so that we know which ones do show something;
a page that nobody tried would prove nothing.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from expertteam.access.models import Grant
from expertteam.cases import services as cases
from expertteam.cases.models import Case, Intake
from expertteam.core import clock
from expertteam.organisations.models import User
from tests.logged_in import log_in
from tests.privacy.canary import all_case_models_are_watched, canary, found_in, plant, public_ids, text_fields
from workflows.demo.people import DOMAIN, person
from workflows.models import CaseTask

pytestmark = pytest.mark.django_db

SOUTH_EXPERTS = ("deskundige1.zuid", "deskundige2.zuid", "deskundige4.zuid")
# Logging out would end the walk, closed pages of allauth have no fixed address, and a passkey is one's own.
NOT_WALKED = {
    "account_logout",
    "account_closed",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "link_account",
    "openid_connect_login",
    "openid_connect_callback",
}
OF_EACH = 4
READING = ("get", "head", "options")
METHODS = (*READING, "post", "put", "patch", "delete")
# What the ids in an address stand for; an address that is not named here is tried with all of them.
MODEL_OF_ADDRESS = {
    "casussen/": "cases.Case",
    "taken/": "workflows.CaseTask",
    "documenten/": "cases.Document",
    "adviezen/": "advice.Advice",
    "agenda/": "conferences.AgendaItem",
    "opvolging/": "followup.FollowUp",
    "rechten/verzoeken/": "rights.SubjectRequest",
    "toegang/": "access.Grant",
    "rechten/inzagen/": "rights.InspectionExport",
    "rechten/bewaren/": "rights.LegalHold",
    "rechten/vernietigen/": "cases.Case",
    "rechten/bewaartermijnen/": "cases.Case",
    "rechten/derden/": "rights.ThirdPartyMark",
    "noodtoegang/": "access.EmergencyReview",
    # Lessons, reports, accounts and organisations: no id of a case opens one, a few are tried.
    "leren/": "cases.Case",
    "beheer/": "cases.Case",
    "api/": "cases.Case",
    # A person's page of the read log: no id of a case opens it.
    "inzage/": "cases.Case",
}


@pytest.fixture
def cases_of_others(story, travel):
    """One case that went the whole road in Zuid-Limburg, one at the expertise centre from Midden-Limburg."""
    with travel(clock.today() - timedelta(days=300)):
        south = story.file("aanmelder.heerlen")
        story.triage(south, by="coordinator.zuid")
        story.plan(south, experts=SOUTH_EXPERTS, by="coordinator.zuid", chair="voorzitter.zuid")
        story.pre_advise(south, experts=SOUTH_EXPERTS)
        story.confer(south, by="voorzitter.zuid", present=SOUTH_EXPERTS)
        story.draft(south, by="voorzitter.zuid")
        story.sign(south, judgements=("agree", "remark", "dissent"), experts=SOUTH_EXPERTS)
        story.settle(south, by="voorzitter.zuid", settlement="Besproken.")
        story.respond(south, by="aanmelder.heerlen", choice="deviate")
        upload = SimpleUploadedFile("brief.pdf", f"%PDF-1.7 {canary(south)} %%EOF".encode())
        cases.add_document(
            case=south, by=person("aanmelder.heerlen"), upload=upload, content_type="application/pdf"
        )
        middle = story.file("aanmelder.weert")
        story.triage(middle, "procesregie", by="coordinator.midden", director=person("regisseur.midden"))
        story.play(
            middle,
            "regisseur.midden",
            "ProcesregieFlow.analyse",
            kind="plek",
            level="directie",
            description="Niemand heeft plek.",
        )
    with travel(clock.today() - timedelta(days=100)):
        story.follow_up_opens(south)
        story.fill_in(south, by="aanmelder.heerlen", result="partly")
    centre = story.file("aanmelder.roermond")
    story.triage(centre, "centre", by="coordinator.midden", transfer_question="Waar is plek?")
    story.play(centre, "centrum1", "TransferFlow.decide", decision="organise")
    story.play(
        centre,
        "centrum1",
        "HelpFlow.request",
        segment="verblijf",
        need="Een kleine groep.",
        conditions="Rustige plek.",
        wanted_from=clock.today() + timedelta(days=30),
        answer_by=clock.today() + timedelta(days=9),
        providers=[person(p).main_membership.organisation for p in ("aanbieder.lindehof", "aanbieder.nest")],
    )
    return [south, middle, centre]


def addresses(ids):
    """Every address of the site, with each id in it where an id belongs."""
    for name, route in named_patterns(get_resolver()):
        if name in NOT_WALKED:
            continue
        if "uuid:" not in route:
            if "<" not in route:
                yield name, reverse(name)
            continue
        for public_id in sorted(ids_for(route, ids)):
            arguments = {"public_id": public_id}
            if "<slug:slug>" in route:
                arguments["slug"] = "situatie"
            yield name, reverse(name, kwargs=arguments)


def ids_for(route, ids):
    for start, label in MODEL_OF_ADDRESS.items():
        if route.startswith(start):
            return ids[label]
    return set().union(*ids.values())


def named_patterns(resolver, namespace=()):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join([*namespace, pattern.name]), str(pattern.pattern)
        else:
            inner = [*namespace, pattern.namespace] if pattern.namespace else namespace
            yield from named_patterns(pattern, inner)


def look_at_list(client, address):
    """A list with its search and exports."""
    yield client.get(address)
    yield client.get(address, {"q": "kanarie"})
    yield client.get(address, {"export": "xlsx"})
    yield client.get(address, {"export": "csv"})


def knock(client, address, methods):
    """An address of something in particular, tried with each method; in full size also for an export."""
    if len(methods) > 2:
        yield client.get(address, {"export": "csv"})
    for method in methods:
        yield getattr(client, method)(address, {"kanarie": "x"} if method == "post" else None)


def client_of(user):
    client = Client()
    log_in(client, user)
    return client


def test_every_model_about_a_case_is_watched():
    assert all_case_models_are_watched()


def test_no_stranger_sees_a_canary_anywhere(cases_of_others, full_size):
    """One person of each kind, in lists, searches, exports and every address that shows an insider something;
    in full size at every address, with every method."""
    for case in cases_of_others:
        assert plant(case) > 20
    everywhere = {address for _, address in addresses(public_ids(*cases_of_others))}
    people = User.objects.filter(email__endswith=DOMAIN)
    own = {user: {canary(case) for case in cases_of_others if holds_grant(user, case)} for user in people}
    own = one_of_each_kind(own)
    clients = {user: client_of(user) for user in own}
    telling = addresses_that_tell(everywhere, own, clients, cases_of_others)
    assert len(telling) > 12, "the crawler must have something to find"
    lists = {
        reverse(name)
        for name, route in named_patterns(get_resolver())
        if "<" not in route and name not in NOT_WALKED
    }
    particular = sorted((few_of_each(cases_of_others) | telling if full_size else telling) - lists)
    # Who holds a grant on one of the cases only reads: a post would move the case under the others.
    insider, stranger = (READING, METHODS) if full_size else (("get",), ("get", "post"))
    requests = 0
    for user, canaries in own.items():
        responses = [(address, look_at_list(clients[user], address)) for address in sorted(lists)]
        methods = insider if canaries else stranger
        responses += [(address, knock(clients[user], address, methods)) for address in particular]
        for address, answers in responses:
            for response in answers:
                requests += 1
                assert found_in(response) <= canaries, (user.email, address)
    addresses_asked = len(particular) + len(lists)
    print(f"{requests} requests by {len(own)} people at {addresses_asked} addresses, no canary")
    assert requests > (20_000 if full_size else 2_000)


def few_of_each(cases) -> set[str]:
    """Of each kind of address a few; every further one is the same page about something else."""
    met, chosen = Counter(), set()
    for name, address in addresses(public_ids(*cases)):
        met[name] += 1
        if met[name] <= OF_EACH:
            chosen.add(address)
    return chosen


def addresses_that_tell(everywhere, own, clients, cases) -> set[str]:
    """Which addresses show a canary to one insider of each kind, who only reads."""
    insiders = one_of_each_kind({user: canaries for user, canaries in own.items() if canaries})
    telling = {
        address for address in everywhere if any(found_in(clients[user].get(address)) for user in insiders)
    }
    # The identity shows on a click only, so reading alone would miss it.
    for case in cases:
        address = reverse("workflows:identity", args=[case.public_id])
        assert found_in(client_of(case.referrer).post(address)) == {canary(case)}
        telling.add(address)
    return telling


def one_of_each_kind(own) -> dict:
    """Of the people with the same roles and the same cases, one."""
    kinds = {(user.role_label, *sorted(canaries)): user for user, canaries in own.items()}
    return {user: own[user] for user in kinds.values()}


def holds_grant(user, case) -> bool:
    return Grant.objects.current().filter(user=user, case=case).exists()


def test_no_case_text_in_engine_rows_jobs_or_mail(cases_of_others, mailoutbox):
    for case in cases_of_others:
        plant(case)
    tasks = CaseTask.objects.filter(process__caseprocess__case__in=cases_of_others)
    assert tasks.count() > 20
    with connection.cursor() as cursor:
        for table in ("viewflow_process", "viewflow_task", "workflows_casetask", "procrastinate_jobs"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            text = cursor.fetchone()[0] or ""
            assert "kanarie" not in text.casefold()
            for hidden in ("Testkind", "Verzonnen", "Geen plek", "uithuisplaatsing"):
                assert hidden not in text, (table, hidden)


def test_a_field_is_planted_only_when_it_is_text_about_people():
    assert list(text_fields(Case)) == ["title"]
    assert "situation" in text_fields(Intake)
