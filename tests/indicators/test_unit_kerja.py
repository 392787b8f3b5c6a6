"""Units: renamed from a day on, corrected, ended, divided and joined."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, Indikator, Membership, NamaUnit, Pejabat, PeriodeRenstra, Status, UnitKerja
from indicators.permissions import Ability, can
from indicators.selectors.laporan import unit_kerja_pada
from indicators.selectors.perjanjian import susunan
from indicators.selectors.unit_nama import bersebutan
from indicators.services.pejabat import IsianPejabat, pejabat_buat, pejabat_ubah
from indicators.services.unit_bagi import BagianBaru, unit_split
from indicators.services.unit_kerja import (
    IsianUnit,
    simpan_unit,
    unit_close,
    unit_correct,
    unit_create,
    unit_rename,
    unit_reopen,
)
from indicators.services.versi import versi
from tests import builders as b

HARI_INI = date(2025, 7, 1)


def ganti(cast, nama, mulai=date(2025, 1, 1), unit=None):
    unit = unit or UnitKerja.objects.get(pk=cast.unit.pk)
    lain = {"hari_ini": HARI_INI, "versi_dilihat": versi(unit), "by": cast.planner}
    return unit_rename(unit=unit, nama=nama, singkatan="", mulai=mulai, **lain)


def akhiri(cast, unit, sampai):
    unit.refresh_from_db()
    return unit_close(unit=unit, sampai=sampai, versi_dilihat=versi(unit), by=cast.planner)


def bagi(cast, bagian, peta, mulai=date(2025, 7, 1)):
    unit = UnitKerja.objects.get(pk=cast.unit.pk)
    lain = {"mulai": mulai, "hari_ini": HARI_INI, "versi_dilihat": versi(unit), "by": cast.planner}
    return unit_split(unit=unit, bagian=bagian, peta=peta, **lain)


def beban(cast, **ke):
    """Where the cast's indikator and sub kegiatan go."""
    return {f"indikator-{cast.indikator.pk}": ke["i"], f"sub_kegiatan-{cast.sub_kegiatan.pk}": ke["s"]}


def test_a_renamed_unit_keeps_its_rows_and_is_named_as_it_was_in_former_years(cast, django_assert_num_queries):
    nama = cast.unit.nama
    ganti(cast, "Bagian Tengah", date(2024, 1, 1))
    unit = ganti(cast, "Bagian Umum dan Protokol")
    assert Indikator.objects.get(pk=cast.indikator.pk).unit_kerja == unit and unit.kode == cast.unit.kode
    with django_assert_num_queries(1):
        dulu = {u.pk: u.nama for u in unit_kerja_pada(cast.pd, 2023)}
    kini = {u.pk: u.nama for u in unit_kerja_pada(cast.pd, 2025)}
    assert (dulu[unit.pk], kini[unit.pk]) == (nama, "Bagian Umum dan Protokol")
    pada = [susunan(cast.pd, d).unit[unit.pk].nama for d in (date(2023, 5, 5), date(2024, 12, 31), date(2025, 1, 1))]
    assert pada == [nama, "Bagian Tengah", "Bagian Umum dan Protokol"]
    jejak = AuditEvent.objects.order_by("nomor").last()
    assert (jejak.aksi, jejak.sebelum["nama"], jejak.sesudah["berlaku_dari"]) == (
        "unitkerja.renamed",
        "Bagian Tengah",
        "2025-01-01",
    )


def test_a_new_name_begins_neither_tomorrow_nor_before_the_last_change_and_is_nobody_elses(cast):
    with pytest.raises(InvalidValue, match="belum tiba"):
        ganti(cast, "Bagian Lain", date(2025, 7, 2))
    with pytest.raises(InvalidValue, match="Sudah ada unit bernama"):
        ganti(cast, cast.other_unit.nama.upper())
    ganti(cast, "Bagian Baru")
    with pytest.raises(InvalidValue, match="sudah berganti nama"):
        ganti(cast, "Bagian Lain", date(2024, 6, 1))
    assert NamaUnit.objects.count() == 1


