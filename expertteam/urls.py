"""Composition root: every room's pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("workflows.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("expertteam.frontend.urls")),
]
