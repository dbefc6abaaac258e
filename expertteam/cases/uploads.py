"""Files that go where their rows go: a rollback takes rows back, and leaves files behind."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_kept = ContextVar("_kept", default=None)


@contextmanager
def atomic():
    """A transaction as ``transaction.atomic()``, that also removes its files when it fails.

    Nested ones hand their files to the outer one, so put it around the outermost transaction.
    """
    outer, files = _kept.get(), []
    token = _kept.set(files)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for file in files:
            file.storage.delete(file.name)
        raise
    finally:
        _kept.reset(token)
    if outer is not None:
        outer.extend(files)


def keep(file) -> None:
    """Remember a stored file of the present :func:`atomic`."""
    _kept.get().append(file)
