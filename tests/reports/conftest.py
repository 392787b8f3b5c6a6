"""A small Setda whose decree and agreement can be made."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import pytest

from indicators.models import Pejabat, TargetRenstra
from reports import services
from reports.tanda_tangan import terisolasi
from tests.reports.siklus_uji import quick_print


@pytest.fixture(scope="session", autouse=True)
def certificates_tried_once() -> Iterator[None]:
    """Each certificate is opened in a process of its own, as in use, but not by every test again."""
    asli = terisolasi.sertifikat_wajar
    terisolasi.sertifikat_wajar = lru_cache(maxsize=64)(asli)
    yield
    terisolasi.sertifikat_wajar = asli


@pytest.fixture
def cetak_cepat(monkeypatch) -> Iterator[None]:
    """Nothing is printed anew: the test looks at no page."""
    quick_print(monkeypatch)
    yield
    services.dokumen._rendered.cache_clear()  # the drafts it keeps are not what their data say


@pytest.fixture
def lengkap(cast):
    """The cast, with Sekda, Bupati and a Renstra target: SK IKU and PK of 2025 lack nothing."""
    umum = {"pemerintah_daerah": cast.pemda, "nama": "NAMA"}
    Pejabat.objects.create(
        **umum,
        perangkat_daerah=cast.pd,
        jenis=Pejabat.Jenis.SEKDA,
        jabatan=f"Sekretaris Daerah {cast.pemda.nama}",
        nip="19700101 199501 1 001",
        pangkat="Pembina Utama Madya",
    )
    Pejabat.objects.create(**umum | {"nama": "KEPALA"}, jenis=Pejabat.Jenis.KEPALA_DAERAH, jabatan="Bupati")
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=Decimal(90))
    return cast
