"""A quicker reader of page content for pdfplumber, which reads one sign at a time.

What is printed on a page is thousands of short operators. One regular expression takes them apart into the same
operands as pdfminer's own parser; content with a construct it does not know goes to that parser.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT

TANDA = re.compile(
    rb"(?P<angka>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?=[\s\[\]<>/(]|$))|/(?P<nama>[^\s()<>\[\]{}/%#]+)"
    rb"|<(?P<heksa>(?:[0-9A-Fa-f]{2})*)>|(?P<buka>\[|<<)|(?P<tutup>\]|>>)|(?P<perintah>[A-Za-z'\"][A-Za-z0-9*'\"]*)"
    rb"|\s+|(?P<asing>.)",
    re.DOTALL,
)
BUKAN_PERINTAH = frozenset((b"BI", b"ID", b"true", b"false", b"null"))


class Asing(Exception):
    """A construct that only pdfminer's own parser knows."""


def urai(isi: bytes) -> Iterator[Any]:
    """The operands and operators of a content stream, in order. Raises Asing."""
    susun: list[list[Any]] = []
    for tanda in TANDA.finditer(isi):
        jenis = tanda.lastgroup
        if jenis is None:
            continue
        if jenis == "buka":
            susun.append([])
            continue
        nilai = _nilai(jenis, tanda[jenis], susun)
        if susun:
            susun[-1].append(nilai)
        else:
            yield nilai


def _nilai(jenis: str, teks: bytes, susun: list[list[Any]]) -> Any:
    if jenis == "angka":
        return float(teks) if b"." in teks else int(teks)
    if jenis == "nama":
        return LIT(teks.decode())
    if jenis == "heksa":
        return bytes.fromhex(teks.decode())
    if jenis == "tutup" and susun:
        isi = susun.pop()
        return isi if teks == b"]" else {k.name: v for k, v in zip(isi[::2], isi[1::2], strict=True)}
    if jenis == "perintah" and teks not in BUKAN_PERINTAH:
        return KWD(teks)
    raise Asing(teks)


class Pembaca:
    """Stands in for PDFContentParser: the whole content at once."""

    def __init__(self, streams: Sequence[object]) -> None:
        try:
            isi = list(urai(b"\n".join(stream_value(s).get_data() for s in streams)))
        except Asing:
            self.nextobject = PDFContentParser(streams).nextobject
            return
        self.sisa = iter(isi)

    def nextobject(self) -> tuple[int, Any]:  # type: ignore[no-redef]
        """The next operand or operator."""
        for nilai in self.sisa:
            return 0, nilai
        raise PSEOF("end of content")
