"""One unit's sheet of one quarter, ready to be shown: two grids of plain rows."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum, prefetch_related_objects

from indicators.calculations import Kebijakan
from indicators.checks import periksa
from indicators.models import (
    BuktiDukung,
    Indikator,
    JadwalPengisian,
    Lembar,
    Realisasi,
    RealisasiAnggaran,
    SubKegiatan,
    Target,
    UnitKerja,
)
from indicators.permissions import visible_units
from indicators.selectors.baris_anggaran import BarisAnggaran
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.capaian import hitung, kebijakan_of, realisasi_sampai, target_sampai
from indicators.selectors.komentar import jumlah_catatan
from indicators.selectors.lembar_isian import LembarIsian
from indicators.selectors.rencana import rencana_pk
from sakip.lib.periods import Triwulan

BuktiPerNilai = dict[tuple[str, int], list[BuktiDukung]]
JENJANG_URUT = {jenjang: n for n, jenjang in enumerate(Indikator.Jenjang.values)}


def lembar_isian(unit: UnitKerja, triwulan: Triwulan, jadwal: JadwalPengisian | None = None) -> LembarIsian:
    """The sheet of one unit and quarter: at most nine queries, whatever its number of rows.

    `unit` has its perangkat daerah and regency joined; `jadwal` spares a query where the caller has it.
    """
    pd = unit.perangkat_daerah
    quarter = {"tahun": triwulan.tahun, "triwulan": triwulan.nomor}
    if jadwal is None:
        jadwal = JadwalPengisian.objects.filter(perangkat_daerah=pd, **quarter).first()
    bukti = bukti_triwulan(unit, triwulan)
    return LembarIsian(
        unit=unit,
        triwulan=triwulan,
        jadwal=jadwal,
        lembar=Lembar.objects.filter(unit_kerja=unit, **quarter).first(),
        indikator=baris_indikator(unit, triwulan, kebijakan_of(pd.pemerintah_daerah), bukti),
        anggaran=baris_anggaran(unit, triwulan, bukti, sub_kegiatan_berpagu(unit, triwulan)),
    )


def baris_indikator(
    unit: UnitKerja, triwulan: Triwulan, kebijakan: Kebijakan, bukti: BuktiPerNilai, hanya: int | None = None
) -> list[BarisIndikator]:
    """The indikator rows of a sheet (or the one row of the indikator `hanya`) with their findings."""
    targets = (
        Target.objects.filter(rencana=rencana_pk(unit.perangkat_daerah_id, triwulan), indikator__unit_kerja=unit)
        .select_related("tingkat", "indikator__satuan", "indikator__skala", "indikator__sasaran", "indikator__tujuan")
        .prefetch_related("indikator__skala__tingkat")
        .annotate(jumlah_catatan=jumlah_catatan("indikator", "indikator", triwulan))
    )
    rows = Realisasi.objects.filter(indikator__unit_kerja=unit, tahun=triwulan.tahun).select_related("tingkat")
    if hanya is not None:
        targets, rows = targets.filter(indikator=hanya), rows.filter(indikator=hanya)
    listed = list(targets)
    rasio = [t.indikator for t in listed if t.indikator.rumus == Indikator.Rumus.RASIO]
    if rasio:
        prefetch_related_objects(rasio, "variabel")
    stored: dict[int, dict[int, Realisasi]] = {}
    for row in rows.filter(triwulan__lte=triwulan.nomor).select_related("diisi_oleh"):
        stored.setdefault(row.indikator_id, {})[row.triwulan] = row
    _muat_variabel([t.indikator for t in listed], [r[triwulan.nomor] for r in stored.values() if triwulan.nomor in r])
    hasil = [
        _baris_indikator(target, triwulan, stored.get(target.indikator_id, {}), kebijakan, bukti, unit)
        for target in listed
    ]
    return sorted(hasil, key=lambda b: (JENJANG_URUT[b.indikator.jenjang], b.indikator.urutan, b.indikator.pk))


def _muat_variabel(indikator: Sequence[Indikator], rows: Sequence[Realisasi]) -> None:
    """The variables of the formulas among some indikator, and this quarter's figures of them. Two queries, or none."""
    berumus = {i.pk: i for i in indikator if i.rumus == Indikator.Rumus.EKSPRESI}
    if berumus:
        prefetch_related_objects(list(berumus.values()), "variabel_rumus")
        prefetch_related_objects([r for r in rows if r.indikator_id in berumus], "rincian")


def _baris_indikator(
    target: Target,
    triwulan: Triwulan,
    rows: dict[int, Realisasi],
    kebijakan: Kebijakan,
    bukti: BuktiPerNilai,
    unit: UnitKerja,
) -> BarisIndikator:
    i = target.indikator
    capaian, kategori = hitung(
        i,
        target_sampai(i, target, triwulan.nomor),
        realisasi_sampai(i, rows, triwulan.nomor),
        kebijakan,
    )
    kini = rows.get(triwulan.nomor)
    baris = BarisIndikator(
        indikator=i,
        triwulan=triwulan,
        target=target,
        per_triwulan=rows,
        capaian=capaian,
        kategori=kategori,
        desimal=unit.perangkat_daerah.pemerintah_daerah.desimal_capaian,
        bukti=bukti.get(("realisasi", kini.pk), []) if kini else [],
        jumlah_catatan=target.jumlah_catatan,  # type: ignore[attr-defined]
    )
    baris.temuan.extend(baris.dengan_penjelasan(periksa([baris.untuk_cek()])))
    return baris


