"""A test client that somebody logged in with a moment ago."""

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest


def log_in(client, user):
    """Log ``user`` in and record that they just showed who they are, as the login page does."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password")
    request.session.save()
    return client
