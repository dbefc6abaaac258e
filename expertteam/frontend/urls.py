"""Addresses of the public pages in the footer."""

from django.urls import path

from expertteam.frontend import views

urlpatterns = [
    path("broncode/", views.source, name="source"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
