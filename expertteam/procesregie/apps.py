from django.apps import AppConfig


class ProcesregieConfig(AppConfig):
    name = "expertteam.procesregie"
    label = "procesregie"
    verbose_name = "Procesregie"
    default_auto_field = "django.db.models.BigAutoField"
