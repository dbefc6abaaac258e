"""Text that the server must read again but nobody else: sealed with the keys that also seal identities."""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from encrypted_fields.fields import EncryptedFieldMixin


def seal(text: str) -> str:
    """The text, unreadable without SECRET_KEY and SALT_KEY."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """What :func:`seal` was given; None for anything else, or when the keys were thrown away."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


@cache
def _box() -> Fernet | MultiFernet:
    # Making the keys takes tens of milliseconds, so once a process.
    return EncryptedFieldMixin().f
