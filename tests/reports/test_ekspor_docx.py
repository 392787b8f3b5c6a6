"""Documents as Word: every printed word and cell of the payload is there, in its place, editable."""

from typing import Any

import pytest
from docx.oxml.ns import qn

from indicators.exceptions import InvalidValue
from reports.ekspor.docx import docx
from tests.reports import contoh
from tests.reports.ekspor_baca import (
    bagian_halaman,
    buka,
    mendatar,
    sel_tabel,
    semua_tabel,
    tabel_word,
    teks_sel,
    teks_word,
)
from tests.reports.lkjip_demo import payload_demo

SELESAI = {**contoh.META, "draf": False, "verifikasi": {"kode": "ABCDEFGHJKLMNPQR", "alamat": "https://uji/p/ABCD/"}}

DAFTAR = ("daftar_tabel", "daftar_gambar", "daftar_lampiran")


@pytest.fixture(scope="module")
def payload(demonstration) -> Any:
    """The annual report of the demonstration data."""
    return payload_demo(demonstration)


@pytest.fixture(scope="module")
def laporan(payload) -> Any:
    """The same in Word."""
    return buka(docx(payload))


def narasi(html: str) -> dict[str, Any]:
    """A naskah with one section of prose."""
    blok = {"jenis": "narasi", "kunci": "x", "judul": "", "html": html, "asli": "", "ditulis": True}
    return naskah([blok])


def naskah(blok: list[dict[str, Any]], **over: Any) -> dict[str, Any]:
    """A naskah of one section."""
    bagian = {
        "kunci": "a",
        "nomor": "A.",
        "judul": "Bagian",
        "jangkar": "a",
        "tingkat": 2,
        "lebar": False,
        "blok": blok,
    }
    return {
        "meta": {**contoh.META, "muka": "laporan"},
        "kop": None,
        "judul": ["RENCANA"],
        "bagian": [bagian],
        "ttd": [contoh.ttd("PERTAMA", "Sekda,")],
        "kekurangan": [],
    } | over


def paragraf(dokumen: Any, gaya: str) -> list[str]:
    """The texts of the paragraphs of one style."""
    return [p.text for p in dokumen.paragraphs if p.style.name == gaya]


# --- Tables -----------------------------------------------------------------------------------------------------------


def periksa_sel(word: Any, tabel: dict[str, Any]) -> int:
    """Every cell of the payload stands in its place of the Word table, merged as it is; returns how many."""
    kolom = len(tabel["lebar"])
    sel = word._cells
    semua = sel_tabel(tabel)
    assert len(sel) == kolom * (len(tabel["kepala"]) + len(tabel["baris"])), tabel["id"]
    for s in semua:
        tc = sel[s.baris * kolom + s.kolom]._tc
        if s.lanjutan:
            assert tc is sel[(s.baris - 1) * kolom + s.kolom]._tc, (tabel["id"], s)
            continue
        if not s.sel.get("rumus"):
            assert teks_sel(tc) == s.teks, (tabel["id"], s)
        assert all(sel[r * kolom + c]._tc is tc for r, c in s.tempat), (tabel["id"], s)
    mulai = {sel[s.baris * kolom + s.kolom]._tc for s in semua if not s.lanjutan}
    assert len(mulai) == sum(not s.lanjutan for s in semua), f"{tabel['id']}: cells are merged that are not one"
    return len(semua)


@pytest.mark.once
def test_every_cell_of_the_annual_report_stands_in_its_place(laporan, payload):
    word, tabel = tabel_word(laporan), list(semua_tabel(payload))
    assert len(word) == len(tabel) >= 20
    assert sum(periksa_sel(w, t) for w, t in zip(word, tabel, strict=True)) > 2000


def test_heads_repeat_and_rows_stay_whole(laporan, payload):
    for word, tabel in zip(tabel_word(laporan), semua_tabel(payload), strict=True):
        for n, baris in enumerate(word._tbl.tr_lst):
            assert baris.find(f".//{qn('w:cantSplit')}") is not None
            assert (baris.find(f".//{qn('w:tblHeader')}") is not None) == (n < len(tabel["kepala"]))


