"""The ruled tables of 3.1.7 and 3.2 of the annual report: what stands behind each sasaran, and the money."""

from collections.abc import Sequence
from decimal import Decimal

from indicators import calculations
from indicators.calculations import ProgramRow, program_tertimbang
from indicators.selectors import laporan
from indicators.selectors.capaian import CapaianRow
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import Anggaran, ProgramNode
from reports.builders import lkjip_analisis
from reports.builders.lkjip_blok import UTUH
from reports.builders.lkjip_fakta import Iku
from reports.builders.lkjip_muat import Bahan
from reports.builders.lkjip_tabel import Isi, Kol, nomor_iku, sekali, tabel_gabung
from reports.builders.lkjip_tabel_kinerja import KOSONG, anggaran_iku, persen_teks
from reports.payloads import Tabel
from sakip.lib.numbers import format_number, format_persen, format_rupiah

SERATUS = Decimal(100)

MUAT_TEGAK = len("Rp9.999.999.999")
"""Money of so many letters leaves room for twelve columns of 8 points on an upright page; else it lies on its side."""


# --- 3.1.7 -----------------------------------------------------------------------------------------------------------


def hasil(kode: str, iku: Sequence[Iku], b: Bahan) -> Tabel:
    """The measured components of indicators without a programme of their own: unsur of the IKM, AKIP components."""
    baris: list[Isi] = []
    for i in iku:
        row = next(r for r in b.iku if r.indikator.kode == i.kode)
        baris += sekali(
            "indikator", [{"indikator": i.nama, **isi} for isi in _komponen(i, b.capaian[row.indikator.pk][b.tahun])]
        )
    kolom = [
        Kol("indikator", "Indikator Sasaran", 36, sambung=True, judul=True),
        Kol("komponen", "Komponen", 32),
        Kol("hasil", "Hasil", 20, "tengah"),
        Kol("kategori", "Kategori", 12, "tengah"),
    ]
    return tabel_gabung(kode, kolom, baris)


def _komponen(i: Iku, kini: CapaianRow) -> list[dict[str, str]]:
    if lkjip_analisis.unsur_pelayanan(i):
        baris = [
            {"komponen": f"Unsur {n}{_nama_unsur(r.uraian)}", "hasil": format_number(r.nilai), "kategori": r.kategori}
            for n, r in enumerate(i.rincian, 1)
        ]
        mutu = calculations.kategori_ikm(kini.realisasi.nilai)
        sebutan = f"{kini.realisasi_teks} ({mutu.kode} atau {mutu.label})" if mutu else kini.realisasi_teks
        kategori = mutu.kode if mutu else KOSONG
        return [*baris, {"komponen": "IKM Unit Layanan", "hasil": sebutan, "kategori": kategori}]
    if i.rincian and i.skala:
        baris = [{"komponen": r.uraian, "hasil": format_number(r.nilai, 2), "kategori": KOSONG} for r in i.rincian]
        nilai = format_number(kini.realisasi.nilai, 2)
        baris.append({"komponen": f"Nilai {i.skala.upper()}", "hasil": nilai, "kategori": KOSONG})
        return [*baris, {"komponen": "Predikat", "hasil": kini.realisasi_teks, "kategori": KOSONG}]
    return [{"komponen": "Hasil pengukuran", "hasil": kini.realisasi_teks, "kategori": KOSONG}]


def _nama_unsur(uraian: str) -> str:
    return "" if uraian.lower().startswith("unsur") else f": {uraian}"


def catatan_komponen(iku: Sequence[Iku]) -> str:
    """Says so where the components do not add up to the value that was given."""
    for i in iku:
        nilai = [r.nilai for r in i.rincian if r.nilai is not None]
        jumlah = sum(nilai, Decimal(0))
        if i.skala and nilai and i.tahun_ini.angka is not None and jumlah != i.tahun_ini.angka:
            return (
                f"Jumlah komponen {i.nama} yang tercantum adalah {format_number(jumlah, 2)}, sedangkan nilai yang "
                f"ditetapkan {format_number(i.tahun_ini.angka, 2)}."
            )
    return ""


