"""The tables of the IKU book: the IKU in the columns of the institution's decree, and the matrix of strategies."""

from typing import Any

from indicators.models import Kebijakan
from indicators.selectors.dokumen import variabel_of
from indicators.selectors.pohon import BarisStrategi
from indicators.selectors.rumus_tertulis import rumus_tertulis
from reports.builders import sk_iku, sk_iku_tabel
from reports.builders.buku_iku_muat import Bahan
from reports.builders.sk_iku_lampiran import terurut
from reports.builders.sk_iku_tabel import Gaya
from reports.builders.tabel import Baris, Kolom, kolom_terisi, susun
from reports.builders.tata import gabung, tata_of
from reports.models import JenisDokumen
from reports.payloads import Tabel

KOLOM_MATRIKS = (
    Kolom("tujuan", "Tujuan", 20, gabung="tujuan"),
    Kolom("sasaran", "Sasaran", 22, gabung=True),
    Kolom("strategi", "Strategi", 25, gabung="strategi"),
    Kolom("kebijakan", "Kebijakan", 25),
    Kolom("bagian", "Pelaksana", 14),
)


def tabel_iku(b: Bahan) -> Tabel:
    """The IKU as the decree of the institution prints them; `tabel` of the book's layout changes single keys."""
    tata = _tata_tabel(b)
    indikator = [r.indikator for r in b.iku]
    variabel = variabel_of(indikator) if sk_iku_tabel.perlu_variabel(tata) else {}
    gaya = Gaya(tata, tata["tahun"] or b.periode.tahun, variabel, rumus_tertulis(indikator))
    return sk_iku_tabel.tabel(terurut(b.iku, tata["urut"]), gaya, "Tabel IKU")


def _tata_tabel(b: Bahan) -> dict[str, Any]:
    keputusan = tata_of(b.permintaan.perangkat_daerah, JenisDokumen.SK_IKU, sk_iku.BAWAAN)
    bawaan = {kunci: keputusan[kunci] for kunci in (*sk_iku_tabel.BAWAAN, "urut")}
    tata = gabung(bawaan, b.tata["tabel"], JenisDokumen.BUKU_IKU, "tabel.")
    sk_iku_tabel.periksa_tata(tata, JenisDokumen.BUKU_IKU)
    return tata


def tabel_matriks(b: Bahan) -> Tabel:
    """Tujuan, sasaran, strategi, kebijakan and who carries it; a strategy without policy has empty cells."""
    baris = [_baris_matriks(s, k) for s in b.strategi for k in s.kebijakan or (None,)]
    return susun(kolom_terisi(KOLOM_MATRIKS, baris), baris, kode="Matriks strategi", nomor_kolom="({n})", utuh=True)


def _baris_matriks(s: BarisStrategi, k: Kebijakan | None) -> Baris:
    """A policy that names no unit is carried by all of them."""
    sel = {
        "tujuan": s.sasaran.tujuan.uraian if s.sasaran.tujuan else "",
        "sasaran": s.sasaran.uraian,
        "strategi": s.strategi.uraian,
        "kebijakan": k.uraian if k else "",
        "bagian": (k.unit_kerja.nama if k.unit_kerja else "Semua bagian") if k else "",
    }
    return Baris(sel, s.sasaran.pk, {"tujuan": s.sasaran.tujuan_id, "strategi": s.strategi.pk})
