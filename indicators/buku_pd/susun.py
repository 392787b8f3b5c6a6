"""From compared rows to rows of the models, checked in memory: what a model refuses is listed by its cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify

from indicators import models as m
from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.bidang import Bidang, angka_teks, ke_model, pisah_nilai
from indicators.buku_pd.cocok import Baris, Selisih
from indicators.buku_pd.muat import Isi, Rekam, kolom_nilai
from indicators.buku_pd.polos import pisahkan
from indicators.buku_pd.tabel import KUNCI, Tabel
from sakip.lib.bulk import ColumnChecker, copy_row

LAIN = frozenset(
    {KUNCI, "unsur", "PEMBILANG", "PENYEBUT", "variabel_rumus", "contoh_rumus", "target_contoh", "rincian"}
)
UNSUR = ("jenjang", "unsur")
JENJANG = tuple(m.Indikator.Jenjang.values)
_VARIABEL = re.compile(
    r"(?P<simbol>[a-z][a-z0-9_]*)\s*=\s*(?P<nama>.*?)(?:\s*\[(?P<min>[^\]]*?)\s*\.\.\s*(?P<maks>[^\]]*)\])?"
)

_RINCIAN = re.compile(r"(?:\[(?P<simbol>[a-z][a-z0-9_]*)\]\s*)?(?P<uraian>.+?)\s*=\s*(?P<nilai>[^=]*)")


@dataclass
class Isian:
    """One row ready to be written. `kolom`: columns of the model that change; empty for a new row."""

    baris: Baris
    obj: Any
    kolom: list[str] = field(default_factory=list)


class Objek(dict[str, Any]):
    """The rows of one table by key: new ones as they are put in, stored ones made when somebody asks for them."""

    def __init__(self, rekam: Mapping[str, Rekam]) -> None:
        super().__init__()
        self.rekam = rekam

    def __missing__(self, kunci: str) -> Any:
        obj = self[kunci] = self.rekam[kunci].obj
        return obj

    def __contains__(self, kunci: object) -> bool:
        return super().__contains__(kunci) or kunci in self.rekam

    def get(self, kunci: str, bawaan: Any = None) -> Any:
        """The row, or `bawaan` for a key that nobody has."""
        if kunci not in self:
            return bawaan
        return self[kunci]


@dataclass
class Tersusun:
    """All rows by table, new ones and changed ones, and what goes. `polos`: new ones that need no row of the model."""

    baru: dict[str, list[Isian]] = field(default_factory=dict)
    ubah: dict[str, list[Isian]] = field(default_factory=dict)
    hapus: list[Baris] = field(default_factory=list)
    polos: dict[str, list[Baris]] = field(default_factory=dict)
    obj: dict[str, Objek] = field(default_factory=dict)


def susun(selisih: Selisih) -> Tersusun:
    """The rows of the models; refusals are added to `selisih.galat`."""
    isi = selisih.isi
    hasil = Tersusun(hapus=selisih.hapus, obj={n: Objek(v) for n, v in isi.rekam.items()})
    kerja = _Penyusun(isi, hasil, selisih)
    for tabel in isi.tabel:
        kerja.tabel(tabel)
    return hasil


class _Penyusun:
    """Builds rows table by table, so that what a row refers to is there."""

    def __init__(self, isi: Isi, hasil: Tersusun, selisih: Selisih) -> None:
        self.isi, self.hasil, self.selisih = isi, hasil, selisih

    def tabel(self, tabel: Tabel) -> None:
        """New rows, then changed ones."""
        baru = [b for b in self.selisih.baru if b.tabel.nama == tabel.nama]
        ubah = [b for b in self.selisih.ubah if b.tabel.nama == tabel.nama]
        self.hasil.polos[tabel.nama], baru = pisahkan(tabel, baru, self.isi, self.hasil.obj)
        if not baru and not ubah:
            self.hasil.baru[tabel.nama] = self.hasil.ubah[tabel.nama] = []
            return
        awal, obj = self._awal(tabel), self.hasil.obj[tabel.nama]
        pasang = {b.kunci: p for b in tabel.bidang if (p := self._pemasang(tabel, b)) is not None}
        cara = _Cara(
            pasang,
            ColumnChecker(tabel.model, [f.name for f in tabel.model._meta.concrete_fields if f.is_relation]),
            frozenset(k for k, p in pasang.items() if p != self._pasang_unsur and _tetap_kosong(tabel, awal, p)),
        )
        for b in baru:
            obj[b.kunci] = copy_row(awal)
        self.hasil.baru[tabel.nama] = [self._isi_baru(tabel, b, n, cara) for n, b in enumerate(baru, 1)]
        self.hasil.ubah[tabel.nama] = [self._isi_ubah(tabel, b, cara) for b in ubah]

    def _awal(self, tabel: Tabel) -> Any:
        """An empty row of the perangkat daerah and the period."""
        ada = {f.name for f in tabel.model._meta.concrete_fields}
        milik = {
            "periode": self.isi.periode,
            "perangkat_daerah": self.isi.perangkat_daerah,
            "pemerintah_daerah": self.isi.perangkat_daerah.pemerintah_daerah,
        }
        return tabel.model(**{k: v for k, v in milik.items() if k in ada})

    def _isi_baru(self, tabel: Tabel, b: Baris, nomor: int, cara: "_Cara") -> Isian:
        obj = self.hasil.obj[tabel.nama][b.kunci]
        isi = b.isi
        if not isi.get("urutan") and "urutan" in cara.pasang:
            isi["urutan"] = str(len(self.isi.rekam[tabel.nama]) + nomor)
        if tabel.nama == "indikator":
            self._pasang_unsur(b, obj, "")
        for kunci, pasang in cara.pasang.items():
            teks = isi.get(kunci, "")
            if kunci not in UNSUR and (teks or kunci not in cara.lewat):
                pasang(b, obj, teks)
        self._periksa(b, obj, cara)
        return Isian(b, obj)

    def _isi_ubah(self, tabel: Tabel, b: Baris, cara: "_Cara") -> Isian:
        assert b.rekam is not None  # noqa: S101
        obj = copy_row(b.rekam.obj)
        kolom: list[str] = []
        for sel in b.sel:
            if pasang := cara.pasang.get(sel.bidang.kunci):
                kolom += pasang(b, obj, b.isi.get(sel.bidang.kunci, ""))
        self._periksa(b, obj, cara)
        self.hasil.obj[tabel.nama][b.kunci] = obj
        return Isian(b, obj, sorted(set(kolom)))

    # --- A cell ------------------------------------------------------------------------------------------------

    def _pemasang(self, tabel: Tabel, bidang: Bidang) -> "Pemasang | None":
        """How a cell of this column is put on a row; None for what is written beside the row."""
        if bidang.kunci in UNSUR:
            return self._pasang_unsur
        if bidang.kunci in LAIN or bidang.kunci.startswith("target_") or bidang.jenis == "daftar":
            return None
        if bidang.jenis == "nilai":
            return partial(self._pasang_nilai, bidang)
        kolom: Any = tabel.model._meta.get_field(bidang.kunci)
        if bidang.jenis == "rujuk":
            return partial(self._pasang_rujukan, bidang, kolom, [bidang.kunci])
        wajib = not kolom.null and not kolom.blank
        return partial(_pasang_biasa, bidang, kolom, wajib, [bidang.kunci])

    def _pasang_rujukan(self, bidang: Bidang, kolom: Any, nama: list[str], b: Baris, obj: Any, teks: str) -> list[str]:
        lain = self._rujuk(bidang.rujuk, teks)
        if lain is None and teks:
            self.tolak(b, bidang.kunci, f"“{teks[:80]}” tidak dikenal sebagai {bidang.judul.lower()}.")
        setattr(obj, kolom.attname, None if lain is None else lain.pk)
        kolom.set_cached_value(obj, lain)
        return nama

    def _pasang_unsur(self, b: Baris, obj: m.Indikator, teks: str) -> list[str]:
        obj.jenjang = b.isi.get("jenjang", "")
        unsur = self._rujuk(obj.jenjang, b.isi.get("unsur", "")) if obj.jenjang in JENJANG else None
        if unsur is None and b.isi.get("unsur"):
            self.tolak(b, "unsur", "Unsur yang diukur indikator ini tidak dikenal.")
        ingat = obj._state.fields_cache
        for jenjang in JENJANG:
            lain = unsur if jenjang == obj.jenjang else None
            if lain is not None or ingat.get(jenjang) is not None or getattr(obj, f"{jenjang}_id") is not None:
                setattr(obj, jenjang, lain)
        return ["jenjang", *JENJANG]

    def _pasang_nilai(self, bidang: Bidang, b: Baris, obj: Any, teks: str) -> list[str]:
        kolom_angka, kolom_tingkat = kolom_nilai(bidang)
        angka, kode = pisah_nilai(teks)
        setattr(obj, kolom_angka, angka)
        tingkat = self.tingkat(b, bidang, kode) if kode else None
        setattr(obj, f"{kolom_tingkat}_id", tingkat and tingkat.pk)
        return [kolom_angka, kolom_tingkat]

    def tingkat(self, b: Baris, bidang: Bidang, kode: str) -> m.TingkatPredikat | None:
        """The step of the indikator's scale; an unknown one is refused at its cell."""
        skala = b.isi.get("skala", "")
        if b.tabel.nama != "indikator":
            indikator = self.hasil.obj["indikator"].get(b.isi.get("indikator", ""))
            skala = indikator.skala.kode if indikator is not None and indikator.skala else ""
        ada = {k: t for (s, k), t in self.isi.acuan.tingkat.items() if s == skala}
        cocok = [t for k, t in ada.items() if k.casefold() == kode.casefold()]
        if cocok:
            return cocok[0]
        pilihan = f" Pilihannya: {', '.join(ada)}." if ada else " Indikator ini diisi angka, tanpa predikat."
        self.tolak(b, bidang.kunci, f"“{kode[:40]}” bukan predikat indikator ini.{pilihan}")
        return None

    def _rujuk(self, nama: str, teks: str) -> Any:
        if not teks:
            return None
        if nama in self.isi.acuan.obj:
            return self.isi.acuan.obj[nama].get(teks)
        return self.hasil.obj[nama].get(teks)

    # --- What is refused -----------------------------------------------------------------------------------------

    def _periksa(self, b: Baris, obj: Model, cara: "_Cara") -> None:
        try:
            cara.periksa(obj)
        except ValidationError as error:
            sudah = {k.kunci for k in b.tabel.bidang if k.wajib and not b.isi.get(k.kunci)}  # said by the comparison
            for kolom, salah in error.error_dict.items():
                if kolom not in sudah:
                    self.tolak(b, kolom, _kalimat(b, kolom, salah))

    def tolak(self, b: Baris, kolom: str, kalimat: str) -> None:
        """List a refusal at its cell."""
        sel = next((s.alamat for s in b.sel if s.bidang.kunci == kolom), "")
        self.selisih.galat.append(Galat(sel or b.alamat, b.nama[:200], kalimat))


