"""Every chart of the dashboards by its key: what a page draws is what its downloads and a document draw."""

from collections.abc import Sequence
from decimal import Decimal

from indicators.models import Indikator
from indicators.selectors.cabang_anggaran import pohon_anggaran
from indicators.selectors.capaian import CapaianRow
from indicators.selectors.daftar_tertunda import daftar_tertunda
from indicators.selectors.dashboard import Dasbor, DasborUnit, Isi, Lingkup
from indicators.selectors.grafik_kuadran import batas_kuadran, grafik_kuadran, titik_kuadran
from indicators.selectors.grafik_panas import DESIMAL_RERATA, Keadaan, peta_panas, sel_panas
from indicators.selectors.grafik_ringkas import grafik_kategori, grafik_rerata_triwulan
from indicators.selectors.lembar import wajib
from indicators.selectors.peta_lembar import KATA, BarisPeta, SelLembar
from indicators.selectors.rerata import rata_rata
from indicators.selectors.saring import Alamat
from sakip.lib.charts import ChartData
from sakip.lib.charts_bentuk import Grafik, Kuadran, PetaPanas, PohonAnggaran, SelPanas
from sakip.lib.periods import Triwulan

TRIWULAN = (1, 2, 3, 4)
KUNCI_TREN = "tren-"
"""Before the key of an indikator: the trend of that one."""


def grafik_dasbor(d: Dasbor, lingkup: Lingkup, alamat: Alamat) -> dict[str, Grafik]:
    """The charts of a perangkat daerah, in the order of its page; one that has nothing to show is not there."""
    jenjang = [
        (label, [r.kategori for r in d.isi.rows if r.indikator.jenjang == kode])
        for kode, label in Indikator.Jenjang.choices
    ]
    milik = {pk: [r.kategori for r in rows] for pk, rows in _per_unit(d.isi.rows).items()}
    unit = [(u.unit.sebutan, milik[u.unit.pk]) for u in d.unit]
    semua: dict[str, Grafik | None] = {
        "capaian": d.grafik_sasaran,
        "kategori": grafik_kategori("Indikator menurut kategori capaian", jenjang, "Jenjang"),
        "unit": grafik_kategori("Indikator tiap unit menurut kategori capaian", unit, "Unit kerja"),
        "tren-triwulan": _tren_triwulan(d.isi, lingkup),
        **{f"{KUNCI_TREN}{pk}": g for pk, g in d.grafik_tren.items()},
        "peta": _peta_unit(d.isi, lingkup, alamat),
        "kuadran": _kuadran(d, lingkup, alamat),
        "kuadran-program": _kuadran_program(d, lingkup),
        "serapan": d.grafik_serapan,
        "anggaran": _anggaran(d.isi, lingkup, alamat),
        "terlambat": daftar_tertunda([("", t) for t in d.isi.tertunda], lingkup.tahun, lingkup.hari_ini, alamat),
    }
    return _ada(semua)


def grafik_unit(d: DasborUnit, lingkup: Lingkup, alamat: Alamat) -> dict[str, Grafik]:
    """The charts of a unit."""
    jenjang = [(label, [r.kategori for r in rows]) for label, rows in d.jenjang]
    semua: dict[str, Grafik | None] = {
        "kategori": grafik_kategori("Indikator menurut kategori capaian", jenjang, "Jenjang"),
        "peta": _peta_indikator(d, lingkup, alamat),
        "tren-triwulan": _tren_triwulan(d.isi, lingkup),
        "anggaran": _anggaran(d.isi, lingkup, alamat),
        "terlambat": daftar_tertunda([("", t) for t in d.isi.tertunda], lingkup.tahun, lingkup.hari_ini, alamat),
    }
    return _ada(semua)


def _ada(semua: dict[str, Grafik | None]) -> dict[str, Grafik]:
    return {kunci: g for kunci, g in semua.items() if g is not None}


def _per_unit(rows: Sequence[CapaianRow]) -> dict[int, list[CapaianRow]]:
    hasil: dict[int, list[CapaianRow]] = {}
    for r in rows:
        hasil.setdefault(r.indikator.unit_kerja_id, []).append(r)
    return hasil


def _tren_triwulan(isi: Isi, lingkup: Lingkup) -> ChartData | None:
    """Mean capaian and absorption after each quarter of the year up to that of the page."""
    capaian = [_rerata(isi, isi.rows, q, lingkup.sampai) for q in TRIWULAN]
    serapan = [
        total.serapan if q <= lingkup.sampai and (total := isi.uang.total(q)) is not None else None for q in TRIWULAN
    ]
    judul = f"Rata-rata capaian dan penyerapan tahun {lingkup.tahun}"
    return grafik_rerata_triwulan(judul, lingkup.tahun, capaian, serapan)


def _rerata(isi: Isi, rows: Sequence[CapaianRow], triwulan: int, sampai: int) -> Decimal | None:
    """The mean after a quarter in which one of the rows has a value: none is carried into an empty quarter."""
    if triwulan > sampai or not any(triwulan in r.per_triwulan for r in rows):
        return None
    return rata_rata(isi.setahun[r.indikator.pk][triwulan - 1].capaian for r in rows)


# --- Heat maps ---------------------------------------------------------------------------------------------------


