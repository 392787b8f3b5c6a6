"""A unit divided into several, or joined to another one: what it carries goes where a person says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.exceptions import Closed, InvalidValue
from indicators.models import Komentar, Membership, TindakLanjut, UnitKerja, User
from indicators.selectors.unit_beban import MODEL, Beban, beban_unit, menunggu_verifikasi, yang_dibagi
from indicators.services import audit
from indicators.services.unit_kerja import (
    IsianUnit,
    akhiri,
    akhiri_pejabat,
    catat,
    gambaran,
    isi_unit,
    kode_baru,
    require_berlaku,
    require_nama,
    segar,
    simpan_unit,
    terkunci,
)

MAKS_BAGIAN = 6


@dataclass(frozen=True)
class BagianBaru:
    """One unit that comes out of a division."""

    nama: str
    singkatan: str = ""


@transaction.atomic
def unit_split(
    *,
    unit: UnitKerja,
    bagian: Sequence[BagianBaru | UnitKerja],
    peta: Mapping[str, int],
    mulai: date,
    hari_ini: date,
    versi_dilihat: str,
    by: User,
) -> list[UnitKerja]:
    """End a unit the day before `mulai` and hand what it carries to its parts; `peta`: {key of a row: part}.

    A part is a new unit that continues this one, or a unit there is already (one alone joins the two). Whoever had a
    role on the unit has it on its new parts. All or nothing. Raises NotAllowed, Closed (values wait for verification),
    InvalidValue (a row without a part, …) and StaleData.
    """
    kini = terkunci(unit, by, versi_dilihat)
    require_berlaku(kini, mulai, hari_ini)
    if menunggu := menunggu_verifikasi(kini):
        raise Closed(
            f"Lembar {kini.nama} sedang diverifikasi ({', '.join(map(str, menunggu))}). Selesaikan verifikasinya dulu."
        )
    bagian = [b if isinstance(b, BagianBaru) else segar(b) for b in bagian]
    _periksa_bagian(kini, bagian)
    akhiri(kini, mulai - timedelta(days=1))
    baru = [_unit_bagian(kini, b, mulai, by) if isinstance(b, BagianBaru) else b for b in bagian]
    beban = beban_unit(kini, mulai)
    tujuan = _tujuan(beban, peta, len(baru))
    _pindahkan(kini, beban, tujuan, baru, by)
    _salin_peran(kini, [u for u, b in zip(baru, bagian, strict=True) if isinstance(b, BagianBaru)], by)
    sesudah = {"menjadi": [u.nama for u in baru], "berlaku_sampai": (mulai - timedelta(days=1)).isoformat()}
    catat(by, kini, "unitkerja.split", {}, sesudah | {"dialihkan": len(beban)})
    akhiri_pejabat(kini, mulai - timedelta(days=1), by)
    return baru


def _periksa_bagian(unit: UnitKerja, bagian: Sequence[BagianBaru | UnitKerja]) -> None:
    if not 1 <= len(bagian) <= MAKS_BAGIAN:
        raise InvalidValue(f"Sebutkan satu sampai {MAKS_BAGIAN} unit yang meneruskan unit ini.")
    for b in bagian:
        if isinstance(b, UnitKerja):
            if b.pk == unit.pk or f"/{unit.pk}/" in b.jalur:
                raise InvalidValue("Unit tidak dapat diteruskan oleh dirinya sendiri atau bawahannya.")
            if b.perangkat_daerah_id != unit.perangkat_daerah_id or b.berlaku_sampai is not None:
                raise InvalidValue(f"{b.nama} bukan unit yang berlaku pada perangkat daerah ini.")
    if len(bagian) == 1 and isinstance(bagian[0], BagianBaru):
        raise InvalidValue(
            "Satu unit baru saja adalah ganti nama. Pakai Ganti nama, atau sebutkan dua unit atau lebih."
        )


def _unit_bagian(lama: UnitKerja, b: BagianBaru, mulai: date, by: User) -> UnitKerja:
    baru = UnitKerja(perangkat_daerah=lama.perangkat_daerah, predecessor=lama, cara_anggaran=lama.cara_anggaran)
    isi_unit(baru, IsianUnit(b.nama, b.singkatan, lama.jenis, lama.induk, berlaku_dari=mulai))
    baru.kode = kode_baru(lama.perangkat_daerah, baru)
    simpan_unit(baru)
    catat(by, baru, "unitkerja.created", {}, gambaran(baru) | {"predecessor": lama.pk})
    return baru


def _tujuan(beban: Sequence[Beban], peta: Mapping[str, int], banyak: int) -> dict[str, int]:
    """By row the part it goes to; what follows another row goes with it."""
    tujuan: dict[str, int] = {}
    for b in yang_dibagi(beban):
        nomor = peta.get(b.kunci)
        if nomor is None or not 0 <= nomor < banyak:
            raise InvalidValue(f"Pilih unit yang meneruskan {b.label.lower()} “{b.nama}”.")
        tujuan[b.kunci] = nomor
    return tujuan | {b.kunci: tujuan[b.ikut] for b in beban if b.ikut}


def _pindahkan(
    lama: UnitKerja, beban: Sequence[Beban], tujuan: Mapping[str, int], baru: Sequence[UnitKerja], by: User
) -> None:
    """One statement for each kind and part; what hangs on a row goes along, an event for each row."""
    saat, events = timezone.now(), []
    for nomor, unit in enumerate(baru):
        per_jenis: dict[str, list[Beban]] = {}
        for b in beban:
            if tujuan[b.kunci] == nomor:
                per_jenis.setdefault(b.jenis, []).append(b)
        for jenis, milik in per_jenis.items():
            rows: Any = MODEL[jenis]._default_manager.filter(pk__in=[b.pk for b in milik])
            if jenis == "unit":
                for bawahan in rows:
                    bawahan.induk = unit
                    require_nama(bawahan)
                    bawahan.save()
            else:
                rows.update(unit_kerja=unit, diubah_pada=saat)
            if jenis in ("indikator", "sub_kegiatan"):
                for ikutan in (TindakLanjut, Komentar):
                    ikutan._default_manager.filter(**{f"{jenis}__in": [b.pk for b in milik]}).update(unit_kerja=unit)
            events += [_peristiwa(lama, unit, b) for b in milik]
    if events:
        audit.record_many(by, events)


def _peristiwa(lama: UnitKerja, baru: UnitKerja, b: Beban) -> audit.Event:
    kolom = "induk" if b.jenis == "unit" else "unit kerja"
    model = MODEL[b.jenis]
    return audit.Event(
        aksi=f"{model._meta.model_name}.changed",
        objek=model(pk=b.pk),
        nama=f"{b.kode} {b.nama}".strip(),
        perangkat_daerah=lama.perangkat_daerah,
        sebelum={kolom: lama.nama},
        sesudah={kolom: baru.nama},
    )


def _salin_peran(lama: UnitKerja, baru: Sequence[UnitKerja], by: User) -> None:
    """Nobody sees more than before: the parts together are what the unit was."""
    rows = [
        Membership(user=m.user, role=m.role, unit_kerja=unit)
        for m in Membership.objects.filter(unit_kerja=lama).select_related("user")
        for unit in baru
    ]
    Membership.objects.bulk_create(rows)
    events = [
        audit.Event(
            aksi="membership.created",
            objek=m,
            nama=f"{m.user}: {m.get_role_display()} {m.unit_kerja}",
            perangkat_daerah=lama.perangkat_daerah,
            sesudah={"role": m.role},
            catatan=f"Meneruskan peran pada {lama.nama}.",
        )
        for m in rows
    ]
    if events:
        audit.record_many(by, events)
