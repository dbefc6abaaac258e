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

UNKNOWN = (
    "Dit account van uw organisatie is hier nog niet gekoppeld. "
    "Log eerst in met uw e-mailadres en wachtwoord. Koppel het daarna bij ‘Beveiliging’. "
    "Lukt dat niet? Vraag het aan uw functioneel beheerder."
)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """Nobody makes an account for themselves, whatever a provider says of them."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Only a subject that was linked logs in; to link one begins with a button (views.link_account)."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT or sociallogin.is_existing:
            return
        on_record.refused(request, "niet gekoppeld account")
        messages.error(request, UNKNOWN)
        back = "mfa_index" if request.user.is_authenticated else "account_login"
        raise ImmediateHttpResponse(redirect(back))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        on_record.refused(request, "antwoord van de organisatie geweigerd")

    def get_requests_session(self):
        """A provider is asked where the settings say it is, and sends us nowhere else."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def get_connect_redirect_url(self, request, socialaccount):
        return redirect("socialaccount_connections").url

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        super().send_notification_mail(template_prefix, user, context, email or user.email)