def sub_kegiatan_berpagu(unit: UnitKerja, triwulan: Triwulan) -> list[Any]:
    """The sub kegiatan of a unit with a pagu in the plan in force, which is their `jumlah_pagu`. One query."""
    in_force = Q(pagu__rencana=rencana_pk(unit.perangkat_daerah_id, triwulan))
    return list(
        SubKegiatan.objects.filter(unit_kerja=unit)
        .annotate(
            jumlah_pagu=Sum("pagu__jumlah", filter=in_force),
            jumlah_catatan=jumlah_catatan("sub_kegiatan", "pk", triwulan),
        )
        .filter(jumlah_pagu__isnull=False)
        .order_by("kegiatan__urutan", "urutan", "pk")
    )


def baris_anggaran(
    unit: UnitKerja, triwulan: Triwulan, bukti: BuktiPerNilai, sub: Sequence[Any]
) -> list[BarisAnggaran]:
    """The budget rows of some sub kegiatan that know their `jumlah_pagu`, with their findings. One query."""
    rows = RealisasiAnggaran.objects.filter(sub_kegiatan__in=sub, tahun=triwulan.tahun)
    stored: dict[int, dict[int, RealisasiAnggaran]] = {}
    for row in rows.filter(triwulan__lte=triwulan.nomor).select_related("diisi_oleh"):
        stored.setdefault(row.sub_kegiatan_id, {})[row.triwulan] = row
    hasil = []
    for s in sub:
        per = stored.get(s.pk, {})
        kini = per.get(triwulan.nomor)
        baris = BarisAnggaran(
            sub_kegiatan=s,
            triwulan=triwulan,
            pagu=s.jumlah_pagu,
            per_triwulan=per,
            desimal=unit.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
            bukti=bukti.get(("anggaran", kini.pk), []) if kini else [],
            jumlah_catatan=s.jumlah_catatan,
        )
        baris.temuan.extend(baris.dengan_penjelasan(periksa([baris.untuk_cek()])))
        hasil.append(baris)
    return hasil


def indikator_isian(user: Any, pk: int, triwulan: Triwulan) -> Indikator | None:
    """One indikator the person sees, if the plan in force has it. One query, two with a formula."""
    in_force = Target.objects.filter(
        indikator=OuterRef("pk"), rencana=rencana_pk(OuterRef(OuterRef("perangkat_daerah")), triwulan)
    )
    indikator = (
        Indikator.objects.visible_to(user)
        .select_related("unit_kerja__perangkat_daerah__pemerintah_daerah", "skala", "satuan")
        .filter(Exists(in_force), pk=pk)
        .first()
    )
    if indikator is not None:
        _muat_variabel([indikator], [])
    return indikator


def sub_kegiatan_isian(user: Any, pk: int, triwulan: Triwulan) -> Any:
    """One sub kegiatan the person sees with its `jumlah_pagu`, if the plan in force has it. One query."""
    in_force = Q(pagu__rencana=rencana_pk(OuterRef("perangkat_daerah"), triwulan))
    return (
        SubKegiatan.objects.filter(unit_kerja__in=visible_units(user))
        .select_related("unit_kerja__perangkat_daerah__pemerintah_daerah")
        .annotate(
            jumlah_pagu=Sum("pagu__jumlah", filter=in_force),
            jumlah_catatan=jumlah_catatan("sub_kegiatan", "pk", triwulan),
        )
        .filter(jumlah_pagu__isnull=False, pk=pk)
        .first()
    )


def bukti_triwulan(unit: UnitKerja, triwulan: Triwulan) -> BuktiPerNilai:
    """The evidence of one unit's quarter by ("realisasi" | "anggaran", pk of the value). One query."""
    quarter = {"tahun": triwulan.tahun, "triwulan": triwulan.nomor}
    own = Q(realisasi__indikator__unit_kerja=unit, **{f"realisasi__{k}": v for k, v in quarter.items()})
    own |= Q(
        realisasi_anggaran__sub_kegiatan__unit_kerja=unit, **{f"realisasi_anggaran__{k}": v for k, v in quarter.items()}
    )
    hasil: BuktiPerNilai = {}
    for bukti in BuktiDukung.objects.filter(own):
        key = ("realisasi", bukti.realisasi_id) if bukti.realisasi_id else ("anggaran", bukti.realisasi_anggaran_id)
        hasil.setdefault((key[0], key[1] or 0), []).append(bukti)
    return hasil


def bukti_lain(unit: UnitKerja, nilai: Realisasi | RealisasiAnggaran) -> list[BuktiDukung]:
    """The evidence of the unit's other values of the same quarter, each file or link once. Two queries."""
    ada = set(nilai.bukti.values_list("sha256", flat=True))
    semua = bukti_triwulan(unit, Triwulan(nilai.tahun, nilai.triwulan))
    unik = {b.sha256: b for daftar in semua.values() for b in daftar if b.sha256 not in ada}
    return sorted(unik.values(), key=lambda b: (b.nama.lower(), b.pk))
