"""The periods of a regency as their pages show them: what they hold, which years use them, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, IntegerField, Value

from indicators import permissions
from indicators.models import (
    Indikator,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    Sasaran,
    SubKegiatan,
    Tujuan,
)
from indicators.selectors.unsur import alasan_periode, kunci_periode, periode_daerah, periode_tahun

ISI: list[tuple[str, Any]] = [
    ("Tujuan", Tujuan),
    ("Sasaran", Sasaran),
    ("Indikator", Indikator),
    ("Program", Program),
    ("Sub kegiatan", SubKegiatan),
    ("Rencana tahunan", RencanaTahunan),
]


@dataclass(frozen=True)
class TahunPeriode:
    """One year with the period it uses and why; `lain` are the other periods that contain it."""

    tahun: int
    periode: PeriodeRenstra
    alasan: str
    lain: tuple[PeriodeRenstra, ...]


@dataclass(frozen=True)
class PeriodeBaris:
    """One period of the list with what one perangkat daerah has in it, and the years that use it."""

    periode: PeriodeRenstra
    kunci: str
    isi: tuple[tuple[str, int], ...]
    dipakai: str

    @property
    def kosong(self) -> bool:
        """Whether the perangkat daerah has nothing in it."""
        return not any(n for _, n in self.isi)


def tahun_periode(semua: list[PeriodeRenstra]) -> list[TahunPeriode]:
    """Every year that lies in a period, in order, with the period it uses. No query."""
    hasil = []
    for tahun in sorted({t for p in semua for t in p.tahun}):
        dipakai = periode_tahun(semua, tahun)
        if dipakai is not None:
            lain = tuple(p for p in semua if tahun in p.tahun and p is not dipakai)
            hasil.append(TahunPeriode(tahun, dipakai, alasan_periode(dipakai, tahun), lain))
    return hasil


def daftar_periode(perangkat_daerah: PerangkatDaerah) -> tuple[list[PeriodeBaris], list[TahunPeriode]]:
    """The periods, the latest first, and the years of all of them. Two queries."""
    semua = periode_daerah(perangkat_daerah)
    tahun = tahun_periode(semua)
    isi = isi_periode(semua, [perangkat_daerah])
    baris = [
        PeriodeBaris(
            periode=p,
            kunci=kunci_periode(p),
            isi=tuple((nama, isi.get((p.pk, perangkat_daerah.pk, nama), 0)) for nama, _ in ISI),
            dipakai=_rentang([t.tahun for t in tahun if t.periode is p and _dipakai(t)]),
        )
        for p in semua
    ]
    return baris, tahun


def _dipakai(t: TahunPeriode) -> bool:
    """A year that only a draft contains is not used yet."""
    return t.periode.status != PeriodeRenstra.Status.DRAFT or t.tahun in t.periode.tahun_rencana


def isi_periode(
    periode: Sequence[PeriodeRenstra], perangkat_daerah: Sequence[PerangkatDaerah]
) -> dict[tuple[int, int, str], int]:
    """How many rows of each kind, by (period, perangkat daerah, kind). One query."""
    bagian = [
        model._default_manager.filter(periode__in=periode, perangkat_daerah__in=perangkat_daerah)
        .order_by()
        .values_list("periode_id", "perangkat_daerah_id", Value(nama, CharField()))
        .annotate(n=Count("pk"))
        for nama, model in ISI
    ]
    return {(p, pd, nama): n for p, pd, nama, n in bagian[0].union(*bagian[1:], all=True)}


def isi_penahan(periode: PeriodeRenstra) -> list[tuple[str, int]]:
    """What keeps a draft from being deleted, of every perangkat daerah: (`sasaran`, 4). One query."""
    milik: list[Any] = [
        r.related_model._default_manager.filter(periode=periode)
        .order_by()
        .values_list(Value(n, IntegerField()), Value(str(r.related_model._meta.verbose_name), CharField()))
        .annotate(n=Count("pk"))
        for n, r in enumerate(PeriodeRenstra._meta.related_objects)
    ]
    semua = sorted(milik[0].union(*milik[1:], all=True))
    return [(nama, jumlah) for _, nama, jumlah in semua if jumlah]


def _rentang(tahun: list[int]) -> str:
    """`2021–2024, 2026` for years in order."""
    potong: list[list[int]] = []
    for t in tahun:
        if potong and potong[-1][-1] == t - 1:
            potong[-1].append(t)
        else:
            potong.append([t])
    return ", ".join(f"{p[0]}–{p[-1]}" if len(p) > 1 else str(p[0]) for p in potong)


def periode_terlihat(user: Any, pk: int) -> PeriodeRenstra | None:
    """A period of a regency the person belongs to. One query."""
    daerah = permissions.visible_perangkat_daerah(user).values("pemerintah_daerah")
    rows = PeriodeRenstra.objects.select_related("pemerintah_daerah")
    return rows.filter(pk=pk, pemerintah_daerah__in=daerah).first()


def periode_lain(periode: PeriodeRenstra) -> list[PeriodeRenstra]:
    """The other periods of the same regency, the latest first. One query."""
    rows = PeriodeRenstra.objects.filter(pemerintah_daerah=periode.pemerintah_daerah_id).exclude(pk=periode.pk)
    return list(rows.order_by("-tahun_awal", "-tahun_akhir"))