def _kalimat(b: Baris, kolom: str, salah: list[ValidationError]) -> str:
    """What is wrong with a column; of a code what may stand in it, which the framework calls a slug."""
    teks = b.isi.get(kolom, "")
    if kolom == "kode" and b.tabel.kunci == ("kode",) and any(e.code == "invalid" for e in salah):
        misal = f", misalnya “{slugify(teks)}”" if slugify(teks) else ""
        return f"Kode “{teks[:40]}” hanya boleh memuat huruf kecil, angka, dan tanda hubung, tanpa spasi{misal}."
    return " ".join(pesan for e in salah for pesan in e.messages)


Pemasang = Callable[[Baris, Any, str], list[str]]
"""Puts the text of one cell on a row of the model; returns the model's columns that it fills."""


@dataclass(frozen=True)
class _Cara:
    """How the rows of one table are made: by column, and what checks them.

    `lewat`: columns whose empty cells leave a new row as it is.
    """

    pasang: dict[str, Pemasang]
    periksa: ColumnChecker
    lewat: frozenset[str]


def _tetap_kosong(tabel: Tabel, awal: Any, pasang: Pemasang) -> bool:
    coba = copy_row(awal)
    pasang(Baris(tabel, "", {}), coba, "")
    return {**coba.__dict__, "_state": None} == {**awal.__dict__, "_state": None}


