"""Addresses about one's own login, beside those of allauth."""

from django.urls import include, path

from expertteam.login import views

urlpatterns = [
    path("sessie/", views.session_state, name="session_state"),
    path("sessies/", include("allauth.usersessions.urls")),
    path("sessies/uitloggen/", views.log_out_everywhere, name="log_out_everywhere"),
    path("verder/", views.resume, name="resume"),
    path("verder/bestand/", views.resume_file, name="resume_file"),
    path("koppelingen/", include("allauth.socialaccount.urls")),
    path("oidc/<slug:provider_id>/login/", views.single_sign_on, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.back, name="openid_connect_callback"),
    path("koppelen/<slug:provider_id>/", views.link_account, name="link_account"),
    path("beveiliging/", include("allauth.mfa.urls")),
]
