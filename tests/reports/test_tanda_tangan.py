"""Signing in the application: in the right place, one after the other, all or nothing, and no secret kept."""

import re
import subprocess
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import tsp
from django.urls import reverse
from django.utils import timezone
from pyhanko.sign.timestamps import DummyTimeStamper

from indicators.exceptions import Closed, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent
from reports import services, siklus
from reports.models import BerkasDokumen, Dokumen, TandaTanganDokumen
from reports.services.tanda_tangan import NamaBerbeda
from reports.tanda_tangan import pades, periksa_pdf, sertifikat
from reports.tanda_tangan.pemegang import kata_nama
from tests.reports.sertifikat_uji import SANDI, p12
from tests.reports.siklus_uji import files_in, make_pk, quick_render, sign


@pytest.fixture
def pk(lengkap, request, monkeypatch) -> Dokumen:
    """A finished Perjanjian Kinerja between SEKDA UJI and BUPATI UJI; rendered itself where its pages matter."""
    if not any(kata in request.node.name for kata in ("two_parties", "stands_above")):
        quick_render(monkeypatch)
    return make_pk(lengkap)


def test_two_parties_sign_one_after_the_other(lengkap, pk, tmp_path):
    pertama = sign(lengkap, pk)
    pk.refresh_from_db()
    assert pk.status == "FINAL", "one party is missing"
    kedua = sign(lengkap, pk, "pihak_kedua", "BUPATI UJI")
    pk.refresh_from_db()
    assert pk.status == "SIGNED"
    asli, satu, dua = siklus.pdf_utuh(pk), siklus.isi_utuh(pertama), siklus.isi_utuh(kedua)
    assert satu.startswith(asli)
    assert dua.startswith(satu)
    tanda = periksa_pdf.tanda_tangan(dua)
    assert [(t.nama, t.tingkat, t.utuh) for t in tanda] == [("Sekda Uji", "B-B", True), ("BUPATI UJI", "B-B", True)]
    assert tanda[-1].ujung == len(dua)
    assert list(pk.tanda_tangan.values_list("peran", "nama")) == [
        ("pihak_pertama", "SEKDA UJI, S.IP."),
        ("pihak_kedua", "Dr. BUPATI UJI"),
    ]
    assert services.utuh(pk), "the file that was finished stays what it was"
    jalan = tmp_path / "dua.pdf"
    jalan.write_bytes(dua)
    lain = subprocess.run(["pdfsig", str(jalan)], capture_output=True, text=True, check=False)
    if lain.returncode != 127:
        assert lain.stdout.count("Signature is Valid") == 2
        assert "ETSI.CAdES.detached" in lain.stdout


def test_the_signature_stands_above_the_name_and_embeds_its_fonts(lengkap, pk):
    isi = siklus.isi_utuh(sign(lengkap, pk))
    with pikepdf.open(BytesIO(isi)) as dokumen:
        bidang = [a for a in dokumen.pages[0].Annots if a.get("/FT") == "/Sig"]
        assert len(bidang) == 1
        kiri, bawah, kanan, atas = (float(x) for x in bidang[0].Rect)
        tujuan = pikepdf.NameTree(dokumen.Root.Names.Dests)["ttd-pihak_pertama"]
        assert float(tujuan[2]) <= kiri < kanan
        assert float(tujuan[3]) < bawah < atas < float(tujuan[3]) + 62
        fon = bidang[0].AP.N.Resources.XObject
        cap = next(iter(fon.values()))
        huruf = [f.DescendantFonts[0].FontDescriptor for f in cap.Resources.Font.values()]
        assert huruf
        assert all("/FontFile2" in f or "/FontFile3" in f for f in huruf)
        assert len(dokumen.pages[1].get("/Annots", [])) == 0, "one field, at the first of both blocks"


def test_the_second_party_waits_for_the_first(lengkap, pk):
    with pytest.raises(Closed, match="berikutnya Pihak Pertama, SEKDA UJI"):
        sign(lengkap, pk, "pihak_kedua", "BUPATI UJI")
    assert not BerkasDokumen.objects.exists()


