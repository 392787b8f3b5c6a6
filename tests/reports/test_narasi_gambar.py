"""Pictures in narratives: only real ones come in, written anew; on paper they are in the document itself."""

import base64
import re
import zlib
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from indicators.exceptions import InvalidValue, NotAllowed
from indicators.models import AuditEvent
from reports.builders import narasi_muat
from reports.builders.lkjip_blok import Penulis
from reports.models import GambarNarasi, Narasi
from reports.prosa import alamat_gambar, bersihkan
from reports.services.gambar_narasi import MAKS_SISI, MAKS_UKURAN, gambar_add, tulis_ulang
from tests.reports.baca import buka, struktur
from tests.reports.berkas_gambar import gambar, gambar_png
from tests.reports.prosa_cetak import cetak_prosa

MM = 72 / 25.4


def tambah(cast, isi: bytes, nama="a.png", by=None) -> GambarNarasi:
    berkas = SimpleUploadedFile(nama, isi)
    return gambar_add(perangkat_daerah=cast.pd, berkas=berkas, keterangan=" Grafik  naik ", by=by or cast.planner)


# --- Coming in --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bentuk", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_stored_once_with_an_event(cast, bentuk):
    pertama, kedua = (tambah(cast, gambar(bentuk)) for _ in range(2))
    assert pertama == kedua
    assert pertama.keterangan == "Grafik naik"
    with Image.open(pertama.berkas) as ada:
        assert ada.size == (300, 200)
    assert AuditEvent.objects.get().aksi == "gambar_narasi.added"


def bom() -> bytes:
    """A PNG of some hundred bytes that says it has 2,5 billion pixels."""
    isi = bytearray(gambar())
    isi[16:24] = (50_000).to_bytes(4, "big") * 2
    isi[29:33] = zlib.crc32(isi[12:29]).to_bytes(4, "big")
    return bytes(isi)


