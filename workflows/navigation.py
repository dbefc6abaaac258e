"""The main menu: what each role finds where."""

from django.conf import settings


def navigation(request):
    return {"menu": [], "demo": settings.DEMO}
