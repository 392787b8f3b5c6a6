"""The archive a parser is given to read: written here, of the sheets that were looked at and nothing else.

Which part a sheet stands in is said in ways that programs read differently (a name used twice, a second `id`, a path
that leads up and down). A parser that found another part than the one that was looked at would read it without limits.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from sakip.lib import xlsx_wadah as wadah
from sakip.lib.xlsx_telusur import baca_xml
from sakip.lib.xlsx_wadah import Batas, BerkasDitolak

_KANTOR = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BUKU = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{kantor}">'
    '<workbookPr date1904="{sejak_1904:d}"/><sheets>{lembar}</sheets></workbook>'
)
_HUBUNGAN = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{isi}</Relationships>'
_ISI = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BERSAMA, GAYA = "xl/sharedStrings.xml", "xl/styles.xml"
_SI = re.compile(rb"</(?:[^<>\s]*:)?si\s*>")
_AWAL_SI = re.compile(rb"<(?:[^<>\s]*:)?si[\s/>]")
_SST = re.compile(rb"<((?:[^<>\s]*:)?sst)[\s/][^>]*>")
_RUJUKAN = re.compile(rb't="s">\s*<v>([0-9]{1,7})</v>')


def salin(bagian: dict[str, bytes], lembar: Sequence[bytes], *, sejak_1904: bool) -> bytes:
    """The sheets in their order, with the texts and styles they share. Not compressed."""
    nomor = range(1, len(lembar) + 1)
    daftar = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in nomor)
    tujuan = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in nomor]
    tujuan += [("teks", "sharedStrings", "sharedStrings.xml"), ("gaya", "styles", "styles.xml")]
    hubungan = (f'<Relationship Id="{i}" Type="{_KANTOR}/{jenis}" Target="{t}"/>' for i, jenis, t in tujuan)
    isi: dict[str, bytes | str] = {
        "[Content_Types].xml": _ISI,
        "_rels/.rels": _HUBUNGAN.format(
            isi=f'<Relationship Id="buku" Type="{_KANTOR}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": _BUKU.format(kantor=_KANTOR, sejak_1904=sejak_1904, lembar=daftar),
        "xl/_rels/workbook.xml.rels": _HUBUNGAN.format(isi="".join(hubungan)),
    }
    isi |= {GAYA: bagian[GAYA]} if GAYA in bagian else {}
    # Room is set aside for as many texts as the part says it has, before one of them is read.
    isi |= {BERSAMA: _SST.sub(rb"<\1>", bagian[BERSAMA])} if BERSAMA in bagian else {}
    isi |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in zip(nomor, lembar, strict=True)}
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as arsip:
        for nama, satu in isi.items():
            arsip.writestr(nama, satu)
    return keluar.getvalue()


def periksa_teks(bersama: bytes, lembar: Sequence[bytes], batas: Batas) -> None:
    """Raise BerkasDitolak where the shared texts would take too much room: one of a megabyte, in every cell.

    Counted from above: a reference that is not written as usual counts as the longest text.
    """
    if bersama.count(b"<si") + bersama.count(b":si") > 2 * batas.sel:
        raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
    if bersama:
        baca_xml(bersama)
    panjang = [len(s) for s in _SI.split(bersama)]
    rapi = b"<!" not in bersama and bersama.count(b"<?") < 2 and len(panjang) == len(_AWAL_SI.findall(bersama)) + 1
    terpanjang = max(panjang) if rapi else len(bersama)
    banyak = [xml.count(b'"s"') + xml.count(b"'s'") for xml in lembar]
    if terpanjang * sum(banyak) <= batas.terbuka:
        return
    jumlah = 0
    for xml, semua in zip(lembar, banyak, strict=True):
        rujukan = [int(n) for n in _RUJUKAN.findall(xml)] if rapi else []
        jumlah += sum(panjang[n] for n in rujukan if n < len(panjang)) + (semua - len(rujukan)) * terpanjang
    if jumlah > batas.terbuka:
        raise BerkasDitolak(wadah.TERLALU_BESAR)


def periksa_gabung(gabung: Iterable[tuple[int, int, int, int]], batas: Batas) -> None:
    """Raise BerkasDitolak where merged ranges cover more places than a sheet may have cells."""
    luas = sum(min((z1 - a1 + 1) * (z2 - a2 + 1), batas.baris) for a1, a2, z1, z2 in gabung)
    if luas > batas.sel:
        raise BerkasDitolak(wadah.TERLALU_BANYAK_SEL)
