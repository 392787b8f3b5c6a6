"""Renders in the background: one per input, truthful, called off when wished, taken up when the worker vanished."""

from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from indicators.exceptions import Incomplete, NotAllowed
from indicators.models import Pejabat
from reports import cetakan as layanan
from reports import pdf, tasks
from reports.builders.permintaan import Permintaan
from reports.kemajuan import Tahap
from reports.models import Cetakan
from reports.views import cetakan as halaman_cetakan

S = Cetakan.Status
HTML = (
    "<html lang=id><title>x</title><style>p{break-after:page} a::after{content:target-counter(attr(href),page)}"
    "</style><body><a href='#z'>isi</a>" + "<p>Halaman</p>" * 4 + "<b id=z>akhir</b>"
)


@pytest.fixture
def renders(monkeypatch) -> list[Any]:
    """The payloads rendered, in order; each render still makes its file."""
    dibuat, asli = [], pdf.render

    def render(template, payload, lapor=None):
        dibuat.append(payload)
        return asli(template, payload, lapor)

    monkeypatch.setattr(pdf, "render", render)
    return dibuat


@pytest.fixture
def antrean(monkeypatch) -> list[int]:
    """No worker runs: what is put into the queue stays there."""
    tunggu: list[int] = []
    monkeypatch.setattr(type(tasks.cetak), "enqueue", lambda task, pk: tunggu.append(pk))
    return tunggu


def pesan(cast, by=None) -> Cetakan:
    """An order of a PK: as real as the annual report, and made in a moment."""
    return layanan.pesan(jenis="pk", permintaan=Permintaan(cast.pd, 2025), by=by or cast.planner)


def ubah_data() -> None:
    """Another head of the agency: another document."""
    orang = Pejabat.objects.filter(jenis=Pejabat.Jenis.SEKDA).get()
    orang.nama += " BARU"
    orang.save()


def lampau(cetakan, **selisih) -> None:
    """As if the last sign of life were so long ago."""
    Cetakan.objects.filter(pk=cetakan.pk).update(denyut=timezone.now() - timedelta(**selisih))
    cetakan.refresh_from_db()


def test_an_order_is_rendered_and_kept(lengkap, renders):
    cetakan = pesan(lengkap)
    assert (cetakan.status, cetakan.percobaan, cetakan.dipesan_oleh) == (S.DONE, 1, lengkap.planner)
    assert cetakan.pdf.read().startswith(b"%PDF")
    assert cetakan.payload == {}, "what is done needs its input no more"
    assert cetakan.halaman == len(pikepdf.open(cetakan.pdf.path).pages)


def test_the_same_input_is_rendered_once_whoever_asks(lengkap, renders):
    assert pesan(lengkap) == pesan(lengkap, by=lengkap.auditor)
    assert len(renders) == 1


def test_other_data_are_another_document(lengkap, renders):
    pertama = pesan(lengkap)
    ubah_data()
    kedua = pesan(lengkap)
    assert kedua != pertama
    assert kedua.perkiraan == pertama.halaman > 0
    assert len(renders) == 2


def test_another_template_is_another_document(lengkap, renders, monkeypatch):
    pesan(lengkap)
    monkeypatch.setattr(layanan, "bentuk", lambda: "templat baru")
    pesan(lengkap)
    assert len(renders) == 2


def test_the_shape_changes_with_the_templates(settings, tmp_path):
    berkas = tmp_path / "templates" / "pdf" / "x.html"
    berkas.parent.mkdir(parents=True)
    berkas.write_text("a")
    settings.BASE_DIR, settings.DEBUG = tmp_path, True
    sebelum = layanan.bentuk()
    assert layanan.bentuk() == sebelum
    berkas.write_text("b")
    assert layanan.bentuk() != sebelum


def test_a_lost_file_is_made_anew(lengkap, renders):
    pertama = pesan(lengkap)
    pertama.pdf.storage.delete(pertama.pdf.name)
    assert pesan(lengkap).status == S.DONE
    assert len(renders) == 2


def test_the_database_refuses_a_second_order_of_the_same(lengkap, antrean):
    sama = pesan(lengkap)
    sama.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        sama.save(force_insert=True)


def test_what_cannot_be_built_names_its_gaps_and_leaves_nothing(lengkap):
    Pejabat.objects.filter(jenis="KEPALA_DAERAH").delete()
    with pytest.raises(Incomplete) as galat:
        pesan(lengkap)
    assert any("Pihak Kedua" in kalimat for kalimat in galat.value.kekurangan)
    assert not Cetakan.objects.exists()


def test_an_order_needs_the_right_to_see(lengkap):
    with pytest.raises(NotAllowed):
        pesan(lengkap, by=lengkap.operator)


def test_what_is_called_off_before_it_begins_is_never_rendered(lengkap, renders, antrean):
    cetakan = pesan(lengkap)
    assert layanan.batalkan(cetakan)
    tasks.cetak.call(*antrean)
    cetakan.refresh_from_db()
    assert (cetakan.status, cetakan.payload, renders) == (S.CANCELLED, {}, [])
    assert pesan(lengkap) != cetakan, "it may be ordered again"


