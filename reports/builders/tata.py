"""The layout of one institution's document: its own TataDokumen over the defaults in code."""

from collections.abc import Mapping
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah
from reports.models import TataDokumen

BENTUK = {str: "teks", list: "daftar", dict: "objek", int: "angka", bool: "ya atau tidak"}
PILIHAN = {"kertas": ("A4", "F4"), "muka": ("naskah", "laporan")}


def tata_of(perangkat_daerah: PerangkatDaerah, jenis: str, bawaan: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults of a builder with what the institution decided otherwise, key by key. One query.

    An object is merged with its default the same way. Keys the builder does not know are ignored: an old record must
    not break a new version. Raises InvalidValue for a value of another shape than the default.
    """
    sendiri = TataDokumen.objects.filter(perangkat_daerah=perangkat_daerah, jenis=jenis).values_list("isi", flat=True)
    isi = sendiri.first() or {}
    for kunci, boleh in PILIHAN.items():
        if kunci in bawaan and isi.get(kunci, bawaan[kunci]) not in boleh:
            bentuk = "teks" if not isinstance(isi[kunci], str) else " atau ".join(boleh)
            raise InvalidValue(f"Tata dokumen {jenis}: “{kunci}” harus berupa {bentuk}. Mintalah admin memperbaikinya.")
    return gabung(bawaan, isi, jenis)


def gabung(bawaan: Mapping[str, Any], isi: Mapping[str, Any], jenis: str, di: str = "") -> dict[str, Any]:
    """`isi` over `bawaan`. `di` is the path of the object, for the sentence of InvalidValue."""
    return {kunci: _satu(nilai, isi.get(kunci, nilai), jenis, f"{di}{kunci}") for kunci, nilai in bawaan.items()}


def _satu(bawaan: Any, nilai: Any, jenis: str, nama: str) -> Any:
    """One value, checked against the shape of its default; an object without a default key is open."""
    if not isinstance(nilai, type(bawaan)) or isinstance(nilai, bool) != isinstance(bawaan, bool):
        raise InvalidValue(
            f"Tata dokumen {jenis}: “{nama}” harus berupa {BENTUK.get(type(bawaan), 'bentuk lain')}."
            " Mintalah admin memperbaikinya."
        )
    if isinstance(bawaan, dict) and bawaan:
        return gabung(bawaan, nilai, jenis, f"{nama}.")
    if isinstance(bawaan, list) and bawaan and all(isinstance(b, str) for b in bawaan):
        teks(nilai, jenis, nama)
    return nilai


def teks(nilai: Any, jenis: str, nama: str) -> list[str]:
    """A list of sentences; for one whose default is empty, so that its shape cannot tell. Raises InvalidValue."""
    if not all(isinstance(satu, str) for satu in nilai):
        raise InvalidValue(
            f"Tata dokumen {jenis}: setiap isi “{nama}” harus berupa teks. Mintalah admin memperbaikinya."
        )
    return list(nilai)
