"""Charts from data: ChartData → Vega-Lite specification → SVG, the same drawing in the page and in the PDF.

The specification is data and may be handed to a browser later. The drawing is cached by the digest of the
specification, because the engine needs some 40 ms for a chart that nobody has asked for yet.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from django.core.cache import cache

from sakip.lib.charts_tabel import TabelGrafik, tabel_seri
from sakip.lib.numbers import format_number

Jenis = Literal["batang", "kolom", "garis", "tumpuk"]

# The colours of the categories of capaian; static/css/tokens.css has the same (a test compares them).
WARNA_KATEGORI = {
    "sangat-tinggi": "#15803d",
    "tinggi": "#2563eb",
    "sedang": "#b7791f",
    "rendah": "#d9480f",
    "sangat-rendah": "#c81e1e",
}
WARNA_UTAMA = "#0b5a66"
WARNA_REDUP = "#a3b4ba"
WARNA_SERI = (WARNA_UTAMA, "#b7791f", "#5f7f2e", "#7c3f6b")
TINTA = "#16242a"
TINTA_LEMAH = "#4f5e65"
GARIS = "#d9e0e2"
HURUF = "Liberation Sans, Arial, Helvetica, sans-serif"

LOKAL = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""], "percent": "%"}
VL_VERSION = "5.20"


@dataclass(frozen=True)
class Series:
    """One series: a value (or None: not known, drawn as a gap) for every label of the chart.

    ``teks`` is printed at each value instead of the formatted number; ``kategori`` (codes of WARNA_KATEGORI)
    colours each value. ``redup`` is for what was planned (target, pagu): pale, and dashed as a line. Series with
    the same ``panel`` share one of several small charts. ``letak`` marks values that nobody has measured: where a
    step without a number (predikat B) stands in the drawing. A workbook holds its word alone.
    """

    nama: str
    nilai: tuple[Decimal | None, ...]
    teks: tuple[str, ...] = ()
    kategori: tuple[str, ...] = ()
    panel: str = ""
    redup: bool = False
    letak: tuple[bool, ...] = ()


@dataclass(frozen=True)
class ChartData:
    """What one chart shows. Usable as it is in components/chart.html (judul, kalimat, svg, kepala, baris).

    ``kalimat`` says in words what is to be seen, and is the alternative text. ``jenis``: "batang" lies, "kolom"
    stands, "garis" connects points in time, "tumpuk" shares one bar of 100 % a label among its series (counts, each
    with the code of its category for every label). ``acuan`` draws one line of reference, such as 100. ``sekat``
    (label, words) draws an upright line before a label of "garis": where another period begins.
    ``lebar`` and ``tinggi`` (of one panel; 0 for "batang": as high as needed) are in CSS pixels.
    """

    judul: str
    kalimat: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    jenis: Jenis = "batang"
    satuan: str = ""
    desimal: int | None = None
    acuan: Decimal | None = None
    lebar: int = 560
    tinggi: int = 0
    judul_label: str = ""
    sekat: tuple[tuple[str, str], ...] = ()

    @cached_property
    def svg(self) -> str:
        """The drawing; a template asks for it more than once."""
        return chart_svg(self)

    @cached_property
    def svg_ringan(self) -> str:
        """Lines drawn without the engine, for a piece of a page that is answered at once."""
        from sakip.lib.charts_sempit import ringan_svg

        return ringan_svg(self)

    @cached_property
    def svg_sempit(self) -> str:
        """The drawing for a phone; "" for forms that have none of their own."""
        if self.jenis == "tumpuk":
            return _tumpuk(self, sempit=True)
        from sakip.lib.charts_sempit import sempit_svg

        return sempit_svg(self)

    @property
    def tabel(self) -> TabelGrafik:
        """The same figures for a workbook."""
        return tabel_seri(self)

    @property
    def kepala(self) -> list[str]:
        """Column heads of the table of figures beside the chart."""
        return [self.judul_label or "Uraian", *(nama_kolom(s) for s in self.series)]

    @property
    def baris(self) -> list[list[str]]:
        """Rows of that table: the label, then one printed figure for each series (`-`: not known)."""
        return [[label, *(_tertulis(self, s, i) for s in self.series)] for i, label in enumerate(self.labels)]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a frozen document: numbers as strings, lists for tuples. Read back by from_dict."""
        data = asdict(self)
        data["acuan"] = None if self.acuan is None else str(self.acuan)
        data["labels"], sekat = list(self.labels), data.pop("sekat")
        if sekat:  # documents made before there was any keep their digest
            data["sekat"] = [list(s) for s in sekat]
        data["series"] = [
            {
                "nama": s.nama,
                "nilai": [None if n is None else str(n) for n in s.nilai],
                "teks": list(s.teks),
                "kategori": list(s.kategori),
                "panel": s.panel,
                "redup": s.redup,
                **({"letak": list(s.letak)} if any(s.letak) else {}),
            }
            for s in self.series
        ]
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "ChartData":
        """The chart that as_dict wrote."""
        series = tuple(
            Series(
                nama=s["nama"],
                nilai=tuple(None if n is None else Decimal(n) for n in s["nilai"]),
                teks=tuple(s["teks"]),
                kategori=tuple(s["kategori"]),
                panel=s["panel"],
                redup=s["redup"],
                letak=tuple(s.get("letak", ())),
            )
            for s in data["series"]
        )
        acuan = None if data["acuan"] is None else Decimal(data["acuan"])
        lain = {"labels": tuple(data["labels"]), "sekat": tuple((a, b) for a, b in data.get("sekat", ()))}
        return cls(**{**data, **lain, "series": series, "acuan": acuan})


