from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "expertteam.conferences"
    label = "conferences"
    verbose_name = "Casusbesprekingen"
    default_auto_field = "django.db.models.BigAutoField"
