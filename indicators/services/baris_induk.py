"""One row of master data, written with all its rules: the model's own, and a line in the trail of its regency."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from indicators import permissions
from indicators.exceptions import InvalidValue, StaleData
from indicators.models import PemerintahDaerah, PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.master import NOT_IN_TRAIL
from indicators.services.versi import versi

Row = TypeVar("Row", bound=models.Model)

BERUBAH = "Baru saja diubah orang lain. Isian Anda masih ada di bawah; simpan sekali lagi bila memang menggantikannya."
GANDA = "{nama} baru saja ditambahkan orang lain. Muat ulang halaman, lalu lihat daftarnya."


def require_versi(row: Any, dilihat: str) -> None:
    """Raise StaleData unless the row is still as it was shown."""
    if dilihat != versi(row):
        raise StaleData(BERUBAH, row)


def baris_buat(
    row: Row,
    *,
    by: User,
    pemerintah_daerah: PemerintahDaerah,
    perangkat_daerah: PerangkatDaerah | None = None,
    ability: Ability = Ability.MANAGE_MASTER,
) -> Row:
    """Store a new row of a regency, in the trail of its perangkat daerah where one is named.

    Raises NotAllowed and InvalidValue (what the model says against it, or somebody was quicker).
    """
    permissions.require(by, ability, pemerintah_daerah)
    _periksa(row)
    try:
        with transaction.atomic():
            row.save()
            _catat(by, row, "created", {}, kolom(row), pemerintah_daerah, perangkat_daerah)
    except IntegrityError as error:
        raise InvalidValue(GANDA.format(nama=str(row))) from error
    return row


def baris_ubah(
    row: Row,
    isi: Mapping[str, Any],
    *,
    by: User,
    pemerintah_daerah: PemerintahDaerah,
    perangkat_daerah: PerangkatDaerah | None = None,
    dilihat: str | None = None,
) -> bool:
    """Change some columns of a stored row; whether anything changed. `dilihat`: the state the person saw.

    Raises NotAllowed, StaleData and InvalidValue.
    """
    permissions.require(by, Ability.MANAGE_MASTER, pemerintah_daerah)
    with transaction.atomic():
        segar = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if dilihat is not None:
            require_versi(segar, dilihat)
        sebelum = kolom(segar)
        for nama, nilai in isi.items():  # onto what is stored now: what the form does not show keeps its value
            setattr(segar, nama, nilai)
        _periksa(segar)
        lama, baru = audit.changes(sebelum, kolom(segar))
        if not baru:
            return False
        try:
            with transaction.atomic():
                segar.save()
        except IntegrityError as error:
            raise InvalidValue(GANDA.format(nama=str(segar))) from error
        _catat(by, segar, "changed", lama, baru, pemerintah_daerah, perangkat_daerah)
    return True


def kolom(row: models.Model) -> dict[str, Any]:
    """The columns of a row as the trail keeps them."""
    return {f.name: audit.as_text(getattr(row, f.attname)) for f in row._meta.concrete_fields if _terbaca(f.name)}


def _terbaca(nama: str) -> bool:
    return nama not in NOT_IN_TRAIL


def _periksa(row: models.Model) -> None:
    """Raise InvalidValue with what the model says against the row, each sentence with the label of its field."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise InvalidValue(" ".join(_kalimat(row, error))) from error


def _kalimat(row: models.Model, error: ValidationError) -> list[str]:
    hasil = []
    for nama, pesan in error.message_dict.items():
        umum = nama == "__all__"
        label = "" if umum else str(row._meta.get_field(nama).verbose_name).capitalize()  # type: ignore[union-attr]
        hasil += [satu if umum else f"{label}: {satu}" for satu in pesan]
    return hasil


def _catat(
    by: User,
    row: models.Model,
    kerja: str,
    sebelum: dict[str, Any],
    sesudah: dict[str, Any],
    pemerintah_daerah: PemerintahDaerah,
    perangkat_daerah: PerangkatDaerah | None,
) -> None:
    tanpa: tuple[Any, ...] = (None, "", [], {}, False)
    audit.record(
        by,
        audit.Event(
            aksi=f"{row._meta.model_name}.{kerja}",
            objek=row,
            nama=str(row),
            perangkat_daerah=perangkat_daerah,
            pemerintah_daerah=None if perangkat_daerah else pemerintah_daerah,
            sebelum=sebelum,
            sesudah={k: v for k, v in sesudah.items() if kerja == "changed" or v not in tanpa},
        ),
    )
