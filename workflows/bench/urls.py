"""The product's addresses, and one page beside them that does nothing."""

from django.http import HttpResponse
from django.urls import include, path

EMPTY = "/leeg/"


def empty(request):
    return HttpResponse("")


urlpatterns = [path(EMPTY.strip("/") + "/", empty), path("", include("expertteam.urls"))]
