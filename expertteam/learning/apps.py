from importlib import import_module

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "expertteam.learning"
    label = "learning"
    verbose_name = "Leren"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models of this room stand in several modules; Django finds only those of models.py itself.
        import_module("expertteam.learning.question_models")
        import_module("expertteam.learning.feed_models")
        import_module("expertteam.learning.reading_models")
