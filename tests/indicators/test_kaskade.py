"""What may be done to the cascade, by whom, and what is refused with which sentence."""

import pytest

from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import (
    AuditEvent,
    Kegiatan,
    Misi,
    PaguAnggaran,
    PeriodeRenstra,
    Program,
    Sasaran,
    SubKegiatan,
    Tujuan,
    Visi,
)
from indicators.selectors.kaskade import pohon_ubah
from indicators.services import kaskade
from indicators.services.kaskade import IsianUnsur, kaskade_change, kaskade_create, kaskade_delete, kaskade_move
from indicators.services.kaskade_hapus import yang_menggantung
from indicators.services.versi import versi
from tests import builders as b


@pytest.fixture
def rencana(cast):
    """The cast's tree: one tujuan, a sasaran with a program 4.01.02, its kegiatan and sub kegiatan with codes."""
    sub = cast.sub_kegiatan
    kegiatan, program = sub.kegiatan, sub.kegiatan.program
    for row, kode in ((program, "4.01.02"), (kegiatan, "4.01.02.2.01"), (sub, "4.01.02.2.01.0001")):
        row.kode = kode
        row.save()
    cast.program, cast.kegiatan, cast.sasaran = program, kegiatan, program.sasaran
    cast.periode = program.periode
    return cast


def tambah(cast, jenis, induk=None, by=None, **isi):
    return kaskade_create(
        jenis=jenis,
        perangkat_daerah=cast.pd,
        periode=PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda),
        induk=induk,
        isian=IsianUnsur(**{"uraian": f"{jenis} baru"} | isi),
        by=by or cast.planner,
    )


def ubah(cast, unsur, by=None, seen=None, **isi):
    kini = {"uraian": unsur.uraian, "kode": getattr(unsur, "kode", ""), "unit": getattr(unsur, "unit_kerja", None)}
    return kaskade_change(
        unsur=unsur, isian=IsianUnsur(**kini | isi), versi_dilihat=seen or versi(unsur), by=by or cast.planner
    )


def jejak():
    return [(e.aksi, e.sebelum, e.sesudah) for e in AuditEvent.objects.order_by("nomor")]


# --- Create ------------------------------------------------------------------------------------------------------


def test_a_branch_is_built_from_tujuan_to_sub_kegiatan_each_the_last_of_its_siblings(rencana):
    tujuan = tambah(rencana, "tujuan")
    sasaran = tambah(rencana, "sasaran", tujuan)
    program = tambah(rencana, "program", sasaran, kode="4.01.03")
    kegiatan = tambah(rencana, "kegiatan", program, kode="4.01.03.2.01", unit=rencana.unit)
    sub = tambah(rencana, "sub_kegiatan", kegiatan, kode="4.01.03.2.01.0001", unit=rencana.unit)
    kedua = tambah(rencana, "sub_kegiatan", kegiatan, uraian="  Tanpa \n kode ", unit=rencana.unit)
    assert (sub.urutan, kedua.urutan, kedua.uraian) == (1, 2, "Tanpa kode")
    assert sub.kegiatan.program.sasaran.tujuan == tujuan
    aksi, sebelum, sesudah = jejak()[-2]
    assert (aksi, sebelum) == ("subkegiatan.created", {})
    assert sesudah["letak"] == "4.01.03.2.01 kegiatan baru" and sesudah["unit kerja"] == rencana.unit.nama


def test_a_sasaran_has_strategies_with_their_policies_beside_its_programmes(rencana):
    strategi = tambah(rencana, "strategi", rencana.sasaran)
    kebijakan = tambah(rencana, "kebijakan", strategi, unit=rencana.unit)
    assert (kebijakan.strategi.sasaran, kebijakan.unit_kerja) == (rencana.sasaran, rencana.unit)
    ubah(rencana, kebijakan, unit=None)
    with pytest.raises(InvalidValue, match="Kebijakan hanya dapat berada di bawah strategi"):
        tambah(rencana, "kebijakan", rencana.sasaran)
    with pytest.raises(Incomplete, match="1 kebijakan"):
        kaskade_delete(unsur=strategi, versi_dilihat=versi(strategi), by=rencana.planner)
    sasaran = pohon_ubah(rencana.pd, rencana.periode, 2025).jalur(f"sasaran-{rencana.sasaran.pk}")[-1]
    assert [(c.jenis, [a.uraian for a in c.anak]) for c in sasaran.anak][0] == ("strategi", ["kebijakan baru"])
    assert sasaran.tambah == (("program", "program"), ("strategi", "strategi"))
    assert "1 program · 1 strategi" in sasaran.ringkas


