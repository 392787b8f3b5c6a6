"""Pages cost the same number of queries at three rows and at thirty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import (
    make_indikator,
    make_pagu,
    make_periode,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_sub_kegiatan,
    make_target,
    make_tindak_lanjut,
    make_unit,
)
from tests.buku_asing_uji import unggahan_asing
from tests.rows import written_once

LEMBAR = {"tahun": 2025, "tw": 1}


def widen(cast, rows: int) -> None:
    """Give the unit, and as many further units, rows with values and evidence."""
    written_once(lambda: _rows(cast, rows), "widen", rows, cast.rencana.pk)


def _rows(cast, rows: int) -> None:
    for _ in range(rows):
        for unit in (cast.unit, make_unit(cast.pd)):
            indikator, sub = make_indikator(unit), make_sub_kegiatan(unit)
            make_target(cast.rencana, indikator)
            make_pagu(cast.rencana, sub)
            value = make_realisasi(indikator, "88", diisi_oleh=cast.operator)
            value.bukti.create(nama="a.pdf", tipe="application/pdf", ukuran=1, sha256="0" * 64)
            make_realisasi_anggaran(sub, diisi_oleh=cast.operator)
            make_tindak_lanjut(indikator)
            make_tindak_lanjut(sub)
        make_tindak_lanjut(cast.indikator)


def baris_url(cast, nama: str) -> str:
    return reverse(f"indicators:{nama}", kwargs={**LEMBAR, "jenis": "realisasi", "pk": cast.indikator.pk})


def buku(cast):
    return {"pd": cast.pd.kode, "periode": "2021-2026"}


def draf(cast):
    """The running year's plan opened as a draft of a perubahan, without any row of its own."""
    return make_rencana(cast.pd, 2025, urutan=2, jenis="PERUBAHAN", berlaku_mulai=4, status="DRAFT")


