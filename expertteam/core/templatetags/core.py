from django import template

register = template.Library()


@register.filter
def item(mapping, key):
    """The value of a mapping under a key that is only known on the page."""
    return mapping[key]
