from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "expertteam.help"
    label = "help"
    verbose_name = "Hulp organiseren"
    default_auto_field = "django.db.models.BigAutoField"
