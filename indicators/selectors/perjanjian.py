"""What the agreements below the head of a perangkat daerah read: its units with their heads, targets, pagu."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.models import (
    Indikator,
    PaguAnggaran,
    Pejabat,
    PerangkatDaerah,
    RencanaTahunan,
    SubKegiatan,
    Target,
    UnitKerja,
)
from indicators.selectors import rencana as plans
from indicators.selectors.dokumen import TARGET, kepala_daerah, kepala_perangkat_daerah, muat_pejabat, pejabat_unit
from indicators.selectors.simpanan import diingat, titip, titipan
from indicators.selectors.unit_nama import bernama_pada, dengan_nama_lama
from sakip.lib.periods import Triwulan

# Which kinds of officials head a unit of each kind. A ketua tim of a Bagian (LAINNYA) is not its head.
KEPALA_UNIT: dict[str, frozenset[str]] = {
    UnitKerja.Jenis.ASISTEN: frozenset({Pejabat.Jenis.ASISTEN}),
    UnitKerja.Jenis.STAF_AHLI: frozenset({Pejabat.Jenis.LAINNYA}),
    UnitKerja.Jenis.BAGIAN: frozenset({Pejabat.Jenis.KABAG}),
    UnitKerja.Jenis.BIDANG: frozenset({Pejabat.Jenis.KABAG, Pejabat.Jenis.LAINNYA}),
    UnitKerja.Jenis.SUBBAGIAN: frozenset({Pejabat.Jenis.KASUBBAG}),
    UnitKerja.Jenis.SEKSI: frozenset({Pejabat.Jenis.KASUBBAG, Pejabat.Jenis.LAINNYA}),
}


@dataclass(frozen=True)
class Susunan:
    """The organisation of a perangkat daerah on a day: units by key in the order of the tree, and who heads what."""

    unit: dict[int, UnitKerja]
    kepala_unit: dict[int, Pejabat]
    kepala: Pejabat | None
    kepala_daerah: Pejabat | None

    def leluhur(self, unit: UnitKerja) -> list[UnitKerja]:
        """The units above a unit, the nearest first."""
        hasil: list[UnitKerja] = []
        atas = self.unit.get(unit.induk_id or 0)
        while atas is not None and atas not in hasil:
            hasil.append(atas)
            atas = self.unit.get(atas.induk_id or 0)
        return hasil

    def keluarga(self, unit: UnitKerja) -> list[UnitKerja]:
        """The unit and every unit below it."""
        return [u for u in self.unit.values() if u.jalur.startswith(unit.jalur)]


def susunan(perangkat_daerah: PerangkatDaerah, pada: date) -> Susunan:
    """The organisation on a day, under the names of that day. Four queries."""
    unit = {u.pk: bernama_pada(u, pada) for u in _unit(perangkat_daerah) if _berlaku(u, pada)}
    kepala_unit: dict[int, Pejabat] = {}
    for orang in pejabat_unit(perangkat_daerah, unit, pada):
        pk = orang.unit_kerja_id or 0
        if orang.jenis in KEPALA_UNIT[unit[pk].jenis]:
            kepala_unit.setdefault(pk, orang)
    return Susunan(
        unit={u.pk: u for u in sorted(unit.values(), key=lambda u: urutan_unit(u, unit))},
        kepala_unit=kepala_unit,
        kepala=kepala_perangkat_daerah(perangkat_daerah, pada),
        kepala_daerah=kepala_daerah(perangkat_daerah.pemerintah_daerah, pada),
    )


@diingat
def _unit(perangkat_daerah: PerangkatDaerah) -> list[UnitKerja]:
    return dengan_nama_lama(UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah).order_by("pk"))


def _berlaku(unit: UnitKerja, pada: date) -> bool:
    mulai, sampai = unit.berlaku_dari, unit.berlaku_sampai
    return (mulai is None or mulai <= pada) and (sampai is None or sampai >= pada)


def urutan_unit(unit: UnitKerja, semua: dict[int, UnitKerja]) -> list[tuple[int, str, int]]:
    """The place of a unit in the tree: its own place after those of the units above it (`jalur` names them)."""
    jalur = [int(pk) for pk in unit.jalur.strip("/").split("/")]
    return [(semua[pk].urutan, semua[pk].nama, pk) for pk in jalur if pk in semua]


def target_rencana(rencana: list[RencanaTahunan]) -> list[Target]:
    """The targets of the indikator of every level of some plans, in the order of the cascade. Two queries."""
    siap = titipan(TARGET, [satu.pk for satu in rencana])
    rows = [t for milik in siap for t in milik] if siap is not None else _target(rencana)
    return sorted(rows, key=_kunci_cascade)


def _target(rencana: Iterable[RencanaTahunan]) -> list[Target]:
    """The targets with their indikator, each of which is read once, however many plans of a year promise it."""
    milik = Target.objects.filter(rencana__in=list(rencana))
    indikator = Indikator.objects.filter(pk__in=milik.order_by().values("indikator")).select_related(
        "unit_kerja",
        "satuan",
        "skala",
        "perangkat_daerah",
        "tujuan",
        "sasaran__tujuan",
        "program",
        "kegiatan__program",
        "sub_kegiatan__kegiatan__program",
    )
    per_pk = {i.pk: i for i in indikator.order_by()}
    rows = list(milik.select_related("tingkat").order_by("rencana__tahun", "rencana__urutan", "pk"))
    for t in rows:
        t.indikator = per_pk[t.indikator_id]
    return rows


def _kunci_cascade(target: Target) -> tuple[object, ...]:
    """Tujuan and sasaran, then each program with its kegiatan and their sub kegiatan."""
    i = target.indikator
    sub = i.sub_kegiatan
    kegiatan = sub.kegiatan if sub else i.kegiatan
    program = kegiatan.program if kegiatan else i.program
    tujuan = i.sasaran.tujuan if i.sasaran else i.tujuan
    rantai = [(u.urutan, u.pk) if u else (-1, 0) for u in (tujuan, i.sasaran, program, kegiatan, sub)]
    return (i.perangkat_daerah.nama, program is not None, *rantai, i.urutan, i.pk)


def pagu_rencana(rencana: list[RencanaTahunan]) -> list[tuple[SubKegiatan, int]]:
    """Whole rupiah per sub kegiatan of some plans, one of each agency, in the order of the cascade. Two queries."""
    jumlah: dict[int, int] = {}
    for sub, rupiah in PaguAnggaran.objects.filter(rencana__in=rencana).values_list("sub_kegiatan", "jumlah"):
        jumlah[sub] = jumlah.get(sub, 0) + rupiah
    rows = (
        SubKegiatan.objects.filter(pk__in=jumlah)
        .select_related("kegiatan__program")
        .order_by(
            "perangkat_daerah__nama",
            "kegiatan__program__urutan",
            "kegiatan__program_id",
            "kegiatan__urutan",
            "kegiatan_id",
            "urutan",
            "pk",
        )
    )
    return [(sub, jumlah[sub.pk]) for sub in rows]


def rencana_daerah(rencana: RencanaTahunan) -> list[RencanaTahunan]:
    """This plan, with the plans in force at the end of its year of the other agencies of the regency. One query."""
    per_pd: dict[int, list[RencanaTahunan]] = {}
    for satu in _disetujui(rencana.perangkat_daerah.pemerintah_daerah_id, rencana.tahun):
        if satu.perangkat_daerah_id != rencana.perangkat_daerah_id:
            per_pd.setdefault(satu.perangkat_daerah_id, []).append(satu)
    dipakai = [plans.in_force(versi, Triwulan(rencana.tahun, 4)) for versi in per_pd.values()]
    return [rencana, *(satu for satu in dipakai if satu is not None)]


@diingat
def _disetujui(pemerintah_daerah_id: int, tahun: int) -> list[RencanaTahunan]:
    """The approved plans of a year of every agency of the regency, by the name of the agency. One query."""
    rows = RencanaTahunan.objects.filter(
        perangkat_daerah__pemerintah_daerah=pemerintah_daerah_id, tahun=tahun, status=RencanaTahunan.Status.APPROVED
    )
    rows = rows.select_related("periode", "perangkat_daerah__pemerintah_daerah")
    return list(rows.order_by("perangkat_daerah__nama", "perangkat_daerah", "urutan"))


def muat_setahun(perangkat_daerah: PerangkatDaerah, tahun: int, *, sedaerah: bool) -> list[RencanaTahunan]:
    """The approved plans of a year, murni first, and for the rest of `bersama` what the agreements under them ask for.

    `sedaerah`: the agreement of the regency's head is among them, which speaks of every agency. Four queries, however
    many plans and units there are; pagu is read when an agreement is made.
    """
    muat_pejabat(perangkat_daerah)
    semua = _disetujui(perangkat_daerah.pemerintah_daerah_id, tahun)
    sendiri = [satu for satu in semua if satu.perangkat_daerah_id == perangkat_daerah.pk]
    perlu = {satu.pk: satu for r in sendiri for satu in (rencana_daerah(r) if sedaerah else [r])}
    per_rencana: dict[int, list[Target]] = {pk: [] for pk in perlu}
    for target in _target(perlu.values()):
        per_rencana[target.rencana_id].append(target)
    titip(TARGET, per_rencana)
    return sendiri
