"""Template filters and tags every page may use: figures in Indonesian, badges, icons, charts.

Figures reach a page only through the filters here, so that one place decides how they look
(sakip.lib.numbers).
"""

import base64
import datetime
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sakip.lib import numbers
from sakip.templatetags.icons import ICONS

register = template.Library()

# A missing figure is not zero: it prints as a dash, the same one everywhere on screen.
MISSING = "–"


def _absent(value: object) -> bool:
    return value is None or value == ""


@register.filter
def angka(value: Decimal | int | None, desimal: int | None = None) -> str:
    """``1.234,56``: ``{{ nilai|angka }}`` with the decimals it has, ``{{ nilai|angka:2 }}`` with two."""
    return MISSING if _absent(value) else numbers.format_number(value, desimal)


@register.filter
def rupiah(value: int | Decimal | None) -> str:
    """``Rp43.574.741.594``; money is whole rupiah, so a Decimal must be one too."""
    return MISSING if value is None or value == "" else numbers.format_rupiah(int(value))


@register.filter
def persen(value: Decimal | int | None, desimal: int | None = None) -> str:
    """``96,25%`` for 96.25: the value is a percentage already, not a fraction."""
    return MISSING if _absent(value) else numbers.format_persen(value, desimal)


@register.filter
def nilai(value: str) -> str:
    """A value that is printed already (`5 Dok`); the `-` that documents print for a missing one becomes `–`."""
    return MISSING if value == "-" else value


@register.filter
def tanggal(value: datetime.date | datetime.datetime | None) -> str:
    """``20 Januari 2025``; a moment in time is first brought to the office's time zone."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return numbers.format_tanggal(value)


@register.filter
def waktu(value: datetime.datetime | None) -> str:
    """``20 Januari 2025 pukul 10.42`` in the office's time zone."""
    if value is None or value == "":
        return MISSING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{numbers.format_tanggal(local.date())} pukul {local:%H.%M}"


@register.filter
def romawi(value: int) -> str:
    """``IV`` for 4, as quarters and chapters are counted."""
    return numbers.romawi(int(value))


@register.filter
def data_uri(svg: str | bytes) -> str:
    """An SVG as the ``src`` of an ``img``: its own styles then do not meet the page's strict policy."""
    raw = svg.encode() if isinstance(svg, str) else svg
    return f"data:image/svg+xml;base64,{base64.b64encode(raw).decode('ascii')}"


