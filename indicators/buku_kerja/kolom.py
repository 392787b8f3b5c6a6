"""The columns of a quarterly sheet as a workbook: what stands in them, and which of them a row leaves open."""

from collections.abc import Mapping

from indicators.buku_kerja.tulis import Baris, Kolom
from indicators.forms_isian import MAKS_TEKS
from indicators.models import Status, Variabel
from indicators.selectors.baris import KolomSel
from indicators.selectors.baris_anggaran import BarisAnggaran
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.lembar_isian import LembarIsian
from sakip.lib.numbers import format_number, romawi
from sakip.lib.xlsx_tulis import bersih

INDIKATOR, ANGGARAN, RUMUS = "Indikator", "Anggaran", "Rumus"
KUNCI, NAMA, ISIAN = "kunci", "nama", "isian"
BarisLembar = BarisIndikator | BarisAnggaran
CARA_ANGKA = "Persen ditulis sebagai angka: 82,53 untuk 82,53%."
KEADAAN = {
    Status.SUBMITTED: "Diajukan, terkunci",
    Status.VERIFIED: "Terverifikasi, terkunci",
    Status.RETURNED: "Dikembalikan, dapat diisi",
}


def semua_baris(isian: LembarIsian) -> list[BarisLembar]:
    """All rows of the sheet, indikator first."""
    return [*isian.indikator, *isian.anggaran]


def nama_baris(b: BarisLembar) -> str:
    """What the row is about, as its cell in the workbook can hold it."""
    return bersih(b.indikator.nama if isinstance(b, BarisIndikator) else b.sub_kegiatan.uraian)


def kolom_indikator(isian: LembarIsian) -> list[Kolom]:
    """The columns of the sheet of indikator; those no row needs are left out."""
    tw = romawi(isian.triwulan.nomor)
    lalu = [Kolom(f"tw{n}", f"TW {romawi(n)}", 12, "kanan") for n in range(1, isian.triwulan.nomor)]
    kolom = [
        Kolom(KUNCI, "Kunci", 7),
        Kolom("jenjang", "Jenjang", 11),
        Kolom(NAMA, "Indikator", 42),
        Kolom("satuan", "Satuan", 11),
        Kolom("target_tahun", "Target tahun", 13, "kanan"),
        Kolom("target_triwulan", f"Target TW {tw}", 13, "kanan"),
        *lalu,
        Kolom("nilai", f"Realisasi TW {tw}", 16, "angka", True, f"Isi angka saja. {CARA_ANGKA}"),
    ]
    if any(b.pilihan for b in isian.indikator):
        kolom.append(Kolom("tingkat", "Predikat", 15, "pilihan", True, "Pilih dari daftar."))
    if any(b.rasio for b in isian.indikator):
        kolom += [
            Kolom("hitungan", "Yang dihitung", 34),
            Kolom("pembilang", "Pembilang", 14, "angka", True, "Isi angka; realisasi dihitung darinya."),
            Kolom("penyebut", "Penyebut", 14, "angka", True, "Isi angka yang lebih dari nol."),
        ]
    return [
        *kolom,
        Kolom("penyebab", "Penyebab keberhasilan atau kegagalan", 40, "panjang", True, maks_teks=MAKS_TEKS),
        Kolom("solusi", "Alternatif solusi yang telah dilakukan", 40, "panjang", True, maks_teks=MAKS_TEKS),
        Kolom("keadaan", "Keadaan", 18),
    ]


def kolom_anggaran(isian: LembarIsian) -> list[Kolom]:
    """The columns of the sheet of sub kegiatan; money as its rows show it, cumulative or of the quarter alone."""
    tw = romawi(isian.triwulan.nomor)
    sendiri = any(b.sendiri for b in isian.anggaran)
    uang = f"Keuangan TW {tw} saja (Rp)" if sendiri else f"Keuangan s.d. TW {tw} (Rp)"
    cara = "jumlah triwulan ini saja." if sendiri else "jumlah sejak Januari."
    return [
        Kolom(KUNCI, "Kunci", 7),
        Kolom("kode", "Kode", 18),
        Kolom(NAMA, "Sub kegiatan", 42),
        Kolom("pagu", "Pagu (Rp)", 18, "rupiah"),
        Kolom("keuangan_lalu", "Keuangan s.d. TW lalu (Rp)", 18, "rupiah"),
        Kolom("fisik_lalu", "Fisik s.d. TW lalu (%)", 11, "persen"),
        Kolom("keuangan", uang, 18, "rupiah", True, f"Isi rupiah penuh, {cara}"),
        Kolom("fisik", f"Fisik s.d. TW {tw} (%)", 11, "persen", True, "Isi 0 sampai 100, jumlah sejak Januari."),
        Kolom("alasan_lebih", "Alasan melebihi pagu", 28, "panjang", True, maks_teks=300),
        Kolom("penyebab", "Kendala", 40, "panjang", True, maks_teks=MAKS_TEKS),
        Kolom("solusi", "Tindak lanjut", 40, "panjang", True, maks_teks=MAKS_TEKS),
        Kolom("keadaan", "Keadaan", 18),
    ]


def kolom_rumus(isian: LembarIsian) -> list[Kolom]:
    """The columns of the sheet of variables: a row for each variable of each formula."""
    judul = f"Isian TW {romawi(isian.triwulan.nomor)}"
    return [
        Kolom(KUNCI, "Kunci", 10),
        Kolom(NAMA, "Indikator", 42),
        Kolom("rumus", "Rumus", 34),
        Kolom("simbol", "Nama singkat", 12),
        Kolom("variabel", "Variabel", 42),
        Kolom("batas", "Batas", 18),
        Kolom(ISIAN, judul, 16, "angka", True, "Isi angka saja; nilai indikator dihitung darinya."),
    ]


