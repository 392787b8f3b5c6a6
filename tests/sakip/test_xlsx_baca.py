"""Reading a workbook that somebody sent: values with addresses, and files that are refused with a sentence."""

import contextlib
import io
import random
import re
import struct
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from sakip.lib.xlsx_baca import Batas, BerkasDitolak, alamat, baca
from sakip.lib.xlsx_telusur import telusuri
from sakip.lib.xlsx_tulis import isi_teks
from tests.buku_uji import simpan, ubah_bagian


def buku(**isi) -> Workbook:
    wb = Workbook()
    wb.active.title = "Data"
    for tempat, nilai in isi.items():
        wb.active[tempat] = nilai
    return wb


def lembar(wb: Workbook):
    return baca("a.xlsx", simpan(wb)).bernama("data")


def ditolak(isi: bytes, nama: str = "a.xlsx", batas: Batas | None = None) -> str:
    with pytest.raises(BerkasDitolak) as salah:
        baca(nama, isi, batas)
    return str(salah.value)


def test_cells_keep_their_place_and_their_kind():
    ws = lembar(buku(C4=82.53, D4="teks", E4=True, F4=date(2025, 5, 1), G4=12))
    isi = {s.alamat: s.nilai for s in ws.sel.values()}
    assert isi == {
        "Data!C4": Decimal("82.53"),
        "Data!D4": "teks",
        "Data!E4": True,
        "Data!F4": date(2025, 5, 1),
        "Data!G4": Decimal(12),
    }


def test_the_noise_of_binary_fractions_is_no_part_of_a_number():
    asal = simpan(buku(A1=111.5))

    def kotori(bagian):
        kunci = "xl/worksheets/sheet1.xml"
        assert b"111.5" in bagian[kunci]
        bagian[kunci] = bagian[kunci].replace(b"111.5", b"0.30000000000000004")

    ws = baca("a.xlsx", ubah_bagian(asal, kotori)).bernama("Data")
    assert ws.di(1, 1).nilai == Decimal("0.3")


def test_it_knows_percent_formats_formulas_without_result_and_error_cells():
    wb = buku(A1=0.8253, A2="=1+1", A3="#DIV/0!", A4=5)
    ws = wb.active
    ws["A1"].number_format, ws["A3"].data_type = '0.0"x"%', "e"
    ws = lembar(wb)
    assert [(ws.di(n, 1).persen, ws.di(n, 1).tanpa_hasil, ws.di(n, 1).galat) for n in (1, 2, 3, 4)] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, False),
    ]


def test_it_tells_of_hidden_sheets_and_merged_cells():
    wb = buku(B2="x")
    wb.active.merge_cells("B2:C3")
    wb.create_sheet("Rahasia").sheet_state = "hidden"
    hasil = baca("a.xlsx", simpan(wb))
    assert hasil.bernama(" DATA ").gabung == [(2, 2, 3, 3)]
    assert [ws.tersembunyi for ws in hasil.lembar.values()] == [False, True]


@pytest.mark.parametrize(
    ("nama", "kolom", "tertulis"), [("Data", 27, "Data!AA7"), ("Isi Data", 1, "'Isi Data'!A7"), ("O'k", 1, "'O''k'!A7")]
)
def test_an_address_is_written_as_spreadsheets_do(nama, kolom, tertulis):
    assert alamat(nama, 7, kolom) == tertulis


@pytest.mark.parametrize("teks", ["=1+1", "+62", "-", "@sum", "\tx", '=HYPERLINK("http://x")', "'a", "a\nb"])
def test_a_text_is_never_a_formula(teks):
    wb = buku()
    isi_teks(wb.active["A1"], teks)
    asal = simpan(wb)
    with zipfile.ZipFile(io.BytesIO(asal)) as arsip:
        assert b"<f>" not in arsip.read("xl/worksheets/sheet1.xml")
    sel = baca("a.xlsx", asal).bernama("Data").di(1, 1)
    assert (sel.nilai, sel.rumus) == (teks, False)


def test_a_text_loses_what_no_cell_can_hold():
    wb = buku()
    isi_teks(wb.active["A1"], "a\x00b\x1f\ud800c\uffff")
    assert lembar(wb).di(1, 1).nilai == "abc"


