"""Who has to sign a document, read from its frozen payload. Pure: no query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pihak:
    """One party that signs: the key of its signature block, what it is called, and the official by value."""

    peran: str
    sebutan: str
    nama: str
    jabatan: str
    nip: str


def para_pihak(payload: Mapping[str, Any]) -> list[Pihak]:
    """The parties in the order in which they sign; empty for a payload without a signature block.

    Of a Perjanjian Kinerja the first party promises, then the second one, its superior, agrees (PermenPANRB 53/2014).
    Of two blocks side by side the right one is the author's, the left one that of whoever approves;
    one whose name is left blank, to be signed on paper, is not waited for.
    """
    if "ttd_pertama" in payload:
        pihak = [_pihak("pihak_pertama", "Pihak Pertama", payload["ttd_pertama"], payload.get("pihak_pertama"))]
        if payload.get("ttd_kedua"):
            pihak.append(_pihak("pihak_kedua", "Pihak Kedua", payload["ttd_kedua"], payload.get("pihak_kedua")))
        return pihak
    blok = payload.get("penetapan") or payload.get("ttd")
    if isinstance(blok, list):
        bernama = [
            (n, satu) for n, satu in enumerate(reversed(blok), start=1) if any(h.isalpha() for h in satu["nama"])
        ]
        sebutan = "Penanda tangan" if len(bernama) == 1 else "Penanda tangan {}"
        return [_pihak(f"penanda_{n}", sebutan.format(n), satu) for n, satu in bernama]
    return [_pihak("penetap", "Penanda tangan", blok)] if blok else []


def _pihak(peran: str, sebutan: str, ttd: Mapping[str, Any], orang: Mapping[str, Any] | None = None) -> Pihak:
    jabatan = orang["jabatan"] if orang else " ".join(ttd["jabatan"]).strip().rstrip(",")
    return Pihak(peran, sebutan, nama=ttd["nama"], jabatan=jabatan, nip=ttd["nip"])
