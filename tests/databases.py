"""Databases that are made once and then copied: the migrated one, and one that holds the demonstration data.

Whoever comes first makes it, under a lock, in a folder all processes of a run share; everybody else copies the file
(SQLite) or the database (PostgreSQL, `CREATE DATABASE … TEMPLATE`).
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction

PREFIX = "test_sakip"
DEMO = f"{PREFIX}_demo"
PREPARE = Path(__file__).resolve().parents[1] / ".ci/prepare.py"


@contextlib.contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """One process at a time."""
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- One database, by vendor --------------------------------------------------------------------------------------
def copy(source: str, target: str) -> None:
    """`target` becomes what `source` is. Nobody may be connected to either."""
    if connection.vendor == "sqlite":
        shutil.copyfile(source, target)
        return
    drop(target)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop(name: str) -> None:
    """Remove a database, if it is there."""
    if not name:
        return
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Queries go to another database; nobody is connected to it afterwards. A transaction under way just waits."""
    usual = connections["default"]
    other = type(usual)(deepcopy(usual.settings_dict) | {"NAME": name}, "default")
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


@lru_cache
def _emptying(vendor: str) -> list[str]:
    """The statements that empty all tables but those the migrations fill for everybody."""
    kept = {apps.get_model(name)._meta.db_table for name in ("contenttypes.ContentType", "auth.Permission")}
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - kept
    return connection.ops.sql_flush(no_style(), sorted(tables), reset_sequences=False, allow_cascade=False)


def empty(case: Any) -> None:
    """What Django's `flush` leaves behind, without making every content type and permission anew."""
    connection.ops.execute_sql_flush(_emptying(connection.vendor))


def remove_shared() -> None:
    """Drop what a run shared on a server."""
    for name in (DEMO, migrated_name()):
        drop(name)


# --- The migrated one -----------------------------------------------------------------------------------------------
def migrated(folder: Path) -> str:
    """The name of a database with every migration and no row of ours; files of older migrations go after a week."""
    for file in folder.glob(f"{PREFIX}_migrated_*"):
        if file.stat().st_mtime < time.time() - 7 * 24 * 3600:
            file.unlink(missing_ok=True)
    return _made_once(folder, migrated_name(), "", _first_start if connection.vendor == "sqlite" else _migrate)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _first_start() -> None:
    """What `make run` does where there is no database yet: a file that its own first step leaves behind."""
    name = connection.settings_dict["NAME"]
    fixed = {"ENV_FILE": "/dev/null", "DEBUG": "True", "DEMO_PASSWORD": "", "DATABASE_URL": f"sqlite:///{name}"}
    done = subprocess.run([sys.executable, PREPARE], env=os.environ | fixed, capture_output=True, text=True)
    assert done.returncode == 0 and "Menyiapkan basis data" in done.stdout, done.stdout + done.stderr
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it is in the one file that is copied


def migrated_name() -> str:
    """Another one as soon as a migration of ours or of a library changes, or the first start."""
    found = hashlib.sha256(sys.version.encode() + PREPARE.read_bytes())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return f"{PREFIX}_migrated_{found.hexdigest()[:12]}"


def _made_once(folder: Path, name: str, source: str, fill: Callable[[], Any]) -> str:
    """Make a database (from `source`, or empty) and fill it, unless the folder says that it is there."""
    sqlite = connection.vendor == "sqlite"
    final, raw = (str(folder / name), str(folder / f"{name}.new")) if sqlite else (name, name)
    done = folder / name if sqlite else folder / f"{name}.done"
    with locked(folder, name):
        if done.exists():
            return final
        drop(raw)
        if source or not sqlite:
            copy(source or "template1", raw)
        with connected_to(raw):
            fill()
        if sqlite:
            os.replace(raw, final)
        else:
            done.touch()
    return final


# --- The demonstration ----------------------------------------------------------------------------------------------
class Demonstration:
    """All five institutions in a database of their own, loaded at the first use in a run."""

    def __init__(self, blocker: Any, folder: Path, empty: str) -> None:
        self.blocker, self.folder, self.empty, self.name = blocker, folder, empty, ""

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Queries go to it; what is written is rolled back at the end."""
        with self.blocker.unblock():
            self.name = self.name or self._copied()
            with connected_to(self.name), transaction.atomic():
                yield
                transaction.set_rollback(True)

    def remove(self) -> None:
        """Leave nothing behind."""
        with self.blocker.unblock():
            drop(self.name)

    def _copied(self) -> str:
        """A copy that belongs to this process, beside its test database."""
        from indicators.demo import load

        full, own = _made_once(self.folder, DEMO, self.empty, load), f"{connection.settings_dict['NAME']}_demo"
        with locked(self.folder, DEMO):
            copy(full, own)
        return own


if __name__ == "__main__":  # started by conftest while the processes of a run still collect their tests
    import gc

    import django

    gc.disable()  # a third of the time: every migration makes its models anew
    django.setup()
    migrated(Path(sys.argv[1]))
