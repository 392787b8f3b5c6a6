"""The branches of the two trees of planning as HTML, each kept under all it shows.

One change touches a few of hundreds of branches; the others are put together from what was printed before.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from indicators.selectors.cascade import Simpul
from indicators.selectors.kaskade import Cabang

ANAK = SafeString("<!--anak-->")
"""Where the branches below go; no text of a person can be it, because all are escaped."""


def cabang_ubah(daftar: Iterable[Cabang], isi: Mapping[str, Any]) -> SafeString:
    """Branches of the editor. Of `isi` the rights, the addresses and whether all are unfolded (`kaskade_jawab.hak`)."""
    perlu = ("boleh", "boleh_daerah", "dasar", "dasar_baru", "dasar_indikator", "kueri", "buka")
    return _cabang("kaskade_cabang", daftar, {k: isi.get(k, False) for k in perlu}, lambda c: False)


def cabang_baca(daftar: Iterable[Simpul], isi: Mapping[str, Any]) -> SafeString:
    """Branches of Perencanaan. Of `isi` the head of its tables, their columns, whose pages may be opened, `buka`."""
    milik = {k: isi[k] for k in ("kepala", "lebar", "buka")} | {"terlihat": sorted(isi["terlihat"])}
    # The table of a kegiatan holds its sub kegiatan.
    return _cabang("perencanaan_cabang", daftar, milik, lambda s: s.jenis == "kegiatan")


def _cabang(nama: str, daftar: Iterable[Any], isi: dict[str, Any], sampai_daun: Callable[[Any], bool]) -> SafeString:
    """`sampai_daun`: whether the template itself prints what is below a branch."""
    templat = get_template(f"indicators/partials/{nama}.html")
    ciri = f"{nama} {sorted(isi.items())!r}"

    def satu(c: Any) -> str:
        utuh = sampai_daun(c)
        milik = repr(c if utuh else (replace(c, anak=()), bool(c.anak)))
        kunci = "cabang:" + hashlib.sha256(f"{ciri} {milik}".encode("utf-8", "replace")).hexdigest()
        html: str | None = cache.get(kunci)
        if html is None:
            html = str(templat.render({**isi, "c": c, "anak": ANAK}))
            cache.set(kunci, html, None)
        return html if utuh or not c.anak else html.replace(ANAK, "".join(map(satu, c.anak)), 1)

    return mark_safe("".join(map(satu, daftar)))  # noqa: S308  each printed by its template
