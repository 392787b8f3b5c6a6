"""What is stored of one perangkat daerah in one period, as the rows of its workbook. A constant number of queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from django.db.models import Model

from indicators import models as m
from indicators.buku_pd import tabel as t
from indicators.buku_pd.bidang import Bidang, dari_model
from indicators.buku_pd.rekam import (
    AKHIR,
    AWAL,
    PD,
    PERIODE,
    Mentah,
    Pertanyaan,
    Rekam,
    Sumber,
    angka_polos,
    nilai_polos,
)
from indicators.buku_pd.tabel import KUNCI, Tabel
from sakip.lib.numbers import format_number

__all__ = ["Acuan", "Isi", "Lingkup", "Rekam", "anak", "kolom_nilai", "kunci_baris", "lingkup", "muat", "susunan"]


@dataclass
class Isi:
    """Everything stored of a perangkat daerah in a period: the sheets, and the rows of each by key."""

    perangkat_daerah: m.PerangkatDaerah
    periode: m.PeriodeRenstra
    tabel: list[Tabel]
    rekam: dict[str, dict[str, Rekam]] = field(default_factory=dict)
    acuan: "Acuan" = field(default_factory=lambda: Acuan())

    @property
    def nilai(self) -> dict[str, int]:
        """What the questions for its rows are asked with."""
        awal, akhir = self.periode.tahun_awal, self.periode.tahun_akhir
        return {"pd": self.perangkat_daerah.pk, "periode": self.periode.pk, "awal": awal, "akhir": akhir}

    def kunci_dari(self, tabel: str) -> dict[int, str]:
        """Primary key → key in the workbook."""
        return {r.pk: k for k, r in self.rekam.get(tabel, {}).items()}


@dataclass
class Acuan:
    """Reference rows that a workbook names and does not carry: units of measure, scales, kinds of spending."""

    teks: dict[str, dict[int, str]] = field(default_factory=dict)
    obj: dict[str, dict[str, Any]] = field(default_factory=dict)
    tingkat: dict[tuple[str, str], m.TingkatPredikat] = field(default_factory=dict)

    @cached_property
    def kode_tingkat(self) -> dict[int, str]:
        """Primary key of a step → its code."""
        return {s.pk: kode for (_, kode), s in self.tingkat.items()}

    def isi(self, nama: str, pasangan: Iterable[tuple[str, Model]]) -> None:
        """Add the rows of one kind, each with its name in the workbook."""
        daftar = list(pasangan)
        self.teks[nama] = {row.pk: teks for teks, row in daftar}
        self.obj[nama] = dict(daftar)


TERMUAT = "termuat"
PANJANG = Bidang("", "", "panjang")


def muat(pd: m.PerangkatDaerah, periode: m.PeriodeRenstra, lingkup: "Lingkup | None" = None) -> Isi:
    """The rows of every sheet; of those named by `lingkup` alone, where only some matter."""
    isi = Isi(pd, periode, susunan(periode))
    _muat_acuan(isi)
    for tabel in isi.tabel:
        if lingkup is None or tabel.nama in lingkup.semua:
            isi.rekam[tabel.nama] = _rekam(isi, tabel, utuh=lingkup is None or tabel.nama in lingkup.terlibat)
        else:
            isi.rekam[tabel.nama] = {}
    _iku_program(isi)
    return isi


@dataclass(frozen=True)
class Lingkup:
    """The sheets that matter: those whose rows are written (`terlibat`), and those that they only refer to."""

    terlibat: frozenset[str]
    dirujuk: frozenset[str]

    @property
    def semua(self) -> frozenset[str]:
        """Both."""
        return self.terlibat | self.dirujuk


def lingkup(tabel: Iterable[Tabel], terlibat: Iterable[str]) -> Lingkup:
    """What is to be read in order to write rows of the sheets `terlibat`."""
    nama = frozenset(terlibat)
    rujuk = {b.rujuk for t in tabel if t.nama in nama for b in t.bidang if b.rujuk}
    if "*" in rujuk:
        rujuk |= set(m.Indikator.Jenjang.values)
    return Lingkup(nama, frozenset(rujuk) - nama)


def _rekam(isi: Isi, tabel: Tabel, *, utuh: bool) -> dict[str, Rekam]:
    """The rows of a sheet by key, their cells made column by column; not `utuh`: without what hangs on them."""
    sumber = Sumber(_pertanyaan(tabel.nama, tabel.model), isi.nilai)
    anak = TAMBAHAN[tabel.nama](isi) if utuh and sumber.rows and tabel.nama in TAMBAHAN else None
    sumber.lengkapi = anak.pasang if anak else None
    pk = sumber.pk
    kunci: list[str] = []
    if tabel.berkunci:
        kunci = [f"{tabel.awalan}{n}" for n in range(1, len(pk) + 1)]
    sendiri = dict(zip(pk, kunci or (sumber.isi("kode") if tabel.nama == "unit" else ()), strict=False))
    nama = [b.kunci for b in tabel.bidang]
    kolom = [kunci if b.kunci == KUNCI else _kolom(isi, sumber, b, sendiri) for b in tabel.bidang]
    hasil: dict[str, Rekam] = {}
    for nomor, sel in enumerate(zip(*kolom, strict=True)):
        satu = dict(zip(nama, sel, strict=True))
        if anak:
            satu |= anak.sel(sumber, sumber.rows[nomor])
        k = kunci[nomor] if kunci else kunci_baris(tabel, satu)
        hasil[k] = Rekam(k, None, satu, sumber, sumber.rows[nomor])
    return hasil


def susunan(periode: m.PeriodeRenstra) -> list[Tabel]:
    """The sheets of a period, each after those its rows need."""
    rencana = [t.RENCANA, t.TARGET, t.PAGU]
    pohon = [t.UNIT, t.NAMA_UNIT, t.PEJABAT, *t.KASKADE, *t.POHON]
    return [*pohon, t.indikator(periode.tahun), *rencana, t.JADWAL, t.REALISASI, t.ANGGARAN]


def kunci_baris(tabel: Tabel, isi: dict[str, str]) -> str:
    """The key of a row that is named by its own columns."""
    return "/".join(isi.get(k, "") for k in tabel.kunci)


# --- Stored rows -----------------------------------------------------------------------------------------------


@cache
def _pertanyaan(nama: str, model: Any) -> Pertanyaan:
    """The rows of a sheet, its SQL written once a process."""
    return Pertanyaan(_rows(nama, model._default_manager.all()))


def _rows(nama: str, rows: Any) -> Any:
    if nama == "unit":
        return rows.filter(perangkat_daerah=PD).order_by("jalur", "urutan", "pk")
    if nama == "nama_unit":
        return rows.filter(unit_kerja__perangkat_daerah=PD).order_by("unit_kerja__jalur", "berlaku_sampai")
    if nama == "crosscutting":
        return rows.filter(perangkat_daerah=PD, periode=PERIODE).order_by("sasaran__urutan", "sasaran", "pk")
    if nama == "pejabat":
        return rows.filter(perangkat_daerah=PD).order_by("jenis", "nama", "pk")  # not those of the regency itself
    if nama in ("visi", "misi"):
        return rows.filter(periode=PERIODE).order_by("urutan", "pk")
    if nama == "rencana":
        return rows.filter(perangkat_daerah=PD, periode=PERIODE).order_by("tahun", "urutan")
    if nama in ("target", "pagu"):
        urut = ("rencana__tahun", "rencana__urutan", "pk")
        return rows.filter(rencana__perangkat_daerah=PD, rencana__periode=PERIODE).order_by(*urut)
    if nama == "jadwal":
        return rows.filter(perangkat_daerah=PD, tahun__range=(AWAL, AKHIR)).order_by("tahun", "triwulan")
    if nama in ("realisasi", "realisasi_anggaran"):
        atas = "indikator" if nama == "realisasi" else "sub_kegiatan"
        rows = rows.filter(**{f"{atas}__perangkat_daerah": PD, f"{atas}__periode": PERIODE})
        return rows.order_by("tahun", "triwulan", f"{atas}__urutan", "pk")
    return rows.filter(perangkat_daerah=PD, periode=PERIODE).order_by("urutan", "pk")


@cache
def _target_renstra() -> Pertanyaan:
    rows = m.TargetRenstra.objects.filter(indikator__perangkat_daerah=PD, indikator__periode=PERIODE)
    return Pertanyaan(rows.order_by("indikator_id", "tahun"))


@cache
def _rincian() -> Pertanyaan:
    milik = {"realisasi__indikator__perangkat_daerah": PD, "realisasi__indikator__periode": PERIODE}
    return Pertanyaan(m.RincianRealisasi.objects.filter(**milik).order_by("realisasi_id", "urutan"))


def anak(row: Any, nama: str) -> list[Any]:
    """The rows below a stored one (`target_renstra` of an indikator), as they were read with it."""
    daftar = getattr(row, f"{nama}_{TERMUAT}")
    if callable(daftar):
        daftar = daftar()
        setattr(row, f"{nama}_{TERMUAT}", daftar)
    rows: list[Any] = daftar
    return rows


def _kolom(isi: Isi, sumber: Sumber, b: Bidang, sendiri: dict[int, str]) -> list[str]:
    """The cells of a column, row by row; empty where they come from elsewhere (`_Anak`, `_iku_program`)."""
    if b.jenis == "nilai" and not b.kunci.startswith("target_"):
        angka, tingkat = kolom_nilai(b)
        return nilai_polos(sumber.isi(angka), sumber.isi(f"{tingkat}_id"), isi.acuan.kode_tingkat)
    if not {b.kunci, f"{b.kunci}_id"} & sumber.letak.keys():
        return [""] * len(sumber.rows)
    if b.jenis == "rujuk":
        tabel = next((t for t in isi.tabel if t.nama == b.rujuk), None)
        peta = sendiri if tabel and tabel.model is sumber.model else isi.acuan.teks.get(b.rujuk)
        peta = isi.kunci_dari(b.rujuk) if peta is None else peta
        return [peta.get(pk, "") if pk else "" for pk in sumber.isi(f"{b.kunci}_id")]
    return sumber.teks(b)


def kolom_nilai(b: Bidang) -> tuple[str, str]:
    """The model's columns of figure and step."""
    return ("nilai", "tingkat") if b.kunci == "nilai" else (f"{b.kunci}_nilai", f"{b.kunci}_tingkat")


