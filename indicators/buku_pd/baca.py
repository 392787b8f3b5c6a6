"""The rows of a workbook that came in, each cell in its one spelling; what cannot be read is listed with its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.buku_kerja import identitas
from indicators.buku_kerja.baca import Galat, SelDitolak
from indicators.buku_kerja.tulis import judul_baku
from indicators.buku_pd.bidang import TANDA_CONTOH, Bidang, baca_polos, baca_sel
from indicators.buku_pd.tabel import Tabel
from indicators.buku_pd.tulis import JENIS, PETUNJUK, PILIHAN
from sakip.lib.kemas import buka, kemas, tulis
from sakip.lib.xlsx_baca import Batas, BerkasDitolak, BukuKerja, Lembar, alamat
from sakip.lib.xlsx_tulis import bersih

CARI_KEPALA = 30
LEMBAR_BANTU = (PETUNJUK, PILIHAN, identitas.NAMA)
MB = 1024 * 1024
BATAS = Batas(ukuran=15 * MB, terbuka=200 * MB, sel=500_000, baris=25_000, kolom=300)
"""What a workbook of a whole perangkat daerah may hold."""


@dataclass(frozen=True)
class BarisBerkas:
    """One row of the file: its cells, and how some of them were read.

    `kolom`: where cells stand that are not in the column of the sheet; a row of another's making has four quarters.
    """

    lembar: str
    nomor: int
    isi: dict[str, str]
    catatan: dict[str, str] = field(default_factory=dict)
    kolom: dict[str, int] | None = None


@dataclass
class LembarBerkas:
    """What one sheet says: which columns it has (and where), and its rows."""

    kolom: dict[str, int]
    baris: list[BarisBerkas] = field(default_factory=list)

    def alamat(self, b: BarisBerkas, kolom: str = "") -> str:
        """`Indikator!F7`; without a column that the sheet has, the row's first."""
        letak = (b.kolom or self.kolom).get(kolom) or self.kolom.get(kolom) or min(self.kolom.values(), default=1)
        return alamat(b.lembar, b.nomor, letak)


@dataclass
class Terbaca:
    """Everything that was read. `peta`: what each key meant when the file was made, {table: {key: primary key}}.

    `lewat`: sheets somebody sees in the file that are none of ours, so nothing of them was read.
    """

    lembar: dict[str, LembarBerkas] = field(default_factory=dict)
    galat: list[Galat] = field(default_factory=list)
    peta: dict[str, dict[str, int]] = field(default_factory=dict)
    milik: str = ""
    periode: tuple[int, int] | None = None
    lewat: list[str] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        """How many rows there are."""
        return sum(len(isi.baris) for isi in self.lembar.values())


def baca_buku(buku: BukuKerja, susunan: Sequence[Tabel]) -> Terbaca:
    """The rows of every sheet of ours that the file has. Raises BerkasDitolak when it has none."""
    hasil = Terbaca()
    for tabel in susunan:
        lembar = buku.bernama(tabel.lembar)
        if lembar is not None:
            _baca_lembar(tabel, lembar, hasil)
    if not hasil.lembar and not hasil.galat:
        ada = ", ".join(f"“{n.nama}”" for n in buku.lembar.values() if not n.tersembunyi) or "tidak ada"
        raise BerkasDitolak(
            f"Berkas ini tidak memuat satu pun lembar buku kerja perangkat daerah (yang ada: {ada}). "
            "Unduh buku kerja atau templatnya, lalu salin isian Anda ke sana."
        )
    _baca_identitas(buku, hasil)
    dibaca = [*(buku.bernama(t.lembar) for t in susunan), *(buku.bernama(nama) for nama in LEMBAR_BANTU)]
    hasil.lewat = [n.nama for n in buku.lembar.values() if not n.tersembunyi and n not in dibaca and n.tinggi]
    return hasil


