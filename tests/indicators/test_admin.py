"""Django's admin: only for admins, only their regency, no performance figure, and every write in the trail."""

import json
import re
from datetime import date
from urllib.parse import parse_qs

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from indicators.admin_lingkup import LingkupAdmin
from indicators.models import (
    AuditEvent,
    KategoriCapaian,
    Membership,
    Pejabat,
    PerangkatDaerah,
    Peraturan,
    Satuan,
    SkalaPredikat,
    StatistikPegawai,
    UnitKerja,
    User,
)
from reports.models import Dokumen
from tests.builders import make_pd, make_user

PASSWORD = "Sandi-Kuat-2025"


@pytest.fixture
def as_admin(client, cast):
    """The client of the regency's admin."""
    client.force_login(cast.admin)
    return client


@pytest.fixture
def as_super(client, cast):
    """The client of the installation's operator."""
    client.force_login(User.objects.create_superuser("super", password=PASSWORD))
    return client


def url(model, page="changelist", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def isi_formulir(row) -> dict[str, str]:
    """What the form of a row sends when nothing is changed in it."""
    nilai = {f.name: f.value_from_object(row) for f in row._meta.fields if f.name != "lambang"}
    return {k: json.dumps(v) if isinstance(v, list) else "" if v is None else str(v) for k, v in nilai.items()}


def events() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.order_by("nomor").values_list("aksi", "pemerintah_daerah__kode"))


# --- The door --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["operator", "planner", "leader", "auditor", "outsider"])
def test_only_admins_enter(client, cast, role):
    client.force_login(getattr(cast, role))
    response = client.get(reverse("admin:index"))
    assert response.status_code == 403
    assert "hanya untuk admin" in response.content.decode()


def test_staff_without_the_role_stays_outside(client, cast):
    User.objects.filter(pk=cast.planner.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=cast.planner.pk))
    assert client.get(url(User)).status_code == 403


def test_a_visitor_signs_in_on_the_usual_page_and_comes_back(client, cast):
    response = client.get(url(UnitKerja), follow=True)
    assert response.request["PATH_INFO"] == reverse("login")
    assert parse_qs(response.request["QUERY_STRING"]) == {"next": [url(UnitKerja)]}
    data = {"username": cast.admin.username, "password": "rahasia-uji", "next": url(UnitKerja)}
    assert client.post(reverse("login"), data)["Location"] == url(UnitKerja)


def test_the_admin_login_leads_nowhere_else(client, cast):
    client.force_login(cast.admin)
    assert client.get(reverse("admin:login"), {"next": "https://jahat.example/"})["Location"] == reverse("admin:index")


def test_the_admin_pages_of_an_admin_keep_the_content_policy(as_admin, cast):
    """No inline script or style: the strict policy of the site holds here too."""
    for address in (reverse("admin:index"), url(User, "add"), url(UnitKerja, "change", cast.unit.pk), url(User)):
        page = as_admin.get(address).content.decode()
        assert "Pengelolaan SAKIP" in page
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son[a-z]+=|\sstyle=", page)


# --- Organisation ----------------------------------------------------------------------------------------------


def test_a_perangkat_daerah_is_changed_with_old_and_new_in_the_trail(as_admin, cast):
    alamat, data = url(PerangkatDaerah, "change", cast.pd.pk), isi_formulir(cast.pd)
    assert as_admin.post(alamat, data).status_code == 302
    assert events() == [], "saving without a change says nothing"
    response = as_admin.post(alamat, data | {"tugas_pokok": "Menyusun kebijakan."})
    assert response.status_code == 302, response.context["errors"]
    (line,) = AuditEvent.objects.all()
    assert (line.aksi, line.pelaku, line.pemerintah_daerah) == ("perangkatdaerah.changed", cast.admin, cast.pemda)
    assert (line.sebelum, line.sesudah) == ({}, {"tugas_pokok": "Menyusun kebijakan."})


def test_what_a_page_writes_is_only_read_here_with_the_way_to_that_page(as_admin, cast):
    tempat = {"pemerintah_daerah": cast.pemda, "perangkat_daerah": cast.pd, "unit_kerja": cast.unit}
    orang = Pejabat.objects.create(**tempat, jenis="KABAG", nama="Fulan", jabatan="Kepala Bagian")
    jumlah = StatistikPegawai.objects.create(
        perangkat_daerah=cast.pd, tahun=2024, kelompok="GOLONGAN", nama="IV", jumlah=3, urutan=1
    )
    unit = reverse("indicators:unit", args=[cast.unit.pk])
    pegawai = reverse("indicators:pegawai", args=[cast.pd.kode, 2024])
    assert reverse("indicators:unit_daftar") in as_admin.get("/").content.decode(), "and finds it from Beranda"
    for row, halaman in ((cast.unit, unit), (orang, unit), (jumlah, pegawai)):
        alamat = url(type(row), "change", row.pk)
        html = as_admin.get(alamat).content.decode()
        assert f'href="{halaman}"' in html and 'name="_save"' not in html
        assert as_admin.post(alamat, isi_formulir(row) | {"nama": "Lain"}).status_code == 403
        assert as_admin.get(halaman).status_code == 200, "whoever may not write here may write there"
        assert reverse("indicators:unit_daftar") in as_admin.get(url(type(row))).content.decode()
    assert {as_admin.get(url(m, "add")).status_code for m in (UnitKerja, StatistikPegawai)} == {403}
    assert events() == []