@pytest.fixture(params=[False, True], ids=["ketat", "longgar"])
def pillow_longgar(request, monkeypatch):
    """Pillow as it is, and as WeasyPrint leaves it behind: reading half a picture without complaint."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


@pytest.mark.usefixtures("pillow_longgar")
@pytest.mark.parametrize(
    ("isi", "sebab"),
    [
        (b"", "bukan gambar"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "bukan gambar"),
        (b"<?php system($_GET['x']); ?>", "bukan gambar"),
        (b"%PDF-1.7 %%EOF", "bukan gambar"),
        (gambar()[:400], "bukan gambar"),
        (gambar("JPEG")[:-900], "bukan gambar"),
        (gambar("WEBP")[:-20], "bukan gambar"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 200, "bukan gambar"),
        (gambar("GIF"), "bukan gambar"),
        (gambar("TIFF"), "bukan gambar"),
        (bom(), "bukan gambar|megapiksel"),
        (gambar(ukuran=(8, 300)), "terlalu kecil"),
        (gambar() + b"\x00" * MAKS_UKURAN, "5 MB"),
    ],
    ids=[
        "kosong",
        "svg",
        "php",
        "pdf",
        "png-terpotong",
        "jpg-terpotong",
        "webp-terpotong",
        "palsu",
        "gif",
        "tiff",
        "bom",
        "kecil",
        "besar",
    ],
)
def test_a_hostile_or_useless_file_is_refused_with_a_sentence(cast, isi, sebab):
    with pytest.raises(InvalidValue, match=sebab):
        tambah(cast, isi)
    assert not GambarNarasi.objects.exists()


def test_nothing_of_the_uploaded_file_itself_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "RAHASIA"  # a description; a place would stand there as well
    exif[0x0112] = 6  # lying on its side
    isi, akhiran = tulis_ulang(gambar("JPEG", exif=exif) + b"<script>RAHASIA</script>")
    assert b"RAHASIA" not in isi
    assert akhiran == ".jpg"
    assert Image.open(BytesIO(isi)).size == (200, 300)  # upright
    isi, akhiran = tulis_ulang(gambar(mode="RGBA"))
    with Image.open(BytesIO(isi)) as putih:
        assert (putih.mode, putih.getpixel((10, 10))) == ("RGB", (255, 255, 255))


def test_a_large_picture_is_made_small_enough_for_paper():
    isi, _ = tulis_ulang(gambar(ukuran=(4000, 1000)))
    assert Image.open(BytesIO(isi)).size == (MAKS_SISI, MAKS_SISI // 4)


@pytest.mark.parametrize("siapa", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_only_the_planner_adds_pictures(cast, siapa):
    with pytest.raises(NotAllowed):
        tambah(cast, gambar(), by=getattr(cast, siapa))


# --- In the document --------------------------------------------------------------------------------------------------


def test_a_document_has_its_pictures_in_itself_and_none_of_others(cast):
    milik = gambar_add(perangkat_daerah=cast.pd, berkas=gambar_png(), keterangan="Grafik", by=cast.planner)
    lain = gambar_add(
        perangkat_daerah=cast.outsider_planner.membership.get().perangkat_daerah,
        berkas=gambar_png(),
        keterangan="x",
        by=cast.outsider_planner,
    )
    html = f'<p>a</p><img src="{alamat_gambar(milik.pk)}" alt=""><img src="{alamat_gambar(lain.pk)}" alt="">'
    Narasi.objects.create(perangkat_daerah=cast.pd, tahun=2025, jenis="lkjip", bagian="lkjip.1.1", teks=html)
    ditulis = narasi_muat.ditulis(cast.pd, 2025, "lkjip")
    assert re.fullmatch(r'<p>a</p><img src="data:image/png;base64,[^"]+" alt="Grafik">', ditulis["lkjip.1.1"])
    milik.berkas.delete(save=False)
    assert narasi_muat.ditulis(cast.pd, 2025, "lkjip") == {"lkjip.1.1": "<p>a</p>"}


@pytest.fixture(scope="module")
def tercetak() -> tuple[str, bytes]:
    """A section with everything prose may hold, twice: below its title, and below a heading between its blocks."""
    uri = f"data:image/png;base64,{base64.b64encode(gambar(ukuran=(1800, 900))).decode()}"
    panjang = "Penyelenggaraan" * 9
    baris = "".join(
        f"<tr><th>{n}</th><td>Uraian nomor {n} yang cukup panjang</td><td>{n}%</td></tr>" for n in range(60)
    )
    html = bersihkan(
        f"<h4>Judul prosa</h4><p>Kata <strong>tebal</strong> {panjang}</p><h5>Anak</h5><ol type='a'><li>satu</li></ol>"
        f"<table><tr><th>No</th><th>Uraian</th><th>Capaian</th></tr>{baris}</table>"
        f"<table><tr>{''.join(f'<td>{panjang}{n}</td>' for n in range(8))}</tr></table>"
    )
    penulis = Penulis("x", {"x.1": f'{html}<img src="{uri}" alt="Grafik naik">'})
    blok = [penulis.narasi("1", "A", ""), {"jenis": "subjudul", "teks": "Antara", "tingkat": 3}]
    blok.append(Penulis("x", {"x.2": "<h4>Di bawah antara</h4><p>b</p>"}).narasi("2", "B", ""))
    return cetak_prosa(*blok)


def test_headings_in_prose_keep_the_order_of_the_document(tercetak):
    naskah, _ = tercetak
    assert [int(t) for t in re.findall(r"<h([1-6])", naskah)] == [1, 2, 3, 4, 3, 4]


def test_nothing_in_prose_leaves_the_page(tercetak):
    _, isi = tercetak
    with buka(isi) as dokumen:
        assert len(dokumen.pages) >= 3
        for halaman in dokumen.pages:
            kanan = halaman.width - 20 * MM + 1
            for benda in (*halaman.chars, *halaman.images, *halaman.rects, *halaman.lines):
                assert benda["x0"] >= 30 * MM - 1
                assert benda["x1"] <= kanan
            assert all(c["bottom"] <= halaman.height - 12 * MM for c in halaman.chars)
        (gambar_tercetak,) = [g for halaman in dokumen.pages for g in halaman.images]
        assert gambar_tercetak["width"] == pytest.approx(160 * MM, abs=2)


def test_prose_is_tagged_for_who_cannot_see_it(tercetak):
    _, isi = tercetak
    with struktur(isi) as dokumen:
        unsur = [o for o in dokumen.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
        jenis = [str(o["/S"]) for o in unsur]
        assert [str(o["/Alt"]) for o in unsur if o["/S"] == "/Figure"] == ["Grafik naik"]
        assert jenis.count("/Table") >= 2
        assert jenis.count("/TH") >= 63
        assert {"/H1", "/H2", "/H3", "/H4", "/L", "/LI", "/P"} <= set(jenis)


def test_the_head_of_a_table_in_prose_is_repeated_on_every_page(tercetak):
    _, isi = tercetak
    with buka(isi) as dokumen:
        berkepala = [h for h in dokumen.pages if "Uraian nomor" in (h.extract_text() or "")]
        assert len(berkepala) >= 2
        assert all("Capaian" in (h.extract_text() or "") for h in berkepala)
