"""Which organisations let their people log in with their own account, from the environment.

Imported by the settings, so it must not import Django apps or read settings.
"""

import json
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

WANTED = {"id", "name", "issuer", "client_id", "secret"}
LOOPBACK = {"127.0.0.1", "localhost"}


def providers(text: str) -> list[dict]:
    """The apps of allauth for SINGLE_SIGN_ON: a JSON list of objects with the keys in ``WANTED``.

    A subject is known under a key that holds its issuer: who changes the issuer of an organisation begins
    anew, and no subject of the one opens an account of the other. The secret stays out of the database.
    """
    try:
        listed = json.loads(text or "[]")
        return [_app(each) for each in listed]
    except (ValueError, TypeError, AttributeError) as broken:
        # The text holds secrets: it is not repeated.
        raise ImproperlyConfigured(
            f"SINGLE_SIGN_ON must be a JSON list of objects with {sorted(WANTED)}."
        ) from broken


def _app(given: dict) -> dict:
    if not isinstance(given, dict) or not given.keys() >= WANTED:
        raise ValueError
    issuer = given["issuer"].rstrip("/")
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise ImproperlyConfigured("Each issuer in SINGLE_SIGN_ON must begin with https://")
    return {
        "provider_id": f"{given['id']}-{sha256(issuer.encode()).hexdigest()[:8]}",
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["secret"],
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, "fetch_userinfo": False},
    }
