from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = "Werkstromen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from workflows import flows  # noqa: F401  flow classes register their nodes on import
