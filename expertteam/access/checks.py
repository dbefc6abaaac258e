"""A wrong version of the consent rules stops the start, not the first disclosure."""

from django.conf import settings
from django.core.checks import Error, register

from expertteam.access.consent_table import VERSIONS


@register
def consent_rules_exist(app_configs, **kwargs):
    if settings.CONSENT_RULES in VERSIONS:
        return []
    known = ", ".join(VERSIONS)
    return [Error(f"CONSENT_RULES is {settings.CONSENT_RULES!r}; known are {known}", id="access.E001")]