# --- Refusals -----------------------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("a.xlsx", b"", "kosong"),
        ("a.xlsx", b"PK\x03\x04 tetapi bukan arsip", "rusak"),
        ("a.xlsx", b"%PDF-1.7", "rusak"),
        ("a.xls", OLE + b"\0" * 600, "format Excel lama"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "berkata sandi"),
        ("a.xlsm", b"PK", "makro"),
        ("a.xlsb", b"PK", "biner"),
        ("a.ods", b"PK", "LibreOffice"),
        ("a.csv", b"a;b", "hanya teks"),
        ("gambar.png", b"\x89PNG", "bukan buku kerja"),
        ("tanpa-akhiran", b"PK", "bukan buku kerja"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_own_sentence(nama, isi, kata):
    assert kata in ditolak(isi, nama)


@pytest.mark.parametrize(
    ("bagian", "kata"),
    [
        ("xl/vbaProject.bin", "makro"),
        ("xl/macrosheets/sheet1.xml", "makro"),
        ("xl/externalLinks/externalLink1.xml", "terhubung"),
        ("xl/connections.xml", "data dari luar"),
        ("xl/embeddings/oleObject1.bin", "berkas lain"),
        ("xl/activeX/activeX1.xml", "ActiveX"),
    ],
)
def test_what_is_active_in_a_workbook_is_refused(bagian, kata):
    assert kata in ditolak(ubah_bagian(simpan(buku(A1=1)), lambda b: b.update({bagian: b"<x/>"})))


def test_a_macro_hidden_behind_the_name_of_a_plain_workbook_is_refused():
    def samarkan(b):
        b["[Content_Types].xml"] = b["[Content_Types].xml"].replace(
            b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
        )

    assert "makro" in ditolak(ubah_bagian(simpan(buku(A1=1)), samarkan))


def test_a_small_file_that_unfolds_into_a_huge_one_is_refused():
    bom = ubah_bagian(simpan(buku(A1=1)), lambda b: b.update({"xl/besar.xml": b"0" * (50 * 1024 * 1024)}))
    assert len(bom) < 100_000
    assert "terlalu besar" in ditolak(bom)


def test_a_part_that_lies_about_its_size_is_refused():
    """The directory promises ten bytes; the stream holds a hundred thousand."""
    isi = bytearray(ubah_bagian(simpan(buku(A1=1)), lambda b: b.update({"xl/dusta.xml": b"0" * 100_000})))
    sasaran = b"xl/dusta.xml"
    for tanda, letak in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        di = isi.find(tanda)
        while di >= 0:
            awal = di + (46 if letak == 24 else 30)
            if isi[awal : awal + len(sasaran)] == sasaran:
                isi[di + letak : di + letak + 4] = struct.pack("<L", 10)
            di = isi.find(tanda, di + 4)
    assert ditolak(bytes(isi))


@pytest.mark.parametrize("acuan", [b"XFD1048576", b"A999999", b"ZZ1"])
def test_a_cell_far_out_makes_no_matrix_of_billions(acuan):
    def jauhkan(b):
        kunci = "xl/worksheets/sheet1.xml"
        b[kunci] = b[kunci].replace(b'r="A1"', b'r="' + acuan + b'"')

    assert "terlalu banyak sel" in ditolak(ubah_bagian(simpan(buku(A1=1)), jauhkan))


JAUH = '<row r="1048576"><c r="XFD1048576" {}</c></row>'


@pytest.mark.parametrize("isi", ['t="inlineStr"><is/>', 't="inlineStr"><is><t></t></is>', 't="d"><v></v>'])
def test_an_empty_cell_of_a_kind_far_out_makes_no_matrix_either(isi):
    assert "terlalu banyak sel" in ditolak(tanam(f'<row r="1"><c r="A1"/></row>{JAUH.format(isi)}'))


@pytest.mark.parametrize(
    "sebut",
    ['<sheet name="Data" sheetId="9" r:id="jauh"/>{}', '{}<sheet name="X" sheetId="9" a:id="rId1" r:id="jauh"/>'],
)
def test_no_sheet_is_read_but_the_one_that_was_looked_at(sebut):
    """A name or an id used twice means one part to this reader and another to the parser: which would read it all."""

    def dua(b):
        lembar = re.search(rb"<sheet [^>]*/>", b["xl/workbook.xml"])[0]
        b["xl/workbook.xml"] = re.sub(
            rb"<sheets>.*</sheets>",
            b'<sheets xmlns:a="a">' + sebut.format(lembar.decode()).encode() + b"</sheets>",
            b["xl/workbook.xml"],
        )
        hubungan = b["xl/_rels/workbook.xml.rels"]
        jenis = re.search(rb'Type="([^"]*/worksheet)"', hubungan)[1]
        tambah = b'<Relationship Id="jauh" Type="' + jenis + b'" Target="worksheets/jauh.xml"/></Relationships>'
        b["xl/_rels/workbook.xml.rels"] = hubungan.replace(b"</Relationships>", tambah)
        b["xl/worksheets/jauh.xml"] = _xml("").replace(b'<row r="1"></row>', JAUH.format("><v>1</v>").encode())

    with contextlib.suppress(BerkasDitolak):  # what is not found out ends the process
        baca("a.xlsx", ubah_bagian(simpan(buku(A1=1)), dua))


def tanam(baris: str, **lain: str) -> bytes:
    """A workbook whose sheet has these rows; `teks` are the shared texts, `ekor` comes behind the rows."""

    def ganti(b):
        kunci = "xl/worksheets/sheet1.xml"
        isi = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + baris.encode() + b"</sheetData>", b[kunci])
        b[kunci] = isi.replace(b"</sheetData>", b"</sheetData>" + lain.get("ekor", "").encode())
        b["xl/sharedStrings.xml"] = lain.get("teks", "<sst/>").encode()

    return ubah_bagian(simpan(buku(A1=1)), ganti)