def test_a_head_of_the_regency_is_added_and_removed_with_its_line(as_admin, cast):
    data = {
        "pemerintah_daerah": cast.pemda.pk,
        "jenis": "KEPALA_DAERAH",
        "kedudukan": "",
        "nama": "Fulan",
        "jabatan": "Bupati",
        "mulai": "2024-01-01",
    }
    assert as_admin.post(url(Pejabat, "add"), data | {"jenis": "SEKDA"}).status_code == 200, "he has his page"
    assert as_admin.post(url(Pejabat, "add"), data).status_code == 302
    pejabat = Pejabat.objects.get()
    assert pejabat.mulai == date(2024, 1, 1)
    assert as_admin.post(url(Pejabat, "delete", pejabat.pk), {"post": "yes"}).status_code == 302
    assert not Pejabat.objects.exists()
    assert [a for a, _ in events()] == ["pejabat.created", "pejabat.deleted"]
    lost = AuditEvent.objects.get(aksi="pejabat.deleted")
    assert lost.sebelum["nama"] == "Fulan"
    assert lost.sebelum["pemerintah_daerah"] == cast.pemda.nama


def test_what_is_in_use_cannot_be_deleted(as_admin, cast):
    page = as_admin.post(url(UnitKerja, "delete", cast.unit.pk), {"post": "yes"})
    assert page.status_code in (200, 403)
    assert UnitKerja.objects.filter(pk=cast.unit.pk).exists()


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_rows_of_another_regency_are_not_there(as_admin, cast, page):
    unit = cast.outsider.membership.get().unit_kerja
    for row in (unit, unit.perangkat_daerah, unit.perangkat_daerah.pemerintah_daerah):
        response = as_admin.get(url(type(row), page, row.pk))
        assert response.status_code in (302, 403, 404)
        assert row.kode not in as_admin.get(url(type(row))).content.decode()


def test_a_perangkat_daerah_cannot_be_moved_into_another_regency(as_admin, cast):
    elsewhere = cast.outsider.membership.get().unit_kerja.perangkat_daerah.pemerintah_daerah
    data = isi_formulir(cast.pd) | {"pemerintah_daerah": elsewhere.pk}
    assert as_admin.post(url(PerangkatDaerah, "add"), data | {"kode": "dinas-x"}).status_code == 200
    assert as_admin.post(url(PerangkatDaerah, "change", cast.pd.pk), data).status_code == 200
    assert PerangkatDaerah.objects.filter(pemerintah_daerah=elsewhere).count() == 1


def test_no_new_regency_and_no_lost_one(as_admin, cast):
    from indicators.models import PemerintahDaerah

    assert as_admin.get(url(PemerintahDaerah, "add")).status_code == 403
    assert as_admin.post(url(PemerintahDaerah, "delete", cast.pemda.pk), {"post": "yes"}).status_code == 403


def test_the_bands_of_capaian_are_the_regency_s_own(as_admin, cast):
    from indicators.models import PemerintahDaerah

    band = KategoriCapaian.objects.create(pemerintah_daerah=cast.pemda, batas_bawah=90, label="Baik", kode="tinggi")
    pemda = cast.pemda
    data = isi_formulir(pemda) | {
        "kategori_capaian-TOTAL_FORMS": "1",
        "kategori_capaian-INITIAL_FORMS": "1",
        "kategori_capaian-0-id": str(band.pk),
        "kategori_capaian-0-pemerintah_daerah": str(pemda.pk),
        "kategori_capaian-0-batas_bawah": "85",
        "kategori_capaian-0-label": "Baik",
        "kategori_capaian-0-kode": "tinggi",
    }
    response = as_admin.post(url(PemerintahDaerah, "change", pemda.pk), data)
    assert response.status_code == 302, response.context["errors"]
    band.refresh_from_db()
    assert band.batas_bawah == 85
    (line,) = AuditEvent.objects.all()
    assert (line.aksi, line.sesudah) == ("kategoricapaian.changed", {"batas_bawah": "85"})


# --- Reference data --------------------------------------------------------------------------------------------


