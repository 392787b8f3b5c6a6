"""Every institution × every kind of document: docs/matrix.md says which can be made, and why the others cannot.

Run with MATRIX=write to write the file anew; then read the difference before it is committed.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings

from indicators.exceptions import Incomplete
from indicators.models import PerangkatDaerah
from reports import gerbang, pdf
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.checks import periksa_dokumen
from reports.models import JenisDokumen, TataDokumen
from reports.selectors import sekitar_dokumen
from tests.reports import keenam
from tests.reports.baca import teks

BERKAS = settings.BASE_DIR / "docs" / "matrix.md"
J = JenisDokumen
KINDS = [jenis for jenis in J if jenis in REGISTRY]

# institution → the year its data speak of, and the quarter of its quarterly report
LEMBAGA = {
    "setda-tanjabtim": (2024, 4),
    "setda-tanjabbar": (2025, 1),
    "kec-banjarmargo": (2025, 1),
    "setda-luwutimur": (2025, 1),
    "setda-balangan": (2025, 1),
    keenam.KODE: (keenam.TAHUN, 2),
}

KESALAHAN_DATA = {
    # The published list of legal grounds names a regulation that another one revoked in 2021.
    ("setda-luwutimur", J.SK_IKU, "peraturan-dicabut"),
}
"""What the rules find wrong because the published data are wrong."""

PEMBUKA = """# Which document of which institution can be made

*complete*: made, with a layout of the institution's own. *defaults*: made, with the layout in code alone. *with gaps*:
the draft names what the data do not have. *refused*: the gap, in the words of the screen. The last institution is made
by the tests; nobody configured it. `tests/reports/test_matrix.py` holds this file against the data (`MATRIX=write`
writes it anew).
"""


@dataclass(frozen=True)
class Sel:
    """One institution and kind: the payload, or why there is none."""

    pd: str
    nama: str
    tahun: int
    jenis: JenisDokumen
    payload: Any
    keadaan: str
    kesalahan: frozenset[str]
    halangan: tuple[str, ...]  # what keeps it from being finished


pytestmark = pytest.mark.django_db  # without it, this file alone would run on the database in use


@pytest.fixture(scope="module")
def matriks(demonstration) -> Iterator[list[Sel]]:
    """All cells, made once from the demonstration and the sixth institution."""
    with demonstration.opened():
        keenam.buat()
        semua = {pd.kode: pd for pd in PerangkatDaerah.objects.select_related("pemerintah_daerah")}
        yield [_sel(semua[kode], *masa, jenis) for kode, masa in LEMBAGA.items() for jenis in KINDS]


def _sel(pd: PerangkatDaerah, tahun: int, triwulan: int, jenis: JenisDokumen) -> Sel:
    permintaan = Permintaan(pd, tahun, triwulan=triwulan if jenis == J.TRIWULAN else 0)
    dasar = (pd.kode, f"{pd.nama}, {pd.pemerintah_daerah.nama}", tahun, jenis)
    try:
        payload = REGISTRY[jenis].build(permintaan)
    except Incomplete as error:
        return Sel(*dasar, None, f"refused: {' '.join(error.kekurangan)}", frozenset(), tuple(error.kekurangan))
    sendiri = TataDokumen.objects.filter(perangkat_daerah=pd, jenis=jenis).exists()
    kurang = ", with gaps" if payload.get("kekurangan") else ""
    temuan = periksa_dokumen(payload, sekitar_dokumen(jenis, permintaan, payload))
    salah = frozenset(t.aturan.kunci for t in temuan if t.berat)
    halangan = [k for butir in gerbang.periksa(jenis, permintaan).halangan for k in butir.kalimat]
    return Sel(*dasar, payload, ("complete" if sendiri else "defaults") + kurang, salah, tuple(halangan))


def _tertulis(matriks: list[Sel]) -> str:
    """The file as the data make it."""
    bagian = [PEMBUKA]
    for kode in LEMBAGA:
        milik = [s for s in matriks if s.pd == kode]
        bagian.append(f"## {milik[0].nama}, {milik[0].tahun}\n\n| Kind | State |\n|---|---|")
        bagian[-1] += "".join(f"\n| {s.jenis.value} | {s.keadaan} |" for s in milik) + "\n"
    return "\n".join(bagian)


def test_the_file_says_what_the_data_give(matriks):
    tertulis = _tertulis(matriks)
    if os.environ.get("MATRIX") == "write":
        BERKAS.write_text(tertulis)
    assert BERKAS.read_text() == tertulis, "docs/matrix.md is out of date: run this test with MATRIX=write"


def test_every_refusal_says_what_to_do(matriks):
    for s in matriks:
        if s.payload is None:
            assert s.keadaan.removeprefix("refused: ").strip(), (s.pd, s.jenis)
            assert s.keadaan.endswith("."), (s.pd, s.jenis)


def test_the_institution_without_iku_is_refused_by_its_gap(matriks):
    iku = [s.keadaan for s in matriks if s.pd == "kec-banjarmargo" and s.jenis in (J.SK_IKU, J.BUKU_IKU)]
    assert all("refused" in k and "Indikator Kinerja Utama" in k for k in iku)


def test_the_institution_nobody_configured_gets_every_document(matriks):
    milik = [s for s in matriks if s.pd == keenam.KODE]
    assert {s.jenis for s in milik if s.payload is not None} == set(KINDS)
    assert all(s.keadaan.startswith("defaults") for s in milik)


def test_no_document_made_from_the_data_has_a_finding_of_severity_error(matriks):
    salah = {(s.pd, s.jenis, kunci) for s in matriks for kunci in s.kesalahan}
    assert salah == KESALAHAN_DATA


def test_the_demonstration_year_can_be_finished_in_its_order(matriks):
    """Every document of 2024; the annual report waits for the agreement it annexes, as an office would."""
    menunggu = {s.jenis: s.halangan for s in matriks if s.pd == "setda-tanjabtim" and s.halangan}
    assert list(menunggu) == [J.LKJIP]
    assert [kalimat.split(" belum")[0] for kalimat in menunggu[J.LKJIP]] == ["Perjanjian Kinerja tahun 2024"]


@pytest.mark.parametrize(
    ("jenis", "isi"),
    [
        (J.SK_IKU, "KEPUTUSAN KEPALA DINAS PERHUBUNGAN"),
        (J.PK, "Program Pengelolaan Terminal Penumpang"),
        (J.RKT, "RENCANA KINERJA TAHUNAN"),
    ],
)
def test_the_defaults_print(matriks, jenis, isi):
    (payload,) = [s.payload for s in matriks if s.pd == keenam.KODE and s.jenis == jenis]
    assert isi in " ".join(teks(pdf.render(REGISTRY[jenis].TEMPLATE, payload)).split())
