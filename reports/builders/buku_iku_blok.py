"""The content blocks of the IKU book: each name an institution may place in its outline, and what it prints."""

from collections.abc import Callable
from dataclasses import dataclass

from indicators.models import UnitKerja
from reports.builders import buku_iku_narasi as teks
from reports.builders import identitas, pohon, pola, sk_iku
from reports.builders.buku_iku_muat import Bahan
from reports.builders.buku_iku_tabel import tabel_iku, tabel_matriks
from reports.builders.buku_iku_tata import TataBab
from reports.builders.lkjip_blok import Penulis, kutipan, subjudul
from reports.builders.lkjip_fakta import jumlah, kapital
from reports.builders.lkjip_grafik import kalimat_bagan, pohon_unit
from reports.payloads_lkjip import Blok


@dataclass(frozen=True)
class Tempat:
    """Where a block stands: in which chapter of which outline, under which title, with which list marker."""

    bab: int
    kerangka: list[TataBab]
    judul: str
    butir: str
    mendatar: bool  # the section is landscape already
    tingkat: int  # of the heading above it: 1 for a chapter, 2 for a section


Pembuat = Callable[[Bahan, Penulis, Tempat], list[Blok]]


def _narasi(nama: str, p: Penulis, t: Tempat, isi_teks: str) -> list[Blok]:
    return [p.narasi(nama, t.judul, isi_teks)]


def _tetap(nama: str, tulis: Callable[[Bahan], str]) -> Pembuat:
    """A block of prose without a list."""
    return lambda b, p, t: _narasi(nama, p, t, tulis(b))


def _berbutir(nama: str, tulis: Callable[[Bahan, str], str]) -> Pembuat:
    """A block of prose with a list in the marker of its place."""
    return lambda b, p, t: _narasi(nama, p, t, tulis(b, t.butir))


