"""Recovery codes and the seeds of apps: by whom they are made, and how many guesses they ask."""

import math
import random
from collections import Counter

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt

from expertteam.login.openid import OpenIDProvider

# ASVS 5.0, 6.5.4: a code that works once needs twenty bits at least.
FEWEST_BITS = 20
DIGITS, CODES, SEEDS = 8, 10, 300


def codes_of(seed) -> list[str]:
    data = {"seed": encrypt(seed), "used_mask": 0}
    return RecoveryCodes(Authenticator(type=Authenticator.Type.RECOVERY_CODES, data=data)).generate_codes()


@pytest.mark.parametrize(
    ("make", "characters"), [(RecoveryCodes.generate_seed, 80), (generate_totp_secret, 32)]
)
def test_seeds_are_made_by_chance_of_the_system(make, characters):
    """Whoever knows the state of the ordinary chance knows nothing of them; and they are long."""
    made = []
    for _ in range(3):
        random.seed(1)
        made.append(make())
    assert len(set(made)) == 3
    assert {len(each) for each in made} == {characters}


def test_a_recovery_code_asks_more_guesses_than_anybody_gets():
    codes = codes_of(RecoveryCodes.generate_seed())
    assert len(set(codes)) == CODES
    assert all(len(code) == DIGITS and code.isdigit() for code in codes)
    assert math.log2(10**DIGITS / CODES) > FEWEST_BITS, "any of ten will do"


def test_no_digit_comes_more_often_than_another():
    """Six deviations from what is expected: chance alone comes there once in ten million times."""
    codes = [code for _ in range(SEEDS) for code in codes_of(RecoveryCodes.generate_seed())]
    assert len(set(codes)) > len(codes) - 10
    expected = len(codes) / 10
    for place in range(DIGITS):
        found = Counter(code[place] for code in codes)
        assert len(found) == 10
        assert all(abs(number - expected) < 6 * math.sqrt(expected) for number in found.values())


def test_the_nonce_of_single_sign_on_belongs_to_the_proof_key():
    sent = [OpenIDProvider(None, app=App()).get_pkce_params() for _ in range(3)]
    assert len({each["nonce"] for each in sent}) == 3
    assert all(each["nonce"] not in each["code_verifier"] for each in sent)


class App:
    name, settings = "Gemeente Venlo", {"oauth_pkce_enabled": True}
