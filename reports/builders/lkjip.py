"""The annual performance report (LKjIP, PermenPANRB 53/2014) of a perangkat daerah, Bab I to IV.

The other lkjip_* modules: muat (loads, in a constant number of queries), fakta (plain values), narasi, analisis,
penutup (sentences), tabel, tabel_kinerja, tabel_anggaran (ruled tables), grafik, bagan (pictures), bab, bab_tiga.
"""

from collections.abc import Iterator
from typing import Any

from indicators.exceptions import Incomplete
from reports.builders import identitas, lkjip_narasi
from reports.builders.lampiran import daftar
from reports.builders.lkjip_bab import bab_dua, bab_satu
from reports.builders.lkjip_bab_tiga import bab_empat, bab_tiga
from reports.builders.lkjip_blok import Penulis
from reports.builders.lkjip_fakta import Laporan
from reports.builders.lkjip_lampiran import BAWAAN_LAMPIRAN, lampiran, reviu
from reports.builders.lkjip_muat import Bahan, dasar, fakta, muat
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.tata import tata_of
from reports.models import JenisDokumen
from reports.payloads import TITIK, TandaTangan
from reports.payloads_lkjip import SCHEMA_LKJIP, Bab, Blok, LkjipPayload, Rujukan, Sampul

TEMPLATE = "pdf/lkjip.html"
SCHEMA = SCHEMA_LKJIP
NOMOR_WAJIB = False

# What an institution may decide otherwise in its TataDokumen. `penyusun`: the unit named on the cover, when it is not
# the planning unit.
BAWAAN: dict[str, Any] = {"kertas": "A4", "muka": "laporan", "penyusun": "", **BAWAAN_LAMPIRAN}


def build(permintaan: Permintaan) -> LkjipPayload:
    """The payload. Raises Incomplete when there is no period, plan, IKU or closed fourth quarter.

    What is missing but does not make the report impossible stands in `kekurangan` and, marked, on its page.
    """
    pd = permintaan.perangkat_daerah
    awal = dasar(permintaan)
    if awal.kekurangan:
        raise Incomplete(f"LKjIP {pd.nama} tahun {permintaan.tahun} belum dapat disusun.", awal.kekurangan)
    bahan = muat(permintaan, awal)
    f = fakta(bahan)
    penulis = Penulis(JenisDokumen.LKJIP.value, bahan.narasi)
    tata = tata_of(pd, JenisDokumen.LKJIP, BAWAAN)
    pengantar = penulis.narasi("kata_pengantar", "Kata Pengantar", lkjip_narasi.kata_pengantar(f))
    ttd = _tanda_tangan(bahan, penulis)
    chapters = [
        bab_satu(bahan, f, penulis),
        bab_dua(bahan, f, penulis),
        bab_tiga(bahan, f, penulis),
        bab_empat(f, penulis),
    ]
    terlampir = lampiran(permintaan, bahan.rencana, penulis, tata)
    pernyataan = reviu(permintaan, penulis, tata)
    payload: LkjipPayload = {
        "meta": identitas.meta(pd, judul(permintaan), "Laporan kinerja tahunan", tata=tata, final=permintaan.final),
        "sampul": _sampul(bahan, f, str(tata["penyusun"])),
        "kata_pengantar": pengantar,
        "ttd": ttd,
        "bab": chapters,
        "daftar_isi": [*_daftar_isi(chapters, ada_reviu=pernyataan is not None), *daftar(terlampir.isi)],
        "daftar_tabel": list(_daftar(chapters, "tabel")),
        "daftar_gambar": list(_daftar(chapters, "gambar")),
        "kekurangan": penulis.kekurangan,
        "lampiran": terlampir.isi,
        "lampiran_kurang": terlampir.kurang,
    }
    if pernyataan is not None:
        payload["reviu"] = pernyataan
    return payload


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
    return bagian_narasi(build(permintaan))


def bagian_narasi(payload: LkjipPayload) -> list[BagianNarasi]:
    """The same from a payload: key, title, generated text, in the order of the document."""
    blok = [payload["kata_pengantar"], *(b for b in _semua_blok(payload["bab"]) if b["jenis"] == "narasi")]
    return [BagianNarasi(b["kunci"], b["judul"], b["asli"]) for b in blok]


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


def _tanda_tangan(b: Bahan, p: Penulis) -> TandaTangan:
    daerah = b.permintaan.perangkat_daerah.pemerintah_daerah
    tanggal = identitas.tanggal_atau_titik(b.permintaan.tanggal, b.tahun + 1)
    tempat_tanggal = [f"{daerah.tempat or TITIK}, {tanggal}"]
    if b.kepala is None:
        p.kurang(
            f"Kepala {b.permintaan.perangkat_daerah.nama} yang menjabat pada akhir tahun {b.tahun} belum tercatat pada "
            "data pejabat."
        )
        return {
            "tempat_tanggal": tempat_tanggal,
            "jabatan": [f"{TITIK}{TITIK},"],
            "nama": TITIK * 6,
            "pangkat": "",
            "nip": "",
        }
    jabatan = b.kepala.jabatan_lengkap.replace(daerah.nama, "").strip()
    return identitas.tanda_tangan(b.kepala, tempat_tanggal=tempat_tanggal, jabatan=[f"{jabatan},"])


def _semua_blok(chapters: list[Bab]) -> Iterator[Blok]:
    for chapter in chapters:
        yield from chapter["pembuka"]
        for section in chapter["bagian"]:
            yield from section["blok"]


def _daftar_isi(chapters: list[Bab], *, ada_reviu: bool) -> Iterator[Rujukan]:
    yield {"nomor": "", "judul": "Kata Pengantar", "jangkar": "kata-pengantar", "tingkat": 1}
    if ada_reviu:
        yield {"nomor": "", "judul": "Pernyataan Telah Direviu", "jangkar": "reviu", "tingkat": 1}
    yield {"nomor": "", "judul": "Daftar Isi", "jangkar": "daftar-isi", "tingkat": 1}
    yield {"nomor": "", "judul": "Daftar Tabel", "jangkar": "daftar-tabel", "tingkat": 1}
    yield {"nomor": "", "judul": "Daftar Gambar", "jangkar": "daftar-gambar", "tingkat": 1}
    for chapter in chapters:
        yield {"nomor": chapter["nomor"], "judul": chapter["judul"], "jangkar": chapter["jangkar"], "tingkat": 1}
        for section in chapter["bagian"]:
            yield {
                "nomor": section["nomor"],
                "judul": section["judul"],
                "jangkar": section["jangkar"],
                "tingkat": section["tingkat"],
            }


def _daftar(chapters: list[Bab], jenis: str) -> Iterator[Rujukan]:
    """The list of tables, or of figures (charts and the organisation chart)."""
    for b in _semua_blok(chapters):
        if b["jenis"] == "tabel" and jenis == "tabel" or b["jenis"] in ("grafik", "bagan") and jenis == "gambar":
            yield {"nomor": b["nomor"], "judul": b["judul"], "jangkar": b["jangkar"], "tingkat": 1}
