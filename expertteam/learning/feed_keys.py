"""Making, revoking and recognising the keys of the feed of published reports."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction

from expertteam.audit.services import record_occurrence
from expertteam.core import clock
from expertteam.core.errors import RuleBroken
from expertteam.learning.feed_models import FeedKey
from expertteam.learning.permissions import REPORT_READERS

MOST_DAYS = 366
# So that a key which lies about somewhere is recognised for what it is.
PREFIX = "etj_"
RANDOM_BYTES = 32


@transaction.atomic
def make_key(
    *, by, owner, purpose: str, expires_on: date, per_minute: int, region=None
) -> tuple[FeedKey, str]:
    """A new key, and its text, which is shown once and kept nowhere.

    Raises RuleBroken when the owner may not read reports, or for an end in the past or too far away.
    """
    if not owner.has_role(*REPORT_READERS):
        raise RuleBroken("Deze persoon mag geen leerrapportages lezen. Kies iemand die dat wel mag.")
    last = clock.today() + timedelta(days=MOST_DAYS)
    if not clock.today() <= expires_on <= last:
        raise RuleBroken("Een sleutel geldt hoogstens een jaar. Kies een eerdere einddatum, vanaf vandaag.")
    text = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    key = FeedKey(
        owner=owner,
        purpose=purpose,
        digest=_digest(text),
        region=region,
        per_minute=per_minute,
        expires_on=expires_on,
        made_by=by,
    )
    key.validate_constraints()
    key.save()
    record_occurrence(actor=by, kind="feed_key_made")
    return key, text


@transaction.atomic
def revoke_key(*, key, by) -> None:
    """From now on the key opens nothing; RuleBroken when it was revoked before."""
    key = FeedKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at:
        raise RuleBroken("Deze sleutel is al ingetrokken.")
    key.revoked_at, key.revoked_by = clock.now(), by
    key.save(update_fields=["revoked_at", "revoked_by"])
    record_occurrence(actor=by, kind="feed_key_revoked")


def known_key(text: str) -> FeedKey | None:
    """The key with this text, also one that no longer works; None when there is none.

    A key is 256 random bits: a digest without salt tells nobody which, and looking it up takes no guessing.
    """
    return FeedKey.objects.select_related("owner", "region").filter(digest=_digest(text)).first()


def why_not(key: FeedKey) -> str:
    """Why a key opens nothing, as a Dutch sentence; empty when it works.

    A key never opens more than its owner may read: who loses the role loses the key.
    """
    if key.revoked_at:
        return "Deze sleutel is ingetrokken. Vraag de beheerder om een nieuwe."
    if key.has_expired:
        return "Deze sleutel is verlopen. Vraag de beheerder om een nieuwe."
    if not key.owner.has_role(*REPORT_READERS):
        return "De eigenaar van deze sleutel mag geen leerrapportages meer lezen."
    return ""


def note_use(key: FeedKey) -> None:
    """The day it was last used, written once a day."""
    today = clock.today()
    if key.last_used_on != today:
        FeedKey.objects.filter(pk=key.pk).update(last_used_on=today)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
