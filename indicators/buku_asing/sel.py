"""The cells of a foreign workbook as they wait for their mapping: what was read, never the file itself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sakip.lib.xlsx_baca import BukuKerja, Lembar, Sel
from sakip.lib.xlsx_tulis import bersih

CIRI = ("persen", "rumus", "tanpa_hasil", "galat")


def ke_json(buku: BukuKerja) -> list[dict[str, Any]]:
    """The visible sheets with cells, in their order."""
    return [
        {
            "nama": bersih(lembar.nama),
            "sel": [_satu(s) for _, s in sorted(lembar.sel.items())],
            "gabung": [list(g) for g in lembar.gabung],
        }
        for lembar in buku.lembar.values()
        if lembar.sel and not lembar.tersembunyi
    ]


def lembar_dari_json(isi: Mapping[str, Any], baris: int = 0) -> Lembar:
    """One sheet that `ke_json` kept. `baris`: no more than its first rows."""
    nama = isi["nama"]
    sel = {(s[0], s[1]): _baca(nama, s) for s in isi["sel"] if not baris or s[0] <= baris}
    return Lembar(nama, False, sel, [(g[0], g[1], g[2], g[3]) for g in isi["gabung"]])


def _satu(sel: Sel) -> list[Any]:
    ciri = sum(1 << n for n, c in enumerate(CIRI) if getattr(sel, c))
    nilai = sel.nilai
    if isinstance(nilai, bool):
        return [sel.baris, sel.kolom, "b", nilai, ciri]
    if isinstance(nilai, Decimal):
        return [sel.baris, sel.kolom, "n", str(nilai), ciri]
    if isinstance(nilai, date):
        jenis = "w" if isinstance(nilai, datetime) else "t"
        return [sel.baris, sel.kolom, jenis, nilai.isoformat(), ciri]
    return [sel.baris, sel.kolom, "s", "" if nilai is None else bersih(str(nilai)), ciri]


def _baca(lembar: str, s: Sequence[Any]) -> Sel:
    baris, kolom, jenis, teks, ciri = s
    nilai: Any = teks
    if jenis == "n":
        nilai = Decimal(teks)
    elif jenis == "w":
        nilai = datetime.fromisoformat(teks)
    elif jenis == "t":
        nilai = date.fromisoformat(teks)
    return Sel(lembar, baris, kolom, nilai, **{c: bool(ciri >> n & 1) for n, c in enumerate(CIRI)})
