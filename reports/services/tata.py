"""The layout of one kind of document of one institution: storing it once a document can be made with it."""

import hashlib
import json
import math
from typing import Any

from django.db import transaction

from indicators import permissions
from indicators.exceptions import Incomplete, InvalidValue, StaleData
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.audit import Event
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.models import JenisDokumen, TataDokumen

SELALU = frozenset(("gerbang",))
"""Keys every kind may have beside those of its builder: what the checklist asks for."""

ANGKA = "Tulisan ini memuat angka yang tidak dapat disimpan. Tulis angka biasa, misalnya 12 atau 12.5."
TATA_BERUBAH = (
    "Tata dokumen ini sudah diubah orang lain sejak Anda membukanya. Salin isian Anda, lalu muat ulang halaman."
)


def tata_save(*, permintaan: Permintaan, jenis: str, teks: str, sidik: str, by: User) -> TataDokumen | None:
    """Store the layout written as JSON; an empty object goes back to the defaults (None).

    `permintaan` names the institution and the year the layout is tried on; `sidik` is `tata_sidik` of what the person
    had before him. Raises NotAllowed, InvalidValue with a sentence for what cannot be used, StaleData.
    """
    pd = permintaan.perangkat_daerah
    permissions.require(by, Ability.FINALIZE_DOKUMEN, pd)
    isi = _urai(teks, jenis)
    with transaction.atomic():
        row = TataDokumen.objects.select_for_update(of=("self",)).filter(perangkat_daerah=pd, jenis=jenis).first()
        sebelum = dict(row.isi) if row else {}
        if tata_sidik(sebelum) != sidik:
            raise StaleData(TATA_BERUBAH, row)
        if isi == sebelum:
            return row
        row = _tulis(row, pd, jenis, isi)
        _coba(jenis, permintaan)
        objek = row or pd
        nama = f"Tata {JenisDokumen(jenis).label}"
        audit.record(
            by, Event("tata.saved", objek, nama, perangkat_daerah=pd, sebelum={"isi": sebelum}, sesudah={"isi": isi})
        )
    return row


def tata_sidik(isi: dict[str, Any]) -> str:
    """The digest of a layout: what the editor was shown."""
    return hashlib.sha256(json.dumps(isi, sort_keys=True).encode()).hexdigest()


def _urai(teks: str, jenis: str) -> dict[str, Any]:
    """The JSON object, with no key that the kind does not know."""
    try:
        isi = json.loads(teks or "{}", parse_constant=_angka, parse_float=_angka)
    except json.JSONDecodeError as error:
        raise InvalidValue(
            f"Tulisan ini bukan JSON: periksa baris {error.lineno}, huruf ke-{error.colno}. Tanda kutip, koma, dan"
            " kurung harus berpasangan."
        ) from error
    except RecursionError as error:
        raise InvalidValue("Tata dokumen bersusun terlalu dalam. Sederhanakan susunannya.") from error
    except ValueError as error:  # more digits than a number may have
        raise InvalidValue(ANGKA) from error
    if not _tersimpan(isi):
        raise InvalidValue("Tulisan ini memuat huruf yang tidak dapat disimpan (\\u0000 atau \\ud800). Hapuslah.")
    if not isinstance(isi, dict):
        raise InvalidValue("Tata dokumen harus berupa objek JSON: diawali { dan diakhiri }.")
    dikenal = set(vars(REGISTRY[jenis]).get("BAWAAN", {})) | SELALU
    if asing := sorted(set(isi) - dikenal):
        raise InvalidValue(
            f"Kunci {', '.join(f'“{k}”' for k in asing)} tidak dikenal. Yang dikenal: {', '.join(sorted(dikenal))}."
        )
    return isi


def _angka(teks: str) -> float:
    """A number JSON and every database know: neither NaN nor infinite."""
    angka = float(teks)
    if not math.isfinite(angka):
        raise InvalidValue(ANGKA)
    return angka


def _tersimpan(isi: Any) -> bool:
    """Whether every text in it can be kept: PostgreSQL takes neither a zero character nor half of a pair."""
    try:
        return b"\\u0000" not in json.dumps(isi, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False


def _tulis(row: TataDokumen | None, pd: PerangkatDaerah, jenis: str, isi: dict[str, Any]) -> TataDokumen | None:
    if not isi:
        if row is not None:
            row.delete()
        return None
    row = row or TataDokumen(perangkat_daerah=pd, jenis=jenis)
    row.isi = isi
    row.save()
    return row


def _coba(jenis: str, permintaan: Permintaan) -> None:
    """Make the document with the layout just written. Data that are lacking say nothing against the layout."""
    try:
        REGISTRY[jenis].build(permintaan)
    except Incomplete:
        return
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise InvalidValue(
            "Dokumen tidak dapat disusun dengan tata ini. Bandingkan bentuk isian Anda dengan bawaannya."
        ) from error