def _peta_unit(isi: Isi, lingkup: Lingkup, alamat: Alamat) -> PetaPanas | None:
    """Unit by quarter; a cell leads to the sheet."""
    per_unit = _per_unit(isi.rows)
    rows = [(b.unit.sebutan, alamat.unit(b.unit.pk), _sel_unit(isi, b, per_unit, lingkup, alamat)) for b in isi.peta]
    return peta_panas("Rata-rata capaian tiap unit dan triwulan", rows, isi.kebijakan.kategori, lingkup.tahun)


def _sel_unit(
    isi: Isi, baris: BarisPeta, per_unit: dict[int, list[CapaianRow]], lingkup: Lingkup, alamat: Alamat
) -> list[SelPanas | None]:
    milik = per_unit.get(baris.unit.pk, [])
    return [
        sel_panas(
            _rerata(isi, milik, q, lingkup.sampai),
            isi.kebijakan,
            Keadaan.lembar(sel) if sel else None,
            desimal=DESIMAL_RERATA,
            alamat=alamat.lembar(baris.unit.pk, q),
        )
        for q, sel in zip(TRIWULAN, baris.sel, strict=True)
    ]


def _peta_indikator(d: DasborUnit, lingkup: Lingkup, alamat: Alamat) -> PetaPanas | None:
    """Indikator by quarter; a cell leads to its row of the sheet, with its history and trail."""
    rows = []
    lembar = {(b.unit.pk, q): sel for b in d.isi.peta for q, sel in zip(TRIWULAN, b.sel, strict=True)}
    for r in d.isi.rows:
        i = r.indikator
        status = {q: d.status.get((i.pk, q), "") for q in TRIWULAN}
        sel = [
            sel_panas(
                d.isi.setahun[i.pk][q - 1].capaian if q in r.per_triwulan and q <= lingkup.sampai else None,
                d.isi.kebijakan,
                _keadaan(d.isi.setahun[i.pk][q - 1], status[q], lembar.get((i.unit_kerja_id, q))),
                desimal=r.desimal,
                alamat=alamat.baris("indikator", i.pk, q),
            )
            for q in TRIWULAN
        ]
        rows.append((i.nama, alamat.indikator(i.pk), sel))
    judul = "Capaian tiap indikator dan triwulan"
    return peta_panas(judul, rows, d.isi.kebijakan.kategori, lingkup.tahun, judul_baris="Indikator")


def _keadaan(row: CapaianRow, status: str, sel: SelLembar | None) -> Keadaan | None:
    """The state of one value after a quarter, late as the sheet it belongs to is; None where none is due."""
    if status:
        tanpa = ", tanpa target" if row.capaian is None and not row.target.nilai and row.target.tingkat is None else ""
        return Keadaan(status.lower(), f"{KATA[status.lower()]}{tanpa}")
    if sel is None or not wajib(row.indikator, Triwulan(row.tahun, row.sampai)):
        return None
    if sel.terlambat:
        return Keadaan("late", "Terlambat, belum diisi")
    kode = "empty" if sel.dibuka else "planned"
    return Keadaan(kode, KATA[kode])


# --- Money -------------------------------------------------------------------------------------------------------


def _kuadran(d: Dasbor, lingkup: Lingkup, alamat: Alamat) -> Kuadran | None:
    """Units that have indikator and money: their mean capaian against their absorption, up to the page's quarter."""
    daerah = lingkup.perangkat_daerah.pemerintah_daerah
    titik = []
    for u in d.unit:
        rows = [r for r in d.isi.rows if r.indikator.unit_kerja_id == u.unit.pk]
        titik.append(
            titik_kuadran(
                u.unit.sebutan,
                d.isi.uang.serapan(u.unit.pk),
                rata_rata(r.capaian for r in rows),
                d.isi.kebijakan,
                desimal_anggaran=daerah.desimal_anggaran,
                alamat=alamat.unit(u.unit.pk),
            )
        )
    return grafik_kuadran(titik, batas_kuadran(d.isi.kebijakan, daerah, lingkup.triwulan), "Unit kerja")


def _kuadran_program(d: Dasbor, lingkup: Lingkup) -> Kuadran | None:
    """Programmes: the mean of all indikator in and below them, against the absorption of their sub kegiatan.

    Tujuan and sasaran stand above the programmes, so their indikator are in none.
    """
    daerah = lingkup.perangkat_daerah.pemerintah_daerah
    sub = {c.sub.pk: c.sub.program_id for c in d.isi.uang.cabang}
    kegiatan = {c.kegiatan_id: c.sub.program_id for c in d.isi.uang.cabang}
    capaian: dict[int, list[Decimal | None]] = {}
    for r in d.isi.rows:
        i = r.indikator
        program = i.program_id or kegiatan.get(i.kegiatan_id or 0) or sub.get(i.sub_kegiatan_id or 0)
        if program:
            capaian.setdefault(program, []).append(r.capaian)
    titik = [
        titik_kuadran(
            p.nama,
            p.serapan,
            rata_rata(capaian.get(p.pk, [])),
            d.isi.kebijakan,
            desimal_anggaran=daerah.desimal_anggaran,
            alamat="#serapan",
        )
        for p in d.program
    ]
    return grafik_kuadran(titik, batas_kuadran(d.isi.kebijakan, daerah, lingkup.triwulan), "Program")


def _anggaran(isi: Isi, lingkup: Lingkup, alamat: Alamat) -> PohonAnggaran | None:
    return pohon_anggaran(
        isi.uang.cabang,
        isi.uang.rencana,
        lingkup.sampai,
        lingkup.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
        lambda pk: alamat.baris("sub-kegiatan", pk, lingkup.sampai),
    )
