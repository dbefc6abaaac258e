"""Forms of allauth in our words: asking for a new password, and the second factor.

Named in the settings ACCOUNT_FORMS and MFA_FORMS.
"""

from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery_codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError

from expertteam.frontend.account import AccountFormMixin, ResetPasswordForm
from expertteam.login import on_record
from expertteam.login.jobs import NOBODY, send_password_link

NO_PASSKEY = (
    "Uw browser gaf geen passkey door. Probeer het opnieuw, zet JavaScript aan of kies een andere manier."
)


class QuietResetPasswordForm(ResetPasswordForm):
    """Leaves the mail to the worker: the time of the answer does not tell whether an account exists."""

    def save(self, request, **kwargs):
        send_password_link.defer(user_id=self.users[0].pk if self.users else NOBODY)
        return self.cleaned_data["email"]


class OnRecordMixin:
    """A code or passkey that is refused is on record, and so is one that confirms who somebody is."""

    confirms = False

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        if self.errors:
            on_record.refused(context.request, "tweede stap geweigerd", account=self.user)
        elif self.confirms:
            used = self.cleaned_data.get("credential") or self.authenticator
            on_record.confirmed(context.request, self.user, used.type)


class CodeFormMixin(AccountFormMixin):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = "Code"
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}


class AuthenticateForm(OnRecordMixin, CodeFormMixin, base.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Who has passkeys only can fill in nothing else here.
        self.has_app = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists()
        if not self.has_app:
            self.fields["code"].label = "Herstelcode"


class ReauthenticateForm(OnRecordMixin, CodeFormMixin, base.ReauthenticateForm):
    confirms = True


class ActivateTOTPForm(CodeFormMixin, totp.ActivateTOTPForm):
    def clean_code(self):
        """The code that switched the app on has been used: it does not also log somebody in."""
        code = super().clean_code()
        Authenticator(user=self.user, type=Authenticator.Type.TOTP).wrap()._mark_code_used(code)
        return code


class DeactivateTOTPForm(AccountFormMixin, totp.DeactivateTOTPForm):
    pass


class GenerateRecoveryCodesForm(AccountFormMixin, recovery_codes.GenerateRecoveryCodesForm):
    pass


class PasskeyFormMixin(AccountFormMixin):
    """The browser fills in `credential` (static/frontend/passkey.js)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].label = "Naam van deze passkey"
            self.fields["name"].help_text = "Zo herkent u hem later, bijvoorbeeld: laptop van het werk."
            self.fields["name"].max_length = 80

    def add_error(self, field, error):
        if field == "credential" or getattr(error, "code", "") == "incorrect_code":
            field, error = None, ValidationError(NO_PASSKEY, code="no_passkey")
        super().add_error(field, error)


class AddPasskeyForm(PasskeyFormMixin, webauthn.AddWebAuthnForm):
    pass


class AuthenticatePasskeyForm(OnRecordMixin, PasskeyFormMixin, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticatePasskeyForm(OnRecordMixin, PasskeyFormMixin, webauthn.ReauthenticateWebAuthnForm):
    confirms = True


class EditPasskeyForm(AccountFormMixin, webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam van deze passkey"