def test_a_table_is_as_wide_as_the_page_between_its_margins(laporan):
    for elemen, sect in bagian_halaman(laporan):
        if elemen.tag == qn("w:tbl") and elemen.tblPr.find(qn("w:tblCaption")) is not None:
            ukuran, batas = sect.find(qn("w:pgSz")), sect.find(qn("w:pgMar"))
            ruang = int(ukuran.get(qn("w:w"))) - int(batas.get(qn("w:left"))) - int(batas.get(qn("w:right")))
            assert abs(sum(int(g.get(qn("w:w"))) for g in elemen.tblGrid.gridCol_lst) - ruang) <= 2


def test_wide_tables_stand_on_landscape_pages_and_the_rest_does_not(laporan, payload):
    lebar = {}
    for bab in payload["bab"]:
        for bagian in bab["bagian"]:
            for blok in bagian["blok"]:
                if blok["jenis"] == "tabel":
                    lebar[f"{blok['nomor']} {blok['judul']}"] = bagian["lebar"] or blok["lebar"]
    assert set(lebar.values()) == {True, False}
    letak = {
        e.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): mendatar(sect)
        for e, sect in bagian_halaman(laporan)
        if e.tag == qn("w:tbl") and e.tblPr.find(qn("w:tblCaption")) is not None
    }
    assert {nama: letak[nama] for nama in lebar} == lebar
    judul = [sect for e, sect in bagian_halaman(laporan) if e.tag == qn("w:p") and e.style == "Heading1"]
    assert judul and not any(mendatar(s) for s in judul)


def test_a_formula_in_a_cell_is_a_fraction_and_rows_that_belong_together_stay():
    tabel = contoh.tabel("T", ["A", "B"], [["1", "x"], ["2", "y"], ["3", "z"]])
    tabel["baris"][0][1]["rumus"] = {"awal": "", "atas": "jumlah selesai", "bawah": "jumlah rencana", "akhir": "× 100%"}
    tabel["sambungan"], tabel["kepala_sekali"] = [1], True
    word = tabel_word(buka(docx(contoh.sk_iku(lampiran=[contoh.lampiran(tabel, ttd=None)]))))[0]
    isi = word._cells[3]
    pecahan = isi.tables[0]
    assert [teks_sel(c._tc).strip() for c in pecahan.column_cells(1)] == ["jumlah selesai", "jumlah rencana"]
    assert pecahan.cell(0, 2).text.strip() == "× 100%"
    lekat = [baris.find(f".//{qn('w:keepNext')}") is not None for baris in word._tbl.tr_lst]
    assert lekat == [True, True, True, False]
    assert word._tbl.find(f".//{qn('w:tblHeader')}") is None


# --- The report -------------------------------------------------------------------------------------------------------


def test_headings_follow_the_chapters(laporan, payload):
    harap = []
    for bab in payload["bab"]:
        harap.append(("heading 1", f"{bab['nomor']}\n{bab['judul'].upper()}"))
        harap += [(f"heading {b['tingkat']}", f"{b['nomor']}\t{b['judul']}") for b in bab["bagian"]]
    gaya = {"Heading 1", "Heading 2", "Heading 3"}
    semua = [(p.style.name.lower(), p.text) for p in laporan.paragraphs if p.style.name in gaya]
    awal = semua.index(harap[0])
    assert semua[awal : awal + len(harap)] == harap


def test_lists_of_contents_are_fields_with_their_lines_filled_in(laporan, payload):
    perintah = [t.text.strip() for t in laporan.element.body.iter(qn("w:instrText")) if "TOC" in t.text]
    assert perintah[:3] == ['TOC \\o "1-3" \\h \\z', 'TOC \\h \\z \\c "Tabel"', 'TOC \\h \\z \\c "Gambar"']
    baris = [p.text.strip() for p in laporan.paragraphs if p.style.name.startswith("toc ")]
    assert baris == [f"{r['nomor']}\t{r['judul']}".strip() for r in payload["daftar_isi"]]
    tabel = [p.text.strip() for p in laporan.paragraphs if p.style.name == "table of figures"]
    assert tabel == [f"{r['nomor']}\t{r['judul']}" for k in DAFTAR for r in payload.get(k, ())]
    assert laporan.settings.element.find(qn("w:updateFields")) is not None


