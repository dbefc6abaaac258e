"""What earlier rooms' pages show of the rights of youth and parents."""

from django import template

from expertteam.access.permissions import may

register = template.Library()


@register.simple_tag
def may_handle_rights(user, case) -> bool:
    return may(user, "handle_rights", case)
