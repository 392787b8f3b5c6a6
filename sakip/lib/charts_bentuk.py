"""Forms of charts that are not rows of numbers: heat map, quadrants, budget tree, and a plain list.

Each offers what ChartData does to a page, a document and a download: ``judul``, ``kalimat``, ``kepala``, ``baris``,
``as_dict``. Every printed figure is a text made by the selector; the Decimals beside it only place ink.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from sakip.lib.charts import ChartData
from sakip.lib.charts_kuadran import kuadran_svg
from sakip.lib.charts_pagu import pagu_svg
from sakip.lib.charts_peta import KATA, peta_svg
from sakip.lib.charts_tabel import Isi, Kolom, Sel, TabelGrafik


def _polos(isi: Any) -> Any:
    """Plain data: numbers of money stay, Decimals become strings, tuples lists."""
    if isinstance(isi, Decimal):
        return str(isi)
    if isinstance(isi, dict):
        return {kunci: _polos(nilai) for kunci, nilai in isi.items()}
    return [_polos(satu) for satu in isi] if isinstance(isi, list | tuple) else isi


def _angka(isi: str | None) -> Decimal | None:
    return None if isi is None else Decimal(isi)


@dataclass(frozen=True)
class SelPanas:
    """One cell of a heat map. ``teks`` is printed in it, ``simbol`` says the category without colour,
    ``nilai`` is the capaian itself.

    ``keterangan`` says all of it in words and stands in the table. ``keadaan`` is what the cell lacks: "late",
    "missing", "planned", "draft", or empty. ``alamat`` is where the page leads from it; it is never printed.
    """

    teks: str
    kode: str = ""
    simbol: str = ""
    keterangan: str = ""
    keadaan: str = ""
    alamat: str = ""
    nilai: Decimal | None = None


@dataclass(frozen=True)
class PetaPanas:
    """Rows × columns of cells (None: nothing was due there). ``legenda``: code, sign and word of each category."""

    judul: str
    kalimat: str
    kolom: tuple[str, ...]
    nama: tuple[str, ...]
    sel: tuple[tuple[SelPanas | None, ...], ...]
    legenda: tuple[tuple[str, str, str], ...]
    judul_baris: str = "Unit kerja"
    alamat: tuple[str, ...] = ()

    @property
    def keadaan(self) -> list[tuple[str, str]]:
        """Code and words of the states that occur in it, for the key beside the categories."""
        ada = {satu.keadaan for baris in self.sel for satu in baris if satu}
        return [(kode, kata) for kode, kata in KATA.items() if kode in ada]

    @property
    def kepala(self) -> list[str]:
        """Column heads of the table."""
        return [self.judul_baris, *self.kolom]

    @property
    def baris(self) -> list[list[str]]:
        """Each row's name and its cells in words."""
        return [
            [nama, *("-" if s is None else s.keterangan or s.teks for s in sel)]
            for nama, sel in zip(self.nama, self.sel, strict=True)
        ]

    @cached_property
    def svg(self) -> str:
        """The drawing for a page or a sheet of paper."""
        return peta_svg(self)

    @cached_property
    def svg_sempit(self) -> str:
        """The drawing for a phone."""
        return peta_svg(self, sempit=True)

    @property
    def tabel(self) -> TabelGrafik:
        """The figures, each column followed by its words where it has both."""
        kolom, isi = [Kolom(self.judul_baris)], [list[Sel](self.nama)]
        for judul, sel in zip(self.kolom, zip(*self.sel, strict=True), strict=True):
            if any(s is not None and s.nilai is not None for s in sel):
                kolom.append(Kolom(f"{judul} (%)", "persen"))
                isi.append([s.nilai if s else None for s in sel])
            kolom.append(Kolom(judul))
            isi.append([s.keterangan or s.teks if s else None for s in sel])
        return TabelGrafik(tuple(kolom), tuple(zip(*isi, strict=True)))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a frozen document, without addresses. Read back by from_dict."""
        data = _polos(asdict(self))
        data["alamat"] = []
        for sel in (s for baris in data["sel"] for s in baris if s):
            sel["alamat"] = ""
        return dict(data)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "PetaPanas":
        """The map that as_dict wrote."""
        sel = tuple(tuple(None if s is None else _sel(s) for s in baris) for baris in data["sel"])
        return cls(
            **{
                **data,
                "kolom": tuple(data["kolom"]),
                "nama": tuple(data["nama"]),
                "sel": sel,
                "legenda": tuple((k, s, t) for k, s, t in data["legenda"]),
                "alamat": tuple(data["alamat"]),
            }
        )


def _sel(data: dict[str, Any]) -> SelPanas:
    return SelPanas(**{**data, "nilai": _angka(data["nilai"])})


@dataclass(frozen=True)
class TitikKuadran:
    """One point: ``x`` and ``y`` in percent with their printed texts; None is not known, and not drawn."""

    nama: str
    x: Decimal | None
    y: Decimal | None
    x_teks: str
    y_teks: str
    kode: str = ""
    kategori: str = ""
    alamat: str = ""


@dataclass(frozen=True)
class Kuadran:
    """Points against two thresholds. ``nama_kuadran``: upper left, upper right, lower left, lower right."""

    judul: str
    kalimat: str
    judul_x: str
    judul_y: str
    batas_x: Decimal | None
    batas_y: Decimal
    batas_x_teks: str
    batas_y_teks: str
    nama_kuadran: tuple[str, str, str, str]
    titik: tuple[TitikKuadran, ...]
    judul_titik: str = "Unit kerja"
    satuan: str = "%"

    def kuadran_of(self, titik: TitikKuadran) -> int | None:
        """The quadrant of a point, 0 to 3 as in ``nama_kuadran``; None when it cannot be placed. A line belongs above
        and to the right of itself."""
        if titik.x is None or titik.y is None or self.batas_x is None:
            return None
        return (0 if titik.y >= self.batas_y else 2) + (1 if titik.x >= self.batas_x else 0)

    @property
    def tergambar(self) -> list[TitikKuadran]:
        """The points that can be drawn, in their order: their place in it is their number."""
        return [t for t in self.titik if t.x is not None and t.y is not None]

    @property
    def kepala(self) -> list[str]:
        """Column heads of the table."""
        return ["No.", self.judul_titik, self.judul_x, self.judul_y, "Kategori", "Kuadran"]

    @property
    def baris(self) -> list[list[str]]:
        """Every point, drawn or not, with its number and its quadrant."""
        nomor = {id(t): str(i) for i, t in enumerate(self.tergambar, start=1)}
        hasil = []
        for t in self.titik:
            di = self.kuadran_of(t)
            tempat = "-" if di is None else self.nama_kuadran[di]
            hasil.append([nomor.get(id(t), "-"), t.nama, t.x_teks, t.y_teks, t.kategori or "-", tempat])
        return hasil

    @cached_property
    def svg(self) -> str:
        """The drawing for a page or a sheet of paper."""
        return kuadran_svg(self)

    @cached_property
    def svg_sempit(self) -> str:
        """The drawing for a phone."""
        return kuadran_svg(self, sempit=True)

    @property
    def tabel(self) -> TabelGrafik:
        """Every point with both figures."""
        satuan: Isi = "persen" if self.satuan == "%" else "angka"
        kepala = self.kepala
        kolom = (
            Kolom(kepala[0], "angka"),
            Kolom(kepala[1]),
            Kolom(kepala[2], satuan),
            Kolom(kepala[3], satuan),
            *map(Kolom, kepala[4:]),
        )
        baris = [
            (None if b[0] == "-" else int(b[0]), b[1], t.x, t.y, *b[4:])
            for t, b in zip(self.titik, self.baris, strict=True)
        ]
        return TabelGrafik(kolom, tuple(baris))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a frozen document, without addresses. Read back by from_dict."""
        data = _polos(asdict(self))
        for t in data["titik"]:
            t["alamat"] = ""
        return dict(data)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Kuadran":
        """The chart that as_dict wrote."""
        titik = tuple(TitikKuadran(**{**t, "x": _angka(t["x"]), "y": _angka(t["y"])}) for t in data["titik"])
        a, b, c, d = data["nama_kuadran"]
        batas = {"batas_x": _angka(data["batas_x"]), "batas_y": Decimal(data["batas_y"])}
        return cls(**{**data, **batas, "nama_kuadran": (a, b, c, d), "titik": titik})


