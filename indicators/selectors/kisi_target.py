"""The rows of the two grids of targets: of a year's plan with its quarters, and of the years of a period."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import QuerySet

from indicators.checks_rencana import periksa_target
from indicators.models import Indikator, PerangkatDaerah, PeriodeRenstra, RencanaTahunan, Target, TargetRenstra
from indicators.selectors import nilai as cetak
from indicators.selectors.cascade import LABEL
from indicators.selectors.kisi import PILIHAN, BarisKisi, KelompokKisi, Sel, bentuk, pilihan_tingkat, versi
from indicators.selectors.nilai import Besaran
from indicators.selectors.unsur import unsur
from indicators.selectors.unsur_urut import menurun
from sakip.lib.numbers import format_number, romawi

# What the rows show and what a save of them needs: the texts of an indikator are long.
KOLOM = (
    *("kode", "nama", "jenjang", "iku", "satuan__nama", "satuan__simbol", "skala_id", "jenis_nilai", "arah"),
    *("akumulasi", "desimal", "kondisi_awal_nilai", "urutan", "perangkat_daerah_id", "periode_id", "predecessor_id"),
    *("kondisi_awal_tingkat__kode", "kondisi_awal_tingkat__batas_bawah", "kondisi_awal_tingkat__batas_atas"),
    *(f"{jenjang}_id" for jenjang in Indikator.Jenjang.values),
)
NILAI = ("indikator_id", "nilai", "tingkat_id", "diubah_pada")
Pilihan = dict[int, tuple[tuple[str, str], ...]]


def kisi_target(rencana: RencanaTahunan, hanya: Collection[int] | None = None) -> list[KelompokKisi]:
    """The indikator of a plan by the element they measure, with the year's target and four quarters.

    A draft also shows what is not in it yet; an approved plan what is. `hanya`: these rows alone. At most five queries.
    """
    indikator = _indikator(rencana.perangkat_daerah, rencana.periode, hanya)
    isi = Target.objects.filter(rencana=rencana, indikator__in=_kunci(indikator))
    target = {t.indikator_id: t for t in isi.only(*NILAI, "tw1", "tw2", "tw3", "tw4")}
    if rencana.status != RencanaTahunan.Status.DRAFT:
        indikator = [i for i in indikator if i.pk in target]
    diteruskan = {i.predecessor_id for i in indikator}
    indikator = [i for i in indikator if i.pk in target or i.pk not in diteruskan]
    tahunan = TargetRenstra.objects.filter(indikator__in=_kunci(indikator), tahun=rencana.tahun)
    renstra = {t.indikator_id: Besaran(t.nilai, t.tingkat) for t in tahunan.select_related("tingkat")}
    pilihan = pilihan_tingkat(i.skala_id for i in indikator)
    baris = {i.pk: _baris_target(i, target.get(i.pk), renstra.get(i.pk), pilihan, rencana) for i in indikator}
    return _kelompok(rencana.perangkat_daerah, rencana.periode, indikator, baris, rata=hanya is not None)


def renstra_belum_masuk(rencana: RencanaTahunan) -> QuerySet[TargetRenstra]:
    """The Renstra targets of a plan's year whose indikator is not in the plan, nor replaced in its period."""
    diteruskan = Indikator.objects.filter(periode=rencana.periode, predecessor__isnull=False).values("predecessor_id")
    dalam = Target.objects.filter(rencana=rencana).values("indikator_id")
    rows = TargetRenstra.objects.filter(
        indikator__perangkat_daerah=rencana.perangkat_daerah, indikator__periode=rencana.periode, tahun=rencana.tahun
    )
    return rows.exclude(indikator__in=diteruskan).exclude(indikator__in=dalam)


def kisi_renstra(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, hanya: Collection[int] | None = None
) -> list[KelompokKisi]:
    """The indikator of a period by the element they measure, with a target for each of its years. Four queries."""
    indikator = _indikator(perangkat_daerah, periode, hanya)
    target: dict[int, dict[int, TargetRenstra]] = {}
    for t in TargetRenstra.objects.filter(indikator__in=_kunci(indikator)).only(*NILAI, "tahun"):
        target.setdefault(t.indikator_id, {})[t.tahun] = t
    pilihan = pilihan_tingkat(i.skala_id for i in indikator)
    baris = {i.pk: _baris_renstra(i, target.get(i.pk, {}), pilihan, periode) for i in indikator}
    return _kelompok(perangkat_daerah, periode, indikator, baris, rata=hanya is not None)


def _indikator(pd: PerangkatDaerah, periode: PeriodeRenstra, hanya: Collection[int] | None) -> list[Indikator]:
    rows = Indikator.objects.filter(perangkat_daerah=pd, periode=periode)
    if hanya is not None:
        rows = rows.filter(pk__in=hanya)
    return list(rows.select_related("satuan", "kondisi_awal_tingkat").only(*KOLOM).order_by("urutan", "pk"))


def _kunci(indikator: Iterable[Indikator]) -> list[int]:
    return [i.pk for i in indikator]


