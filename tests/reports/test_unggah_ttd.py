"""Taking in what was signed elsewhere: only this document, only intact, only harmless."""

import zlib
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from indicators.exceptions import Closed, InvalidValue, NotAllowed
from indicators.models import AuditEvent
from reports import services, siklus
from reports.models import BerkasDokumen
from reports.services.tanda_tangan import NamaBerbeda
from reports.tanda_tangan import periksa_pdf, terisolasi
from tests.reports.siklus_uji import files_in, isi_pdf, make_pk, quick_render, sign, sign_elsewhere, upload


@pytest.fixture
def pk(lengkap):
    return make_pk(lengkap)


@pytest.fixture(autouse=True)
def in_this_process(request, monkeypatch):
    """The reader itself; that it runs in a process of its own is tested once."""
    quick_render(monkeypatch)
    if "alone" not in request.node.name:
        monkeypatch.setattr(terisolasi, "periksa", periksa_pdf.periksa)


def unggah(cast, dokumen, isi, **over) -> BerkasDokumen:
    dokumen.refresh_from_db()
    return services.dokumen_upload_electronic(dokumen=dokumen, isi=isi, by=cast.planner, **over)


def rewritten(isi: bytes, change=lambda pdf: None) -> bytes:
    """The file as another program saves it: all bytes new."""
    hasil = BytesIO()
    with pikepdf.open(BytesIO(isi)) as pdf:
        change(pdf)
        pdf.save(hasil)
    return hasil.getvalue()


def bomb() -> bytes:
    """A page whose content unpacks to three gigabytes."""
    pemampat = zlib.compressobj(wbits=-15)  # without head and sum, so that a piece can be repeated
    ulang = pemampat.compress(b"0 " * 8_000_000) + pemampat.flush(zlib.Z_FULL_FLUSH)
    hasil = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        isi = pikepdf.Stream(pdf, b"\x78\x9c" + ulang * 200, Filter=pikepdf.Name("/FlateDecode"))
        pdf.pages[0].Contents = pdf.make_indirect(isi)
        pdf.save(hasil)
    return hasil.getvalue()


def gambar(tipe: str = "JPEG") -> bytes:
    hasil = BytesIO()
    Image.new("RGB", (800, 1200), "white").save(hasil, tipe)
    return hasil.getvalue()


# --- Electronic -------------------------------------------------------------------------------------------------------
def test_a_continuation_of_our_file_is_taken_in_with_both_signatures(lengkap, pk):
    isi = sign_elsewhere(sign_elsewhere(isi_pdf(pk), "BUPATI UJI", "a"), "Sekda Uji", "b")
    berkas = unggah(lengkap, pk, isi)
    pk.refresh_from_db()
    assert pk.status == "SIGNED"
    assert siklus.isi_utuh(berkas) == isi
    assert "kelanjutan langsung" in berkas.catatan
    tanda = {t.peran: t.subjek for t in pk.tanda_tangan.all()}
    assert tanda == {"pihak_pertama": "Sekda Uji", "pihak_kedua": "BUPATI UJI"}, "matched by name"
    assert AuditEvent.objects.filter(aksi="dokumen.signed_elsewhere").count() == 2


def test_one_party_here_the_other_elsewhere(lengkap, pk):
    pertama = sign(lengkap, pk)
    unggah(lengkap, pk, sign_elsewhere(siklus.isi_utuh(pertama), "BUPATI UJI"))
    pk.refresh_from_db()
    assert pk.status == "SIGNED"
    assert list(pk.berkas_tertandatangan.values_list("asal", flat=True)) == ["SISTEM", "ELEKTRONIK"]


def test_a_rewritten_file_is_recognised_by_code_pages_and_words_and_marked(lengkap, pk):
    berkas = unggah(lengkap, pk, sign_elsewhere(rewritten(isi_pdf(pk)), "Sekda Uji"))
    assert "ditulis ulang" in berkas.catatan
    pk.refresh_from_db()
    assert pk.status == "FINAL", "one party is missing"


def test_a_rewritten_file_may_not_drop_earlier_signatures(lengkap, pk):
    sign(lengkap, pk)
    with pytest.raises(InvalidValue, match="akan hilang"):
        unggah(lengkap, pk, sign_elsewhere(rewritten(isi_pdf(pk)), "BUPATI UJI"))


def one_page_less(pdf):
    del pdf.pages[-1]