def test_a_spelling_is_corrected_for_all_years_and_of_two_writers_the_second_is_told(cast):
    dilihat = versi(cast.unit)
    isian = IsianUnit("Bagian  Umum", urutan=3)
    unit_correct(unit=cast.unit, isian=isian, versi_dilihat=dilihat, by=cast.admin)
    assert [u.nama for u in unit_kerja_pada(cast.pd, 2021) if u.pk == cast.unit.pk] == ["Bagian Umum"]
    with pytest.raises(StaleData):
        unit_correct(unit=cast.unit, isian=IsianUnit("Lain"), versi_dilihat=dilihat, by=cast.planner)
    with pytest.raises(NotAllowed):
        unit_correct(unit=cast.unit, isian=isian, versi_dilihat=dilihat, by=cast.operator)


def test_a_unit_hangs_on_one_of_its_own_perangkat_daerah_and_never_below_itself(cast):
    anak = unit_create(perangkat_daerah=cast.pd, isian=IsianUnit("Subbagian Umum", induk=cast.unit), by=cast.planner)
    assert (anak.kode, anak.jalur) == ("subbagian-umum", f"/{cast.unit.pk}/{anak.pk}/")
    for induk in (anak, b.make_unit(b.make_pd())):
        with pytest.raises(InvalidValue, match="dirinya sendiri|perangkat daerah yang lain"):
            unit_correct(
                unit=cast.unit, isian=IsianUnit("X", induk=induk), versi_dilihat=versi(cast.unit), by=cast.planner
            )


def test_a_unit_ends_only_when_nothing_is_left_to_it_after_that_day(cast):
    anak = b.make_unit(cast.pd, induk=cast.unit)
    b.make_realisasi(cast.indikator)
    with pytest.raises(Incomplete) as galat:
        akhiri(cast, cast.unit, date(2025, 6, 30))
    assert galat.value.kekurangan == [
        "Triwulan I Tahun 2025: lembar belum terverifikasi",
        f"Unit di bawahnya: {anak.nama}",
        f"Sub kegiatan 2021-2026: {cast.sub_kegiatan.uraian}",
        f"Indikator 2021-2026: {cast.indikator.nama}",
    ]
    cast.indikator.realisasi.update(status=Status.VERIFIED)
    akhiri(cast, anak, date(2026, 12, 31))
    orang = Pejabat.objects.create(
        pemerintah_daerah=cast.pemda, unit_kerja=cast.unit, jenis="KABAG", nama="A", jabatan="Kepala Bagian"
    )
    unit = akhiri(cast, cast.unit, date(2026, 12, 31))  # the last day of its period
    orang.refresh_from_db()
    assert orang.selesai == unit.berlaku_sampai == date(2026, 12, 31)
    unit.refresh_from_db()
    unit_reopen(unit=unit, versi_dilihat=versi(unit), by=cast.planner)
    assert UnitKerja.objects.get(pk=unit.pk).berlaku_sampai is None


def test_what_lies_in_a_closed_period_does_not_keep_a_unit(cast):
    PeriodeRenstra.objects.update(status="CLOSED")
    assert akhiri(cast, cast.unit, date(2025, 6, 30)).berlaku_sampai == date(2025, 6, 30)


def test_one_definitive_official_holds_an_office_at_a_time_and_a_deputy_beside(cast):
    def tulis(isian, by=cast.planner):
        (row,) = pejabat_buat(perangkat_daerah=cast.pd, isian=[isian], by=by)
        return row

    kepala = IsianPejabat(cast.unit, "SITI", "Kepala Bagian", "KABAG", mulai=date(2022, 1, 1))
    siti = tulis(kepala)
    penerus = replace(kepala, nama="BUDI", mulai=date(2025, 3, 1))
    with pytest.raises(InvalidValue, match="Kepala Bagian sudah dijabat SITI sejak 1 Januari 2022. Isi dulu akhir"):
        tulis(penerus)
    tulis(replace(penerus, kedudukan="Plt."))
    dilihat = versi(siti)
    selesai = replace(kepala, selesai=date(2025, 2, 28))
    pejabat_ubah(pejabat=siti, isian=selesai, versi_dilihat=dilihat, by=cast.admin)
    assert tulis(penerus).unit_kerja == cast.unit
    with pytest.raises(StaleData):
        pejabat_ubah(pejabat=siti, isian=replace(selesai, nama="SITI A"), versi_dilihat=dilihat, by=cast.planner)
    with pytest.raises(InvalidValue, match="NIP"):
        tulis(replace(kepala, unit=cast.other_unit, nip="123"))
    with pytest.raises(NotAllowed):
        tulis(replace(kepala, jenis="LAINNYA"), cast.operator)


