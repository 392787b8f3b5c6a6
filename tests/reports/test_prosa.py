"""What may stand in prose: nothing dangerous, always the same form, and plain text both ways."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.beda import beda, berbeda
from reports.prosa import bersihkan, cetak, gambar_dalam, html_dari_teks, polos, sematkan, teks_dari_html, urai
from reports.prosa.pohon import lebar_kolom

BOLEH = {
    *("p", "br", "strong", "em", "u", "sub", "sup", "h4", "h5", "ol", "ul", "li", "img"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATRIBUT = {("ol", "type"), ("ol", "start"), ("img", "src"), ("img", "alt")}
ATRIBUT |= {(sel, rentang) for sel in ("th", "td") for rentang in ("colspan", "rowspan")}


class Saksi(HTMLParser):
    """What a browser would find in a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tag: set[str] = set()
        self.atribut: set[tuple[str, str]] = set()
        self.src: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tag.add(tag)
        self.atribut |= {(tag, nama) for nama, _ in attrs}
        self.src += [nilai or "" for nama, nilai in attrs if nama == "src"]


def assert_aman(html: str) -> None:
    saksi = Saksi(html)
    assert saksi.tag <= BOLEH
    assert saksi.atribut <= ATRIBUT
    assert all(re.fullmatch(r"/dokumen/gambar/[1-9][0-9]*/", src) for src in saksi.src)


# --- Danger -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kotor", "bersih"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<SCRIPT SRC=//x.id/x.js></SCRIPT><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" onmouseover=y>a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
        ('<a href="https://contoh.id">a</a>', "<p>a</p>"),
        ('<svg onload=alert(1)><script>x</script><text>t</text></svg><p>a</p>', "<p>a</p>"),
        ("<math><mi//xlink:href='data:x,<script>'></math><p>a</p>", "<p>a</p>"),
        ("<style>p{position:fixed}</style><p style='color:red' class=x id=y>a</p>", "<p>a</p>"),
        ('<img src="/dokumen/gambar/3/" onerror=alert(1) style=x>', '<img src="/dokumen/gambar/3/" alt="">'),
        ('<img src="data:image/png;base64,AAAA">', ""),
        ('<img src="data:image/svg+xml,<svg onload=x>">', ""),
        ('<img src="https://contoh.id/a.png"><img src="//x.id/dokumen/gambar/3/"><img src=javascript:x>', ""),
        ('<img src="/dokumen/gambar/3/../../../masuk/">', ""),
        ('<img src="https://sini.id/dokumen/gambar/3/" alt=\'"><script>\'>',
         '<img src="/dokumen/gambar/3/" alt="&quot;&gt;&lt;script&gt;">'),
        ("<iframe src=//x.id></iframe><object data=x></object><embed src=x><p>a</p>", "<p>a</p>"),
        ("<form action=//x.id><input name=a><button>Kirim</button></form>", "<p>Kirim</p>"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<!--<p>x</p>--><p>a<!-- b --></p>", "<p>a</p>"),
        ("<p>a\x00\x1b\u202eb\ud800c</p>", "<p>abc</p>"),
        ("<template><p>x</p></template><noscript><p>y</p></noscript><p>a</p>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_nothing_dangerous_comes_through(kotor, bersih):
    assert bersihkan(kotor) == bersih
    assert_aman(bersih)


@pytest.mark.parametrize(
    "isi", ["<b>" * 40_000, "<ul><li>" * 18_000, "<x>" * 50_000, "<p>" * 50_000, "<table><tr><td>" * 9000]
)
def test_hostile_nesting_takes_no_time(isi):
    assert_aman(bersihkan(f"{isi}teks"))


# --- Form -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("masuk", "keluar"),
    [
        ("<p>a <b>b</b><strong> c</strong> <i>d</i></p>", "<p>a <strong>b c</strong> <em>d</em></p>"),
        ("<div>a</div>b<br><br>c", "<p>a</p><p>b<br><br>c</p>"),
        ("<p> </p><p>&nbsp;</p><p>a\n   b </p>", "<p>a b</p>"),
        ("<h1>A</h1><h2>B</h2><h6>C</h6>", "<h4>A</h4><h4>B</h4><h5>C</h5>"),
        ("<h5>A</h5><p>x</p><h5>B</h5>", "<h4>A</h4><p>x</p><h5>B</h5>"),  # no level is skipped
        ("<ul><li><p>a</p></li><li><p>b</p><ol type='a'><li>c</li></ol></li></ul>",
         '<ul><li>a</li><li>b<ol type="a"><li>c</li></ol></li></ul>'),
        ("<ol type=i start=3><li>a</ol><ol type=circle start=-1><li>b</ol>",
         '<ol type="i" start="3"><li>a</li></ol><ol><li>b</li></ol>'),
        ("<ul></ul><ol><li></li></ol>", ""),
        ("<li>a</li>", "<p>a</p>"),
        ("<p>a<img src='/dokumen/gambar/3/' alt='Grafik'>b</p>",
         '<p>a</p><img src="/dokumen/gambar/3/" alt="Grafik"><p>b</p>'),
    ],
)  # fmt: skip
def test_text_gets_one_form(masuk, keluar):
    assert bersihkan(masuk) == keluar


def test_a_table_gets_a_head_and_full_rows():
    masuk = (
        "<table><tr><th><p>A</p></th><th colspan=2>B</th></tr><tr><th>1</th><td rowspan=9>2</td></tr><tr><td>3</table>"
    )
    assert bersihkan(masuk) == (
        '<table><thead><tr><th>A</th><th colspan="2">B</th></tr></thead><tbody>'
        '<tr><th>1</th><td rowspan="2">2</td><td></td></tr><tr><td>3</td><td></td></tr></tbody></table>'
    )


def test_a_table_in_a_table_becomes_its_text():
    masuk = "<table><tr><td>a<table><tr><td>b<td>c</table></td></tr></table>"
    assert bersihkan(masuk) == "<table><tbody><tr><td><p>a</p><p>b</p><p>c</p></td></tr></tbody></table>"


POTONGAN = st.sampled_from([
    *("<p>", "</p>", "<b>", "</b>", "<em>", "</em>", "<u>", "</u>", "<br>", "<h1>", "</h1>", "<h5>", "<div>", "</div>"),
    *("<ul>", "</ul>", "<ol type=a>", "</ol>", "<li>", "</li>", "<table>", "</table>", "<tr>", "<thead>", "<caption>"),
    *("<td>", "</td>", "<td colspan=3>", "<th rowspan=2>", "<img src=/dokumen/gambar/7/>", "<script>", "<svg>", "<!--"),
    *(" ", "\n", "kata", "&amp;", "&lt;", "&nbsp;", "<a"),
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(POTONGAN, st.text(max_size=6)), max_size=40).map("".join))
def test_cleaning_twice_is_cleaning_once(html):
    bersih = bersihkan(html)
    assert_aman(bersih)
    assert bersihkan(bersih) == bersih


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["- ", "1. ", "a. ", "\n", "kata", " ", "<b>", "&amp;", ";", "\t"]), max_size=30).map(
        "".join
    )
)
def test_plain_text_is_never_read_as_tags(teks):
    html = bersihkan(html_dari_teks(teks))
    assert "".join(teks_dari_html(html).split()).count("<b>") == teks.count("<b>")
    assert "<strong>" not in html


