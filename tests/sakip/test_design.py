"""The promises of docs/design.md that a machine can check: contrast, and pages that pass the strict policy."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (ROOT / "static/css/tokens.css").read_text()))
PAGES = [p for p in (ROOT / "templates").rglob("*.html") if "pdf" not in p.relative_to(ROOT).parts]

TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-muted", "accent") for ground in ("ground", "surface", "sunken")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-accent", "error-ink"),
    ("accent-strong", "accent-soft"),
    ("ink-muted", "accent-soft"),
    ("warning-ink", "warning-soft"),
    ("error-ink", "error-soft"),
    ("error-ink", "surface"),
    ("warning-ink", "surface"),
    *[(f"{k}-ink", f"{k}-soft") for k in ("sangat-tinggi", "tinggi", "sedang", "rendah", "sangat-rendah")],
]
EDGES = [
    ("line-strong", "surface"),
    ("line-strong", "ground"),
    ("focus", "surface"),
    ("focus", "ground"),
    ("error-line", "surface"),
    ("warning-line", "surface"),
    *[(k, f"{k}-soft") for k in ("sangat-tinggi", "tinggi", "sedang", "rendah", "sangat-rendah")],
]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(TOKENS[one]), luminance(TOKENS[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_readable(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_marks_are_visible(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_page_has_nothing_the_strict_policy_refuses(page: Path) -> None:
    source = page.read_text()
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", source)
    assert "//cdn" not in source and "https://unpkg" not in source


def test_a_filter_never_comes_back_with_what_was_chosen_to_leave_it() -> None:
    forms = [f for page in PAGES for f in re.findall(r'<form class="filters" method="get"[^>]*>', page.read_text())]
    assert len(forms) > 5 and all('autocomplete="off"' in f for f in forms)


def test_drawings_keep_a_ground_under_colours_of_the_persons_own() -> None:
    css = (ROOT / "static/css/components.css").read_text()
    assert re.search(r"forced-colors: active\) \{\s*\.chart img \{[^}]*background: #fff", css)