def test_one_long_text_in_every_cell_is_counted_as_often_as_it_is_meant():
    baris = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 101))
    teks = f"<sst><si><t>{'x' * 1_000_000}</t></si></sst>"
    assert "terlalu besar" in ditolak(tanam(baris, teks=teks))
    assert baca("a.xlsx", tanam(baris.replace("<v>0", "<v>1"), teks=teks.replace("</si>", "</si><si><t>y</t></si>")))


@pytest.mark.parametrize("sst", ["sst", "é:sst"])
def test_what_a_part_says_of_its_size_sets_no_room_aside(sst):
    teks = f'<{sst} xmlns:é="x" count="4000000000" uniqueCount="4000000000"><si><t>y</t></si></{sst}>'
    isi = tanam('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', teks=teks)
    assert baca("a.xlsx", isi).bernama("Data").di(1, 1).nilai == "y"


@pytest.mark.parametrize(
    ("baris", "ekor"),
    [
        ("<x>" * 200_000 + "</x>" * 200_000, ""),
        ("<row " + " ".join(f'a{n}=""' for n in range(250_000)) + "/>", ""),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="ZZ9000"><v>1</v></c></row>', ""),
        ("", '<mergeCell ref="A1:B2"/>' * 60_000),
        ("", '<mergeCell ref="A1:Z9999"/>' * 20),
    ],
    ids=["deep", "attributes", "sparse", "merged", "merged wide"],
)
def test_what_needs_much_room_for_little_is_refused(baris, ekor):
    assert ditolak(tanam(baris, ekor=ekor))


def test_too_many_cells_are_refused():
    wb = buku()
    for _ in range(60):
        wb.active.append([1] * 20)
    assert "terlalu banyak sel" in ditolak(simpan(wb), batas=Batas(sel=1000))


def test_declared_entities_are_refused():
    def tanam(b):
        kunci = "xl/worksheets/sheet1.xml"
        dtd = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b[kunci] = dtd + b[kunci].partition(b"?>")[2] if b[kunci].startswith(b"<?xml") else dtd + b[kunci]

    assert "tidak lazim" in ditolak(ubah_bagian(simpan(buku(A1=1)), tanam))


