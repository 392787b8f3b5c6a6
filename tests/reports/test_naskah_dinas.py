"""Tata naskah on paper: the emblem, hyphens, rows and headings that stay together, the mark of a finished document."""

from io import BytesIO

import pikepdf
import pyphen
import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from reports import pdf
from reports.builders import identitas, sk_iku
from tests.reports import contoh
from tests.reports.baca import buka, struktur, teks
from tests.reports.test_sk_iku import build, setda  # noqa: F401

HYPHEN = "\u2010"


def lambang(mode: str, jenis: str, ukuran: tuple[int, int] = (120, 150)) -> bytes:
    """A picture of an emblem: a disc, on nothing where the mode knows transparency."""
    alas = Image.new("RGBA", ukuran, (0, 0, 0, 0))
    lebar, tinggi = ukuran
    ImageDraw.Draw(alas).ellipse((lebar // 5, tinggi // 5, lebar * 4 // 5, tinggi * 4 // 5), fill=(20, 90, 160, 200))
    keluar = BytesIO()
    (alas if "A" in mode else alas.convert("RGB")).convert(mode).save(keluar, jenis)
    return keluar.getvalue()


def gambar_dalam(dokumen: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """The raster pictures of a PDF, without the masks of others."""
    semua = [o for o in dokumen.objects if isinstance(o, pikepdf.Stream) and str(o.get("/Subtype", "")) == "/Image"]
    topeng = {o.SMask.objgen for o in semua if "/SMask" in o}
    return [o for o in semua if o.objgen not in topeng]


@pytest.mark.parametrize(
    ("mode", "jenis", "ukuran"),
    [
        ("RGBA", "PNG", (120, 150)),
        ("RGB", "PNG", (120, 150)),
        ("RGB", "JPEG", (120, 150)),
        ("CMYK", "JPEG", (120, 150)),
        ("LA", "PNG", (120, 150)),
        ("RGB", "PNG", (1600, 2000)),
    ],
)
def test_an_uploaded_emblem_goes_into_the_archive_file_as_it_allows(setda, settings, tmp_path, mode, jenis, ukuran):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    setda.pemerintah_daerah.lambang.save(f"l.{jenis.lower()}", ContentFile(lambang(mode, jenis, ukuran)))
    payload = contoh.sk_iku(kop=identitas.kop(setda), lampiran=[])
    isi = pdf.render(sk_iku.TEMPLATE, payload)
    with struktur(isi) as dokumen:
        (gambar,) = gambar_dalam(dokumen)
        assert (int(gambar.Width), int(gambar.Height)) == ((120, 150) if ukuran == (120, 150) else (800, 1000))
        assert str(gambar.ColorSpace) in ("/DeviceRGB", "/DeviceGray"), "the output intent is sRGB"
        assert ("/SMask" in gambar) is (mode in ("RGBA", "LA")), "transparency is kept: PDF/A-2 allows it"
        assert not bool(gambar.get("/Interpolate", False)), "PDF/A forbids interpolation"
        alt = [str(o.Alt) for o in dokumen.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert "Lambang daerah" in alt


def test_without_an_emblem_a_plain_placeholder_is_printed_and_says_so(setda):  # noqa: F811
    isi = pdf.render(sk_iku.TEMPLATE, build(setda))
    with struktur(isi) as dokumen:
        alt = [str(o.Alt) for o in dokumen.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert "Tempat lambang daerah" in alt


def test_long_text_is_hyphenated_where_indonesian_parts_its_words():
    """Labels leave a narrow column, which justified text without hyphens would tear open."""
    kalimat = "bahwa penyelenggaraan pertanggungjawaban pemerintahan mempersyaratkan pengoordinasian kesejahteraan;"
    isi = pdf.render(sk_iku.TEMPLATE, contoh.sk_iku(menimbang=[kalimat] * 6, mengingat=[], diktum=[]))
    with buka(isi) as dokumen:
        halaman = [h.extract_text().split("\n") for h in dokumen.pages]
    putus = [baris.rstrip(HYPHEN).split()[-1] for h in halaman for baris in h if baris.endswith(HYPHEN)]
    assert putus, "no line ends with a hyphen"
    sah = pyphen.Pyphen(lang="id_ID")
    utuh = {awal for kata in kalimat.rstrip(";").split() for awal, _ in sah.iterate(kata)}
    assert set(putus) <= utuh, f"parted where Indonesian does not: {putus}"
    assert all(len(awal) >= 4 for awal in putus)


def test_a_heading_of_a_group_never_ends_a_page():
    def kelompok(n: int, baris: int) -> dict[str, object]:
        tabel = contoh.tabel(f"t{n}", ["No", "Indikator"], [[str(i), f"Baris {i}"] for i in range(baris)])
        return {"judul": f"KELOMPOK {n}", "tabel": tabel}

    for baris in (18, 19, 20, 21):
        lampiran = contoh.lampiran({}, identitas=None, kelompok=[kelompok(1, baris), kelompok(2, 3)])
        with buka(pdf.render(sk_iku.TEMPLATE, contoh.sk_iku(lampiran=[lampiran]))) as dokumen:
            for halaman in dokumen.pages[1:]:
                kata = halaman.extract_text().strip().split("\n")
                assert not kata[-1].startswith("KELOMPOK"), baris


def test_a_period_is_never_parted_by_the_end_of_a_line():
    for panjang in range(0, 20, 3):
        kalimat = f"Menetapkan {'a' * panjang} Indikator Kinerja Utama Perangkat Daerah Kabupaten Uji Tahun 2021–2026."
        isi = pdf.render(sk_iku.TEMPLATE, contoh.sk_iku(menetapkan=kalimat, mengingat=[], lampiran=[]))
        with buka(isi) as dokumen:
            assert "2021–2026" in dokumen.pages[0].extract_text().split("MEMUTUSKAN")[1].split("KESATU")[0], panjang


def test_a_finished_document_carries_its_code_on_the_last_page_and_a_draft_none():
    verifikasi = {"kode": "ABCDEFGH12345678", "alamat": "https://contoh.example/v/ABCDEFGH12345678"}
    final = pdf.render(sk_iku.TEMPLATE, contoh.sk_iku(meta=contoh.META | {"draf": False, "verifikasi": verifikasi}))
    with buka(final) as dokumen:
        halaman = [h.extract_text() for h in dokumen.pages]
    assert ["keaslian dokumen" in h for h in halaman] == [False] * (len(halaman) - 1) + [True]
    assert "keaslian" not in teks(pdf.render(sk_iku.TEMPLATE, contoh.sk_iku()))


def test_a_decree_inside_another_document_has_lower_headings():
    def judul(**over: object) -> list[str]:
        with struktur(pdf.render(sk_iku.TEMPLATE, contoh.sk_iku(**over))) as dokumen:
            return [
                str(o.S) for o in dokumen.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S"))[:2] == "/H"
            ]

    assert min(judul()) == "/H1"
    assert min(judul(dalam=True)) == "/H2"
