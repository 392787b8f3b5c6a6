"""`manage.py import_workbook FILE --perangkat-daerah KODE [--commit]`: what a workbook would change, or change it.

A `.csv` is one sheet of it, known by its head.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.buku_pd.baca import BATAS
from indicators.buku_pd.muat import susunan
from indicators.buku_pd.satu import adalah_csv, dari_csv
from indicators.exceptions import DomainError
from indicators.resources_lembar import LembarDataset, LembarResource
from indicators.selectors.periode import TidakAda, perangkat_daerah_dan_periode
from indicators.services.impor import Impor, impor_baca, impor_bandingkan, impor_terapkan, sidik_berkas
from sakip.lib import csv_baca
from sakip.lib.xlsx_baca import BerkasDitolak

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
        di = {"perangkat_daerah": pd, "periode": periode, "by": None}
        cara = {"hapus": options["hapus"], "samakan": options["samakan"]}
        try:
            kerja = self._satu_lembar if adalah_csv(options["berkas"].name) else self._buku
            impor = kerja(options["berkas"].name, isi, di, cara, simpan=options["commit"])
        except (BerkasDitolak, DomainError) as error:
            raise CommandError(str(error)) from error
        self._tampil(impor)
        if impor.selisih.galat:
            raise CommandError(f"{len(impor.selisih.galat)} hal harus diperbaiki; tidak ada yang disimpan.")
        if options["commit"] and impor.dapat:
            self.stdout.write(f"{impor.selisih.jumlah} baris disimpan.")

    def _buku(self, nama: str, isi: bytes, di: dict[str, Any], cara: dict[str, Any], *, simpan: bool) -> Impor:
        terbaca = impor_baca(**di, nama=nama, isi=isi)
        impor = impor_bandingkan(**di, **cara, terbaca=terbaca, coba=not simpan)
        if simpan and impor.dapat:
            impor_terapkan(impor=impor, nama=nama, sha256=sidik_berkas(isi), by=None)
        return impor

    def _satu_lembar(self, nama: str, isi: bytes, di: dict[str, Any], cara: dict[str, Any], *, simpan: bool) -> Impor:
        dikenal = dari_csv(csv_baca.baca(nama, isi, BATAS), susunan(di["periode"]))
        if dikenal is None:
            raise BerkasDitolak("Baris pertama CSV ini bukan judul kolom sebuah lembar buku kerja.")
        tabel, terbaca = dikenal
        lembar = LembarResource(tabel, **di, **cara)
        data = LembarDataset(tabel, terbaca)
        lembar.import_data(data, dry_run=not simpan, nama=nama, sha256=sidik_berkas(isi))
        return lembar.impor

    def _tampil(self, impor: Impor) -> None:
        s = impor.selisih
        self.stdout.write(
            f"{len(s.baru)} baru, {len(s.ubah)} berubah, {len(s.hapus)} dihapus, {s.sama} sama, "
            f"{s.dibiarkan} dibiarkan."
        )
        for nama in s.lewat:
            self.stderr.write(f"Lembar “{nama}” tidak dibaca: namanya bukan nama lembar buku kerja.")
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
