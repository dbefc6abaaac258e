"""What a case page shows of its tables."""

from django import template

from expertteam.conferences.permissions import may_read_deliberation
from expertteam.conferences.queries import SEATS, deliberation

register = template.Library()


@register.simple_tag
def tables(case, user):
    """The conferences of ``case``, the latest first: what ``user`` may read of each.

    Somebody who does not take part in the deliberation gets the agenda items alone.
    """
    items = case.agenda_items.select_related("team", "conference__chair").order_by("-pk")
    if not may_read_deliberation(user, case):
        return [{"item": item} for item in items]
    shown = items.select_related("team", "conference__chair", "minutes").prefetch_related(SEATS)
    return [{"item": item, "table": deliberation(item=item, user=user)} for item in shown]