def test_a_divided_unit_hands_each_row_and_its_people_to_the_parts(cast):
    Membership.objects.create(user=cast.leader, role="leader", unit_kerja=cast.unit)
    catatan = b.make_tindak_lanjut(cast.indikator)
    anak_indikator = b.make_indikator(cast.unit, cast.indikator.sasaran)
    milik = {"jenjang": "sub_kegiatan", "sasaran": None, "sub_kegiatan": cast.sub_kegiatan, "iku": False}
    Indikator.objects.filter(pk=anak_indikator.pk).update(**milik)
    satu, dua = bagi(cast, [BagianBaru("Bagian Umum"), BagianBaru("Bagian Protokol", "Prot")], beban(cast, i=1, s=0))
    for row, unit in ((cast.indikator, dua), (cast.sub_kegiatan, satu), (anak_indikator, satu), (catatan, dua)):
        row.refresh_from_db()
        assert row.unit_kerja == unit
    lama = UnitKerja.objects.get(pk=cast.unit.pk)
    assert (lama.berlaku_sampai, satu.predecessor, dua.berlaku_dari) == (date(2025, 6, 30), lama, date(2025, 7, 1))
    assert all(can(cast.operator, Ability.ENTER_REALISASI, u) for u in (satu, dua))
    aksi = list(AuditEvent.objects.values_list("aksi", flat=True))
    assert aksi.count("indikator.changed") == 2 and "unitkerja.split" in aksi


def test_a_division_that_begins_in_the_period_before_shares_its_rows_out_too(client, cast, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 1, 5))  # the period was 2021–2026
    client.force_login(cast.planner)
    alamat = reverse("indicators:unit_bagi", args=[cast.unit.pk])
    data = {"nama1": "Bagian Umum", "nama2": "Bagian Protokol", "mulai": "2026-12-01", "versi": versi(cast.unit)}
    jawab = client.post(alamat, data)
    assert jawab.status_code == 422 and "Pilih unit yang meneruskan indikator ini." in jawab.content.decode()
    jawab = client.post(alamat, data | {f"b-{kunci}": n + 1 for kunci, n in beban(cast, i=1, s=0).items()})
    assert jawab.status_code == 302
    assert Indikator.objects.get(pk=cast.indikator.pk).unit_kerja.nama == "Bagian Protokol"


def test_a_unit_joined_to_another_gives_it_all_and_gives_nobody_new_rights(cast):
    peran = Membership.objects.count()
    assert bagi(cast, [cast.other_unit], beban(cast, i=0, s=0)) == [cast.other_unit]
    assert Indikator.objects.get(pk=cast.indikator.pk).unit_kerja == cast.other_unit
    assert Membership.objects.count() == peran


def test_a_division_is_refused_whole(cast):
    dua = [BagianBaru("Bagian Umum"), BagianBaru("Bagian Protokol")]
    with pytest.raises(InvalidValue, match="Pilih unit yang meneruskan sub kegiatan"):
        bagi(cast, dua, {f"indikator-{cast.indikator.pk}": 0})
    with pytest.raises(InvalidValue, match="ganti nama"):
        bagi(cast, dua[:1], beban(cast, i=0, s=0))
    with pytest.raises(InvalidValue, match="bukan unit yang berlaku"):
        bagi(cast, [b.make_unit(b.make_pd())], beban(cast, i=0, s=0))
    b.make_realisasi(cast.indikator, status=Status.SUBMITTED)
    with pytest.raises(Closed, match="sedang diverifikasi"):
        bagi(cast, dua, beban(cast, i=0, s=0))
    assert UnitKerja.objects.get(pk=cast.unit.pk).berlaku_sampai is None
    assert not AuditEvent.objects.exists()


