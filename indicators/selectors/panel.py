"""The side panel of one row of a sheet: what it means, its years, its trail and its evidence."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from indicators.audit_texts import Perubahan, kalimat, perubahan
from indicators.models import (
    AuditEvent,
    BuktiDukung,
    Indikator,
    PaguAnggaran,
    Realisasi,
    RealisasiAnggaran,
    SubKegiatan,
    Target,
)
from indicators.permissions import visible_units
from indicators.selectors.kartu_indikator import tulisan_rumus
from indicators.selectors.komentar import ada_catatan
from indicators.selectors.rencana import rencana_pk
from indicators.selectors.sejarah import SejarahAnggaran, SejarahIndikator, sejarah_anggaran, sejarah_indikator
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan

JEJAK = 5
"""How many lines of the trail stand in the panel; the rest is one click away."""


@dataclass(frozen=True)
class Panel:
    """One row of one quarter as its panel shows it; the remarks are read beside it."""

    objek: Indikator | SubKegiatan
    triwulan: Triwulan
    rumus: str
    variabel: list[tuple[str, str, str]]
    sejarah: SejarahIndikator | SejarahAnggaran
    bukti: list[BuktiDukung]
    jejak: list[tuple[AuditEvent, str, list[Perubahan]]]

    @property
    def nilai(self) -> Realisasi | RealisasiAnggaran | None:
        """The stored row of the quarter."""
        return self.sejarah.kini


def objek_panel(user: Any, jenis: str, pk: int, triwulan: Triwulan) -> Any:
    """The indikator or sub kegiatan of a row the person sees; None outside the scope, or when no sheet has it.

    A row stands on the sheet when the plan in force has it, and stays open where somebody wrote about it. One query.
    """
    plan = rencana_pk(OuterRef(OuterRef("perangkat_daerah")), triwulan)
    rows: Any
    if jenis == "indikator":
        rows = Indikator.objects.select_related("satuan", "skala")
        ada = Exists(Target.objects.filter(indikator=OuterRef("pk"), rencana=plan))
        kolom = "indikator"
    else:
        rows = SubKegiatan.objects.select_related("kegiatan__program")
        ada = Exists(PaguAnggaran.objects.filter(sub_kegiatan=OuterRef("pk"), rencana=plan))
        kolom = "sub_kegiatan"
    row = (
        rows.select_related("unit_kerja__perangkat_daerah__pemerintah_daerah")
        .filter(unit_kerja__in=visible_units(user))
        .filter(Q(ada) | Q(ada_catatan(kolom, triwulan)), pk=pk)
        .first()
    )
    if row is not None:
        row.perangkat_daerah = row.unit_kerja.perangkat_daerah
    return row


def panel_baris(objek: Indikator | SubKegiatan, triwulan: Triwulan) -> Panel:
    """What the panel of a row shows. At most seven queries; the row comes from `objek_panel`."""
    sejarah: SejarahIndikator | SejarahAnggaran
    if isinstance(objek, Indikator):
        sejarah, variabel = sejarah_indikator(objek, triwulan), _variabel(objek)
    else:
        sejarah, variabel = sejarah_anggaran(objek, triwulan), []
    nilai = sejarah.kini
    return Panel(
        objek=objek,
        triwulan=triwulan,
        rumus=tulisan_rumus(objek) if isinstance(objek, Indikator) else "",
        variabel=variabel,
        sejarah=sejarah,
        bukti=list(nilai.bukti.all()) if nilai else [],
        jejak=_jejak(nilai) if nilai else [],
    )


def _variabel(indikator: Indikator) -> list[tuple[str, str, str]]:
    """The variables of its formula: symbol or part of the ratio, what it is, what it may be. At most one query."""
    if indikator.rumus == Indikator.Rumus.RASIO:
        return [(v.get_peran_display(), v.nama, "") for v in indikator.variabel.all()]
    if indikator.rumus == Indikator.Rumus.EKSPRESI:
        return [(v.simbol, v.nama, _rentang(v.minimum, v.maksimum)) for v in indikator.variabel_rumus.all()]
    return []


def _rentang(minimum: Any, maksimum: Any) -> str:
    if minimum is not None and maksimum is not None:
        return f"{format_number(minimum)} sampai {format_number(maksimum)}"
    if minimum is not None:
        return f"paling kecil {format_number(minimum)}"
    return "" if maksimum is None else f"paling besar {format_number(maksimum)}"


def _jejak(nilai: Realisasi | RealisasiAnggaran) -> list[tuple[AuditEvent, str, list[Perubahan]]]:
    """The latest lines about the value. One query; who sees the row may read its story (`jejak.riwayat`)."""
    rows = AuditEvent.objects.filter(objek_tipe=nilai._meta.model_name, objek_id=nilai.pk).order_by("-nomor")
    return [(e, kalimat(e.aksi), perubahan(e)) for e in rows[:JEJAK]]
