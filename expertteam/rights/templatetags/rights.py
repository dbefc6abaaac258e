"""What earlier rooms' pages show of the rights of youth and parents."""

from django import template
from django.utils.formats import date_format

from expertteam.access.permissions import may
from expertteam.rights.models import OwnStatement
from expertteam.rights.retention import retention_of

register = template.Library()


@register.simple_tag
def may_handle_rights(user, case) -> bool:
    return may(user, "handle_rights", case)


@register.simple_tag
def own_statements(case):
    """What youth or parents added themselves; everybody who reads the case reads it."""
    return OwnStatement.objects.filter(request__case=case).select_related("request")


@register.simple_tag
def hold_on(case):
    """The reason to keep this file, if there is one now."""
    return case.legal_holds.filter(lifted_at__isnull=True).select_related("set_by").first()


@register.simple_tag
def retention_words(case) -> str:
    """Until when a closed case is kept, in a sentence."""
    found = retention_of(case)
    if found is None:
        return "Voor deze casus is geen bewaartermijn ingesteld. Vraag het de functionaris."
    regime = found.regime
    return (
        f"Te vernietigen vanaf {date_format(found.until, 'j F Y')}: {regime.years} jaar na "
        f"{regime.get_counts_from_display()} ({regime.source})."
    )
