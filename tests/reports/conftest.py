"""A small Setda whose decree and agreement can be made."""

from decimal import Decimal

import pytest

from indicators.models import Pejabat, TargetRenstra


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
