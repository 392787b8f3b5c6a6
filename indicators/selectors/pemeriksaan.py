"""The facts the rules about the data look at, read for one perangkat daerah and year, and what the rules find."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Value

from indicators.checks_data import TemuanData, periksa_data
from indicators.checks_fakta import Fakta, IndikatorCek, KodeCek, NilaiCek, Objek, SasaranCek, TujuanCek, UraianCek
from indicators.models import (
    Indikator,
    Nomenklatur,
    Pejabat,
    PerangkatDaerah,
    PeriodeRenstra,
    Target,
    TargetRenstra,
    TingkatPredikat,
    Variabel,
    VariabelRumus,
)
from indicators.rumus import RumusSalah, uraikan
from indicators.selectors import nilai as cetak
from indicators.selectors.bekal import bekal_of, dukungan_iku, nama_daerah, target_rencana
from indicators.selectors.bekal import units as units_of
from indicators.selectors.masa import kunci
from indicators.selectors.nilai import Besaran
from indicators.selectors.nomenklatur import EDISI_BARU, edisi_tahun
from indicators.selectors.pemeriksaan_nilai import (
    Units,
    bernilai,
    nama_unit,
    pejabat_cek,
    rencana_cek,
    statistik_cek,
    tingkat,
)
from indicators.selectors.pemeriksaan_pohon import pohon_cek
from indicators.selectors.unit_nama import bersebutan
from indicators.selectors.unsur import BarisUnsur, RencanaPagu, rencana_tahun, unsur, yang_berlaku
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared

BERKODE = ("program", "kegiatan", "sub_kegiatan")
TEKS = ("nama", "definisi", "makna", "alasan", "formulasi", "sumber_data", "penanggung_jawab")
WAJIB = ("alasan", "formulasi", "sumber_data", "penanggung_jawab")
"""What an IKU must explain (PermenPANRB 20/2008)."""
"""The year from which the four-digit codes of Kepmendagri 900.1.15.5-1317/2023 hold; before it those of 2019 do."""


def temuan_data(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> list[TemuanData]:
    """What the rules find in the data of one perangkat daerah and year, errors first. Seventeen queries.

    `perangkat_daerah` has its regency joined; `sampai` is the quarter whose plan is in force, `tutup` whether a
    quarter of the year was closed.
    """
    return periksa_data(fakta_for(perangkat_daerah, periode, tahun, sampai=sampai, tutup=tutup))


def fakta_for(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> Fakta:
    """The facts themselves."""
    fakta = fakta_pokok(perangkat_daerah, periode, tahun, sampai=sampai, tutup=tutup)
    return bernilai(fakta, perangkat_daerah, periode)


def fakta_pokok(
    perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, *, sampai: int = 4, tutup: bool = False
) -> Fakta:
    """All of them but values and money: what stays as it is while people fill in their sheets."""
    pd = perangkat_daerah
    units = {u.pk: u for u in bersebutan(units_of(pd.pk).values())}
    rows = unsur(pd, periode)
    semua_rencana = rencana_tahun(pd, tahun)
    rencana = yang_berlaku(semua_rencana, Triwulan(tahun, sampai))
    dukungan = dukungan_iku(pd.pk, periode.pk)
    indikator = _indikator(pd, periode, rencana, units, rows, dukungan)
    edisi = edisi_tahun(tahun)
    nomenklatur = _nomenklatur(edisi, rencana)
    setda = pd.jenis == PerangkatDaerah.Jenis.SETDA
    daerah_lain = dict.fromkeys(nama for pk, nama, _ in nama_daerah() if pk != pd.pemerintah_daerah_id)
    return Fakta(
        perangkat_daerah=Objek("perangkat_daerah", pd.pk, pd.nama),
        tahun=tahun,
        periode=tuple(periode.tahun),
        nama_daerah=pd.pemerintah_daerah.nama,
        daerah_lain=tuple(daerah_lain),
        edisi=edisi,
        nomenklatur=frozenset(nomenklatur),
        jenis_kepala=Pejabat.Jenis.SEKDA if setda else Pejabat.Jenis.KEPALA_PD,
        tutup=tutup,
        tujuan=tuple(TujuanCek(_objek(r, units), r.induk is not None) for r in rows if r.jenis == "tujuan"),
        sasaran=tuple(_sasaran(rows, indikator, units)),
        berkode=tuple(_berkode(rows, units)),
        indikator=tuple(cek for _, cek in indikator),
        pejabat=tuple(pejabat_cek(pd, units)),
        nama_nomenklatur=nomenklatur,
        unsur=tuple(_uraian(rows, units)),
        tingkat=tingkat(),
        ada_rencana=rencana is not None,
        pagu_sub=rencana.per_sub if rencana else {},
        iku_program=Counter(program for program, _ in dukungan),
        rencana=tuple(rencana_cek(semua_rencana)),
        statistik=tuple(statistik_cek(pd, tahun)),
        pohon=pohon_cek(pd, periode, rows, [cek for _, cek in indikator], units.values(), tahun),
    )


def _nomenklatur(edisi: int, rencana: RencanaPagu | None) -> dict[str, str]:
    """Name by code of an edition. For a former edition's year without a plan there is nothing to hold codes against."""
    if rencana is None and edisi != EDISI_BARU:
        return {}
    return dict(Nomenklatur.objects.filter(edisi=edisi).order_by().values_list("kode", "nama"))


