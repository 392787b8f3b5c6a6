"""Plain functions that make one row each, with sensible values for whatever a test does not care about."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from indicators.models import (
    Indikator,
    JadwalPengisian,
    JenisBelanja,
    Kegiatan,
    Membership,
    PaguAnggaran,
    PemerintahDaerah,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Sasaran,
    Satuan,
    SkalaPredikat,
    SubKegiatan,
    Target,
    TindakLanjut,
    TingkatPredikat,
    Tujuan,
    UnitKerja,
    User,
)
from indicators.services.realisasi import RealisasiEntry, realisasi_save_many
from sakip.lib.periods import Triwulan

# The same number of digits in a whole run: no name is the beginning of another one.
_nomor = count(10_001)


def make_pemda(**over: Any) -> PemerintahDaerah:
    """A regency."""
    n = next(_nomor)
    return PemerintahDaerah.objects.create(**{"kode": f"kab-{n}", "nama": f"Kabupaten {n}", "tempat": "Kota"} | over)


def make_pd(pemda: PemerintahDaerah | None = None, **over: Any) -> PerangkatDaerah:
    """A Setda of a regency."""
    n = next(_nomor)
    return PerangkatDaerah.objects.create(
        **{
            "pemerintah_daerah": pemda or make_pemda(),
            "kode": f"setda-{n}",
            "nama": "Sekretariat Daerah",
            "jenis": PerangkatDaerah.Jenis.SETDA,
        }
        | over
    )


def make_unit(pd: PerangkatDaerah, **over: Any) -> UnitKerja:
    """A Bagian."""
    n = next(_nomor)
    return UnitKerja.objects.create(**{"perangkat_daerah": pd, "kode": f"bagian-{n}", "nama": f"Bagian {n}"} | over)


def make_user(role: str, scope: Any, **over: Any) -> User:
    """An account with one role on a unit, a perangkat daerah or a regency."""
    n = next(_nomor)
    user = User.objects.create_user(
        **{"username": f"{role}{n}", "password": "rahasia-uji", "nama": f"{role} {n}"} | over
    )
    field = {UnitKerja: "unit_kerja", PerangkatDaerah: "perangkat_daerah", PemerintahDaerah: "pemerintah_daerah"}
    Membership.objects.create(user=user, role=role, **{field[type(scope)]: scope})
    return user


def make_periode(pemda: PemerintahDaerah, **over: Any) -> PeriodeRenstra:
    """The period 2021–2026."""
    periode, _ = PeriodeRenstra.objects.get_or_create(
        **{"pemerintah_daerah": pemda, "tahun_awal": 2021, "tahun_akhir": 2026} | over
    )
    return periode


def make_sasaran(pd: PerangkatDaerah, **over: Any) -> Sasaran:
    """A sasaran with its tujuan."""
    periode = make_periode(pd.pemerintah_daerah)
    tujuan = Tujuan.objects.create(periode=periode, perangkat_daerah=pd, uraian="Meningkatkan Pelayanan Publik")
    n = next(_nomor)
    return Sasaran.objects.create(
        **{"periode": periode, "perangkat_daerah": pd, "tujuan": tujuan, "uraian": f"Sasaran {n}", "urutan": n} | over
    )


def make_satuan(simbol: str = "") -> Satuan:
    """A unit of measure by its symbol."""
    satuan, _ = Satuan.objects.get_or_create(nama=simbol or "nilai", defaults={"simbol": simbol})
    return satuan


def make_skala(kode: str = "akip") -> SkalaPredikat:
    """The scale of AKIP predicates from BB to CC, lower bound exclusive."""
    skala, baru = SkalaPredikat.objects.get_or_create(kode=kode, defaults={"nama": kode})
    if baru:
        for peringkat, (step, bawah, atas) in enumerate([("CC", 50, 60), ("B", 60, 70), ("BB", 70, 80)], start=1):
            TingkatPredikat.objects.create(
                skala=skala, kode=step, peringkat=peringkat, batas_bawah=Decimal(bawah), batas_atas=Decimal(atas)
            )
    return skala


def make_indikator(unit: UnitKerja, sasaran: Sasaran | None = None, **over: Any) -> Indikator:
    """A numeric IKU of a sasaran, entered by the unit, whose last value counts."""
    n = next(_nomor)
    sasaran = sasaran or make_sasaran(unit.perangkat_daerah)
    return Indikator.objects.create(
        **{
            "periode": sasaran.periode,
            "perangkat_daerah": unit.perangkat_daerah,
            "jenjang": "sasaran",
            "sasaran": sasaran,
            "unit_kerja": unit,
            "kode": f"indikator-{n}",
            "nama": f"Indikator {n}",
            "iku": True,
            "satuan": make_satuan(),
            "urutan": n,
        }
        | over
    )


def make_sub_kegiatan(unit: UnitKerja, sasaran: Sasaran | None = None, **over: Any) -> SubKegiatan:
    """A sub kegiatan of the unit with its kegiatan and program."""
    n = next(_nomor)
    pd = unit.perangkat_daerah
    sasaran = sasaran or make_sasaran(pd)
    common: dict[str, Any] = {"periode": sasaran.periode, "perangkat_daerah": pd, "urutan": n}
    program = Program.objects.create(
        **common, sasaran=sasaran, uraian=f"Program {n}", kode=f"4.{n // 100:02d}.{n % 100:02d}"
    )
    kegiatan = Kegiatan.objects.create(**common, program=program, uraian=f"Kegiatan {n}")
    return SubKegiatan.objects.create(
        **common | {"kegiatan": kegiatan, "unit_kerja": unit, "uraian": f"Sub kegiatan {n}"} | over
    )


def make_rencana(pd: PerangkatDaerah, tahun: int = 2025, **over: Any) -> RencanaTahunan:
    """An approved plan murni."""
    return RencanaTahunan.objects.create(
        **{
            "periode": make_periode(pd.pemerintah_daerah),
            "perangkat_daerah": pd,
            "tahun": tahun,
            "status": RencanaTahunan.Status.APPROVED,
        }
        | over
    )


def make_target(rencana: RencanaTahunan, indikator: Indikator, nilai: Any = "90", **over: Any) -> Target:
    """The year's target, the same in each quarter."""
    angka = None if nilai is None else Decimal(str(nilai))
    return Target.objects.create(
        **{"rencana": rencana, "indikator": indikator, "nilai": angka} | {f"tw{q}": angka for q in (1, 2, 3, 4)} | over
    )


