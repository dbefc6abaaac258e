"""A form that came too late: kept, sealed, until whoever sent it has shown again who they are.

The session ended, or five minutes passed since somebody confirmed who they are. What they typed is not lost:
after logging in or confirming they see one button that sends the same form again. Only the person who sent it
gets it, in the same browser, within an hour.
"""

import json
from datetime import timedelta

from expertteam.core import clock
from expertteam.core.sealing import seal, unseal

KEY = "interrupted_form"
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
    form = {
        "user": user.pk,
        "path": request.get_full_path(),
        "at": clock.now().timestamp(),
        "fields": [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"],
    }
    request.session[KEY] = seal(json.dumps(form))
    return True


def kept_form(request) -> dict | None:
    """The form that this user sent within the last hour: ``path`` and ``fields``; None for anybody else."""
    sealed = request.session.get(KEY)
    form = json.loads(unseal(sealed) or "{}") if sealed else {}
    recent = clock.now().timestamp() - form.get("at", 0) < KEPT_FOR.total_seconds()
    if recent and form.get("user") == request.user.pk:
        return form
    request.session.pop(KEY, None)
    return None
