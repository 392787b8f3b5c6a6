"""What hangs on an element of the cascade: as long as there is something, it is not deleted."""

from collections.abc import Callable, Iterable
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import PaguAnggaran, RencanaTahunan, SubKegiatan
from indicators.tingkat import Unsur, tingkat_of
from sakip.lib.numbers import format_rupiah

# What lies outside this app and still speaks of an element, in phrases: `reports` adds its finished documents.
PENJAGA: list[Callable[[Unsur], Iterable[str]]] = []


def yang_menggantung(unsur: Unsur) -> list[str]:
    """Everything that keeps an element from being deleted, one phrase each (`3 kegiatan`); empty: it may go.

    Looks at every relation there is, also those of later models: whatever the database would delete along, or refuse.
    """
    hasil = []
    for relasi in unsur._meta.related_objects:
        if relasi.many_to_many:
            continue
        rows = relasi.related_model._default_manager.filter(**{relasi.field.name: unsur.pk})
        if relasi.related_model is PaguAnggaran:
            rows = rows.filter(rencana__status=RencanaTahunan.Status.APPROVED)
        jumlah = rows.count()
        if jumlah:
            nama = relasi.related_model._meta.verbose_name
            hasil.append(f"{jumlah} {nama}{' pada rencana yang sudah disahkan' * (nama == 'pagu anggaran')}")
    for penjaga in PENJAGA:
        hasil += penjaga(unsur)
    return hasil


def require_dapat_dihapus(unsur: Unsur) -> None:
    """Raise Incomplete, listing what hangs on it."""
    menggantung = yang_menggantung(unsur)
    if menggantung:
        nama = tingkat_of(unsur).nama.capitalize()
        raise Incomplete(f"{nama} ini tidak dapat dihapus karena masih memuat {', '.join(menggantung)}.", menggantung)


def pagu_draf(unsur: Unsur) -> dict[str, int]:
    """The pagu a sub kegiatan has in plans that are still drafts, by the plan: it goes with the sub kegiatan."""
    hasil: dict[str, int] = {}
    if isinstance(unsur, SubKegiatan):
        rows = PaguAnggaran.objects.filter(sub_kegiatan=unsur, rencana__status=RencanaTahunan.Status.DRAFT)
        for pagu in rows.select_related("rencana"):
            hasil[str(pagu.rencana)] = hasil.get(str(pagu.rencana), 0) + pagu.jumlah
    return hasil


def sertakan_pagu_draf(unsur: Unsur) -> dict[str, Any]:
    """Delete that pagu and tell the trail what it was."""
    ada = pagu_draf(unsur)
    if ada:
        PaguAnggaran.objects.filter(sub_kegiatan=unsur.pk, rencana__status=RencanaTahunan.Status.DRAFT).delete()
    return {f"pagu, {rencana.lower()}": format_rupiah(jumlah) for rencana, jumlah in ada.items()}
