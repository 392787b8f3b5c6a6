"""The ruled tables of Bab III of the annual report: results, years, causes, efficiency, programmes, budget."""

from collections.abc import Sequence
from decimal import Decimal

from indicators.models import Indikator, TingkatPredikat
from indicators.selectors import laporan
from indicators.selectors import nilai as cetak
from indicators.selectors.capaian import CapaianRow
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import Anggaran
from indicators.selectors.nilai import TANPA_NILAI
from reports.builders import lkjip_analisis
from reports.builders.lkjip_fakta import Iku
from reports.builders.lkjip_muat import Bahan
from reports.builders.lkjip_tabel import Isi, Kol, kolom_iku, kondisi_awal, nomor_iku, tabel_gabung
from reports.payloads import Tabel
from sakip.lib.numbers import format_number, format_persen, format_rupiah

SERATUS = Decimal(100)
KOSONG = cetak.KOSONG


def persen_teks(angka: Decimal | None, b: Bahan) -> str:
    """A computed percentage of money, with the institution's decimals."""
    return format_persen(angka, b.permintaan.perangkat_daerah.pemerintah_daerah.desimal_anggaran)


# --- 3.1.1 -----------------------------------------------------------------------------------------------------------


def target_realisasi(b: Bahan) -> Tabel:
    """`Tabel 3.1.1`."""
    baris: list[Isi] = []
    for row, n in zip(b.iku, nomor_iku(b), strict=True):
        kini = b.capaian[row.indikator.pk][b.tahun]
        baris.append(
            {
                "no": n["tujuan"],
                "no_sasaran": n["sasaran"],
                "kunci_sasaran": n["kunci_sasaran"],
                "sasaran": row.induk_teks,
                "no_indikator": n["indikator"],
                "indikator": row.indikator.nama,
                "target": kini.target_panjang,
                "realisasi": kini.realisasi_panjang,
            }
        )
    kolom = [*kolom_iku(), Kol("target", "Target", 14, "tengah"), Kol("realisasi", "Realisasi", 14, "tengah")]
    return tabel_gabung("Tabel 3.1.1", kolom, baris, bernomor=True)


def kategori_predikat(kode: str, tingkat: Sequence[TingkatPredikat], diraih: str) -> Tabel:
    """`Tabel 3.1.2`: the bands of a scale; the step that was reached is printed bold."""
    baris = [
        {
            "kategori": t.kode,
            "rentang": _rentang(t),
            "keterangan": t.keterangan,
            "_kelas": "tebal" if t.kode == diraih else "",
        }
        for t in tingkat
    ]
    kolom = [
        Kol("kategori", "Kategori", 25, "tengah", judul=True),
        Kol("rentang", "Range Nilai", 35, "tengah"),
        Kol("keterangan", "Keterangan", 40),
    ]
    return tabel_gabung(kode, kolom, baris)


def _rentang(t: TingkatPredikat) -> str:
    """`>70 – 80`: the lower bound belongs to the step below, except in the lowest step."""
    if t.batas_bawah is None or t.batas_atas is None:
        return KOSONG
    awal = "" if t.bawah_inklusif else ">"
    return f"{awal}{format_number(t.batas_bawah)} – {format_number(t.batas_atas)}"


def opini(tingkat: Sequence[TingkatPredikat]) -> Tabel:
    """`Tabel 3.1.3`: the opinions of the BPK; the scale says `Wajar Tanpa Pengecualian: what that means`."""
    baris = []
    for t in tingkat:
        nama, _, arti = t.keterangan.partition(": ")
        baris.append({"opini": f"{t.kode} ({nama})" if nama else t.kode, "arti": arti or KOSONG})
    kolom = [Kol("opini", "Opini BPK", 50, judul=True), Kol("arti", "Keterangan", 50)]
    return tabel_gabung("Tabel 3.1.3", kolom, baris)


# --- 3.1.2 and 3.1.3 -------------------------------------------------------------------------------------------------


def antartahun(b: Bahan) -> Tabel:
    """`Tabel 3.1.4`: target, realisasi and capaian of this year and the two before it."""
    tahun = [t for t in range(b.tahun - 2, b.tahun + 1) if t >= b.periode.tahun_awal]
    baris: list[Isi] = []
    for n, row in enumerate(b.iku, 1):
        isi = {"no": str(n), "indikator": row.indikator.nama, "awal": kondisi_awal(row.indikator)}
        for t in tahun:
            c = b.capaian[row.indikator.pk][t]
            isi |= {f"t{t}": c.target_panjang, f"r{t}": c.realisasi_panjang, f"c{t}": c.capaian_teks}
        baris.append(isi)
    grup = (("t", "Target"), ("r", "Realisasi"), ("c", "Capaian (%)"))
    nilai = [Kol(f"{awalan}{t}", str(t), 7.7, "tengah", grup=label) for awalan, label in grup for t in tahun]
    kolom = [
        Kol("no", "No", 4, "tengah"),
        Kol("indikator", "Indikator Kinerja", 25, judul=True),
        Kol("awal", "KKA", 6, "tengah"),
        *nilai,
    ]
    return tabel_gabung("Tabel 3.1.4", kolom, baris, kelas="rapat")


