"""One call loads the demonstration data. An institution that is there already is left exactly as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from indicators.demo import plans, programs, quarters
from indicators.demo.accounts import buat_akun
from indicators.demo.institution import Lembaga, muat_lembaga
from indicators.demo.quarters import Pelaku
from indicators.models import PerangkatDaerah
from indicators.services.referensi import Referensi, muat_referensi
from sakip.lib.fixtures import baca

LEMBAGA = ("tanjabtim", "tanjabbar", "banjarmargo", "luwutimur", "balangan")
"""The keys of the institutions, in the order of loading."""

lembaga_dimuat = Signal()
"""Sent in the transaction of each institution, also of one that was there already: `lembaga` (its key), `kode` of its
perangkat daerah. The documents add what is theirs; this package knows nothing of them."""


@dataclass
class Hasil:
    """What a load did: the codes of the perangkat daerah it created, and of those that were there already."""

    dibuat: list[str] = field(default_factory=list)
    sudah_ada: list[str] = field(default_factory=list)


def load(institutions: Sequence[str] | None = None) -> Hasil:
    """Load some institutions (all by default), each in one transaction. Raises KeyError for an unknown key.

    A second call changes nothing: neither a row nor the audit trail.
    """
    keys = list(institutions or LEMBAGA)
    for unknown in set(keys) - set(LEMBAGA):
        raise KeyError(unknown)
    referensi = muat_referensi()
    hasil = Hasil()
    for key in keys:
        _muat(key, referensi, hasil)
    return hasil


@transaction.atomic
def _muat(key: str, referensi: Referensi, hasil: Hasil) -> None:
    data = baca(f"demo_{key}")
    kode = data["perangkat_daerah"]["kode"]
    _muat_fakta(key, kode, data, referensi, hasil)
    lembaga_dimuat.send(sender=Hasil, lembaga=key, kode=kode)


def _muat_fakta(key: str, kode: str, data: dict[str, Any], referensi: Referensi, hasil: Hasil) -> None:
    if PerangkatDaerah.objects.filter(kode=kode).exists():
        hasil.sudah_ada.append(kode)
        return
    lembaga = muat_lembaga(data, referensi)
    pelaku = Pelaku(lembaga, buat_akun(lembaga, key))
    if key == "tanjabtim":
        _muat_tanjabtim(lembaga, pelaku)
    elif key == "balangan":
        plans.rencana_2025(lembaga, None, {}, pelaku.pengguna.perencana)
        quarters.tahun_2025(pelaku)
    hasil.dibuat.append(kode)


def _muat_tanjabtim(lembaga: Lembaga, pelaku: Pelaku) -> None:
    """The one institution whose annual report is published: programmes, plans and quarters."""
    kinerja = baca("demo_tanjabtim_kinerja")
    pohon = programs.muat_program(lembaga)
    belanja = plans.belanja_2024(pohon, kinerja["2024"])
    perencana = pelaku.pengguna.perencana
    quarters.riwayat(pelaku, kinerja["riwayat"])
    plans.rencana_2024(lembaga, pohon, kinerja["2024"], belanja, perencana)
    quarters.tahun_2024(pelaku, pohon, kinerja["2024"], belanja)
    plans.rencana_2025(lembaga, pohon, belanja, perencana)
    quarters.tahun_2025(pelaku)