def test_calling_off_ends_a_render_at_its_next_page(lengkap, antrean, monkeypatch):
    cetakan, halaman = pesan(lengkap), []
    asli = tasks.Pencatat._simpan
    monkeypatch.setattr(tasks, "SELANG", 0)

    def simpan(pencatat, tahap, n, saat):
        if tahap is Tahap.MENYUSUN:
            halaman.append(n)
            layanan.batalkan(cetakan)
        asli(pencatat, tahap, n, saat)

    monkeypatch.setattr(tasks.Pencatat, "_simpan", simpan)
    tasks.cetak.call(cetakan.pk)
    cetakan.refresh_from_db()
    assert (cetakan.status, bool(cetakan.pdf), halaman) == (S.CANCELLED, False, [0])


def test_a_file_nobody_wants_any_more_is_not_kept(lengkap, antrean, monkeypatch, media_root):
    cetakan = pesan(lengkap)
    monkeypatch.setattr(pdf, "render", lambda *a: layanan.batalkan(cetakan) and b"%PDF-")
    tasks.cetak.call(cetakan.pk)
    cetakan.refresh_from_db()
    assert cetakan.status == S.CANCELLED
    assert not [p for p in media_root.rglob("*") if p.is_file()]


def test_an_error_is_told_and_may_be_tried_again(lengkap, monkeypatch):
    with monkeypatch.context() as m:
        m.setattr(pdf, "render", lambda *a: 1 / 0)
        gagal = pesan(lengkap)
    assert (gagal.status, gagal.pesan) == (S.FAILED, tasks.GAGAL)
    assert pesan(lengkap).status == S.DONE


def test_a_render_whose_worker_vanished_is_taken_up_again(lengkap, antrean):
    cetakan = pesan(lengkap)
    assert tasks._ambil(cetakan.pk) is not None  # a worker takes it and is killed
    cetakan.refresh_from_db()
    assert layanan.lanjutkan(cetakan).status == S.RUNNING, "it may be alive"
    lampau(cetakan, seconds=61)
    assert layanan.lanjutkan(cetakan).status == S.QUEUED
    assert layanan.lanjutkan(cetakan).status == S.QUEUED
    assert antrean == [cetakan.pk, cetakan.pk], "once, however many look"
    tasks.cetak.call(cetakan.pk)
    cetakan.refresh_from_db()
    assert (cetakan.status, cetakan.percobaan) == (S.DONE, 2)


def test_a_worker_that_was_only_slow_goes_on_and_nobody_begins_again(lengkap, antrean, renders):
    cetakan = pesan(lengkap)
    lambat = tasks._ambil(cetakan.pk)
    lampau(cetakan, seconds=61)
    layanan.lanjutkan(cetakan)
    tasks.Pencatat(lambat)(Tahap.MENYUSUN, 3)
    tasks.cetak.call(cetakan.pk)
    cetakan.refresh_from_db()
    assert (cetakan.status, cetakan.halaman, renders) == (S.RUNNING, 3, [])


def test_of_two_workers_only_the_last_one_writes(lengkap, antrean):
    cetakan = pesan(lengkap)
    lambat = tasks._ambil(cetakan.pk)
    lampau(cetakan, seconds=61)
    layanan.lanjutkan(cetakan)
    assert tasks._ambil(cetakan.pk).percobaan == 2
    assert tasks._ambil(cetakan.pk) is None
    with pytest.raises(tasks.Dibatalkan):
        tasks.Pencatat(lambat)(Tahap.MENYUSUN, 3)


def test_a_render_that_kills_its_workers_is_given_up(lengkap, antrean):
    cetakan = pesan(lengkap)
    for _ in range(layanan.PERCOBAAN):
        assert cetakan.aktif
        tasks._ambil(cetakan.pk)
        cetakan.refresh_from_db()
        lampau(cetakan, seconds=61)
        cetakan = layanan.lanjutkan(cetakan)
    assert (cetakan.status, cetakan.pesan) == (S.FAILED, layanan.BERULANG)


def test_a_waiting_one_is_queued_again_when_its_task_got_lost(lengkap, antrean):
    cetakan = pesan(lengkap)
    lampau(cetakan, seconds=61)
    layanan.lanjutkan(cetakan)
    assert antrean == [cetakan.pk], "a busy worker comes in time"
    lampau(cetakan, minutes=6)
    assert pesan(lengkap) == cetakan
    assert antrean == [cetakan.pk] * 2


def test_the_newest_few_are_kept(lengkap, monkeypatch, media_root, django_capture_on_commit_callbacks):
    monkeypatch.setattr(pdf, "render", lambda *a: b"%PDF-")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(tasks.DISIMPAN + 2):
            terakhir = pesan(lengkap)
            ubah_data()
    ada = set(Cetakan.objects.values_list("pk", "pdf"))
    assert len(ada) == tasks.DISIMPAN
    assert (terakhir.pk, terakhir.pdf.name) in ada
    assert {p.relative_to(media_root).as_posix() for p in media_root.rglob("*.pdf")} == {nama for _, nama in ada}


