"""`manage.py check_data`: the findings of one perangkat daerah and year, for a person or for a program."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.checks import Level
from indicators.checks_data import TemuanData
from indicators.models import PerangkatDaerah, TemuanDiterima
from indicators.selectors.temuan import temuan_diterima, temuan_tahun
from indicators.selectors.unsur import kunci_periode, periode_daerah, periode_tahun

TIDAK_DIKENAL = 2
"""The exit code for a place or year that cannot be looked at; findings end with 1."""


class Command(BaseCommand):
    """Prints every finding; ends with code 1 when one of them must be mended. docs/checks.md says what the JSON has."""

    help = "Memeriksa data satu perangkat daerah dan tahun dengan aturan yang sama seperti menu Pemeriksaan."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, which year, and how it is written."""
        parser.add_argument("--perangkat-daerah", required=True, metavar="KODE")
        parser.add_argument("--tahun", required=True, type=int, metavar="YYYY")
        parser.add_argument("--format", choices=("teks", "json"), default="teks", help="teks (bawaan) atau json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, print, and say by the exit code whether something must be mended."""
        kode, tahun = options["perangkat_daerah"], options["tahun"]
        pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").filter(kode=kode).first()
        if pd is None:
            raise CommandError(f"Perangkat daerah “{kode}” tidak ada. Periksa kodenya.", returncode=TIDAK_DIKENAL)
        periode = periode_tahun(periode_daerah(pd), tahun)
        if periode is None or tahun not in periode.tahun:
            pesan = f"Tahun {tahun} tidak termasuk periode Renstra mana pun. Periksa tahunnya."
            raise CommandError(pesan, returncode=TIDAK_DIKENAL)
        temuan, diterima = temuan_tahun(pd, periode, tahun), temuan_diterima(pd, tahun)
        if options["format"] == "json":
            isi = {"perangkat_daerah": pd.kode, "nama": pd.nama, "tahun": tahun, "periode": kunci_periode(periode)}
            isi |= {"jumlah": _jumlah(temuan, diterima), "temuan": [_satu(t, diterima.get(t.ciri)) for t in temuan]}
            self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
        else:
            self._teks(pd, tahun, temuan, diterima)
        if galat := _jumlah(temuan, diterima)["galat"]:
            raise CommandError(f"{galat} temuan harus diperbaiki.")

    def _teks(
        self, pd: PerangkatDaerah, tahun: int, temuan: list[TemuanData], diterima: dict[str, TemuanDiterima]
    ) -> None:
        for t in temuan:
            nama = f"{t.objek.nama} ({t.objek.nama_unit})" if t.objek.nama_unit else t.objek.nama
            self.stdout.write(f"{t.aturan.level} {t.aturan.kode} {nama}: {t.pesan}")
            if (row := diterima.get(t.ciri)) is not None:
                self.stdout.write(f"  diterima oleh {row.oleh}: {row.alasan}")
        jumlah = ", ".join(f"{n} {k}" for k, n in _jumlah(temuan, diterima).items())
        self.stdout.write(f"{pd.kode} {tahun}: {jumlah}")


def _jumlah(temuan: list[TemuanData], diterima: dict[str, TemuanDiterima]) -> dict[str, int]:
    """Open errors, open warnings, and what was accepted."""
    buka = [t.aturan.level for t in temuan if t.ciri not in diterima]
    return {level.value: buka.count(level) for level in Level} | {"diterima": len(temuan) - len(buka)}


def _satu(t: TemuanData, diterima: TemuanDiterima | None) -> dict[str, Any]:
    o = t.objek
    return {
        "keluarga": t.aturan.kode,
        "aturan": t.aturan.kunci,
        "judul": t.aturan.judul,
        "tingkat": t.aturan.level.value,
        "objek": {"jenis": o.jenis, "id": o.pk, "nama": o.nama, "unit": o.nama_unit or None, "triwulan": o.triwulan},
        "pesan": t.pesan,
        "ciri": t.ciri,
        "diterima": diterima
        and {"alasan": diterima.alasan, "oleh": str(diterima.oleh), "pada": diterima.dibuat_pada.isoformat()},
    }
