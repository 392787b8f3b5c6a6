"""What pages of planning keep outlives the values people enter, and nothing that planners set."""

import pytest
from django.core.cache import caches

from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.services import audit


@pytest.mark.parametrize(
    ("aksi", "lagi"),
    [
        *((aksi, False) for aksi in ("realisasi.saved", "bukti.attached", "narasi.saved", "akun.changed")),
        *((aksi, True) for aksi in ("target.saved", "unitkerja.renamed", "pejabat.changed", "buku_kerja.imported")),
    ],
)
def test_only_what_planners_set_prints_the_plan_anew(cast, aksi, lagi):
    caches["fakta"].clear()
    dihitung = []

    def lihat() -> None:
        selama_rencana_tetap(cast.pemda.pk, ("uji",), lambda: dihitung.append(1) or "isi")

    audit.record(cast.planner, audit.Event("rencana.created", cast.rencana, "x", cast.pd))
    lihat()
    audit.record(cast.planner, audit.Event(aksi, cast.pd, "x", cast.pd))
    lihat()
    assert len(dihitung) == 1 + lagi