def test_a_name_stands_once_below_one_superior_and_lists_tell_the_two_apart(cast, django_assert_num_queries):
    upt = [unit_create(perangkat_daerah=cast.pd, isian=IsianUnit(f"UPT {n}"), by=cast.planner) for n in "AB"]
    usaha = [IsianUnit("Subbagian Tata Usaha", jenis="SUBBAGIAN", induk=u) for u in upt]
    rows = [unit_create(perangkat_daerah=cast.pd, isian=i, by=cast.planner) for i in usaha]
    assert [r.kode for r in rows] == ["subbagian-tata-usaha", "subbagian-tata-usaha-upt-b"]
    with pytest.raises(InvalidValue, match="SUBBAGIAN TATA USAHA di bawah UPT B. Pakai nama lain"):
        unit_create(perangkat_daerah=cast.pd, isian=replace(usaha[1], nama="SUBBAGIAN TATA USAHA"), by=cast.planner)
    with pytest.raises(InvalidValue, match="di bawah UPT A"):
        unit_correct(unit=rows[1], isian=usaha[0], versi_dilihat=versi(rows[1]), by=cast.planner)
    kedua = UnitKerja(perangkat_daerah=cast.pd, kode="lain", nama="Subbagian TATA Usaha", induk=upt[0])
    with pytest.raises(InvalidValue, match="Sudah ada unit bernama Subbagian TATA Usaha"):  # somebody was quicker
        simpan_unit(kedua)
    with django_assert_num_queries(1):
        semua = [u.sebutan for u in bersebutan(UnitKerja.objects.filter(perangkat_daerah=cast.pd).order_by("pk"))]
    assert semua[-2:] == ["Subbagian Tata Usaha (UPT A)", "Subbagian Tata Usaha (UPT B)"]
    assert semua[0] == cast.unit.nama
    with django_assert_num_queries(2):
        tanpa_atasan = bersebutan(UnitKerja.objects.filter(pk__in=[r.pk for r in rows]).order_by("pk"))
    assert [u.sebutan for u in tanpa_atasan] == semua[-2:]


def test_what_joins_another_unit_brings_no_second_one_of_a_name(cast):
    for unit in (cast.unit, cast.other_unit):
        unit_create(perangkat_daerah=cast.pd, isian=IsianUnit("Subbagian Umum", induk=unit), by=cast.planner)
    anak = UnitKerja.objects.get(induk=cast.unit)
    with pytest.raises(InvalidValue, match=f"Subbagian Umum di bawah {cast.other_unit.nama}"):
        bagi(cast, [cast.other_unit], beban(cast, i=0, s=0) | {f"unit-{anak.pk}": 0})
    assert UnitKerja.objects.get(pk=cast.unit.pk).berlaku_sampai is None


def test_every_list_to_choose_from_says_below_which_unit_a_second_one_is(cast, client):
    for n in (1, 2):
        upt = b.make_unit(cast.pd, nama=f"UPT {n}", kode=f"upt-{n}")
        indikator = b.make_indikator(b.make_unit(cast.pd, nama="Tata Usaha", kode=f"tu-{n}", induk=upt))
        b.make_target(cast.rencana, indikator)
    client.force_login(cast.planner)
    alamat = [
        f"/perencanaan/indikator/baru/sasaran/{cast.indikator.sasaran_id}/",
        f"/perencanaan/unit/{cast.pd.kode}/baru/",
        "/jejak/",
        "/dasbor/?tahun=2025",
        "/realisasi/?tw=1",
    ]
    for satu in alamat:
        html = client.get(satu).content.decode()
        assert all(f"Tata Usaha (UPT {n})" in html for n in (1, 2)), satu
