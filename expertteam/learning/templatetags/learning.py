"""What earlier rooms' pages show of learning."""

from django import template

from expertteam.learning.permissions import LESSON_AUTHORS

register = template.Library()


@register.filter
def may_propose_lesson(user) -> bool:
    return user.has_role(*LESSON_AUTHORS)