def test_what_all_regencies_share_is_read_only_for_one_of_them(as_admin, cast):
    skala = SkalaPredikat.objects.create(kode="akip", nama="AKIP")
    satuan = Satuan.objects.create(nama="Dokumen")
    for row in (skala, satuan):
        assert as_admin.get(url(type(row), "change", row.pk)).status_code == 200
        assert as_admin.post(url(type(row), "change", row.pk), {"nama": "x"}).status_code == 403
        assert as_admin.post(url(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403
        assert as_admin.get(url(type(row), "add")).status_code == 403


def test_a_change_of_shared_data_is_told_to_every_regency(as_super, cast):
    satuan = Satuan.objects.create(nama="Dokumen")
    assert as_super.post(url(Satuan, "change", satuan.pk), {"nama": "Dok", "simbol": "Dok"}).status_code == 302
    regencies = {kode for aksi, kode in events() if aksi == "satuan.changed"}
    assert len(regencies) == 2 and cast.pemda.kode in regencies


def test_shared_regulations_are_read_own_ones_written(as_admin, cast):
    shared = Peraturan.objects.create(kode="uu-1", jenis="Undang-Undang", nomor="1", tahun=2020, tentang="Bersama")
    data = {"kode": "perda-1", "jenis": "Perda", "nomor": "1", "tahun": "2020", "tentang": "Sendiri"}
    assert as_admin.get(url(Peraturan, "change", shared.pk)).status_code == 200
    assert as_admin.post(url(Peraturan, "change", shared.pk), data).status_code == 403
    assert as_admin.post(url(Peraturan, "add"), data).status_code == 200, "no shared regulation by one regency"
    own = data | {"pemerintah_daerah": cast.pemda.pk}
    assert as_admin.post(url(Peraturan, "add"), own).status_code == 302
    assert Peraturan.objects.get(kode="perda-1").pemerintah_daerah == cast.pemda


# --- Figures are out of reach ------------------------------------------------------------------------------------


def test_no_figure_and_no_plan_is_in_the_admin():
    registered = {m._meta.model_name for m in admin.site._registry}
    ours = {m._meta.model_name for app in ("indicators", "reports") for m in apps.get_app_config(app).get_models()}
    assert registered & ours == {
        "dasarhukum",
        "berkasdokumen",
        "dokumen",
        "jenisbelanja",
        "narasiversi",
        "nomenklatur",
        "pejabat",
        "pemerintahdaerah",
        "penarikan",
        "perangkatdaerah",
        "peraturan",
        "pernyataanreviu",
        "publikasi",
        "satuan",
        "skalapredikat",
        "statistikpegawai",
        "tandatangandokumen",
        "unitkerja",
        "user",
    }


def test_every_model_of_ours_is_guarded_the_same_way():
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label == "indicators":
            assert isinstance(model_admin, LingkupAdmin), model
            assert model_admin.actions is None, "a bulk action would leave no line in the trail"


def test_an_admin_sees_no_page_of_figures(as_admin, cast):
    for name, args in (
        ("dasbor", []),
        ("dasbor_unit", [cast.unit.pk]),
        ("dasbor_indikator", [cast.indikator.pk]),
        ("jejak", []),
    ):
        assert as_admin.get(reverse(f"indicators:{name}", args=args)).status_code in (403, 404)


def test_documents_are_looked_at_by_the_superuser_only_and_changed_by_nobody(as_admin, cast):
    dokumen = Dokumen.objects.create(
        jenis="sk-iku", perangkat_daerah=cast.pd, tahun=2025, periode_kunci="2025", judul="SK"
    )
    assert as_admin.get(url(Dokumen)).status_code == 403
    as_admin.force_login(User.objects.create_superuser("super", password=PASSWORD))
    assert as_admin.get(url(Dokumen, "change", dokumen.pk)).status_code == 200
    assert as_admin.post(url(Dokumen, "change", dokumen.pk), {"judul": "Lain"}).status_code == 403
    assert as_admin.post(url(Dokumen, "delete", dokumen.pk), {"post": "yes"}).status_code == 403
    assert as_admin.get(url(Dokumen, "add")).status_code == 403


def test_the_superuser_sees_every_regency(as_super, cast):
    page = as_super.get(url(PerangkatDaerah)).content.decode()
    for pd in PerangkatDaerah.objects.all():
        assert pd.kode in page


def test_an_admin_of_two_regencies_manages_both(client, cast):
    other = make_pd()
    two = make_user("admin", cast.pemda, is_staff=True)
    Membership.objects.create(user=two, role="admin", pemerintah_daerah=other.pemerintah_daerah)
    client.force_login(two)
    page = client.get(url(PerangkatDaerah)).content.decode()
    assert cast.pd.kode in page and other.kode in page
