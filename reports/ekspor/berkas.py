"""The Word or Excel file of a draft or of a finished document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.exceptions import DomainError, InvalidValue
from reports.builders import REGISTRY, pk_semua
from reports.builders.permintaan import Permintaan
from reports.ekspor import docx, xlsx
from reports.ekspor.xlsx import Keterangan
from reports.models import Dokumen
from reports.upcast import terkini
from sakip.lib.numbers import format_tanggal


@dataclass(frozen=True)
class Bentuk:
    """One format: its media type, and what makes the file of a payload."""

    tipe: str
    tulis: Callable[[Mapping[str, Any], Keterangan], bytes]


BENTUK: dict[str, Bentuk] = {
    "docx": Bentuk(docx.TIPE, lambda payload, _: docx.docx(payload)),
    "xlsx": Bentuk(xlsx.TIPE, xlsx.xlsx),
}
"""By the ending of the file's name."""


def draf(jenis: str, permintaan: Permintaan, bentuk: str) -> bytes:
    """The document as it would be made now. Nothing is stored. Raises Incomplete as the PDF would."""
    return BENTUK[bentuk].tulis(REGISTRY[jenis].build(permintaan), Keterangan())


def perjanjian_semua(permintaan: Permintaan, bentuk: str, *, kepala_daerah: bool = False) -> tuple[bytes, list[str]]:
    """Every agreement that can be made in one file, and a sentence for each that cannot."""
    payload, tertinggal = pk_semua.build(permintaan, kepala_daerah=kepala_daerah)
    return BENTUK[bentuk].tulis(payload, Keterangan()), tertinggal


def selesai(dokumen: Dokumen, bentuk: str, *, utuh: bool) -> bytes:
    """A finished document from its frozen payload. Raises DomainError when that is no longer what was finished."""
    if dokumen.status == Dokumen.Status.DRAFT or not dokumen.payload:
        raise InvalidValue("Dokumen ini belum selesai. Unduh drafnya dari daftar dokumen.")
    if not utuh:
        raise DomainError("Isi dokumen ini berubah sejak diselesaikan. Laporkan kepada pengelola aplikasi.")
    tanggal = format_tanggal(dokumen.tanggal) if dokumen.tanggal else ""
    keterangan = Keterangan(dokumen.nomor, tanggal, dokumen.payload_sha256, dokumen.kode or "")
    return BENTUK[bentuk].tulis(terkini(dokumen), keterangan)
