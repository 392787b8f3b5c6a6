"""`manage.py export_workbook --perangkat-daerah KODE FILE`: a whole perangkat daerah as one workbook, or one sheet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.buku_pd.muat import muat, susunan
from indicators.buku_pd.satu import adalah_csv
from indicators.buku_pd.tulis import buku_perangkat_daerah
from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.resources_lembar import LembarResource
from indicators.selectors.periode import TidakAda, perangkat_daerah_dan_periode


class Command(BaseCommand):
    """Writes the workbook of one perangkat daerah in one period."""

    help = "Tulis satu perangkat daerah ke buku kerja Excel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--templat: no rows but the units, with an example on each sheet; --lembar: that sheet, as FILE ends."""
        parser.add_argument("berkas", type=Path, metavar="FILE")
        parser.add_argument("--perangkat-daerah", required=True, metavar="KODE")
        parser.add_argument("--periode", metavar="2021-2026", help="Bila tidak ditulis: periode yang berlaku.")
        parser.add_argument("--tahun", type=int, help="Periode yang memuat tahun ini.")
        parser.add_argument("--templat", action="store_true", help="Tanpa isi, dengan contoh pada setiap lembar.")
        parser.add_argument("--lembar", metavar="NAMA", help="Satu lembar saja, ke berkas .xlsx atau .csv.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        try:
            pd, periode = perangkat_daerah_dan_periode(
                options["perangkat_daerah"], options["periode"] or "", options["tahun"]
            )
        except TidakAda as error:
            raise CommandError(str(error), returncode=2) from error
        if options["lembar"]:
            self._satu_lembar(options["berkas"], options["lembar"], pd, periode)
            return
        isi = muat(pd, periode)
        options["berkas"].write_bytes(buku_perangkat_daerah(isi, templat=options["templat"]))
        jumlah = sum(len(r) for r in isi.rekam.values())
        self.stdout.write(f"{options['berkas']}: {pd.nama}, Renstra {periode}, {jumlah} baris.")

    def _satu_lembar(self, berkas: Path, nama: str, pd: PerangkatDaerah, periode: PeriodeRenstra) -> None:
        tabel = next((t for t in susunan(periode) if t.lembar.casefold() == nama.casefold()), None)
        if tabel is None:
            ada = ", ".join(t.lembar for t in susunan(periode))
            raise CommandError(f"Lembar “{nama}” tidak ada. Pilih salah satu: {ada}.", returncode=2)
        lembar = LembarResource(tabel, pd, periode)
        berkas.write_bytes(lembar.tulis_csv() if adalah_csv(berkas.name) else lembar.tulis_xlsx())
        self.stdout.write(f"{berkas}: {pd.nama}, {tabel.lembar}, {len(lembar.isi.rekam[tabel.nama])} baris.")
