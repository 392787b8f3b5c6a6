"""`manage.py import_workbook FILE --perangkat-daerah KODE [--commit]`: what a workbook would change, or change it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.exceptions import DomainError
from indicators.selectors.periode import TidakAda, perangkat_daerah_dan_periode
from indicators.services.impor import Impor, impor_baca, impor_bandingkan, impor_terapkan, sidik_berkas

MAKS_TAMPIL = 200


class Command(BaseCommand):
    """Shows the comparison; with --commit stores it, all or nothing. Ends with code 1 when something is refused."""

    help = "Bandingkan buku kerja Excel dengan isi aplikasi; dengan --commit, simpan seluruhnya."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--hapus also deletes what the file no longer has; --samakan accepts a proposal."""
        parser.add_argument("berkas", type=Path, metavar="FILE")
        parser.add_argument("--perangkat-daerah", required=True, metavar="KODE")
        parser.add_argument("--periode", metavar="2021-2026", help="Bila tidak ditulis: periode yang berlaku.")
        parser.add_argument("--tahun", type=int, help="Periode yang memuat tahun ini.")
        parser.add_argument("--commit", action="store_true", help="Simpan. Tanpa ini hanya diperlihatkan.")
        parser.add_argument("--hapus", action="store_true", help="Hapus yang tidak ada di berkas.")
        parser.add_argument("--samakan", action="append", default=[], metavar="USUL", help="Terima satu usul.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, and store when asked to."""
        try:
            pd, periode = perangkat_daerah_dan_periode(
                options["perangkat_daerah"], options["periode"] or "", options["tahun"]
            )
            isi = options["berkas"].read_bytes()
        except (TidakAda, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        nama = options["berkas"].name
        try:
            terbaca = impor_baca(perangkat_daerah=pd, periode=periode, nama=nama, isi=isi, by=None)
            impor = impor_bandingkan(
                perangkat_daerah=pd,
                periode=periode,
                terbaca=terbaca,
                by=None,
                hapus=options["hapus"],
                samakan=options["samakan"],
                coba=not options["commit"],
            )
            self._tampil(impor)
            if impor.selisih.galat:
                raise CommandError(f"{len(impor.selisih.galat)} hal harus diperbaiki; tidak ada yang disimpan.")
            if options["commit"] and impor.dapat:
                jumlah = impor_terapkan(impor=impor, nama=nama, sha256=sidik_berkas(isi), by=None)
                self.stdout.write(f"{jumlah} baris disimpan.")
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _tampil(self, impor: Impor) -> None:
        s = impor.selisih
        self.stdout.write(
            f"{len(s.baru)} baru, {len(s.ubah)} berubah, {len(s.hapus)} dihapus, {s.sama} sama, "
            f"{s.dibiarkan} dibiarkan."
        )
        for b in s.baru[:MAKS_TAMPIL]:
            self.stdout.write(f"+ {b.tabel.lembar}: {b.nama}")
        for b in s.ubah[:MAKS_TAMPIL]:
            for sel in b.sel:
                self.stdout.write(f"~ {sel.alamat} {b.nama}: {sel.bidang.judul} “{sel.lama_teks}” → “{sel.baru_teks}”")
        for b in s.hapus[:MAKS_TAMPIL]:
            self.stdout.write(f"- {b.tabel.lembar}: {b.nama}")
        for u in s.usul:
            self.stdout.write(f"? {u.baru.nama} mirip dengan “{u.lama_teks}”; bila sama: --samakan '{u.kendali}'")
        for g in s.galat:
            self.stderr.write(f"{g.alamat or 'berkas'}: {g.kalimat}" + (f" ({g.baris})" if g.baris else ""))
