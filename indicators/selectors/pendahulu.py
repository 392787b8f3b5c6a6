"""What an indikator continues: the indikator of a former period, or of a former formula, one behind the other."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from indicators.models import Indikator, Target

# What must be the same in two indikator for their values to stand on one axis.
SEBANDING = ("satuan_id", "jenis_nilai", "skala_id", "arah")
GENERASI = 4
"""Generations one query reaches; a longer chain needs one more for each further four."""


def rantai_pendahulu(indikator_ids: Collection[int]) -> dict[int, list[int]]:
    """The predecessors of each indikator, the nearest first; an indikator without any has an empty list.

    Of several in a chain that have a value in the same quarter the nearest counts. One query for four generations.
    """
    return {pk: [sebelum for sebelum, _ in rantai] for pk, rantai in _rantai(indikator_ids).items()}


def rantai_sebanding(indikator_ids: Collection[int]) -> dict[int, list[int]]:
    """The same chains, each up to the first predecessor measured otherwise: in another satuan, kind, scale, direction.

    A trend is drawn over these: what lies behind the break is told in words, not on the same axis.
    """
    hasil: dict[int, list[int]] = {}
    for pk, rantai in _rantai(indikator_ids).items():
        hasil[pk] = []
        for sebelum, sebanding in rantai:
            if not sebanding:
                break
            hasil[pk].append(sebelum)
    return hasil


def yang_mengukur(rencana: Any = None) -> Q:
    """Of an indikator and the one that continues it within its period: the one a plan promises, the newer without any.

    A condition on rows of indikator, looking two generations back. `rencana`: keys of plans or a subquery of them;
    None: what counts from now on.
    """
    penerus = Exists(Indikator.objects.filter(predecessor=OuterRef("pk"), periode=OuterRef("periode")))
    if rencana is None:
        return ~Q(penerus)
    dalam = Target.objects.filter(rencana__in=rencana)
    ada = Exists(dalam.filter(indikator=OuterRef("pk")))
    leluhur = Q(indikator=OuterRef("predecessor")) | Q(indikator=OuterRef("predecessor__predecessor"))
    dulu = Exists(dalam.filter(leluhur, indikator__periode=OuterRef("periode")))
    return Q(ada) | ~(Q(penerus) | Q(dulu))


def yang_mengukur_di(indikator: Sequence[Indikator], dalam: Callable[[], Collection[int]]) -> list[Indikator]:
    """The same of rows read already. `dalam` gives those a plan promises, asked only where one continues another."""
    kunci = {i.pk for i in indikator}
    diteruskan = {i.predecessor_id for i in indikator if i.predecessor_id in kunci}
    if not diteruskan:
        return list(indikator)
    ada, atas = dalam(), {i.pk: i.predecessor_id for i in indikator}
    leluhur = {i.pk: {i.predecessor_id, atas.get(i.predecessor_id or 0)} for i in indikator}
    return [i for i in indikator if i.pk in ada or not (i.pk in diteruskan or leluhur[i.pk] & set(ada))]


def _rantai(indikator_ids: Collection[int]) -> dict[int, list[tuple[int, bool]]]:
    """By indikator: (predecessor, whether it is measured like the one after it), the nearest first."""
    hasil: dict[int, list[tuple[int, bool]]] = {pk: [] for pk in indikator_ids}
    ujung = {pk: [pk] for pk in hasil}
    while ujung:
        lanjut: dict[int, list[int]] = {}
        for row in _generasi(ujung):
            for asal in ujung[row[0]]:
                sambung = _sambung(hasil[asal], asal, row)
                if sambung:
                    lanjut.setdefault(sambung, []).append(asal)
        ujung = lanjut
    return hasil


def _generasi(pks: Collection[int]) -> Any:
    """(key, its predecessor, whose predecessor, …) with the columns that say how each is measured. One query."""
    kolom = ["pk", *SEBANDING]
    for n in range(1, GENERASI + 1):
        depan = "predecessor__" * n
        kolom += [f"{depan[:-2]}_id", *(f"{depan}{k}" for k in SEBANDING)]
    return Indikator.objects.filter(pk__in=pks).order_by().values_list(*kolom)


def _sambung(rantai: list[tuple[int, bool]], asal: int, row: tuple[Any, ...]) -> int:
    """Append the generations of a row to a chain; the key where it goes on beyond them, 0 at its end or in a circle."""
    lebar = 1 + len(SEBANDING)
    bagian = [row[n : n + lebar] for n in range(0, len(row), lebar)]
    ada = {asal, *(pk for pk, _ in rantai)}
    for sesudah, sebelum in zip(bagian, bagian[1:], strict=False):
        if sebelum[0] is None or sebelum[0] in ada:
            return 0
        ada.add(sebelum[0])
        rantai.append((sebelum[0], sesudah[1:] == sebelum[1:]))
    return int(bagian[-1][0])