def ke_json(terbaca: Terbaca) -> str:
    """What was read, packed, as it is kept until somebody says yes; for `dari_json` only."""
    isi = {
        "lembar": {nama: _lembar_json(isi) for nama, isi in terbaca.lembar.items()},
        "galat": [[g.alamat, g.baris, g.kalimat] for g in terbaca.galat],
        "peta": terbaca.peta,
        "milik": terbaca.milik,
        "periode": terbaca.periode,
        "lewat": terbaca.lewat,
    }
    return kemas(tulis(isi))


def dari_json(kemasan: str) -> Terbaca:
    """What `ke_json` kept."""
    isi = buka(kemasan)
    lembar = {nama: _lembar_dari_json(satu) for nama, satu in isi["lembar"].items()}
    periode = tuple(isi["periode"]) if isi["periode"] else None
    return Terbaca(lembar, [Galat(*g) for g in isi["galat"]], isi["peta"], isi["milik"], periode, isi.get("lewat", []))


def tahun_disebut(terbaca: Terbaca) -> list[int]:
    """The years that rows name, themselves or by their plan."""
    baris = (b.isi for isi in terbaca.lembar.values() for b in isi.baris)
    sebut = {isi.get("tahun") or isi.get("rencana") or "" for isi in baris}
    teks = {s.partition("/")[0] for s in sebut}
    return sorted(int(t) for t in teks if t.isascii() and t.isdigit())


def _lembar_json(isi: LembarBerkas) -> dict[str, Any]:
    """The rows of a sheet: the names of their columns once, where they are plain rows with the same columns."""
    nama, judul = (isi.baris[0].lembar, list(isi.baris[0].isi)) if isi.baris else ("", [])
    baris: list[Any] = []
    for b in isi.baris:
        if b.catatan or b.kolom or b.lembar != nama or list(b.isi) != judul:
            baris.append({"b": [b.lembar, b.nomor, b.isi, b.catatan, b.kolom]})
        else:
            baris.append([b.nomor, *b.isi.values()])
    return {"kolom": isi.kolom, "nama": nama, "judul": judul, "baris": baris}


def _lembar_dari_json(isi: Mapping[str, Any]) -> LembarBerkas:
    nama, judul = isi["nama"], isi["judul"]
    baris = [
        BarisBerkas(nama, b[0], dict(zip(judul, b[1:], strict=True))) if b.__class__ is list else BarisBerkas(*b["b"])
        for b in isi["baris"]
    ]
    return LembarBerkas(isi["kolom"], baris)


# --- A sheet ------------------------------------------------------------------------------------------------------


def _baca_lembar(tabel: Tabel, lembar: Lembar, hasil: Terbaca) -> None:
    kepala, kolom = _kepala(tabel, lembar)
    if not kepala:
        harus = ", ".join(f"“{b.judul}”" for b in tabel.bidang if b.wajib)
        hasil.galat.append(
            Galat(
                alamat(lembar.nama, 1, 1),
                "",
                f"Judul kolom lembar ini tidak ditemukan. Yang harus ada: {harus}. Kembalikan judulnya.",
            )
        )
        return
    isi = hasil.lembar[tabel.nama] = LembarBerkas(kolom)
    bidang = [b for b in tabel.bidang if b.kunci in kolom]
    gabung = _gabungan(lembar, kepala)
    tergabung = {r for r, _ in gabung}
    ingatan = [(b.kunci, kolom[b.kunci] - 1, b, _Ingatan()) for b in bidang]
    for r in range(kepala + 1, lembar.tinggi + 1):
        mentah = None if r in tergabung else lembar.mentah(r)
        baris = _baca_polos(lembar, r, mentah, ingatan) if mentah is not None else None
        if baris is None:
            baris = _baca_baris(lembar, r, bidang, kolom, gabung, hasil)
        if baris is not None and baris.isi:
            isi.baris.append(baris)