@dataclass(frozen=True)
class SimpulAnggaran:
    """One node of the budget: whole rupiah (None: not known) and absorption, with their printed texts.

    ``belum`` of ``jumlah`` sub kegiatan below it have no verified realisasi.
    """

    kode: str
    nama: str
    jenis: str
    pagu: int | None
    realisasi: int | None
    pagu_teks: str
    realisasi_teks: str
    serapan: Decimal | None
    serapan_teks: str
    belum: int = 0
    jumlah: int = 1
    alamat: str = ""
    anak: tuple["SimpulAnggaran", ...] = ()

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "SimpulAnggaran":
        """The node of plain data, with those below it."""
        anak = tuple(cls.from_dict(a) for a in data["anak"])
        return cls(**{**data, "serapan": _angka(data["serapan"]), "anak": anak})

    def tanpa_alamat(self) -> dict[str, Any]:
        """Plain data without addresses."""
        data = {**_polos(asdict(self)), "alamat": ""}
        data["anak"] = [a.tanpa_alamat() for a in self.anak]
        return data


@dataclass(frozen=True)
class PohonAnggaran:
    """Budget from the top down: programmes, kegiatan, sub kegiatan (or perangkat daerah above them)."""

    judul: str
    kalimat: str
    akar: tuple[SimpulAnggaran, ...]
    total: SimpulAnggaran | None = None

    @property
    def kepala(self) -> list[str]:
        """Column heads of the table."""
        return ["Tingkat", "Kode", "Uraian", "Pagu", "Realisasi", "Penyerapan"]

    @property
    def baris(self) -> list[list[str]]:
        """Every node below its parent, the total last."""
        return [_baris_anggaran(s) for s in self.simpul]

    @property
    def simpul(self) -> list[SimpulAnggaran]:
        """Every node below its parent, the total last."""
        hasil: list[SimpulAnggaran] = []
        for satu in self.akar:
            _turun(satu, hasil)
        return hasil if self.total is None else [*hasil, self.total]

    @cached_property
    def svg(self) -> str:
        """The drawing for a page or a sheet of paper."""
        return pagu_svg(self)

    @cached_property
    def svg_sempit(self) -> str:
        """The drawing for a phone."""
        return pagu_svg(self, sempit=True)

    @property
    def tabel(self) -> TabelGrafik:
        """Every node with whole rupiah and percent."""
        isi: tuple[Isi, ...] = ("teks", "teks", "teks", "rupiah", "rupiah", "persen")
        kolom = tuple(Kolom(judul, satu) for judul, satu in zip(self.kepala, isi, strict=True))
        baris = ((s.jenis, s.kode, s.nama, s.pagu, s.realisasi, s.serapan) for s in self.simpul)
        return TabelGrafik(kolom, tuple(baris))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a frozen document, without addresses. Read back by from_dict."""
        total = None if self.total is None else self.total.tanpa_alamat()
        akar = [a.tanpa_alamat() for a in self.akar]
        return {"judul": self.judul, "kalimat": self.kalimat, "akar": akar, "total": total}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "PohonAnggaran":
        """The tree that as_dict wrote."""
        total = None if data["total"] is None else SimpulAnggaran.from_dict(data["total"])
        akar = tuple(SimpulAnggaran.from_dict(a) for a in data["akar"])
        return cls(data["judul"], data["kalimat"], akar, total)


def _turun(simpul: SimpulAnggaran, hasil: list[SimpulAnggaran]) -> None:
    hasil.append(simpul)
    for anak in simpul.anak:
        _turun(anak, hasil)


def _baris_anggaran(s: SimpulAnggaran) -> list[str]:
    return [s.jenis, s.kode, s.nama, s.pagu_teks, s.realisasi_teks, s.serapan_teks]


@dataclass(frozen=True)
class Daftar:
    """A list without a picture. ``alamat`` has one address for each row, never printed."""

    judul: str
    kalimat: str
    kepala: list[str]
    baris: list[list[str]]
    alamat: tuple[str, ...] = ()

    @property
    def svg(self) -> str:
        """There is nothing to draw."""
        return ""

    @property
    def svg_sempit(self) -> str:
        """There is nothing to draw."""
        return ""

    @property
    def tabel(self) -> TabelGrafik:
        """The list as it is; its figures are part of its words."""
        return TabelGrafik(tuple(map(Kolom, self.kepala)), tuple(tuple(b) for b in self.baris))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a frozen document, without addresses. Read back by from_dict."""
        return {**_polos(asdict(self)), "alamat": []}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Daftar":
        """The list that as_dict wrote."""
        return cls(**{**data, "alamat": tuple(data["alamat"])})


Grafik = ChartData | PetaPanas | Kuadran | PohonAnggaran | Daftar

BENTUK: dict[str, type[ChartData | PetaPanas | Kuadran | PohonAnggaran | Daftar]] = {
    "seri": ChartData,
    "peta": PetaPanas,
    "kuadran": Kuadran,
    "anggaran": PohonAnggaran,
    "daftar": Daftar,
}


def spesifikasi(grafik: Grafik) -> dict[str, Any]:
    """A chart of any form as plain data: {"bentuk": its form, "isi": its as_dict}. Page, file and PDF draw from it."""
    bentuk = next(nama for nama, kelas in BENTUK.items() if isinstance(grafik, kelas))
    return {"bentuk": bentuk, "isi": grafik.as_dict()}


def dari_spesifikasi(data: dict[str, Any]) -> Grafik:
    """The chart that `spesifikasi` wrote."""
    return BENTUK[data["bentuk"]].from_dict(data["isi"])
