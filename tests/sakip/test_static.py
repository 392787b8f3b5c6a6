"""What pages and style sheets point at is there: in production a missing file is an error, not a gap."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

pytestmark = pytest.mark.once

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STATIC = settings.BASE_DIR / "static"


def names_in(template: Path) -> list[str]:
    """The literal names given to {% static %}, and the `static:` addresses of documents."""
    text = template.read_text()
    return re.findall(r"""{%\s*static\s+["']([^"']+)""", text) + re.findall(r"static:([\w./-]+\.\w+)", text)


def test_every_file_a_template_names_is_there():
    missing = [f"{t.name}: {name}" for t in TEMPLATES for name in names_in(t) if not finders.find(name)]
    assert missing == []
    assert sum(len(names_in(t)) for t in TEMPLATES) > 10


def test_files_can_be_collected_for_production(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    # Compressing hundreds of files tells nothing more and takes twenty seconds.
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
        "css",
        "html",
        "js",
        "json",
        "map",
        "md",
        "otf",
        "svg",
        "ttf",
        "txt",
    ]
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "sakip.storage.FingerprintedStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    modul = (tmp_path / names["js/grid.js"]).read_text()
    assert f'"./{Path(names["js/grid/save.js"]).relative_to("js")}"' in modul, "a module names its fingerprinted parts"


LIBRARIES = sorted({p.relative_to(STATIC / "vendor").parent for p in (STATIC / "vendor").rglob("*.*") if p.is_file()})


@pytest.mark.parametrize("library", LIBRARIES, ids=str)
def test_library_is_kept_with_version_and_licence(library):
    names = [p.name.lower() for p in (STATIC / "vendor" / library).iterdir()]
    assert re.search(r"\d+(\.\d+)+", str(library)), "tanpa nomor versi"
    assert any("licen" in name or name.startswith(("ofl", "copying")) for name in names), "tanpa lisensi"
