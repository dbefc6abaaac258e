"""Every URL, as people of a few cases and as strangers: all that is shown or refused is on record."""

from collections import Counter
from functools import partial

import pytest
from django.urls import get_resolver, reverse

from expertteam.audit.models import ReadEvent
from tests.privacy.canary import canary, found_in, plant, public_ids
from tests.privacy.test_canary import (  # noqa: F401 - the fixture is asked for by its name
    addresses,
    cases_of_others,
    client_of,
    named_patterns,
)
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

INSIDERS = ("coordinator.zuid", "aanmelder.weert", "centrum1", "aanbieder.lindehof")
STRANGERS = ("aanmelder.venlo", "fg")
# So many ids under one address; every further one is the same page about something else.
OF_EACH = 2


class Walk:
    """Visits pages and compares each answer with the rows it left in the read log."""

    def __init__(self, found):
        self.cases = {canary(case): set().union(*public_ids(case).values()) for case in found}
        self.seen, self.missed = Counter(), []

    def visit(self, ask, who, address):
        """``ask`` gives the response; nothing of its body is read before the rows are."""
        last = ReadEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        response = ask()
        rows = list(ReadEvent.objects.filter(pk__gt=last).values_list("allowed", "object_id"))
        shown = {object_id for allowed, object_id in rows if allowed}
        if response.status_code in {403, 404}:
            self.judge("refused", any(not allowed for allowed, _ in rows), who, address)
        for name in found_in(response):
            self.judge("shown", bool(shown & self.cases[name]), who, address)
        return response

    def judge(self, what, is_on_record, who, address):
        self.seen[what] += 1
        self.seen[address.split("/")[1], what] += 1
        if not is_on_record:
            self.missed.append((what, who, address))


def few_of_each(found) -> list[str]:
    """The addresses with an id, a few of each kind."""
    met, chosen = Counter(), []
    for name, address in dict.fromkeys(addresses(public_ids(*found))):
        met[name] += 1
        if met[name] <= OF_EACH:
            chosen.append(address)
    return chosen


def visit_everything(walk, who, lists, of_one):
    client = client_of(person(who))
    for address in lists:
        for ask in asks_of_a_list(client, address):
            walk.visit(ask, who, address)
    methods = [client.get, client.post] if who == STRANGERS[0] else [client.get]
    for address in of_one:
        for method in methods:
            walk.visit(partial(method, address), who, address)


def test_every_showing_and_every_refusal_of_a_case_is_on_record(cases_of_others):  # noqa: F811
    for case in cases_of_others:
        plant(case)
    routes = named_patterns(get_resolver())
    names = [name for name, route in routes if "<" not in route and name.startswith("workflows:")]
    lists = sorted(reverse(name) for name in names)
    of_one = [address for address in few_of_each(cases_of_others) if address not in lists]
    walk = Walk(cases_of_others)
    for who in (*INSIDERS, *STRANGERS):
        visit_everything(walk, who, lists, of_one)
    for case in cases_of_others:
        identity = reverse("workflows:identity", args=[case.public_id])
        walk.visit(partial(client_of(case.referrer).post, identity), "referrer", identity)
    assert walk.missed == []
    assert walk.seen["shown"] >= 15, walk.seen
    assert walk.seen["refused"] > 80, walk.seen
    for part in ("documenten", "adviezen"):
        assert walk.seen[part, "shown"] and walk.seen[part, "refused"], part


def asks_of_a_list(client, address):
    """A list, what is searched in it, and its exports, one question at a time."""
    for query in ({}, {"q": "kanarie"}, {"export": "xlsx"}, {"export": "csv"}):
        yield partial(client.get, address, query)
