"""Periods of a regency: begun, copied with their predecessors, put in force, closed, opened again."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import (
    AuditEvent,
    Indikator,
    Kegiatan,
    Misi,
    Nomenklatur,
    PeriodeRenstra,
    Program,
    Sasaran,
    Status,
    SubKegiatan,
    Tujuan,
    Visi,
)
from indicators.selectors.dokumen import periode_of
from indicators.selectors.periode import perangkat_daerah_dan_periode
from indicators.selectors.salinan import PilihanSalin, salinan
from indicators.selectors.unsur import periode_daerah, periode_tahun, sebut_periode
from indicators.services import periode as layanan
from indicators.services.periode_salin import periode_copy
from indicators.services.rencana import rencana_create
from indicators.services.versi import versi
from tests import builders as b
from tests.buku_pd_uji import bandingkan, ekspor, ubah

S = PeriodeRenstra.Status


@pytest.fixture
def masa(cast):
    """The cast with its period 2021–2026 and a person who plans for the whole regency."""
    cast.periode = cast.rencana.periode
    cast.kabupaten = b.make_user("planner", cast.pemda)
    return cast


def mulai(cast, awal=2025, akhir=2029, by=None):
    return layanan.periode_create(
        pemerintah_daerah=cast.pemda, tahun_awal=awal, tahun_akhir=akhir, by=by or cast.kabupaten
    )


def salin(cast, baru, by=None, ciri=None, **pilihan):
    p = PilihanSalin(**pilihan)
    ciri = ciri or salinan(cast.periode, baru, [cast.pd], p).ciri
    return periode_copy(
        asal=cast.periode, tujuan=baru, perangkat_daerah=[cast.pd], pilihan=p, ciri=ciri, by=by or cast.kabupaten
    )


def setuju(fungsi, periode, by, **lain):
    periode.refresh_from_db()
    return fungsi(periode=periode, versi_dilihat=versi(periode), by=by, **lain)


# --- Which period a year uses ---------------------------------------------------------------------------------------


def test_a_year_uses_the_period_its_plan_was_made_in_else_the_latest_in_force(masa, django_assert_num_queries):
    baru = mulai(masa)
    assert periode_tahun(periode_daerah(masa.pd), 2026) == masa.periode  # a draft takes no year
    with pytest.raises(Closed, match="masih draf"):
        rencana_create(perangkat_daerah=masa.pd, periode=baru, tahun=2027, by=masa.planner)
    setuju(layanan.periode_activate, baru, masa.kabupaten)
    with django_assert_num_queries(1):
        semua = periode_daerah(masa.pd)
    assert [periode_tahun(semua, t) for t in (2024, 2025, 2026, 2029)] == [masa.periode, masa.periode, baru, baru]
    assert [periode_of(masa.pd, t) for t in (2024, 2025, 2026, 2030)] == [masa.periode, masa.periode, baru, None]
    assert sebut_periode(semua, 2024) == ""
    dari_perintah = [perangkat_daerah_dan_periode(masa.pd.kode, tahun=t)[1] for t in (2025, 2026)]
    assert dari_perintah == [masa.periode, baru]
    assert "Yang dipakai: 2021–2026, karena rencana tahun 2025" in sebut_periode(semua, 2025)
    assert "Yang dipakai: 2025–2029, karena periode berlaku yang terbaru" in sebut_periode(semua, 2026)


# --- Begin, close, open again ---------------------------------------------------------------------------------------


def test_only_who_plans_the_regency_or_its_only_perangkat_daerah_governs_its_periods(masa):
    mulai(masa, by=masa.planner)  # the Setda is the only one
    b.make_pd(masa.pemda)
    with pytest.raises(NotAllowed, match="perencana tingkat pemerintah daerah"):
        mulai(masa, 2027, 2031, by=masa.planner)
    for siapa in (masa.operator, masa.leader, masa.outsider_planner):
        with pytest.raises(NotAllowed):
            mulai(masa, 2027, 2031, by=siapa)
    assert mulai(masa, 2027, 2031).status == S.DRAFT


@pytest.mark.parametrize(("awal", "akhir"), [(2026, 2026), (2025, 2035), (1990, 1995), (2021, 2026)])
def test_years_of_a_period_follow_each_other_and_are_not_taken(masa, awal, akhir):
    with pytest.raises(InvalidValue):
        mulai(masa, awal, akhir)
    assert PeriodeRenstra.objects.filter(pemerintah_daerah=masa.pemda).count() == 1


def test_a_period_closes_once_its_plans_and_quarters_are_done_and_opens_again_with_a_reason(masa):
    b.make_rencana(masa.pd, 2026, status="DRAFT")
    with pytest.raises(Incomplete) as galat:
        setuju(layanan.periode_close, masa.periode, masa.kabupaten)
    assert galat.value.kekurangan == [
        "Sekretariat Daerah: rencana 2026 murni belum disahkan",
        "Sekretariat Daerah: Triwulan I Tahun 2025 masih terbuka",
    ]
    masa.pd.rencana.filter(status="DRAFT").delete()
    masa.pd.jadwal.update(status="CLOSED")
    setuju(layanan.periode_close, masa.periode, masa.kabupaten)
    with pytest.raises(InvalidValue, match="alasan"):
        setuju(layanan.periode_reopen, masa.periode, masa.kabupaten, alasan=" ")
    setuju(layanan.periode_reopen, masa.periode, masa.kabupaten, alasan="Koreksi hasil evaluasi")
    rows = AuditEvent.objects.order_by("nomor").values_list("aksi", "sebelum", "catatan")
    assert list(rows) == [
        ("perioderenstra.closed", {"status": "ACTIVE"}, ""),
        ("perioderenstra.reopened", {"status": "CLOSED"}, "Koreksi hasil evaluasi"),
    ]


def test_all_versions_of_a_year_stay_in_the_period_of_the_first_and_the_refusal_says_what_to_do(masa):
    baru = setuju(layanan.periode_activate, mulai(masa), masa.kabupaten)
    milik = {"perangkat_daerah": masa.pd, "periode": baru, "tahun": 2025, "by": masa.planner}
    with pytest.raises(Closed, match="perubahannya tetap di sana. Buka perubahan .* mulailah dengan tahun 2026"):
        rencana_create(**milik)
    berkas = ubah(ekspor(masa.pd, baru), {("Rencana", 0, "Tahun"): "2025", ("Rencana", 0, "Versi ke"): "2"})
    galat = [g.kalimat for g in bandingkan(masa.pd, baru, berkas, masa.planner).selisih.galat]
    assert any("Rencana tahun 2025 sudah ada dalam Renstra 2021–2026" in k for k in galat)
    masa.pd.rencana.update(status="DRAFT")
    with pytest.raises(Closed, match="masih draf. Bila tahun ini memakai Renstra 2025–2029, hapus draf itu"):
        rencana_create(**milik)


def test_an_open_quarter_keeps_only_the_period_its_year_uses_open(masa):
    baru = mulai(masa)
    setuju(layanan.periode_activate, baru, masa.kabupaten)
    assert setuju(layanan.periode_close, baru, masa.kabupaten).status == S.CLOSED  # 2025 has its plan in the other one
    with pytest.raises(Incomplete, match="2021–2026"):
        setuju(layanan.periode_close, masa.periode, masa.kabupaten)


def test_of_two_who_change_a_period_the_second_is_told(masa):
    baru = mulai(masa)
    dilihat = versi(baru)
    layanan.periode_activate(periode=baru, versi_dilihat=dilihat, by=masa.kabupaten)
    with pytest.raises(StaleData, match="berlaku"):
        layanan.periode_delete(periode=baru, versi_dilihat=dilihat, by=masa.kabupaten)


def test_a_draft_is_thrown_away_only_while_it_is_empty_and_says_what_it_holds(masa, client):
    baru = mulai(masa)
    client.force_login(masa.kabupaten)
    alamat = reverse("indicators:periode", args=[baru.pk])
    assert "Hapus draf kosong" in client.get(alamat).content.decode()
    tujuan = Tujuan.objects.create(periode=baru, perangkat_daerah=b.make_pd(masa.pemda), uraian="Maju")
    isi = client.get(alamat).content.decode()
    assert "Hapus draf kosong" not in isi and "karena sudah berisi 1 tujuan." in isi
    with pytest.raises(Closed, match="berisi 1 tujuan, sehingga tidak dapat dihapus"):
        setuju(layanan.periode_delete, baru, masa.kabupaten)
    tujuan.delete()
    setuju(layanan.periode_delete, baru, masa.kabupaten)


# --- Copy -----------------------------------------------------------------------------------------------------------


def test_a_copy_holds_the_tree_links_each_indikator_and_leaves_targets_behind(masa):
    visi = Visi.objects.create(periode=masa.periode, uraian="Maju")
    misi = Misi.objects.create(periode=masa.periode, visi=visi, uraian="Melayani")
    tujuan = masa.indikator.sasaran.tujuan
    tujuan.misi = misi
    tujuan.save()
    milik_unit = b.make_sasaran(masa.pd, unit_kerja=masa.unit, induk=masa.indikator.sasaran)
    program = masa.sub_kegiatan.kegiatan.program
    program.sasaran = masa.indikator.sasaran
    program.save()
    program.iku.add(masa.indikator)
    for triwulan, nilai in ((3, "80"), (4, "87.25")):
        b.make_realisasi(masa.indikator, nilai, 2024, triwulan, status=Status.VERIFIED)
    b.make_realisasi(masa.indikator, "99", 2025, 1, status=Status.VERIFIED)  # lies in the new period
    baru = mulai(masa)
    hasil = salin(masa, baru, visi_misi=True)
    i = Indikator.objects.get(periode=baru)
    assert (i.predecessor, i.kode, i.kondisi_awal_nilai) == (masa.indikator, masa.indikator.kode, Decimal("87.25"))
    assert i.sasaran.tujuan.misi.visi.periode == baru
    assert Sasaran.objects.get(periode=baru, unit_kerja=masa.unit).induk.uraian == milik_unit.induk.uraian
    assert SubKegiatan.objects.get(periode=baru).kegiatan.program.iku.get() == i
    assert not i.target_renstra.exists() and not i.target.exists() and not baru.rencana.exists()
    assert dict(hasil.hitungan)["Sasaran"] == Sasaran.objects.filter(periode=masa.periode).count()
    catatan = AuditEvent.objects.get(objek_tipe="indikator", objek_id=i.pk)
    assert (catatan.aksi, catatan.sesudah["predecessor"]) == ("indikator.created", masa.indikator.pk)
    assert AuditEvent.objects.filter(aksi="perioderenstra.copied").count() == 1


def test_what_was_not_chosen_stays_and_a_planner_of_one_place_does_not_copy_visi(masa):
    Misi.objects.create(periode=masa.periode, uraian="Melayani")
    baru = mulai(masa)
    with pytest.raises(NotAllowed):
        salin(masa, baru, by=masa.planner, visi_misi=True)
    salin(masa, baru, by=masa.planner, program=False, indikator=False)
    ada = [m.objects.filter(periode=baru).exists() for m in (Tujuan, Sasaran, Misi, Program, Kegiatan, Indikator)]
    assert ada == [True, True, False, False, False, False]


def test_a_copy_is_refused_whole_into_what_is_not_empty_closed_or_changed_meanwhile(masa):
    baru = mulai(masa)
    ciri = salinan(masa.periode, baru, [masa.pd], PilihanSalin()).ciri
    Sasaran.objects.filter(periode=masa.periode).update(uraian="Diubah sesudah pratinjau")
    with pytest.raises(StaleData, match="pratinjau"):
        salin(masa, baru, ciri=ciri)
    assert not Tujuan.objects.filter(periode=baru).exists()
    salin(masa, baru)
    with pytest.raises(InvalidValue, match="sudah berisi pada periode 2025–2029"):
        salin(masa, baru)
    PeriodeRenstra.objects.filter(pk=baru.pk).update(status=S.CLOSED)
    baru.refresh_from_db()
    with pytest.raises(Closed):
        salin(masa, baru)


def test_codes_of_the_former_edition_are_listed_and_replaced_only_by_the_one_of_the_same_name(masa):
    sub = masa.sub_kegiatan
    kegiatan, program = sub.kegiatan, sub.kegiatan.program
    lain = b.make_sub_kegiatan(masa.unit, program.sasaran, kegiatan=kegiatan, kode="4.01.02.2.01.02", uraian="Rapat")
    for row, kode in ((program, "4.01.02"), (kegiatan, "4.01.02.2.01"), (sub, "4.01.02.2.01.01")):
        row.kode = kode
        row.save()
    Program.objects.filter(periode=masa.periode).exclude(pk=program.pk).update(kode="")
    isi = [
        ("PROGRAM", "4.01.02", "x"),
        ("KEGIATAN", "4.01.02.2.01", "x"),
        ("SUB_KEGIATAN", "4.01.02.2.01.0007", sub.uraian),
    ]
    isi += [("SUB_KEGIATAN", f"4.01.02.2.01.000{n}", "Rapat") for n in (8, 9)]  # two of one name: nobody guesses
    Nomenklatur.objects.bulk_create(Nomenklatur(edisi=2023, tingkat=t, kode=k, nama=n) for t, k, n in isi)
    hasil = salin(masa, mulai(masa))
    assert [(k.kode, k.usulan) for k in hasil.kode] == [(sub.kode, "4.01.02.2.01.0007"), (lain.kode, "")]
    kode = SubKegiatan.objects.filter(periode=hasil.tujuan).exclude(kode="").values_list("kode", flat=True)
    assert set(kode) == {"4.01.02.2.01.0007", "4.01.02.2.01.02"}


def test_several_perangkat_daerah_are_copied_at_once_below_one_visi(masa):
    visi = Visi.objects.create(periode=masa.periode, uraian="Maju")
    lain = b.make_pd(masa.pemda)
    b.make_indikator(b.make_unit(lain))
    Tujuan.objects.filter(periode=masa.periode).update(
        misi=Misi.objects.create(periode=masa.periode, visi=visi, uraian="Melayani")
    )
    baru, p = mulai(masa), PilihanSalin(visi_misi=True)
    tujuan = {"asal": masa.periode, "tujuan": baru, "perangkat_daerah": [masa.pd, lain], "pilihan": p}
    ciri = salinan(*tujuan.values()).ciri
    with pytest.raises(NotAllowed):
        periode_copy(**tujuan, ciri=ciri, by=masa.planner)
    periode_copy(**tujuan, ciri=ciri, by=masa.kabupaten)
    assert set(Indikator.objects.filter(periode=baru).values_list("perangkat_daerah", flat=True)) == {
        masa.pd.pk,
        lain.pk,
    }
    assert {t.misi.visi.periode for t in Tujuan.objects.filter(periode=baru)} == {baru}
    assert Misi.objects.filter(periode=baru).count() == 1


def test_an_indikator_of_a_unit_that_ended_goes_to_the_one_that_continues_it(masa):
    unit = masa.unit
    unit.berlaku_sampai = date(2024, 12, 31)
    unit.save()
    penerus = b.make_unit(masa.pd, predecessor=unit, berlaku_dari=date(2025, 1, 1))
    hasil = salin(masa, mulai(masa))
    assert {i.unit_kerja for i in Indikator.objects.filter(periode=hasil.tujuan)} == {penerus}
    assert hasil.unit == [(unit, penerus)]


def test_a_copy_costs_the_same_queries_for_one_indikator_and_for_many(masa, django_assert_max_num_queries):
    def biaya(baru):
        with django_assert_max_num_queries(60) as catatan:
            salin(masa, baru)
        return len(catatan)

    sedikit = biaya(mulai(masa, 2027, 2031))
    for _ in range(30):
        b.make_indikator(masa.unit, masa.indikator.sasaran)
        b.make_sub_kegiatan(masa.unit, masa.indikator.sasaran)
    assert biaya(mulai(masa, 2028, 2032)) <= sedikit + 5  # SQLite takes about thirty rows in one statement