def test_the_same_part_twice_is_refused():
    keluar = io.BytesIO(simpan(buku(A1=1)))
    with zipfile.ZipFile(keluar, "a") as arsip, pytest.warns(UserWarning):
        arsip.writestr("xl/workbook.xml", "<x/>")
    assert "tidak lazim" in ditolak(keluar.getvalue())


@pytest.mark.parametrize("bagian", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_is_no_xml_is_refused(bagian):
    assert "rusak" in ditolak(ubah_bagian(simpan(buku(A1=1)), lambda b: b.update({bagian: b"bukan xml"})))


def test_a_file_with_scattered_damage_is_read_or_refused_and_nothing_else():
    wb = buku(A1=1.5, B1="teks", C1="=1+1", D1=date(2025, 1, 1), A2=True)
    wb.active.merge_cells("A3:B4")
    asal, acak = simpan(wb), random.Random(11)
    kata = [b"1", b"-1", b"999999999999", b"NaN", b"<", b"inlineStr", b"s", b"1e999", b"XFD1", b"A0", b"", b"\xff"]

    def rusakkan(bagian):
        nama = acak.choice(sorted(bagian))
        isi = bagian[nama]
        tempat = acak.choice(list(re.finditer(rb'"[^"<>]*"|>[^<]+<', isi)))
        bagian[nama] = isi[: tempat.start() + 1] + acak.choice(kata) + isi[tempat.end() - 1 :]

    for _ in range(150):
        with contextlib.suppress(BerkasDitolak):
            baca("a.xlsx", ubah_bagian(asal, rusakkan))


def test_texts_are_read_from_the_shared_table_too():
    """As other programs write them, here in two runs of different faces."""

    def bagikan(bagian):
        kunci = "xl/worksheets/sheet1.xml"
        baru = re.sub(rb't="inlineStr"><is><t>x</t></is>', b't="s"><v>0</v>', bagian[kunci])
        assert baru != bagian[kunci]
        bagian[kunci] = baru
        xmlns = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        isi = b'<si><r><t xml:space="preserve">a </t></r><r><rPr><b/></rPr><t>&amp; b</t></r></si>'
        bagian["xl/sharedStrings.xml"] = b"<sst " + xmlns + b">" + isi + b"</sst>"

    assert baca("a.xlsx", ubah_bagian(simpan(buku(B2="x")), bagikan)).bernama("Data").di(2, 2).nilai == "a & b"


def test_a_file_too_large_is_refused_before_it_is_opened():
    assert "lebih besar dari 5 MB" in ditolak(b"PK" + b"0" * (5 * 1024 * 1024))


# --- Plain sheets are looked through by pattern ---------------------------------------------------------------------


def _xml(sel: str, kepala: str = "") -> bytes:
    return f'{kepala}<worksheet xmlns="x"><sheetData><row r="1">{sel}</row></sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("sel", "khusus"),
    [
        ('<c r="A1"><v>1</v></c><c r="B1" s="1" t="s"><v>0</v></c>', set()),
        ('<c r="A1" s="9"><v>1</v></c>', {(1, 1)}),
        ('<c s="9" r="A1"><v>1</v></c>', {(1, 1)}),
        ("<c r='A1' s='9'><v>1</v></c>", {(1, 1)}),
        ('<x:c xmlns:x="x" r="A1" s="9"><v>1</v></x:c>', {(1, 1)}),
        ('<c r="B1" t="e"><v>#N/A</v></c>', {(1, 2)}),
        ('<c r="B1"><f>1+1</f></c>', {(1, 2)}),
        ('<c s="9"><v>1</v></c>', {(1, 1)}),
    ],
)
def test_a_special_cell_is_found_however_it_is_written(sel, khusus):
    assert set(telusuri(_xml(sel), {9}, Batas()).khusus) == khusus


@pytest.mark.parametrize("sel", ['<c r="A20000"><v>1</v></c>', '<c r="ZZ1"><v>1</v></c>', "<c r='A20000'><v>1</v></c>"])
def test_a_cell_far_away_is_refused_whatever_its_row_says(sel):
    with pytest.raises(BerkasDitolak, match="terlalu banyak sel"):
        telusuri(_xml(sel), set(), Batas())
