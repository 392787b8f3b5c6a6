"""The parts of a dashboard that come by the hundred: cells of heat maps, nodes of budget trees, rows of figures.

Written here and not as partials: with 43 perangkat daerah an include for each was most of the page's time.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def baris_angka(baris: Iterable[Sequence[str]]) -> SafeString:
    """The rows of a chart's table: the first cell names the row, the others are printed figures."""
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((b[0], format_html_join("", '<td class="angka">{}</td>', ((sel,) for sel in b[1:]))) for b in baris),
    )


@register.simple_tag
def sel_panas(baris: Iterable[Any]) -> SafeString:
    """The cells of one row of a heat map (SelPanas or None); figure, sign, words and colour say the same."""
    return format_html_join("\n", "{}", ((_sel(s),) for s in baris))


def _sel(s: Any) -> SafeString:
    if s is None:
        return SafeString('<td class="panas-sel muted">–</td>')
    kelas = "".join(f" panas-{k}" for k in (s.kode, s.keadaan) if k)
    kata = s.keterangan.removeprefix(s.teks).strip(" ;,")
    return format_html(
        '<td class="panas-sel{}"><a href="{}" title="{}"><span class="panas-angka">{}{}</span>{}</a></td>',
        kelas,
        s.alamat,
        s.keterangan,
        s.teks,
        format_html(' <span aria-hidden="true">{}</span>', s.simbol) if s.simbol else "",
        format_html(' <span class="panas-kata">{}</span>', kata) if kata else "",
    )


@register.simple_tag
def pohon_anggaran(akar: Iterable[Any], total: Any) -> SafeString:
    """A budget tree as nested lists that fold with the browser's own means (SimpulAnggaran each), the sum last."""
    jumlah = format_html('<li class="pagu-jumlah">{}</li>', _baris(total, "Jumlah", "")) if total else ""
    return format_html("<ul>{}{}</ul>", _simpul(akar), jumlah)


def _simpul(rows: Iterable[Any]) -> SafeString:
    return format_html_join(
        "\n", "<li>{}</li>", ((_cabang(s) if s.anak else _baris(s, s.nama, s.alamat),) for s in rows)
    )


def _cabang(s: Any) -> SafeString:
    tautan = format_html(
        '<p class="pagu-tautan" data-tanpa-cetak><a href="{}">Anggaran {} sampai sub kegiatan</a></p>', s.alamat, s.nama
    )
    return format_html(
        "<details><summary>{}</summary>{}<ul>{}</ul></details>",
        _baris(s, s.nama, ""),
        tautan if s.alamat else "",
        _simpul(s.anak),
    )


def _baris(s: Any, nama: str, alamat: str) -> SafeString:
    return format_html(
        '<span class="pagu-baris"><span class="pagu-nama">{}{}{}</span>{}{}{}</span>',
        format_html('<span class="muted">{}</span> ', s.kode) if s.kode else "",
        format_html('<a href="{}">{}</a>', alamat, nama) if alamat else nama,
        _belum(s),
        _angka("Pagu", s.pagu_teks),
        _angka("Realisasi", s.realisasi_teks),
        _angka("Penyerapan", s.serapan_teks, _batang(s.serapan)),
    )


def _belum(s: Any) -> SafeString | str:
    if not s.belum or s.realisasi is None:
        return ""
    return format_html(' <span class="muted">({} dari {} belum terverifikasi)</span>', s.belum, s.jumlah)


def _angka(label: str, teks: str, sesudah: SafeString | str = "") -> SafeString:
    return format_html('<span class="pagu-angka"><span class="pagu-label">{} </span>{}{}</span>', label, teks, sesudah)


def _batang(serapan: Any) -> SafeString | str:
    if serapan is None:
        return ""
    return format_html(
        '<svg class="pagu-batang" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="penuh" width="100" height="6"/><rect class="isi" width="{}" height="6"/></svg>',
        str(serapan),
    )
