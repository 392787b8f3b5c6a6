"""One scope, asked in two ways: of the database (`visible_units`) and of one row that was found (`can`)."""

from itertools import product

import pytest

from indicators import permissions
from indicators.models import Role, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.isian import sub_kegiatan_isian, target_isian
from indicators.selectors.navigasi import unit_terlihat
from sakip.lib.periods import Triwulan
from tests import builders as b

pytestmark = pytest.mark.django_db
TW1 = Triwulan(2025, 1)


@pytest.fixture
def places():
    """A Bagian with a Subbagian below it and a sister, another perangkat daerah beside, another regency altogether."""
    pd = b.make_pd()
    bagian = b.make_unit(pd)
    sub = b.make_unit(pd, induk=bagian)
    lain = b.make_unit(b.make_pd(pd.pemerintah_daerah))
    asing = b.make_unit(b.make_pd())
    units = [bagian, sub, b.make_unit(pd), lain, asing]
    return [pd.pemerintah_daerah, pd, bagian, sub], UnitKerja.objects.select_related("perangkat_daerah").filter(
        pk__in=[u.pk for u in units]
    )


def test_both_ways_agree_for_every_role_scope_unit_and_ability(places):
    scopes, units = places
    berbeda = []
    for role, scope in product(Role.values, scopes):
        user = b.make_user(role, scope)
        for ability in Ability:
            terlihat = set(permissions.visible_units(user, ability).values_list("pk", flat=True))
            boleh = {u.pk for u in units if permissions.can(user, ability, u)}
            if boleh != terlihat & {u.pk for u in units}:
                berbeda.append((role, scope, ability))
    assert berbeda == []


def test_the_rows_of_a_sheet_are_found_only_by_who_sees_their_unit(places):
    scopes, units = places
    bagian, asing = scopes[2], units.order_by("pk").last()
    rencana = b.make_rencana(scopes[1])
    indikator, sub = b.make_indikator(bagian), b.make_sub_kegiatan(bagian)
    b.make_target(rencana, indikator)
    b.make_pagu(rencana, sub)
    for scope, ada in ((bagian, True), (scopes[1], True), (scopes[0], True), (scopes[3], False), (asing, False)):
        user = b.make_user(Role.OPERATOR, scope)
        found = (
            unit_terlihat(user, bagian.pk),
            target_isian(user, indikator.pk, TW1),
            sub_kegiatan_isian(user, sub.pk, TW1),
        )
        assert [f is not None for f in found] == [ada] * 3, scope
