"""The pieces of a naskah dinas in Word: letterhead, title, hanging labels, parties, signatures.

Nothing is drawn: labels hang by tab stops and indents, what stands side by side stands in a borderless table, both of
which Word and LibreOffice keep as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reports.ekspor import gambar
from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import Alinea, Huruf, Petak, alinea, jeda, lari, tata
from reports.payloads import baris_bawah

_GARIS_GANDA = (
    '<w:tcBorders><w:bottom w:val="double" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>'
)  # fmt: skip
_LAMBANG = (19.0, 23.0)  # mm


def kop(lembar: Lembar, isi: Mapping[str, Any] | None, *, kecil: bool = False) -> None:
    """The letterhead: emblem at the left, lines in the middle, a double rule below. Nothing without one."""
    if not isi:
        return
    tengah = Alinea(rata="tengah", sebelum=0, sesudah=0, lekat=True)
    besar = 16 if kecil else 19
    baris = [(isi["pemerintah"], Huruf(ukuran=13)), (isi["perangkat_daerah"], Huruf(tebal=True, ukuran=besar))]
    baris += [(isi["alamat"], Huruf(ukuran=8.5)), (isi["kota"], Huruf(tebal=True, ukuran=11, jarak=1.2))]
    teks = "".join(alinea(lari(t, h), tengah) for t, h in baris if t)
    berkas = gambar.lambang(isi["lambang"])
    tinggi = min(_LAMBANG[1], _LAMBANG[0] * gambar.perbandingan(berkas))
    alt = "Lambang daerah" if isi["lambang"] else "Tempat lambang daerah"
    rupa = lembar.gambar(berkas, tinggi / gambar.perbandingan(berkas), tinggi, alt)
    kiri = _LAMBANG[0] + 5
    lembar.tulis(
        tata(
            [
                [
                    Petak(alinea(rupa, Alinea(sesudah=5, lekat=True)), kiri, _GARIS_GANDA, "center"),
                    Petak(teks, lembar.lebar - kiri, _GARIS_GANDA, "center"),
                ]
            ]
        )
        + jeda(22, lekat=True)
    )


def judul(lembar: Lembar, baris: Sequence[str], *, tingkat: int = 1, tebal: bool = True, sesudah: float = 8) -> None:
    """A title in the middle, its lines in one heading."""
    if baris:
        huruf = Huruf(ringan=not tebal)
        isi = lari("\n".join(baris), huruf)
        lembar.tulis(alinea(isi, Alinea(lembar.gaya_judul(tingkat), rata="tengah", sesudah=sesudah)))


def hanging(lembar: Lembar, label: str, butir: Sequence[str], penanda: Sequence[str]) -> None:
    """Menimbang or Mengingat: the label once, then a paragraph for each item behind its letter or number.

    Without marks the items are plain paragraphs beside the label.
    """
    for n, teks in enumerate(butir):
        kepala = f"{label}\t:\t" if n == 0 else ""
        if penanda:
            gaya = "Konsiderans" if n == 0 else "KonsideransLanjutan"
            isi = f"{kepala}{penanda[n]}\t{teks}"
            lembar.tulis(alinea(lari(isi), Alinea(gaya)))
        else:
            bentuk = Alinea("Diktum") if n == 0 else Alinea("Diktum", kiri=35)
            lembar.tulis(alinea(lari(f"{kepala}{teks}"), bentuk))


def diktum(lembar: Lembar, label: str, isi: str, butir: Sequence[str] = ()) -> None:
    """KESATU and what it orders, its lettered items below."""
    lembar.tulis(alinea(lari(f"{label}\t:\t{isi}"), Alinea("Diktum", utuh=not butir, lekat=bool(butir))))
    if butir:
        nomor = lembar.angka.baru("a", kiri=35)
        lembar.tulis("".join(alinea(lari(b), Alinea("Butir", nomor=(nomor, 0))) for b in butir))


def tanda_tangan(ttd: Mapping[str, Any], *, tengah: bool = False, ruang: float = 62, ukuran: float = 0) -> str:
    """The paragraphs of one signature block; `ruang`: points left free for the signature."""
    bentuk, huruf = Alinea("TandaTangan", rata="tengah" if tengah else ""), Huruf(ukuran=ukuran)
    isi = "".join(alinea(lari(b, huruf), bentuk) for b in ttd["tempat_tanggal"])
    for n, b in enumerate(ttd["jabatan"]):
        isi += alinea(lari(b, huruf), replace(bentuk, sebelum=8 if isi and n == 0 else None))
    isi += alinea(lari(ttd["nama"], replace(huruf, tebal=True)), replace(bentuk, sebelum=ruang))
    return isi + "".join(alinea(lari(b, huruf), bentuk) for b in baris_bawah(ttd))  # type: ignore[arg-type]


def ttd_kanan(lembar: Lembar, ttd: Mapping[str, Any] | None, *, tengah: bool = False) -> None:
    """One signature in the right half of the page, whole on one page."""
    if ttd is None:
        return
    mendatar = lembar.bentuk.mendatar
    kiri = lembar.lebar * (0.66 if mendatar else 0.44)
    isi = tanda_tangan(ttd, tengah=tengah, ruang=34 if mendatar else 62, ukuran=10 if mendatar else 0)
    lembar.lekatkan()
    lembar.tulis(jeda(6 if mendatar else 20, lekat=True) + tata([[Petak("", kiri), Petak(isi, lembar.lebar - kiri)]]))


def ttd_dua(lembar: Lembar, kiri: Mapping[str, Any], kanan: Mapping[str, Any]) -> None:
    """Two signatures side by side, whole on one page; both names on one line."""
    lebar, ruang = lembar.lebar * 0.48, 40 if lembar.dalam else 62
    beda = GARIS * (_tinggi(kiri, lebar) - _tinggi(kanan, lebar))
    petak = [
        Petak(tanda_tangan(kiri, tengah=True, ruang=ruang + max(0, -beda)), lebar),
        Petak("", lembar.lebar - 2 * lebar),
        Petak(tanda_tangan(kanan, tengah=True, ruang=ruang + max(0, beda)), lebar),
    ]
    lembar.lekatkan()
    lembar.tulis(jeda(14, lekat=True) + tata([petak]))


GARIS = 15
"""The height of a line of a signature block, in points."""

LEBAR_KAPITAL = 2.7
"""The mean width of a capital letter of an office, in millimetres."""


def _tinggi(ttd: Mapping[str, Any], lebar: float) -> int:
    """The lines above the name, those of a long office too."""
    jabatan = sum(1 + int(len(b) * LEBAR_KAPITAL / lebar) for b in ttd["jabatan"])
    return len(ttd["tempat_tanggal"]) + jabatan


def pasangan(lembar: Lembar, baris: Sequence[tuple[str, str]], *, label: float, kiri: float = 0) -> None:
    """Label, colon, value: the lines of a party or of an identity. The value hangs when it runs on."""
    hasil, huruf = "", Huruf(ukuran=9.5 if lembar.bentuk.mendatar else 0)
    for n, (nama, nilai) in enumerate(baris):
        bentuk = Alinea(
            "Identitas", kiri=kiri + label + 5, gantung=label + 5, tab=(kiri + label, kiri + label + 5),
            lekat=n < len(baris) - 1, sesudah=8 if n == len(baris) - 1 else None,
        )  # fmt: skip
        hasil += alinea(lari(f"{nama}\t:\t", huruf) + lari(nilai, replace(huruf, tebal=nama == "Nama")), bentuk)
    if hasil:
        lembar.tulis(hasil)