def program_kegiatan(kode: str, iku: Sequence[IkuRow], program: Sequence[ProgramNode]) -> Tabel:
    """The programmes and kegiatan behind the indicators of one sasaran."""
    nama = "\n".join(row.indikator.nama for row in iku)
    baris: list[Isi] = [
        {"indikator": nama, "program": p.program.uraian, "kegiatan": f"{n}. {k.kegiatan.uraian}"}
        for p in program
        for n, k in enumerate((k for k in p.kegiatan if k.anggaran.pagu is not None), 1)
    ]
    if len(baris) < UTUH:
        gabung = [
            Kol("indikator", "Indikator Sasaran", 30, kunci="indikator", judul=True),
            Kol("program", "Program", 28, kunci="program"),
        ]
    else:
        baris = sekali("indikator", sekali("program", baris))
        gabung = [
            Kol("indikator", "Indikator Sasaran", 30, sambung=True, judul=True),
            Kol("program", "Program", 28, sambung=True),
        ]
    return tabel_gabung(kode, [*gabung, Kol("kegiatan", "Kegiatan", 42)], baris)


def program_rincian(kode: str, program: Sequence[ProgramNode], b: Bahan) -> Tabel:
    """What the programmes of one sasaran spent and did, and, where there are several, their weighted achievement."""
    hitungan = program_tertimbang(
        [ProgramRow(p.anggaran.pagu or 0, p.anggaran.keuangan, p.anggaran.fisik) for p in program]
    )
    penuh = format_persen(SERATUS)  # all of the pagu and all of the work: the target by definition
    baris: list[Isi] = []
    for p, h in zip(program, hitungan.rows, strict=True):
        baris.append(
            {
                "program": p.program.uraian,
                "anggaran": format_rupiah(p.anggaran.pagu),
                "total": format_rupiah(hitungan.total_pagu),
                "terserap": format_rupiah(p.anggaran.keuangan),
                "keu_target": penuh,
                "keuangan": persen_teks(h.serapan, b),
                "fis_target": penuh,
                "fisik": format_persen(p.anggaran.fisik),
                "bobot": persen_teks(h.bobot, b),
                "capaian": persen_teks(h.capaian, b),
                "per_kegiatan": persen_teks(h.per_kegiatan, b),
                "gabungan": persen_teks(hitungan.gabungan, b),
                "satu": "satu",
            }
        )
    if len(program) == 1:
        return tabel_gabung(kode, _kolom_satu(), baris, kelas="rapat")
    muat = all(len(isi[k]) <= MUAT_TEGAK for isi in baris for k in ("anggaran", "total", "terserap"))
    return tabel_gabung(kode, _kolom_beberapa(), baris, kelas="rapat sempit luas" if muat else "rapat mendatar")


def _kolom_satu() -> list[Kol]:
    return [
        Kol("program", "Program", 24, judul=True),
        Kol("anggaran", "Anggaran", 17, "kanan"),
        Kol("terserap", "Dana Terserap", 17, "kanan"),
        Kol("keu_target", "Target", 8, "tengah", grup="Keuangan"),
        Kol("keuangan", "Realisasi", 9.5, "tengah", grup="Keuangan"),
        Kol("fis_target", "Target", 8, "tengah", grup="Fisik"),
        Kol("fisik", "Realisasi", 9.5, "tengah", grup="Fisik"),
        Kol("capaian", "Capaian Kinerja", 9.5, "tengah"),
    ]


