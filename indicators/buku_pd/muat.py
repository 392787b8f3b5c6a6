"""What is stored of one perangkat daerah in one period, as the rows of its workbook. A constant number of queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, Prefetch

from indicators import models as m
from indicators.buku_pd import tabel as t
from indicators.buku_pd.bidang import Bidang, dari_model, nilai_teks
from indicators.buku_pd.tabel import KUNCI, Tabel
from sakip.lib.numbers import format_number


@dataclass(frozen=True)
class Rekam:
    """One stored row: its key in the workbook, the row, and its cells in their one spelling."""

    kunci: str
    obj: Any
    isi: dict[str, str]


@dataclass
class Isi:
    """Everything stored of a perangkat daerah in a period: the sheets, and the rows of each by key."""

    perangkat_daerah: m.PerangkatDaerah
    periode: m.PeriodeRenstra
    tabel: list[Tabel]
    rekam: dict[str, dict[str, Rekam]] = field(default_factory=dict)
    acuan: "Acuan" = field(default_factory=lambda: Acuan())

    def kunci_dari(self, tabel: str) -> dict[int, str]:
        """Primary key → key in the workbook."""
        return {r.obj.pk: k for k, r in self.rekam.get(tabel, {}).items()}


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
Tambahan = Callable[[Isi, Any], dict[str, str]]


def muat(pd: m.PerangkatDaerah, periode: m.PeriodeRenstra) -> Isi:
    """The rows of every sheet."""
    isi = Isi(pd, periode, susunan(periode))
    _muat_acuan(isi)
    for tabel in isi.tabel:
        rows = list(_rows(isi, tabel))
        tambahan = TAMBAHAN.get(tabel.nama)
        if tabel.berkunci:
            kunci = {row.pk: f"{tabel.awalan}{n}" for n, row in enumerate(rows, 1)}
            isi.rekam[tabel.nama] = {kunci[row.pk]: Rekam(kunci[row.pk], row, {KUNCI: kunci[row.pk]}) for row in rows}
        sendiri = {row.pk: row.kode for row in rows} if tabel.nama == "unit" else isi.kunci_dari(tabel.nama)
        petik = {b.kunci: _pembaca(isi, tabel, b, sendiri) for b in tabel.bidang if b.kunci != KUNCI}
        for n, row in enumerate(rows, 1):
            sel = {k: baca(row) for k, baca in petik.items()} | (tambahan(isi, row) if tambahan else {})
            if tabel.berkunci:
                isi.rekam[tabel.nama][f"{tabel.awalan}{n}"].isi.update(sel)
            else:
                nama = kunci_baris(tabel, sel)
                isi.rekam.setdefault(tabel.nama, {})[nama] = Rekam(nama, row, sel)
        isi.rekam.setdefault(tabel.nama, {})
    _iku_program(isi)
    return isi


def susunan(periode: m.PeriodeRenstra) -> list[Tabel]:
    """The sheets of a period, each after those its rows need."""
    rencana = [t.RENCANA, t.TARGET, t.PAGU]
    return [t.UNIT, t.PEJABAT, *t.KASKADE, t.indikator(periode.tahun), *rencana, t.JADWAL, t.REALISASI, t.ANGGARAN]


def kunci_baris(tabel: Tabel, isi: dict[str, str]) -> str:
    """The key of a row that is named by its own columns."""
    return "/".join(isi.get(k, "") for k in tabel.kunci)


# --- Stored rows -----------------------------------------------------------------------------------------------


def _rows(isi: Isi, tabel: Tabel) -> Sequence[Any]:
    pd, periode = isi.perangkat_daerah, isi.periode
    rows: Any = tabel.model._default_manager.all()
    if tabel.nama == "unit":
        return list(rows.filter(perangkat_daerah=pd).order_by("jalur", "urutan", "pk"))
    if tabel.nama == "pejabat":
        return list(_pejabat(pd))
    if tabel.nama in ("visi", "misi"):
        return list(rows.filter(periode=periode).order_by("urutan", "pk"))
    if tabel.nama == "rencana":
        return list(rows.filter(perangkat_daerah=pd, periode=periode).order_by("tahun", "urutan"))
    if tabel.nama in ("target", "pagu"):
        urut = ("rencana__tahun", "rencana__urutan", "pk")
        return list(rows.filter(rencana__perangkat_daerah=pd, rencana__periode=periode).order_by(*urut))
    if tabel.nama == "jadwal":
        return list(rows.filter(perangkat_daerah=pd, tahun__in=periode.tahun).order_by("tahun", "triwulan"))
    if tabel.nama in ("realisasi", "realisasi_anggaran"):
        atas = "indikator" if tabel.nama == "realisasi" else "sub_kegiatan"
        rows = rows.filter(**{f"{atas}__perangkat_daerah": pd, f"{atas}__periode": periode})
        rows = _dengan(rows, "rincian") if tabel.nama == "realisasi" else rows
        return list(rows.order_by("tahun", "triwulan", f"{atas}__urutan", "pk"))
    rows = rows.filter(perangkat_daerah=pd, periode=periode).order_by("urutan", "pk")
    if tabel.nama == "indikator":
        rows = _dengan(rows, "variabel", "variabel_rumus", "contoh_rumus", "target_renstra")
    return list(rows)


def _dengan(rows: Any, *nama: str) -> Any:
    """The rows with those below them as plain lists: a manager of its own for each row would cost more than they do."""
    return rows.prefetch_related(*(Prefetch(n, to_attr=f"{n}_{TERMUAT}") for n in nama))


def anak(row: Any, nama: str) -> list[Any]:
    """The rows below a stored one (`target_renstra` of an indikator), as they were read with it."""
    daftar: list[Any] = getattr(row, f"{nama}_{TERMUAT}")
    return daftar


def _pejabat(pd: m.PerangkatDaerah) -> Any:
    """The officials of the perangkat daerah; those of the regency itself are not its own to bring."""
    return m.Pejabat.objects.filter(perangkat_daerah=pd).order_by("jenis", "nama", "pk")


def _pembaca(isi: Isi, tabel: Tabel, b: Bidang, sendiri: dict[int, str]) -> Callable[[Any], str]:
    """How the cell of a column is made from a row."""
    if b.jenis == "nilai":
        return _pembaca_nilai(isi, b)
    if b.jenis == "daftar" or b.rujuk == "*" or not hasattr(tabel.model, b.kunci):
        return lambda row: ""
    if b.jenis == "rujuk":
        peta = sendiri if b.rujuk == tabel.nama else isi.acuan.teks.get(b.rujuk) or isi.kunci_dari(b.rujuk)
        kolom = f"{b.kunci}_id"
        return lambda row: peta.get(getattr(row, kolom), "") if getattr(row, kolom) else ""
    return lambda row: dari_model(b, getattr(row, b.kunci))


def _pembaca_nilai(isi: Isi, b: Bidang) -> Callable[[Any], str]:
    if b.kunci.startswith("target_"):
        return lambda row: ""
    angka, tingkat = kolom_nilai(b)
    kode = isi.acuan.kode_tingkat
    return lambda row: nilai_teks(getattr(row, angka), kode.get(getattr(row, f"{tingkat}_id"), ""))


def kolom_nilai(b: Bidang) -> tuple[str, str]:
    """The model's columns of figure and step."""
    return ("nilai", "tingkat") if b.kunci == "nilai" else (f"{b.kunci}_nilai", f"{b.kunci}_tingkat")


