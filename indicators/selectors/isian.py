"""One unit's sheet of one quarter, ready to be shown: two grids of plain rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils import timezone

from indicators import permissions
from indicators.calculations import Kebijakan
from indicators.checks import periksa
from indicators.models import (
    BuktiDukung,
    Indikator,
    JadwalPengisian,
    Realisasi,
    RealisasiAnggaran,
    RincianRealisasi,
    Target,
    TingkatPredikat,
    UnitKerja,
)
from indicators.permissions import Ability
from indicators.selectors import isian_kueri as kueri
from indicators.selectors.baris import TANPA_TINDAK_LANJUT, JumlahTindakLanjut
from indicators.selectors.baris_anggaran import (
    SENDIRI,
    BarisAnggaran,
    JumlahAnggaran,
    jumlah_anggaran,
    keuangan_dasar,
)
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.capaian import hitung, kebijakan_of, realisasi_sampai, target_sampai
from indicators.selectors.lembar_isian import LembarIsian
from indicators.selectors.masa import JADWAL_TRIWULAN, masa
from indicators.selectors.rencana import rencana_pk
from indicators.selectors.tindak_lanjut import hitung_per_baris, jumlah_of, tindak_lanjut_unit
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared, attach

TindakPerBaris = Mapping[tuple[str, int], JumlahTindakLanjut]
RealisasiPerTahun = Mapping[tuple[int, int], dict[int, Realisasi]]
BuktiPerNilai = dict[tuple[str, int], list[BuktiDukung]]
JENJANG_URUT = {jenjang: n for n, jenjang in enumerate(Indikator.Jenjang.values)}


def lembar_isian(unit: UnitKerja, triwulan: Triwulan, jadwal: JadwalPengisian | None = None) -> LembarIsian:
    """The sheet of one unit and quarter: at most ten queries, whatever its number of rows.

    `unit` has its perangkat daerah and regency joined; `jadwal` spares a query where the caller has it.
    """
    pd = unit.perangkat_daerah
    if jadwal is None:
        jadwal = JADWAL_TRIWULAN.first(pd=pd.pk, **masa(triwulan))
    bukti = bukti_triwulan(unit, triwulan)
    tindak = tindak_lanjut_unit(unit, triwulan, timezone.localdate())
    jumlah = hitung_per_baris(tindak)
    return LembarIsian(
        unit=unit,
        triwulan=triwulan,
        jadwal=jadwal,
        lembar=kueri.LEMBAR.first(unit=unit.pk, **masa(triwulan)),
        indikator=baris_indikator(unit, triwulan, kebijakan_of(pd.pemerintah_daerah), bukti, jumlah),
        anggaran=anggaran_unit(unit, triwulan, bukti, jumlah),
        tindak_lanjut=tindak,
    )


def baris_indikator(
    unit: UnitKerja, triwulan: Triwulan, kebijakan: Kebijakan, bukti: BuktiPerNilai, tindak: TindakPerBaris
) -> list[BarisIndikator]:
    """The indikator rows of a sheet with their findings; `tindak`: the follow-up items counted by row."""
    nilai = {"unit": unit.pk, **masa(triwulan)}
    targets = kueri.TARGET_UNIT.all(**nilai)
    _muat_tingkat(targets, kueri.TINGKAT_UNIT, unit=unit.pk)
    stored = _per_tahun([t.indikator for t in targets], triwulan, kueri.REALISASI_UNIT.all(**nilai))
    _muat_variabel_unit(targets, stored, triwulan, unit)
    return _baris(targets, unit, triwulan, kebijakan, bukti, stored, tindak)


def baris_target(
    target: Target, triwulan: Triwulan, kebijakan: Kebijakan, bukti: BuktiPerNilai, dari: Realisasi | None = None
) -> BarisIndikator:
    """The one row of a target found by `target_isian`, as `baris_indikator` gives it. One query.

    `dari`: the row as it was just saved, with the figures of its formula.
    """
    i = target.indikator
    nilai = {"baris": i.pk, "pendahulu": i.predecessor_id or 0, **masa(triwulan)}
    stored = _per_tahun([i], triwulan, kueri.REALISASI_SATU.all(**nilai))
    row = stored.get((i.pk, triwulan.tahun), {}).get(triwulan.nomor)
    _muat_variabel(i, row, dari)
    return _baris([target], i.unit_kerja, triwulan, kebijakan, bukti, stored, None)[0]


def _muat_tingkat(targets: Sequence[Target], tingkat: Prepared[TingkatPredikat], **nilai: int) -> None:
    """The steps of the scales of some indikator, best first. One query, none where no indikator has a scale."""
    skala = [t.indikator.skala for t in targets if t.indikator.skala]
    per: dict[int, list[TingkatPredikat]] = {}
    for satu in tingkat.all(**nilai) if skala else ():
        per.setdefault(satu.skala_id, []).append(satu)
    for s in skala:
        attach(s, "tingkat", per.get(s.pk, []))


def _baris(
    listed: list[Target],
    unit: UnitKerja,
    triwulan: Triwulan,
    kebijakan: Kebijakan,
    bukti: BuktiPerNilai,
    stored: RealisasiPerTahun,
    tindak: TindakPerBaris | None,
) -> list[BarisIndikator]:
    """`tindak` None: the follow-up items were counted with the target."""
    rasio = [t.indikator for t in listed if t.indikator.rumus == Indikator.Rumus.RASIO]
    if rasio:
        prefetch_related_objects(rasio, "variabel")
    hasil = []
    for t in listed:
        jumlah = jumlah_of(t) if tindak is None else tindak.get(("realisasi", t.indikator_id), TANPA_TINDAK_LANJUT)
        hasil.append(_baris_indikator(t, triwulan, stored, kebijakan, bukti, unit, jumlah))
    return sorted(hasil, key=lambda b: (JENJANG_URUT[b.indikator.jenjang], b.indikator.urutan, b.indikator.pk))


def _per_tahun(
    indikator: Sequence[Indikator], triwulan: Triwulan, rows: Sequence[Realisasi]
) -> dict[tuple[int, int], dict[int, Realisasi]]:
    """The values by (indikator, year) and quarter; the year before a new period is that of the predecessor."""
    hasil: dict[tuple[int, int], dict[int, Realisasi]] = {}
    for row in rows:
        hasil.setdefault((row.indikator_id, row.tahun), {})[row.triwulan] = row
    dulu = triwulan.tahun - 1
    for i in indikator:
        if i.predecessor_id and (i.pk, dulu) not in hasil and (i.predecessor_id, dulu) in hasil:
            hasil[i.pk, dulu] = hasil[i.predecessor_id, dulu]
    return hasil


def _muat_variabel_unit(
    targets: Sequence[Target], stored: RealisasiPerTahun, triwulan: Triwulan, unit: UnitKerja
) -> None:
    """The variables of a sheet's formulas, and this quarter's figures of them. One query, none without a formula."""
    berumus = [t.indikator for t in targets if t.indikator.rumus == Indikator.Rumus.EKSPRESI]
    per: dict[int, list[Any]] = {}
    for v in kueri.VARIABEL_UNIT.all(unit=unit.pk, **masa(triwulan)) if berumus else ():
        per.setdefault(v.indikator_id, []).append(v)
    for i in berumus:
        variabel, row = per.get(i.pk, []), stored.get((i.pk, triwulan.tahun), {}).get(triwulan.nomor)
        attach(i, "variabel_rumus", variabel)
        if row is not None:
            isi = [RincianRealisasi(pk=v.ada, simbol=v.simbol, nilai=v.isi) for v in variabel if v.ada]
            attach(row, "rincian", isi)


def _muat_variabel(indikator: Indikator, row: Realisasi | None, dari: Realisasi | None = None) -> None:
    """The same of one indikator and its row, by two queries. `dari`: the row as it was just saved, with both."""
    if indikator.rumus != Indikator.Rumus.EKSPRESI:
        return
    if dari is not None:
        attach(indikator, "variabel_rumus", dari.indikator.variabel_rumus.all())
    else:
        prefetch_related_objects([indikator], "variabel_rumus")
    if row is not None and dari is not None:
        attach(row, "rincian", dari.rincian.all())
    elif row is not None:
        prefetch_related_objects([row], "rincian")


def _baris_indikator(
    target: Target,
    triwulan: Triwulan,
    stored: RealisasiPerTahun,
    kebijakan: Kebijakan,
    bukti: BuktiPerNilai,
    unit: UnitKerja,
    tindak_lanjut: JumlahTindakLanjut,
) -> BarisIndikator:
    i = target.indikator
    rows = stored.get((i.pk, triwulan.tahun), {})
    janji, nyata = target_sampai(i, target, triwulan.nomor), realisasi_sampai(i, rows, triwulan.nomor)
    capaian, kategori = hitung(i, janji, nyata, kebijakan)
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
        target_sampai=janji,
        realisasi_sampai=nyata,
        tahun_lalu=stored.get((i.pk, triwulan.tahun - 1), {}),
        tindak_lanjut=tindak_lanjut,
    )
    baris.temuan.extend(baris.dengan_penjelasan(periksa([baris.untuk_cek()])))
    return baris


def anggaran_unit(
    unit: UnitKerja, triwulan: Triwulan, bukti: BuktiPerNilai, tindak: TindakPerBaris
) -> list[BarisAnggaran]:
    """The budget rows of a sheet: the sub kegiatan with a pagu in the plan in force, in their order. Two queries."""
    nilai, pertama = {"unit": unit.pk, **masa(triwulan)}, triwulan.nomor == 1
    sub = kueri.SUB_UNIT[pertama].all(**nilai)
    rows = kueri.ANGGARAN_UNIT[pertama].all(**nilai) if sub else []
    return _baris_anggaran(unit, triwulan, bukti, sub, rows, "", tindak)


def baris_sub_kegiatan(sub: Any, triwulan: Triwulan, bukti: BuktiPerNilai, cara: str = "") -> BarisAnggaran:
    """The one row of a sub kegiatan found by `sub_kegiatan_isian`. One query.

    `cara`: how money is shown in its cell; empty: as the unit has chosen.
    """
    rows = kueri.ANGGARAN_SATU[triwulan.nomor == 1].all(baris=sub.pk, **masa(triwulan))
    return _baris_anggaran(sub.unit_kerja, triwulan, bukti, [sub], rows, cara, None)[0]


def _baris_anggaran(
    unit: UnitKerja,
    triwulan: Triwulan,
    bukti: BuktiPerNilai,
    sub: Sequence[Any],
    rows: Sequence[RealisasiAnggaran],
    cara: str,
    tindak: TindakPerBaris | None,
) -> list[BarisAnggaran]:
    """The rows of some sub kegiatan that know their `jumlah_pagu`; `tindak` as for `_baris`."""
    stored: dict[tuple[int, int], dict[int, RealisasiAnggaran]] = {}
    for row in rows:
        stored.setdefault((row.sub_kegiatan_id, row.tahun), {})[row.triwulan] = row
    hasil = []
    for s in sub:
        per = stored.get((s.pk, triwulan.tahun), {})
        row_kini = per.get(triwulan.nomor)
        baris = BarisAnggaran(
            sub_kegiatan=s,
            triwulan=triwulan,
            pagu=s.jumlah_pagu,
            per_triwulan=per,
            desimal=unit.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
            bukti=bukti.get(("anggaran", row_kini.pk), []) if row_kini else [],
            jumlah_catatan=s.jumlah_catatan,
            cara=cara or unit.cara_anggaran,
            berpagu_lalu=berpagu_lalu(s),
            tahun_lalu=stored.get((s.pk, triwulan.tahun - 1), {}),
            tindak_lanjut=jumlah_of(s) if tindak is None else tindak.get(("anggaran", s.pk), TANPA_TINDAK_LANJUT),
        )
        baris.temuan.extend(baris.dengan_penjelasan(periksa([baris.untuk_cek()])))
        hasil.append(baris)
    return hasil


def berpagu_lalu(sub: Any) -> bool:
    """Whether a sub kegiatan of a sheet had a pagu in the former quarter already."""
    return getattr(sub, "pagu_lalu", None) is not None


def jumlah_unit(unit: UnitKerja, triwulan: Triwulan, cara: str) -> JumlahAnggaran:
    """The foot of the budget grid, without its rows. One query."""
    rows = kueri.UANG_UNIT[triwulan.nomor == 1].all(unit=unit.pk, **masa(triwulan))
    return jumlah_anggaran(
        (
            (pagu, kini, lalu, keuangan_dasar(triwulan, lalu, berpagu_lalu=dulu is not None))
            for pagu, kini, lalu, dulu in rows
        ),
        triwulan=triwulan,
        desimal=unit.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
        sendiri=cara == SENDIRI,
    )


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
        _muat_variabel(indikator, None)
    return indikator


def target_isian(user: Any, pk: int, triwulan: Triwulan) -> Target | None:
    """The target of an indikator the person sees in the plan in force, with all that its row shows beside its values.

    One query, one more for its scale and one for its formula.
    """
    nilai = {"baris": pk, "hari_ini": timezone.localdate(), **masa(triwulan)}
    target = kueri.TARGET_SATU.first(**nilai)
    if target is None or not permissions.can(user, Ability.VIEW, target.indikator.unit_kerja):
        return None
    if target.indikator.skala_id:
        _muat_tingkat([target], kueri.TINGKAT_SKALA, skala=target.indikator.skala_id)
    _muat_variabel(target.indikator, None)
    return target


def sub_kegiatan_isian(user: Any, pk: int, triwulan: Triwulan) -> Any:
    """One sub kegiatan the person sees with its `jumlah_pagu`, if the plan in force has it. One query."""
    nilai = {"baris": pk, "hari_ini": timezone.localdate(), **masa(triwulan)}
    sub = kueri.SUB_SATU[triwulan.nomor == 1].first(**nilai)
    return sub if sub is not None and permissions.can(user, Ability.VIEW, sub.unit_kerja) else None


def bukti_triwulan(unit: UnitKerja, triwulan: Triwulan) -> BuktiPerNilai:
    """The evidence of one unit's quarter by ("realisasi" | "anggaran", pk of the value). One query."""
    hasil: BuktiPerNilai = {}
    for bukti in kueri.BUKTI_UNIT.all(unit=unit.pk, **masa(triwulan)):
        key = ("realisasi", bukti.realisasi_id) if bukti.realisasi_id else ("anggaran", bukti.realisasi_anggaran_id)
        hasil.setdefault((key[0], key[1] or 0), []).append(bukti)
    return hasil


def bukti_lain(unit: UnitKerja, nilai: Realisasi | RealisasiAnggaran) -> list[BuktiDukung]:
    """The evidence of the unit's other values of the same quarter, each file or link once. Two queries."""
    ada = set(nilai.bukti.values_list("sha256", flat=True))
    semua = bukti_triwulan(unit, Triwulan(nilai.tahun, nilai.triwulan))
    unik = {b.sha256: b for daftar in semua.values() for b in daftar if b.sha256 not in ada}
    return sorted(unik.values(), key=lambda b: (b.nama.lower(), b.pk))