def test_a_report_has_the_parts_its_institution_wants(payload):
    depan = ["ringkasan", "daftar_isi", "daftar_lampiran"]
    ringkasan = {**payload["kata_pengantar"], "html": "<p>Ringkas sekali.</p>"}
    lampiran = [{"nomor": "LAMPIRAN I", "judul": "PK", "jangkar": "l", "jenis": "pk", "isi": contoh.pk()}]
    daftar = [{"nomor": "LAMPIRAN I", "judul": "PK", "jangkar": "l", "tingkat": 4}]
    lain = {"ringkasan": ringkasan, "judul_bab": "satu baris", "lampiran": lampiran, "daftar_lampiran": daftar}
    bab = [{**payload["bab"][0], "bagian": []}]
    dokumen = buka(docx({**payload, "depan": depan, "bab": bab, "lampiran_kurang": [], **lain}))
    judul = [p.text for p in dokumen.paragraphs if p.style.name in ("Heading 1", "Judul Daftar")]
    assert judul == [
        "Ringkasan Eksekutif",
        "Daftar Isi",
        "Daftar Lampiran",
        f"{bab[0]['nomor']} {bab[0]['judul'].upper()}",
        "LAMPIRAN I\nPK",
    ]
    assert 'TOC \\h \\z \\c "Lampiran"' in [t.text.strip() for t in dokumen.element.body.iter(qn("w:instrText"))]


def test_every_line_of_a_list_leads_to_a_place_in_the_document(laporan, payload):
    ada = {b.get(qn("w:name")) for b in laporan.element.body.iter(qn("w:bookmarkStart"))}
    dituju = {h.get(qn("w:anchor")) for h in laporan.element.body.iter(qn("w:hyperlink"))}
    # The list of contents itself stands in no list in Word, and has no heading to lead to.
    depan = sum(r["jangkar"].startswith("daftar-") for r in payload["daftar_isi"])
    assert len(dituju - ada) == depan


def test_captions_are_counted_for_the_lists(laporan, payload):
    judul = [p for p in laporan.paragraphs if p.style.name == "Judul Tabel" and p.text.startswith("Tabel")]
    assert [p.text for p in judul] == [f"{r['nomor']} {r['judul']}" for r in payload["daftar_tabel"]]
    assert all("SEQ Tabel" in "".join(t.text for t in p._p.iter(qn("w:instrText"))) for p in judul)


def test_page_numbers_are_roman_in_front_and_begin_again_with_the_first_chapter(laporan):
    nomor = [s._sectPr.find(qn("w:pgNumType")) for s in laporan.sections]
    mulai = [(n.get(qn("w:fmt")), n.get(qn("w:start"))) for n in nomor]
    assert mulai[1] == ("lowerRoman", "1")
    assert ("decimal", "1") in mulai
    assert mulai.count(("decimal", "1")) == 1
    assert laporan.sections[0].footer.paragraphs[0].text == ""


def test_pictures_say_in_words_what_they_show(laporan, payload):
    alt = [d.get("descr") for d in laporan.element.body.iter(qn("wp:docPr"))]
    harap = []
    for b in (b for bab in payload["bab"] for bagian in bab["bagian"] for b in bagian["blok"]):
        harap += [satu["alt"] for satu in b["lembar"]] if b["jenis"] == "pohon" else [b["alt"]] if "alt" in b else []
    assert [a for a in alt if not a.endswith("lambang daerah")] == harap
    assert len(harap) >= 3


def test_an_annexed_document_begins_below_the_heading_of_its_annex(laporan, payload):
    for satu in payload["lampiran"]:
        badan = [e for e, _ in bagian_halaman(laporan)]
        judul = next(n for n, e in enumerate(badan) if e.tag == qn("w:p") and e.style == "Heading1"
                     and teks_sel(e.getparent()[n]).startswith(f"{satu['nomor']}\n"))  # fmt: skip
        sesudah = badan[judul + 1]
        assert sesudah.tag == qn("w:tbl") and satu["isi"]["kop"]["pemerintah"] in teks_sel(sesudah)
    gaya = {p.style.name for p in laporan.paragraphs if p.text.startswith("PERNYATAAN PERJANJIAN KINERJA")}
    assert gaya == {"Judul Naskah 1"}, "the headings of an annex stand in no list of contents"


def test_the_file_says_what_it_is(laporan, payload):
    sifat = laporan.core_properties
    assert (sifat.title, sifat.author, sifat.subject) == tuple(
        payload["meta"][k] for k in ("judul", "penulis", "subjek")
    )
    assert sifat.language == "id-ID"
    bahasa = laporan.styles.element.find(f".//{qn('w:lang')}")
    assert bahasa.get(qn("w:val")) == "id-ID"


