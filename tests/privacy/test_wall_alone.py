"""The wall without the code in front of it: every filter says yes, and a stranger still sees nothing.

The same walk with the wall taken away shows what the filters hid, so that an empty hand means something.
"""

import sys
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import Error, transaction
from django.test import Client

from expertteam.access import permissions
from expertteam.access.roles import PERMISSIONS
from expertteam.cases.models import Case, CaseQuerySet, Identity
from expertteam.help.models import HelpRequestQuerySet, OfferQuerySet
from tests.logged_in import log_in
from tests.privacy.canary import canary, found_in, plant, public_ids
from tests.privacy.test_canary import addresses, cases_of_others, holds_grant  # noqa: F401 - a fixture
from workflows.demo.people import person

pytestmark = pytest.mark.django_db

WALL = "expertteam.access.middleware.WallMiddleware"
# Of another region and organisation, in roles that work on cases, and a provider that was not asked.
STRANGERS = ("coordinator.noord", "aanmelder.venlo", "aanbieder.kompas")
EVERYTHING_MAY = {
    "may": lambda user, permission, case: True,
    "has_permission": lambda user, permission, *, case_ref: (),
    "has_permission_named": lambda user, *, permission_ref, case_ref: (),
    "permissions_of": lambda user, case: set(PERMISSIONS),
}


@pytest.fixture
def no_filters(monkeypatch):
    """Whatever asks whether somebody may do or see something in a case hears yes."""
    for name, yes in EVERYTHING_MAY.items():
        asked = getattr(permissions, name)
        for module in list(sys.modules.values()):
            if getattr(module, name, None) is asked:
                monkeypatch.setattr(module, name, yes)
    monkeypatch.setattr(CaseQuerySet, "visible_to", lambda self, user: self)
    monkeypatch.setattr(HelpRequestQuerySet, "visible_to", lambda self, user: self)
    monkeypatch.setattr(OfferQuerySet, "for_contact", lambda self, user: self)


@contextmanager
def undone():
    """Whatever a request did or broke in the database is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def walk(user, everywhere) -> dict[str, set[str]]:
    """By address: the canaries that a page shows. A page that fails shows none."""
    client = log_in(Client(raise_request_exception=False), user)
    seen = {}
    for address in everywhere:
        try:
            with undone():
                seen[address] = found_in(client.get(address))
        except Error:  # a page that the database refused
            seen[address] = set()
    return {address: found for address, found in seen.items() if found}


def test_with_every_filter_off_a_stranger_still_sees_no_canary(
    cases_of_others,  # noqa: F811
    no_filters,
    settings,
):
    for case in cases_of_others:
        assert plant(case) > 20
    strangers = [person(address) for address in STRANGERS]
    assert not any(holds_grant(user, case) for user in strangers for case in cases_of_others)
    everywhere = list(dict.fromkeys(address for _, address in addresses(public_ids(*cases_of_others))))
    for user in strangers:
        assert walk(user, everywhere) == {}, user.email

    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != WALL]
    shown = walk(strangers[0], everywhere)
    assert len(shown) > 5, "without the wall these pages show what the filters hid"
    assert set().union(*shown.values()) >= {canary(case) for case in cases_of_others}


def test_the_wall_stands_right_behind_the_login():
    order = settings.MIDDLEWARE
    assert order.index(WALL) == order.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1


def test_the_filters_of_the_code_stand_without_the_wall_too(cases_of_others, settings, client):  # noqa: F811
    """Two walls: the tests of the pages look through both, this one through the first alone."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != WALL]
    for case in cases_of_others:
        plant(case)
    everywhere = list(dict.fromkeys(address for _, address in addresses(public_ids(*cases_of_others))))
    assert Case.objects.exists() and Identity.objects.exists()
    for address in STRANGERS[:1]:
        assert walk(person(address), everywhere) == {}
