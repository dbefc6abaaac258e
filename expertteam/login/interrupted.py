"""What came too late: kept, sealed, until whoever sent it has shown again who they are.

The session ended, or five minutes passed since somebody confirmed who they are. What they typed is not lost:
after logging in or confirming they see one button that sends the same form, or asks for the same file, again.
Only the person who sent it gets it, in the same browser, within an hour. What was asked for waits here too,
because the words that somebody searched for may not stand in the address of the page where they confirm.
"""

import json
from datetime import timedelta

from expertteam.core import clock
from expertteam.core.sealing import seal, unseal

KEY = "interrupted_form"
FILE_KEY = "interrupted_file"
KEPT_FOR = timedelta(hours=1)
MOST_CHARACTERS = 200_000
# Never keep a password or a code, not even sealed.
NOT_KEPT = ("/account/",)


def keep(request, user) -> bool:
    """Keep the form that ``user`` just sent; False when it cannot be: files, secrets, or a part of a page."""
    sent = request.method == "POST" and not request.headers.get("HX-Request")
    if not sent or request.FILES or request.path.startswith(NOT_KEPT):
        return False
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if sum(len(value) for _, value in fields) > MOST_CHARACTERS:
        return False
    typed = [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"]
    _keep(request, user, KEY, request.get_full_path(), typed)
    return True


def keep_file(request, user) -> None:
    """Keep which file ``user`` just asked for: the list, and how it was searched and filtered."""
    fields = [(name, value) for name, values in request.GET.lists() for value in values]
    _keep(request, user, FILE_KEY, request.path, fields)


def _keep(request, user, key, path, fields) -> None:
    kept = {"user": user.pk, "path": path, "at": clock.now().timestamp(), "fields": fields}
    request.session[key] = seal(json.dumps(kept))


def kept_form(request) -> dict | None:
    """The form that this user sent within the last hour: ``path`` and ``fields``; None for anybody else."""
    return _kept(request, KEY)


def kept_file(request) -> dict | None:
    """The file that this user asked for within the last hour, like :func:`kept_form`."""
    return _kept(request, FILE_KEY)


def _kept(request, key) -> dict | None:
    sealed = request.session.get(key)
    found = json.loads(unseal(sealed) or "{}") if sealed else {}
    recent = clock.now().timestamp() - found.get("at", 0) < KEPT_FOR.total_seconds()
    if recent and found.get("user") == request.user.pk:
        return found
    request.session.pop(key, None)
    return None
