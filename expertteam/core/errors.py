"""What a service or a step may refuse with; every message is a Dutch sentence for the user."""

from django.core.exceptions import ValidationError


class RuleBroken(ValidationError):
    """A service refuses: the message says why and what to do. Views show it on the form."""


class AlreadyDone(Exception):
    """Somebody else completed this step first."""
