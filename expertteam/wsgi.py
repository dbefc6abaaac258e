"""WSGI entry point: gunicorn serves ``expertteam.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "expertteam.settings.production")

application = get_wsgi_application()
