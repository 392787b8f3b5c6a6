"""The rows of an action plan: one source for the Rencana Aksi and for Tabel 2.4 of the annual report."""

from collections.abc import Mapping, Sequence

from indicators.models import Indikator, Target
from indicators.selectors import nilai as cetak
from indicators.selectors.capaian import target_triwulan
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import IndikatorTarget, ProgramNode
from indicators.selectors.nilai import KOSONG, TANPA_NILAI, Besaran
from sakip.lib.numbers import format_number, format_rupiah

AKSI = "Melaksanakan"
TRIWULAN = (1, 2, 3, 4)


def baris_aksi(
    program: Sequence[ProgramNode], iku: Sequence[IkuRow], target: Mapping[int, str]
) -> list[Mapping[str, str]]:
    """One row for each programme, kegiatan and sub kegiatan with pagu: what is done for which target, by whom.

    `target` is the printed target of the year by key of the IKU.
    """
    baris: list[Mapping[str, str]] = []
    for p in program:
        if p.anggaran.pagu is None:
            continue
        didukung = [row.indikator for row in iku if row.indikator.pk in p.iku]
        baris.append(
            {
                "no": str(p.nomor),
                "sasaran": p.program.sasaran.uraian,
                "indikator": "\n".join(i.nama for i in didukung) or KOSONG,
                "target": "\n".join(target[i.pk] for i in didukung) or KOSONG,
                "program": p.program.uraian,
                "jumlah": format_rupiah(p.anggaran.pagu),
                "_kelas": "tingkat-program",
            }
        )
        for k in p.kegiatan:
            if k.anggaran.pagu is None:
                continue
            baris.append(
                {
                    "aksi": f"{AKSI} {k.kegiatan.uraian.removeprefix('Pelaksanaan ')}",
                    "penanggung_jawab": k.kegiatan.unit_kerja.nama if k.kegiatan.unit_kerja else KOSONG,
                    **_keluaran(k.kegiatan.uraian, k.indikator, k.anggaran.pagu),
                    "_kelas": "tingkat-kegiatan",
                }
            )
            for s in k.sub_kegiatan:
                if s.anggaran.pagu is not None:
                    baris.append(_keluaran(s.sub_kegiatan.uraian, s.indikator, s.anggaran.pagu))
    return baris


def _keluaran(nama: str, indikator: Sequence[IndikatorTarget], pagu: int) -> dict[str, str]:
    """The cells a kegiatan and a sub kegiatan have in common."""
    tahunan = [cetak.teks(i.indikator, besaran(i.target)) for i in indikator]
    per_tw = [triwulan(i.indikator, i.target) for i in indikator]
    return {
        "nama": nama,
        "indikator_kegiatan": "\n".join(i.indikator.nama for i in indikator) or KOSONG,
        "keluaran": "\n".join(tahunan) or KOSONG,
        "jumlah": format_rupiah(pagu),
        **{f"tw{n}": "\n".join(t[f"tw{n}"] for t in per_tw) or KOSONG for n in TRIWULAN},
    }


def besaran(target: Target | None) -> Besaran:
    """The target of the year as a value."""
    return Besaran(target.nilai, target.tingkat) if target else TANPA_NILAI


def triwulan(indikator: Indikator, target: Target | None) -> dict[str, str]:
    """The targets of the quarters as `tw1` … `tw4`: numbers with their percent sign, without the word of the unit."""
    return {f"tw{n}": _teks(indikator, target_triwulan(indikator, target, n)) for n in TRIWULAN}


def _teks(indikator: Indikator, nilai: Besaran) -> str:
    if nilai.tingkat is not None:
        return cetak.teks(indikator, nilai)
    if nilai.nilai is None:
        return KOSONG
    persen = "%" if indikator.satuan and indikator.satuan.simbol == "%" else ""
    return f"{format_number(nilai.nilai)}{persen}"
