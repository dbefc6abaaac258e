"""What pages about one's login show."""

from allauth.socialaccount.adapter import get_adapter
from django import template

from expertteam.login import on_record
from expertteam.login.sessions import seconds_left

register = template.Library()

# The first that fits: Edge and Opera also call themselves Chrome, Chrome calls itself Safari.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.filter
def browser(user_agent):
    """Chrome op Windows"""
    name = next((name for mark, name in BROWSERS if mark in user_agent), "Onbekende browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{name} op {system}" if system else name


@register.simple_tag(takes_context=True)
def single_sign_on(context):
    """The organisations whose people log in with their own account: id, name, and where that begins."""
    request = context["request"]
    after = context.get("redirect_field_value")
    options = {"next": after} if after else {}
    return [
        {"id": each.app.provider_id, "name": each.name, "address": each.get_login_url(request, **options)}
        for each in get_adapter().list_providers(request)
    ]


@register.inclusion_tag("account/logins.html")
def logins(account):
    """The last times this account logged in or out, or was refused."""
    return {"rows": on_record.recent_logins(account)}


@register.inclusion_tag("layout/session.html", takes_context=True)
def session_warning(context):
    """The dialog that session.js shows two minutes before somebody is logged out."""
    request = context.get("request")
    session = getattr(request, "session", None)
    return {
        "left": seconds_left(session) if session else 0,
        "csrf_token": context.get("csrf_token"),
        "here": request.path if request else "/",  # a query string may hold what somebody searched for
    }