_BUKAN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def chart_svg(data: ChartData) -> str:
    """The chart as an SVG text. Raises ValueError when there is nothing to draw or a series has a wrong length."""
    periksa(data)
    if data.jenis == "tumpuk":
        return _tumpuk(data)
    from sakip.lib.charts_vega import spec

    spesifikasi = tercetak(spec(data))
    kunci = "chart:" + hashlib.sha256(json.dumps(spesifikasi, sort_keys=True).encode()).hexdigest()
    svg: str | None = cache.get(kunci)
    if svg is None:
        import vl_convert  # 120 MB in memory: only where a chart is drawn

        svg = str(vl_convert.vegalite_to_svg(spesifikasi, vl_version=VL_VERSION, format_locale=LOKAL))
        cache.set(kunci, svg, None)
    return svg


def periksa(data: ChartData) -> None:
    """Raises ValueError when there is nothing to draw or a series has a wrong length."""
    if not data.series or not data.labels:
        raise ValueError("Grafik tanpa data tidak dapat digambar.")
    for seri in data.series:
        if len(seri.nilai) != len(data.labels):
            raise ValueError(f"Seri “{seri.nama}” tidak sama panjang dengan daftar labelnya.")


def _tumpuk(data: ChartData, *, sempit: bool = False) -> str:
    from sakip.lib.charts_tumpuk import tumpuk_svg

    return tumpuk_svg(data, sempit=sempit)


def tercetak(isi: Any) -> Any:
    """The specification without letters XML cannot carry: the engine measures text as SVG, and one control character in
    a pasted name would end the whole process."""
    if isinstance(isi, str):
        return _BUKAN_XML.sub("", isi)
    if isinstance(isi, dict):
        return {kunci: tercetak(nilai) for kunci, nilai in isi.items()}
    return [tercetak(satu) for satu in isi] if isinstance(isi, list | tuple) else isi


def teks_nilai(data: ChartData, seri: Series, i: int) -> str:
    """What is printed at the value number `i` of a series."""
    return seri.teks[i] if seri.teks and seri.teks[i] else _angka(data, seri.nilai[i])


def _tertulis(data: ChartData, seri: Series, i: int) -> str:
    """The same for the table, also of a value whose figure was left out of the drawing for want of room."""
    return teks_nilai(data, seri, i).strip() or _angka(data, seri.nilai[i])


def _angka(data: ChartData, nilai: Decimal | None) -> str:
    if nilai is None:
        return "-"
    jarak = "" if data.satuan in ("", "%") else " "
    return f"{format_number(nilai, data.desimal)}{jarak}{data.satuan}"


def nama_kolom(seri: Series) -> str:
    """The head of the column of a series in the table of figures."""
    return f"{seri.panel}: {seri.nama}" if seri.panel else seri.nama
