"""The parts of a dashboard that come by the hundred: cells of heat maps, nodes of budget trees, rows of figures.

Written here and not as partials: with 43 perangkat daerah an include for each was most of the page's time. Every value
from the data goes through `escape`: for so many small pieces `format_html` was a tenth of the page's time.
"""

from collections.abc import Iterable, Sequence
from html import escape as html_escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

from sakip.templatetags.sakip_tags import nilai

register = template.Library()


def escape(nilai: object) -> str:
    """Text from the data as it stands between tags or in quotes."""
    return html_escape(str(nilai))


@register.simple_tag
def baris_angka(baris: Iterable[Sequence[str]]) -> SafeString:
    """The rows of a chart's table: the first cell names the row, the others are printed figures."""
    return SafeString("\n".join(map(_baris_angka, baris)))


def _baris_angka(b: Sequence[str]) -> str:
    angka = "".join([f'<td class="angka">{escape(nilai(sel))}</td>' for sel in b[1:]])
    return f'<tr><th scope="row">{escape(b[0])}</th>{angka}</tr>'


@register.simple_tag
def sel_panas(baris: Iterable[Any]) -> SafeString:
    """The cells of one row of a heat map (SelPanas or None); figure, sign, words and colour say the same."""
    return SafeString("\n".join(map(_sel, baris)))


def _sel(s: Any) -> str:
    if s is None:
        return '<td class="panas-sel muted">–</td>'
    kelas = "".join(f" panas-{k}" for k in (s.kode, s.keadaan) if k)
    kata = s.keterangan.removeprefix(s.teks).strip(" ;,")
    simbol = f' <span aria-hidden="true">{escape(s.simbol)}</span>' if s.simbol else ""
    keadaan = f' <span class="panas-kata">{escape(kata)}</span>' if kata else ""
    return (
        f'<td class="panas-sel{escape(kelas)}"><a href="{escape(s.alamat)}" title="{escape(s.keterangan)}">'
        f'<span class="panas-angka">{escape(s.teks)}{simbol}</span>{keadaan}</a></td>'
    )


@register.simple_tag
def pohon_anggaran(akar: Iterable[Any], total: Any) -> SafeString:
    """A budget tree as nested lists that fold with the browser's own means (SimpulAnggaran each), the sum last."""
    jumlah = f'<li class="pagu-jumlah">{_baris(total, "Jumlah", "")}</li>' if total else ""
    return SafeString(f"<ul>{_simpul(akar)}{jumlah}</ul>")


def _simpul(rows: Iterable[Any]) -> str:
    return "\n".join([f"<li>{_cabang(s) if s.anak else _baris(s, s.nama, s.alamat)}</li>" for s in rows])


def _cabang(s: Any) -> str:
    tautan = (
        f'<p class="pagu-tautan" data-tanpa-cetak><a href="{escape(s.alamat)}">'
        f"Anggaran {escape(s.nama)} sampai sub kegiatan</a></p>"
    )
    summary, anak = _baris(s, s.nama, ""), _simpul(s.anak)
    return f"<details><summary>{summary}</summary>{tautan if s.alamat else ''}<ul>{anak}</ul></details>"


def _baris(s: Any, nama: str, alamat: str) -> str:
    kode = f'<span class="muted">{escape(s.kode)}</span> ' if s.kode else ""
    sebutan = f'<a href="{escape(alamat)}">{escape(nama)}</a>' if alamat else escape(nama)
    angka = _angka("Pagu", s.pagu_teks) + _angka("Realisasi", s.realisasi_teks)
    angka += _angka("Penyerapan", s.serapan_teks, _batang(s.serapan))
    return f'<span class="pagu-baris"><span class="pagu-nama">{kode}{sebutan}{_belum(s)}</span>{angka}</span>'


def _belum(s: Any) -> str:
    if not s.belum or s.realisasi is None:
        return ""
    return f' <span class="muted">({s.belum} dari {s.jumlah} belum terverifikasi)</span>'


def _angka(label: str, teks: str, sesudah: str = "") -> str:
    return f'<span class="pagu-angka"><span class="pagu-label">{label} </span>{escape(nilai(teks))}{sesudah}</span>'


def _batang(serapan: Any) -> str:
    if serapan is None:
        return ""
    return (
        '<svg class="pagu-batang" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="penuh" width="100" height="6"/><rect class="isi" width="{escape(serapan)}" height="6"/></svg>'
    )
