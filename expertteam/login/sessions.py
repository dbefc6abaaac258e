"""How long somebody stays logged in: fifteen minutes without a click, ten hours in all.

The server keeps the time. The script session.js only warns two minutes before, and asks the server first,
because another tab may have been busy. Times after ASVS 5.0, 7.3.
"""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from expertteam.core import clock
from expertteam.login import on_record
from expertteam.login.interrupted import keep

IDLE, ABSOLUTE = timedelta(minutes=15), timedelta(hours=10)
WARNING = timedelta(minutes=2)
BEGAN, SEEN = "login_began", "login_seen"
# Writing the time down at every click would be a write for every read.
SEEN_EVERY = timedelta(seconds=30)
# The header with which session.js saves a draft or asks the time: that is no sign of life.
NO_SIGN_OF_LIFE = "X-Idle"

ENDED = "U was een tijd weg en bent daarom uitgelogd. Log opnieuw in."
ENDED_WITH_FORM = (
    "U was een tijd weg en bent daarom uitgelogd. "
    "Wat u net verstuurde, is bewaard. Log in en verstuur het opnieuw."
)
ENDED_WITHOUT_FORM = (
    "U bent uitgelogd. Wat u net verstuurde, is niet opgeslagen. "
    "Een concept dat al was opgeslagen, staat er nog."
)


def seconds_left(session) -> int:
    """Until this session ends when nothing happens; 0 or less when it has ended."""
    now = clock.now().timestamp()
    idle = session.get(SEEN, now) + IDLE.total_seconds() - now
    return int(min(idle, _absolute(session, now)))


def is_final(session) -> bool:
    """Whether a click no longer lengthens this session: the ten hours are nearly over."""
    return _absolute(session, clock.now().timestamp()) <= WARNING.total_seconds()


def _absolute(session, now) -> float:
    return session.get(BEGAN, now) + ABSOLUTE.total_seconds() - now


def note_life(session) -> None:
    """Somebody did something; the first time is when the session began."""
    now = clock.now().timestamp()
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) >= SEEN_EVERY.total_seconds():
        session[SEEN] = now


class SessionLimitsMiddleware:
    """Ends a session that is over, and keeps the form that came too late."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if seconds_left(request.session) <= 0:
                request.was_user = request.user
                on_record.logged_out(request, "vanzelf uitgelogd")
                logout(request)
            elif NO_SIGN_OF_LIFE not in request.headers:
                note_life(request.session)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Between the check of the form's token and the login page."""
        if request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        left = getattr(request, "was_user", None)
        if left and keep(request, left):
            messages.warning(request, ENDED_WITH_FORM)
            return redirect_to_login(reverse("resume"))
        if request.method == "POST":
            messages.warning(request, ENDED_WITHOUT_FORM)
        elif left:
            messages.info(request, ENDED)
        return None
