"""Pages for who is logged in: everybody else goes to the login page first."""

from django.contrib.auth import middleware
from django.contrib.auth.views import redirect_to_login


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Comes back to the same page without its query string: that may hold what somebody searched for."""

    def handle_no_permission(self, request, view_func):
        return redirect_to_login(request.path)