def _kolom_beberapa() -> list[Kol]:
    """Widths in millimetres of the upright table: as wide as the longest word or figure."""
    return [
        Kol("program", "Program", 20, judul=True),
        Kol("anggaran", "Anggaran", 23, "kanan"),
        Kol("total", "Total Anggaran", 23, "kanan", kunci="satu"),
        Kol("terserap", "Dana Terserap", 23, "kanan"),
        Kol("keu_target", "Target", 7.9, "tengah", grup="Keuangan"),
        Kol("keuangan", "Realisasi", 10.7, "tengah", grup="Keuangan"),
        Kol("fis_target", "Target", 7.9, "tengah", grup="Fisik"),
        Kol("fisik", "Realisasi", 10.7, "tengah", grup="Fisik"),
        Kol("bobot", "Bobot", 10.7, "tengah"),
        Kol("capaian", "Capaian Kinerja", 10.7, "tengah"),
        Kol("per_kegiatan", "Capaian Per Kegiatan", 10.7, "tengah"),
        Kol("gabungan", "Capaian Gabungan", 12, "tengah", kunci="satu"),
    ]


# --- 3.2 -------------------------------------------------------------------------------------------------------------


def alokasi_iku(b: Bahan) -> Tabel:
    """`Tabel 3.2.1`: the budget by indicator. The last column is the absorption."""
    baris: list[Isi] = []
    for row, n in zip(b.iku, nomor_iku(b), strict=True):
        a = anggaran_iku(b, row.indikator)
        baris.append(
            {
                "no": n["tujuan"],
                "sasaran": row.induk_teks,
                "kunci_sasaran": n["kunci_sasaran"],
                "no_indikator": n["indikator"],
                "indikator": row.indikator.nama,
                **_uang_baris(a, b),
            }
        )
    total = laporan.jumlahkan(p.anggaran for p in b.program)
    baris.append({"no": "", "kunci_sasaran": "total", "indikator": "Total", **_uang_baris(total, b), "_kelas": "tebal"})
    kolom = [
        Kol("no", "No", 4.5, "tengah", kunci="no"),
        Kol("sasaran", "Sasaran Strategis", 20, kunci="kunci_sasaran"),
        Kol("no_indikator", "No", 4.5, "tengah"),
        Kol("indikator", "Indikator Sasaran", 22, judul=True),
        Kol("pagu", "Anggaran", 16.5, "kanan"),
        Kol("penuh", "%", 6.5, "tengah"),
        Kol("keuangan", "Realisasi", 16.5, "kanan"),
        Kol("serapan", "Capaian (%)", 9.5, "tengah"),
    ]
    return tabel_gabung("Tabel 3.2.1", kolom, baris, kelas="rapat")


def _uang_baris(a: Anggaran, b: Bahan) -> dict[str, str]:
    return {
        "pagu": format_rupiah(a.pagu),
        "penuh": format_persen(SERATUS) if a.pagu else KOSONG,
        "keuangan": format_rupiah(a.keuangan),
        "sisa": format_rupiah(a.sisa),
        "serapan": persen_teks(a.serapan, b),
        "fisik": format_persen(a.fisik),
    }


def realisasi_program(b: Bahan) -> Tabel:
    """`Tabel 3.2.2`: pagu, realisation, rest, absorption and progress of every programme and kegiatan."""
    baris: list[Isi] = []
    for p in b.program:
        if p.anggaran.pagu is None:
            continue
        baris.append({"nama": p.program.uraian, **_uang_baris(p.anggaran, b), "_kelas": "tingkat-program"})
        berpagu = [k for k in p.kegiatan if k.anggaran.pagu is not None]
        baris += [{"nama": k.kegiatan.uraian, **_uang_baris(k.anggaran, b)} for k in berpagu]
    total = laporan.jumlahkan(p.anggaran for p in b.program)
    baris.append({"nama": "Jumlah", **_uang_baris(total, b), "_kelas": "tebal"})
    kolom = [
        Kol("nama", "Program/Kegiatan", 31, judul=True),
        Kol("pagu", "Pagu", 17.2, "kanan"),
        Kol("keuangan", "Realisasi", 17.2, "kanan"),
        Kol("sisa", "Sisa", 16.6, "kanan"),
        Kol("serapan", "Serapan (%)", 9.5, "tengah"),
        Kol("fisik", "Fisik (%)", 8.5, "tengah"),
    ]
    return tabel_gabung("Tabel 3.2.2", kolom, baris, kelas="rapat")
