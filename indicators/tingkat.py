"""The levels of the cascade: which model a level is, what may stand above it, and what its code looks like."""

import re
from dataclasses import dataclass

from django.db import models

from indicators.models import (
    Kebijakan,
    Kegiatan,
    Misi,
    Nomenklatur,
    Program,
    Sasaran,
    Strategi,
    SubKegiatan,
    Tujuan,
    Visi,
)

Unsur = Visi | Misi | Tujuan | Sasaran | Strategi | Kebijakan | Program | Kegiatan | SubKegiatan


@dataclass(frozen=True)
class Tingkat:
    """One level. `induk` is its column of the element above, `pola` the shape of its code (None: it has none).

    `lepas`: may stand below nothing; `daerah`: belongs to the regency, not to one perangkat daerah.
    """

    jenis: str
    nama: str
    model: type[models.Model]
    induk: str | None
    lepas: bool = True
    daerah: bool = False
    pola: re.Pattern[str] | None = None
    contoh_kode: str = ""
    nomenklatur: str = ""

    @property
    def berunit(self) -> bool:
        """Whether a unit kerja carries it."""
        return self.jenis in ("kegiatan", "sub_kegiatan", "kebijakan")


def _pola(akhir: str) -> re.Pattern[str]:
    """A code begins with the urusan and its field: digits, or `X.XX` for those every perangkat daerah has."""
    return re.compile(rf"^(?:\d|X)\.(?:\d\d|XX)\.\d\d{akhir}$")


TINGKAT: dict[str, Tingkat] = {
    t.jenis: t
    for t in (
        Tingkat("visi", "visi", Visi, None, daerah=True),
        Tingkat("misi", "misi", Misi, "visi", daerah=True),
        Tingkat("tujuan", "tujuan", Tujuan, "misi"),
        Tingkat("sasaran", "sasaran", Sasaran, "tujuan"),
        Tingkat("strategi", "strategi", Strategi, "sasaran", lepas=False),
        Tingkat("kebijakan", "kebijakan", Kebijakan, "strategi", lepas=False),
        Tingkat(
            *("program", "program", Program, "sasaran"),
            lepas=False,
            pola=_pola(""),
            contoh_kode="4.01.02",
            nomenklatur=Nomenklatur.Tingkat.PROGRAM,
        ),
        Tingkat(
            *("kegiatan", "kegiatan", Kegiatan, "program"),
            lepas=False,
            pola=_pola(r"\.\d\.\d\d"),
            contoh_kode="4.01.02.2.01",
            nomenklatur=Nomenklatur.Tingkat.KEGIATAN,
        ),
        Tingkat(
            *("sub_kegiatan", "sub kegiatan", SubKegiatan, "kegiatan"),
            lepas=False,
            # Two digits in the edition of 2019, four in that of 2023.
            pola=_pola(r"\.\d\.\d\d\.(?:\d\d|\d{4})"),
            contoh_kode="4.01.02.2.01.0001",
            nomenklatur=Nomenklatur.Tingkat.SUB_KEGIATAN,
        ),
    )
}
_PER_MODEL = {t.model: t for t in TINGKAT.values()}


def tingkat_of(unsur: Unsur) -> Tingkat:
    """The level an element stands on."""
    return _PER_MODEL[type(unsur)]


def kolom_induk(unsur: Unsur) -> str | None:
    """The column that places it: a unit's sasaran hangs on the sasaran above it, all else on the level above."""
    if isinstance(unsur, Sasaran) and unsur.unit_kerja_id is not None:
        return "induk"
    return tingkat_of(unsur).induk


def induk_of(unsur: Unsur) -> Unsur | None:
    """The element above it, None where it hangs on nothing."""
    kolom = kolom_induk(unsur)
    return getattr(unsur, kolom) if kolom else None


def nama_unsur(unsur: Unsur) -> str:
    """How sentences and the trail name it: its code, where it has one, and its words."""
    return f"{getattr(unsur, 'kode', '')} {unsur.uraian}".strip()
