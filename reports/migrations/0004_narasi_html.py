"""Narratives were plain lines; now they are HTML. Written out here, so that later code cannot change the past."""

import re
from html import escape

from django.db import migrations

BUTIR = (("", re.compile(r"[-•–] +")), ("1", re.compile(r"\d{1,2}\. +")), ("a", re.compile(r"[a-z]\. +")))
TAG = {"": ("<ul>", "</ul>"), "1": ("<ol>", "</ol>"), "a": ('<ol type="a">', "</ol>")}


def html_dari_baris(teks):
    """A line is a paragraph; lines beginning with `- `, `1. ` or `a. ` are items of one list."""
    hasil = []
    for baris in (b.strip() for b in teks.splitlines()):
        if not baris:
            continue
        gaya, cocok = next(((g, m) for g, pola in BUTIR if (m := pola.match(baris))), ("p", None))
        isi = escape(baris[cocok.end() :] if cocok else baris, quote=False)
        if gaya != "p" and hasil and hasil[-1][0] == gaya:
            hasil[-1][1].append(isi)
        else:
            hasil.append((gaya, [isi]))
    return "".join(
        f"<p>{isi[0]}</p>" if gaya == "p" else TAG[gaya][0] + "".join(f"<li>{b}</li>" for b in isi) + TAG[gaya][1]
        for gaya, isi in hasil
    )


def jadikan_html(apps, schema_editor):
    """Every stored narrative, once."""
    for narasi in apps.get_model("reports", "Narasi").objects.only("pk", "teks").iterator():
        narasi.teks = html_dari_baris(narasi.teks)
        narasi.save(update_fields=["teks"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_tata_naskah")]
    operations = [migrations.RunPython(jadikan_html, migrations.RunPython.noop, elidable=True)]
