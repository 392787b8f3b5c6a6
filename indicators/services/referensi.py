"""Reference data shared by all regencies: units of measure, scales, kinds of spending, nomenclature, regulations.

Loaded with the first regency, of the demonstration or of an office that begins from nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from indicators.models import (
    JenisBelanja,
    Nomenklatur,
    Peraturan,
    Satuan,
    SkalaPredikat,
    TingkatPredikat,
)
from sakip.lib.fixtures import baca, desimal

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Referensi:
    """The shared rows by their names and codes, read once for a whole load."""

    satuan: dict[str, Satuan] = field(default_factory=dict)
    skala: dict[str, SkalaPredikat] = field(default_factory=dict)
    tingkat: dict[tuple[str, str], TingkatPredikat] = field(default_factory=dict)
    jenis_belanja: dict[str, JenisBelanja] = field(default_factory=dict)
    peraturan: dict[str, Peraturan] = field(default_factory=dict)


@transaction.atomic
def muat_referensi() -> Referensi:
    """Create what is not there yet and read all of it. Rows that somebody has changed since stay as they are.

    These rows belong to no regency, and so stand in no regency's audit trail.
    """
    _lengkapi(Satuan, ("nama",), (Satuan(**s) for s in baca("satuan")))
    _lengkapi(JenisBelanja, ("kode",), (JenisBelanja(**j) for j in baca("jenis_belanja")))
    _lengkapi(Nomenklatur, ("edisi", "kode"), (Nomenklatur(**n) for n in baca("nomenklatur")))
    _muat_skala()
    nasional = [p for p in baca("peraturan") if "pemerintah_daerah" not in p]
    _lengkapi(Peraturan, ("kode",), (peraturan_baru(p) for p in nasional))
    _tandai_dicabut(nasional)
    return baca_referensi()


def baca_referensi() -> Referensi:
    """The shared rows that are stored. Five queries."""
    return Referensi(
        satuan={s.nama: s for s in Satuan.objects.all()},
        skala={s.kode: s for s in SkalaPredikat.objects.prefetch_related("tingkat")},
        tingkat={(t.skala.kode, t.kode): t for t in TingkatPredikat.objects.select_related("skala")},
        jenis_belanja={j.kode: j for j in JenisBelanja.objects.all()},
        peraturan={p.kode: p for p in Peraturan.objects.all()},
    )


def peraturan_baru(data: dict[str, Any]) -> Peraturan:
    """A regulation as the register of fixtures/peraturan.json tells it; its regency is set by the caller."""
    kolom = ("kode", "jenis", "nomor", "tahun", "tentang", "pengundangan", "perubahan")
    return Peraturan(**{k: data[k] for k in kolom if k in data})


def _muat_skala() -> None:
    data = baca("skala_predikat")
    _lengkapi(
        SkalaPredikat,
        ("kode",),
        (SkalaPredikat(kode=s["kode"], nama=s["nama"], dasar=s.get("dasar", "")) for s in data),
    )
    skala = {s.kode: s for s in SkalaPredikat.objects.all()}
    tingkat = (_tingkat(skala[s["kode"]], t) for s in data for t in s["tingkat"])
    _lengkapi(TingkatPredikat, ("skala_id", "kode"), tingkat)


def _tingkat(skala: SkalaPredikat, data: dict[str, Any]) -> TingkatPredikat:
    return TingkatPredikat(
        skala=skala,
        kode=data["kode"],
        keterangan=data.get("keterangan", ""),
        peringkat=data["peringkat"],
        batas_bawah=desimal(data.get("batas_bawah")),
        batas_atas=desimal(data.get("batas_atas")),
        bawah_inklusif=data.get("bawah_inklusif", False),
    )


def _tandai_dicabut(nasional: Sequence[dict[str, Any]]) -> None:
    """Note which regulation was replaced by which, where nothing is noted yet."""
    for data in nasional:
        if pencabut := data.get("dicabut_oleh"):
            Peraturan.objects.filter(kode=data["kode"], dicabut_oleh=None).update(
                dicabut_oleh=Peraturan.objects.get(kode=pencabut)
            )


def _lengkapi(model: type[Row], kunci: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Create the rows whose key is not stored yet, in one statement."""
    ada = set(model._default_manager.values_list(*kunci))
    baru = [row for row in rows if tuple(getattr(row, k) for k in kunci) not in ada]
    # Two first regencies may begin in the same moment: what the other one has just stored is the same row.
    model._default_manager.bulk_create(baru, batch_size=500, ignore_conflicts=True)
