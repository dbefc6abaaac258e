"""The login forms of allauth in our words; named in the setting ACCOUNT_FORMS."""

from allauth.account import forms as allauth_forms
from django.core.exceptions import ValidationError

from expertteam.frontend.forms import PlainFormMixin

LABELS = {
    "login": "E-mailadres",
    "email": "E-mailadres",
    "password": "Wachtwoord",
    "oldpassword": "Uw wachtwoord van nu",
    "password1": "Nieuw wachtwoord",
    "password2": "Nieuw wachtwoord, nog een keer",
}
HELP = {"password1": "Ten minste 12 tekens. Gebruik een zin of een paar losse woorden."}
# By the code of the error. The first one never says which of the two was wrong.
WORDS = {
    "email_password_mismatch": "Deze combinatie van e-mailadres en wachtwoord klopt niet. "
    "Probeer het opnieuw of kies “Wachtwoord vergeten?”.",
    "account_inactive": "Met dit account kunt u niet inloggen. Vraag het aan uw functioneel beheerder.",
    "too_many_login_attempts": "U hebt te vaak geprobeerd in te loggen. Wacht een paar minuten.",
    "enter_current_password": "Vul uw wachtwoord van nu in. Wat u invulde, klopt niet.",
    "incorrect_password": "Dit wachtwoord klopt niet. Probeer het opnieuw.",
    "incorrect_code": "Deze code klopt niet of is al gebruikt. Vul de code in die nu in uw app staat.",
    "cannot_delete_authenticator": "Dit is uw enige tweede stap. Voeg eerst een passkey toe.",
    "cannot_generate_recovery_codes": "Herstelcodes krijgt u pas met een app of een passkey erbij.",
    "rate_limited": "U doet dit te vaak achter elkaar. Wacht een paar minuten.",
}
DIFFERENT = "De twee nieuwe wachtwoorden zijn niet gelijk. Vul twee keer hetzelfde wachtwoord in."


class AccountFormMixin(PlainFormMixin):
    """Our labels, help and error messages over those of allauth."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = HELP.get(name, "")

    def add_error(self, field, error):
        code = getattr(error, "code", None)
        if code in WORDS:
            error = ValidationError(WORDS[code], code=code)
        elif field == "password2" and not isinstance(error, ValidationError):
            error = ValidationError(DIFFERENT, code="different")
        super().add_error(field, error)


class LoginForm(AccountFormMixin, allauth_forms.LoginForm):
    pass


class ResetPasswordForm(AccountFormMixin, allauth_forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(AccountFormMixin, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(AccountFormMixin, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(AccountFormMixin, allauth_forms.SetPasswordForm):
    pass


class ReauthenticateForm(AccountFormMixin, allauth_forms.ReauthenticateForm):
    pass
