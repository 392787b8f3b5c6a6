"""Pages of documents cost the same number of queries at three rows and at twelve, and few while nothing is written."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import JadwalPengisian
from indicators.services import audit
from reports.models import Dokumen
from tests.builders import make_indikator, make_jadwal, make_pagu, make_rencana, make_sasaran, make_target, make_unit
from tests.reports.siklus_uji import make_pk, quick_render
from tests.test_query_counts import queries_of
from tests.test_query_counts import widen as widen_sheets

BERTRIWULAN = ("laporan-triwulan", "e81")
JENIS = ("sk-iku", "buku-iku", "pk", "rkt", "rencana-aksi", *BERTRIWULAN, "lkjip")
HALAMAN = [
    "daftar",
    "pk_daftar",
    "daerah_pk",
    *(f"{nama} {jenis}" for nama in ("finalisasi", "temuan") for jenis in JENIS),
    *(f"narasi {jenis}" for jenis in ("buku-iku", "lkjip", *BERTRIWULAN)),
    "tata lkjip",
    "tata_lanjutan lkjip",
    "tim",
    "reviu",
]


@pytest.fixture
def setahun(lengkap):
    """A year whose quarters are closed, so that every kind of document can be made."""
    for triwulan in (2, 3, 4):
        make_jadwal(lengkap.pd, 2025, triwulan)
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.CLOSED)
    return lengkap


def widen(cast, rows: int) -> None:
    """Rows of sheets, and as many units with a kinerja utama of their own, which most documents print too."""
    widen_sheets(cast, rows)
    for _ in range(rows):
        unit = make_unit(cast.pd)
        make_target(cast.rencana, make_indikator(unit, make_sasaran(cast.pd, unit_kerja=unit), iku=False))


def alamat(cast, halaman: str) -> str:
    nama, _, jenis = halaman.partition(" ")
    if nama == "daftar":
        return f"{reverse('reports:daftar')}?tahun=2025"
    if nama == "daerah_pk":
        return reverse("reports:daerah_pk", args=[cast.pemda.kode])
    dasar = reverse(f"reports:{nama}", args=[cast.pd.kode, 2025, *([jenis] if jenis else [])])
    return f"{dasar}?triwulan=4" if jenis in BERTRIWULAN else dasar


def kueri(client, cast) -> dict[str, int]:
    """The queries of every page, by its name."""
    return {halaman: queries_of(client, cast.planner, alamat(cast, halaman)) for halaman in HALAMAN}


@pytest.mark.once  # Django asks the same on every database, and the test below opens every page on each
def test_the_number_of_queries_does_not_grow_with_the_rows(client, setahun):
    widen(setahun, 3)
    sedikit = kueri(client, setahun)
    widen(setahun, 9)
    assert kueri(client, setahun) == sedikit


def test_a_page_asks_little_while_nothing_is_written(client, setahun):
    widen(setahun, 3)
    kejadian = audit.Event("indikator.changed", setahun.indikator, "uji", pemerintah_daerah=setahun.pemda)
    audit.record(setahun.planner, kejadian)
    assert {halaman: n for halaman, n in kueri(client, setahun).items() if n > 12} == {}


def test_a_finished_document_costs_the_same_whatever_became_of_others(client, lengkap, monkeypatch):
    quick_render(monkeypatch)
    lama = make_pk(lengkap)

    def semua(dokumen: Dokumen) -> list[int]:
        halaman = [reverse("reports:dokumen", args=[dokumen.pk]), f"{reverse('reports:daftar')}?tahun=2025"]
        dalam = [queries_of(client, lengkap.planner, satu) for satu in halaman]
        client.logout()
        with CaptureQueriesContext(connection) as umum:
            assert client.get(reverse("reports:periksa_dokumen", args=[dokumen.kode])).status_code == 200
        return [*dalam, len(umum)]

    satu = semua(lama)
    assert max(satu) <= 12
    baru = make_pk(lengkap, date(2025, 2, 3))
    assert semua(baru) == satu


# What the first look may ask after a value was saved, and after an indikator was changed: a checklist makes the whole
# document, each of its tables a question of its own; what the plan says is asked for again only when that may have
# changed. The pages that need no document stay within what any page may ask.
PERTAMA = {
    "daftar": (8, 15),
    "pk_daftar": (6, 12),
    **dict.fromkeys(("daerah_pk", "tata lkjip", "tata_lanjutan lkjip", "tim", "reviu"), (12, 12)),
    **{"narasi buku-iku": (14, 25), "narasi e81": (13, 26), "narasi laporan-triwulan": (21, 34)},
    **{"narasi lkjip": (12, 33), "finalisasi sk-iku": (14, 28), "finalisasi buku-iku": (19, 36)},
    **{"finalisasi pk": (17, 33), "finalisasi rkt": (13, 29), "finalisasi rencana-aksi": (14, 30)},
    **{"finalisasi laporan-triwulan": (25, 43), "finalisasi e81": (17, 35), "finalisasi lkjip": (15, 36)},
}


def test_the_first_look_after_a_write_costs_little_too(client, setahun):
    perubahan = make_rencana(setahun.pd, urutan=2, jenis="PERUBAHAN", berlaku_mulai=4)
    make_target(perubahan, setahun.indikator)
    make_pagu(perubahan, setahun.sub_kegiatan)
    widen(setahun, 3)
    client.force_login(setahun.planner)
    caches["fakta"].clear()
    banyak = {}
    for halaman in PERTAMA:
        for aksi in ("indikator.changed", "realisasi.saved"):  # the first one finds nothing kept
            kejadian = audit.Event(aksi, setahun.indikator, "uji", perangkat_daerah=setahun.pd)
            audit.record(setahun.planner, kejadian)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(alamat(setahun, halaman)).status_code == 200
            banyak[halaman] = (len(captured), *banyak.get(halaman, ()))
    lebih = {h: n for h, n in banyak.items() if any(a > b for a, b in zip(n, PERTAMA[h], strict=True))}
    assert lebih == {}
