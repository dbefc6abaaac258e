"""What an app on somebody's telephone would show."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

PERIOD = 30


def code_for(secret, periods_later=0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + periods_later))


def secret_on(response) -> str:
    """The key that the page "App instellen" shows."""
    return re.search(r'<code class="et-code">(\w+)</code>', response.content.decode()).group(1)
