"""The pages weigh little, and only what they use is served."""

import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from expertteam.frontend import staticfiles, weight

FOLDER = Path(staticfiles.__file__).parent


def test_all_that_the_layout_asks_for_leaves_room_for_the_page_under_120_kb():
    sizes = {path: weight.weight(path) for path in weight.assets()}
    assert staticfiles.FONT in sizes
    assert "frontend/select.svg" in sizes
    assert sum(sizes.values()) <= 100_000, sizes


def test_every_sheet_and_script_exists():
    for path in (*staticfiles.STYLESHEETS, *staticfiles.SCRIPTS, *staticfiles.PAGE_SCRIPTS, staticfiles.FONT):
        assert finders.find(path), path


def test_collecting_takes_every_asset_and_little_else(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for path in weight.assets():
        assert path in manifest
        assert (tmp_path / manifest[path]).exists()
        if not path.endswith(".woff2"):
            assert (tmp_path / f"{manifest[path]}.br").exists()
    ours = {path for path in manifest if path.startswith(("frontend/", "vendor/"))}
    assert ours <= {*weight.assets(), *staticfiles.PAGE_SCRIPTS}
    assert not [path for path in manifest if path.startswith(("viewflow/", "guardian/"))]


def test_our_sheets_load_nothing_from_elsewhere_and_hold_no_data():
    for name in staticfiles.OWN_SHEETS:
        text = (FOLDER / f"static/frontend/{name}.css").read_text()
        assert not re.search(r"@import|data:|https?:", text), name


def test_no_template_has_inline_style_or_script():
    """Pages, that is: a PDF and a file that a command writes stand alone and are served by no address."""
    templates = FOLDER.parents[1] / "templates"
    for path in templates.rglob("*.html"):
        if "reports" in path.parts or path.name in {"inventory_file.html", "matrix.html"}:
            continue
        text = path.read_text()
        assert not re.search(
            r"""\sstyle=|<style|\son[a-z]+=["']|javascript:|<script(?![^>]*\ssrc=)""", text
        ), path


def test_the_lock_file_names_no_registry():
    lock = json.loads((FOLDER / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