def _kelompok(
    pd: PerangkatDaerah, periode: PeriodeRenstra, indikator: list[Indikator], baris: dict[int, BarisKisi], *, rata: bool
) -> list[KelompokKisi]:
    """The rows under the element each measures, in the order of the cascade; `rata`: without headings."""
    if rata:
        return [KelompokKisi("", tuple(baris.values()))]
    per_unsur: dict[tuple[str, int], list[BarisKisi]] = {}
    for i in indikator:
        per_unsur.setdefault((i.jenjang, getattr(i, f"{i.jenjang}_id")), []).append(baris[i.pk])
    return [
        KelompokKisi(f"{LABEL[r.jenis]}: {r.uraian}", tuple(per_unsur[r.jenis, r.pk]))
        for r in menurun(unsur(pd, periode))
        if (r.jenis, r.pk) in per_unsur
    ]


def sel_nilai(
    i: Indikator, awalan: str, kolom: str, judul: str, nilai: Decimal | None, tingkat: int | None, pilihan: Pilihan
) -> tuple[Sel, ...]:
    """The cells of one value: a number, a step (in the column of the number), or the step before its number."""
    bertingkat, berangka = bentuk(i)
    sel = []
    if bertingkat and i.skala_id:
        sel.append(
            Sel(
                nama=f"{awalan}-tingkat",
                kolom=kolom if not berangka else f"{kolom}-tingkat",
                judul=judul,
                label=f"{judul}, predikat: {i.nama}",
                isi=str(tingkat or ""),
                jenis=PILIHAN,
                pilihan=pilihan.get(i.skala_id, (("", "–"),)),
            )
        )
    if berangka:
        sel.append(Sel(f"{awalan}-nilai", kolom, judul, f"{judul}: {i.nama}", _isi(nilai)))
    return tuple(sel)


def _isi(nilai: Decimal | None) -> str:
    return "" if nilai is None else format_number(nilai)


def _satuan(i: Indikator) -> str:
    return i.satuan.nama if i.satuan else "–"


def _baris_target(
    i: Indikator, t: Target | None, renstra: Besaran | None, pilihan: Pilihan, rencana: RencanaTahunan
) -> BarisKisi:
    kunci = f"t{i.pk}"
    tw = (t.tw1, t.tw2, t.tw3, t.tw4) if t else (None, None, None, None)
    nilai, tingkat = (t.nilai, t.tingkat_id) if t else (None, None)
    awal = sel_nilai(i, kunci, "nilai", f"Target {rencana.tahun}", nilai, tingkat, pilihan)
    _, berangka = bentuk(i)
    kuartal = [
        (Sel(f"{kunci}-tw{q}", f"tw{q}", f"TW {romawi(q)}", f"TW {romawi(q)}: {i.nama}", _isi(angka)),)
        if berangka or angka is not None
        else ()  # a step holds in every quarter: there is nothing to type
        for q, angka in enumerate(tw, start=1)
    ]
    salah: tuple[str, ...] = ()
    if t is None:
        salah = ("Belum masuk rencana.",)
    elif nilai is None and tingkat is None:
        salah = ("Target belum diisi.",)
    else:
        naik = i.arah == Indikator.Arah.NAIK
        salah = tuple(periksa_target(i.akumulasi, naik=naik, nilai=nilai, bertingkat=bool(tingkat), tw=tw))
    return BarisKisi(
        pk=i.pk,
        kunci=kunci,
        nama=i.nama,
        kode=i.kode,
        tanda="IKU" if i.iku else "",
        tetap=(
            ("Satuan", _satuan(i)),
            ("Cara setahun", i.get_akumulasi_display()),
            ("Target Renstra", cetak.teks(i, renstra, panjang=True, utuh=True) if renstra else "–"),
        ),
        sel=(awal, *kuartal),
        versi=versi([t] if t else []),
        peringatan=salah,
        keluar=t is not None,
        objek=i,
    )


def _baris_renstra(i: Indikator, per_tahun: dict[int, TargetRenstra], pilihan: Pilihan, p: PeriodeRenstra) -> BarisKisi:
    kunci = f"r{i.pk}"
    sel = []
    for tahun in p.tahun:
        t = per_tahun.get(tahun)
        nilai, tingkat = (t.nilai, t.tingkat_id) if t else (None, None)
        sel.append(sel_nilai(i, f"{kunci}-{tahun}", str(tahun), str(tahun), nilai, tingkat, pilihan))
    awal = Besaran(i.kondisi_awal_nilai, i.kondisi_awal_tingkat)
    kosong = [str(tahun) for tahun in p.tahun if tahun not in per_tahun]
    return BarisKisi(
        pk=i.pk,
        kunci=kunci,
        nama=i.nama,
        kode=i.kode,
        tanda="IKU" if i.iku else "",
        tetap=(("Satuan", _satuan(i)), ("Kondisi awal", cetak.teks(i, awal, panjang=True, utuh=True))),
        sel=tuple(sel),
        versi=versi(per_tahun.values()),
        peringatan=(f"Belum ada target {', '.join(kosong)}.",) if kosong and i.iku else (),
        objek=i,
    )
