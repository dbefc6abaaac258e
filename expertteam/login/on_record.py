"""What logging in leaves in the read log (NEN 7513 asks for log on and log off; ASVS 5.0, 16.3.1).

One row for each login, refusal, logout and change of what somebody logs in with. Never what was typed: no
password, no code, and no address that belongs to nobody, as people type passwords there too.
"""

from allauth.account.authentication import get_authentication_records

from expertteam.audit.enums import LOGINS
from expertteam.audit.models import ReadEvent
from expertteam.audit.services import note_login
from expertteam.organisations.models import User

SHOWN = 10
# By the name of the mail that tells the account holder of the change.
CHANGES = {
    "account/email/password_changed": "wachtwoord gewijzigd",
    "account/email/password_set": "wachtwoord gekozen",
    "account/email/password_reset": "nieuw wachtwoord gekozen",
    "mfa/email/totp_activated": "app met codes ingesteld",
    "mfa/email/totp_deactivated": "app met codes verwijderd",
    "mfa/email/webauthn_added": "passkey toegevoegd",
    "mfa/email/webauthn_removed": "passkey verwijderd",
    "mfa/email/recovery_codes_generated": "herstelcodes gemaakt",
    "socialaccount/email/account_connected": "account van de organisatie gekoppeld",
    "socialaccount/email/account_disconnected": "account van de organisatie losgemaakt",
}
METHODS = {
    "password": "wachtwoord",
    "totp": "app met codes",
    "webauthn": "passkey",
    "recovery_codes": "herstelcode",
    "socialaccount": "account van de organisatie",
}


def logged_in(request, user) -> None:
    note_login(request, what="ingelogd", account=user, how=_how(request, user))


def logged_out(request, what="uitgelogd") -> None:
    note_login(request, what=what, account=request.user)


def confirmed(request, user, method) -> None:
    """Somebody who was logged in showed again who they are."""
    note_login(request, what="opnieuw bevestigd", account=user, how=METHODS[method])


def changed(request, user, mail) -> None:
    """``mail`` is the template of the notice about the change."""
    note_login(request, what=CHANGES[mail], account=user)


def refused(request, what, *, account=None) -> None:
    """``account`` is the one that was tried, if there is such an account."""
    note_login(request, what=what, account=account, allowed=False)


def account_of(address) -> User | None:
    """The account that somebody tried; looked up whether or not it exists, so that both take as long."""
    return User.objects.filter(email__iexact=address).first()


def recent_logins(user) -> list[ReadEvent]:
    """The last times that this account logged in or out, was refused or was changed; the newest first."""
    rows = ReadEvent.objects.filter(user_id=user.pk, event_type__in=LOGINS)
    return list(rows.order_by("-at", "-pk")[:SHOWN])


def _how(request, user) -> str:
    """By which steps: wachtwoord en app met codes."""
    records = get_authentication_records(request, user)
    steps = [METHODS.get(record.get("type") or record["method"], "") for record in records]
    return " en ".join(dict.fromkeys(step for step in steps if step))
