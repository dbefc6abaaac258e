"""Pages that exist for some roles only."""

from functools import wraps

from django.http import Http404

from expertteam.organisations.enums import Role


def only_for(role):
    """Decorator: for everybody without ``role`` this page does not exist."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has_role(role):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


for_administrators = only_for(Role.ADMINISTRATOR)
for_privacy_officers = only_for(Role.PRIVACY_OFFICER)
