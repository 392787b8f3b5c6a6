"""Imports point one way only (README, map of the code)."""

import ast
import re
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.rounds import DEAR, ONCE, ONCE_TESTS, TOGETHER

ROOT = Path(__file__).resolve().parent.parent

# layer (path prefix) -> modules it must not import. Read: "selectors know nothing of services".
FORBIDDEN = {
    "sakip/lib": ["indicators", "reports", "sakip.forms", "sakip.middleware"],
    "sakip/forms.py": ["indicators", "reports"],
    "indicators": ["reports"],
    "indicators/calculations.py": ["django", "indicators", "sakip"],
    "indicators/rumus.py": ["django", "indicators.models", "indicators.selectors", "indicators.services"],
    "indicators/exceptions.py": ["indicators", "sakip"],
    "indicators/models": ["indicators.selectors", "indicators.services", "indicators.views", "indicators.forms"],
    "indicators/permissions.py": ["indicators.selectors", "indicators.services", "indicators.views"],
    "indicators/workflow.py": ["indicators.selectors", "indicators.services", "indicators.views"],
    "indicators/checks.py": ["django", "indicators.models", "indicators.selectors", "indicators.services"],
    "indicators/checks_data": ["django", "indicators.models", "indicators.selectors", "indicators.services"],
    "indicators/checks_fakta.py": ["django", "indicators.models", "indicators.selectors", "indicators.services"],
    "indicators/selectors": ["indicators.services", "indicators.views", "indicators.forms"],
    "indicators/services": ["indicators.views", "indicators.forms"],
    "indicators/forms.py": ["indicators.services", "indicators.views"],
    "indicators/buku_kerja": ["indicators.services", "indicators.views"],
    "indicators/buku_pd": ["indicators.services", "indicators.views"],
    "indicators/buku_asing": ["indicators.selectors", "indicators.services", "indicators.views"],
    "indicators/demo": ["indicators.views", "indicators.forms"],
    "reports/builders": ["indicators.services", "reports.services", "reports.views"],
    "reports/ekspor": ["indicators.models", "indicators.selectors", "indicators.services", "reports.services"],
    "reports/pdf.py": ["indicators", "reports.models"],
    "reports/payloads.py": ["indicators", "reports.models"],
    "reports/checks": ["django", "indicators.models", "indicators.selectors", "reports.models"],
    "reports/checks/naskah.py": ["django", "indicators", "reports.models"],
    "reports/checks/isi.py": ["django", "indicators", "reports.models"],
    "reports/tanda_tangan": ["indicators.services", "reports.services", "reports.views"],
    "reports/tanda_tangan/periksa_pdf.py": ["django", "indicators"],  # it starts a process for each file
    "reports/tanda_tangan/pemegang.py": ["django", "indicators"],
    **{
        f"reports/{reading}.py": ["indicators.services", "reports.services", "reports.views"]
        for reading in ("daftar", "daftar_pk", "gerbang", "narasi_baca", "siklus")
    },
    "reports/selectors.py": ["indicators.services", "reports.services", "reports.views"],
}


@cache
def modules_imported(path: Path) -> frozenset[str]:
    """Every module a file imports, with its full name. Several layers ask for one file: it is read once."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def files_of(layer: str) -> list[Path]:
    """The Python files of a layer, without migrations."""
    path = ROOT / layer
    files = [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))
    return [f for f in files if "migrations" not in f.parts]


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_nothing_above_it(layer):
    files = files_of(layer)
    assert files, f"{layer} has no files: mend the table"
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in files
        for module in sorted(modules_imported(file))
        if any(module == bad or module.startswith(f"{bad}.") for bad in FORBIDDEN[layer])
    ]
    assert not wrong, "\n".join(wrong)


def test_other_code_imports_models_from_the_package_only():
    wrong = []
    for file in [f for top in ("indicators", "reports", "sakip") for f in files_of(top)]:
        name = file.relative_to(ROOT).as_posix()
        if name.startswith("indicators/models/") or name in ("indicators/permissions.py", "indicators/querysets.py"):
            continue
        wrong += [
            f"{name} imports {module}"
            for module in modules_imported(file)
            if module.startswith("indicators.models.") and module.split(".")[2].islower()
        ]
    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize("top", ["sakip", "indicators", "reports"])
def test_no_file_is_longer_than_four_hundred_lines(top):
    long = {f.relative_to(ROOT).as_posix(): n for f in files_of(top) if (n := len(f.read_text().splitlines())) > 400}
    assert not long, long


def test_what_the_program_imports_is_installed_to_run_it():
    """`make run` installs requirements.lock only: a library that the tests bring along would be missing there."""
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.M))
    owners = packages_distributions()
    wrong = []
    for file in [f for top in ("indicators", "reports", "sakip") for f in files_of(top)]:
        for module in sorted({m.split(".")[0] for m in modules_imported(file)} - {"indicators", "reports", "sakip"}):
            names = {re.sub(r"[-_.]+", "-", n).lower() for n in owners.get(module, [])}
            if names and not names & locked:
                wrong.append(f"{file.relative_to(ROOT)} imports {module}, which only the tests install")
    assert not wrong, "\n".join(wrong)


def test_every_template_that_is_included_exists():
    pattern = re.compile(r'{% (?:include|extends) "([^"]+)"')
    names = {n for f in (ROOT / "templates").rglob("*.html") for n in pattern.findall(f.read_text(encoding="utf-8"))}
    assert len(names) > 30
    for name in names:
        get_template(name)  # raises TemplateDoesNotExist


def test_browser_tests_stand_in_a_folder_of_their_own():
    """The round in Chromium collects that folder only."""
    mark = "mark." + "browser"
    files = [f for f in (ROOT / "tests").rglob("test_*.py") if mark in f.read_text(encoding="utf-8")]
    assert len(files) > 10
    assert {f.parent for f in files} == {ROOT / "tests/browser"}


def test_every_test_that_a_round_leaves_out_or_puts_first_exists():
    """A name that is no longer there would put what it meant into another place, unseen."""
    files = {f.name for f in (ROOT / "tests").rglob("test_*.py")}
    assert not {name.rpartition("/")[2] for name in DEAR | ONCE | set(TOGETHER)} - files
    for file, _, function in (name.partition("::") for name in ONCE_TESTS):
        assert f"def {function}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")
