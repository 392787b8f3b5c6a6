"""Evidence: only files that are what their name says, only on a value that may change, only for those who see it."""

import io
import socket
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from PIL import Image

from indicators.exceptions import InvalidValue
from indicators.models import AuditEvent, BuktiDukung, Status
from indicators.services.bukti import BATAS_UKURAN, periksa_isi
from tests.builders import make_indikator, make_realisasi, make_realisasi_anggaran

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
    assert "Pilih berkas yang akan dilampirkan, atau isi tautannya." in response.content.decode()


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


def bukti_dari(cast, client, nama="laporan.pdf"):
    """The unit's one value with one file on it."""
    nilai = make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    attach(client, cast, nama)
    return nilai.bukti.get()


def test_several_files_and_a_link_come_in_together(client, cast):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    berkas = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.png", image("PNG"))]
    isi = {"berkas": berkas, "tautan": "https://contoh.go.id/laporan", "nama": "Laporan di laman resmi"}
    assert client.post(url(cast), isi).status_code == 302
    assert sorted(BuktiDukung.objects.values_list("nama", flat=True)) == ["Laporan di laman resmi", "a.pdf", "b.png"]
    halaman = client.get(url(cast)).content.decode()
    assert 'href="https://contoh.go.id/laporan" rel="noopener noreferrer"' in halaman


@pytest.mark.parametrize("tautan", ["javascript:alert(1)", "ftp://contoh.go.id/x", "bukan alamat"])
def test_a_link_that_is_none_is_refused(client, cast, tautan):
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    jawab = client.post(url(cast), {"tautan": tautan})
    assert jawab.status_code == 422
    assert "alamat lengkap" in jawab.content.decode() or "https://" in jawab.content.decode()
    assert not BuktiDukung.objects.exists()


def test_one_file_serves_several_values_and_goes_with_the_last(client, cast):
    asal = bukti_dari(cast, client)
    make_realisasi_anggaran(cast.sub_kegiatan)
    kwargs = {"jenis": "anggaran", "tahun": 2025, "tw": 1, "pk": cast.sub_kegiatan.pk}
    assert "laporan.pdf" in client.get(reverse("indicators:bukti", kwargs=kwargs)).content.decode()
    client.post(reverse("indicators:bukti_pakai", kwargs=kwargs), {"bukti": asal.pk})
    kedua = BuktiDukung.objects.exclude(pk=asal.pk).get()
    assert kedua.berkas.name == asal.berkas.name
    hapus = [reverse("indicators:bukti_hapus", kwargs={"pk": b.pk}) for b in (asal, kedua)]
    client.post(hapus[0])
    assert kedua.berkas.storage.exists(kedua.berkas.name)


def test_evidence_of_another_unit_is_not_borrowed(client, cast):
    asal = bukti_dari(cast, client)
    lain = make_indikator(cast.other_unit)
    make_realisasi(lain)
    client.force_login(cast.other)
    kwargs = {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": lain.pk}
    assert client.post(reverse("indicators:bukti_pakai", kwargs=kwargs), {"bukti": asal.pk}).status_code == 404


def test_only_pdf_and_pictures_are_shown_in_the_browser(client, cast):
    asal = bukti_dari(cast, client)
    alamat = reverse("indicators:bukti_unduh", kwargs={"pk": asal.pk})
    assert client.get(alamat + "?lihat")["Content-Disposition"].startswith("inline")
    BuktiDukung.objects.update(tipe="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    assert client.get(alamat + "?lihat")["Content-Disposition"].startswith("attachment")


class Pemindai(threading.Thread):
    """A ClamAV that speaks INSTREAM and finds a virus in whatever contains EICAR."""

    def __init__(self):
        super().__init__(daemon=True)
        self.saluran = socket.create_server(("127.0.0.1", 0))
        self.alamat = f"127.0.0.1:{self.saluran.getsockname()[1]}"

    def run(self):
        sambungan, _ = self.saluran.accept()
        with sambungan:
            masuk = b""
            while not masuk.endswith(b"\0\0\0\0"):
                masuk += sambungan.recv(65536)
            assert masuk.startswith(b"zINSTREAM\0")
            sambungan.sendall(b"stream: Eicar-Test FOUND\0" if b"EICAR" in masuk else b"stream: OK\0")


@pytest.mark.parametrize(("isi", "status"), [(PDF, 302), (PDF.replace(b"1 0 obj", b"EICAR 1 0 obj"), 422)])
def test_a_scanner_is_asked_where_there_is_one(client, cast, settings, isi, status):
    pemindai = Pemindai()
    pemindai.start()
    settings.CLAMD_SOCKET = pemindai.alamat
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    assert attach(client, cast, isi=isi).status_code == status
    assert BuktiDukung.objects.exists() == (status == 302)
    pemindai.saluran.close()


def test_a_scanner_that_does_not_answer_lets_nothing_in(client, cast, settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "tidak-ada.ctl")
    make_realisasi(cast.indikator)
    client.force_login(cast.operator)
    jawab = attach(client, cast)
    assert jawab.status_code == 422
    assert "tidak dapat dihubungi" in jawab.content.decode()
    assert not BuktiDukung.objects.exists()
