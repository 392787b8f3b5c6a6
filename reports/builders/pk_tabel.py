"""The tables of the annex of an agreement below (or above) the head of the agency: performance and budget."""

from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from indicators.models import RencanaTahunan, Target
from indicators.selectors import nilai as cetak
from indicators.selectors.nilai import Besaran
from reports.builders.tabel import Baris, Kolom, susun
from reports.payloads import Tabel
from sakip.lib.numbers import format_rupiah


class Tingkat(Enum):
    """The level of the one who promises; eselon II here are the Asisten and the Staf Ahli."""

    KEPALA_DAERAH = "kepala-daerah"
    DUA = "eselon-2"
    TIGA = "eselon-3"
    EMPAT = "eselon-4"


@dataclass(frozen=True)
class Anggaran:
    """One line of the budget table, whole rupiah."""

    uraian: str
    jumlah: int


LABEL_KINERJA = {
    Tingkat.KEPALA_DAERAH: "Sasaran Strategis",
    Tingkat.DUA: "Sasaran/Kinerja Program",
    Tingkat.TIGA: "Sasaran/Kinerja Program",
    Tingkat.EMPAT: "Kinerja Kegiatan/Sub Kegiatan",
}
LABEL_ANGGARAN = {Tingkat.TIGA: "Kegiatan", Tingkat.EMPAT: "Sub Kegiatan"}


def tabel_kinerja(target: list[Target], tingkat: Tingkat) -> Tabel:
    """Table A: what is promised, its indikator and their targets of the year, numbered within what they measure."""
    kolom = (
        Kolom("no", "No", 5, "tengah", gabung=True),
        Kolom("unsur", LABEL_KINERJA[tingkat], 38, gabung=True),
        Kolom("no_indikator", "No", 5, "tengah", grup="Indikator Kinerja"),
        Kolom("indikator", "Uraian", 38, grup="Indikator Kinerja"),
        Kolom("target", "Target", 14, "tengah"),
    )
    baris = []
    for nomor, (_, rows) in enumerate(groupby(target, key=lambda t: (t.indikator.jenjang, t.indikator.unsur.pk)), 1):
        for urut, t in enumerate(rows, 1):
            sel = {
                "no": f"{nomor}.",
                "unsur": t.indikator.unsur.uraian,
                "no_indikator": f"{urut}.",
                "indikator": t.indikator.nama,
                "target": cetak.teks(t.indikator, Besaran(t.nilai, t.tingkat)),
            }
            baris.append(Baris(sel, nomor))
    return susun(kolom, baris, kode="PK-kinerja", utuh=True)


def tabel_anggaran(anggaran: list[Anggaran], tingkat: Tingkat, rencana: RencanaTahunan) -> Tabel | None:
    """Table B: programmes, kegiatan or sub kegiatan with their budget and the total; None without a budget."""
    if not anggaran:
        return None
    ket = "APBDP" if rencana.jenis == RencanaTahunan.Jenis.PERUBAHAN else "APBD"
    kolom = (
        Kolom("no", "No", 6, "tengah"),
        Kolom("uraian", LABEL_ANGGARAN.get(tingkat, "Program"), 54),
        Kolom("anggaran", "Anggaran", 28, "kanan"),
        Kolom("ket", "Ket.", 12, "tengah"),
    )
    baris = [
        Baris({"no": f"{n}.", "uraian": a.uraian, "anggaran": format_rupiah(a.jumlah), "ket": ket}, n)
        for n, a in enumerate(anggaran, 1)
    ]
    total = format_rupiah(sum(a.jumlah for a in anggaran))
    baris.append(Baris({"no": "", "uraian": "Jumlah", "anggaran": total, "ket": ""}, "jumlah"))
    tabel = susun(kolom, baris, kode="PK-anggaran")
    for sel in tabel["baris"][-1]:
        sel["kelas"] = "tebal"
    return tabel
