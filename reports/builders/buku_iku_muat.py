"""Loads everything the IKU book says, in a constant number of queries."""

from dataclasses import dataclass, field
from typing import Any

from indicators.models import (
    DasarHukum,
    Indikator,
    Pejabat,
    Peraturan,
    PeriodeRenstra,
    Sasaran,
    Tujuan,
    UnitKerja,
)
from indicators.selectors import dokumen, laporan, pohon
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import ArahRenstra
from indicators.selectors.pohon import BarisStrategi, Simpul
from reports.builders import identitas, narasi_muat, pola
from reports.builders.iku_dasar import Dasar
from reports.builders.permintaan import Permintaan
from reports.builders.pohon import POLOS, Tambahan, tambahan
from reports.models import JenisDokumen
from reports.payloads import TITIK


@dataclass(frozen=True)
class Bahan:
    """Everything read from the database for one book, and its layout."""

    permintaan: Permintaan
    periode: PeriodeRenstra
    iku: list[IkuRow]
    pejabat: Pejabat
    tata: dict[str, Any]
    arah: ArahRenstra
    unit: list[UnitKerja]
    peraturan: list[Peraturan]
    pohon: list[Simpul]
    strategi: list[BarisStrategi]
    narasi: dict[str, str] = field(default_factory=dict)
    tambahan: Tambahan = POLOS

    @property
    def pd(self) -> str:
        """The agency without its regency."""
        return self.permintaan.perangkat_daerah.nama

    @property
    def nama(self) -> str:
        """The agency with its regency."""
        return identitas.nama_lengkap(self.permintaan.perangkat_daerah)

    @property
    def daerah(self) -> str:
        """The regency."""
        return self.permintaan.perangkat_daerah.pemerintah_daerah.nama

    @property
    def kepala_daerah(self) -> str:
        """`Bupati Tanjung Jabung Barat`."""
        pemda = self.permintaan.perangkat_daerah.pemerintah_daerah
        return f"{pemda.sebutan_kepala} {pemda.nama.removeprefix('Kabupaten ').removeprefix('Kota ')}"

    @property
    def sasaran(self) -> list[str]:
        """The sasaran of the perangkat daerah that have an IKU, in order."""
        return list(dict.fromkeys(r.sasaran.uraian for r in self.iku if r.sasaran))

    def sasaran_dari(self, tujuan: Tujuan | None) -> list[str]:
        """The sasaran of the perangkat daerah below a tujuan, with or without IKU; None: those below no tujuan."""
        atas = self.pohon if tujuan is None else [a for s in self.pohon if s.unsur == tujuan for a in s.anak]
        return [s.unsur.uraian for s in atas if isinstance(s.unsur, Sasaran) and s.unit is None]

    @property
    def jumlah_sasaran(self) -> int:
        """How many sasaran the perangkat daerah has."""
        return sum(len(self.sasaran_dari(t)) for t in (None, *self.arah.tujuan))

    @property
    def iku_tujuan(self) -> list[Indikator]:
        """The IKU that measure a tujuan."""
        return [r.indikator for r in self.iku if r.sasaran is None]

    @property
    def jabatan(self) -> str:
        """`Sekretaris Daerah`: the office that heads the agency, whoever holds it."""
        return self.pejabat.jabatan.replace(self.daerah, "").strip() or self.pejabat.jabatan

    @property
    def kunci(self) -> dict[str, str]:
        """What is filled in for {kunci} in the layout."""
        p = self.permintaan
        tanggal = identitas.tanggal_atau_titik(p.tanggal, p.tahun, hari_kosong=bool(self.tata["hari_kosong"]))
        return pola.kapital(
            {
                "pd": self.nama,
                "perangkat": self.pd,
                "daerah": self.daerah,
                "jabatan": self.jabatan,
                "periode": str(self.periode),
                "tahun": str(p.tahun),
                "tempat": p.perangkat_daerah.pemerintah_daerah.tempat or TITIK,
                "tanggal": tanggal,
            }
        )


def muat(permintaan: Permintaan, awal: Dasar, tata: dict[str, Any]) -> Bahan:
    """All the rest. Call it only when `awal` lacks nothing."""
    pd = permintaan.perangkat_daerah
    assert awal.periode and awal.pejabat  # noqa: S101  the caller has refused otherwise
    bagian = (DasarHukum.Bagian.BUKU_IKU, DasarHukum.Bagian.SK_IKU)
    return Bahan(
        permintaan=permintaan,
        periode=awal.periode,
        iku=awal.iku,
        pejabat=awal.pejabat,
        tata=tata,
        arah=laporan.arah_renstra(pd, awal.periode),
        unit=laporan.unit_kerja_pada(pd, permintaan.tahun),
        peraturan=dokumen.dasar_hukum(pd, bagian),
        pohon=pohon.pohon_kinerja(pd, awal.periode),
        strategi=pohon.strategi_kebijakan(pd, awal.periode),
        narasi=narasi_muat.ditulis(pd, permintaan.tahun, JenisDokumen.BUKU_IKU),
        tambahan=tambahan(pd, awal.periode),
    )