def _berkode(rows: Sequence[BarisUnsur], units: Units) -> Iterable[KodeCek]:
    kode = {(r.jenis, r.pk): r.kode for r in rows}
    atas = {"kegiatan": "program", "sub_kegiatan": "kegiatan"}
    for r in rows:
        if r.jenis in BERKODE:
            yield KodeCek(_objek(r, units), r.kode, kode.get((atas.get(r.jenis, ""), r.induk or 0), ""))


def _uraian(rows: Sequence[BarisUnsur], units: Units) -> Iterable[UraianCek]:
    """Every element of the perangkat daerah with how many stand directly below it."""
    bawah = {"tujuan": "sasaran", "program": "kegiatan", "kegiatan": "sub_kegiatan"}
    anak: dict[tuple[str, int | None], int] = {}
    for r in rows:
        anak[r.jenis, r.induk] = anak.get((r.jenis, r.induk), 0) + 1
    for r in rows:
        if r.jenis not in ("visi", "misi"):
            jumlah = anak.get((bawah[r.jenis], r.pk), 0) if r.jenis in bawah else 1
            yield UraianCek(_objek(r, units), r.atasan or r.induk, jumlah)


def _objek(r: BarisUnsur, units: Units) -> Objek:
    return Objek(r.jenis, r.pk, r.uraian, r.unit, nama_unit(units, r.unit))


def _sasaran(
    rows: Sequence[BarisUnsur], indikator: Sequence[tuple[Indikator, IndikatorCek]], units: Units
) -> Iterable[SasaranCek]:
    jumlah: dict[int | None, int] = {}
    for i, _ in indikator:
        jumlah[i.sasaran_id] = jumlah.get(i.sasaran_id, 0) + 1
    for r in rows:
        if r.jenis == "sasaran":
            yield SasaranCek(_objek(r, units), r.induk is not None, r.atasan is not None, jumlah.get(r.pk, 0))


# --- Indicators ----------------------------------------------------------------------------------------------


