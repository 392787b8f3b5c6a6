"""Finished documents of an older schema, read as the newest one, for whoever makes another format of them.

The stored payload and its digest are never touched: a chain of steps makes a new payload in memory, schema by schema.
The PDF of such a document stays the one that was finished.
"""

from collections.abc import Callable, Mapping
from typing import Any

from indicators.exceptions import InvalidValue
from reports.builders import REGISTRY
from reports.models import Dokumen, JenisDokumen
from reports.prosa import html_dari_teks

Langkah = Callable[[dict[str, Any]], dict[str, Any]]


def terkini(dokumen: Dokumen) -> dict[str, Any]:
    """The payload of a finished document in the newest schema of its kind. Raises InvalidValue where no step leads."""
    return naikkan(dokumen.jenis, dokumen.payload, dokumen.payload_schema)


def naikkan(jenis: str, payload: Mapping[str, Any], schema: int) -> dict[str, Any]:
    """A payload of `schema` in the newest one of its kind."""
    hasil = dict(payload)
    tujuan = REGISTRY[jenis].SCHEMA if jenis in REGISTRY else schema
    while schema < tujuan:
        langkah = LANGKAH.get((jenis, schema))
        if langkah is None:
            break
        hasil, schema = langkah(hasil), schema + 1
    if schema != tujuan:
        raise InvalidValue(
            f"Isi dokumen ini disimpan dengan versi {schema}, yang tidak dapat dibaca sebagai versi {tujuan}."
            " Unduh PDF-nya; berkas itu tetap berlaku."
        )
    return hasil


def _sk_iku_2(lama: dict[str, Any]) -> dict[str, Any]:
    """One Lampiran with one table becomes a list of Lampiran."""
    baru = {k: v for k, v in lama.items() if k not in {"lampiran_judul", "identitas", "tabel", "lampiran_ttd"}}
    baru["lampiran"] = [
        {
            "label": "LAMPIRAN",
            "judul": lama["lampiran_judul"],
            "identitas": lama["identitas"],
            "kelompok": [{"judul": "", "tabel": lama["tabel"]}],
            "ttd": lama["lampiran_ttd"],
            "mendatar": True,
        }
    ]
    return baru


def _lkjip_2(lama: dict[str, Any]) -> dict[str, Any]:
    """Prose becomes HTML; there were no annexes."""
    baru: dict[str, Any] = _narasi_html(lama)
    return baru


def _narasi_html(isi: Any) -> Any:
    """The same payload with every section of prose as HTML instead of text and its parts."""
    if isinstance(isi, list):
        return [_narasi_html(satu) for satu in isi]
    if not isinstance(isi, dict):
        return isi
    if isi.get("jenis") == "narasi" and "html" not in isi:
        lain = {k: v for k, v in isi.items() if k not in {"teks", "bagian"}}
        return {**lain, "html": html_dari_teks(isi["teks"])}
    return {kunci: _narasi_html(nilai) for kunci, nilai in isi.items()}


LANGKAH: dict[tuple[str, int], Langkah] = {
    (JenisDokumen.SK_IKU, 1): _sk_iku_2,
    (JenisDokumen.LKJIP, 1): _lkjip_2,
}
"""From which schema of which kind each step leads one schema further."""
