"""The rows behind a page of evidence: whose value it is, the value itself, one file."""

from typing import Any

from indicators import permissions
from indicators.models import BuktiDukung, Realisasi, RealisasiAnggaran

MODEL: dict[str, tuple[Any, str]] = {
    "realisasi": (Realisasi, "indikator"),
    "anggaran": (RealisasiAnggaran, "sub_kegiatan"),
}
"""By the kind of value in the address: its model, and the field that names what it is a value of."""


def pemilik_nilai(user: Any, jenis: str, pk: int) -> Any:
    """The indikator or sub kegiatan of a kind of value, inside the person's scope; None outside it. One query.

    Its unit, perangkat daerah and regency are joined.
    """
    model, pemilik = MODEL[jenis]
    rows = model._meta.get_field(pemilik).related_model.objects
    rows = rows.filter(unit_kerja__in=permissions.visible_units(user))
    return rows.select_related("unit_kerja__perangkat_daerah__pemerintah_daerah").filter(pk=pk).first()


def nilai_of(jenis: str, pemilik: Any, tahun: int, triwulan: int) -> Any:
    """The value of a quarter; None while there is none. One query."""
    model, field = MODEL[jenis]
    return model.objects.filter(**{field: pemilik}, tahun=tahun, triwulan=triwulan).first()


def bukti_of(pk: int) -> BuktiDukung | None:
    """One piece of evidence with the value it supports, and that value's place, joined. One query."""
    rows = BuktiDukung.objects.select_related(
        "realisasi__indikator__unit_kerja__perangkat_daerah__pemerintah_daerah",
        "realisasi_anggaran__sub_kegiatan__unit_kerja__perangkat_daerah__pemerintah_daerah",
    )
    return rows.filter(pk=pk).first()