@register.simple_tag
def ikon(nama: str, kelas: str = "") -> SafeString:
    """A decorative 16 px icon; the word beside it carries the meaning, so screen readers skip it."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>',
        kelas,
        mark_safe(ICONS[nama]),  # noqa: S308  our own constants, no user's text
    )


@register.simple_tag
@cache
def status_badge(status: str | None) -> SafeString:
    """Badge of a workflow status (DRAFT, SUBMITTED, VERIFIED, RETURNED; empty: nothing filled in yet).

    A sheet shows it on every row, in five shapes altogether: each is rendered once in the life of the process.
    """
    return mark_safe(render_to_string("components/status_badge.html", {"status": status}).strip())  # noqa: S308


@register.simple_tag
@cache
def kategori_badge(label: str | None, kode: str | None) -> SafeString:
    """Badge of a category of capaian: its word and the code of its colour (``sangat-tinggi`` …)."""
    html = render_to_string("components/kategori_badge.html", {"label": label, "warna": kode})
    return mark_safe(html.strip())  # noqa: S308


@register.simple_tag
def sel(isi: Any, kolom: str, label: str, galat_baris: str = "", modus: str = "decimal") -> SafeString:
    """One input of the quarterly sheet with its refusal below it.

    Written here and not as a partial: a sheet has hundreds, and an include for each cost half of the page's time.
    `isi` is the cell (name, text shown, text stored, refusal); `galat_baris` the id of a refusal of the whole row,
    which is not about a cell that is `tenang`.
    """
    galat = f"galat-{isi.nama}" if isi.galat else "" if isi.tenang else galat_baris
    tanda = format_html(' aria-invalid="true" aria-describedby="{}"', galat) if galat else ""
    return format_html(
        '<input class="sel" id="id_{0}" name="{0}" value="{1}" data-tersimpan="{2}" data-kolom="{3}" inputmode="{4}"'
        ' autocomplete="off" aria-label="{5}"{6}>{7}',
        isi.nama,
        isi.isi,
        isi.tersimpan,
        kolom,
        modus,
        label,
        tanda,
        format_html('<p class="galat-sel" id="{}">{}</p>', galat, isi.galat) if isi.galat else "",
    )


@register.simple_tag
def sel_rumus(t: Any) -> SafeString:
    """The cells of a row's formula, one for each variable, and what they come to (see ``sel`` for why here).

    `t` is the row (BarisTampil). Below them: the arithmetic, or which figures are still missing.
    """
    rapat = t.b.bersimbol
    isi = format_html_join(
        "",
        '<div class="variabel"><label for="id_{}">{}{}</label>{}</div>',
        (
            (
                c.nama,
                format_html("<b>{}</b> ", k.nama.removeprefix("v_").upper()) if rapat else "",
                k.label,
                sel(c, k.nama, f"{k.label}: {t.b.indikator.nama}", t.galat_id),
            )
            for k, c in t.variabel
        ),
    )
    kelas = "rumus-sel rapat" if rapat else "rumus-sel"
    return format_html('<div class="{}" data-tumpuk>{}</div>{}', kelas, isi, _hasil(t.b))


def _hasil(b: Any) -> SafeString | str:
    """What the figures come to. A value that was given without them says so: it stays until they are entered."""
    if b.masih_kurang:
        kurang = ", ".join(b.nama_kurang)
        return format_html('<small class="muted">Tersimpan; nilainya dihitung sesudah terisi: {}.</small>', kurang)
    if b.hitungan:
        return format_html('<output class="hasil">{}</output>', b.hitungan)
    if b.terisi:
        return format_html('<small class="muted">Tercatat {} tanpa rincian variabelnya.</small>', b.nilai_teks)
    return ""


@register.simple_tag
def sel_tahun(pasangan: Iterable[tuple[str, str]]) -> SafeString:
    """The cells of one row with a figure per year, each (year, printed figure); an empty figure is a dash.

    Written here for the reason given at ``sel``: the tree of a cascade has a thousand of them.
    """
    return format_html_join(
        "", '<td class="angka" data-label="{}">{}</td>', ((tahun, teks or MISSING) for tahun, teks in pasangan)
    )


@register.simple_tag
def catatan(
    penyebab: Any, solusi: Any, dapat_diubah: bool, label_penyebab: str, label_solusi: str, lalu: Any = None
) -> SafeString:
    """The folded notes of a row of the sheet: cause and solution, to read or to write (see ``sel`` for why here).

    `lalu` is what was noted the quarter before (triwulan, penyebab, solusi): there to read, and to take over.
    """
    pasangan = ((penyebab, "penyebab", label_penyebab), (solusi, "solusi", label_solusi))
    ada = penyebab.isi or solusi.isi
    if dapat_diubah:
        isi = format_html_join(
            "", TEKS, ((c.nama, nama, label, c.tersimpan, c.isi, _galat(c)) for c, nama, label in pasangan)
        ) + _catatan_lalu(lalu, ((penyebab, label_penyebab, "penyebab"), (solusi, label_solusi, "solusi")))
    elif ada:
        isi = format_html_join(
            "",
            "<p><strong>{}:</strong> {}</p>",
            ((label, linebreaksbr(c.isi, True)) for c, _, label in pasangan if c.isi),
        )
    else:
        return format_html('<span class="muted">{}</span>', MISSING)
    return format_html(
        '<details class="catatan" data-lipat="catatan"{}><summary>{}</summary>{}</details>',
        mark_safe(" open") if penyebab.galat or solusi.galat else "",
        "Ada catatan" if ada else "Tulis",
        isi,
    )


def _catatan_lalu(lalu: Any, pasangan: Iterable[tuple[Any, str, str]]) -> SafeString:
    """The notes of the quarter before, as text, with the button that puts them into the cells above."""
    if lalu is None:
        return SafeString("")
    isi = format_html_join(
        "",
        '<p><strong>{}:</strong> <span data-catatan-lalu="{}">{}</span></p>',
        (
            (label, c.nama, linebreaksbr(getattr(lalu, nama), True))
            for c, label, nama in pasangan
            if getattr(lalu, nama)
        ),
    )
    return format_html(
        '<div class="catatan-lalu"><p class="muted">Catatan {}</p>{}'
        '<button type="button" class="button small secondary" data-pakai-catatan>'
        "Pakai catatan triwulan lalu</button></div>",
        lalu.triwulan,
        isi,
    )


@register.simple_tag
def tindak_lanjut(t: Any) -> SafeString | str:
    """How many follow-up items run on a row of the sheet, and the way to them (see ``sel`` for why here).

    `t` is the row (BarisTampil). A row without any offers to raise one; one that cannot be changed says nothing.
    """
    n, lewat = t.b.tindak_lanjut.berjalan, t.b.tindak_lanjut.lewat
    if not n and not t.dapat_diubah:
        return ""
    return format_html(
        '<p class="tindak"><a href="{}">{}<span class="sr-only"> untuk {}</span></a>{}</p>',
        t.url_tindak_lanjut,
        f"{n} tindak lanjut berjalan" if n else "Tambah tindak lanjut",
        t.b.nama,
        format_html('<br><span class="badge status-returned">{}{} lewat tenggat</span>', ikon("peringatan"), lewat)
        if lewat
        else "",
    )


TEKS = (
    '<label for="id_{0}">{2}</label>'
    '<textarea id="id_{0}" name="{0}" rows="3" data-kolom="{1}" data-tersimpan="{3}">\n{4}</textarea>{5}'
)


def _galat(cell: Any) -> SafeString | str:
    return format_html('<p class="galat-sel">{}</p>', cell.galat) if cell.galat else ""