def test_missing_things_are_told_in_the_draft(laporan, payload):
    kurang = paragraf(laporan, "Kekurangan")
    for kalimat in payload["kekurangan"]:
        assert f"Belum lengkap: {kalimat}" in kurang


# --- Naskah dinas -----------------------------------------------------------------------------------------------------


def test_a_decree_has_its_parts_in_order_with_hanging_labels():
    dokumen = buka(docx(contoh.sk_iku()))
    teks = teks_word(dokumen)
    urutan = ["PEMERINTAH KABUPATEN UJI", "TENTANG", "Menimbang\t:\ta.\tbahwa", "b.\tbahwa", "Mengingat\t:\t1.\tUndang"]
    urutan += ["MEMUTUSKAN:", "Menetapkan\t:\t", "KESATU\t:\t", "KEDUA\t:\t", "H. PERTAMA", "Tembusan", "LAMPIRAN"]
    tempat = [teks.index(u) for u in urutan]
    assert tempat == sorted(tempat)
    lekuk = next(p for p in dokumen.paragraphs if p.text.startswith("Menimbang")).style.paragraph_format
    assert lekuk.first_line_indent == -lekuk.left_indent
    periksa_sel(tabel_word(dokumen)[0], contoh.sk_iku()["lampiran"][0]["kelompok"][0]["tabel"])


def test_a_lampiran_is_landscape_and_its_pages_go_on_counting():
    bagian = buka(docx(contoh.sk_iku())).sections
    assert [mendatar(s._sectPr) for s in bagian] == [False, True]
    assert bagian[0].different_first_page_header_footer
    assert bagian[0]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert bagian[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) is None
    assert "- 2 -" in bagian[1].header.paragraphs[0].text
    assert "-" not in bagian[0].first_page_header.paragraphs[0].text


def test_all_agreements_in_one_file_count_each_from_its_first_page():
    dokumen = buka(docx({"meta": contoh.META, "naskah": [contoh.pk(), contoh.pk(pihak_kedua=None, ttd_kedua=None)]}))
    mulai = [s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in dokumen.sections]
    assert mulai == ["1", "1"]
    assert len(tabel_word(dokumen)) == 2
    assert teks_word(dokumen).count("selaku atasan Pihak Pertama") == 1


def test_a_signature_never_stands_alone_or_torn():
    for payload in (contoh.pk(), contoh.sk_iku(), naskah([])):
        badan = list(buka(docx(payload)).element.body)
        blok = [n for n, e in enumerate(badan) if e.tag == qn("w:tbl") and "PERTAMA" in teks_sel(e)
                and e.tblPr.find(qn("w:tblCaption")) is None]  # fmt: skip
        assert blok
        for n in blok:
            assert badan[n].find(f".//{qn('w:cantSplit')}") is not None
            assert badan[n - 1].find(f".//{qn('w:keepNext')}") is not None
            assert badan[n - 2].find(f".//{qn('w:keepNext')}") is not None


def test_a_draft_says_so_and_marks_what_is_open():
    dokumen = buka(docx(contoh.pk()))
    assert "DRAF" in dokumen.sections[0].header.paragraphs[0].text
    titik = [r for r in dokumen.element.body.iter(qn("w:r")) if "……" in teks_sel_r(r)]
    assert titik and all(r.find(f".//{qn('w:rStyle')}").get(qn("w:val")) == "Isian" for r in titik)


def teks_sel_r(r: Any) -> str:
    """The text of a run."""
    return "".join(t.text or "" for t in r.iter(qn("w:t")))


@pytest.mark.parametrize("payload", [
    contoh.pk(meta=SELESAI, tempat_tanggal=["Kota Uji, 2 Januari 2024"]),
    naskah([], meta={**SELESAI, "muka": "laporan"}),
])  # fmt: skip
def test_a_finished_document_leads_to_its_verification_page(payload):
    dokumen = buka(docx(payload))
    akhir = dokumen.sections[-1]
    assert "……" not in teks_word(dokumen) and "DRAF" not in akhir.header.paragraphs[0].text
    for kaki in (akhir.footer, akhir.first_page_footer):
        assert "ABCD-EFGH-JKLM-NPQR" in teks_sel(kaki._element)
        gambar = next(kaki._element.iter(qn("wp:docPr")))
        assert gambar.get("descr") == "Kode QR halaman pemeriksaan dokumen ini"
        assert "https://uji/p/ABCD/" in [r.target_ref for r in kaki.part.rels.values() if r.is_external]