# --- Plain text -------------------------------------------------------------------------------------------------------


def test_lines_become_paragraphs_and_lists():
    html = html_dari_teks("Awal & akhir.\n\na. satu;\nb. dua;\nLanjut.\n- titik;\n1. angka\n2024. Tahun itu")
    assert html == (
        '<p>Awal &amp; akhir.</p><ol type="a"><li>satu;</li><li>dua.</li></ol><p>Lanjut.</p>'
        "<ul><li>titik.</li></ul><ol><li>angka</li></ol><p>2024. Tahun itu</p>"
    )
    assert bersihkan(html) == html
    assert polos(html)


def test_prose_becomes_lines():
    html = (
        "<h4>J</h4><p>a<br>b</p><ol type='a' start='2'><li>c<ul><li>d</li></ul></li></ol>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><p>2</p><p>3</p></td></tr></table>"
        "<img src='/dokumen/gambar/1/' alt='Grafik'>"
    )
    assert teks_dari_html(html).splitlines() == ["J", "a b", "b. c", "- d", "A | B", "1 | 2 3", "[Gambar: Grafik]"]
    assert not polos(bersihkan(html))


# --- Print ------------------------------------------------------------------------------------------------------------


def test_on_paper_headings_follow_their_section_and_cells_say_what_they_head():
    html = '<h4>A</h4><h5>B</h5><ol type="A"><li>x</li></ol><table><tr><th colspan=2>K</th></tr>'
    html += "<tr><th>r</th><td>1</td></tr></table>"
    assert cetak(bersihkan(html), 2) == (
        '<h3 class="sub-h4">A</h3><h4 class="sub-h5">B</h4><ol type="A" class="huruf-besar"><li>x</li></ol>'
        '<table class="tabel utuh"><colgroup><col class="l50"><col class="l50"></colgroup>'
        '<thead><tr><th scope="colgroup" colspan="2">K</th></tr></thead>'
        '<tbody><tr><th scope="row">r</th><td class="kanan">1</td></tr></tbody></table>'
    )
    assert "<h6" in cetak("<h4>A</h4><h5>B</h5>", 5)


@pytest.mark.parametrize(
    ("baris", "lebar"),
    [
        (["No|Uraian|Capaian", "1|Uraian nomor satu yang cukup panjang|100%"], [2, 15, 3]),
        (["a|b", "c|d"], [10, 10]),
        (["Penyelenggaraan|" + "kata " * 40], [4, 16]),
        (["|".join("abcdefghijk")], []),
    ],
)
def test_columns_are_as_wide_as_their_text_needs(baris, lebar):
    sel = "".join(f"<tr>{''.join(f'<td>{s}</td>' for s in b.split('|'))}</tr>" for b in baris)
    (tabel,) = urai(f"<table>{sel}</table>")
    assert lebar_kolom(tabel) == lebar


def test_pictures_go_into_the_text_and_those_of_others_go_out():
    html = '<p>a</p><img src="/dokumen/gambar/3/" alt="">'
    html += '<ul><li><img src="/dokumen/gambar/4/" alt="b"></li><li>c</li></ul>'
    assert gambar_dalam([html]) == {3, 4}
    isi = sematkan(html, {3: ("data:image/png;base64,AAAA", "Grafik")})
    assert isi == '<p>a</p><img src="data:image/png;base64,AAAA" alt="Grafik"><ul><li>c</li></ul>'
    assert '<img src="data:image/png;base64,AAAA" alt="Grafik">' in cetak(isi, 2)
    assert "<img" not in cetak(html, 2)
    assert "<img" not in cetak('<img src="data:image/svg+xml;base64,AAAA">', 2)


# --- What differs -----------------------------------------------------------------------------------------------------


def test_the_difference_names_words_and_leaves_out_what_stayed():
    lama = " ".join(f"kata{n}" for n in range(100))
    hasil = beda(lama, lama.replace("kata50", "lain"))
    assert [p.jenis for p in hasil] == ["lewat", "sama", "hapus", "tambah", "sama", "lewat"]
    assert (hasil[2].teks, hasil[3].teks) == ("kata50", "lain")
    assert not berbeda("a  b\n", "a b")
