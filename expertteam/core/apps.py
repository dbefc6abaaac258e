from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "expertteam.core"
    label = "core"
    verbose_name = "Basis"
    default_auto_field = "django.db.models.BigAutoField"
