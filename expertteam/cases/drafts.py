"""A half-filled form is never lost: its owner's answers are kept, encrypted, until it is sent."""

import json
import uuid
from datetime import timedelta

from expertteam.cases.models import Draft
from expertteam.core import clock


def save(*, owner, form: str, content: dict) -> Draft:
    """Keep ``content`` (plain form values) as the draft of ``form`` for ``owner``."""
    draft, _ = Draft.objects.update_or_create(
        owner=owner, form=form, defaults={"content": json.dumps(content), "saved_at": clock.now()}
    )
    return draft


def load(*, owner, form: str) -> dict:
    draft = Draft.objects.filter(owner=owner, form=form).first()
    return json.loads(draft.content) if draft and draft.content else {}


def discard(*, owner, form: str) -> None:
    Draft.objects.filter(owner=owner, form=form).delete()


def discard_all(forms) -> None:
    """Discard the drafts of these forms, of everybody."""
    Draft.objects.filter(form__in=forms).delete()


def left_for(*, kind: str, days: int):
    """Drafts of this kind that nobody touched for so many days."""
    return Draft.objects.filter(form__startswith=f"{kind}:", saved_at__lt=clock.now() - timedelta(days=days))


def begin(*, owner, kind: str) -> Draft:
    """A new, empty draft beside the ones ``owner`` has of this kind; its public id names it."""
    public_id = uuid.uuid4()
    return Draft.objects.create(owner=owner, form=f"{kind}:{public_id}", public_id=public_id, content="{}")


def of_kind(*, owner, kind: str):
    return Draft.objects.filter(owner=owner, form__startswith=f"{kind}:")
