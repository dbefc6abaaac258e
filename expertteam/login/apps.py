from django.apps import AppConfig


class LoginConfig(AppConfig):
    name = "expertteam.login"
    label = "login"
    verbose_name = "Inloggen"
    default_auto_field = "django.db.models.BigAutoField"
