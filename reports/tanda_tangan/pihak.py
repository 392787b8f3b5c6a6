"""Who has to sign a document, read from its frozen payload. Pure: no query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PENYUSUN = ("disusun", "dibuat", "disiapkan", "penyusun")


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
    Of two blocks side by side the left one approves what the right one made, unless it says that it is the author's
    (`Disusun,`); one whose name is left blank, to be signed on paper, is not waited for. The key of a block counts
    from the right, whoever signs first.
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
        if _penyusun(blok[0]):
            bernama.reverse()
        sebutan = "Penanda tangan" if len(bernama) == 1 else "Penanda tangan {}"
        return [_pihak(f"penanda_{n}", sebutan.format(urut), satu) for urut, (n, satu) in enumerate(bernama, start=1)]
    return [_pihak("penetap", "Penanda tangan", blok)] if blok else []


def _penyusun(ttd: Mapping[str, Any]) -> bool:
    """Whether the line above a block says that its official made the document."""
    return any(baris.lower().startswith(PENYUSUN) for baris in ttd["tempat_tanggal"])


def _pihak(peran: str, sebutan: str, ttd: Mapping[str, Any], orang: Mapping[str, Any] | None = None) -> Pihak:
    jabatan = orang["jabatan"] if orang else " ".join(ttd["jabatan"]).strip().rstrip(",")
    return Pihak(peran, sebutan, nama=ttd["nama"], jabatan=jabatan, nip=ttd["nip"])
