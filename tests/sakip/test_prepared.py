"""A prepared question answers like the queryset it was made of, writes its SQL once, and keeps nothing of its asker."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connections
from django.db.models import BigIntegerField, CharField, Count, F, OuterRef, Q, Subquery
from django.db.models.sql.compiler import SQLCompiler

from indicators.models import Indikator, Realisasi, UnitKerja
from sakip.lib.prepared import Prepared, Slot, Slots, attach
from tests import builders as b

pytestmark = pytest.mark.django_db
UNIT = Slot("unit", BigIntegerField())


@pytest.fixture
def units():
    """Two units: one with two indikator, one of them filled, and one without any."""
    pd = b.make_pd()
    ada, kosong = b.make_unit(pd), b.make_unit(pd)
    satu, _ = b.make_indikator(ada), b.make_indikator(ada)
    b.make_realisasi(satu, nilai=Decimal("97.83"))
    return ada, kosong


def test_it_answers_with_the_instances_and_joined_objects_of_the_queryset(units, django_assert_num_queries):
    siap = Prepared(lambda: Indikator.objects.filter(unit_kerja=UNIT).select_related("unit_kerja").order_by("pk"))
    with django_assert_num_queries(1):
        rows = siap.all(unit=units[0].pk)
        assert [r.unit_kerja.nama for r in rows] == [units[0].nama] * 2
    assert rows == list(Indikator.objects.filter(unit_kerja=units[0]).order_by("pk"))
    assert siap.all(unit=units[1].pk) == []


def test_values_go_where_they_belong_also_in_subqueries_annotations_and_sums(units):
    def build():
        nilai = Realisasi.objects.filter(indikator=OuterRef("pk"), triwulan=Slot("tw", BigIntegerField()))
        return (
            UnitKerja.objects.filter(pk=UNIT)
            .annotate(jumlah=Count("indikator", filter=Q(indikator__pk__gte=Slot("dari", BigIntegerField()))))
            .annotate(
                nilai=Subquery(
                    Indikator.objects.filter(unit_kerja=OuterRef("pk"))
                    .annotate(n=Subquery(nilai.values("nilai")[:1]))
                    .filter(n__isnull=False)
                    .values("n")[:1]
                )
            )
            .values_list("pk", "jumlah", "nilai")
        )

    siap = Prepared(build)
    assert siap.all(unit=units[0].pk, tw=1, dari=0) == [(units[0].pk, 2, Decimal("97.83"))]
    assert siap.all(unit=units[0].pk, tw=2, dari=0) == [(units[0].pk, 2, None)]
    assert siap.all(unit=units[0].pk, tw=1, dari=10**9) == [(units[0].pk, 0, Decimal("97.83"))]


def test_the_sql_is_written_once(units, monkeypatch):
    siap, ditulis, asli = Prepared(lambda: Indikator.objects.filter(unit_kerja=UNIT)), [], SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda self, *a, **k: ditulis.append(1) or asli(self, *a, **k))
    for unit in (*units, *units):
        siap.all(unit=unit.pk)
    assert len(ditulis) == 1


def test_prefetches_deferred_columns_and_the_first_row_work_as_ever(units):
    siap = Prepared(
        lambda: Indikator.objects.filter(unit_kerja=UNIT).defer("definisi").prefetch_related("realisasi").order_by("pk")
    )
    satu = siap.first(unit=units[0].pk)
    assert satu is not None and satu.get_deferred_fields() == {"definisi"}
    assert [r.nilai for r in satu.realisasi.all()] == [Decimal("97.83")]
    assert siap.first(unit=units[1].pk) is None


def test_an_answer_is_read_anew_each_time(units):
    siap = Prepared(lambda: Indikator.objects.filter(unit_kerja=UNIT))
    assert len(siap.all(unit=units[1].pk)) == 0
    b.make_indikator(units[1])
    assert len(siap.all(unit=units[1].pk)) == 1


def test_a_value_that_was_not_given_is_an_error_not_an_empty_answer(units):
    with pytest.raises(KeyError, match="unit"):
        Prepared(lambda: Indikator.objects.filter(unit_kerja=UNIT)).all()


def test_a_value_is_a_parameter_never_part_of_the_sql(units):
    siap = Prepared(lambda: UnitKerja.objects.filter(nama=Slot("nama", CharField())))
    assert siap.all(nama="x' OR '1'='1") == []
    assert siap.all(nama=units[0].nama) == [units[0]]


def test_an_expression_over_a_slot_is_worked_out_by_the_database(units):
    tahun = Slot("tahun", BigIntegerField())
    siap = Prepared(lambda: Realisasi.objects.filter(tahun=tahun - 1).annotate(jarak=tahun - F("tahun")))
    row = Realisasi.objects.get()
    assert [r.jarak for r in siap.all(tahun=row.tahun + 1)] == [1]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection():
    unit = b.make_unit(b.make_pd())
    siap = Prepared(lambda: UnitKerja.objects.filter(pk=UNIT))

    def tanya(_):
        try:
            return [u.nama for u in siap.all(unit=unit.pk)], id(connections["default"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        jawaban = list(pool.map(tanya, range(12)))
    assert {nama[0] for nama, _ in jawaban} == {unit.nama}
    assert id(connections["default"]) not in {koneksi for _, koneksi in jawaban}


def test_rows_given_to_an_instance_are_not_asked_for_again(units, django_assert_num_queries):
    indikator = Indikator.objects.filter(unit_kerja=units[0]).first()
    with django_assert_num_queries(0):
        attach(indikator, "realisasi", [])
        assert list(indikator.realisasi.all()) == []


def test_a_list_of_any_length_has_its_place_and_an_empty_one_holds_nothing(units):
    unit, lain = Slots("unit", BigIntegerField()), Slot("tidak", BigIntegerField())
    siap = Prepared(
        lambda: (
            Indikator.objects.filter(unit_kerja__in=unit).exclude(pk=lain).order_by("pk").values_list("pk", flat=True)
        )
    )
    semua = list(Indikator.objects.order_by("pk").values_list("pk", flat=True))
    assert siap.all(unit=[u.pk for u in units], tidak=0) == semua
    assert siap.all(unit={units[0].pk}, tidak=semua[0]) == semua[1:]
    assert siap.all(unit=[units[1].pk], tidak=0) == siap.all(unit=[], tidak=0) == []
