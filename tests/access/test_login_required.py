"""Whoever is not logged in gets the login page, except on a short list of public pages."""

import uuid

import pytest
from django.urls import URLPattern, get_resolver, reverse

from tests.pages import text_of

pytestmark = pytest.mark.django_db

ARGUMENTS = {
    "public_id": uuid.uuid4(),
    "slug": "veiligheid",
    "uidb36": "1",
    "key": "set-password",
    "pk": 1,
    "provider_id": "venlo",
}


def addresses():
    """Every named address of the site, with an argument filled in where it asks one."""

    def walk(resolver, prefix="", outer=()):
        for each in resolver.url_patterns:
            wanted = {*outer, *(each.pattern.converters or each.pattern.regex.groupindex)}
            if isinstance(each, URLPattern):
                yield prefix + each.name, wanted
            else:
                namespace = f"{each.namespace}:" if each.namespace else ""
                yield from walk(each, prefix + namespace, wanted)

    for name, wanted in walk(get_resolver()):
        if name != "account_closed":
            yield name, reverse(name, kwargs={key: ARGUMENTS[key] for key in wanted})


def goes_to_login(response, path):
    return response.status_code == 302 and response.url == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_only_public_pages_open_without_a_login(client, method, snapshot):
    public = [name for name, path in addresses() if not goes_to_login(getattr(client, method)(path), path)]
    assert sorted(public) == snapshot


def test_an_unknown_address_is_the_same_404_for_everybody(client, as_user):
    path = "/bestaat-niet/"
    nobody = client.get(path)
    somebody = as_user("coordinator.noord").get(path)
    assert nobody.status_code == somebody.status_code == 404
    assert "Er is niets te zien op dit adres" in text_of(nobody)
    assert "Er is niets te zien op dit adres" in text_of(somebody)


def test_public_pages_tell_nothing_of_cases(client, story):
    case = story.file()
    for name in ("source", "accessibility", "privacy", "account_login", "account_reset_password"):
        text = client.get(reverse(name)).content.decode()
        assert case.number not in text
        assert case.title not in text
