"""What an indikator continues, across the border of a period."""

from indicators.models import Indikator
from indicators.selectors.pendahulu import GENERASI, rantai_pendahulu, rantai_sebanding
from tests.builders import make_indikator, make_satuan


def lanjutkan(cast, lama, **over):
    return make_indikator(cast.unit, cast.indikator.sasaran, predecessor=lama, **over)


def test_a_chain_runs_from_the_nearest_to_the_first_however_long_it_is(cast, django_assert_num_queries):
    rantai = [cast.indikator]
    for _ in range(GENERASI + 2):
        rantai.append(lanjutkan(cast, rantai[-1]))
    kunci = [i.pk for i in reversed(rantai)]
    with django_assert_num_queries(2):
        hasil = rantai_pendahulu([kunci[0], kunci[-1]])
    assert hasil == {kunci[0]: kunci[1:], kunci[-1]: []}
    with django_assert_num_queries(1):
        assert rantai_pendahulu([kunci[-2], kunci[-3]]) == {kunci[-2]: kunci[-1:], kunci[-3]: kunci[-2:]}
    assert rantai_pendahulu([]) == {}


def test_a_trend_ends_where_the_predecessor_was_measured_otherwise(cast):
    tua = lanjutkan(cast, None, satuan=make_satuan("%"))
    lama = lanjutkan(cast, tua)
    baru = lanjutkan(cast, lama)
    assert rantai_sebanding([baru.pk]) == {baru.pk: [lama.pk]}
    assert rantai_pendahulu([baru.pk]) == {baru.pk: [lama.pk, tua.pk]}


def test_a_circle_of_predecessors_ends(cast):
    lain = lanjutkan(cast, cast.indikator)
    Indikator.objects.filter(pk=cast.indikator.pk).update(predecessor=lain)
    assert rantai_pendahulu([lain.pk]) == {lain.pk: [cast.indikator.pk]}