@pytest.mark.parametrize("siapa", ["planner", "auditor", "admin", "operator", "outsider_planner"])
def test_only_those_with_the_ability_sign(lengkap, pk, siapa):
    with pytest.raises(NotAllowed):
        sign(lengkap, pk, by=getattr(lengkap, siapa))
    assert not BerkasDokumen.objects.exists()


def test_another_name_on_the_certificate_must_be_agreed_to(lengkap, pk):
    with pytest.raises(NamaBerbeda) as ditolak:
        sign(lengkap, pk, cn="Orang Lain")
    assert "atas nama “Orang Lain”" in ditolak.value.kekurangan[0]
    with pytest.raises(NamaBerbeda):
        sign(lengkap, pk, cn="Orang Ketiga", setuju=ditolak.value.sidik)
    berkas = sign(lengkap, pk, cn="Orang Lain", setuju=ditolak.value.sidik)
    assert "Nama berbeda dan disetujui" in berkas.catatan
    assert "Orang Lain" in AuditEvent.objects.get(aksi="dokumen.signed").catatan


@pytest.mark.parametrize(
    ("satu", "lain", "sama"),
    [
        ("H. SAPRIL, S.IP.", "Sapril", True),
        ("Dr. Ir. Budi Santoso, M.T.", "BUDI SANTOSO", True),
        ("Budi Santoso", "Budi Santosa", False),
        ("Siti Aminah", "Aminah", False),
    ],
)
def test_titles_and_degrees_make_no_other_person(satu, lain, sama):
    assert (kata_nama(satu) == kata_nama(lain)) is sama


@pytest.mark.parametrize(
    ("over", "kalimat"),
    [
        ({"sandi": "salah"}, "Kata sandi sertifikat salah"),
        ({"p12": b"bukan sertifikat"}, "bukan sertifikat PKCS#12"),
        ({"p12": b"0" * 200_000}, "bukan sertifikat PKCS#12"),
        ({"p12": b"%PDF-1.7 %%EOF"}, "bukan sertifikat PKCS#12"),
        ({"p12": p12("Sekda Uji", sebagai="kedaluwarsa")}, "Masa berlaku sertifikat ini berakhir"),
        ({"p12": p12("Sekda Uji", sebagai="belum")}, "baru berlaku mulai"),
        ({"p12": p12("Sekda Uji", sebagai="salah_pakai")}, "tidak diterbitkan untuk tanda tangan"),
        ({"p12": p12("Sekda Uji", sebagai="server")}, "tidak diterbitkan untuk tanda tangan"),
        ({"p12": p12("Sekda Uji", sebagai="lemah")}, "terlalu lemah"),
        ({"p12": p12("Sekda Uji", sebagai="tanpa_kunci")}, "tidak memuat kunci pribadi"),
    ],
    ids=["password", "text", "large", "pdf", "expired", "not yet", "usage", "server", "weak", "no key"],
)
def test_a_certificate_that_cannot_sign_is_refused_with_a_sentence(lengkap, pk, media_root, over, kalimat):
    sebelum = files_in(media_root)
    with pytest.raises(InvalidValue, match=kalimat):
        sign(lengkap, pk, **over)
    assert not BerkasDokumen.objects.exists()
    assert files_in(media_root) == sebelum


def test_an_error_on_the_way_leaves_nothing_behind(lengkap, pk, monkeypatch, media_root):
    sebelum = files_in(media_root)

    def gagal(*args, **kwargs):
        raise OSError("listrik padam")

    monkeypatch.setattr(services.tanda_tangan.audit, "record_many", gagal)
    with pytest.raises(OSError, match="listrik"):
        sign(lengkap, pk)
    assert not BerkasDokumen.objects.exists()
    assert not TandaTanganDokumen.objects.exists()
    assert files_in(media_root) == sebelum


def test_the_second_of_two_at_once_is_told_and_loses_nothing(lengkap, pk, monkeypatch, media_root):
    asli = pades.tandatangani

    def disela(*args, **kwargs):
        monkeypatch.setattr(pades, "tandatangani", asli)
        sign(lengkap, pk)  # the other one is faster
        return asli(*args, **kwargs)

    monkeypatch.setattr(pades, "tandatangani", disela)
    with pytest.raises(StaleData, match="orang lain lebih dahulu"):
        sign(lengkap, pk)
    berkas = BerkasDokumen.objects.get()
    assert siklus.isi_utuh(berkas)
    assert len(files_in(media_root)) == 2