def test_progress_counts_pages_that_are_laid_out_and_never_backwards():
    catatan = []
    pdf.render_html(HTML, lambda tahap, halaman: catatan.append((tahap, halaman)))
    assert [n for tahap, n in catatan if tahap is Tahap.MENYUSUN] == [0, 1, 2, 3, 4]
    halaman = [n for _, n in catatan]
    assert halaman == sorted(halaman)
    urutan = list(dict.fromkeys(tahap for tahap, _ in catatan))
    assert urutan == [Tahap.MENYIAPKAN, Tahap.MENYUSUN, Tahap.MENCOCOKKAN, Tahap.MENULIS]
    assert catatan[-1] == (Tahap.MENULIS, 5)


def test_progress_is_written_at_most_twice_a_second(lengkap, antrean, django_assert_num_queries):
    cetakan = pesan(lengkap)
    catat = tasks.Pencatat(tasks._ambil(cetakan.pk))
    with django_assert_num_queries(1):
        for n in range(50):
            catat(Tahap.MENYUSUN, n)
    assert catat.halaman == 49


# --- Pages ------------------------------------------------------------------------------------------------------
def alamat(cetakan, nama="cetakan") -> str:
    return reverse(f"reports:{nama}", args=[cetakan.pk])


@pytest.fixture
def planner(client, lengkap, monkeypatch):
    """A planner at a site where agreements take long."""
    monkeypatch.setattr(halaman_cetakan, "LAMBAT", frozenset({"pk"}))
    client.force_login(lengkap.planner)
    return client


def test_an_order_leads_to_its_page_and_the_page_to_the_file(planner, lengkap):
    url = reverse("reports:cetakan_pesan", args=[lengkap.pd.kode, 2025, "pk"])
    jawaban = planner.post(url, follow=True)
    cetakan = Cetakan.objects.get()
    isi = jawaban.content.decode()
    assert alamat(cetakan, "cetakan_berkas") in isi
    assert "hx-trigger" not in isi, "what is done does not ask again"
    berkas = planner.get(alamat(cetakan, "cetakan_berkas") + "?unduh")
    assert berkas["Content-Disposition"] == f'attachment; filename="draf-pk-{lengkap.pd.kode}-2025.pdf"'
    assert b"".join(berkas.streaming_content).startswith(b"%PDF")
    assert planner.get(url).status_code == 405


def test_a_running_one_tells_its_pages_and_asks_again(planner, lengkap, antrean):
    cetakan = pesan(lengkap)
    isi = planner.get(alamat(cetakan)).content.decode()
    assert "Menunggu giliran" in isi
    assert "Belum ada yang mengerjakan" not in isi
    lampau(cetakan, seconds=16)
    assert "Belum ada yang mengerjakan" in planner.get(alamat(cetakan)).content.decode()
    Cetakan.objects.update(status=S.RUNNING, tahap=Tahap.MENYUSUN, halaman=7, perkiraan=47)
    assert "Belum ada kabar lagi" in planner.get(alamat(cetakan)).content.decode()
    Cetakan.objects.update(denyut=timezone.now())
    isi = planner.get(alamat(cetakan), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in isi
    assert "Belum ada kabar lagi" not in isi
    assert "Halaman 7</strong> disusun, dari sekitar 47" in " ".join(isi.split())
    assert 'hx-trigger="every 1s"' in isi


def test_calling_off_is_one_button(planner, lengkap, antrean):
    cetakan = pesan(lengkap)
    assert alamat(cetakan, "cetakan_batal") in planner.get(alamat(cetakan)).content.decode()
    isi = planner.post(alamat(cetakan, "cetakan_batal"), follow=True).content.decode()
    assert "Dibatalkan" in isi
    assert planner.get(alamat(cetakan), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert planner.get(alamat(cetakan, "cetakan_berkas")).status_code == 404


def test_what_is_quick_is_not_ordered(client, lengkap):
    client.force_login(lengkap.planner)
    assert client.post(reverse("reports:cetakan_pesan", args=[lengkap.pd.kode, 2025, "pk"])).status_code == 404


def test_the_gaps_are_told_instead_of_an_order(planner, lengkap):
    jawaban = planner.post(reverse("reports:cetakan_pesan", args=[lengkap.pd.kode, 2030, "pk"]))
    assert jawaban.status_code == 422
    assert "Belum ada rencana tahunan 2030 yang disahkan" in jawaban.content.decode()


@pytest.mark.parametrize("siapa", ["operator", "other", "admin", "outsider", "outsider_planner"])
def test_outside_the_scope_there_is_no_render(client, lengkap, antrean, siapa):
    cetakan = pesan(lengkap)
    client.force_login(getattr(lengkap, siapa))
    assert client.get(alamat(cetakan)).status_code == 404
    assert client.get(alamat(cetakan, "cetakan_berkas")).status_code == 404
    assert client.post(alamat(cetakan, "cetakan_batal")).status_code == 404
    cetakan.refresh_from_db()
    assert cetakan.status == S.QUEUED
