from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "expertteam.learning"
    label = "learning"
    verbose_name = "Leren"
    default_auto_field = "django.db.models.BigAutoField"
