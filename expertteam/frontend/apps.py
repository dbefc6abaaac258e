"""The front end: look, form renderer and components; and which static files are collected."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

from expertteam.frontend.staticfiles import IGNORE_PATTERNS


class FrontendConfig(AppConfig):
    default = True
    name = "expertteam.frontend"
    label = "frontend"
    verbose_name = "Voorkant"


class StaticFiles(StaticFilesConfig):
    """Collects only what our pages use: no sources, no other fonts, no pages of libraries."""

    ignore_patterns = (*StaticFilesConfig.ignore_patterns, *IGNORE_PATTERNS)
