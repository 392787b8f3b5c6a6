"""The layout of one institution's document: its own TataDokumen over the defaults in code."""

from collections.abc import Mapping
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah
from reports.models import TataDokumen

BENTUK = {str: "teks", list: "daftar", dict: "objek", int: "angka", bool: "ya atau tidak"}


def tata_of(perangkat_daerah: PerangkatDaerah, jenis: str, bawaan: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults of a builder with what the institution decided otherwise, key by key. One query.

    Keys the builder does not know are ignored: an old record must not break a new version. Raises InvalidValue for a
    value of another shape than the default.
    """
    sendiri = TataDokumen.objects.filter(perangkat_daerah=perangkat_daerah, jenis=jenis).values_list("isi", flat=True)
    isi = sendiri.first() or {}
    for kunci, nilai in bawaan.items():
        if not isinstance(isi.get(kunci, nilai), type(nilai)):
            bentuk = BENTUK.get(type(nilai), "bentuk lain")
            raise InvalidValue(f"Tata dokumen {jenis}: “{kunci}” harus berupa {bentuk}. Mintalah admin memperbaikinya.")
    return {kunci: isi.get(kunci, nilai) for kunci, nilai in bawaan.items()}
