"""Any document to a file: `manage.py render_dokumen pk --perangkat-daerah setda-tanjabtim --tahun 2024 -o pk.pdf`."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from reports.builders import BERTRIWULAN, REGISTRY
from reports.builders.permintaan import Permintaan
from reports.ekspor import berkas
from reports.models import JenisDokumen
from reports.services import dokumen_draft, perjanjian_semua_draft


class Command(BaseCommand):
    """Renders the draft of one document. Nothing is stored."""

    help = "Membuat PDF, Word, atau Excel sebuah dokumen dari data yang ada sekarang, sebagai draf."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The kind, of whom, of which year, and where to."""
        parser.add_argument("jenis", choices=list(REGISTRY), help="jenis dokumen")
        parser.add_argument("--perangkat-daerah", required=True, metavar="KODE", help="misalnya setda-tanjabtim")
        parser.add_argument("--tahun", required=True, type=int, help="misalnya 2024")
        parser.add_argument(
            "-o", "--output", required=True, type=Path, metavar="BERKAS", help="berkas tujuan: .pdf, .docx, atau .xlsx"
        )
        parser.add_argument(
            "--triwulan",
            type=int,
            choices=(1, 2, 3, 4),
            help="laporan triwulan: triwulan ini (tanpa pilihan: yang terakhir dibuka); E.81: sampai triwulan ini",
        )

        pk = parser.add_argument_group("Perjanjian Kinerja", "tanpa pilihan: perjanjian kepala perangkat daerah")
        siapa = pk.add_mutually_exclusive_group()
        siapa.add_argument("--unit", metavar="KODE_UNIT", help="perjanjian kepala unit ini, misalnya bagian-umum")
        siapa.add_argument("--semua", action="store_true", help="perjanjian semua pejabat dalam satu berkas")
        pk.add_argument("--kepala-daerah", action="store_true", help="perjanjian kepala daerah; dapat bersama --semua")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say what is missing and exit with 1."""
        kode, tujuan = options["perangkat_daerah"], options["output"]
        bentuk = tujuan.suffix.lower().removeprefix(".") or "pdf"
        if bentuk != "pdf" and bentuk not in berkas.BENTUK:
            raise CommandError(f"Berkas “{tujuan.name}” tidak dapat dibuat: pakai akhiran .pdf, .docx, atau .xlsx.")
        pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").filter(kode=kode).first()
        if pd is None:
            dikenal = ", ".join(PerangkatDaerah.objects.order_by("kode").values_list("kode", flat=True))
            raise CommandError(f"Perangkat daerah “{kode}” tidak dikenal. Yang ada: {dikenal or 'belum ada'}.")
        try:
            isi = self._isi(options["jenis"], self._permintaan(pd, options), semua=options["semua"], bentuk=bentuk)
        except DomainError as error:
            kurang = "".join(f"\n- {kalimat}" for kalimat in getattr(error, "kekurangan", []))
            raise CommandError(f"{error}{kurang}") from error
        try:
            tujuan.write_bytes(isi)
        except OSError as error:
            raise CommandError(f"Berkas {tujuan} tidak dapat ditulis: {error.strerror}.") from error
        self.stdout.write(f"{tujuan}: {len(isi):,} byte".replace(",", "."))

    def _permintaan(self, pd: PerangkatDaerah, options: dict[str, Any]) -> Permintaan:
        """What the arguments ask for."""
        kode, kepala_daerah = options["unit"], options["kepala_daerah"]
        if options["jenis"] != JenisDokumen.PK and (kode or kepala_daerah or options["semua"]):
            raise CommandError("--unit, --semua, dan --kepala-daerah hanya untuk Perjanjian Kinerja (pk).")
        if options["triwulan"] and options["jenis"] not in BERTRIWULAN:
            raise CommandError("--triwulan hanya untuk laporan-triwulan dan e81.")
        if kode and kepala_daerah:
            raise CommandError("Pilih salah satu: --unit atau --kepala-daerah.")
        unit = pd.unit_kerja.filter(kode=kode).first() if kode else None
        if kode and unit is None:
            dikenal = ", ".join(pd.unit_kerja.values_list("kode", flat=True))
            raise CommandError(f"Unit “{kode}” tidak dikenal di {pd.nama}. Yang ada: {dikenal or 'belum ada'}.")
        return Permintaan(
            pd, options["tahun"], unit=unit, kepala_daerah=kepala_daerah, triwulan=options["triwulan"] or 0
        )

    def _isi(self, jenis: str, permintaan: Permintaan, *, semua: bool, bentuk: str) -> bytes:
        """The file in its format; what a run over all agreements leaves out is said on stderr."""
        if not semua:
            return dokumen_draft(jenis, permintaan) if bentuk == "pdf" else berkas.draf(jenis, permintaan, bentuk)
        minta, kepala = replace(permintaan, kepala_daerah=False), permintaan.kepala_daerah
        if bentuk == "pdf":
            isi, tertinggal = perjanjian_semua_draft(minta, kepala_daerah=kepala)
        else:
            isi, tertinggal = berkas.perjanjian_semua(minta, bentuk, kepala_daerah=kepala)
        for kalimat in tertinggal:
            self.stderr.write(f"Tidak disertakan: {kalimat}")
        return isi
