"""An indikator gets a formula of its own, changes it, or gives it up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue
from indicators.models import ContohRumus, Indikator, Realisasi, Status, User, VariabelRumus
from indicators.permissions import Ability
from indicators.rumus import FUNGSI, Rumus, RumusSalah, periksa_batas, uraikan
from indicators.services import audit
from indicators.services.periode_tutup import tahan_terbuka
from indicators.services.realisasi import hitung_ulang
from sakip.lib.numbers import format_number

MAKS_VARIABEL = 30
TERKUNCI = (
    "Rumus indikator ini tidak dapat diubah lagi: sudah ada nilainya yang diajukan atau diverifikasi. Buat indikator "
    "baru sebagai kelanjutannya."
)


@dataclass(frozen=True)
class VariabelEntry:
    """One variable of a formula: its short name, what it means, and the bounds of its figures (None: no bound)."""

    simbol: str
    nama: str
    minimum: Decimal | None = None
    maksimum: Decimal | None = None


@dataclass(frozen=True)
class ContohEntry:
    """One worked example: figures by short name, and the result that is known from elsewhere."""

    masukan: Mapping[str, Decimal]
    hasil: Decimal


@transaction.atomic
def rumus_save(
    *,
    indikator: Indikator,
    ekspresi: str,
    variabel: Sequence[VariabelEntry],
    contoh: Sequence[ContohEntry],
    by: User | None,
) -> Indikator:
    """Let the indikator's values follow from a formula, once its worked examples hold.

    Drafts whose variables are entered are worked out anew. Raises NotAllowed, InvalidValue (with a sentence), and
    Closed when values that were submitted or verified follow from another formula. `by` None is the system itself.
    """
    _require(indikator, by)
    indikator = Indikator.objects.select_for_update(of=("self",)).get(pk=indikator.pk)
    ekspresi = ekspresi.strip()
    rumus_periksa(ekspresi, variabel, contoh, indikator)
    sebelum = _isi(indikator)
    berubah = _makna(indikator.rumus, indikator.ekspresi) != _makna(Indikator.Rumus.EKSPRESI, ekspresi)
    if berubah:
        _require_belum_diajukan(indikator)
    indikator.rumus, indikator.ekspresi = Indikator.Rumus.EKSPRESI, ekspresi
    indikator.save(update_fields=["rumus", "ekspresi", "diubah_pada"])
    _tulis_ulang(indikator, variabel, contoh)
    if berubah:
        hitung_ulang(indikator, by=by)
    _catat(indikator, "rumus.saved", sebelum, by)
    return indikator


@transaction.atomic
def rumus_remove(*, indikator: Indikator, by: User | None) -> Indikator:
    """Let the values be entered as before the formula: as a ratio where it has one, else as they are.

    Values stay as they are stored. Raises NotAllowed, and Closed once values were submitted or verified.
    """
    _require(indikator, by)
    indikator = Indikator.objects.select_for_update(of=("self",)).get(pk=indikator.pk)
    if indikator.rumus != Indikator.Rumus.EKSPRESI:
        return indikator
    _require_belum_diajukan(indikator)
    sebelum = _isi(indikator)
    rasio = indikator.variabel.count() == 2
    indikator.rumus = Indikator.Rumus.RASIO if rasio else Indikator.Rumus.LANGSUNG
    indikator.ekspresi = ""
    indikator.save(update_fields=["rumus", "ekspresi", "diubah_pada"])
    _tulis_ulang(indikator, [], [])
    _catat(indikator, "rumus.removed", sebelum, by)
    return indikator


# --- What a formula must be --------------------------------------------------------------------------------------


def rumus_periksa(
    ekspresi: str, variabel: Sequence[VariabelEntry], contoh: Sequence[ContohEntry], indikator: Indikator
) -> Rumus:
    """The formula, once it may be used; raises InvalidValue with the first thing that must be mended."""
    if indikator.jenis_nilai in (Indikator.JenisNilai.KESESUAIAN, Indikator.JenisNilai.KATEGORI):
        raise InvalidValue("Indikator ini diisi dengan pilihan, bukan angka, sehingga tidak memakai rumus.")
    try:
        rumus = uraikan(ekspresi)
    except RumusSalah as error:
        raise InvalidValue(str(error)) from error
    periksa_variabel(rumus, variabel)
    if not contoh:
        raise InvalidValue("Isi sedikitnya satu contoh dengan hasilnya: rumus baru dipakai setelah contohnya cocok.")
    for nomor, satu in enumerate(contoh, 1):
        if galat := contoh_salah(rumus, variabel, satu):
            raise InvalidValue(f"Contoh {nomor}: {galat}")
    return rumus


def contoh_salah(rumus: Rumus, variabel: Sequence[VariabelEntry], contoh: ContohEntry) -> str:
    """Why a worked example does not hold; empty when it does."""
    for v in variabel:
        if galat := periksa_batas(contoh.masukan.get(v.simbol), v.minimum, v.maksimum):
            return f"{v.nama}: {galat}"
    try:
        hasil = rumus.hitung(contoh.masukan)
    except RumusSalah as error:
        return str(error)
    if hasil == contoh.hasil:
        return ""
    return f"rumus menghasilkan {format_number(hasil)}, bukan {format_number(contoh.hasil)}."


def periksa_variabel(rumus: Rumus, variabel: Sequence[VariabelEntry]) -> None:
    """Raises InvalidValue unless the list of variables is that of the formula."""
    simbol = [v.simbol for v in variabel]
    if len(simbol) > MAKS_VARIABEL:
        raise InvalidValue(f"Variabel paling banyak {MAKS_VARIABEL}: sederhanakan rumusnya.")
    if ganda := next((s for s in simbol if simbol.count(s) > 1), None):
        raise InvalidValue(f"Variabel “{ganda}” tertulis dua kali: pakai nama singkat yang berbeda.")
    if fungsi := next((s for s in simbol if s in FUNGSI), None):
        raise InvalidValue(f"“{fungsi}” adalah nama fungsi: pakai nama singkat lain.")
    if asing := [v for v in rumus.variabel if v not in simbol]:
        raise InvalidValue(f"Variabel “{asing[0]}” belum ada dalam daftar variabel: tambahkan keterangannya.")
    if sisa := [s for s in simbol if s not in rumus.variabel]:
        raise InvalidValue(f"Variabel “{sisa[0]}” tidak dipakai dalam rumus: pakai, atau kosongkan barisnya.")
    if not simbol:
        raise InvalidValue("Rumus tanpa variabel tidak mengukur apa pun: tulis sedikitnya satu variabel.")
    for v in variabel:
        if v.minimum is not None and v.maksimum is not None and v.minimum > v.maksimum:
            raise InvalidValue(f"Variabel “{v.simbol}”: nilai paling besar tidak boleh di bawah nilai paling kecil.")
        try:
            VariabelRumus(simbol=v.simbol, nama=v.nama, urutan=1).clean_fields(exclude=["indikator"])
        except ValidationError as error:
            raise InvalidValue(f"Variabel “{v.simbol}”: {' '.join(error.messages)}") from error


# --- The steps ---------------------------------------------------------------------------------------------------


def _require(indikator: Indikator, by: User | None) -> None:
    if by is not None:
        permissions.require(by, Ability.EDIT_CASCADE, indikator.perangkat_daerah)
    tahan_terbuka(indikator.periode)


def _require_belum_diajukan(indikator: Indikator) -> None:
    tetap = (Status.SUBMITTED, Status.VERIFIED)
    if Realisasi.objects.filter(indikator=indikator, status__in=tetap).exists():
        raise Closed(TERKUNCI)


def _makna(rumus: str, ekspresi: str) -> str:
    """What a formula says, whatever its spaces and signs."""
    if rumus != Indikator.Rumus.EKSPRESI:
        return rumus
    try:
        return uraikan(ekspresi).tulisan
    except RumusSalah:
        return ""


def _tulis_ulang(indikator: Indikator, variabel: Sequence[VariabelEntry], contoh: Sequence[ContohEntry]) -> None:
    indikator.variabel_rumus.all().delete()
    indikator.contoh_rumus.all().delete()
    VariabelRumus.objects.bulk_create(
        VariabelRumus(
            indikator=indikator, urutan=n, simbol=v.simbol, nama=v.nama, minimum=v.minimum, maksimum=v.maksimum
        )
        for n, v in enumerate(variabel, 1)
    )
    ContohRumus.objects.bulk_create(
        ContohRumus(indikator=indikator, masukan={k: format(n, "f") for k, n in c.masukan.items()}, hasil=c.hasil)
        for c in contoh
    )


def _isi(indikator: Indikator) -> dict[str, Any]:
    """What the audit event tells of a formula."""
    variabel = indikator.variabel_rumus.order_by("urutan")
    contoh = indikator.contoh_rumus.order_by("pk")
    return {
        "rumus": indikator.rumus,
        "ekspresi": indikator.ekspresi,
        "variabel": {v.simbol: _dengan_batas(v) for v in variabel},
        "contoh": [
            f"{'; '.join(f'{k} = {n}' for k, n in c.masukan.items())} → {c.hasil.normalize():f}" for c in contoh
        ],
    }


def _dengan_batas(v: VariabelRumus) -> str:
    if v.minimum is None and v.maksimum is None:
        return v.nama
    dari, sampai = ("…" if n is None else format_number(n) for n in (v.minimum, v.maksimum))
    return f"{v.nama} ({dari} sampai {sampai})"


def _catat(indikator: Indikator, aksi: str, sebelum: dict[str, Any], by: User | None) -> None:
    lama, baru = audit.changes(sebelum, _isi(indikator))
    if not baru:
        return
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=indikator,
            nama=indikator.nama,
            perangkat_daerah=indikator.perangkat_daerah,
            unit_kerja=indikator.unit_kerja,
            sebelum=lama,
            sesudah=baru,
        ),
    )
