"""Numbered and bulleted lists: every list counts from its own beginning."""

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.ekspor.ooxml import twip

_FORMAT = {"": "bullet", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEKUK = 7.0  # mm a level


class DaftarAngka:
    """The numbering part of one document: a definition for each type and indent, an instance for each list."""

    def __init__(self, dokumen: Document) -> None:
        self._akar = dokumen.part.numbering_part.element
        for lama in list(self._akar):
            self._akar.remove(lama)
        self._abstrak: dict[tuple[str, float], int] = {}
        self._banyak = 0

    def baru(self, gaya: str, *, mulai: int = 1, kiri: float = 0) -> int:
        """The numId of a list that begins now. `gaya`: the type of an HTML list, empty for bullets."""
        kunci = (gaya if gaya in _FORMAT else "1", kiri)
        if kunci not in self._abstrak:
            self._abstrak[kunci] = self._definisi(*kunci)
        self._banyak += 1
        ulang = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{mulai}"/></w:lvlOverride>'
        self._akar.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self._banyak}"><w:abstractNumId w:val="{self._abstrak[kunci]}"/>'
                f"{ulang}</w:num>"
            )
        )
        return self._banyak

    def _definisi(self, gaya: str, kiri: float) -> int:
        """The definition of one type; definitions stand before the instances."""
        nomor = len(self._abstrak)
        teks = "%1." if gaya else "•"
        xml = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{nomor}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{_FORMAT[gaya]}"/><w:lvlText w:val="{teks}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{twip(kiri + _LEKUK)}" w:hanging="{twip(_LEKUK)}"/></w:pPr>'
            "</w:lvl></w:abstractNum>"
        )
        self._akar.insert(nomor, parse_xml(xml))
        return nomor