def make_pagu(rencana: RencanaTahunan, sub_kegiatan: SubKegiatan, jumlah: int = 1_000_000) -> PaguAnggaran:
    """The pagu of a sub kegiatan, all of it barang dan jasa."""
    jenis, _ = JenisBelanja.objects.get_or_create(kode="5.1.02", defaults={"nama": "Belanja Barang dan Jasa"})
    return PaguAnggaran.objects.create(rencana=rencana, sub_kegiatan=sub_kegiatan, jenis_belanja=jenis, jumlah=jumlah)


def make_jadwal(pd: PerangkatDaerah, tahun: int = 2025, triwulan: int = 1, **over: Any) -> JadwalPengisian:
    """An open quarter."""
    return JadwalPengisian.objects.create(
        **{
            "perangkat_daerah": pd,
            "tahun": tahun,
            "triwulan": triwulan,
            "batas": date(tahun, 3 * triwulan, 28),
            "status": JadwalPengisian.Status.OPEN,
        }
        | over
    )


def make_realisasi(
    indikator: Indikator, nilai: Any = "88", tahun: int = 2025, triwulan: int = 1, **over: Any
) -> Realisasi:
    """One stored value, a draft unless said otherwise."""
    return Realisasi.objects.create(
        **{"indikator": indikator, "tahun": tahun, "triwulan": triwulan}
        | {"nilai": None if nilai is None else Decimal(str(nilai))}
        | over
    )


def make_realisasi_anggaran(
    sub_kegiatan: SubKegiatan, keuangan: int | None = 500_000, tahun: int = 2025, triwulan: int = 1, **over: Any
) -> RealisasiAnggaran:
    """Money and progress of one sub kegiatan, a draft unless said otherwise."""
    return RealisasiAnggaran.objects.create(
        **{
            "sub_kegiatan": sub_kegiatan,
            "tahun": tahun,
            "triwulan": triwulan,
            "keuangan": keuangan,
            "fisik": Decimal(50),
        }
        | over
    )


def make_tindak_lanjut(objek: Indikator | SubKegiatan, **over: Any) -> TindakLanjut:
    """A follow-up item at a row of the first quarter of 2025, running."""
    kolom = "indikator" if isinstance(objek, Indikator) else "sub_kegiatan"
    return TindakLanjut.objects.create(
        **{
            "unit_kerja": objek.unit_kerja,
            kolom: objek,
            "tahun": 2025,
            "triwulan": 1,
            "uraian": "Menyusun jadwal bersama kecamatan",
        }
        | over
    )


def realisasi_save(*, triwulan: Triwulan, entry: RealisasiEntry, by: User | None) -> Realisasi:
    """One value stored by the door that all values take, as a sheet of one row would."""
    return realisasi_save_many(triwulan=triwulan, entries=[entry], by=by)[0]