# --- What a row holds beyond its own columns ------------------------------------------------------------------------


class _Anak:
    """What hangs on the indicators of a period: variables, formula and targets, of which cells are made."""

    def __init__(self, isi: Isi) -> None:
        self.isi = isi
        self.biasa = {
            nama: _menurut(self._milik(model).order_by("indikator_id", urut), "indikator_id")
            for nama, model, urut in (
                ("variabel", m.Variabel, "peran"),
                ("variabel_rumus", m.VariabelRumus, "urutan"),
                ("contoh_rumus", m.ContohRumus, "pk"),
            )
        }
        self.sumber = Sumber(_target_renstra(), isi.nilai)
        self.target: dict[int, list[Mentah]] = {}
        for pk, row in zip(self.sumber.isi("indikator_id"), self.sumber.rows, strict=True):
            self.target.setdefault(pk, []).append(row)
        self.unsur = {nama: isi.kunci_dari(nama) for nama in m.Indikator.Jenjang.values}

    def _milik(self, model: Any) -> Any:
        isi = self.isi
        return model.objects.filter(indikator__perangkat_daerah=isi.perangkat_daerah, indikator__periode=isi.periode)

    def pasang(self, obj: Any) -> None:
        """Give a row of the model what hangs on it (`anak`)."""
        for nama, milik in self.biasa.items():
            setattr(obj, f"{nama}_{TERMUAT}", milik.get(obj.pk, []))
        target = self.target.get(obj.pk, [])
        setattr(obj, f"target_renstra_{TERMUAT}", lambda: [self.sumber.buat(row) for row in target])

    def sel(self, sumber: Sumber, row: Mentah) -> dict[str, str]:
        """Where it hangs, its variables, its formula and its targets."""
        pk, jenjang = row[sumber.letak["id"]], row[sumber.letak["jenjang"]]
        sel = {"unsur": self.unsur[jenjang].get(row[sumber.letak[f"{jenjang}_id"]], "")}
        sel |= {v.peran: dari_model(PANJANG, v.nama) for v in self.biasa["variabel"].get(pk, ())}
        sel["variabel_rumus"] = "\n".join(_variabel(v) for v in self.biasa["variabel_rumus"].get(pk, ()))
        sel["contoh_rumus"] = "\n".join(_contoh(c) for c in self.biasa["contoh_rumus"].get(pk, ()))
        tahun, nilai, tingkat, contoh = (self.sumber.letak[k] for k in ("tahun", "nilai", "tingkat_id", "contoh"))
        milik = self.target.get(pk, [])
        teks = nilai_polos([t[nilai] for t in milik], [t[tingkat] for t in milik], self.isi.acuan.kode_tingkat)
        sel |= {f"target_{t[tahun]}": isi for t, isi in zip(milik, teks, strict=True)}
        sel["target_contoh"] = ", ".join(str(t[tahun]) for t in milik if t[contoh])
        return sel


