"""What every test stands on: quick settings, files in a temporary folder, and Chromium for the browser tests."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase, override_settings
from django.utils import timezone
from django.utils.crypto import get_random_string
from hypothesis import HealthCheck
from hypothesis import settings as laws
from pytest_django.plugin import blocking_manager_key

from tests import databases
from tests.rounds import DEAR, ONCE, ONCE_TESTS, TOGETHER

MIGRATING = pytest.StashKey[subprocess.Popen]()
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
# How long a test waits for what must come, in ms: no passing test waits so long, and no busy machine takes longer.
PATIENCE = 30_000
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

# A law is no slower than its first example on a busy machine: what it says is tested, not how fast.
laws.register_profile("tanpa-tenggat", deadline=None, suppress_health_check=[HealthCheck.too_slow])
laws.load_profile("tanpa-tenggat")


# --- Garbage ------------------------------------------------------------------------------------------------------
gc.disable()  # until everything is imported: little of what a process makes before its first test ever goes again


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Look for garbage among what tests make, and seldom: a fifth of all time went into finding none."""
    result = yield
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    return result


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


@pytest.fixture(scope="session", autouse=True)
def quick_login() -> Iterator[None]:
    """`force_login` writes the session and nothing else: Django's own way asks and writes six times."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    def force_login(client: Client, user: Any, backend: str | None = None) -> None:
        isi = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend or settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        session = Session(get_random_string(32), SessionStore().encode(isi), until)
        session.save(force_insert=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory) -> Iterator[Path]:
    """Folders one after the other: `mktemp` would list all earlier ones each time."""
    base = tmp_path_factory.mktemp("media")
    return (base / str(n) for n in count())


@pytest.fixture(autouse=True)
def media_root(settings, media_folders) -> Path:
    """Uploaded and generated files of one test; nobody else's."""
    settings.MEDIA_ROOT = next(media_folders)
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


# --- Databases ------------------------------------------------------------------------------------------------
NEEDS_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What does not reach a database, or asks nothing of it that others do not, shows the same on every one."""
    for item in items:
        without = not item.get_closest_marker("django_db") and NEEDS_DATABASE.isdisjoint(item.fixturenames)
        test = item.nodeid.partition("[")[0].removeprefix("tests/")
        if without or item.path.name in ONCE or test in ONCE_TESTS:
            item.add_marker("once")
    yield
    # A dear file that came last would run alone while the other processes are done. The browser leaves an event loop
    # behind, in which nothing can be signed.
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, item.path.name not in DEAR))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file stays in one process, and so do those that share what they make."""
    from xdist.scheduler import LoadFileScheduling

    class Bersama(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return TOGETHER.get(file, file)

    return Bersama(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Migrate while the processes of a run collect their tests."""
    config = session.config
    if not getattr(config.option, "numprocesses", None) or config.option.collectonly:
        return
    folder = template_folder(config)
    if not (folder / databases.migrated_name()).exists():
        config.stash[MIGRATING] = subprocess.Popen(
            [sys.executable, "-m", "tests.databases", folder], cwd=config.rootpath
        )


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave no database behind on a server."""
    config = session.config
    if MIGRATING in config.stash:
        config.stash[MIGRATING].wait()
    if connection.vendor == "postgresql" and not hasattr(config, "workerinput"):
        with config.stash[blocking_manager_key].unblock():
            databases.remove_shared()


def run_folder(config: pytest.Config) -> Path:
    """A folder that all processes of this run share."""
    own = config._tmp_path_factory.getbasetemp()
    return own.parent if hasattr(config, "workerinput") else own


def template_folder(config: pytest.Config) -> Path:
    """Where the migrated database is: a file is kept from run to run, under a digest of all migrations."""
    if connection.vendor == "sqlite" and getattr(config, "cache", None):
        return config.cache.mkdir("databases")
    return run_folder(config)


@pytest.fixture(scope="session", autouse=True)
def quick_flush() -> Iterator[None]:
    """A test with transactions of its own leaves empty tables behind: a tenth of a second less each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", databases.empty)
        yield


@pytest.fixture(scope="session")
def migrated(request, django_db_blocker) -> str:
    """The name of a database with every migration and no row of ours."""
    with django_db_blocker.unblock():
        return databases.migrated(template_folder(request.config))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, migrated, tmp_path_factory) -> None:
    """The test database is a copy of the migrated one.

    SQLite in a file, as in use: a database in memory knows no WAL and no second connection that waits.
    """
    test = connection.settings_dict["TEST"]
    if connection.vendor == "sqlite":
        test["NAME"] = str(tmp_path_factory.mktemp("db") / "test.sqlite3")
        databases.copy(migrated, test["NAME"])
    else:
        test["TEMPLATE"] = migrated


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb) -> bool:
    """The copied file is what the tests run on."""
    return connection.vendor == "sqlite" or django_db_keepdb


@pytest.fixture(scope="session")
def demonstration(request, migrated, django_db_setup, django_db_blocker) -> Iterator[databases.Demonstration]:
    """The demonstration data of all five institutions, loaded once a run: `with demonstration.opened(): …`."""
    data = databases.Demonstration(django_db_blocker, run_folder(request.config), migrated)
    yield data
    data.remove()


# --- Browser --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """One Chromium for all browser tests."""
    from playwright.sync_api import expect, sync_playwright

    # Playwright's loop runs in this thread, where Django would then refuse every query of a test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
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
        context.set_default_timeout(PATIENCE)
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
    from tests.rows import written_once

    cast = written_once(make_cast)
    # Known of the trail of one that was rolled back under the same key: its pages would ask once more than a new one's.
    caches["fakta"].delete(f"keadaan_daerah:{cast.pemda.pk}")
    return cast


def make_cast() -> Cast:
    """The rows of the cast."""
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
