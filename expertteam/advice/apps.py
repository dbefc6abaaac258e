from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "expertteam.advice"
    label = "advice"
    verbose_name = "Adviezen"
    default_auto_field = "django.db.models.BigAutoField"
