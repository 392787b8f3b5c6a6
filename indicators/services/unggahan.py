"""Workbooks that come back: read once, staged as what they say, applied whole or not at all, then emptied."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from indicators import permissions
from indicators.buku_kerja import identitas
from indicators.buku_kerja.baca import Galat, HasilBaca, Ubahan, baca_isian
from indicators.buku_kerja.lembar import JENIS
from indicators.exceptions import Closed, DomainError, InvalidValue
from indicators.models import Unggahan, UnitKerja, User
from indicators.permissions import Ability
from indicators.services import antivirus, audit
from indicators.services.baris import jadwal_require_open, lembar_for
from sakip.lib.periods import Triwulan
from sakip.lib.xlsx_baca import Batas, BerkasDitolak, BukuKerja, baca

UMUR = timedelta(days=7)
"""How long what was read waits for a yes."""

MAKS_COBA = 25
"""Rows whose refusals are listed; a file with more is wrong as a whole."""

SUDAH = "Unggahan ini sudah disimpan. Untuk mengubah lagi, unduh lembarnya, isi, lalu unggah."


def berkas_baca(berkas: UploadedFile, batas: Batas | None = None) -> tuple[str, bytes, BukuKerja]:
    """Name, bytes and sheets of an uploaded workbook, after every limit and the scanner. Raises InvalidValue."""
    batas = batas or Batas()
    nama = PurePosixPath((berkas.name or "berkas").replace("\\", "/")).name[-150:]
    isi = berkas.read(batas.ukuran + 1)
    antivirus.periksa(nama, isi)
    try:
        return nama, isi, baca(nama, isi, batas)
    except BerkasDitolak as error:
        raise InvalidValue(str(error)) from error


def lembar_unggah(*, unit: UnitKerja, triwulan: Triwulan, berkas: UploadedFile, by: User) -> Unggahan | None:
    """Read a returned sheet and stage what differs from its download; None when nothing does.

    Raises NotAllowed, Closed, and InvalidValue for a file that is no sheet of this unit and quarter.
    """
    permissions.require(by, Ability.ENTER_REALISASI, unit)
    jadwal_require_open(unit.perangkat_daerah_id, triwulan)
    nama, isi, buku = berkas_baca(berkas)
    try:
        tentang = identitas.baca(buku)
        _require_tujuan(tentang, unit, triwulan)
        hasil = baca_isian(buku, tentang)
    except BerkasDitolak as error:
        raise InvalidValue(str(error)) from error
    if not hasil.ubahan and not hasil.galat:
        return None
    return _catat(unit, triwulan, nama, isi, {**_staged(hasil), "cara": tentang["cara"]}, by)


@transaction.atomic
def _catat(unit: UnitKerja, triwulan: Triwulan, nama: str, isi: bytes, hasil: dict[str, Any], by: User) -> Unggahan:
    """Keep what was read; what the same person staged for the same sheet before, and what is old, goes."""
    where: dict[str, Any] = {
        "jenis": Unggahan.Jenis.LEMBAR,
        "unit_kerja": unit,
        "tahun": triwulan.tahun,
        "triwulan": triwulan.nomor,
        "oleh": by,
    }
    Unggahan.objects.filter(**where, diterapkan_pada=None).delete()
    unggahan_bersihkan()
    return Unggahan.objects.create(
        **where,
        perangkat_daerah=unit.perangkat_daerah,
        nama=nama,
        sha256=hashlib.sha256(isi).hexdigest(),
        isi=hasil,
    )


def _staged(hasil: HasilBaca) -> dict[str, Any]:
    return {
        "ubahan": [list(astuple(u)) for u in hasil.ubahan],
        "galat": [list(astuple(g)) for g in hasil.galat],
        "sama": hasil.sama,
        "hilang": hasil.hilang,
    }


def unggahan_bersihkan() -> int:
    """Delete what nobody said yes to in time; how many there were. What was applied stays, emptied."""
    jumlah, _ = Unggahan.objects.filter(diterapkan_pada=None, dibuat_pada__lt=timezone.now() - UMUR).delete()
    return jumlah


def isi_unggahan(unggahan: Unggahan) -> HasilBaca:
    """What was staged, as it was read."""
    isi = unggahan.isi
    return HasilBaca(
        ubahan=[Ubahan(*u) for u in isi.get("ubahan", [])],
        galat=[Galat(*g) for g in isi.get("galat", [])],
        sama=isi.get("sama", 0),
        hilang=isi.get("hilang", 0),
    )


def _require_tujuan(tentang: Mapping[str, Any], unit: UnitKerja, triwulan: Triwulan) -> None:
    """The file is of this sheet; else the sentence says of which one it is."""
    if tentang.get("jenis") != JENIS:
        raise BerkasDitolak("Berkas ini bukan lembar isian triwulan. Unggah berkas yang diunduh dari halaman lembar.")
    milik = (tentang["perangkat_daerah"], tentang["unit"], tentang["tahun"], tentang["triwulan"])
    if milik != (unit.perangkat_daerah.kode, unit.kode, triwulan.tahun, triwulan.nomor):
        raise BerkasDitolak(
            f"Berkas ini lembar {tentang['judul']}, bukan {unit.nama}, {triwulan}. Unggah pada lembarnya sendiri."
        )


# --- Trying and applying -----------------------------------------------------------------------------------------


class _Batal(Exception):
    """Undoes a trial."""


def unggahan_coba(baris: Sequence[Any], simpan: Callable[[Sequence[Any]], object]) -> list[tuple[Any, DomainError]]:
    """Save rows with the services themselves and take everything back: (row, refusal) of each that would be refused.

    `simpan` stores some of the rows; a refusal names its object (`DomainError.objek`), which the rows know as
    `indikator` or `sub_kegiatan`. The row is None where a refusal is about the sheet as a whole.
    """
    tolak: list[tuple[Any, DomainError]] = []
    sisa = list(baris)
    while sisa and len(tolak) < MAKS_COBA:
        try:
            with transaction.atomic():
                simpan(sisa)
                raise _Batal
        except _Batal:
            return tolak
        except DomainError as error:
            kena = [b for b in sisa if error.objek is not None and _objek(b) == error.objek]
            tolak.append((kena[0] if kena else None, error))
            if not kena:
                return tolak
            sisa = [b for b in sisa if b not in kena]
    return tolak


def _objek(baris: Any) -> Any:
    return getattr(baris, "indikator", None) or getattr(baris, "sub_kegiatan", None)


@transaction.atomic
def unggahan_terapkan(*, unggahan: Unggahan, jumlah: int, by: User, simpan: Callable[[], object]) -> None:
    """Let `simpan` store what was staged, once: its values, the event that names the file, and the emptied row.

    Raises NotAllowed, Closed (applied already, quarter or row closed), InvalidValue, StaleData: then nothing is stored.
    """
    segar = Unggahan.objects.select_for_update().get(pk=unggahan.pk)
    if segar.oleh_id != by.pk or segar.diterapkan_pada is not None:
        raise Closed(SUDAH)
    unit, triwulan = unggahan.unit_kerja, Triwulan(unggahan.tahun or 0, unggahan.triwulan or 0)
    assert unit is not None  # noqa: S101  a sheet has its unit
    permissions.require(by, Ability.ENTER_REALISASI, unit)
    simpan()
    segar.isi, segar.diterapkan_pada = {}, timezone.now()
    segar.save(update_fields=["isi", "diterapkan_pada", "diubah_pada"])
    audit.record(
        by,
        audit.Event(
            aksi="lembar.imported",
            objek=lembar_for(unit, triwulan),
            nama=f"{unit.nama} — {triwulan}",
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sesudah={"nama_berkas": unggahan.nama, "sha256": unggahan.sha256, "sel_diubah": jumlah},
        ),
    )