def _kepala(tabel: Tabel, lembar: Lembar) -> tuple[int, dict[str, int]]:
    """Row of the head and column of each field; (0, {}) when no row holds the heads of all required fields."""
    dicari = {judul_baku(b.judul): b.kunci for b in tabel.bidang}
    wajib = {b.kunci for b in tabel.bidang if b.wajib}
    lebar = lembar.lebar
    for r in range(1, min(lembar.tinggi, CARI_KEPALA) + 1):
        kolom: dict[str, int] = {}
        for k in range(1, lebar + 1):
            nilai = lembar.di(r, k).nilai
            nama = dicari.get(judul_baku(str(nilai).replace("\n", " "))) if nilai is not None else None
            if nama:
                kolom.setdefault(nama, k)
        if wajib <= set(kolom):
            return r, kolom
    return 0, {}


def _gabungan(lembar: Lembar, kepala: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells below the first of a merged column → that first one, whose content counts for all of them."""
    hasil: dict[tuple[int, int], tuple[int, int]] = {}
    for atas, kiri, bawah, kanan in lembar.gabung:
        if atas > kepala and kiri == kanan and bawah - atas < BATAS.baris:
            hasil |= {(r, kiri): (atas, kiri) for r in range(atas + 1, bawah + 1)}
    return hasil


_Ingatan = dict[tuple[type, Any], str]
"""The cells of a column that were read before: kind and value as the file has them → the text in its one spelling."""


def _baca_polos(
    lembar: Lembar, r: int, mentah: Sequence[Any], bidang: Sequence[tuple[str, int, Bidang, _Ingatan]]
) -> BarisBerkas | None:
    """A row of plain cells; without content when nothing stands in it. None when a cell needs a closer look."""
    isi: dict[str, str] = {}
    lebar = len(mentah)
    terisi = False
    for kunci, k, b, ingatan in bidang:
        nilai = mentah[k] if k < lebar else ""
        tanda = nilai.__class__, nilai
        teks = ingatan.get(tanda) or baca_polos(b, nilai)
        if teks is None:
            return None
        ingatan[tanda] = teks
        isi[kunci] = teks
        terisi = terisi or bool(teks)
    return BarisBerkas(lembar.nama, r, isi if terisi else {})


def _baca_baris(
    lembar: Lembar,
    r: int,
    bidang: Sequence[Bidang],
    kolom: Mapping[str, int],
    gabung: Mapping[tuple[int, int], tuple[int, int]],
    hasil: Terbaca,
) -> BarisBerkas | None:
    isi: dict[str, str] = {}
    catatan: dict[str, str] = {}
    galat: list[Galat] = []
    sendiri = False
    for b in bidang:
        tempat = r, kolom[b.kunci]
        sel = lembar.di(*tempat)
        if sel.kosong and tempat in gabung:
            sel = lembar.di(*gabung[tempat])
        elif not sel.kosong:
            sendiri = True
        else:
            isi[b.kunci] = ""
            continue
        if isinstance(sel.nilai, str) and sel.nilai.startswith(TANDA_CONTOH):
            return None
        try:
            isi[b.kunci], cara = baca_sel(b, sel)
        except SelDitolak as error:
            galat.append(
                Galat(bersih(sel.alamat), bersih(str(isi.get("uraian") or isi.get("nama") or ""))[:200], str(error))
            )
            isi[b.kunci] = ""
            continue
        if cara:
            catatan[b.kunci] = cara
    if not sendiri or not any(isi.values()) and not galat:
        return None
    hasil.galat += galat
    return BarisBerkas(lembar.nama, r, isi, catatan)


def _baca_identitas(buku: BukuKerja, hasil: Terbaca) -> None:
    """What the hidden sheet says; a file without one, or from elsewhere, is known by codes and words alone."""
    try:
        isi = identitas.baca(buku)
    except BerkasDitolak:
        return
    if isi.get("jenis") == JENIS:
        hasil.milik, hasil.periode = isi["perangkat_daerah"], (isi["periode"][0], isi["periode"][1])
        hasil.peta = isi["peta"]
