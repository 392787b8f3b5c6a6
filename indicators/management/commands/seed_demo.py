"""`manage.py seed_demo`: load the demonstration data, or print its accounts."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators.demo import LEMBAGA, load
from indicators.demo.accounts import tabel_akun

TANPA_SANDI = (
    "Data contoh tidak dimuat: di luar DEBUG, isi DEMO_PASSWORD lebih dulu dengan kata sandi untuk akun contoh."
)


class Command(BaseCommand):
    """Loads the five institutions of fixtures/; what is there already stays as it is."""

    help = "Muat data contoh lima instansi. Yang sudah ada tidak diubah."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--accounts prints the accounts and stops; --institution loads only the named ones."""
        parser.add_argument("--accounts", action="store_true", help="Tampilkan akun contoh, lalu selesai.")
        parser.add_argument(
            "--institution", action="append", choices=LEMBAGA, help="Muat instansi ini saja (boleh diulang)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses without a demonstration password (production sets none)."""
        if not settings.DEMO_PASSWORD:
            raise CommandError(TANPA_SANDI)
        if not options["accounts"]:
            hasil = load(options["institution"])
            for kode in hasil.dibuat:
                self.stdout.write(f"Data contoh {kode} dimuat.")
            for kode in hasil.sudah_ada:
                self.stdout.write(f"Data contoh {kode} sudah ada, tidak diubah.")
            return
        self.stdout.write(f"Akun contoh (kata sandi: {settings.DEMO_PASSWORD})")
        for username, peran, nama in tabel_akun():
            self.stdout.write(f"  {username:<24}{peran:<14}{nama}")
