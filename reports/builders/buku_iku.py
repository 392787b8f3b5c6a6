"""The book on the Indikator Kinerja Utama of a perangkat daerah: cover to signed closing, and its decree as annex.

The other buku_iku_* modules: tata (layout), muat (loads), narasi (sentences), tabel, blok (what may stand where).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from indicators.exceptions import Incomplete
from reports.builders import buku_iku_narasi, identitas, lampiran, pola, sk_iku
from reports.builders.buku_iku_blok import BLOK, MENDATAR, Tempat
from reports.builders.buku_iku_muat import Bahan, muat
from reports.builders.buku_iku_tata import BAWAAN as BAWAAN
from reports.builders.buku_iku_tata import TataBab, TataBlok, TataSub, kerangka
from reports.builders.iku_dasar import dasar
from reports.builders.lkjip_blok import Penulis, jangkar
from reports.builders.permintaan import DEPAN, BagianNarasi, Permintaan, label_bab
from reports.builders.tata import tata_of
from reports.models import Dokumen, JenisDokumen
from reports.payloads import KeputusanPayload
from reports.payloads_buku import SCHEMA_BUKU_IKU, BabBuku, BukuIkuPayload, SampulBuku
from reports.payloads_lkjip import Bagian, Blok, BlokKekurangan, LampiranLaporan, Rujukan

TEMPLATE = "pdf/buku_iku.html"
SCHEMA = SCHEMA_BUKU_IKU
NOMOR_WAJIB = False
TANPA_ISI = ", sehingga buku IKU tidak mempunyai isi"

DAFTAR = {"daftar-tabel": ("tabel",), "daftar-gambar": ("grafik", "bagan", "pohon")}
"""What a list of tables and one of figures name. A list of nothing is left out of the book."""

JUDUL_DEPAN = {
    "kata-pengantar": "Kata Pengantar",
    "daftar-isi": "Daftar Isi",
    "daftar-tabel": "Daftar Tabel",
    "daftar-gambar": "Daftar Gambar",
}


def build(permintaan: Permintaan) -> BukuIkuPayload:
    """The payload. Raises Incomplete when there is no period, no IKU or nobody to sign; InvalidValue for its layout.

    What is missing but does not make the book impossible stands in `kekurangan` and, marked, on its page.
    """
    pd, awal = permintaan.perangkat_daerah, dasar(permintaan, akibat=TANPA_ISI)
    if awal.kekurangan:
        raise Incomplete(f"Buku IKU {pd.nama} belum dapat disusun.", awal.kekurangan)
    tata = tata_of(pd, JenisDokumen.BUKU_IKU, BAWAAN)
    bahan = muat(permintaan, awal, tata)
    outline = kerangka(tata, bahan.kunci, tuple(BLOK))
    penulis = Penulis(JenisDokumen.BUKU_IKU.value, bahan.narasi)
    pengantar = penulis.narasi("kata_pengantar", "Kata Pengantar", buku_iku_narasi.kata_pengantar(bahan))
    chapters = [_bab(bab, outline, bahan, penulis) for bab in outline]
    terlampir, kurang = _lampiran(bahan, penulis)
    bagian, daftar = _bagian(tata["bagian"], chapters, terlampir or kurang)
    payload: BukuIkuPayload = {
        "meta": identitas.meta(
            pd, judul(permintaan), "Buku indikator kinerja utama", tata=tata, final=permintaan.final
        ),
        "bagian": bagian,
        "awal": next((b for b in bagian if b in JUDUL_DEPAN), ""),
        "sampul": _sampul(bahan),
        "kata_pengantar": pengantar,
        "pengantar_ttd": bool(tata["pengantar_ttd"]),
        "ttd": identitas.tanda_tangan(bahan.pejabat, tata=tata["ttd"], nilai=_kunci_ttd(bahan)),
        "bab": chapters,
        "daftar_isi": list(_daftar_isi(bagian, outline, chapters, terlampir)),
        "daftar_tabel": daftar["daftar-tabel"],
        "daftar_gambar": daftar["daftar-gambar"],
        "kekurangan": penulis.kekurangan,
    }
    if "lampiran" in bagian:
        payload["lampiran"], payload["lampiran_kurang"] = terlampir, kurang
    return payload


def periksa(permintaan: Permintaan) -> list[str]:
    """What makes the book impossible, one sentence each; empty when it can be made."""
    return dasar(permintaan, akibat=TANPA_ISI).kekurangan


def judul(permintaan: Permintaan) -> str:
    """The title in lists and in the file's metadata."""
    periode = periode_kunci(permintaan).replace("-", "–")
    return f"Buku Indikator Kinerja Utama {identitas.nama_lengkap(permintaan.perangkat_daerah)} Tahun {periode}"


