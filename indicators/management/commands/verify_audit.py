"""`manage.py verify_audit`: recompute the chain of audit events of every regency."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.models import PemerintahDaerah
from indicators.services.rantai import rantai_periksa


class Command(BaseCommand):
    """Says for each regency whether its trail is whole; ends with code 1 when one is not."""

    help = "Memeriksa keutuhan jejak audit: menghitung ulang sidik setiap baris dan sambungannya."

    def add_arguments(self, parser: CommandParser) -> None:
        """One regency instead of all."""
        parser.add_argument("--pemerintah-daerah", metavar="KODE", help="hanya satu pemerintah daerah")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each regency and one for each finding."""
        rows = PemerintahDaerah.objects.order_by("kode")
        kode = options["pemerintah_daerah"]
        if kode:
            rows = rows.filter(kode=kode)
            if not rows:
                raise CommandError(f"Pemerintah daerah “{kode}” tidak ada. Periksa kodenya.", returncode=2)
        rusak = 0
        for pemda in rows:
            jumlah, temuan = rantai_periksa(pemda)
            rusak += len(temuan)
            keadaan = "UTUH" if not temuan else f"RUSAK, {len(temuan)} temuan"
            self.stdout.write(f"{pemda.kode}: {jumlah} baris, {keadaan}")
            for t in temuan:
                self.stdout.write(f"  {t.pesan}")
        if rusak:
            raise CommandError("Jejak audit tidak utuh. Simpan salinan basis data ini dan laporkan kepada Inspektorat.")
