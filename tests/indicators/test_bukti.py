"""Evidence: only files that are what their name says, only on a value that may change, only for those who see it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image

from indicators.exceptions import InvalidValue
from indicators.models import AuditEvent, BuktiDukung, Status
from indicators.services.bukti import BATAS_UKURAN, periksa_isi
from tests.builders import make_realisasi, make_realisasi_anggaran

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def image(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as berkas:
        for name in names:
            berkas.writestr(name, "x")
    return out.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("nama", "isi"),
    [
        ("laporan.pdf", PDF),
        ("LAPORAN.PDF", PDF),
        ("foto.png", image("PNG")),
        ("foto.jpg", image("JPEG")),
        ("foto.webp", image("WEBP")),
        ("rekap.xlsx", workbook()),
        ("surat.docx", DOCX),
    ],
)
def test_it_accepts_what_an_office_has(nama, isi):
    assert "/" in periksa_isi(nama, isi)


@pytest.mark.parametrize(
    ("nama", "isi", "kalimat"),
    [
        ("kosong.pdf", b"", "kosong"),
        ("program.exe", b"MZ", "tidak diterima"),
        ("tanpa_akhiran", PDF, "tidak diterima"),
        ("halaman.html", b"<script>", "tidak diterima"),
        ("gambar.svg", b"<svg/>", "tidak diterima"),
        ("bohong.pdf", b"MZ" + PDF, "bukan .pdf yang sah"),
        ("terpotong.pdf", PDF[:20], "bukan .pdf yang sah"),
        ("bohong.png", image("JPEG"), "bukan .png yang sah"),
        ("rusak.jpg", image("JPEG")[:30], "bukan .jpg yang sah"),
        ("bohong.xlsx", DOCX, "bukan .xlsx yang sah"),
        ("bohong.docx", b"PK\x03\x04rusak", "bukan .docx yang sah"),
        ("makro.xlsx", archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "bukan .xlsx yang sah"),
        ("besar.pdf", PDF + b"0" * BATAS_UKURAN, "lebih besar dari 10 MB"),
    ],
)
def test_it_refuses_with_a_sentence_that_says_what_to_do(nama, isi, kalimat):
    with pytest.raises(InvalidValue, match=kalimat):
        periksa_isi(nama, isi)


def url(cast, jenis="realisasi"):
    pk = cast.indikator.pk if jenis == "realisasi" else cast.sub_kegiatan.pk
    return reverse("indicators:bukti", kwargs={"jenis": jenis, "tahun": 2025, "tw": 1, "pk": pk})


def attach(client, cast, nama="laporan.pdf", isi=PDF, jenis="realisasi"):
    return client.post(url(cast, jenis), {"berkas": SimpleUploadedFile(nama, isi)})


def test_a_file_is_attached_listed_handed_out_and_taken_off(client, cast):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    assert attach(client, cast, "../../laporan akhir.pdf").status_code == 302
    bukti = BuktiDukung.objects.get()
    assert bukti.nama == "laporan akhir.pdf"
    assert ".." not in bukti.berkas.name
    answer = client.get(reverse("indicators:bukti_unduh", kwargs={"pk": bukti.pk}))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    client.post(reverse("indicators:bukti_hapus", kwargs={"pk": bukti.pk}))
    assert not BuktiDukung.objects.exists()
    assert list(AuditEvent.objects.order_by("nomor").values_list("aksi", flat=True)) == [
        "bukti.attached",
        "bukti.removed",
    ]


def test_money_has_evidence_too(client, cast):
    make_realisasi_anggaran(cast.sub_kegiatan)
    client.force_login(cast.operator)
    attach(client, cast, jenis="anggaran")
    assert BuktiDukung.objects.get().realisasi_anggaran is not None


def test_the_same_file_twice_is_refused(client, cast):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    attach(client, cast)
    response = attach(client, cast, "nama lain.pdf")
    assert response.status_code == 422
    assert "sudah dilampirkan" in response.content.decode()
    assert BuktiDukung.objects.count() == 1


def test_without_a_file_the_page_says_so(client, cast):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    response = client.post(url(cast))
    assert response.status_code == 422
    assert "Pilih berkas yang akan dilampirkan." in response.content.decode()


def test_evidence_needs_a_stored_value_first(client, cast):
    client.force_login(cast.operator)
    assert client.get(url(cast)).status_code == 302
    assert attach(client, cast).status_code == 302
    assert not BuktiDukung.objects.exists()


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.VERIFIED])
def test_evidence_of_a_submitted_value_stays_as_it_is(client, cast, status):
    value = make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    attach(client, cast)
    value.status = status
    value.save()
    assert attach(client, cast, "lain.png", image("PNG")).status_code == 422
    client.post(reverse("indicators:bukti_hapus", kwargs={"pk": BuktiDukung.objects.get().pk}))
    assert BuktiDukung.objects.count() == 1


def test_a_file_is_found_only_by_those_who_see_the_value(client, cast):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    attach(client, cast)
    address = reverse("indicators:bukti_unduh", kwargs={"pk": BuktiDukung.objects.get().pk})
    for person, code in ((cast.other, 404), (cast.outsider, 404), (cast.planner, 200), (cast.auditor, 200)):
        client.force_login(person)
        assert client.get(address).status_code == code
