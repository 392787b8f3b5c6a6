"""`manage.py kirim_pengingat`: send the e-mails that are due. Run it once a day, or every hour: each goes out once."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from indicators.selectors.komentar import sebutan_untuk_surel
from indicators.selectors.pengingat import LAMA_KABAR, surat_batas, surat_kabar
from indicators.services.pengingat import pengingat_kirim


class Command(BaseCommand):
    """Reminders before and after the deadline, news of returned and verified sheets, and mentions in remarks."""

    help = "Kirim surel pengingat dan kabar lembar yang jatuh tempo; setiap surel terkirim sekali."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--lihat lists what would be sent, --tanggal takes another day for today."""
        parser.add_argument("--lihat", action="store_true", help="Tampilkan yang akan dikirim, tanpa mengirim.")
        parser.add_argument("--tanggal", type=date.fromisoformat, help="Hari ini menurut Anda, misalnya 2025-04-03.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, or list."""
        hari_ini = options["tanggal"] or timezone.localdate()
        if options["lihat"]:
            for s in [*surat_batas(hari_ini), *surat_kabar(hari_ini - LAMA_KABAR)]:
                self.stdout.write(f"{s.penerima.email}: {s.jenis} {s.unit.nama}, {s.triwulan}")
            for m in sebutan_untuk_surel(hari_ini - LAMA_KABAR):
                self.stdout.write(f"{m.pengguna.email}: SEBUTAN {m.komentar.unit_kerja.nama}")
            return
        hasil = pengingat_kirim(hari_ini)
        self.stdout.write(f"{hasil.terkirim} surel terkirim.")
        if hasil.gagal:
            self.stderr.write(f"{hasil.gagal} surel ditolak server surat; dicoba lagi pada jalan berikutnya.")
