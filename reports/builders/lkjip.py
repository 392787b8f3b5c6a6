"""The annual performance report (LKjIP, PermenPANRB 53/2014) of a perangkat daerah, Bab I to IV.

The other lkjip_* modules: muat (loads, in a constant number of queries), fakta (plain values), tata (the outline as
data), narasi, analisis, penutup (sentences), tabel, tabel_kinerja, tabel_anggaran (ruled tables), grafik, bagan
(pictures), bab, bab_tiga (sections), lampiran, daftar (the lists before the first chapter).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from indicators.exceptions import Incomplete
from reports.builders import identitas, lkjip_bab, lkjip_bab_tiga, lkjip_narasi, pola
from reports.builders.lkjip_bab import Konteks
from reports.builders.lkjip_blok import Penomor, Penulis, jangkar
from reports.builders.lkjip_daftar import isi_daftar, semua_blok
from reports.builders.lkjip_fakta import Laporan
from reports.builders.lkjip_lampiran import BAWAAN_LAMPIRAN, lampiran, reviu
from reports.builders.lkjip_muat import Bahan, dasar, fakta, muat
from reports.builders.lkjip_tata import BAWAAN_KERANGKA, DEPAN, BabKerangka, Butir, kerangka, pilihan
from reports.builders.permintaan import DEPAN as DEPAN_NARASI
from reports.builders.permintaan import BagianNarasi, Permintaan, label_bab
from reports.builders.tata import tata_of
from reports.models import JenisDokumen
from reports.payloads import TITIK, TandaTangan
from reports.payloads_lkjip import SCHEMA_LKJIP, Bab, Bagian, LkjipPayload, Sampul

TEMPLATE = "pdf/lkjip.html"
SCHEMA = SCHEMA_LKJIP
NOMOR_WAJIB = False

# What an institution may decide otherwise in its TataDokumen. `penyusun`: the unit named on the cover, when it is not
# the planning unit.
BAWAAN: dict[str, Any] = {
    "kertas": "A4",
    "muka": "laporan",
    "penyusun": "",
    "kop": identitas.KOP,
    "ttd": {**identitas.TTD, "jabatan": ["{jabatan},"], "tempat_tanggal": ["{tempat}, {tanggal}"]},
    **BAWAAN_KERANGKA,
    **BAWAAN_LAMPIRAN,
}

BAGIAN = {**lkjip_bab.BAGIAN, **lkjip_bab_tiga.BAGIAN}
"""What writes each section of lkjip_tata.JUDUL."""


def build(permintaan: Permintaan) -> LkjipPayload:
    """The payload. Raises Incomplete when there is no period, plan, IKU or closed fourth quarter.

    What is missing but does not make the report impossible stands in `kekurangan` and, marked, on its page.
    """
    tata = tata_of(permintaan.perangkat_daerah, JenisDokumen.LKJIP, BAWAAN)
    k = _konteks(permintaan, tata)
    payload = _naskah(permintaan, tata, k)
    if "reviu" in payload["depan"] and (pernyataan := reviu(permintaan, k.p, tata)) is not None:
        payload["reviu"] = pernyataan
    terlampir = lampiran(permintaan, k.b.rencana, k.p, tata)
    payload["lampiran"], payload["lampiran_kurang"] = terlampir.isi, terlampir.kurang
    isi_daftar(payload)
    return payload


def _konteks(permintaan: Permintaan, tata: dict[str, Any]) -> Konteks:
    """What every section is written from. Raises Incomplete."""
    awal = dasar(permintaan)
    if awal.kekurangan:
        nama = permintaan.perangkat_daerah.nama
        raise Incomplete(f"LKjIP {nama} tahun {permintaan.tahun} belum dapat disusun.", awal.kekurangan)
    bahan = muat(permintaan, awal)
    f = fakta(bahan)
    outline = kerangka(tata, {"perjanjian": _perjanjian(f), "tahun": str(f.tahun)})
    f = replace(f, rujukan=outline.rujukan())
    nomor = Penomor(str(tata["tabel"]), str(tata["gambar"]))
    return Konteks(bahan, f, Penulis(JenisDokumen.LKJIP.value, bahan.narasi, nomor), outline)


def _naskah(permintaan: Permintaan, tata: dict[str, Any], k: Konteks) -> LkjipPayload:
    """The report itself: all its prose, without review, annexes and the lists of what stands where."""
    pd, depan = permintaan.perangkat_daerah, pilihan(tata["depan"], DEPAN, "depan")
    payload: LkjipPayload = {
        "meta": identitas.meta(pd, judul(permintaan), "Laporan kinerja tahunan", tata=tata, final=permintaan.final),
        "sampul": _sampul(k.b, k.f, str(tata["penyusun"])),
        "kata_pengantar": k.p.narasi("kata_pengantar", "Kata Pengantar", lkjip_narasi.kata_pengantar(k.f)),
        "ttd": _tanda_tangan(k.b, k.p, tata["ttd"]),
        "depan": depan,
        "judul_bab": str(tata["judul_bab"]),
        "bab": [_bab(satu, k) for satu in k.kerangka.bab],
        "daftar_isi": [],
        "daftar_tabel": [],
        "daftar_gambar": [],
        "kekurangan": k.p.kekurangan,
    }
    if "ringkasan" in depan:
        payload["ringkasan"] = k.p.narasi("ringkasan", "Ringkasan Eksekutif", lkjip_narasi.ringkasan(k.f))
    return payload


def _perjanjian(f: Laporan) -> str:
    return "Perjanjian Kinerja Anggaran Perubahan" if f.perubahan else "Perjanjian Kinerja"


def periksa(permintaan: Permintaan) -> list[str]:
    """What makes the report impossible, one sentence each; empty when it can be made."""
    return dasar(permintaan).kekurangan


def judul(permintaan: Permintaan) -> str:
    """`Laporan Kinerja Instansi Pemerintah (LKjIP) Sekretariat Daerah … Tahun 2024`."""
    nama = identitas.nama_lengkap(permintaan.perangkat_daerah)
    return f"Laporan Kinerja Instansi Pemerintah (LKjIP) {nama} Tahun {permintaan.tahun}"


def periode_kunci(permintaan: Permintaan) -> str:
    """One report a year."""
    return str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """The sections of prose with the text generated from the data. Raises Incomplete as `build` does."""
    tata = tata_of(permintaan.perangkat_daerah, JenisDokumen.LKJIP, BAWAAN)
    return bagian_narasi(_naskah(permintaan, tata, _konteks(permintaan, tata)))


def bagian_narasi(payload: LkjipPayload) -> list[BagianNarasi]:
    """The same from a payload: key, title, generated text, in the order of the document."""
    awal = [payload["kata_pengantar"], *([payload["ringkasan"]] if "ringkasan" in payload else [])]
    blok = [(b, DEPAN_NARASI) for b in awal]
    for bab in payload["bab"]:
        label = label_bab(bab["nomor"], bab["judul"])
        blok += [(b, label) for b in semua_blok([bab]) if b["jenis"] == "narasi"]
    return [BagianNarasi(b["kunci"], b["judul"], b["asli"], label) for b, label in blok]


# --- Parts --------------------------------------------------------------------------------------------------------


def _sampul(b: Bahan, f: Laporan, penyusun: str) -> Sampul:
    pd = b.permintaan.perangkat_daerah
    return {
        "judul": "Laporan Kinerja Instansi Pemerintah",
        "singkatan": "LKjIP",
        "tahun": str(f.tahun),
        "perangkat_daerah": pd.nama,
        "pemerintah_daerah": f"Pemerintah {f.daerah}",
        "penyusun": penyusun or _penyusun(b),
        "alamat": ", ".join(t for t in (pd.alamat, pd.kota) if t),
    }


def _penyusun(b: Bahan) -> str:
    """The unit whose name says that it plans: in a Setda it compiles the report."""
    return next((u.nama for u in b.unit if "perencanaan" in u.nama.lower()), "")


def _tanda_tangan(b: Bahan, p: Penulis, tata: Mapping[str, Any]) -> TandaTangan:
    nilai = {
        "tempat": b.permintaan.perangkat_daerah.pemerintah_daerah.tempat or TITIK,
        "tanggal": identitas.tanggal_atau_titik(b.permintaan.tanggal, b.tahun + 1),
    }
    if b.kepala is None:
        p.kurang(
            f"Kepala {b.permintaan.perangkat_daerah.nama} yang menjabat pada akhir tahun {b.tahun} belum tercatat."
            f" {identitas.isi_pejabat()}"
        )
        return {
            "tempat_tanggal": pola.baris(tata["tempat_tanggal"], nilai),
            "jabatan": [f"{TITIK}{TITIK},"],
            "nama": TITIK * 6,
            "pangkat": "",
            "nip": "",
        }
    return identitas.tanda_tangan(b.kepala, tata=tata, nilai=nilai)


def _bab(isi: BabKerangka, k: Konteks) -> Bab:
    return {
        "nomor": isi.label.upper(),
        "judul": isi.judul,
        "jangkar": f"bab-{isi.nomor}",
        "pembuka": lkjip_bab_tiga.pembuka(k) if isi.pembuka else [],
        "bagian": [_bagian(t, k) for t in isi.bagian],
    }


def _bagian(t: Butir, k: Konteks) -> Bagian:
    blok = [b for b in BAGIAN[t.isi](k, t) if b is not None]
    return {
        "kunci": t.isi,
        "nomor": t.nomor,
        "judul": t.judul,
        "jangkar": jangkar(f"bagian {t.isi}"),
        "tingkat": 3 if t.tingkat == 3 else 2,
        "lebar": t.isi in lkjip_bab.MENDATAR or any(lkjip_bab.mendatar(b) for b in blok),
        "blok": blok,
    }