class _Rincian:
    """The components of the values; the variables of a formula with their symbols."""

    def __init__(self, isi: Isi) -> None:
        sumber = Sumber(_rincian(), isi.nilai)
        self.teks: dict[int, list[str]] = {}
        isi_kolom = (sumber.isi(k) for k in ("realisasi_id", "simbol", "uraian", "nilai"))
        for pk, simbol, uraian, nilai in zip(*isi_kolom, strict=True):
            tanda = f"[{simbol}] " if simbol else ""
            angka = format_number(Decimal(teks)) if (teks := angka_polos(nilai)) else format_number(None)
            self.teks.setdefault(pk, []).append(f"{tanda}{' '.join(uraian.split())} = {angka}")

    def pasang(self, obj: Any) -> None:
        """A value is never asked for them: they are written anew."""

    def sel(self, sumber: Sumber, row: Mentah) -> dict[str, str]:
        """The components of a value, one a line."""
        return {"rincian": "\n".join(self.teks.get(row[sumber.letak["id"]], ()))}


def _menurut(rows: Iterable[Any], kunci: str) -> dict[int, list[Any]]:
    """The rows by what they hang on."""
    hasil: dict[int, list[Any]] = {}
    for row in rows:
        hasil.setdefault(getattr(row, kunci), []).append(row)
    return hasil


