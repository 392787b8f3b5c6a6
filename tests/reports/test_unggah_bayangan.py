"""Shadow attacks: a signed file that shows something else than what was finished."""

import io
from dataclasses import replace

import pikepdf
import pytest
from django.utils import timezone
from PIL import Image, ImageFile
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from indicators.exceptions import InvalidValue
from indicators.services import antivirus
from reports import services
from reports.models import BerkasDokumen
from reports.services import unggahan
from reports.tanda_tangan import periksa_pdf, sertifikat, terisolasi
from tests.reports.sertifikat_uji import SANDI, p12
from tests.reports.siklus_uji import isi_pdf, make_pk, quick_render, sign_elsewhere

pytestmark = pytest.mark.once  # about what is in a file; test_unggah_ttd stores one


@pytest.fixture
def pk(lengkap, monkeypatch):
    quick_render(monkeypatch)
    monkeypatch.setattr(terisolasi, "periksa", periksa_pdf.periksa)
    return make_pk(lengkap)


def unggah(cast, dokumen, isi, **over) -> BerkasDokumen:
    return services.dokumen_upload_electronic(dokumen=dokumen, isi=isi, by=cast.planner, **over)


def continued(isi: bytes, change) -> bytes:
    """The file with one more revision."""
    penulis = IncrementalPdfFileWriter(io.BytesIO(isi))
    change(penulis)
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()


def isi_halaman(penulis):
    """The reference of the content of the first page."""
    halaman = penulis.prev.root["/Pages"]["/Kids"][0].get_object()
    while "/Kids" in halaman:
        halaman = halaman["/Kids"][0].get_object()
    return halaman.raw_get("/Contents").reference


def other_content(penulis):
    """Overwrites the content of a page."""
    ref = isi_halaman(penulis)
    arus = penulis.get_object(ref)
    arus._data, arus._encoded_data = b"q 1 0 0 rg 50 50 400 600 re f Q", None
    penulis.mark_update(ref)
    return ref


@pytest.mark.parametrize("kunci", ["/Metadata", "/DSS", "/Extensions", "/AcroForm"])
def test_a_page_cannot_be_exchanged_by_calling_its_content_something_else(lengkap, pk, kunci):
    def change(penulis):
        ref = other_content(penulis)
        penulis.root[pdf_name(kunci)] = generic.IndirectObject(ref.idnum, ref.generation, penulis)
        penulis.update_root()

    isi = continued(isi_pdf(pk), change)
    assert periksa_pdf.periksa(isi, isi_pdf(pk)).ubahan


def signed_at(isi: bytes, kotak, cn="Sekda Uji") -> bytes:
    """Signed by another program with a visible field at a place of its choice on the first page."""
    from pyhanko.sign import fields, signers

    penulis = IncrementalPdfFileWriter(io.BytesIO(isi))
    kunci = sertifikat.buka_p12(p12(cn), SANDI, pada=timezone.now())
    keluar = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name="Cap", subfilter=fields.SigSeedSubFilter.PADES),
        signer=kunci.penanda,
        new_field_spec=fields.SigFieldSpec("Cap", on_page=0, box=kotak),
    ).sign_pdf(penulis, output=keluar)
    return keluar.getvalue()


