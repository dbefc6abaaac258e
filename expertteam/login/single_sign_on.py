"""Logging in with the account of one's own organisation, over OpenID Connect.

An account is known by issuer and subject, never by an e-mail address: whoever can choose an address at some
provider would otherwise choose somebody else's account. So a link is made by the account holder, who is
logged in and has just confirmed that.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.shortcuts import redirect

from expertteam.login import on_record

# In the session: for which organisation the user pressed the button to link.
LINKING = "linking"
UNKNOWN = (
    "Dit account van uw organisatie is hier nog niet gekoppeld. "
    "Log eerst in met uw e-mailadres en wachtwoord. Koppel het daarna bij ‘Beveiliging’. "
    "Lukt dat niet? Vraag het aan uw functioneel beheerder."
)
NOT_ASKED = "De koppeling is niet gemaakt. Begin opnieuw bij ‘Beveiliging’."


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """Nobody makes an account for themselves, whatever a provider says of them."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Only a subject that was linked logs in, and only somebody who asked for it gets a link."""
        asked = request.session.pop(LINKING, None)
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if asked != sociallogin.account.provider:
                _refuse(request, NOT_ASKED)
        elif not sociallogin.is_existing:
            on_record.refused(request, "niet gekoppeld account")
            _refuse(request, UNKNOWN)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        on_record.refused(request, "antwoord van de organisatie geweigerd")

    def get_connect_redirect_url(self, request, socialaccount):
        return redirect("socialaccount_connections").url

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def _refuse(request, sentence):
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("mfa_index" if request.user.is_authenticated else "account_login"))
