"""What the form of an indikator shows besides its fields: refusals, two people's values, and a measure that stays."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from indicators.exceptions import DomainError, StaleData
from indicators.forms_indikator import KATA, IndikatorForm
from indicators.models import Indikator
from indicators.services.indikator import isian_dari
from indicators.services.versi import versi
from sakip.lib.numbers import format_number

KOSONG = "(kosong)"


def beri_galat(form: IndikatorForm, error: DomainError) -> None:
    """Say a refusal at its fields, or above the form where it is about none of them."""
    for kolom, kalimat in getattr(error, "per_kolom", {None: str(error)}).items():
        form.add_error(kolom if kolom in form.fields and kolom not in form.tetap else None, kalimat)


def bentrok(form: IndikatorForm, error: StaleData) -> dict[str, Any]:
    """Both values of every field that differs; the form sent again is meant against the row as it is now."""
    kini = error.tersimpan
    if kini is None:
        raise error
    tersimpan, milik = isian_dari(kini), form.isian()
    berbeda = []
    for nama, field in form.fields.items():
        satu, lain = getattr(tersimpan, nama), getattr(milik, nama)
        if satu != lain:
            berbeda.append((field.label, _teks(nama, satu, field), _teks(nama, lain, field)))
    return {"bentrok": berbeda, "pesan": str(error), "versi": versi(kini), "status": 409}


def _teks(nama: str, nilai: Any, field: Any) -> str:
    """A value of a field as a person reads it."""
    if nilai is None or nilai == "" or nilai == ():
        return KOSONG
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, Decimal):
        return format_number(nilai)
    if isinstance(nilai, tuple):
        return "; ".join(str(n) for n in nilai)
    if nama in ("jenis_nilai", "arah", "akumulasi", "rumus"):
        return str(dict(Indikator._meta.get_field(nama).flatchoices).get(nilai, nilai))  # type: ignore[union-attr]
    return str(nilai)


def ukuran_teks(indikator: Indikator, kolom: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """(name, label, stored value, in words) of what stays."""
    hasil = []
    for nama in kolom:
        nilai = getattr(indikator, nama)
        if nama == "skala" and nilai is None:
            continue
        sebut = getattr(indikator, f"get_{nama}_display", lambda n=nilai: str(n or "–"))
        hasil.append((nama, KATA[nama][0], str(getattr(nilai, "pk", nilai) or ""), sebut()))
    return hasil
