"""Who is to be reminded of what: the sheets of open quarters that are not in, and what happened to those that are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from indicators.models import (
    AuditEvent,
    JadwalPengisian,
    Lembar,
    Membership,
    PerangkatDaerah,
    Role,
    Status,
    UnitKerja,
    User,
)
from indicators.models import Pengingat as Catatan
from indicators.selectors.lembar import LembarRingkas, batas_lembar, lembar_ringkas
from sakip.lib.periods import Triwulan

SEBELUM = (7, 1)
"""Days before the deadline on which a reminder goes out; a run that was missed is made up on the next day."""

SESUDAH = (1, 7)
"""Days after it."""

LAMA_KABAR = timedelta(days=7)
"""News of a sheet older than this is no news."""

KABAR = {"lembar.returned": Catatan.Jenis.DIKEMBALIKAN, "lembar.verified": Catatan.Jenis.DIVERIFIKASI}


@dataclass(frozen=True)
class Surat:
    """One letter that is due: why, to whom, about which sheet. `batas` for reminders, `catatan` for a returned one."""

    jenis: str
    penerima: User
    unit: UnitKerja
    triwulan: Triwulan
    kunci: str
    batas: date | None = None
    terisi: int = 0
    jumlah: int = 0
    catatan: str = ""


def pengisi(units: Iterable[UnitKerja]) -> dict[int, list[User]]:
    """The operators of each unit, those of a unit above included; active accounts only. One query."""
    semua = list(units)
    leluhur = {int(pk) for unit in semua for pk in unit.jalur.strip("/").split("/") if pk}
    anggota = Membership.objects.filter(
        role=Role.OPERATOR, unit_kerja__in=leluhur, user__is_active=True
    ).select_related("user")
    per_unit: dict[int, list[User]] = {}
    for satu in anggota.order_by("user__username"):
        per_unit.setdefault(satu.unit_kerja_id or 0, []).append(satu.user)
    hasil = {}
    for unit in semua:
        orang = {u.pk: u for pk in unit.jalur.strip("/").split("/") if pk for u in per_unit.get(int(pk), [])}
        hasil[unit.pk] = list(orang.values())
    return hasil


def belum_masuk(perangkat_daerah: PerangkatDaerah, jadwal: JadwalPengisian) -> list[LembarRingkas]:
    """The sheets of an open quarter that are neither submitted nor verified."""
    triwulan = Triwulan(jadwal.tahun, jadwal.triwulan)
    ringkas = lembar_ringkas(perangkat_daerah=perangkat_daerah, triwulan=triwulan, jadwal=jadwal)
    return [r for r in ringkas if _belum(r)]


def _belum(ringkas: LembarRingkas) -> bool:
    return ringkas.status not in (Status.SUBMITTED, Status.VERIFIED)


def belum_masuk_dengan_pengisi(ringkas: Iterable[LembarRingkas]) -> list[tuple[LembarRingkas, list[User]]]:
    """Of some sheets those that are not in, each with the people who fill it: whom to call. One query."""
    belum = [r for r in ringkas if _belum(r)]
    orang = pengisi([r.unit for r in belum]) if belum else {}
    return [(r, orang[r.unit.pk]) for r in belum]


def surat_batas(hari_ini: date) -> list[Surat]:
    """The reminders of all open quarters that are due on a day and were not sent yet."""
    hasil = []
    terbuka = JadwalPengisian.objects.filter(status=JadwalPengisian.Status.OPEN).select_related("perangkat_daerah")
    for jadwal in terbuka:
        lembar = belum_masuk(jadwal.perangkat_daerah, jadwal)
        orang = pengisi([r.unit for r in lembar])
        for r in lembar:
            saat = _saat(batas_lembar(r.batas, r.lembar), hari_ini)
            if saat is None:
                continue
            jenis, kunci, batas = saat
            hasil += [
                Surat(jenis, u, r.unit, r.triwulan, kunci, batas=batas, terisi=r.terisi, jumlah=r.jumlah)
                for u in orang[r.unit.pk]
            ]
    return _belum_terkirim(hasil)


def _saat(batas: date | None, hari_ini: date) -> tuple[str, str, date] | None:
    """Which reminder a day asks for: the latest whose day has come. Its key names the deadline and the step."""
    if batas is None:
        return None
    if hari_ini <= batas:
        hari = [n for n in SEBELUM if batas - timedelta(days=n) <= hari_ini]
        return (Catatan.Jenis.SEBELUM, f"{batas.isoformat()} -{min(hari)}", batas) if hari else None
    hari = [n for n in SESUDAH if batas + timedelta(days=n) <= hari_ini]
    return (Catatan.Jenis.SESUDAH, f"{batas.isoformat()} +{max(hari)}", batas) if hari else None


def surat_kabar(sejak: date) -> list[Surat]:
    """News of sheets returned and verified since a day, for their operators, not sent yet.

    Only the last word on a sheet: that it came back is no news to who has handed it in again.
    """
    langkah = AuditEvent.objects.filter(
        aksi__in=(*KABAR, "lembar.submitted"), waktu__date__gte=sejak, unit_kerja__isnull=False
    )
    terakhir = {p.objek_id: p for p in langkah.select_related("unit_kerja").order_by("pk")}
    peristiwa = [p for p in terakhir.values() if p.aksi in KABAR]
    lembar = Lembar.objects.in_bulk([p.objek_id for p in peristiwa])
    orang = pengisi({p.unit_kerja for p in peristiwa if p.unit_kerja})
    hasil = []
    for p in peristiwa:
        satu = lembar.get(p.objek_id)
        if satu is None or p.unit_kerja is None:
            continue
        triwulan = Triwulan(satu.tahun, satu.triwulan)
        hasil += [
            Surat(KABAR[p.aksi], u, p.unit_kerja, triwulan, f"peristiwa {p.pk}", catatan=p.catatan)
            for u in orang[p.unit_kerja.pk]
            if u.pk != p.pelaku_id
        ]
    return _belum_terkirim(hasil)


def _belum_terkirim(surat: list[Surat]) -> list[Surat]:
    """Without those noted already, and without people who want none or have no address."""
    mau = [s for s in surat if s.penerima.terima_surel and s.penerima.email]
    if not mau:
        return []
    ada = set(
        Catatan.objects.filter(Q(kunci__in={s.kunci for s in mau})).values_list(
            "jenis", "penerima_id", "unit_kerja_id", "tahun", "triwulan", "kunci"
        )
    )
    return [
        s for s in mau if (s.jenis, s.penerima.pk, s.unit.pk, s.triwulan.tahun, s.triwulan.nomor, s.kunci) not in ada
    ]