# --- Prose and blocks -------------------------------------------------------------------------------------------------


def test_prose_keeps_marks_lists_headings_and_merged_cells():
    html = (
        "<p>Satu <strong>tebal <em>miring</em></strong></p><h4>Anak</h4>"
        "<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>"
        '<p>Antara</p><ol type="a" start="3"><li>tiga</li></ol>'
        '<table><thead><tr><th colspan="2">Kepala</th></tr></thead><tbody><tr><td rowspan="2">x</td><td>1</td></tr>'
        "<tr><td>2</td></tr></tbody></table>"
    )
    dokumen = buka(docx(narasi(html)))
    satu = next(p for p in dokumen.paragraphs if p.text == "Satu tebal miring")
    assert [(r.text, bool(r.bold), bool(r.italic)) for r in satu.runs] == [
        ("Satu ", False, False),
        ("tebal ", True, False),
        ("miring", True, True),
    ]
    assert paragraf(dokumen, "Heading 3") == ["Anak"]
    butir = {p.text: p._p.pPr.numPr.numId.val for p in dokumen.paragraphs if p._p.pPr.numPr is not None}
    assert butir["a"] == butir["b"] != butir["tiga"] and butir["c"] not in (butir["a"], butir["tiga"])
    tabel = next(t for t in dokumen.tables if t.cell(0, 0).text == "Kepala")
    assert tabel.cell(0, 0)._tc is tabel.cell(0, 1)._tc and tabel.cell(1, 0)._tc is tabel.cell(2, 0)._tc
    assert [tabel.cell(n, 1).text for n in (1, 2)] == ["1", "2"]


def test_each_list_begins_with_its_own_number():
    dokumen = buka(docx(narasi('<ol><li>a</li></ol><p>x</p><ol><li>b</li></ol><p>y</p><ol start="4"><li>c</li></ol>')))
    nomor = {n.get(qn("w:numId")): n for n in dokumen.part.numbering_part.element.findall(qn("w:num"))}
    butir = [p for p in dokumen.paragraphs if p._p.pPr.numPr is not None]
    mulai = [nomor[str(p._p.pPr.numPr.numId.val)].find(f".//{qn('w:startOverride')}").get(qn("w:val")) for p in butir]
    assert mulai == ["1", "1", "4"]


def test_a_text_is_never_taken_for_markup_and_never_breaks_the_file():
    aneh = "<w:t>&amp; \x0b\x01 ]]> “kutip”"
    dokumen = buka(docx(contoh.pk(pembuka=aneh, meta={**contoh.META, "judul": "A & <B>"})))
    assert "<w:t>&amp;  ]]> “kutip”" in teks_word(dokumen)
    assert dokumen.core_properties.title == "A & <B>"


def test_a_naskah_of_known_blocks_needs_no_code_of_its_own():
    tabel = contoh.tabel("T 1", ["No", "Isi"], [["1", "x"]])
    blok = [
        {"jenis": "subjudul", "teks": "Sub", "tingkat": 4},
        {"jenis": "kutipan", "teks": "Visi", "sumber": "Renstra"},
        {"jenis": "tabel", "nomor": "Tabel 1", "judul": "Isi", "jangkar": "t", "tabel": tabel, "lebar": True,
         "utuh": True, "catatan": "Catatan."},
        {"jenis": "rumus", "kiri": "C", "awal": "", "atas": "R", "bawah": "T", "pengali": "100%"},
        {"jenis": "kekurangan", "teks": "Kurang."},
    ]  # fmt: skip
    dokumen = buka(docx(naskah(blok)))
    teks = teks_word(dokumen)
    tempat = [teks.index(t) for t in ("RENCANA", "A.\tBagian", "Sub", "Visi", "Tabel 1. Isi", "Catatan.", "Kurang.")]
    assert tempat == sorted(tempat)
    assert [mendatar(s._sectPr) for s in dokumen.sections] == [False, True, False]


@pytest.mark.parametrize("payload", [naskah([{"jenis": "peta"}]), {"meta": contoh.META}])
def test_what_nobody_described_is_refused_with_a_sentence(payload):
    with pytest.raises(InvalidValue, match="belum dapat ditulis sebagai Word"):
        docx(payload)
