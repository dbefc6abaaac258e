"""What a case page shows of its advices."""

from django import template

from expertteam.advice.queries import readable

register = template.Library()


@register.simple_tag
def advices(case, user):
    """The advices of ``case`` that ``user`` may read, the latest first."""
    return readable(case=case, user=user)