def _pasang_biasa(bidang: Bidang, kolom: Any, wajib: bool, nama: list[str], b: Baris, obj: Any, teks: str) -> list[str]:
    nilai = ke_model(bidang, teks)
    if wajib and (nilai is None or nilai == ""):
        nilai = kolom.get_default()
    setattr(obj, bidang.kunci, nilai)
    return nama


# --- Formulas ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VariabelTeks:
    """A variable as the workbook writes it: `a = keterangan [0 .. 100]`."""

    simbol: str
    nama: str
    minimum: Decimal | None
    maksimum: Decimal | None


def variabel_rumus(teks: str) -> list[VariabelTeks]:
    """The variables of a formula. Raises ValueError with a sentence."""
    hasil = []
    for baris in filter(None, (b.strip() for b in teks.split("\n"))):
        cocok = _VARIABEL.fullmatch(baris)
        if cocok is None:
            raise ValueError(f"Variabel “{baris[:60]}” tidak terbaca. Tulis seperti: a = jumlah peserta [0 .. 100].")
        batas = [angka_teks(cocok[k] or "")[0] for k in ("min", "maks")]
        hasil.append(VariabelTeks(cocok["simbol"], cocok["nama"], *batas))
    return hasil


def contoh_rumus(teks: str) -> list[tuple[dict[str, Decimal], Decimal]]:
    """The worked examples of a formula: figures by symbol, and the result. Raises ValueError with a sentence."""
    hasil = []
    for baris in filter(None, (b.strip() for b in teks.split("\n"))):
        kiri, panah, kanan = baris.partition("->")
        nilai = angka_teks(kanan)[0]
        masukan = {k.strip(): angka_teks(v)[0] for k, _, v in (s.partition("=") for s in kiri.split(";"))}
        if not panah or nilai is None or None in masukan.values():
            raise ValueError(f"Contoh rumus “{baris[:60]}” tidak terbaca. Tulis seperti: a = 3; b = 4 -> 75.")
        hasil.append(({k: v for k, v in masukan.items() if v is not None}, nilai))
    return hasil


@dataclass(frozen=True)
class RincianTeks:
    """A component of a value as the workbook writes it: `uraian = 3`, or `[a] uraian = 3` of a formula."""

    simbol: str
    uraian: str
    nilai: Decimal | None


def rincian(teks: str) -> list[RincianTeks]:
    """The components of a value. Raises ValueError with a sentence."""
    hasil = []
    for baris in filter(None, (b.strip() for b in teks.split("\n"))):
        cocok = _RINCIAN.fullmatch(baris)
        if cocok is None:
            raise ValueError(f"Rincian “{baris[:60]}” tidak terbaca. Tulis seperti: jumlah peserta = 30.")
        hasil.append(RincianTeks(cocok["simbol"] or "", cocok["uraian"], angka_teks(cocok["nilai"])[0]))
    return hasil


def semua(tersusun: Tersusun, nama: str) -> Iterable[Isian]:
    """New and changed rows of a table."""
    yield from tersusun.baru.get(nama, [])
    yield from tersusun.ubah.get(nama, [])
