"""What the worker does for logging in."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from expertteam.organisations.models import User

NOBODY = 0


@app.task(name="send_password_link", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def send_password_link(user_id: int) -> None:
    """Mail the link for a new password; ``NOBODY`` and ended accounts get none.

    The address of the site comes from the settings: the visitor who asked has no say in it.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    address = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key)
    get_adapter().send_password_reset_mail(user, user.email, {"password_reset_url": address, "user": user})
