"""The questions the quarterly sheet asks the database, each written once a process (`sakip.lib.prepared`).

They are asked for every sheet that is opened and every cell that is saved. Scope is not part of them: whoever asks for
one row checks the unit it comes with (`permissions.can`), whoever asks for a sheet has found its unit in the scope.
"""

from typing import Any

from django.db.models import (
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from indicators.models import (
    BuktiDukung,
    Indikator,
    Lembar,
    Realisasi,
    RealisasiAnggaran,
    RincianRealisasi,
    SubKegiatan,
    Target,
    TingkatPredikat,
    VariabelRumus,
)
from indicators.selectors.komentar import jumlah_catatan
from indicators.selectors.masa import BARIS, HARI_INI, KINI, LALU, UNIT, MasaIsian, kunci
from indicators.selectors.rencana import rencana_pk
from indicators.selectors.tindak_lanjut import dengan_jumlah
from sakip.lib.prepared import Prepared

LAMPIRAN = "unit_kerja__perangkat_daerah__pemerintah_daerah"
# Of who filled a row only the name is shown; a password is nothing to carry around with every row.
DIISI = [f"diisi_oleh__{k}" for k in ("password", "last_login", "is_superuser", "first_name", "last_name", "email")]


PENDAHULU = kunci("pendahulu")


# --- Indikator -------------------------------------------------------------------------------------------------


def _target(rencana: Any) -> QuerySet[Target, Any]:
    """Targets of the plan in force with what a row shows beside its values."""
    return (
        Target.objects.filter(rencana=Subquery(rencana))
        .select_related("tingkat", "indikator__satuan", "indikator__skala", "indikator__sasaran")
        .annotate(jumlah_catatan=jumlah_catatan("indikator", "indikator", KINI))
        .order_by()
    )


def _target_unit() -> QuerySet[Target, Any]:
    unit = OuterRef("indikator__unit_kerja__perangkat_daerah")
    return _target(rencana_pk(unit, KINI)).filter(indikator__unit_kerja=UNIT)


def _target_satu() -> QuerySet[Target, Any]:
    rows = _target(rencana_pk(OuterRef("indikator__perangkat_daerah"), KINI)).filter(indikator=BARIS)
    rows = rows.select_related(f"indikator__{LAMPIRAN}")
    return dengan_jumlah(rows, "realisasi", "indikator", KINI, HARI_INI)[:1]


def _realisasi(milik: Q, pendahulu: Q) -> QuerySet[Realisasi, Any]:
    """This year's rows up to the quarter; of the year before those of the same quarter and of the last one, which are
    all that is ever looked at, and which are the predecessor's where a period begins."""
    kini = milik & Q(tahun=KINI.tahun, triwulan__lte=KINI.nomor)
    dulu = (milik | pendahulu) & Q(tahun=KINI.tahun - 1) & (Q(triwulan=KINI.nomor) | Q(triwulan=4))
    return Realisasi.objects.filter(kini | dulu).select_related("tingkat", "diisi_oleh").defer(*DIISI).order_by()


def _realisasi_unit() -> QuerySet[Realisasi, Any]:
    lama = Indikator.objects.filter(unit_kerja=UNIT, predecessor__isnull=False).values("predecessor")
    return _realisasi(Q(indikator__unit_kerja=UNIT), Q(indikator__in=lama))


def _variabel_unit() -> QuerySet[VariabelRumus, Any]:
    """The variables of the formulas of a unit, each with its figure in the quarter: `ada` is whether it was entered."""
    rows = RincianRealisasi.objects.filter(
        realisasi__indikator=OuterRef("indikator"),
        realisasi__tahun=KINI.tahun,
        realisasi__triwulan=KINI.nomor,
        simbol=OuterRef("simbol"),
    ).order_by()
    milik = VariabelRumus.objects.filter(indikator__unit_kerja=UNIT)
    return milik.annotate(ada=Subquery(rows.values("pk")[:1]), isi=Subquery(rows.values("nilai")[:1]))


VARIABEL_UNIT: Prepared[Any] = Prepared(_variabel_unit)
TARGET_UNIT: Prepared[Target] = Prepared(_target_unit)
TARGET_SATU: Prepared[Target] = Prepared(_target_satu)
REALISASI_UNIT: Prepared[Realisasi] = Prepared(_realisasi_unit)
REALISASI_SATU: Prepared[Realisasi] = Prepared(lambda: _realisasi(Q(indikator=BARIS), Q(indikator=PENDAHULU)))
TINGKAT_UNIT: Prepared[TingkatPredikat] = Prepared(
    lambda: TingkatPredikat.objects.filter(
        skala__in=Indikator.objects.filter(unit_kerja=UNIT, skala__isnull=False).values("skala")
    )
)
TINGKAT_SKALA: Prepared[TingkatPredikat] = Prepared(lambda: TingkatPredikat.objects.filter(skala=kunci("skala")))


# --- Sub kegiatan ----------------------------------------------------------------------------------------------


def _berpagu(sub: QuerySet[SubKegiatan], *, pertama: bool) -> QuerySet[SubKegiatan, Any]:
    """Those with a pagu in the plan in force: `jumlah_pagu`, and `pagu_lalu` in the plan of the former quarter.

    `pertama`: it is the first quarter; before it nothing was planned that counts.
    """
    pd = OuterRef("perangkat_daerah")
    sub = sub.annotate(jumlah_pagu=Sum("pagu__jumlah", filter=Q(pagu__rencana=Subquery(rencana_pk(pd, KINI)))))
    if not pertama:
        sub = sub.annotate(pagu_lalu=Sum("pagu__jumlah", filter=Q(pagu__rencana=Subquery(rencana_pk(pd, LALU)))))
    return sub.filter(jumlah_pagu__isnull=False)


def _sub_unit(*, pertama: bool) -> QuerySet[SubKegiatan, Any]:
    sub = _berpagu(SubKegiatan.objects.filter(unit_kerja=UNIT), pertama=pertama)
    sub = sub.annotate(jumlah_catatan=jumlah_catatan("sub_kegiatan", "pk", KINI))
    return sub.order_by("kegiatan__urutan", "urutan", "pk")


def _sub_satu(*, pertama: bool) -> QuerySet[SubKegiatan, Any]:
    sub = _berpagu(SubKegiatan.objects.filter(pk=BARIS), pertama=pertama).select_related(LAMPIRAN)
    sub = sub.annotate(jumlah_catatan=jumlah_catatan("sub_kegiatan", "pk", KINI))
    return dengan_jumlah(sub, "anggaran", "pk", KINI, HARI_INI).order_by()


def _uang(masa_uang: MasaIsian) -> Subquery:
    rows = RealisasiAnggaran.objects.filter(
        sub_kegiatan=OuterRef("pk"), tahun=masa_uang.tahun, triwulan=masa_uang.nomor
    )
    return Subquery(rows.order_by().values("keuangan")[:1])


def _uang_unit(*, pertama: bool) -> QuerySet[SubKegiatan, Any]:
    """(pagu, money to this quarter, to the former one, pagu of the former one) of each sub kegiatan of a unit.

    Before the first quarter nothing was spent: its own pagu stands for the former one's.
    """
    sub = _berpagu(SubKegiatan.objects.filter(unit_kerja=UNIT), pertama=pertama)
    sub = sub.annotate(kini=_uang(KINI), lalu=_uang(LALU)).order_by()
    dulu = {"dulu": F("jumlah_pagu")} if pertama else {"dulu": F("pagu_lalu")}
    return sub.annotate(**dulu).values_list("jumlah_pagu", "kini", "lalu", "dulu")


def _anggaran(milik: Q, *, pertama: bool) -> QuerySet[RealisasiAnggaran, Any]:
    """This year's rows up to the quarter; before the first one the notes of the year before are at hand."""
    kini = Q(tahun=KINI.tahun, triwulan__lte=KINI.nomor)
    if pertama:
        kini |= Q(tahun=LALU.tahun, triwulan=LALU.nomor)
    return RealisasiAnggaran.objects.filter(milik, kini).select_related("diisi_oleh").defer(*DIISI).order_by()


PER_TRIWULAN = (True, False)
SUB_UNIT = {p: Prepared[Any](lambda p=p: _sub_unit(pertama=p)) for p in PER_TRIWULAN}  # type: ignore[misc]
SUB_SATU = {p: Prepared[Any](lambda p=p: _sub_satu(pertama=p)) for p in PER_TRIWULAN}  # type: ignore[misc]
UANG_UNIT = {p: Prepared[Any](lambda p=p: _uang_unit(pertama=p)) for p in PER_TRIWULAN}  # type: ignore[misc]
ANGGARAN_UNIT = {
    p: Prepared[RealisasiAnggaran](lambda p=p: _anggaran(Q(sub_kegiatan__unit_kerja=UNIT), pertama=p))  # type: ignore[misc]
    for p in PER_TRIWULAN
}
ANGGARAN_SATU = {
    p: Prepared[RealisasiAnggaran](lambda p=p: _anggaran(Q(sub_kegiatan=BARIS), pertama=p))  # type: ignore[misc]
    for p in PER_TRIWULAN
}


# --- Sheet and evidence ----------------------------------------------------------------------------------------


def _bukti_unit() -> QuerySet[BuktiDukung, Any]:
    kini = {"tahun": KINI.tahun, "triwulan": KINI.nomor}
    own = Q(realisasi__indikator__unit_kerja=UNIT, **{f"realisasi__{k}": v for k, v in kini.items()})
    own |= Q(
        realisasi_anggaran__sub_kegiatan__unit_kerja=UNIT, **{f"realisasi_anggaran__{k}": v for k, v in kini.items()}
    )
    return BuktiDukung.objects.filter(own)


BUKTI_UNIT: Prepared[BuktiDukung] = Prepared(_bukti_unit)
LEMBAR: Prepared[Lembar] = Prepared(
    lambda: Lembar.objects.filter(unit_kerja=UNIT, tahun=KINI.tahun, triwulan=KINI.nomor).order_by()
)
