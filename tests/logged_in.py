"""A test client that somebody logged in with a moment ago."""

from datetime import timedelta

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from expertteam.core import clock
from expertteam.login.sessions import BEGAN, SEEN

# Stories move the clock by months; nobody logs in again halfway, or confirms who they are.
A_LONG_STORY = timedelta(days=2000)


def log_in(client, user, *, lasting=True):
    """Log ``user`` in and record that they just showed who they are, as the login page does.

    ``lasting`` keeps the session, and that proof, new however far the clock is moved.
    """
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password")
    if lasting:
        later = (clock.now() + A_LONG_STORY).timestamp()
        request.session[BEGAN] = request.session[SEEN] = later
        request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] = later
    request.session.save()
    return client