def inked(isi: bytes) -> tuple[float, float, float, float]:
    """The box of some printed word of the first page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(isi)) as dokumen:
        halaman = dokumen.pages[0]
        kata = max(halaman.extract_words(), key=lambda k: len(k["text"]))
        return kata["x0"], float(halaman.height) - kata["bottom"], kata["x1"], float(halaman.height) - kata["top"]


@pytest.mark.parametrize("cara", ["continued", "rewritten"])
def test_a_signature_over_what_is_printed_is_refused(lengkap, pk, cara):
    isi = isi_pdf(pk)
    kotak = inked(isi)
    if cara == "rewritten":
        isi = rewritten(isi)
    with pytest.raises(InvalidValue, match="menutupi tulisan di halaman 1"):
        unggah(lengkap, pk, signed_at(isi, kotak))
    with pytest.raises(InvalidValue, match="menutupi tulisan di halaman 1"):
        unggah(lengkap, pk, signed_at(isi, (0, 0, 2000, 2000)))


def test_a_visible_signature_on_an_empty_place_is_taken_in(lengkap, pk):
    assert unggah(lengkap, pk, signed_at(isi_pdf(pk), (20, 12, 120, 40))).asal == "ELEKTRONIK"


def rewritten(isi: bytes, change=lambda pdf: None) -> bytes:
    keluar = io.BytesIO()
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        change(pdf)
        pdf.save(keluar)
    return keluar.getvalue()


def white_box(pdf):
    """Hides words without taking them out."""
    pdf.pages[0].contents_add(b"q 1 1 1 rg 0 300 600 300 re f Q")


def more_words(pdf):
    """Draws something where nothing was."""
    pdf.pages[0].contents_add(b"q 0 0 0 rg 30 20 20 20 re f Q")


def note(pdf):
    catatan = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[10, 10, 90, 90])
    pdf.pages[0].obj.Annots = pdf.make_indirect([pdf.make_indirect(catatan)])


def layer(pdf):
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[], D=pikepdf.Dictionary())


@pytest.mark.parametrize("change", [white_box, more_words, note, layer])
def test_a_rewritten_file_that_looks_otherwise_is_refused(lengkap, pk, change):
    with pytest.raises(InvalidValue, match="Isi berkas itu berbeda"):
        unggah(lengkap, pk, sign_elsewhere(rewritten(isi_pdf(pk), change), "Sekda Uji"))


def test_a_field_that_only_calls_itself_a_signature_is_refused(lengkap, pk):
    def change(penulis):
        halaman = penulis.prev.root["/Pages"]["/Kids"][0]
        isi = {"/Type": "/Annot", "/Subtype": "/Widget"}
        bidang = generic.DictionaryObject({pdf_name(k): pdf_name(v) for k, v in isi.items()})
        bidang[pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 90, 90)])
        induk = generic.DictionaryObject(
            {pdf_name("/FT"): pdf_name("/Btn"), pdf_name("/T"): generic.TextStringObject("x")}
        )
        bidang[pdf_name("/Parent")] = penulis.add_object(induk)
        halaman[pdf_name("/Annots")] = generic.ArrayObject([penulis.add_object(bidang)])
        penulis.update_container(halaman)

    with pytest.raises(InvalidValue, match=r"catatan|berubah"):
        unggah(lengkap, pk, sign_elsewhere(continued(isi_pdf(pk), change), "Sekda Uji"))


# --- Time, pictures, scanner ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "waktu", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "1969-07-20T00:00:00+00:00", "2999-01-01T00:00"]
)
def test_a_signature_of_an_impossible_time_is_refused_before_it_is_kept(lengkap, pk, monkeypatch, waktu):
    asli = periksa_pdf.periksa
    ubah = lambda laporan: replace(laporan, tanda_tangan=[replace(t, waktu=waktu) for t in laporan.tanda_tangan])  # noqa: E731
    monkeypatch.setattr(terisolasi, "periksa", lambda isi, dasar=None: ubah(asli(isi, dasar)))
    with pytest.raises(InvalidValue, match="tidak mungkin"):
        unggah(lengkap, pk, sign_elsewhere(isi_pdf(pk), "Sekda Uji"))
    assert not BerkasDokumen.objects.exists()


def picture(size=(400, 600), kind="JPEG") -> bytes:
    keluar = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(keluar, kind)
    return keluar.getvalue()


def scan(cast, dokumen, *berkas):
    return services.dokumen_upload_scan(dokumen=dokumen, berkas=berkas, yakin=True, by=cast.planner)


@pytest.mark.parametrize("longgar", [False, True])
def test_a_torn_scan_is_refused_whatever_the_process_did_before(lengkap, pk, monkeypatch, longgar):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", longgar)
    for kind in ("JPEG", "PNG"):
        isi = picture(kind=kind)
        with pytest.raises(InvalidValue, match="yang utuh"):
            scan(lengkap, pk, isi[: len(isi) // 2], isi)


def test_pictures_of_too_many_dots_together_are_refused(lengkap, pk, monkeypatch):
    monkeypatch.setattr(unggahan, "BATAS_SEMUA", 400_000)
    with pytest.raises(InvalidValue, match="terlalu besar"):
        scan(lengkap, pk, picture(), picture())


def test_what_is_signed_elsewhere_is_shown_to_the_scanner_too(lengkap, pk, monkeypatch):
    def found(nama, isi):
        raise InvalidValue("pemeriksa virus menemukan sesuatu")

    monkeypatch.setattr(antivirus, "periksa", found)
    for unggahan_ in (lambda: unggah(lengkap, pk, isi_pdf(pk)), lambda: scan(lengkap, pk, picture(), picture())):
        with pytest.raises(InvalidValue, match="virus"):
            unggahan_()
