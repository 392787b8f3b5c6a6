"""What the rules say today of a finished document: its frozen payload, held against the register and the names of now.

A finding changes nothing in the document. It says what a replacement should do better: a regulation it cites was
revoked since, a name turned out to be another regency's.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from indicators.exceptions import InvalidValue
from indicators.selectors.simpanan import bersama, selama_tak_berubah
from reports.builders.permintaan import Permintaan
from reports.checks import periksa_dokumen
from reports.models import Dokumen
from reports.selectors import di_luar, sekitar_dokumen
from reports.upcast import terkini


@dataclass(frozen=True)
class TemuanBeku:
    """The findings of one rule. `berat`: a document made now could not be finished with it."""

    judul: str
    berat: bool
    kalimat: tuple[str, ...]


def temuan_beku(dokumen: Dokumen) -> list[TemuanBeku] | None:
    """The findings, grave ones first; None when its payload is of a shape that can no longer be read.

    Kept until something is written in the regency, or what lies outside of it changes. Three queries when it is kept.
    """
    pd, luar = dokumen.perangkat_daerah, di_luar(dokumen.perangkat_daerah)

    def baru() -> list[TemuanBeku] | None:
        try:
            payload = terkini(dokumen)
        except InvalidValue:
            return None
        minta = _permintaan(dokumen)
        with bersama():
            temuan = periksa_dokumen(payload, sekitar_dokumen(dokumen.jenis, minta, payload, luar))
        per_aturan = groupby(temuan, key=lambda t: t.aturan)
        return [TemuanBeku(a.judul, a.berat, tuple(t.kalimat for t in milik)) for a, milik in per_aturan]

    ciri = ("temuan-beku", dokumen.pk, dokumen.payload_sha256, luar)
    return selama_tak_berubah(pd.pemerintah_daerah_id, ciri, baru) if dokumen.payload else []


def _permintaan(dokumen: Dokumen) -> Permintaan:
    """What the document was asked for with, as far as the rules want to know it."""
    triwulan = re.search(r"-TW([1-4])$", dokumen.periode_kunci)
    return Permintaan(
        dokumen.perangkat_daerah,
        dokumen.tahun,
        nomor=dokumen.nomor,
        tanggal=dokumen.tanggal,
        final=True,
        triwulan=int(triwulan[1]) if triwulan else 0,
    )
