"""One chart of a dashboard as a file: the table as a workbook, the drawing as SVG or PNG. The scope is the page's."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from indicators.exceptions import InvalidValue
from indicators.views.dasbor_lingkup import GrafikHalaman, grafik_halaman, grafik_indikator, grafik_unit
from sakip.lib.charts_bentuk import Daftar, Grafik
from sakip.lib.charts_berkas import png_berkas, svg_berkas
from sakip.lib.charts_xlsx import xlsx_berkas
from sakip.lib.numbers import format_tanggal
from sakip.lib.unduhan import kirim
from sakip.lib.xlsx_tulis import TIPE

KUNCI = frozenset(
    [
        "anggaran",
        "capaian",
        "kategori",
        "kuadran",
        "kuadran-program",
        "peta",
        "serapan",
        "terlambat",
        "tren-tahun",
        "tren-triwulan",
        "unit",
    ]
)
"""Charts that a dashboard has as soon as there is something to show."""

SUMBER = "Hanya nilai terverifikasi yang dihitung."


@dataclass(frozen=True)
class _Bentuk:
    """One kind of file: its content type, and how it is made from a chart with the lines above and below it."""

    tipe: str
    buat: Callable[[Grafik, list[str], list[str]], bytes]


BENTUK = {
    "xlsx": _Bentuk(TIPE, lambda g, kepala, kaki: xlsx_berkas(g, kepala=kepala, kaki=kaki)),
    "svg": _Bentuk("image/svg+xml", lambda g, kepala, kaki: svg_berkas(g, kepala=kepala, kaki=kaki).encode()),
    "png": _Bentuk("image/png", lambda g, kepala, kaki: png_berkas(g, kepala=kepala, kaki=kaki)),
}


@require_GET
def dasbor_unduh(request: HttpRequest, kunci: str, jenis: str) -> HttpResponse:
    """A chart of the regency's dashboard, or with `?pd=` of that of a perangkat daerah."""
    return _berkas(request, _bentuk_or_404(jenis), grafik_halaman(request), kunci, jenis)


@require_GET
def dasbor_unit_unduh(request: HttpRequest, pk: int, kunci: str, jenis: str) -> HttpResponse:
    """A chart of the page of a unit."""
    return _berkas(request, _bentuk_or_404(jenis), grafik_unit(request, pk), kunci, jenis)


@require_GET
def dasbor_indikator_unduh(request: HttpRequest, pk: int, kunci: str, jenis: str) -> HttpResponse:
    """A chart of the page of an indikator."""
    return _berkas(request, _bentuk_or_404(jenis), grafik_indikator(request, pk), kunci, jenis)


def _bentuk_or_404(jenis: str) -> _Bentuk:
    if jenis not in BENTUK:
        raise Http404("Bentuk berkas tidak ada.")
    return BENTUK[jenis]


def _berkas(request: HttpRequest, bentuk: _Bentuk, halaman: GrafikHalaman, kunci: str, jenis: str) -> HttpResponse:
    grafik = halaman.grafik.get(kunci)
    if grafik is None:
        if kunci not in KUNCI:
            raise Http404("Grafik tidak ada.")
        raise InvalidValue(
            "Grafik ini belum ada isinya untuk tahun, triwulan, dan saringan yang dipilih. "
            "Ubah saringan pada halaman dasbor, lalu unduh lagi."
        )
    if isinstance(grafik, Daftar) and jenis != "xlsx":
        raise InvalidValue("Daftar ini tidak bergambar. Unduh tabelnya sebagai Excel.")
    kepala = [halaman.judul, *([f"Saringan: {halaman.saring}"] if halaman.saring else [])]
    hari_ini = format_tanggal(request.hari_ini)  # type: ignore[attr-defined]
    isi = bentuk.buat(grafik, kepala, [f"{SUMBER} Sumber: SAKIP, diunduh {hari_ini}."])
    nama = f"{halaman.nama_berkas}-{slugify(grafik.judul)[:60].rstrip('-') or kunci}.{jenis}"
    return kirim(isi, nama, bentuk.tipe)
