"""Composition root: every room's pages."""

from django.urls import include, path, re_path
from django.views.defaults import page_not_found

# Pages of allauth that would let users make an account or change the address they log in with: both
# are the administrator's work.
CLOSED = r"^account/(?:signup|email|confirm-email|login/code|koppelingen/signup)/.*$"

handler400 = "expertteam.frontend.failures.bad_request"
handler429 = "expertteam.login.throttled.too_often"  # allauth calls it
handler500 = "expertteam.frontend.failures.server_error"

urlpatterns = [
    path("", include("workflows.urls")),
    re_path(CLOSED, page_not_found, {"exception": None}, name="account_closed"),
    path("account/", include("allauth.account.urls")),
    path("account/", include("expertteam.login.urls")),
    path("", include("expertteam.frontend.urls")),
]
