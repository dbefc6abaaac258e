from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "expertteam.access"
    label = "access"
    verbose_name = "Toegang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from expertteam.access import checks  # noqa: F401