def _indikator(
    pd: PerangkatDaerah,
    periode: PeriodeRenstra,
    rencana: RencanaPagu | None,
    units: Units,
    rows: Sequence[BarisUnsur],
    dukungan: Sequence[tuple[int, int]],
) -> list[tuple[Indikator, IndikatorCek]]:
    """Every indikator with its targets, its variables and how many programmes support it. Four queries."""
    listed, per_tahun = _berangka(pd, periode)
    menurut_pk = {i.pk: i for i in listed}
    variabel, simbol = _variabel(pd, periode)
    renstra: dict[int, dict[int, NilaiCek]] = {}
    for pk, tahun, *isi in per_tahun:
        renstra.setdefault(pk, {})[tahun] = _nilai(menurut_pk[pk], *isi)
    tahunan = _tahunan(pd, periode, rencana)
    pemilik = {r.pk: units[r.unit].jalur for r in rows if r.jenis == "sasaran" and r.unit in units}
    jumlah = Counter(iku for _, iku in dukungan)
    hasil = []
    diteruskan = {i.predecessor_id for i in listed}
    for i in listed:
        rencana_i = tahunan.get(i.pk)
        peran = variabel.get(i.pk, {})
        cek = IndikatorCek(
            objek=Objek("indikator", i.pk, i.nama, i.unit_kerja_id, nama_unit(units, i.unit_kerja_id)),
            variabel=frozenset(peran),
            nama_variabel=peran,
            galat_rumus=_galat_rumus(i, simbol.get(i.pk, set())),
            pemilik=pemilik.get(i.sasaran_id or 0, ""),
            jumlah_program=jumlah[i.pk],
            target=renstra.get(i.pk, {}),
            rencana=_nilai(i, *rencana_i[:3]) if rencana_i else None,
            triwulan=tuple(rencana_i[3:]) if rencana_i else (),
            pendahulu=i.predecessor_id if i.predecessor_id in menurut_pk else None,
            diteruskan=i.pk in diteruskan,
            **_sendiri(i),
        )
        hasil.append((i, cek))
    return hasil


KOLOM = ("indikator_id", "nilai", "tingkat_id", "tingkat__kode")
KOLOM_TRIWULAN = ("tw1", "tw2", "tw3", "tw4")
PD, PERIODE = kunci("pd"), kunci("periode")
INDIKATOR: Prepared[Indikator] = Prepared(
    lambda: (
        Indikator.objects.filter(perangkat_daerah=PD, periode=PERIODE)
        .select_related("satuan", "kondisi_akhir_tingkat")
        .order_by("urutan", "pk")
    )
)
RENSTRA: Prepared[Any] = Prepared(
    lambda: (
        TargetRenstra.objects.filter(indikator__perangkat_daerah=PD, indikator__periode=PERIODE)
        .order_by("pk")
        .values_list("indikator_id", "tahun", *KOLOM[1:])
    )
)
TAHUNAN: Prepared[Any] = Prepared(
    lambda: Target.objects.filter(rencana=kunci("rencana")).order_by("pk").values_list(*KOLOM, *KOLOM_TRIWULAN)
)
VARIABEL: Prepared[Any] = Prepared(
    lambda: (
        Variabel.objects.filter(indikator__perangkat_daerah=PD, indikator__periode=PERIODE)
        .order_by()
        .values_list("indikator_id", Value(True), "peran", "nama")
        .union(
            VariabelRumus.objects.filter(indikator__perangkat_daerah=PD, indikator__periode=PERIODE)
            .order_by()
            .values_list("indikator_id", Value(False), "simbol", Value("")),
            all=True,
        )
    )
)


def _berangka(pd: PerangkatDaerah, periode: PeriodeRenstra) -> tuple[list[Indikator], list[tuple[Any, ...]]]:
    """The indikator of a period, and their targets of the Renstra: (indikator, year, value, step, its code).

    Two queries, none where they were left (`bekal`).
    """
    bekal = bekal_of(pd.pk, periode.pk)
    if bekal is None:
        milik = {"pd": pd.pk, "periode": periode.pk}
        return INDIKATOR.all(**milik), RENSTRA.all(**milik)
    rows = [
        (pk, tahun, b.nilai, b.tingkat.pk if b.tingkat else None, b.tingkat.kode if b.tingkat else None)
        for pk in bekal.indikator
        for tahun, b in bekal.renstra.get(pk, {}).items()
    ]
    return list(bekal.indikator.values()), rows


