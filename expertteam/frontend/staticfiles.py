"""Which files of the front-end packages we serve, and under which address.

Imported by the settings, so it must not import Django apps or read settings.
"""

from pathlib import Path

NODE_MODULES = Path(__file__).resolve().parent / "node_modules"

UTRECHT_COMPONENTS = (
    "alert",
    "badge-counter",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-label",
    "ordered-list",
    "pagination",
    "select",
    "status-badge",
    "table",
    "textarea",
    "textbox",
    "unordered-list",
)
CANDIDATE_COMPONENTS = ("button", "heading", "link", "paragraph", "skip-link")
OWN_SHEETS = ("theme", "layout", "components", "forms", "print")

# Only the Latin subset: the extended one weighs 168 kB and would be fetched for a single letter
# in somebody's name. Such a letter is drawn by the next font of the list in theme.css.
FONT = "vendor/noto-sans/noto-sans-latin-wght-normal.woff2"

STYLESHEETS = (
    "vendor/voorbeeld/theme.css",
    *(f"vendor/utrecht/{name}/index.css" for name in UTRECHT_COMPONENTS),
    *(f"vendor/nl/{name}/{name}.css" for name in CANDIDATE_COMPONENTS),
    *(f"frontend/{name}.css" for name in OWN_SHEETS),
)
SCRIPTS = ("django_htmx/htmx-2.min.js", "frontend/app.js", "frontend/session.js")
# Scripts of a few pages only.
PAGE_SCRIPTS = ("frontend/passkey.js", "frontend/reading.js")

STATICFILES_DIRS = [
    ("vendor/noto-sans", NODE_MODULES / "@fontsource-variable/noto-sans/files"),
    ("vendor/voorbeeld", NODE_MODULES / "@nl-design-system-unstable/voorbeeld-design-tokens/dist"),
    *((f"vendor/utrecht/{name}", NODE_MODULES / f"@utrecht/{name}-css/dist") for name in UTRECHT_COMPONENTS),
    *(
        (f"vendor/nl/{name}", NODE_MODULES / f"@nl-design-system-candidate/{name}-css/dist")
        for name in CANDIDATE_COMPONENTS
    ),
]

# What the packages and other apps bring along and no page of ours uses.
IGNORE_PATTERNS = [
    "*.mjs",
    "*.cjs",
    "*.mts",
    "*.ts",
    "*.map",
    "*.scss",
    "*.less",
    "*.json",
    "*.min.css",
    "html",
    "test.css",
    "font.css",
    "custom.css",
    "variables.css",
    "noto-sans-*-italic.woff2",
    "noto-sans-*-standard-normal.woff2",
    "noto-sans-*-wdth-normal.woff2",
    "noto-sans-*-ext-wght-normal.woff2",
    "noto-sans-cyrillic-*",
    "noto-sans-devanagari-*",
    "noto-sans-greek-*",
    "noto-sans-vietnamese-*",
    "ext",
    "django-htmx.js",
    "htmax-4*.js",
    "htmx-2.js",
    "htmx-4*.js",
    "account",
    "mfa",
    "viewflow",
    "guardian",
    "admin",
    "pgtrigger",
]