def periode_kunci(permintaan: Permintaan) -> str:
    """The Renstra period: one book holds for all its years."""
    return sk_iku.periode_kunci(permintaan)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """The sections of prose with the text generated from the data. Raises Incomplete as `build` does."""
    return bagian_narasi(build(permintaan))


def bagian_narasi(payload: BukuIkuPayload) -> list[BagianNarasi]:
    """The same from a payload: key, title, generated text, in the order of the document."""
    blok = [(payload["kata_pengantar"], DEPAN)]
    for bab in payload["bab"]:
        label = label_bab(bab["nomor"], bab["judul"])
        blok += [(b, label) for b in _semua_blok([bab]) if b["jenis"] == "narasi"]
    return [BagianNarasi(b["kunci"], b["judul"], b["asli"], label) for b, label in blok]


# --- Chapters ---------------------------------------------------------------------------------------------------------


def _bab(bab: TataBab, outline: list[TataBab], b: Bahan, p: Penulis) -> BabBuku:
    return {
        "nomor": bab.nomor,
        "judul": bab.judul,
        "jangkar": f"bab-{bab.urut}",
        "pembuka": _blok(bab.pembuka, bab, outline, bab.judul, b, p, mendatar=False, tingkat=1),
        "bagian": [_bagian_bab(n, sub, bab, outline, b, p) for n, sub in enumerate(bab.sub, 1)],
        "bentuk": bab.bentuk,  # type: ignore[typeddict-item]  # kerangka has checked it
        "ttd": bab.ttd,
    }


def _bagian_bab(n: int, sub: TataSub, bab: TataBab, outline: list[TataBab], b: Bahan, p: Penulis) -> Bagian:
    """One section. One that holds nothing but wide tables or pictures with their sentences is landscape as a whole."""
    lebar = bool(sub.blok) and all(x.isi in _mendatar(b) for x in sub.blok)
    return {
        "kunci": f"{bab.urut}.{n}",
        "nomor": sub.nomor,
        "judul": sub.judul,
        "jangkar": jangkar(f"bagian {bab.urut} {n}"),
        "tingkat": 2,
        "lebar": lebar,
        "blok": _blok(sub.blok, bab, outline, sub.judul, b, p, mendatar=lebar, tingkat=2),
    }


def _mendatar(b: Bahan) -> frozenset[str]:
    return MENDATAR | {"penetapan"} if b.tata["tabel_mendatar"] else MENDATAR


def _blok(
    daftar: tuple[TataBlok, ...],
    bab: TataBab,
    outline: list[TataBab],
    judul_bagian: str,
    b: Bahan,
    p: Penulis,
    *,
    mendatar: bool,
    tingkat: int,
) -> list[Blok]:
    hasil: list[Blok] = []
    for satu in daftar:
        butir = satu.butir or str(b.tata["butir_hukum" if satu.isi == "landasan_hukum" else "butir"])
        hasil += BLOK[satu.isi](b, p, Tempat(bab.urut, outline, judul_bagian, butir, mendatar, tingkat))
    # What opens landscape pages of its own stands last: the sentences before it share the upright page.
    return sorted(hasil, key=_membuka_mendatar)


def _membuka_mendatar(blok: Blok) -> bool:
    return blok["jenis"] in ("tabel", "pohon") and bool(blok.get("lebar"))


def _semua_blok(chapters: list[BabBuku]) -> Iterator[Blok]:
    for chapter in chapters:
        yield from chapter["pembuka"]
        for section in chapter["bagian"]:
            yield from section["blok"]


