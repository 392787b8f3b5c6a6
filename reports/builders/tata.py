"""The layout of one institution's document: its own TataDokumen over the defaults in code."""

from collections.abc import Mapping
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah
from indicators.selectors.simpanan_tetap import tetap
from reports.models import JenisDokumen, TataDokumen

BENTUK = {str: "teks", list: "daftar", dict: "objek", int: "angka", bool: "ya atau tidak"}
PILIHAN = {"kertas": ("A4", "F4"), "muka": ("naskah", "laporan")}
WARISAN = {"kop": "kop", "ttd": "ttd", "ttd_baris": "ttd", "tim_ttd": "ttd"}
"""Where a kind keeps a letterhead or the lines of a signature, and what the decree on the IKU calls the same."""

SENDIRI = ("cetak", "tempat_tanggal")
"""What of them each kind of document decides for itself: whether it has one, and where its date stands."""


def tata_of(perangkat_daerah: PerangkatDaerah, jenis: str, bawaan: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults of a builder with what the institution decided otherwise, key by key. One query.

    An office has one letterhead and one way to sign: those of its decree on the IKU hold for every kind that does not
    say otherwise.

    An object is merged with its default the same way. Keys the builder does not know are ignored: an old record must
    not break a new version. Raises InvalidValue for a value of another shape than the default.
    """
    per_jenis = tersimpan(perangkat_daerah.pk)
    isi = per_jenis.get(str(jenis), {})
    if jenis != JenisDokumen.SK_IKU:
        bawaan = mewarisi(bawaan, per_jenis.get(JenisDokumen.SK_IKU.value, {}))
    for kunci, boleh in PILIHAN.items():
        if kunci in bawaan and isi.get(kunci, bawaan[kunci]) not in boleh:
            bentuk = "teks" if not isinstance(isi[kunci], str) else " atau ".join(boleh)
            raise InvalidValue(f"Tata dokumen {jenis}: “{kunci}” harus berupa {bentuk}. Mintalah admin memperbaikinya.")
    return gabung(bawaan, isi, jenis)


@tetap
def tersimpan(perangkat_daerah_id: int) -> dict[str, Any]:
    """What an institution decided otherwise, by kind of document. One query, one for all callers in `bersama`."""
    rows = TataDokumen.objects.filter(perangkat_daerah=perangkat_daerah_id)
    return dict(rows.order_by().values_list("jenis", "isi"))


def mewarisi(bawaan: Mapping[str, Any], keputusan: Mapping[str, Any]) -> dict[str, Any]:
    """The defaults of a kind with letterhead and signature lines as the decree on the IKU has them."""
    hasil = dict(bawaan)
    for kunci, asal in WARISAN.items():
        if isinstance(bawaan.get(kunci), dict) and isinstance(keputusan.get(asal), dict):
            milik = {k: v for k, v in keputusan[asal].items() if k not in SENDIRI}
            hasil[kunci] = gabung(bawaan[kunci], milik, JenisDokumen.SK_IKU.value, f"{asal}.")
    return hasil


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
