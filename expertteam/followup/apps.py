from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "expertteam.followup"
    label = "followup"
    verbose_name = "Opvolging"
    default_auto_field = "django.db.models.BigAutoField"
