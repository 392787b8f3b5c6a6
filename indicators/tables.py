"""The lists of the facts that people sort and page through: their columns only."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from indicators.selectors.lembar import LembarRingkas
from sakip.tables import Kolom, Tabel


class JejakTabel(Tabel):
    """The audit trail, the latest line first. Its order is that of the chain, so only time sorts: there is an index."""

    kunci = "tabel-jejak"
    judul = "Jejak audit"
    kelas = "jejak"
    kosong = "Tidak ada perubahan yang cocok dengan saringan."
    per_halaman = 20
    urut_awal = "-waktu"

    waktu = Kolom("Waktu", "waktu")
    pelaku = Kolom("Pelaku")
    tindakan = Kolom("Tindakan")
    objek = Kolom("Objek")
    unit = Kolom("Unit kerja")
    perubahan = Kolom("Perubahan")

    def order_waktu(self, rows: QuerySet[Any], menurun: bool) -> tuple[QuerySet[Any], bool]:
        """The lines come latest first."""
        return (rows if menurun else rows.reverse()), True


class RiwayatTabel(JejakTabel):
    """The story of one object."""

    judul = "Riwayat perubahan"
    kosong = "Belum ada perubahan yang tercatat."

    class Meta:
        exclude = ("objek", "unit")


class LembarTabel(Tabel):
    """The sheets of a quarter, a unit each, in the order of the units (`selectors.lembar.LembarRingkas`)."""

    kunci = "tabel-lembar"
    judul = "Daftar lembar"
    per_halaman = None

    unit = Kolom("Unit kerja", "unit__nama")
    terisi = Kolom("Terisi", "bagian")
    status = Kolom("Status", "giliran")
    diajukan = Kolom("Diajukan", "lembar__diajukan_pada")

    def __init__(self, request: HttpRequest, ringkas: list[LembarRingkas]) -> None:
        hari_ini: date = request.hari_ini  # type: ignore[attr-defined]
        super().__init__(request, ringkas, lambda rows: [(r, r.terlambat(hari_ini)) for r in rows])


class AntreanTabel(LembarTabel):
    """The same for whoever verifies: what waits comes first."""

    urut_awal = "status"


class UnitTabel(Tabel):
    """The units of a perangkat daerah; unsorted they stand below one another as they belong together."""

    kunci = "tabel-unit"
    judul = "Unit kerja"
    kelas = "unit-pohon"
    per_halaman = None

    unit = Kolom("Unit", "unit__nama")
    jenis = Kolom("Jenis", "unit__get_jenis_display")
    kepala = Kolom("Kepala sekarang", "kepala")
    berlaku = Kolom("Berlaku", "unit__berlaku_sampai")
    indikator = Kolom("Indikator", "indikator", angka=True)
    sub_kegiatan = Kolom("Sub kegiatan", "sub_kegiatan", angka=True)


class AkunTabel(Tabel):
    """The accounts of a regency (`selectors.daerah.akun_daerah`)."""

    kunci = "tabel-akun"
    judul = "Akun"
    urut_awal = "pengguna"

    pengguna = Kolom("Pengguna", "username")
    peran = Kolom("Peran")
    sandi = Kolom("Kata sandi", "sandi")
    tindakan = Kolom("Tindakan")


class PejabatTabel(Tabel):
    """The officials of a perangkat daerah, the head first."""

    kunci = "tabel-pejabat"
    judul = "Pejabat"
    per_halaman = None

    nama = Kolom("Nama", "nama")
    jabatan = Kolom("Jabatan", "jabatan_lengkap")
    nip = Kolom("NIP", "nip")
    tindakan = Kolom("Tindakan")


class PerangkatTabel(Tabel):
    """The perangkat daerah of a regency."""

    kunci = "tabel-perangkat"
    judul = "Perangkat daerah"
    urut_awal = "nama"

    nama = Kolom("Nama", "nama")
    jenis = Kolom("Jenis", "get_jenis_display")
    alamat = Kolom("Alamat")
    tindakan = Kolom("Tindakan")
