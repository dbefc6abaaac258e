"""OpenID Connect, stricter than the library.

What an organisation says of somebody is believed only when its own key signed it, for this site, for this
login, just now. The library leaves the signature of an ID token unchecked, as the token comes over TLS from
the provider itself, and knows no nonce. Here both are checked, and the issuer is compared with the one in the
settings. Nothing of the token is kept but the subject, and the only scope asked is `openid`. See OpenID
Connect Core 1.0, 3.1.3.7.

Named in the setting SOCIALACCOUNT_PROVIDERS.
"""

import hmac
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from requests import RequestException

from expertteam.login.providers import LOOPBACK

# What goes wrong when a provider is away, or is not believed.
FAILURES = (OAuth2Error, RequestException)
# Signatures of a public key only: whoever knows a shared secret could sign, and "none" is no signature.
ALGORITHMS = ["RS256", "PS256", "ES256"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# How far the clocks of two servers may differ.
LEEWAY = timedelta(seconds=30)
# An access token may be signed by the same key (RFC 9068); it says so here.
TYPES = {None, "JWT"}
USED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def nonce_of(proof: str) -> str:
    """The nonce of one login, from its proof key (RFC 7636), which never leaves the server before the end."""
    return hmac.new(proof.encode(), b"nonce", sha256).hexdigest()


def claims_of(token: str, *, keys: dict, issuer: str, client_id: str, nonce: str) -> dict:
    """What a valid ID token says; OAuth2Error for every other token.

    ``keys`` are those that the issuer publishes, as JSON Web Keys; what the token itself says of a key counts
    for nothing but its name.
    """
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            _key(jwt.PyJWKSet.from_dict(keys).keys, header.get("kid")),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": NEEDED},
        )
    except (jwt.PyJWTError, KeyError, TypeError) as invalid:
        raise OAuth2Error("not a valid ID token") from invalid
    if header.get("typ") not in TYPES or claims["aud"] not in (client_id, [client_id]):
        raise OAuth2Error("a token for something else")
    if not claims["sub"] or not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise OAuth2Error("a token of another login")
    return claims


def _key(known, name):
    """The published key of this name; a token need not name one when there is only one."""
    if name is None and len(known) == 1:
        return known[0]
    return {key.key_id: key for key in known if key.key_id}[name]


class OpenIDAdapter(OpenIDConnectOAuth2Adapter):
    proof = ""

    @property
    def openid_config(self):
        """What the provider publishes about itself, if it is the one of the settings and speaks https."""
        config = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if str(config.get("issuer", "")).rstrip("/") != issuer:
            raise OAuth2Error("another issuer")
        if not all(_is_safe(config.get(name)) for name in USED):
            raise OAuth2Error("an address without https")
        return config

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        self.proof = pkce_code_verifier or ""
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request, app, token, **kwargs):
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        claims = claims_of(
            kwargs["response"].get("id_token"),
            keys=answer.json(),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=nonce_of(self.proof),
        )
        return self.get_provider().sociallogin_from_response(request, {"sub": claims["sub"]})


class OpenIDProvider(OpenIDConnectProvider):
    oauth2_adapter_class = OpenIDAdapter

    def get_default_scope(self):
        return ["openid"]

    def get_scope_from_request(self, request):
        """The library would let a visitor add to it."""
        return self.get_scope()

    def get_auth_params_from_request(self, request, action):
        return self.get_auth_params()

    def get_pkce_params(self):
        """Sent along with the proof key, so that the one cannot be swapped without the other."""
        params = super().get_pkce_params()
        return params | {"nonce": nonce_of(params["code_verifier"])}


def _is_safe(address) -> bool:
    parts = urlsplit(str(address))
    return parts.scheme == "https" or parts.hostname in LOOPBACK
