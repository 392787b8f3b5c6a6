"""One unit's sheet of one quarter, ready to be shown: two grids of plain rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, prefetch_related_objects
from django.utils import timezone

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
from indicators.selectors.komentar import jumlah_catatan
from indicators.selectors.lembar_isian import LembarIsian
from indicators.selectors.rencana import rencana_pk
from indicators.selectors.tindak_lanjut import dengan_jumlah, hitung_per_baris, jumlah_of, tindak_lanjut_unit
from sakip.lib.periods import Triwulan

TindakPerBaris = Mapping[tuple[str, int], JumlahTindakLanjut]
BuktiPerNilai = dict[tuple[str, int], list[BuktiDukung]]
JENJANG_URUT = {jenjang: n for n, jenjang in enumerate(Indikator.Jenjang.values)}


def lembar_isian(unit: UnitKerja, triwulan: Triwulan, jadwal: JadwalPengisian | None = None) -> LembarIsian:
    """The sheet of one unit and quarter: at most ten queries, whatever its number of rows.

    `unit` has its perangkat daerah and regency joined; `jadwal` spares a query where the caller has it.
    """
    pd = unit.perangkat_daerah
    quarter = {"tahun": triwulan.tahun, "triwulan": triwulan.nomor}
    if jadwal is None:
        jadwal = JadwalPengisian.objects.filter(perangkat_daerah=pd, **quarter).first()
    bukti = bukti_triwulan(unit, triwulan)
    tindak = tindak_lanjut_unit(unit, triwulan, timezone.localdate())
    jumlah = hitung_per_baris(tindak)
    return LembarIsian(
        unit=unit,
        triwulan=triwulan,
        jadwal=jadwal,
        lembar=Lembar.objects.filter(unit_kerja=unit, **quarter).first(),
        indikator=baris_indikator(unit, triwulan, kebijakan_of(pd.pemerintah_daerah), bukti, tindak=jumlah),
        anggaran=baris_anggaran(unit, triwulan, bukti, sub_kegiatan_berpagu(unit, triwulan), tindak=jumlah),
        tindak_lanjut=tindak,
    )


def baris_indikator(
    unit: UnitKerja,
    triwulan: Triwulan,
    kebijakan: Kebijakan,
    bukti: BuktiPerNilai,
    hanya: int | None = None,
    *,
    tindak: TindakPerBaris | None = None,
) -> list[BarisIndikator]:
    """The indikator rows of a sheet (or the one row of the indikator `hanya`) with their findings.

    `tindak`: the follow-up items counted by row, where the caller has them; else they are counted row by row.
    """
    targets = _targets(triwulan).filter(rencana=rencana_pk(unit.perangkat_daerah_id, triwulan))
    targets = targets.filter(indikator__unit_kerja=unit)
    if hanya is not None:
        targets = targets.filter(indikator=hanya)
    if tindak is None:
        targets = dengan_jumlah(targets, "realisasi", "indikator", triwulan, timezone.localdate())
    return _baris(list(targets), unit, triwulan, kebijakan, bukti, tindak)


def baris_target(
    target: Target, triwulan: Triwulan, kebijakan: Kebijakan, bukti: BuktiPerNilai, dari: Realisasi | None = None
) -> BarisIndikator:
    """The one row of a target found by `target_isian`, as `baris_indikator` gives it. One query.

    `dari`: the row as it was just saved, with the figures of its formula.
    """
    return _baris([target], target.indikator.unit_kerja, triwulan, kebijakan, bukti, None, dari)[0]


def _targets(triwulan: Triwulan) -> QuerySet[Target, Any]:
    return (
        Target.objects.select_related(
            "tingkat", "indikator__satuan", "indikator__skala", "indikator__sasaran", "indikator__tujuan"
        )
        .prefetch_related("indikator__skala__tingkat")
        .annotate(jumlah_catatan=jumlah_catatan("indikator", "indikator", triwulan))
    )


def _baris(
    listed: list[Target],
    unit: UnitKerja,
    triwulan: Triwulan,
    kebijakan: Kebijakan,
    bukti: BuktiPerNilai,
    tindak: TindakPerBaris | None,
    dari: Realisasi | None = None,
) -> list[BarisIndikator]:
    rasio = [t.indikator for t in listed if t.indikator.rumus == Indikator.Rumus.RASIO]
    if rasio:
        prefetch_related_objects(rasio, "variabel")
    stored = _realisasi([t.indikator for t in listed], triwulan)
    kini = [stored[t.indikator_id, triwulan.tahun] for t in listed if (t.indikator_id, triwulan.tahun) in stored]
    _muat_variabel([t.indikator for t in listed], [r[triwulan.nomor] for r in kini if triwulan.nomor in r], dari)
    hasil = []
    for t in listed:
        jumlah = jumlah_of(t) if tindak is None else tindak.get(("realisasi", t.indikator_id), TANPA_TINDAK_LANJUT)
        hasil.append(_baris_indikator(t, triwulan, stored, kebijakan, bukti, unit, jumlah))
    return sorted(hasil, key=lambda b: (JENJANG_URUT[b.indikator.jenjang], b.indikator.urutan, b.indikator.pk))


def _realisasi(indikator: Sequence[Indikator], triwulan: Triwulan) -> dict[tuple[int, int], dict[int, Realisasi]]:
    """The values by (indikator, year) and quarter: of this year up to the quarter, and of the year before in the
    same quarter and in the last. One query.

    The year before a new period is that of the indikator's predecessor.
    """
    kini, lama = triwulan.tahun, {i.predecessor_id: i.pk for i in indikator if i.predecessor_id}
    own = Q(tahun=kini, triwulan__lte=triwulan.nomor, indikator__in=[i.pk for i in indikator])
    dulu = {triwulan.nomor, 4}  # all that is ever looked at of the year before
    own |= Q(tahun=kini - 1, triwulan__in=dulu, indikator__in=[*lama, *(i.pk for i in indikator)])
    hasil: dict[tuple[int, int], dict[int, Realisasi]] = {}
    for row in Realisasi.objects.filter(own).select_related("tingkat", "diisi_oleh"):
        hasil.setdefault((row.indikator_id, row.tahun), {})[row.triwulan] = row
    for pendahulu, pk in lama.items():
        if (pk, kini - 1) not in hasil and (pendahulu, kini - 1) in hasil:
            hasil[pk, kini - 1] = hasil[pendahulu, kini - 1]
    return hasil


def _muat_variabel(indikator: Sequence[Indikator], rows: Sequence[Realisasi], dari: Realisasi | None = None) -> None:
    """The variables of the formulas among some indikator, and this quarter's figures of them. Two queries, or none.

    `dari`: the one row as it was just saved, which has both already.
    """
    berumus = {i.pk: i for i in indikator if i.rumus == Indikator.Rumus.EKSPRESI}
    if dari is not None:
        for i in berumus.values():
            variabel = dari.indikator.variabel_rumus.all()
            i._prefetched_objects_cache = {"variabel_rumus": variabel}  # type: ignore[attr-defined]
        for row in rows if berumus else ():
            row._prefetched_objects_cache = {"rincian": dari.rincian.all()}  # type: ignore[attr-defined]
    elif berumus:
        prefetch_related_objects(list(berumus.values()), "variabel_rumus")
        prefetch_related_objects([r for r in rows if r.indikator_id in berumus], "rincian")


def _baris_indikator(
    target: Target,
    triwulan: Triwulan,
    stored: dict[tuple[int, int], dict[int, Realisasi]],
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


def sub_kegiatan_berpagu(unit: UnitKerja, triwulan: Triwulan) -> list[Any]:
    """The sub kegiatan of a unit with a pagu in the plan in force (`berpagu`), in their order. One query."""
    sub = berpagu(SubKegiatan.objects.filter(unit_kerja=unit), unit.perangkat_daerah_id, triwulan)
    sub = sub.annotate(jumlah_catatan=jumlah_catatan("sub_kegiatan", "pk", triwulan))
    return list(sub.order_by("kegiatan__urutan", "urutan", "pk"))


def berpagu(
    sub: QuerySet[SubKegiatan], perangkat_daerah_id: int | OuterRef, triwulan: Triwulan
) -> QuerySet[SubKegiatan, Any]:
    """Those with a pagu in the plan in force: `jumlah_pagu`, and `pagu_lalu` in the plan of the former quarter."""
    kini = Q(pagu__rencana=rencana_pk(perangkat_daerah_id, triwulan))
    if triwulan.nomor == 1:
        return sub.annotate(jumlah_pagu=Sum("pagu__jumlah", filter=kini)).filter(jumlah_pagu__isnull=False)
    lalu = Q(pagu__rencana=rencana_pk(perangkat_daerah_id, triwulan.sebelumnya()))
    return sub.annotate(
        jumlah_pagu=Sum("pagu__jumlah", filter=kini), pagu_lalu=Sum("pagu__jumlah", filter=lalu)
    ).filter(jumlah_pagu__isnull=False)


def baris_anggaran(
    unit: UnitKerja,
    triwulan: Triwulan,
    bukti: BuktiPerNilai,
    sub: Sequence[Any],
    cara: str = "",
    *,
    tindak: TindakPerBaris | None = None,
) -> list[BarisAnggaran]:
    """The budget rows of some sub kegiatan that know their `jumlah_pagu`, with their findings. One query.

    `cara`: how money is shown in its cell; empty: as the unit has chosen. `tindak` as for `baris_indikator`.
    """
    kini = Q(tahun=triwulan.tahun, triwulan__lte=triwulan.nomor)
    if triwulan.nomor == 1:  # the notes of the last quarter are those of the year before
        kini |= Q(tahun=triwulan.tahun - 1, triwulan=4)
    stored: dict[tuple[int, int], dict[int, RealisasiAnggaran]] = {}
    for row in RealisasiAnggaran.objects.filter(kini, sub_kegiatan__in=sub).select_related("diisi_oleh"):
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
    """Whether a sub kegiatan found by `berpagu` had a pagu in the former quarter already."""
    return getattr(sub, "pagu_lalu", None) is not None


def jumlah_unit(unit: UnitKerja, triwulan: Triwulan, cara: str) -> JumlahAnggaran:
    """The foot of the budget grid, without its rows. One query."""

    def uang(nomor: int) -> Subquery:
        rows = RealisasiAnggaran.objects.filter(sub_kegiatan=OuterRef("pk"), tahun=triwulan.tahun, triwulan=nomor)
        return Subquery(rows.values("keuangan")[:1])

    sub = berpagu(SubKegiatan.objects.filter(unit_kerja=unit), unit.perangkat_daerah_id, triwulan)
    rows = sub.annotate(kini=uang(triwulan.nomor), lalu=uang(triwulan.nomor - 1)).order_by()
    lama = "pagu_lalu" if triwulan.nomor > 1 else "jumlah_pagu"  # before the first quarter nothing was spent
    return jumlah_anggaran(
        (
            (pagu, kini, lalu, keuangan_dasar(triwulan, lalu, berpagu_lalu=dulu is not None))
            for pagu, kini, lalu, dulu in rows.values_list("jumlah_pagu", "kini", "lalu", lama)
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
        _muat_variabel([indikator], [])
    return indikator


def target_isian(user: Any, pk: int, triwulan: Triwulan) -> Target | None:
    """The target of an indikator the person sees in the plan in force, with all that its row shows beside its values.

    One query, two with a formula.
    """
    rencana = rencana_pk(OuterRef("indikator__perangkat_daerah"), triwulan)
    terlihat = _targets(triwulan).filter(rencana=Subquery(rencana), indikator__unit_kerja__in=visible_units(user))
    target: Target | None = (
        dengan_jumlah(terlihat, "realisasi", "indikator", triwulan, timezone.localdate())
        .select_related("indikator__unit_kerja__perangkat_daerah__pemerintah_daerah")
        .filter(indikator=pk)
        .first()
    )
    if target is not None:
        _muat_variabel([target.indikator], [])
    return target


def sub_kegiatan_isian(user: Any, pk: int, triwulan: Triwulan) -> Any:
    """One sub kegiatan the person sees with its `jumlah_pagu`, if the plan in force has it. One query."""
    terlihat = SubKegiatan.objects.filter(unit_kerja__in=visible_units(user), pk=pk)
    sub = berpagu(terlihat, OuterRef("perangkat_daerah"), triwulan)
    return (
        dengan_jumlah(sub, "anggaran", "pk", triwulan, timezone.localdate())
        .select_related("unit_kerja__perangkat_daerah__pemerintah_daerah")
        .annotate(jumlah_catatan=jumlah_catatan("sub_kegiatan", "pk", triwulan))
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
