"""Any document to a file: `manage.py render_dokumen pk --perangkat-daerah setda-tanjabtim --tahun 2024 -o pk.pdf`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.services import dokumen_draft


class Command(BaseCommand):
    """Renders the draft of one document. Nothing is stored."""

    help = "Membuat PDF sebuah dokumen dari data yang ada sekarang, sebagai draf."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The kind, of whom, of which year, and where to."""
        parser.add_argument("jenis", choices=list(REGISTRY), help="jenis dokumen")
        parser.add_argument("--perangkat-daerah", required=True, metavar="KODE", help="misalnya setda-tanjabtim")
        parser.add_argument("--tahun", required=True, type=int, help="misalnya 2024")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="BERKAS", help="berkas PDF tujuan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say what is missing and exit with 1."""
        kode, tujuan = options["perangkat_daerah"], options["output"]
        pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").filter(kode=kode).first()
        if pd is None:
            dikenal = ", ".join(PerangkatDaerah.objects.order_by("kode").values_list("kode", flat=True))
            raise CommandError(f"Perangkat daerah “{kode}” tidak dikenal. Yang ada: {dikenal or 'belum ada'}.")
        try:
            isi = dokumen_draft(options["jenis"], Permintaan(pd, options["tahun"]))
        except DomainError as error:
            kurang = "".join(f"\n- {kalimat}" for kalimat in getattr(error, "kekurangan", []))
            raise CommandError(f"{error}{kurang}") from error
        try:
            tujuan.write_bytes(isi)
        except OSError as error:
            raise CommandError(f"Berkas {tujuan} tidak dapat ditulis: {error.strerror}.") from error
        self.stdout.write(f"{tujuan}: {len(isi):,} byte".replace(",", "."))
