"""Addresses about one's own login, beside those of allauth."""

from django.urls import include, path

from expertteam.login import views

urlpatterns = [
    path("sessie/", views.session_state, name="session_state"),
    path("sessies/", include("allauth.usersessions.urls")),
    path("sessies/uitloggen/", views.log_out_everywhere, name="log_out_everywhere"),
    path("verder/", views.resume, name="resume"),
    path("koppelingen/", include("allauth.socialaccount.urls")),
    path("koppelen/<slug:provider_id>/", views.link_account, name="link_account"),
    path("beveiliging/", include("allauth.mfa.urls")),
]
