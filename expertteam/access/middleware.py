"""Every request stays inside the wall of its own user."""

from django.http import FileResponse

from expertteam.core.wall import as_user


class WallMiddleware:
    """Directly after authentication: what comes later reads the database as the user of the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with as_user(request.user):
            response = self.get_response(request)
        # A file comes from the uploads folder; another stream may read rows when the middleware is long gone.
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = _inside(request.user, response.streaming_content)
        return response


def _inside(user, parts):
    with as_user(user):
        yield from parts
