"""A provider that lies on request, as a process of its own: the well-known one with its answers changed.

PUT /lie with a name of ``LIES`` (or "" for none) decides how ID tokens from then on are changed and signed.
"""

import json
import sys
import time

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import g, request
from oidc_provider_mock import app as provider

STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ELSEWHERE = "https://elders.example"
LIES = {
    # what changes in the claims: None takes one away
    "wrong issuer": {"iss": ELSEWHERE},
    "wrong audience": {"aud": "een-andere-site"},
    "more audiences": {"aud": ["expertteam", "een-andere-site"]},
    "no audience": {"aud": None},
    "expired": {"exp": -300},
    "never expires": {"exp": None},
    "not yet valid": {"nbf": 300},
    "from the future": {"iat": 300},
    "wrong nonce": {"nonce": "van-een-andere-keer"},
    "no nonce": {"nonce": None},
    "no subject": {"sub": ""},
    # how it is signed
    "signed by a stranger": {},
    "unsigned": {},
    "signed with the secret": {},
    "unknown key": {},
    "names its own key": {},
    "an access token": {},
    "signature cut off": {},
    # what the provider says of itself
    "another issuer in the metadata": {},
    "metadata without https": {},
    "keys elsewhere": {},
    "metadata elsewhere": {},
}
MOMENTS = {"exp", "nbf", "iat"}


def lied(token, lie, key) -> str:
    """The token as this lie has it; without one it is only signed again."""
    header = {"typ": "JWT"}
    claims = jwt.decode(token, options={"verify_signature": False})
    for name, value in LIES.get(lie, {}).items():
        moment = name in MOMENTS and value is not None
        claims[name] = int(time.time()) + value if moment else value
    claims = {name: value for name, value in claims.items() if value is not None}
    if lie == "unsigned":
        return jwt.encode(claims, None, "none", header)
    if lie == "signed with the secret":
        return jwt.encode(claims, "geheim-van-de-test" * 2, "HS256", header)
    if lie == "names its own key":
        own = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(STRANGER.public_key()))
        header |= {"jwk": own, "jku": f"{ELSEWHERE}/jwks", "kid": "eigen"}
    if lie == "unknown key":
        header["kid"] = "onbekend"
    if lie == "an access token":
        header["typ"] = "at+jwt"
    stranger = lie in {"signed by a stranger", "names its own key"}
    made = jwt.encode(claims, STRANGER if stranger else key, "RS256", header)
    return made.rpartition(".")[0] + "." if lie == "signature cut off" else made


def metadata(said, lie) -> dict:
    changed = {
        "another issuer in the metadata": {"issuer": ELSEWHERE},
        "metadata without https": {"jwks_uri": "http://elders.example/jwks"},
        "keys elsewhere": {"jwks_uri": request.host_url + "elsewhere"},
    }
    return said | changed.get(lie, {})


app, told = provider(), {"lie": ""}


@app.put("/lie")
def lie():
    told["lie"] = request.json
    return "", 204


@app.get("/elsewhere")
def elsewhere():
    return "", 302, {"Location": request.host_url + "jwks"}


@app.before_request
def moved():
    if told["lie"] == "metadata elsewhere" and request.path.startswith("/.well-known/"):
        return "", 302, {"Location": request.host_url}
    return None


@app.after_request
def changed(answer):
    if request.path == "/oauth2/token" and answer.status_code == 200:
        key = jwt.PyJWK(g.oidc_provider_mock_storage.jwk.as_dict(is_private=True)).key
        said = answer.json
        answer.set_data(json.dumps(said | {"id_token": lied(said["id_token"], told["lie"], key)}))
    elif request.path.startswith("/.well-known/") and answer.status_code == 200:
        answer.set_data(json.dumps(metadata(answer.json, told["lie"])))
    return answer


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]))
