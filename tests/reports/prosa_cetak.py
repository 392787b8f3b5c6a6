"""One section of prose on paper, without the rest of a document."""

from typing import Any

from django.template import Context, Template

from reports import pdf
from tests.reports import contoh

NASKAH = """{% extends "pdf/_base.html" %}{% block isi %}<h1>Bab</h1><h2>{{ bagian.judul }}</h2>
{% for blok in bagian.blok %}{% if blok.jenis == "subjudul" %}<h{{ blok.tingkat }}>{{ blok.teks }}</h{{ blok.tingkat }}>
{% else %}{% include "pdf/lkjip/narasi.html" %}{% endif %}{% endfor %}{% endblock %}"""


def cetak_prosa(*blok: Any) -> tuple[str, bytes]:
    """The HTML and the PDF of a section with these blocks."""
    bagian = {"judul": "Bagian", "tingkat": 2, "blok": list(blok)}
    meta = {**contoh.pk()["meta"], "muka": "laporan", "kertas": "A4"}
    naskah = Template(NASKAH).render(Context({"meta": meta, "bagian": bagian}))
    return naskah, pdf.render_html(naskah)
