from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = "Werkstromen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from expertteam.access.policies import after_migrate
        from workflows import flows  # noqa: F401  flow classes register their nodes on import

        # The last app in the list: by then every table is there.
        post_migrate.connect(after_migrate, sender=self)
