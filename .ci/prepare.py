"""Bring the database up to date before serving; a new one gets the demonstration data. Skips what is done."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")

import django
from django.apps import apps
from django.conf import settings
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
    say("Memuat data contoh (sekali saja, kira-kira satu menit)")
    with transaction.atomic():
        call_command("seed_demo")


def collect_static() -> None:
    """Production serves fingerprinted, compressed copies; development serves static/ as it is."""
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def main() -> None:
    """Everything that serving needs, in order."""
    django.setup()
    migrate()
    seed()
    collect_static()
    if settings.DEMO_PASSWORD and apps.get_model("indicators", "PemerintahDaerah").objects.exists():
        call_command("seed_demo", accounts=True)


main()