def test_tujuan_and_sasaran_may_begin_without_what_is_above_them_a_program_may_not(rencana):
    assert tambah(rencana, "tujuan").misi is None
    assert tambah(rencana, "sasaran").tujuan is None
    with pytest.raises(InvalidValue, match="Pilih sasaran tempat program ini berada"):
        tambah(rencana, "program")


def test_visi_and_misi_need_the_ability_on_the_whole_regency(rencana):
    with pytest.raises(NotAllowed):
        tambah(rencana, "visi")
    perencana = b.make_user("planner", rencana.pemda)
    visi = tambah(rencana, "visi", by=perencana, akronim="SAKTI", penjelasan="Maju")
    misi = tambah(rencana, "misi", visi, by=perencana)
    assert (Visi.objects.get().akronim, Misi.objects.get().visi) == ("SAKTI", visi)
    event = AuditEvent.objects.get(aksi="visi.created")
    assert (event.pemerintah_daerah, event.perangkat_daerah) == (rencana.pemda, None)
    assert tambah(rencana, "tujuan", misi).misi == misi, "a planner of the perangkat daerah plans below it"
    with pytest.raises(NotAllowed):
        ubah(rencana, misi, uraian="Lain")


@pytest.mark.parametrize("role", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_nobody_but_a_planner_of_the_place_changes_anything(rencana, role):
    orang = getattr(rencana, role)
    for act in (
        lambda: tambah(rencana, "tujuan", by=orang),
        lambda: ubah(rencana, rencana.program, by=orang, uraian="Lain"),
        lambda: kaskade_move(unsur=rencana.program, induk=None, dari=None, by=orang),
        lambda: kaskade.kaskade_reorder(unsur=rencana.program, ke=0, by=orang),
        lambda: kaskade_delete(unsur=rencana.sub_kegiatan, versi_dilihat="", by=orang),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not AuditEvent.objects.exists()


def test_a_closed_period_is_read_only(rencana):
    PeriodeRenstra.objects.update(status="CLOSED")
    unsur = Tujuan.objects.select_related("periode").first()
    for act in (
        lambda: tambah(rencana, "tujuan"),
        lambda: ubah(rencana, unsur, uraian="Lain"),
        lambda: kaskade.kaskade_reorder(unsur=unsur, ke=0, by=rencana.planner),
        lambda: kaskade_delete(unsur=unsur, versi_dilihat=versi(unsur), by=rencana.planner),
    ):
        with pytest.raises(Closed, match="sudah ditutup"):
            act()


# --- Codes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "kalimat"),
    [
        ("4.01.02.2.02.0001", "bukan kode kegiatan. Kode kegiatan ditulis seperti 4.01.02.2.01"),
        ("4.01.02", "bukan kode kegiatan"),
        ("4.1.2.2.1", "bukan kode kegiatan"),
        ("4.01.03.2.01", "tidak berawal dengan 4.01.02, kode program di atasnya"),
        ("4.01.02.2.01", "sudah dipakai kegiatan “Kegiatan"),
    ],
)
def test_a_code_of_another_level_another_branch_or_another_element_is_refused(rencana, kode, kalimat):
    with pytest.raises(InvalidValue, match=kalimat):
        tambah(rencana, "kegiatan", rencana.program, kode=kode)
    assert Kegiatan.objects.filter(kode=kode).count() <= 1


def test_codes_of_every_urusan_and_of_the_former_edition_are_taken(rencana):
    program = tambah(rencana, "program", rencana.sasaran, kode="X.XX.01")
    kegiatan = tambah(rencana, "kegiatan", program, kode="X.XX.01.2.01")
    assert tambah(rencana, "sub_kegiatan", kegiatan, kode="X.XX.01.2.01.01", unit=rencana.unit).kode


def test_an_odd_code_that_was_stored_before_does_not_keep_the_words_from_being_mended(rencana):
    Program.objects.filter(pk=rencana.program.pk).update(kode="lama/7")
    program = Program.objects.get(pk=rencana.program.pk)
    assert ubah(rencana, program, uraian="Nama yang benar").uraian == "Nama yang benar"


# --- Change ------------------------------------------------------------------------------------------------------


def test_a_change_is_recorded_with_before_and_after(rencana):
    ubah(rencana, rencana.kegiatan, uraian="Nama baru", unit=rencana.other_unit)
    ((aksi, sebelum, sesudah),) = jejak()
    assert aksi == "kegiatan.changed"
    assert (sebelum["unit kerja"], sesudah["unit kerja"]) == (None, rencana.other_unit.nama) or sebelum[
        "unit kerja"
    ] == ""
    assert sesudah["uraian"] == "Nama baru" and "kode" not in sesudah


def test_what_somebody_else_wrote_meanwhile_is_never_overwritten(rencana):
    seen = versi(rencana.sasaran)
    ubah(rencana, Sasaran.objects.get(pk=rencana.sasaran.pk), uraian="Dari orang lain")
    with pytest.raises(StaleData) as refusal:
        ubah(rencana, rencana.sasaran, seen=seen, uraian="Dari saya")
    assert refusal.value.tersimpan.uraian == "Dari orang lain"
    assert Sasaran.objects.get(pk=rencana.sasaran.pk).uraian == "Dari orang lain"
    assert ubah(rencana, rencana.sasaran, seen=seen, uraian="Dari orang lain"), "the same values twice are no conflict"
    assert len(jejak()) == 1


def test_what_waits_for_verification_stays_in_the_sheet_of_its_unit(rencana):
    value = b.make_realisasi_anggaran(rencana.sub_kegiatan, status="SUBMITTED")
    with pytest.raises(Closed, match="sedang diverifikasi"):
        ubah(rencana, rencana.sub_kegiatan, unit=rencana.other_unit)
    value.status = "VERIFIED"
    value.save()
    assert ubah(rencana, rencana.sub_kegiatan, unit=rencana.other_unit).unit_kerja == rencana.other_unit


def test_a_unit_of_another_perangkat_daerah_and_empty_words_are_refused(rencana):
    with pytest.raises(InvalidValue, match="milik perangkat daerah yang lain"):
        ubah(rencana, rencana.sub_kegiatan, unit=b.make_unit(b.make_pd(rencana.pemda)))
    with pytest.raises(InvalidValue, match="Pilih unit kerja yang menangani sub kegiatan ini"):
        ubah(rencana, rencana.sub_kegiatan, unit=None)
    with pytest.raises(InvalidValue, match="Tulis nama program"):
        ubah(rencana, rencana.program, uraian="  ")


# --- Move and order ----------------------------------------------------------------------------------------------


def test_a_program_moves_with_all_below_it_and_lets_go_of_the_iku_of_its_former_sasaran(rencana):
    iku = b.make_indikator(rencana.unit, rencana.sasaran)
    rencana.program.iku.add(iku)
    lain = b.make_sasaran(rencana.pd)
    kaskade_move(unsur=rencana.program, induk=lain, dari=rencana.sasaran.pk, by=rencana.planner)
    program = Program.objects.get(pk=rencana.program.pk)
    assert (program.sasaran, list(program.iku.all())) == (lain, [])
    assert SubKegiatan.objects.get(kegiatan__program__sasaran=lain) == rencana.sub_kegiatan
    ((aksi, sebelum, sesudah),) = jejak()
    assert (aksi, sebelum["letak"], sesudah["letak"]) == ("program.moved", rencana.sasaran.uraian, lain.uraian)
    assert sebelum["iku"] == [iku.nama]


def test_moving_from_where_it_no_longer_is_is_refused_and_to_where_it_is_changes_nothing(rencana):
    lain, ketiga = b.make_sasaran(rencana.pd), b.make_sasaran(rencana.pd)
    kaskade_move(unsur=rencana.program, induk=lain, dari=rencana.sasaran.pk, by=rencana.planner)
    with pytest.raises(StaleData, match="baru saja dipindahkan orang lain"):
        kaskade_move(unsur=rencana.program, induk=ketiga, dari=rencana.sasaran.pk, by=rencana.planner)
    kaskade_move(unsur=rencana.program, induk=lain, dari=rencana.sasaran.pk, by=rencana.planner)
    assert len(jejak()) == 1


def test_a_code_that_does_not_begin_with_that_of_the_new_place_keeps_an_element_where_it_is(rencana):
    lain = tambah(rencana, "program", rencana.sasaran, kode="4.01.03")
    with pytest.raises(InvalidValue, match="Kosongkan atau betulkan kodenya"):
        kaskade_move(unsur=rencana.kegiatan, induk=lain, dari=rencana.program.pk, by=rencana.planner)
    assert Kegiatan.objects.get(pk=rencana.kegiatan.pk).program == rencana.program


def test_the_sasaran_of_units_hang_on_each_other_but_never_in_a_circle(rencana):
    asisten = tambah(rencana, "sasaran", rencana.sasaran, unit=rencana.unit)
    bagian = tambah(rencana, "sasaran", asisten, unit=rencana.other_unit)
    assert (asisten.induk, asisten.tujuan, bagian.induk) == (rencana.sasaran, None, asisten)
    for induk in (bagian, asisten):
        with pytest.raises(InvalidValue, match="di bawah dirinya sendiri"):
            kaskade_move(unsur=asisten, induk=induk, dari=rencana.sasaran.pk, by=rencana.planner)
    kaskade_move(unsur=bagian, induk=rencana.sasaran, dari=asisten.pk, by=rencana.planner)
    assert Sasaran.objects.get(pk=bagian.pk).induk == rencana.sasaran


def test_nothing_hangs_on_another_level_period_or_perangkat_daerah(rencana):
    asing = b.make_sasaran(b.make_pd(rencana.pemda))
    lama = b.make_periode(rencana.pemda, tahun_awal=2016, tahun_akhir=2020)
    kuno = Sasaran.objects.create(periode=lama, perangkat_daerah=rencana.pd, uraian="Kuno")
    for induk, kalimat in (
        (asing, "perangkat daerah yang lain"),
        (kuno, "periode Renstra yang lain"),
        (rencana.sasaran.tujuan, "hanya dapat berada di bawah sasaran"),
    ):
        with pytest.raises(InvalidValue, match=kalimat):
            kaskade_move(unsur=rencana.program, induk=induk, dari=rencana.sasaran.pk, by=rencana.planner)


def test_order_is_that_of_the_siblings_alone_and_leaves_open_forms_valid(rencana):
    satu = rencana.sub_kegiatan
    dua, tiga = (tambah(rencana, "sub_kegiatan", rencana.kegiatan, uraian=u, unit=rencana.unit) for u in "23")
    lain = b.make_sub_kegiatan(rencana.unit)
    seen = versi(satu)
    kaskade.kaskade_reorder(unsur=tiga, ke=0, by=rencana.planner)
    urut = SubKegiatan.objects.filter(kegiatan=rencana.kegiatan).order_by("urutan", "pk")
    assert list(urut) == [tiga, satu, dua]
    assert versi(SubKegiatan.objects.get(pk=satu.pk)) == seen
    assert SubKegiatan.objects.get(pk=lain.pk).urutan == lain.urutan
    kaskade.kaskade_reorder(unsur=tiga, ke=99, by=rencana.planner)
    assert list(urut.all()) == [satu, dua, tiga]
    assert jejak()[-1] == ("subkegiatan.reordered", {"urutan": 1}, {"urutan": 3})


# --- Delete ------------------------------------------------------------------------------------------------------


def hapus(cast, unsur, seen=None):
    kaskade_delete(unsur=unsur, versi_dilihat=seen or versi(unsur), by=cast.planner)


def test_what_holds_something_says_what_it_holds_and_stays(rencana):
    with pytest.raises(Incomplete, match="masih memuat 1 indikator") as refusal:
        hapus(rencana, rencana.indikator.sasaran)
    assert refusal.value.kekurangan == ["1 indikator"]
    with pytest.raises(Incomplete, match="1 kegiatan"):
        hapus(rencana, rencana.program)
    b.make_realisasi_anggaran(rencana.sub_kegiatan)
    assert sorted(yang_menggantung(rencana.sub_kegiatan)) == [
        "1 pagu anggaran pada rencana yang sudah disahkan",
        "1 realisasi anggaran",
    ]
    assert SubKegiatan.objects.exists() and not AuditEvent.objects.exists()


def test_pagu_of_a_draft_goes_with_its_sub_kegiatan_and_is_remembered(rencana):
    rencana.rencana.status = "DRAFT"
    rencana.rencana.save()
    hapus(rencana, rencana.sub_kegiatan)
    assert not PaguAnggaran.objects.exists() and not SubKegiatan.objects.exists()
    ((aksi, sebelum, sesudah),) = jejak()
    assert (aksi, sesudah) == ("subkegiatan.deleted", {})
    assert sebelum["kode"] == "4.01.02.2.01.0001"
    assert sebelum["pagu, rencana 2025 murni"] == "Rp1.000.000"


def test_what_was_changed_after_the_question_was_shown_is_not_deleted(rencana):
    kosong = tambah(rencana, "tujuan")
    seen = versi(kosong)
    ubah(rencana, kosong, uraian="Sudah diperbaiki")
    with pytest.raises(StaleData):
        hapus(rencana, kosong, seen)
    hapus(rencana, Tujuan.objects.get(pk=kosong.pk))
    with pytest.raises(StaleData, match="sudah dihapus orang lain"):
        ubah(rencana, kosong, uraian="Lagi")
