"""What may be done to an indikator, by whom, and what is refused with which sentence."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import (
    AuditEvent,
    Indikator,
    PeriodeRenstra,
    Satuan,
    Target,
    TargetRenstra,
    Variabel,
)
from indicators.selectors.dokumen import iku_rows
from indicators.selectors.kelengkapan import kekurangan_rencana
from indicators.selectors.pemeriksaan import temuan_data
from indicators.selectors.pohon import _ukuran
from indicators.services.indikator import (
    indikator_baru,
    indikator_penerus,
    indikator_ubah,
    isian_dari,
)
from indicators.services.indikator_aturan import IsianDitolak, IsianIndikator, UkuranTetap
from indicators.services.indikator_hapus import indikator_akhiri, indikator_hapus, yang_menahan
from indicators.services.versi import versi
from sakip.lib.periods import Triwulan
from tests import builders as b


def segar(indikator):
    return Indikator.objects.select_related("perangkat_daerah__pemerintah_daerah", "periode").get(pk=indikator.pk)


@pytest.fixture
def bebas(cast):
    """An indikator of a sasaran that no plan promises and that has no value yet."""
    return b.make_indikator(cast.unit, cast.indikator.sasaran, iku=False, nama="Jumlah desa yang dibina")


def tambah(cast, unsur=None, by=None, **isi):
    isian = IsianIndikator(**{"nama": "Jumlah laporan", "unit_kerja": cast.unit} | isi)
    return indikator_baru(unsur=unsur or cast.indikator.sasaran, isian=isian, by=by or cast.planner)


def ubah(cast, indikator, by=None, seen=None, **isi):
    kini = segar(indikator)
    isian = replace(isian_dari(kini), **isi)
    return indikator_ubah(indikator=kini, isian=isian, versi_dilihat=seen or versi(kini), by=by or cast.planner)


def ditolak(cast, **isi):
    with pytest.raises(IsianDitolak) as refusal:
        tambah(cast, **isi)
    return refusal.value.per_kolom


def jejak():
    return [(e.aksi, e.sebelum, e.sesudah) for e in AuditEvent.objects.order_by("nomor")]


# --- Create ------------------------------------------------------------------------------------------------------


def test_an_indikator_is_the_last_of_its_element_and_gets_the_next_code_of_its_kind(cast):
    sasaran = cast.indikator.sasaran
    Indikator.objects.filter(pk=cast.indikator.pk).update(kode="iku-7")
    persen = Satuan.objects.create(nama="%", simbol="%")
    baru = tambah(
        cast, nama="  Persentase \n desa ", iku=True, jenis_nilai="PERSEN", satuan=persen, rumus="RASIO",
        pembilang="Desa tertib", penyebut="Seluruh desa", kondisi_awal_nilai=Decimal("61.5"),
    )  # fmt: skip
    assert (baru.kode, baru.nama, baru.sasaran, baru.jenjang) == ("iku-8", "Persentase desa", sasaran, "sasaran")
    assert baru.urutan > cast.indikator.urutan
    assert {v.peran: v.nama for v in baru.variabel.all()} == {"PEMBILANG": "Desa tertib", "PENYEBUT": "Seluruh desa"}
    ((aksi, sebelum, sesudah),) = jejak()
    assert (aksi, sebelum) == ("indikator.created", {})
    assert (sesudah["satuan"], sesudah["kondisi_awal_nilai"], sesudah["pembilang"]) == ("%", "61.5", "Desa tertib")
    assert sesudah["letak"] == sasaran.uraian and "definisi" not in sesudah


def test_every_level_from_tujuan_to_sub_kegiatan_may_have_one_and_visi_none(cast):
    kegiatan = cast.sub_kegiatan.kegiatan
    for unsur in (cast.indikator.sasaran.tujuan, kegiatan.program, kegiatan, cast.sub_kegiatan):
        baru = tambah(cast, unsur)
        assert baru.unsur == unsur
    assert Indikator.objects.get(sub_kegiatan=cast.sub_kegiatan).kode == "sub-1"
    visi = cast.indikator.periode.visi.create(uraian="Maju")
    with pytest.raises(InvalidValue, match="visi dan misi tidak memilikinya"):
        tambah(cast, visi)


@pytest.mark.parametrize("role", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_nobody_but_a_planner_of_the_place_changes_anything(cast, bebas, role):
    orang = getattr(cast, role)
    isian = IsianIndikator(nama="X", unit_kerja=cast.unit)
    for act in (
        lambda: tambah(cast, by=orang),
        lambda: ubah(cast, bebas, by=orang, nama="Lain"),
        lambda: indikator_penerus(indikator=segar(bebas), isian=isian, by=orang),
        lambda: indikator_hapus(indikator=segar(bebas), versi_dilihat=versi(bebas), by=orang),
        lambda: indikator_akhiri(indikator=segar(cast.indikator), by=orang),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not AuditEvent.objects.exists()


def test_a_closed_period_is_read_only(cast, bebas):
    PeriodeRenstra.objects.update(status="CLOSED")
    sasaran = type(bebas.sasaran).objects.get(pk=bebas.sasaran_id)
    for act in (
        lambda: tambah(cast, sasaran),
        lambda: ubah(cast, bebas, nama="Lain"),
        lambda: indikator_hapus(indikator=segar(bebas), versi_dilihat=versi(bebas), by=cast.planner),
    ):
        with pytest.raises(Closed, match="sudah ditutup"):
            act()


# --- What goes together ------------------------------------------------------------------------------------------


def test_each_wrong_field_has_a_sentence_of_its_own_and_all_are_said_at_once(cast):
    galat = ditolak(cast, nama=" ", unit_kerja=None, jenis_nilai="PREDIKAT", akumulasi="JUMLAH", desimal=9)
    assert set(galat) == {"nama", "unit_kerja", "skala", "akumulasi", "desimal"}
    assert "misalnya Predikat AKIP" in galat["skala"]
    assert "tidak dapat dijumlahkan" in galat["akumulasi"]
    assert not AuditEvent.objects.exists()


def test_fields_of_another_kind_are_refused_and_say_of_which(cast):
    skala = b.make_skala()
    galat = ditolak(cast, skala=skala, pembilang="A", kondisi_awal_tingkat=skala.tingkat.first())
    assert galat["skala"] == "Skala tidak dipakai oleh nilai berjenis angka. Kosongkan, atau ubah jenis nilainya."
    assert "pembilang / penyebut" in galat["pembilang"]
    assert set(galat) == {"skala", "pembilang", "kondisi_awal_tingkat"}
    galat = ditolak(cast, jenis_nilai="KATEGORI", skala=skala, arah="TURUN", rumus="RASIO", desimal=2)
    assert set(galat) == {"arah", "rumus", "desimal", "pembilang", "penyebut"}
    lain = b.make_skala("lain").tingkat.first()
    assert set(ditolak(cast, jenis_nilai="PREDIKAT", skala=skala, kondisi_akhir_tingkat=lain)) == {
        "kondisi_akhir_tingkat"
    }


def test_percent_and_its_unit_go_together(cast):
    persen, orang = Satuan.objects.create(nama="%", simbol="%"), Satuan.objects.create(nama="Orang", simbol="Orang")
    assert "jadi satuannya %, bukan Orang" in ditolak(cast, jenis_nilai="PERSEN", satuan=orang)["satuan"]
    assert "hanya untuk nilai persen" in ditolak(cast, satuan=persen)["satuan"]


def test_iku_programmes_and_predecessors_have_their_place(cast):
    program = cast.sub_kegiatan.kegiatan.program
    assert set(ditolak(cast, unsur=program, iku=True)) == {"iku"}
    assert set(ditolak(cast, program=(program,))) == {"program"}, "only an IKU is supported by programmes"
    assert set(ditolak(cast, iku=True, program=(program,))) == {"program"}, "and by those of its own sasaran"
    assert set(ditolak(cast, rumus="PROGRAM")) == {"rumus"}
    iku = tambah(cast, program.sasaran, iku=True, rumus="PROGRAM", program=(program,))
    assert list(program.iku.all()) == [iku]
    asing = b.make_indikator(b.make_unit(b.make_pd(cast.pemda)))
    assert "perangkat daerah yang sama" in ditolak(cast, predecessor=asing)["predecessor"]
    penerus = tambah(cast, predecessor=cast.indikator)
    assert "sudah diteruskan oleh" in ditolak(cast, predecessor=cast.indikator)["predecessor"]
    with pytest.raises(IsianDitolak, match="saling meneruskan"):
        ubah(cast, cast.indikator, predecessor=penerus)


def test_a_form_sent_twice_makes_one_indikator(cast):
    tambah(cast, nama="Jumlah laporan")
    assert "bernama sama" in ditolak(cast, nama=" jumlah  LAPORAN")["nama"]
    assert tambah(cast, cast.sub_kegiatan, nama="Jumlah laporan"), "another element may have one of the same name"


def test_an_oddity_that_was_stored_before_keeps_nobody_from_mending_another_field(cast, bebas):
    Indikator.objects.filter(pk=bebas.pk).update(jenis_nilai="PERSEN", rumus="RASIO")
    assert ubah(cast, bebas, makna="Desa makin mandiri").makna == "Desa makin mandiri"
    with pytest.raises(IsianDitolak):
        ubah(cast, bebas, satuan=Satuan.objects.create(nama="Orang", simbol="Orang"))


# --- Change ------------------------------------------------------------------------------------------------------


def test_a_change_is_recorded_with_before_and_after(cast, bebas):
    ubah(cast, bebas, nama="Jumlah desa binaan", unit_kerja=cast.other_unit, arah="TURUN")
    ((aksi, sebelum, sesudah),) = jejak()
    assert aksi == "indikator.changed"
    assert sebelum == {"nama": "Jumlah desa yang dibina", "unit_kerja": cast.unit.nama, "arah": "NAIK"}
    assert sesudah == {"nama": "Jumlah desa binaan", "unit_kerja": cast.other_unit.nama, "arah": "TURUN"}


def test_what_somebody_else_wrote_meanwhile_is_never_overwritten(cast, bebas):
    seen = versi(bebas)
    ubah(cast, bebas, makna="Dari orang lain")
    with pytest.raises(StaleData) as refusal:
        ubah(cast, bebas, seen=seen, makna="Dari saya")
    assert refusal.value.tersimpan.makna == "Dari orang lain"
    assert segar(bebas).makna == "Dari orang lain"
    assert ubah(cast, bebas, seen=seen), "the same values twice are no conflict"
    assert len(jejak()) == 1


@pytest.mark.parametrize(
    "isi", [{"arah": "TURUN"}, {"akumulasi": "JUMLAH"}, {"jenis_nilai": "PERINGKAT"}, {"rumus": "RASIO"}]
)
def test_a_measure_that_values_or_an_approved_plan_rest_on_stays(cast, isi):
    variabel = {"pembilang": "A", "penyebut": "B"} if "rumus" in isi else {}
    with pytest.raises(UkuranTetap, match="rencana 2025 murni yang sudah disahkan") as refusal:
        ubah(cast, cast.indikator, **isi, **variabel)
    assert set(refusal.value.per_kolom) == set(isi)
    Target.objects.all().delete()
    b.make_realisasi(cast.indikator, status="VERIFIED")
    with pytest.raises(UkuranTetap, match="diajukan atau diverifikasi"):
        ubah(cast, cast.indikator, **isi, **variabel)
    assert ubah(cast, cast.indikator, definisi="Uraiannya boleh diperbaiki").definisi
    assert [e[0] for e in jejak()] == ["indikator.changed"]


def test_a_unit_of_measure_that_was_never_filled_in_may_be_until_values_are_handed_in(cast):
    Indikator.objects.filter(pk=cast.indikator.pk).update(satuan=None)
    orang = Satuan.objects.create(nama="Orang", simbol="Orang")
    assert ubah(cast, cast.indikator, satuan=orang).satuan == orang
    with pytest.raises(UkuranTetap):
        ubah(cast, cast.indikator, satuan=None)


def test_a_scale_stays_while_targets_name_its_steps_and_a_unit_while_a_sheet_waits(cast, bebas):
    skala, lain = b.make_skala(), b.make_skala("lain")
    ubah(cast, bebas, jenis_nilai="PREDIKAT", skala=skala)
    TargetRenstra.objects.create(indikator=bebas, tahun=2025, tingkat=skala.tingkat.first())
    with pytest.raises(IsianDitolak, match="1 target Renstra dengan predikat skala yang lama"):
        ubah(cast, bebas, skala=lain)
    b.make_realisasi(bebas, None, status="SUBMITTED")
    with pytest.raises(IsianDitolak, match="sedang diverifikasi"):
        ubah(cast, bebas, unit_kerja=cast.other_unit)


def test_a_ratio_changes_its_words_and_goes_with_its_way_of_measuring(cast, bebas):
    ubah(cast, bebas, rumus="RASIO", pembilang="A", penyebut="B")
    ubah(cast, bebas, pembilang="A yang benar")
    assert Variabel.objects.get(peran="PEMBILANG").nama == "A yang benar"
    ubah(cast, bebas, rumus="LANGSUNG", pembilang="", penyebut="")
    assert not Variabel.objects.exists()
    assert [e[2] for e in jejak()][1] == {"pembilang": "A yang benar"}


def test_a_formula_of_variables_is_set_on_its_own_page_and_let_go_here(cast, bebas):
    with pytest.raises(IsianDitolak, match="ditetapkan pada halaman Rumus"):
        ubah(cast, bebas, rumus="EKSPRESI")
    Indikator.objects.filter(pk=bebas.pk).update(rumus="EKSPRESI", ekspresi="a * 2")
    bebas.variabel_rumus.create(urutan=1, simbol="a", nama="A")
    assert ubah(cast, bebas, nama="Nama lain").ekspresi == "a * 2"
    ubah(cast, bebas, rumus="LANGSUNG")
    kini = segar(bebas)
    assert (kini.rumus, kini.ekspresi, kini.variabel_rumus.count()) == ("LANGSUNG", "", 0)


# --- A successor -------------------------------------------------------------------------------------------------


def test_a_successor_takes_the_place_of_one_whose_measure_stays(cast):
    lama = cast.indikator
    TargetRenstra.objects.create(indikator=lama, tahun=2026, nilai=95)
    draf = b.make_rencana(cast.pd, 2026, status="DRAFT")
    b.make_target(draf, lama, "95")
    isian = replace(isian_dari(segar(lama)), akumulasi="JUMLAH", nama="Nama baru")
    baru = indikator_penerus(indikator=segar(lama), isian=isian, by=cast.planner)
    lama = segar(lama)
    assert (baru.predecessor, baru.sasaran, baru.urutan, baru.kode) == (
        lama,
        lama.sasaran,
        lama.urutan,
        f"{lama.kode}-p2",
    )
    assert (baru.iku, lama.iku, lama.akumulasi) == (True, True, "AKHIR")
    assert list(baru.target_renstra.values_list("tahun", "nilai")) == [(2026, 95)]
    assert list(draf.target.values_list("indikator", "nilai", "tw4")) == [(baru.pk, 95, 95)]
    assert list(cast.rencana.target.values_list("indikator", flat=True)) == [lama.pk], "what was signed stays"
    assert [e[0] for e in jejak()] == ["indikator.succeeded", "target_renstra.saved", "target.removed", "target.saved"]
    with pytest.raises(Closed, match="sudah diteruskan oleh “Nama baru”"):
        indikator_penerus(indikator=lama, isian=isian, by=cast.planner)
    ketiga = indikator_penerus(indikator=segar(baru), isian=replace(isian, nama=lama.nama), by=cast.planner)
    assert ketiga.kode == f"{lama.kode}-p3", "a name that nobody measures by any more is free"


def test_a_successor_measured_otherwise_begins_without_targets(cast):
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2026, nilai=95)
    draf = b.make_rencana(cast.pd, 2026, status="DRAFT")
    b.make_target(draf, cast.indikator, "95")
    isian = replace(isian_dari(segar(cast.indikator)), arah="TURUN")
    baru = indikator_penerus(indikator=segar(cast.indikator), isian=isian, by=cast.planner)
    assert not baru.target_renstra.exists() and not draf.target.exists()


def test_what_is_made_names_of_the_two_the_one_its_plan_has(cast):
    lama, periode = cast.indikator, cast.indikator.periode
    TargetRenstra.objects.bulk_create(TargetRenstra(indikator=lama, tahun=t, nilai=90) for t in periode.tahun)
    isian = replace(isian_dari(segar(lama)), akumulasi="RATA_RATA")
    baru = indikator_penerus(indikator=segar(lama), isian=isian, by=cast.planner)
    tw4, tahun_depan = Triwulan(2025, 4), Triwulan(2026, 1)
    draf = b.make_rencana(cast.pd, 2026, status="DRAFT")

    def iku(pada=None):
        return [r.indikator.pk for r in iku_rows(cast.pd, periode, pada)]

    assert (iku(), iku(tw4), iku(tahun_depan)) == ([baru.pk], [lama.pk], [baru.pk])
    assert kekurangan_rencana(cast.rencana).luar == ()
    assert kekurangan_rencana(draf).luar[:1] == (f"IKU “{baru.nama}” tidak masuk rencana.",)
    ketiga = indikator_penerus(indikator=segar(baru), isian=replace(isian, akumulasi="JUMLAH"), by=cast.planner)
    assert (iku(), iku(tw4), kekurangan_rencana(cast.rencana).luar) == ([ketiga.pk], [lama.pk], ())
    ketiga.delete()
    b.make_target(draf, baru)
    draf.status = "APPROVED"
    draf.save()
    assert (iku(tw4), iku(tahun_depan)) == ([lama.pk], [baru.pk]), "a year's documents speak of what was promised then"
    pohon = {s.indikator.pk for rows in _ukuran(cast.pd, periode).values() for s in rows}
    assert pohon == {baru.pk}
    temuan = {t.aturan.kunci for t in temuan_data(cast.pd, periode, 2025)}
    assert not temuan & {"indikator-ganda", "rencana-tanpa-target", "nama-sama-target-beda", "iku-tanpa-target"}
    assert "indikator-ganda" in {t.aturan.kunci for t in _tanpa_kaitan(cast, baru, periode)}, "two of one name are one"


def _tanpa_kaitan(cast, baru, periode):
    """The findings if the successor were none."""
    Indikator.objects.filter(pk=baru.pk).update(predecessor=None)
    return temuan_data(cast.pd, periode, 2025)


# --- Its end -----------------------------------------------------------------------------------------------------


def test_an_indikator_nothing_rests_on_goes_with_its_targets_and_the_trail_keeps_them(cast, bebas):
    TargetRenstra.objects.create(indikator=bebas, tahun=2026, nilai=95)
    draf = b.make_rencana(cast.pd, 2026, status="DRAFT")
    b.make_target(draf, bebas, "95")
    indikator_hapus(indikator=segar(bebas), versi_dilihat=versi(bebas), by=cast.planner)
    assert not Indikator.objects.filter(pk=bebas.pk).exists()
    aksi, sebelum, sesudah = jejak()[-1]
    assert (aksi, sebelum["target 2026"], sebelum["nama"], sesudah) == ("indikator.deleted", "95", bebas.nama, {})
    assert jejak()[0][0] == "target.removed"


def test_what_holds_an_indikator_is_listed(cast):
    b.make_realisasi(cast.indikator)
    b.make_tindak_lanjut(cast.indikator)
    tambah(cast, predecessor=cast.indikator)
    assert yang_menahan(cast.indikator) == [
        "target pada rencana 2025 murni yang sudah disahkan",
        "1 indikator yang meneruskannya",
        "1 realisasi",
        "1 tindak lanjut",
    ]
    with pytest.raises(Incomplete, match="masih ada target pada rencana 2025 murni"):
        indikator_hapus(indikator=segar(cast.indikator), versi_dilihat=versi(cast.indikator), by=cast.planner)


def test_an_indikator_ends_by_leaving_the_drafts(cast):
    with pytest.raises(InvalidValue, match="Buka rencana perubahan"):
        indikator_akhiri(indikator=segar(cast.indikator), by=cast.planner)
    draf = b.make_rencana(cast.pd, 2026, status="DRAFT")
    b.make_target(draf, cast.indikator, "95")
    assert indikator_akhiri(indikator=segar(cast.indikator), by=cast.planner) == 1
    assert not draf.target.exists() and cast.rencana.target.exists()