def _landasan_hukum(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    """The institution's own list; without one the citations every decree on the IKU rests on."""
    sitasi = [identitas.sitasi(x) for x in b.peraturan] or [str(x) for x in sk_iku.BAWAAN["mengingat"]]
    return _narasi("landasan_hukum", p, t, teks.landasan_hukum(sitasi, t.butir))


def _sistematika(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    return _narasi("sistematika", p, t, teks.sistematika(b, t.kerangka))


def _bagan(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    if not b.unit:
        return [p.kurang(f"Unit kerja {b.pd} belum diisi, sehingga bagan organisasi tidak tercetak.")]
    susunan = pohon_unit(b.jabatan, b.unit)
    return [p.bagan(t.bab, f"Struktur Organisasi {b.nama}", kalimat_bagan(susunan), susunan)]


def _tugas_fungsi(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    pd = b.permintaan.perangkat_daerah
    if not (pd.tugas_pokok or pd.fungsi):
        return [p.kurang(f"Tugas pokok dan fungsi {b.pd} belum diisi pada data perangkat daerah.")]
    return _narasi("tugas_fungsi", p, t, teks.tugas_fungsi(b, t.butir))


def _tugas_unit(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    """Task and functions of each unit for which the layout has them, in the order of the organisation."""
    hasil: list[Blok] = []
    for u in _urut_unit(b):
        data = b.tata["tugas_unit"].get(u.kode)
        if not data:
            continue
        tugas, fungsi = [str(x) for x in data.get("tugas", [])], [str(x) for x in data.get("fungsi", [])]
        hasil.append(subjudul(u.nama, dalam=u.induk_id is not None, di=t.tingkat))
        hasil.append(p.narasi(f"tugas_unit.{u.kode}"[:80], u.nama, teks.tugas_unit(tugas, fungsi, t.butir)))
        if not data.get("lengkap", True):
            hasil.append(p.kurang(f"Uraian tugas dan fungsi {u.nama} belum lengkap pada data."))
    return hasil


def _urut_unit(b: Bahan) -> list[UnitKerja]:
    """Each unit after the one above it."""
    anak: dict[int | None, list[UnitKerja]] = {}
    for u in b.unit:
        anak.setdefault(u.induk_id, []).append(u)

    def turun(induk: int | None) -> list[UnitKerja]:
        return [x for u in anak.get(induk, []) for x in (u, *turun(u.pk))]

    return turun(None)


def _visi(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    if not b.arah.visi:
        return [p.kurang(f"Visi {b.daerah} {b.periode} belum diisi pada menu Perencanaan.")]
    hasil: list[Blok] = []
    for v in b.arah.visi:
        akronim = f" ({v.akronim})" if v.akronim and v.akronim not in v.uraian else ""
        hasil.append(kutipan(f"“{v.uraian}”{akronim}", f"Visi {b.daerah} {b.periode}"))
    unsur = teks.unsur_visi(b, t.butir)
    return [*hasil, *(_narasi("visi", p, t, unsur) if unsur else [])]


def _misi(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    if not b.arah.misi:
        return [p.kurang(f"Misi {b.daerah} {b.periode} belum diisi pada menu Perencanaan.")]
    return _narasi("misi", p, t, teks.misi(b, t.butir))


def _tujuan_sasaran(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    hasil = _narasi("tujuan_sasaran", p, t, teks.tujuan_sasaran(b, t.butir))
    if not b.arah.tujuan:
        hasil.append(p.kurang(f"Tujuan {b.pd} pada periode {b.periode} belum diisi pada menu Perencanaan."))
    return hasil


def _matriks(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    if not b.strategi:
        return [p.kurang(f"Strategi dan kebijakan {b.pd} belum diisi pada menu Perencanaan.")]
    nomor = p.nomor.tabel(str(t.bab))
    judul = f"Tujuan, Sasaran, Strategi, dan Kebijakan {b.nama}"
    tabel = p.tabel(nomor, judul, tabel_matriks(b), lebar=not t.mendatar)
    return [*_narasi("matriks", p, t, teks.matriks(b, nomor)), tabel]


def _penetapan(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    """The sentence and, where the outline places both, the table right below it."""
    nomor = p.nomor.tabel(str(t.bab))
    judul = pola.isi(b.tata["judul_tabel"], b.kunci)
    lebar = bool(b.tata["tabel_mendatar"]) and not t.mendatar
    tabel = p.tabel(nomor, judul, tabel_iku(b), lebar=lebar)
    tabel["utuh"] = False  # its rows are tall: kept whole, it would leave half a page empty
    return [*_narasi("penetapan", p, t, teks.penetapan(b, nomor)), *_belum_lengkap(b, p), tabel]


def _belum_lengkap(b: Bahan, p: Penulis) -> list[Blok]:
    """What the IKU lack that a reader needs in order to measure them."""
    isi = {
        "formula pengukuran": [r for r in b.iku if not r.indikator.formulasi and not r.indikator.ekspresi],
        "penanggung jawab": [r for r in b.iku if not r.indikator.penanggung_jawab],
    }
    return [
        p.kurang(f"{kapital(jumlah(len(rows), 'IKU'))} belum mempunyai {apa}.") for apa, rows in isi.items() if rows
    ]


def _pohon(b: Bahan, p: Penulis, t: Tempat) -> list[Blok]:
    if not b.pohon:
        return [p.kurang(f"Tujuan dan sasaran {b.pd} belum diisi, sehingga pohon kinerja tidak tercetak.")]
    judul = f"Pohon Kinerja {b.nama} Tahun {b.permintaan.tahun}"
    gambar = pohon.blok_pohon(p, t.bab, judul, b.pohon, b.permintaan.tahun, lebar=not t.mendatar, tambahan=b.tambahan)
    bersambung = any(x["sambungan"] for x in gambar["lembar"])
    lepas = pohon.tanpa_induk(b.pohon)
    narasi = teks.pohon(b, gambar["nomor"], lembar=len(gambar["lembar"]), bersambung=bersambung, lepas=lepas)
    kurang = f"{kapital(jumlah(lepas, 'kinerja unit kerja'))} belum dihubungkan dengan sasaran di atasnya"
    catatan: list[Blok] = (
        [p.kurang(f"{kurang}; pada pohon kinerja letaknya mengikuti susunan organisasi (garis putus-putus).")]
        if lepas
        else []
    )
    return [*_narasi("pohon", p, t, narasi), *catatan, gambar]


BLOK: dict[str, Pembuat] = {
    "latar_belakang": _tetap("latar_belakang", teks.latar_belakang),
    "maksud_tujuan": _berbutir("maksud_tujuan", teks.maksud_tujuan),
    "landasan_hukum": _landasan_hukum,
    "sistematika": _sistematika,
    "definisi": _tetap("definisi", teks.definisi),
    "kriteria": _berbutir("kriteria", teks.kriteria),
    "pertimbangan": _berbutir("pertimbangan", teks.pertimbangan),
    "kegunaan": _berbutir("kegunaan", teks.kegunaan),
    "kelompok": _berbutir("kelompok", teks.kelompok),
    "keselarasan": _berbutir("keselarasan", teks.keselarasan),
    "organisasi": _tetap("organisasi", teks.organisasi),
    "bagan": _bagan,
    "tugas_fungsi": _tugas_fungsi,
    "tugas_unit": _tugas_unit,
    "visi": _visi,
    "misi": _misi,
    "tujuan_sasaran": _tujuan_sasaran,
    "matriks": _matriks,
    "penetapan": _penetapan,
    "pohon": _pohon,
    "penutup": _tetap("penutup", teks.penutup),
}
"""All blocks by the name the layout calls them."""

MENDATAR = frozenset(("matriks", "pohon"))
"""What only landscape pages hold; the table of IKU asks `tabel_mendatar`."""
