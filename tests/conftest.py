"""What every test stands on: quick settings, files in a temporary folder, and Chromium for the browser tests."""

import os
from collections.abc import Iterator
from pathlib import Path

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
