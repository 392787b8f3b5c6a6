"""The demonstration accounts: one per role, operators of other units, a planner for every institution."""

from dataclasses import dataclass

from django.conf import settings

from indicators.demo.institution import Lembaga
from indicators.models import PemerintahDaerah, PerangkatDaerah, Role, UnitKerja, User
from indicators.services import master


@dataclass(frozen=True)
class Akun:
    """One account: its role on a unit (by code), on the perangkat daerah, or on the regency.

    `utama` marks the one a newcomer is shown for its role.
    """

    username: str
    nama: str
    role: Role
    lingkup: str = "perangkat_daerah"
    utama: bool = False


def _operator(username: str, bagian: str, unit: str, *, utama: bool = False) -> Akun:
    return Akun(f"operator.{username}", f"Operator Bagian {bagian}", Role.OPERATOR, unit, utama)


AKUN: dict[str, list[Akun]] = {
    "tanjabtim": [
        _operator("umum", "Umum", "bagian-umum", utama=True),
        Akun("perencana", "Perencana Setda", Role.PLANNER, utama=True),
        Akun("sekda", "Sekretaris Daerah", Role.LEADER, utama=True),
        Akun("inspektorat", "Inspektorat Kabupaten", Role.AUDITOR, "pemerintah_daerah", utama=True),
        Akun("admin", "Admin Kabupaten", Role.ADMIN, "pemerintah_daerah", utama=True),
        Akun("perencana.kabupaten", "Perencana Kabupaten", Role.PLANNER, "pemerintah_daerah"),
        Akun("bupati", "Bupati", Role.LEADER, "pemerintah_daerah"),
        _operator("organisasi", "Organisasi", "bagian-organisasi"),
        _operator("pemerintahan", "Pemerintahan", "bagian-pemerintahan"),
        _operator("kesra", "Kesejahteraan Rakyat", "bagian-kesejahteraan-rakyat"),
        _operator("hukum", "Hukum", "bagian-hukum"),
        _operator("perekonomian", "Perekonomian dan SDA", "bagian-perekonomian-sda"),
        _operator("pembangunan", "Administrasi Pembangunan", "bagian-administrasi-pembangunan"),
        _operator("pbj", "Pengadaan Barang dan Jasa", "bagian-pengadaan-barang-jasa"),
        _operator("protokol", "Protokol dan Komunikasi Pimpinan", "bagian-protokol-komunikasi-pimpinan"),
        _operator("renkeu", "Perencanaan dan Keuangan", "bagian-perencanaan-keuangan"),
    ],
    "balangan": [
        _operator("balangan", "Pemerintahan Balangan", "bagian-pemerintahan"),
        Akun("perencana.balangan", "Perencana Setda Balangan", Role.PLANNER),
    ],
    "tanjabbar": [Akun("perencana.tanjabbar", "Perencana Setda Tanjung Jabung Barat", Role.PLANNER)],
    "luwutimur": [Akun("perencana.luwutimur", "Perencana Setda Luwu Timur", Role.PLANNER)],
    "banjarmargo": [Akun("perencana.banjarmargo", "Perencana Kecamatan Banjar Margo", Role.PLANNER)],
}


@dataclass(frozen=True)
class Pengguna:
    """The accounts of one institution: by user name, and the operator of each unit by the unit's code."""

    per_nama: dict[str, User]
    operator: dict[str, User]
    perencana: User | None


def buat_akun(lembaga: Lembaga, kunci: str) -> Pengguna:
    """Create the accounts of one institution with the demonstration password."""
    daftar = AKUN.get(kunci, [])
    baru = [(User(username=a.username, nama=a.nama, is_staff=a.role == Role.ADMIN), a) for a in daftar]
    master.akun_create(
        [(user, akun.role, _lingkup(lembaga, akun)) for user, akun in baru],
        password=settings.DEMO_PASSWORD,
        pemerintah_daerah=lembaga.pemerintah_daerah,
        by=None,
    )
    perencana = [user for user, akun in baru if akun.role == Role.PLANNER]
    return Pengguna(
        per_nama={user.username: user for user, _ in baru},
        operator={akun.lingkup: user for user, akun in baru if akun.role == Role.OPERATOR},
        perencana=perencana[0] if perencana else None,
    )


def _lingkup(lembaga: Lembaga, akun: Akun) -> UnitKerja | PerangkatDaerah | PemerintahDaerah:
    if akun.lingkup == "perangkat_daerah":
        return lembaga.perangkat_daerah
    return lembaga.pemerintah_daerah if akun.lingkup == "pemerintah_daerah" else lembaga.unit[akun.lingkup]


def tabel_akun() -> list[tuple[str, str, str]]:
    """(user name, role, whose) of every account, those of the main roles first."""
    return [
        (akun.username, akun.role.label, akun.nama)
        for daftar in AKUN.values()
        for akun in sorted(daftar, key=lambda a: not a.utama)
    ]