def other_words(pdf):
    isi = pdf.pages[1].Contents.read_bytes()
    pdf.pages[1].Contents.write(isi[: len(isi) // 2])


@pytest.mark.parametrize("change", [one_page_less, other_words])
def test_a_rewritten_file_with_other_pages_or_words_is_refused(lengkap, pk, change):
    with pytest.raises(InvalidValue, match=r"Isi berkas itu berbeda|rusak"):
        unggah(lengkap, pk, sign_elsewhere(rewritten(isi_pdf(pk), change), "Sekda Uji"))


def test_another_document_is_refused(lengkap, pk):
    lain = make_pk(lengkap, hari=pk.tanggal.replace(month=2))
    with pytest.raises(InvalidValue, match=r"berbeda|dokumen lain"):
        unggah(lengkap, lain, sign_elsewhere(isi_pdf(pk), "Sekda Uji"))
    assert not BerkasDokumen.objects.exists()


def test_a_continuation_that_changes_a_page_is_refused(lengkap, pk):
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    penulis = IncrementalPdfFileWriter(BytesIO(isi_pdf(pk)))
    RawContent(b"q 1 0 0 rg 100 100 200 200 re f Q").add_to_page(penulis, 0)
    hasil = BytesIO()
    penulis.write(hasil)
    with pytest.raises(InvalidValue, match="Isi halaman berubah"):
        unggah(lengkap, pk, sign_elsewhere(hasil.getvalue(), "Sekda Uji"))


def test_a_file_without_a_new_signature_is_refused(lengkap, pk):
    with pytest.raises(InvalidValue, match="tidak memuat tanda tangan elektronik baru"):
        unggah(lengkap, pk, isi_pdf(pk))


def test_a_changed_or_lengthened_signed_file_is_refused(lengkap, pk):
    isi = sign_elsewhere(isi_pdf(pk), "Sekda Uji")
    with pytest.raises(InvalidValue, match=r"diubah sesudah|rusak|terpotong"):
        unggah(lengkap, pk, isi + b"\n%tambahan\n%%EOF\n")
    asli = isi_pdf(pk)
    for tempat in (
        len(asli) // 3,
        len(asli) + 40,
        isi.rindex(b"startxref") + 12,
        isi.index(b">", isi.rindex(b"/Contents <")) - 2,
    ):
        rusak = bytearray(isi)
        rusak[tempat] ^= 1
        with pytest.raises(InvalidValue):
            unggah(lengkap, pk, bytes(rusak))
    assert not BerkasDokumen.objects.exists()


def test_more_signatures_than_parties_are_refused(lengkap, pk):
    isi = isi_pdf(pk)
    for n, cn in enumerate(["Sekda Uji", "BUPATI UJI", "Sekda Uji"]):
        isi = sign_elsewhere(isi, cn, f"x{n}")
    with pytest.raises(InvalidValue, match="3 tanda tangan baru"):
        unggah(lengkap, pk, isi)


def test_a_signer_of_another_name_must_be_agreed_to(lengkap, pk):
    isi = sign_elsewhere(isi_pdf(pk), "Orang Lain")
    with pytest.raises(NamaBerbeda) as ditolak:
        unggah(lengkap, pk, isi)
    assert unggah(lengkap, pk, isi, setuju=ditolak.value.sidik).asal == "ELEKTRONIK"


def with_script(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS="app.alert(1)")


def with_attachment(pdf):
    pdf.attachments["x.exe"] = b"MZ"


@pytest.mark.parametrize(("change", "kata"), [(with_script, "JavaScript"), (with_attachment, "berkas lain")])
def test_a_file_that_could_act_is_refused(lengkap, pk, media_root, change, kata):
    sebelum = files_in(media_root)
    with pytest.raises(InvalidValue, match=kata):
        unggah(lengkap, pk, rewritten(isi_pdf(pk), change))
    assert files_in(media_root) == sebelum


def test_locked_truncated_and_foreign_files_are_refused(lengkap, pk, media_root):
    terkunci = BytesIO()
    with pikepdf.open(BytesIO(isi_pdf(pk))) as pdf:
        pdf.save(terkunci, encryption=pikepdf.Encryption(owner="a", user="b"))
    sebelum = files_in(media_root)
    for isi, kalimat in (
        (terkunci.getvalue(), "terkunci"),
        (isi_pdf(pk)[:-4000], "terpotong"),
        (b"PK\x03\x04", "bukan PDF"),
        (b"%PDF-1.7\n" + b"\0" * 5000 + b"%%EOF", "rusak"),
    ):
        with pytest.raises(InvalidValue, match=kalimat):
            unggah(lengkap, pk, isi)
    assert files_in(media_root) == sebelum


@pytest.mark.parametrize("siapa", ["auditor", "operator", "admin", "outsider_planner"])
def test_only_planner_and_leader_upload(lengkap, pk, siapa):
    with pytest.raises(NotAllowed):
        services.dokumen_upload_electronic(dokumen=pk, isi=b"%PDF-", by=getattr(lengkap, siapa))


# --- On paper ---------------------------------------------------------------------------------------------------------
def pindai(cast, dokumen, berkas, *, yakin=True) -> BerkasDokumen:
    return services.dokumen_upload_scan(dokumen=dokumen, berkas=berkas, yakin=yakin, by=cast.planner)


def test_pictures_of_every_page_become_one_pdf_and_the_person_is_named(lengkap, pk):
    berkas = pindai(lengkap, pk, [gambar(), gambar("PNG")])
    pk.refresh_from_db()
    assert pk.status == "SIGNED"
    with pikepdf.open(BytesIO(siklus.isi_utuh(berkas))) as pdf:
        assert len(pdf.pages) == 2
    assert f"dinyatakan oleh {lengkap.planner}" in berkas.catatan
    assert "tidak terbaca" in berkas.catatan
    assert {t.tingkat for t in pk.tanda_tangan.all()} == {""}


def test_the_code_on_a_scan_with_text_is_read(lengkap, pk):
    assert "terbaca pada pindaian" in pindai(lengkap, pk, [rewritten(isi_pdf(pk))]).catatan


def test_the_scan_of_another_document_is_refused(lengkap, pk):
    lain = make_pk(lengkap, hari=pk.tanggal.replace(month=2))
    with pytest.raises(InvalidValue, match="dokumen lain"):
        pindai(lengkap, lain, [rewritten(isi_pdf(pk))])


def test_a_scan_needs_all_pages_and_the_persons_word(lengkap, pk):
    with pytest.raises(InvalidValue, match="Nyatakan dahulu"):
        pindai(lengkap, pk, [gambar(), gambar()], yakin=False)
    with pytest.raises(InvalidValue, match="1 halaman, sedangkan dokumen ini 2"):
        pindai(lengkap, pk, [gambar()])
    with pytest.raises(InvalidValue, match="bukan PDF, JPG, atau PNG"):
        pindai(lengkap, pk, [b"GIF89a" + b"\0" * 100, gambar()])
    with pytest.raises(InvalidValue, match="belum ditandatangani, bukan pindaiannya"):
        pindai(lengkap, pk, [isi_pdf(pk)])
    assert not BerkasDokumen.objects.exists()


def test_paper_and_electronic_signatures_are_not_mixed(lengkap, pk):
    sign(lengkap, pk)
    with pytest.raises(Closed, match="sudah memuat tanda tangan elektronik"):
        pindai(lengkap, pk, [gambar(), gambar()])


# --- The page ---------------------------------------------------------------------------------------------------------
def test_the_page_takes_a_scan_and_says_why_not(client, lengkap, pk):
    client.force_login(lengkap.planner)
    alamat = reverse("reports:dokumen_unggah", args=[pk.pk])
    ditolak = client.post(alamat, {"cara": "pindai", "pindaian": upload(gambar(), "1.jpg"), "yakin": "on"})
    assert ditolak.status_code == 422
    assert "sedangkan dokumen ini 2" in ditolak.content.decode()
    dua = [upload(gambar(), "1.jpg"), upload(gambar(), "2.jpg")]
    assert client.post(alamat, {"cara": "pindai", "pindaian": dua, "yakin": "on"}).status_code == 302
    elektronik = client.post(alamat, {"berkas": upload(b"bukan", "a.pdf")})
    assert elektronik.status_code == 422


def test_the_reader_runs_alone_and_survives_a_bomb(lengkap, pk):
    isi = sign_elsewhere(isi_pdf(pk), "Sekda Uji")
    assert terisolasi.periksa(isi, isi_pdf(pk)) == periksa_pdf.periksa(isi, isi_pdf(pk))
    assert terisolasi.periksa(bomb()).galat
