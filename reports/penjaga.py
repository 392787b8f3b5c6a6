"""What finished documents hold of the cascade: an element or indikator whose words stand in one is not deleted."""

from collections.abc import Iterator
from typing import Any

from indicators.models import Indikator
from indicators.tingkat import Unsur, tingkat_of
from reports.models import Dokumen

BERLAKU = (Dokumen.Status.FINAL, Dokumen.Status.SIGNED, Dokumen.Status.REPLACED)


def dokumen_memuat(unsur: Unsur | Indikator) -> Iterator[str]:
    """The finished documents of its years that print its words, one phrase each.

    Documents keep their own copy of every word, so they are read one at a time, newest first; one query.
    """
    milik: dict[str, Any] = {"perangkat_daerah__pemerintah_daerah": unsur.periode.pemerintah_daerah_id}
    if isinstance(unsur, Indikator) or not tingkat_of(unsur).daerah:
        milik = {"perangkat_daerah": unsur.perangkat_daerah_id}  # type: ignore[union-attr]
    rows = Dokumen.objects.filter(status__in=BERLAKU, tahun__in=unsur.periode.tahun, **milik).order_by("-tahun", "-pk")
    kata = _rapat(unsur.nama if isinstance(unsur, Indikator) else unsur.uraian)
    for dokumen in rows.only("judul", "nomor", "payload").iterator(chunk_size=5):
        if any(kata in _rapat(teks) for teks in _teks(dokumen.payload)):
            nomor = f" Nomor {dokumen.nomor}" if dokumen.nomor else ""
            yield f"isi dokumen yang sudah selesai: {dokumen.judul}{nomor}"


def _rapat(teks: str) -> str:
    return " ".join(teks.split()).casefold()


def _teks(isi: Any) -> Iterator[str]:
    """Every text of a payload."""
    if isinstance(isi, str):
        yield isi
    elif isinstance(isi, dict):
        for satu in isi.values():
            yield from _teks(satu)
    elif isinstance(isi, list):
        for satu in isi:
            yield from _teks(satu)