# --- What a row holds beyond its own columns ------------------------------------------------------------------------


def _indikator(isi: Isi, row: m.Indikator) -> dict[str, str]:
    """Where it hangs, its variables, its formula and its targets."""
    sel = {"unsur": isi.kunci_dari(row.jenjang).get(getattr(row, f"{row.jenjang}_id"), "")}
    sel |= {v.peran: dari_model(PANJANG, v.nama) for v in anak(row, "variabel")}
    sel["variabel_rumus"] = "\n".join(_variabel(v) for v in anak(row, "variabel_rumus"))
    sel["contoh_rumus"] = "\n".join(_contoh(c) for c in anak(row, "contoh_rumus"))
    contoh = []
    for target in anak(row, "target_renstra"):
        kode = isi.acuan.kode_tingkat.get(target.tingkat_id or 0, "")
        sel[f"target_{target.tahun}"] = nilai_teks(target.nilai, kode)
        contoh += [str(target.tahun)] if target.contoh else []
    sel["target_contoh"] = ", ".join(contoh)
    return sel


def _variabel(v: m.VariabelRumus) -> str:
    if v.minimum is None and v.maksimum is None:
        return f"{v.simbol} = {v.nama}"
    batas = [format_number(n) if n is not None else "" for n in (v.minimum, v.maksimum)]
    return f"{v.simbol} = {v.nama} [{batas[0]} .. {batas[1]}]"


def _contoh(c: m.ContohRumus) -> str:
    masukan = "; ".join(f"{k} = {v}" for k, v in sorted(c.masukan.items()))
    return f"{masukan} -> {format_number(c.hasil)}"


def _realisasi(isi: Isi, row: m.Realisasi) -> dict[str, str]:
    """The components of a value; the variables of a formula with their symbols."""
    return {"rincian": "\n".join(_rincian(r) for r in anak(row, "rincian"))}


def _rincian(r: m.RincianRealisasi) -> str:
    simbol = f"[{r.simbol}] " if r.simbol else ""
    return f"{simbol}{' '.join(r.uraian.split())} = {format_number(r.nilai)}"


TAMBAHAN: dict[str, Tambahan] = {"indikator": _indikator, "realisasi": _realisasi}


def _iku_program(isi: Isi) -> None:
    """The IKU each programme supports: known once the indicators are."""
    kode = isi.kunci_dari("indikator")
    milik: dict[int, list[str]] = {}
    hubungan = m.Program.iku.through.objects.filter(program__in=[r.obj.pk for r in isi.rekam["program"].values()])
    for program, indikator in hubungan.values_list("program_id", "indikator_id"):
        milik.setdefault(program, []).append(kode.get(indikator, ""))
    for r in isi.rekam["program"].values():
        r.isi["iku"] = ";".join(sorted(filter(None, milik.get(r.obj.pk, []))))


def _muat_acuan(isi: Isi) -> None:
    acuan = isi.acuan
    acuan.isi("satuan", ((s.nama, s) for s in m.Satuan.objects.order_by("nama")))
    acuan.isi("skala", ((s.kode, s) for s in m.SkalaPredikat.objects.order_by("kode")))
    acuan.isi("jenis_belanja", ((j.kode, j) for j in m.JenisBelanja.objects.order_by("kode")))
    for s in m.TingkatPredikat.objects.select_related("skala"):
        acuan.tingkat[s.skala.kode, s.kode] = s
    lain = m.Indikator.objects.filter(perangkat_daerah=isi.perangkat_daerah).select_related("periode")
    acuan.isi(
        "indikator_lain",
        ((f"{i.periode.tahun_awal}-{i.periode.tahun_akhir}/{i.kode}", i) for i in lain.exclude(periode=isi.periode)),
    )