def _variabel(v: m.VariabelRumus) -> str:
    if v.minimum is None and v.maksimum is None:
        return f"{v.simbol} = {v.nama}"
    batas = [format_number(n) if n is not None else "" for n in (v.minimum, v.maksimum)]
    return f"{v.simbol} = {v.nama} [{batas[0]} .. {batas[1]}]"


def _contoh(c: m.ContohRumus) -> str:
    masukan = "; ".join(f"{k} = {v}" for k, v in sorted(c.masukan.items()))
    return f"{masukan} -> {format_number(c.hasil)}"


TAMBAHAN: dict[str, Callable[[Isi], "_Anak | _Rincian"]] = {"indikator": _Anak, "realisasi": _Rincian}


def _iku_program(isi: Isi) -> None:
    """The IKU each programme supports: known once the indicators are."""
    kode = isi.kunci_dari("indikator")
    milik: dict[int, list[str]] = {}
    hubungan = m.Program.iku.through.objects.filter(program__in=[r.pk for r in isi.rekam["program"].values()])
    for program, indikator in hubungan.values_list("program_id", "indikator_id"):
        milik.setdefault(program, []).append(kode.get(indikator, ""))
    for r in isi.rekam["program"].values():
        r.isi["iku"] = ";".join(sorted(filter(None, milik.get(r.pk, []))))


def _muat_acuan(isi: Isi) -> None:
    acuan = isi.acuan
    acuan.isi("satuan", ((s.nama, s) for s in m.Satuan.objects.order_by("nama")))
    acuan.isi("skala", ((s.kode, s) for s in m.SkalaPredikat.objects.order_by("kode")))
    acuan.isi("jenis_belanja", ((j.kode, j) for j in m.JenisBelanja.objects.order_by("kode")))
    tetangga = m.PerangkatDaerah.objects.filter(pemerintah_daerah=isi.perangkat_daerah.pemerintah_daerah_id)
    acuan.isi("perangkat_daerah", ((p.kode, p) for p in tetangga.exclude(pk=isi.perangkat_daerah.pk).order_by("kode")))
    for s in m.TingkatPredikat.objects.select_related("skala"):
        acuan.tingkat[s.skala.kode, s.kode] = s
    lain = m.Indikator.objects.filter(perangkat_daerah=isi.perangkat_daerah).select_related("periode")
    acuan.isi(
        "indikator_lain",
        ((f"{i.periode.tahun_awal}-{i.periode.tahun_akhir}/{i.kode}", i) for i in lain.exclude(periode=isi.periode)),
    )
