"""The annexes of a report or a book: other documents printed whole, numbered in their order."""

from collections.abc import Sequence
from typing import Literal

from reports.payloads import KeputusanPayload, PkPayload
from reports.payloads_lkjip import LampiranLaporan, Rujukan
from sakip.lib.numbers import romawi

Isi = tuple[Literal["pk", "keputusan"], str, PkPayload | KeputusanPayload]
"""Kind, title and payload of one annex."""

TINGKAT = 4
"""Of an annex in a table of contents (Rujukan): its number is longer than that of a chapter."""


def bernomor(isi: Sequence[Isi], pola: str = "LAMPIRAN {romawi}") -> list[LampiranLaporan]:
    """The annexes with their numbers; `pola` says how a number is written: `{romawi}` or `{angka}`.

    A single annex keeps its number: what refers to it need not change when a second one is added.
    """
    return [
        {
            "nomor": pola.replace("{romawi}", romawi(n)).replace("{angka}", str(n)),
            "judul": judul,
            "jangkar": f"lampiran-{n}",
            "jenis": jenis,
            "isi": payload,
        }
        for n, (jenis, judul, payload) in enumerate(isi, 1)
    ]


def daftar(lampiran: Sequence[LampiranLaporan]) -> list[Rujukan]:
    """The lines of the annexes in a table of contents or in a list of annexes."""
    return [{"nomor": x["nomor"], "judul": x["judul"], "jangkar": x["jangkar"], "tingkat": TINGKAT} for x in lampiran]
