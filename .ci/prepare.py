"""Bring the database up to date before serving; a new one gets the demonstration data. Skips what is done."""

import gc
import hashlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor


def say(text: str) -> None:
    """One line of progress, at once also into a pipe."""
    print(f"== {text}", flush=True)


def migrate() -> None:
    """Apply migrations that are not applied yet."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Menyiapkan basis data")
        call_command("migrate", interactive=False, verbosity=0)


def seed() -> None:
    """Load the demonstration data into a database without any: all of it, or after an interruption none."""
    if apps.get_model("indicators", "PemerintahDaerah").objects.exists():
        return
    if not settings.DEMO_PASSWORD:
        say("Basis data masih kosong. Buat pengelola pertama: .venv/bin/python manage.py createsuperuser")
        return
    say("Memuat data contoh lima instansi (sekali saja)")
    with transaction.atomic():
        call_command("seed_demo", verbosity=0)


def static_state() -> str:
    """A digest that changes with any static file of ours or of a library."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    """Production serves fingerprinted, compressed copies; development serves static/ as it is."""
    if settings.DEBUG:
        return
    mark, state = Path(settings.STATIC_ROOT) / "collected.txt", static_state()
    if not mark.exists() or mark.read_text() != state:
        say("Menyiapkan berkas statis")
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(state)


def show_accounts() -> None:
    """One account per role, as long as the demonstration data are there."""
    from indicators.demo.accounts import AKUN
    from indicators.models import User

    main_ones = [akun for accounts in AKUN.values() for akun in accounts if akun.utama]
    known = set(
        User.objects.filter(username__in=[akun.username for akun in main_ones]).values_list("username", flat=True)
    )
    if not known or not settings.DEMO_PASSWORD:
        return
    print(f"\n  Akun contoh (kata sandi: {settings.DEMO_PASSWORD})")
    for akun in main_ones:
        if akun.username in known:
            print(f"    {akun.username:<16} {akun.role.label:<12} {akun.nama}")
    print("  Selengkapnya: .venv/bin/python manage.py seed_demo --accounts\n", flush=True)


def main() -> None:
    """Everything that serving needs, in order."""
    gc.disable()  # a third of the time of a first start: every migration makes its models anew
    django.setup()
    migrate()
    seed()
    collect_static()
    show_accounts()
    if settings.DEBUG and settings.OPEN_TO_NETWORK:
        say("Perhatian: terbuka bagi seluruh jaringan dalam mode pengembangan (DEBUG), hanya untuk mencoba")


main()