def test_a_replaced_document_is_not_signed(lengkap, pk):
    make_pk(lengkap, hari=date(2025, 2, 3))
    with pytest.raises(Closed, match="digantikan"):
        sign(lengkap, pk)


def test_a_changed_file_is_not_signed(lengkap, pk):
    jalan = Path(pk.pdf.path)
    jalan.write_bytes(jalan.read_bytes() + b"\n")
    with pytest.raises(Exception, match="berubah sejak disimpan"):
        sign(lengkap, pk)


def test_a_certificate_opens_with_its_password_only(lengkap):
    kunci = sertifikat.buka_p12(p12("Sekda Uji", nip="197001011990011001"), SANDI, pada=timezone.now())
    assert (kunci.pemegang.nama, kunci.pemegang.nip) == ("Sekda Uji", "197001011990011001")
    assert kunci.pemegang.penerbit == "Otoritas Uji"


class _Stempel(BaseHTTPRequestHandler):
    """A time-stamp server of our own, with the key of the test authority."""

    def do_POST(self):
        permintaan = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        jawaban = self.server.stempel.request_tsa_response(permintaan).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(jawaban)

    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def tsa(settings):
    """The address of a running time-stamp server."""
    kunci = sertifikat.buka_p12(p12("Server Stempel Waktu", sebagai="rsa"), SANDI, pada=timezone.now()).penanda
    server = HTTPServer(("127.0.0.1", 0), _Stempel)
    server.stempel = DummyTimeStamper(kunci.signing_cert, kunci.signing_key, kunci.cert_registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TSA_URL = f"http://127.0.0.1:{server.server_port}/"
    yield settings.TSA_URL
    server.shutdown()
    server.server_close()


def test_with_a_time_stamp_server_the_signature_is_b_t(lengkap, pk, tsa):
    sign(lengkap, pk)
    berkas = sign(lengkap, pk, "pihak_kedua", "BUPATI UJI")
    assert list(pk.tanda_tangan.values_list("tingkat", flat=True)) == ["B-T", "B-T"]
    assert [t.tingkat for t in periksa_pdf.tanda_tangan(siklus.isi_utuh(berkas))] == ["B-T", "B-T"]


def test_a_silent_time_stamp_server_is_said_and_nothing_is_stored(lengkap, pk, settings, media_root):
    settings.TSA_URL = "http://127.0.0.1:9/"
    sebelum = files_in(media_root)
    with pytest.raises(pades.StempelGagal, match="belum ditandatangani"):
        sign(lengkap, pk)
    assert not BerkasDokumen.objects.exists()
    assert files_in(media_root) == sebelum


def test_the_page_signs_and_keeps_no_secret(client, lengkap, pk, media_root, caplog):
    client.force_login(lengkap.leader)
    alamat = reverse("reports:dokumen_tanda_tangan", args=[pk.pk])
    assert "Kata sandi sertifikat" in client.get(alamat).content.decode()
    berkas = BytesIO(p12("Sekda Uji"))
    berkas.name = "sekda.p12"
    salah = client.post(alamat, {"peran": "pihak_pertama", "sertifikat": berkas, "sandi": "Rahasia-Keliru-7"})
    assert salah.status_code == 422
    assert "Kata sandi sertifikat salah" in salah.content.decode()
    berkas.seek(0)
    benar = client.post(alamat, {"peran": "pihak_pertama", "sertifikat": berkas, "sandi": SANDI})
    assert benar.status_code == 302, benar.content.decode()[:2000]
    jejak = str(list(AuditEvent.objects.values())) + str(dict(client.session)) + caplog.text
    for rahasia in (SANDI, "Rahasia-Keliru-7"):
        assert rahasia not in jejak
        assert rahasia not in salah.content.decode()
        assert not any(rahasia.encode() in Path(p).read_bytes() for p in Path(media_root).rglob("*") if p.is_file())
    assert not re.search(r"\.p12|\.pfx", " ".join(files_in(media_root)))
