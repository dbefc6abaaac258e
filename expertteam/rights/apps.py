from importlib import import_module

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "expertteam.rights"
    label = "rights"
    verbose_name = "Rechten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models of this room stand in two modules; Django finds only those of models.py itself.
        import_module("expertteam.rights.destruction_models")