# --- Parts --------------------------------------------------------------------------------------------------------


def _sampul(b: Bahan) -> SampulBuku:
    baris = {k: pola.baris(b.tata[f"sampul_{k}"], b.kunci) for k in ("atas", "judul", "bawah")}
    lambang = identitas.kop(b.permintaan.perangkat_daerah)["lambang"]
    return {"atas": baris["atas"], "lambang": lambang, "judul": baris["judul"], "bawah": baris["bawah"]}


def _kunci_ttd(b: Bahan) -> dict[str, str]:
    return {kunci: b.kunci[kunci] for kunci in ("pd", "periode", "tempat", "tanggal")}


def _bagian(daftar: list[Any], chapters: list[BabBuku], lampiran: Any) -> tuple[list[Any], dict[str, list[Rujukan]]]:
    """The parts that have something to print, and the lists of tables and figures."""
    isi = {nama: list(_daftar(chapters, jenis)) for nama, jenis in DAFTAR.items()}
    ada = [b for b in daftar if isi.get(b, True) and (b != "lampiran" or lampiran)]
    return ada, isi


def _daftar(chapters: list[BabBuku], jenis: tuple[str, ...]) -> Iterator[Rujukan]:
    for b in _semua_blok(chapters):
        if b["jenis"] in jenis and b["jenis"] in ("tabel", "grafik", "bagan", "pohon"):
            yield {"nomor": b["nomor"], "judul": b["judul"], "jangkar": b["jangkar"], "tingkat": 1}


def _daftar_isi(
    bagian: list[Any], outline: list[TataBab], chapters: list[BabBuku], terlampir: list[LampiranLaporan]
) -> Iterator[Rujukan]:
    """Every part in the order of the book; titles as the layout writes them here."""
    for nama in bagian:
        if nama in JUDUL_DEPAN:
            yield {"nomor": "", "judul": JUDUL_DEPAN[nama], "jangkar": nama, "tingkat": 1}
        elif nama == "bab":
            for tata, bab in zip(outline, chapters, strict=True):
                yield {"nomor": bab["nomor"], "judul": tata.daftar_isi, "jangkar": bab["jangkar"], "tingkat": 1}
                for sub, isi in zip(tata.sub, bab["bagian"], strict=True):
                    yield {"nomor": isi["nomor"], "judul": sub.daftar_isi, "jangkar": isi["jangkar"], "tingkat": 2}
        elif nama == "lampiran":
            yield from lampiran.daftar(terlampir)


def _lampiran(b: Bahan, p: Penulis) -> tuple[list[LampiranLaporan], list[BlokKekurangan]]:
    """The decree on the IKU of the same period: the finished one, in a draft also the one being prepared."""
    permintaan = b.permintaan
    if "lampiran" not in b.tata["bagian"]:
        return [], []
    keputusan = _keputusan_selesai(permintaan)
    kurang = []
    if keputusan is None:
        kurang.append(
            p.kurang(
                "Keputusan tentang Indikator Kinerja Utama periode ini belum diselesaikan. Selesaikan SK IKU lebih"
                " dahulu, supaya keputusan yang bernomor menjadi lampiran buku ini."
            )
        )
        if not permintaan.final:
            keputusan = sk_iku.build(replace(permintaan, nomor="", tanggal=None, kode=""))
    if keputusan is None:
        return [], kurang
    return lampiran.bernomor([("keputusan", pola.isi(b.tata["lampiran_judul"], b.kunci), keputusan)]), kurang


def _keputusan_selesai(permintaan: Permintaan) -> KeputusanPayload | None:
    """The payload of the decree in force; None while there is none in today's schema."""
    dokumen = (
        Dokumen.objects.filter(
            perangkat_daerah=permintaan.perangkat_daerah,
            jenis=JenisDokumen.SK_IKU,
            periode_kunci=periode_kunci(permintaan),
            payload_schema=sk_iku.SCHEMA,
        )
        .yang_berlaku()
        .first()
    )
    return dokumen.payload if dokumen else None