def _tahunan(pd: PerangkatDaerah, periode: PeriodeRenstra, rencana: RencanaPagu | None) -> dict[int, tuple[Any, ...]]:
    """The targets of a plan: {indikator: (value, step, its code, the four quarters)}. At most one query."""
    if rencana is None:
        return {}
    if bekal_of(pd.pk, periode.pk) is None:
        return {isi[0]: isi[1:] for isi in TAHUNAN.all(rencana=rencana.rencana.pk)}
    rows = target_rencana(rencana.rencana.pk)
    return {pk: (*_isi(t), *(getattr(t, k) for k in KOLOM_TRIWULAN)) for pk, t in rows.items()}


def _isi(target: Target) -> tuple[Decimal | None, int | None, str | None]:
    return target.nilai, target.tingkat_id, target.tingkat.kode if target.tingkat else None


def _variabel(pd: PerangkatDaerah, periode: PeriodeRenstra) -> tuple[dict[int, dict[str, str]], dict[int, set[str]]]:
    """By indikator: what the parts of its ratio are called, and the variables of its formula. One query."""
    nama: dict[int, dict[str, str]] = {}
    simbol: dict[int, set[str]] = {}
    for pk, bagian, satu, sebutan in VARIABEL.all(pd=pd.pk, periode=periode.pk):
        if bagian:
            nama.setdefault(pk, {})[satu] = sebutan
        else:
            simbol.setdefault(pk, set()).add(satu)
    return nama, simbol


def _sendiri(i: Indikator) -> dict[str, Any]:
    """What the rules read of the indikator's own columns."""
    akhir = i.kondisi_akhir_tingkat
    ada_akhir = i.kondisi_akhir_nilai is not None or akhir is not None
    return {
        "jenjang": i.jenjang,
        "iku": i.iku,
        "jenis_nilai": i.jenis_nilai,
        "rumus": i.rumus,
        "ekspresi": i.ekspresi,
        "teks": {str(_sebutan(nama)): getattr(i, nama) for nama in TEKS if getattr(i, nama)},
        "kosong": tuple(str(_sebutan(nama)) for nama in WAJIB if not getattr(i, nama).strip()),
        "induk": getattr(i, f"{i.jenjang}_id"),
        "satuan": i.satuan.nama if i.satuan else "",
        "simbol": i.satuan.simbol if i.satuan else "",
        "arah": i.arah,
        "akumulasi": i.akumulasi,
        "berskala": i.skala_id is not None,
        "kondisi_akhir": NilaiCek(
            i.kondisi_akhir_nilai, akhir.pk if akhir else None, cetak.teks(i, Besaran(i.kondisi_akhir_nilai, akhir))
        )
        if ada_akhir
        else None,
    }


def _galat_rumus(indikator: Indikator, simbol: set[str]) -> str:
    """Why the values of an indikator cannot be worked out by its formula; empty when they can, or there is none."""
    if indikator.rumus != Indikator.Rumus.EKSPRESI:
        return ""
    try:
        asing = [v for v in uraikan(indikator.ekspresi).variabel if v not in simbol]
    except RumusSalah as error:
        return str(error)
    return f"Variabel “{asing[0]}” belum ada dalam daftar variabel." if asing else ""


def _nilai(indikator: Indikator, nilai: Decimal | None, tingkat: int | None, kode: str | None) -> NilaiCek:
    step = TingkatPredikat(pk=tingkat, kode=kode) if kode else None
    return NilaiCek(nilai, tingkat, cetak.teks(indikator, Besaran(nilai, step)))


def _sebutan(nama: str) -> str:
    return str(Indikator._meta.get_field(nama).verbose_name).capitalize()  # type: ignore[union-attr]
