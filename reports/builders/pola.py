"""Texts of a layout with their `{kunci}` filled in. Nothing is evaluated."""

import re
from collections.abc import Iterable, Mapping

KUNCI = re.compile(r"\{(\w+)\}")
KURUNG_KOSONG = re.compile(r"\(\s*\)")


def isi(pola: str, nilai: Mapping[str, str]) -> str:
    """A text with its `{kunci}` filled in. Unknown keys stay visible."""
    return KUNCI.sub(lambda m: nilai.get(m[1], m[0]), pola)


def kapital(nilai: Mapping[str, str]) -> dict[str, str]:
    """The same keys once more in capitals, with their texts in capitals: `{pd}` and `{PD}`."""
    return {**nilai, **{kunci.upper(): teks.upper() for kunci, teks in nilai.items() if kunci.islower()}}


def baris(pola: Iterable[str], nilai: Mapping[str, str]) -> list[str]:
    """Some lines filled in. A line whose every key is empty is left out, so are brackets around nothing."""
    hasil = []
    for satu in pola:
        kunci = [k for k in KUNCI.findall(satu) if k in nilai]
        if kunci and not any(nilai[k] for k in kunci):
            continue
        rapi = " ".join(KURUNG_KOSONG.sub("", isi(satu, nilai)).split(" ")).strip()
        hasil.append(re.sub(r" {2,}", " ", rapi))
    return [teks for teks in hasil if teks]


def romawi(nomor: int) -> str:
    """1 to 39 in roman figures: more annexes has no decree."""
    satuan = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (nomor // 10) + satuan[nomor % 10]