PAGES: dict[str, tuple[str, Callable[[Any], str], int]] = {
    "sheet": ("operator", lambda c: reverse("indicators:realisasi_lembar", kwargs={**LEMBAR, "unit": c.unit.pk}), 12),
    "panel of an indikator": (
        "operator",
        lambda c: reverse("indicators:panel", kwargs={**LEMBAR, "jenis": "indikator", "pk": c.indikator.pk}),
        12,
    ),
    "panel of a sub kegiatan": (
        "operator",
        lambda c: reverse("indicators:panel", kwargs={**LEMBAR, "jenis": "sub-kegiatan", "pk": c.sub_kegiatan.pk}),
        12,
    ),
    "sheet as a workbook": (
        "operator",
        lambda c: reverse("indicators:lembar_unduh", kwargs={**LEMBAR, "unit": c.unit.pk}),
        12,
    ),
    "upload of a workbook": (
        "operator",
        lambda c: reverse("indicators:lembar_unggah", kwargs={**LEMBAR, "unit": c.unit.pk}),
        5,
    ),
    "verification": (
        "planner",
        lambda c: reverse("indicators:verifikasi_lembar", kwargs={**LEMBAR, "unit": c.unit.pk}),
        12,
    ),
    "follow-up of a row": ("operator", lambda c: baris_url(c, "tindak_lanjut"), 8),
    "queue": ("planner", lambda c: reverse("indicators:verifikasi_antrean"), 12),
    "list of sheets": ("auditor", lambda c: reverse("indicators:realisasi_daftar") + "?tw=1", 12),
    "workbook of a perangkat daerah": ("planner", lambda c: reverse("indicators:buku_pd", kwargs=buku(c)), 10),
    "perangkat daerah as a workbook": ("planner", lambda c: reverse("indicators:buku_pd_unduh", kwargs=buku(c)), 39),
    "foreign workbooks": ("planner", lambda c: reverse("indicators:buku_asing", kwargs=buku(c)), 12),
    "table of a foreign workbook": (
        "planner",
        lambda c: reverse("indicators:buku_asing_tabel", kwargs=unggahan_asing(c)),
        12,
    ),
    "columns of a foreign workbook": (
        "planner",
        lambda c: reverse("indicators:buku_asing_kolom", kwargs=unggahan_asing(c)),
        12,
    ),
    "a sheet of the workbook as CSV": (
        "planner",
        lambda c: reverse("indicators:buku_pd_csv", kwargs={**buku(c), "tabel": "indikator"}),
        39,
    ),
    "page of a sheet of the workbook": (
        "planner",
        lambda c: reverse("indicators:buku_pd_lembar", kwargs={**buku(c), "tabel": "indikator"}),
        10,
    ),
    "perencanaan": ("operator", lambda c: reverse("indicators:perencanaan"), 12),
    "plans": ("planner", lambda c: reverse("indicators:rencana_daftar"), 12),
    "plan": ("planner", lambda c: reverse("indicators:rencana", kwargs={"pk": draf(c).pk}), 12),
    "plans compared": ("planner", lambda c: reverse("indicators:rencana_banding", kwargs={"pk": draf(c).pk}), 12),
    "editor of the cascade": ("planner", lambda c: reverse("indicators:perencanaan") + "?ubah=1", 12),
    "new place of a program": (
        "planner",
        lambda c: reverse("indicators:kaskade_pindah", args=["program", c.sub_kegiatan.kegiatan.program_id]),
        12,
    ),
    "question before a sub kegiatan goes": (
        "planner",
        lambda c: reverse("indicators:kaskade_hapus", args=["sub_kegiatan", c.sub_kegiatan.pk]),
        12,
    ),
    "grid of targets": ("planner", lambda c: reverse("indicators:target", kwargs={"pk": draf(c).pk}), 10),
    "grid of pagu": ("planner", lambda c: reverse("indicators:pagu", kwargs={"pk": draf(c).pk}), 12),
    "grid of Renstra": (
        "planner",
        lambda c: reverse("indicators:target_renstra", kwargs={"pd": c.pd.kode, "periode": "2021-2026"}),
        10,
    ),
    "periods": ("planner", lambda c: reverse("indicators:periode_daftar"), 12),
    "period": ("planner", lambda c: reverse("indicators:periode", kwargs={"pk": c.indikator.periode_id}), 12),
    "staff of a year": ("planner", lambda c: reverse("indicators:pegawai", args=[c.pd.kode, 2025]), 8),
    "units": ("planner", lambda c: reverse("indicators:unit_daftar"), 12),
    "unit": ("planner", lambda c: reverse("indicators:unit", args=[c.unit.pk]), 12),
    "division of a unit": ("planner", lambda c: reverse("indicators:unit_bagi", args=[c.unit.pk]), 6),
    "preview of a copy": (
        "planner",
        lambda c: (
            reverse("indicators:periode_salin", args=[make_periode(c.pemda, tahun_awal=2027, tahun_akhir=2031).pk])
            + f"?lihat=1&dari=2021-2026&pd={c.pd.kode}&indikator=on&program=on&strategi=on&pohon=on&realisasi=on"
        ),
        30,
    ),
    "pohon kinerja": ("planner", lambda c: reverse("indicators:pohon"), 14),
    "node of the pohon": ("planner", lambda c: reverse("indicators:pohon_simpul", args=[c.indikator.sasaran_id]), 18),
    "new indikator": (
        "planner",
        lambda c: reverse("indicators:indikator_baru", args=["sasaran", c.indikator.sasaran_id]),
        12,
    ),
    "form of an indikator": ("planner", lambda c: reverse("indicators:indikator_ubah", args=[c.indikator.pk]), 13),
    "successor of an indikator": (
        "planner",
        lambda c: reverse("indicators:indikator_penerus", args=[c.indikator.pk]),
        12,
    ),
    "question before an indikator goes": (
        "planner",
        lambda c: reverse("indicators:indikator_hapus", args=[c.indikator.pk]),
        12,
    ),
    "form of an element": (
        "planner",
        lambda c: reverse("indicators:kaskade_ubah", args=["sub_kegiatan", c.sub_kegiatan.pk]),
        8,
    ),
    "rumus": ("planner", lambda c: reverse("indicators:rumus", kwargs={"pk": c.indikator.pk}), 12),
    "regencies that are being prepared": ("admin", lambda c: reverse("indicators:daerah"), 5),
    "jejak": ("auditor", lambda c: reverse("indicators:jejak"), 12),
    "pemeriksaan": ("planner", lambda c: reverse("indicators:pemeriksaan"), 24),
    "step of a regency: units": (
        "admin",
        lambda c: reverse("indicators:daerah_langkah", args=[c.pemda.kode, "unit"]),
        8,
    ),
    "step of a regency: officials": (
        "admin",
        lambda c: reverse("indicators:daerah_langkah", args=[c.pemda.kode, "pejabat"]),
        8,
    ),
    "step of a regency: accounts": (
        "admin",
        lambda c: reverse("indicators:daerah_langkah", args=[c.pemda.kode, "pengguna"]),
        11,
    ),
    "step of a regency: workbooks": (
        "planner",
        lambda c: reverse("indicators:daerah_langkah", args=[c.pemda.kode, "buku-kerja"]),
        11,
    ),
    "step of a regency: plans": (
        "planner",
        lambda c: reverse("indicators:daerah_langkah", args=[c.pemda.kode, "rencana"]),
        10,
    ),
    "beranda of an operator": ("operator", lambda c: reverse("indicators:beranda"), 12),
    "beranda of a planner": ("planner", lambda c: reverse("indicators:beranda"), 12),
    "beranda of a leader": ("leader", lambda c: reverse("indicators:beranda"), 12),
}


def queries_of(client, user, url: str) -> int:
    client.force_login(user)
    client.get(url)  # what is rendered once in the life of the process is not this page's cost
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.once  # Django asks the same on every database, and the table of permissions opens every page on each
@pytest.mark.parametrize("page", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_rows(client, cast, page):
    role, url_of, budget = PAGES[page]
    user, url = getattr(cast, role), url_of(cast)
    widen(cast, 3)
    few = queries_of(client, user, url)
    widen(cast, 27)
    many = queries_of(client, user, url)
    assert many == few
    assert few <= budget
