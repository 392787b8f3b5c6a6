"""Very many rows at once: the same rows, the same refusals and the same keys as one by one."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Indikator, Target
from sakip.lib.bulk import ColumnChecker, insert_rows, insert_values, update_rows
from tests import builders as b


@pytest.fixture
def tempat(db):
    """A plan and what a row of it needs."""
    pd = b.make_pd()
    unit = b.make_unit(pd)
    return b.make_rencana(pd), [b.make_indikator(unit) for _ in range(3)]


def wajah(row):
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.name.endswith("_pada")}


def test_rows_are_stored_as_they_are_and_know_their_keys(tempat):
    rencana, indikator = tempat
    rows = [
        Target(rencana=rencana, indikator=i, nilai=n, tw1=Decimal("0.5"), contoh=n is None)
        for i, n in zip(indikator, (Decimal("82.53"), None, Decimal(80)), strict=True)
    ]
    insert_rows(rows)
    tersimpan = Target.objects.in_bulk([r.pk for r in rows])
    assert [wajah(tersimpan[r.pk]) for r in rows] == [wajah(r) for r in rows]
    assert all(r.dibuat_pada and not r._state.adding for r in rows)


def test_values_are_stored_as_rows_are_and_no_column_is_left_out(tempat):
    rencana, indikator = tempat
    kolom = ["rencana_id", "indikator_id", "tingkat_id", "contoh", "nilai", "tw1", "tw2", "tw3", "tw4"]
    nilai = ("82.53", None, "80")
    rows = [(rencana.pk, i.pk, None, True, n, None, "-0.25", None, "7") for i, n in zip(indikator, nilai, strict=True)]
    insert_values(Target, kolom, rows)
    isi = [(t.nilai, t.tw2, t.tw4, t.contoh, bool(t.dibuat_pada)) for t in Target.objects.order_by("indikator_id")]
    assert isi == [(n and Decimal(n), Decimal("-0.25"), 7, True, True) for n in nilai]
    with pytest.raises(ValueError, match="missing"):
        insert_values(Target, kolom[:-1], rows)


def test_a_row_may_refer_to_one_that_was_made_before_it_was_stored(tempat):
    rencana, (lama, *_) = tempat
    baru = Indikator(**{k: v for k, v in wajah(lama).items() if k not in ("id", "kode")}, kode="baru")
    target = Target(rencana=rencana, indikator=baru)
    with pytest.raises(ValueError, match="indikator"):
        insert_rows([target])
    insert_rows([baru])
    insert_rows([target])
    assert Target.objects.get(indikator__kode="baru") == target


def test_only_the_named_columns_of_stored_rows_change(tempat):
    rencana, indikator = tempat
    rows = [b.make_target(rencana, i, nilai=n) for n, i in enumerate(indikator)]
    for n, row in enumerate(rows[:2]):
        row.nilai, row.tw1, row.indikator = Decimal(n) / 4, None, indikator[1 - n]
    with transaction.atomic():
        update_rows([rows[0]], ["nilai", "tw1"])
        update_rows([], ["nilai"])
    update_rows(rows[1:], ["nilai"])
    tersimpan = Target.objects.order_by("pk").values_list("nilai", "tw1", "indikator")
    assert list(tersimpan) == [
        (Decimal(0), None, indikator[0].pk),
        (Decimal("0.25"), Decimal(1), indikator[1].pk),
        (Decimal(2), Decimal(2), indikator[2].pk),
    ]


@pytest.mark.parametrize(
    ("kolom", "nilai"),
    [
        ("nama", ""),
        ("kode", "dua kata"),
        ("kode", "x" * 200),
        ("arah", "MENDATAR"),
        ("kondisi_awal_nilai", Decimal("1.23456")),
        ("kondisi_awal_nilai", Decimal("1e17")),
        ("kondisi_awal_nilai", Decimal("NaN")),
        ("kondisi_awal_nilai", "bukan angka"),
        ("desimal", -1),
        ("kondisi_awal_nilai", "1.5"),
        ("urutan", "7"),
        ("nama", 5),
    ],
)
def test_a_column_says_the_same_of_a_value_as_it_does_one_by_one(tempat, kolom, nilai):
    row = tempat[1][0]
    tanpa = [f.name for f in row._meta.concrete_fields if f.is_relation]
    periksa = ColumnChecker(Indikator, tanpa)
    for _ in range(2):  # asked, and remembered
        hasil = []
        for kerja in (lambda r: r.clean_fields(exclude=tanpa), periksa):
            setattr(row, kolom, nilai)
            try:
                kerja(row)
                hasil.append(getattr(row, kolom))
            except ValidationError as error:
                hasil.append(error.message_dict)
        assert hasil[0] == hasil[1]