def terhadap_renstra(b: Bahan) -> Tabel:
    """`Tabel 3.1.5`: the targets of the Renstra and what was reached; years to come have no realisasi yet."""
    baris: list[Isi] = []
    for n, row in enumerate(b.iku, 1):
        i = row.indikator
        isi = {"no": str(n), "indikator": i.nama, "awal": kondisi_awal(i)}
        for t in b.periode.tahun:
            kini = b.capaian[i.pk].get(t)
            isi[f"t{t}"] = cetak.teks(i, row.target.get(t, TANPA_NILAI))
            isi[f"r{t}"] = kini.realisasi_teks if kini else KOSONG
        baris.append(isi)
    grup = (("t", "Target Renstra Perangkat Daerah"), ("r", "Realisasi Capaian"))
    nilai = [Kol(f"{a}{t}", str(t), 6.2, "tengah", grup=label) for a, label in grup for t in b.periode.tahun]
    kolom = [
        Kol("no", "No", 3.2, "tengah"),
        Kol("indikator", "Indikator Kinerja", 17, judul=True),
        Kol("awal", "KKA", 5.5, "tengah"),
        *nilai,
    ]
    return tabel_gabung("Tabel 3.1.5", kolom, baris, kelas="rapat sempit")


# --- 3.1.5 and 3.1.6 -------------------------------------------------------------------------------------------------


def sebab(b: Bahan, iku: Sequence[Iku]) -> Tabel:
    """`Tabel 3.1.6`: verdict, cause and solution of every indicator."""
    baris: list[Isi] = []
    for row, fakta in zip(b.iku, iku, strict=True):
        kini = b.capaian[row.indikator.pk][b.tahun]
        baris.append(
            {
                "indikator": row.indikator.nama,
                "target": kini.target_panjang,
                "realisasi": kini.realisasi_panjang,
                "capaian": kini.capaian_teks,
                "sebab": lkjip_analisis.sebab(fakta),
                "solusi": fakta.solusi.strip() or KOSONG,
            }
        )
    kolom = [
        Kol("indikator", "Indikator", 19, judul=True),
        Kol("target", "Target", 10, "tengah"),
        Kol("realisasi", "Realisasi", 10, "tengah"),
        Kol("capaian", "Capaian (%)", 9, "tengah"),
        Kol("sebab", "Keberhasilan/Kegagalan", 26),
        Kol("solusi", "Alternatif Solusi Yang Telah Dilakukan", 26),
    ]
    return tabel_gabung("Tabel 3.1.6", kolom, baris, kelas="rapat")


def _kinerja(row: IkuRow, kini: CapaianRow) -> dict[str, str]:
    return {
        "indikator": row.indikator.nama,
        "target": kini.target_teks,
        "realisasi": kini.realisasi_teks,
        "capaian": kini.capaian_teks,
    }


def efisiensi(b: Bahan) -> Tabel:
    """`Tabel 3.1.7`: results beside money. The last column is 100 - serapan, which is not the absorption."""
    baris: list[Isi] = []
    for row in b.iku:
        a = anggaran_iku(b, row.indikator)
        uang = {
            "pagu": format_rupiah(a.pagu),
            "keuangan": format_rupiah(a.keuangan),
            "efisiensi": persen_teks(a.efisiensi, b),
        }
        baris.append({**_kinerja(row, b.capaian[row.indikator.pk][b.tahun]), **uang})
    kolom = [
        Kol("indikator", "Indikator Kinerja", 27, judul=True),
        Kol("target", "Target", 9, "tengah", grup="Indikator Kinerja"),
        Kol("realisasi", "Realisasi", 10, "tengah", grup="Indikator Kinerja"),
        Kol("capaian", "Capaian", 9, "tengah", grup="Indikator Kinerja"),
        Kol("pagu", "Target (Rp)", 17.5, "kanan", grup="Anggaran"),
        Kol("keuangan", "Realisasi (Rp)", 17.5, "kanan", grup="Anggaran"),
        Kol("efisiensi", "Efisiensi (%)", 10, "tengah"),
    ]
    return tabel_gabung("Tabel 3.1.7", kolom, baris, kelas="rapat")


def anggaran_iku(b: Bahan, indikator: Indikator) -> Anggaran:
    """The money of the programmes that support an IKU."""
    return laporan.jumlahkan(p.anggaran for p in b.program_iku(indikator))
