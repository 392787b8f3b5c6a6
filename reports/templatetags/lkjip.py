"""What templates/pdf/lkjip.html needs beside plain text: its charts, drawn from the data in the payload."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.builders.lkjip_bagan import bagan_svg
from reports.builders.pohon_gambar import pohon_svg
from reports.payloads import Pecahan, Sel, Tabel
from reports.payloads_lkjip import LampiranLaporan, LembarPohon, SimpulBagan
from sakip.lib.charts import ChartData, chart_svg

register = template.Library()

NASKAH = {"pk": "pdf/partials/naskah_pk.html", "keputusan": "pdf/partials/naskah_keputusan.html"}
"""The partial that prints an annex of each kind."""


@register.filter
def grafik_svg(data: dict[str, Any]) -> SafeString:
    """The drawing of a ChartData.as_dict(), as SVG text. Labels are escaped by the drawing engine."""
    return mark_safe(chart_svg(ChartData.from_dict(data)))  # noqa: S308


@register.filter
def bagan(pohon: SimpulBagan) -> SafeString:
    """The organisation chart as SVG text; names are escaped where it is drawn."""
    return mark_safe(bagan_svg(pohon))  # noqa: S308


@register.filter
def pohon(lembar: LembarPohon) -> SafeString:
    """One sheet of the performance tree as SVG text; words are escaped where it is drawn."""
    return mark_safe(pohon_svg(lembar))  # noqa: S308


@register.simple_tag
def naskah_lampiran(satu: LampiranLaporan) -> SafeString:
    """One annexed document as it prints alone; `dalam` moves its headings below that of the annex."""
    return render_to_string(NASKAH[satu["jenis"]], {**satu["isi"], "dalam": True})


@register.filter
def baris_tabel(tabel: Tabel) -> SafeString:
    """The rows of the body as HTML, every text escaped.

    Written here because a template that asks five questions of each of 5,000 cells takes a fifth of the whole render.
    """
    hasil: list[str] = []
    sambungan, tinggi = set(tabel.get("sambungan", ())), _tinggi(tabel["baris"])
    for nomor, baris in enumerate(tabel["baris"]):
        kelas = baris[0].get("kelas", "") if baris else ""
        if nomor in sambungan:
            kelas = f"{kelas} sambungan".strip()
        hasil.append(f'<tr class="{escape(kelas)}">' if kelas else "<tr>")
        hasil += [_sel(sel, tinggi.get((nomor, n), 1)) for n, sel in enumerate(baris) if tinggi.get((nomor, n)) != 0]
        hasil.append("</tr>")
    return mark_safe("".join(hasil))  # noqa: S308


def _tinggi(baris: Sequence[Sequence[Sel]]) -> dict[tuple[int, int], int]:
    """How many rows a cell that is carried on covers, by its row and place; 0 for those that carry it on.

    On paper they are one merged cell (reports/pdf_lanjutan.py repeats its words on the next page).
    """
    hasil: dict[tuple[int, int], int] = {}
    mulai: dict[int, tuple[int, int]] = {}
    penuh: dict[int, int] = {}
    for nomor, isi in enumerate(baris):
        kolom = 0
        for n, sel in enumerate(isi):
            while penuh.get(kolom, 0) > nomor:
                kolom += 1
            if "sambung" in sel.get("kelas", "").split() and kolom in mulai:
                hasil[mulai[kolom]] = hasil.get(mulai[kolom], 1) + 1
                hasil[nomor, n] = 0
            else:
                mulai[kolom] = (nomor, n)
            for _ in range(sel.get("rentang_kolom", 1)):
                penuh[kolom] = nomor + sel.get("rentang_baris", 1)
                kolom += 1
    return hasil


def _sel(sel: Sel, tinggi: int) -> str:
    """One cell; a row header is a th with its scope."""
    awal, akhir = ('<th scope="row"', "</th>") if sel.get("judul") else ("<td", "</td>")
    baris, kolom = max(tinggi, sel.get("rentang_baris", 1)), sel.get("rentang_kolom", 1)
    rentang = (f' rowspan="{int(baris)}"' if baris > 1 else "") + (f' colspan="{int(kolom)}"' if kolom > 1 else "")
    kelas = f"{sel.get('rata', '')} {sel.get('kelas', '')}".strip()
    gaya = f' class="{escape(kelas)}"' if kelas else ""
    isi = _pecahan(sel["rumus"]) if "rumus" in sel else escape(sel["teks"]).replace(chr(10), "<br>")
    return f"{awal}{rentang}{gaya}>{isi}{akhir}"


def _pecahan(rumus: Pecahan) -> str:
    """A formula drawn as a fraction."""
    atas = f'<span class="atas">{escape(rumus["atas"])}</span>'
    bawah = f'<span class="bawah">{escape(rumus["bawah"])}</span>'
    akhir = f'<span class="akhir">{escape(rumus["akhir"])}</span>'
    return f'{escape(rumus["awal"])}<span class="pecahan">{atas}{bawah}</span>{akhir}'
