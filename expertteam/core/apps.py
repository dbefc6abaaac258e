from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "expertteam.core"
    label = "core"
    verbose_name = "Basis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from expertteam.core.wall import enter_anew

        connection_created.connect(enter_anew)
