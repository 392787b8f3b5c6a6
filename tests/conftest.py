"""What every test stands on: quick settings, files in a temporary folder, and Chromium for the browser tests."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import override_settings

CHROMIUM = "/usr/bin/chromium"
# Debian's Chromium on a machine without a screen, without calls to the network, also as root.
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# --- Settings -------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session", autouse=True)
def quick_settings() -> Iterator[None]:
    """Passwords hash at once, tasks run where they are enqueued, static files need no collectstatic."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        WHITENOISE_AUTOREFRESH=True,  # looks files up when asked for, instead of listing them at every start
    ):
        yield


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path_factory) -> Path:
    """Uploaded and generated files of one test; nobody else's."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory) -> None:
    """SQLite in a file, as in use: a database in memory knows no WAL and no second connection that waits."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")


# --- Browser --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """One Chromium for all browser tests."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, where Django would then refuse every query of a test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, live_server) -> Iterator:
    """A function that opens one more person's browser (own cookies) on the running site.

    The test fails at its end when a page threw an error, broke the content policy, or asked another site.
    """
    contexts, complaints = [], []

    def open_page(**options):
        context = chromium.new_context(base_url=live_server.url, locale="id-ID", accept_downloads=True, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: complaints.append(f"kesalahan JavaScript: {error.error}"))
        context.on("console", lambda message: note_console(message, complaints))
        context.on("request", lambda request: note_foreign(request, live_server.url, complaints))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def note_console(message, complaints) -> None:
    """Keep what the browser says about the content policy; 4xx answers are the pages' own business."""
    if message.type == "error" and "Content Security Policy" in message.text:
        complaints.append(message.text)


def note_foreign(request, own: str, complaints) -> None:
    """Keep requests that leave the site."""
    if not request.url.startswith((own, "data:", "blob:", "about:")):
        complaints.append(f"permintaan ke luar: {request.url}")


@pytest.fixture
def page(new_page):
    """One page in a browser of its own."""
    return new_page()


# --- The cast ---------------------------------------------------------------------------------------------------
@dataclass
class Cast:
    """One Setda with two Bagian and an open first quarter of 2025, and the people of every role.

    operator: enters for `unit`. other: enters for `other_unit` of the same Setda and sees nothing of `unit`.
    planner, leader: the Setda. auditor, admin: the regency. outsider: operator of another regency.
    """

    pemda: Any
    pd: Any
    unit: Any
    other_unit: Any
    indikator: Any
    sub_kegiatan: Any
    rencana: Any
    jadwal: Any
    operator: Any
    other: Any
    planner: Any
    leader: Any
    auditor: Any
    admin: Any
    outsider: Any
    outsider_planner: Any


@pytest.fixture
def cast(db) -> Cast:
    """The people and the one sheet most tests speak of: one IKU (target 90) and one sub kegiatan (Rp1.000.000)."""
    from tests import builders as b

    pd = b.make_pd()
    unit, other_unit = b.make_unit(pd), b.make_unit(pd)
    indikator, sub = b.make_indikator(unit), b.make_sub_kegiatan(unit)
    rencana = b.make_rencana(pd)
    b.make_target(rencana, indikator)
    b.make_pagu(rencana, sub)
    elsewhere = b.make_pd()
    return Cast(
        pemda=pd.pemerintah_daerah,
        pd=pd,
        unit=unit,
        other_unit=other_unit,
        indikator=indikator,
        sub_kegiatan=sub,
        rencana=rencana,
        jadwal=b.make_jadwal(pd),
        operator=b.make_user("operator", unit),
        other=b.make_user("operator", other_unit),
        planner=b.make_user("planner", pd),
        leader=b.make_user("leader", pd),
        auditor=b.make_user("auditor", pd.pemerintah_daerah),
        admin=b.make_user("admin", pd.pemerintah_daerah, is_staff=True),
        outsider=b.make_user("operator", b.make_unit(elsewhere)),
        outsider_planner=b.make_user("planner", elsewhere),
    )
