"""What is kept unreadable is also kept unchanged: a sealed text that somebody touched is nothing any more."""

import base64

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.db import connection

from expertteam.cases.models import Identity
from expertteam.core.sealing import seal, unseal

TEXT = "Testkind Verzonnen"


@pytest.mark.parametrize("place", [0, 1, 10, 30, -33, -1])
def test_a_sealed_text_that_was_changed_opens_no_more(place):
    sealed = bytearray(base64.urlsafe_b64decode(seal(TEXT)))
    assert unseal(base64.urlsafe_b64encode(bytes(sealed)).decode()) == TEXT
    sealed[place] ^= 1
    assert unseal(base64.urlsafe_b64encode(bytes(sealed)).decode()) is None


def test_the_same_text_is_sealed_differently_each_time():
    assert len({seal(TEXT) for _ in range(20)}) == 20


def test_another_key_opens_nothing():
    sealed = seal(TEXT)
    with pytest.raises(InvalidToken):
        Fernet(Fernet.generate_key()).decrypt(sealed.encode())


@pytest.mark.django_db
def test_an_identity_in_the_database_is_sealed_in_the_same_way(story):
    case = story.file()
    with connection.cursor() as cursor:
        cursor.execute("SELECT first_name, birth_date FROM cases_identity WHERE case_id = %s", [case.pk])
        stored = cursor.fetchone()
    for text in stored:
        raw = base64.urlsafe_b64decode(text)
        assert raw[0] == 0x80, "the version byte of Fernet: AES-128 in CBC mode, then HMAC with SHA-256"
        assert (len(raw) - 1 - 8 - 16 - 32) % 16 == 0
    assert Identity.objects.get(case=case).first_name == "Testkind"