def baris_variabel(b: BarisIndikator, k: KolomSel, isi: Mapping[str, str], boleh: bool) -> Baris:
    """One variable of a formula as a row of the workbook."""
    tetap = {
        KUNCI: kunci_variabel(b.kunci, k.nama),
        NAMA: nama_baris(b),
        "rumus": b.indikator.ekspresi,
        "simbol": k.nama.removeprefix("v_"),
        "variabel": k.label,
        "batas": _batas(k),
        ISIAN: isi.get(k.nama, ""),
    }
    buka = frozenset({ISIAN}) if boleh and k.nama in terbuka(b) else frozenset()
    return Baris(tetap, buka, batas={ISIAN: (k.minimum, k.maksimum)})


def _batas(k: KolomSel) -> str:
    if k.minimum is None and k.maksimum is None:
        return ""
    if k.maksimum is None:
        return f"paling kecil {format_number(k.minimum)}"
    if k.minimum is None:
        return f"paling besar {format_number(k.maksimum)}"
    return f"{format_number(k.minimum)} sampai {format_number(k.maksimum)}"


def terbuka(b: BarisLembar) -> frozenset[str]:
    """The columns a person fills in that row, as on the page: empty when its state does not let it change."""
    if not b.dapat_diisi:
        return frozenset()
    if isinstance(b, BarisAnggaran):
        uang = set() if b.tanpa_dasar else {"keuangan", "alasan_lebih"}
        return frozenset({"fisik", "penyebab", "solusi"} | uang)
    return frozenset(k.nama for k in b.kolom)


def kunci_variabel(kunci: str, kolom: str) -> str:
    """The key of the row on which one variable of a formula stands: `i12:v_a`."""
    return f"{kunci}:{kolom}"


def teks_sel(b: BarisLembar, tersimpan: Mapping[str, str]) -> dict[str, str]:
    """The stored values as the cells of the workbook show them; a step by its code, a text as a cell can hold it."""
    hasil = {k: rapi(bersih(v)) for k, v in tersimpan.items() if k != "revisi"}
    if isinstance(b, BarisIndikator) and "tingkat" in hasil:
        kode = {str(t.pk): t.kode for t in b.pilihan}
        hasil["tingkat"] = kode.get(hasil["tingkat"], "")
    return hasil


def rapi(teks: str) -> str:
    """A text without what programs add or take away on their own: blanks around it, kinds of line ends."""
    return teks.replace("\r\n", "\n").replace("\r", "\n").strip()


def baris_indikator(b: BarisIndikator, isi: Mapping[str, str], boleh: bool, pilihan: str) -> Baris:
    """One indikator as a row of the workbook; `pilihan` is the range with its steps."""
    i = b.indikator
    lalu = {f"tw{n}": teks for n, teks in enumerate(b.lalu, 1)}
    tetap = {
        KUNCI: b.kunci,
        "jenjang": f"{i.get_jenjang_display()}{' (IKU)' if i.iku else ''}",
        NAMA: nama_baris(b),
        "satuan": i.satuan.nama if i.satuan else "",
        "target_tahun": b.target_tahun_teks,
        "target_triwulan": b.target_triwulan_teks,
        "hitungan": _hitungan(b) if b.rasio else "",
        "keadaan": _keadaan(b, boleh),
    }
    buka = terbuka(b) if boleh else frozenset()
    rumus = {}
    if b.rasio and buka:
        rumus["nilai"] = '=IF(AND(ISNUMBER({pembilang}),N({penyebut})>0),ROUND({pembilang}/{penyebut}*100,4),"")'
    return Baris({**isi, **tetap, **lalu}, buka, rumus, {"tingkat": pilihan} if pilihan else {})


def baris_anggaran(b: BarisAnggaran, isi: Mapping[str, str], boleh: bool) -> Baris:
    """One sub kegiatan as a row of the workbook."""
    dulu = b.sebelumnya
    tetap = {
        KUNCI: b.kunci,
        "kode": b.sub_kegiatan.kode,
        NAMA: nama_baris(b),
        "pagu": format_number(b.pagu),
        "keuangan_lalu": format_number(dulu.keuangan if dulu else None),
        "fisik_lalu": format_number(dulu.fisik if dulu else None),
        "keadaan": _keadaan(b, boleh),
    }
    return Baris({**isi, **tetap}, terbuka(b) if boleh else frozenset())


def _hitungan(b: BarisIndikator) -> str:
    nama = {v.peran: v.nama for v in b.indikator.variabel.all()}
    atas, bawah = nama.get(Variabel.Peran.PEMBILANG, "Pembilang"), nama.get(Variabel.Peran.PENYEBUT, "Penyebut")
    return f"{atas}\ndibagi {bawah}\ndikali 100"


def _keadaan(b: BarisLembar, boleh: bool) -> str:
    if not boleh:
        return "Hanya dibaca"
    if isinstance(b, BarisIndikator) and b.berumus and b.dapat_diisi:
        return f"Dihitung dari lembar {RUMUS}"
    if isinstance(b, BarisIndikator) and not b.wajib and b.dapat_diisi:
        return "Diukur setahun sekali, boleh kosong"
    if isinstance(b, BarisAnggaran) and b.dapat_diisi and b.tanpa_dasar:
        return b.tanpa_dasar
    return KEADAAN.get(Status(b.status), "Dapat diisi") if b.status else "Dapat diisi"
