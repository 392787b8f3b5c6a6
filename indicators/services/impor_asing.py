"""Files of other making: staged as cells, mapped by a person, and handed to the shared preview as our own sheets."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from indicators import permissions
from indicators.buku_asing.baris import bukti_kolom
from indicators.buku_asing.bidang import BIDANG
from indicators.buku_asing.kepala import CARI, MAKS_TINGGI, judul_kolom, usul_kepala
from indicators.buku_asing.lengkapi import lengkapi
from indicators.buku_asing.pemetaan import Pemetaan, bidang_dipakai, dari_json, usulkan
from indicators.buku_asing.penerjemah import Hasil
from indicators.buku_asing.sel import ke_json, lembar_dari_json
from indicators.buku_asing.terjemah import terjemahkan
from indicators.buku_pd import baca as buku_pd_baca
from indicators.buku_pd.baca import Terbaca
from indicators.buku_pd.muat import muat, susunan
from indicators.buku_pd.satu import adalah_csv, dari_csv
from indicators.exceptions import Closed, InvalidValue
from indicators.models import PemetaanImpor, PerangkatDaerah, PeriodeRenstra, Unggahan, User
from indicators.permissions import Ability
from indicators.selectors.buku_asing import dikenal, lembar_unggahan
from indicators.selectors.unsur import kunci_periode
from indicators.services import antivirus
from indicators.services.impor import nama_berkas, sidik_berkas
from indicators.services.unggahan import unggahan_bersihkan
from sakip.lib import csv_baca, xlsx_baca
from sakip.lib.xlsx_baca import Batas, BerkasDitolak, BukuKerja

MB = 1024 * 1024
BATAS = Batas(ukuran=10 * MB, terbuka=120 * MB, sel=200_000, baris=20_000, kolom=200)
"""What a foreign file may hold; the cells of all its sheets together."""

MAKS_BERKAS = 10
"""Files of one person that wait at a time; an older one makes room."""

LEWAT_BATAS = "Berkas ini memuat terlalu banyak sel. Hapus lembar dan kolom yang tidak diimpor, lalu unggah lagi."
TANPA_ISI = "Berkas ini tidak memuat tabel: semua lembarnya kosong atau tersembunyi."
JENIS_SALAH = "Pilih apa isi berkas ini."


def asing_unggah(
    *, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, nama: str, isi: bytes, jenis: str, by: User
) -> Unggahan:
    """Read a foreign file and keep its cells, with sheet, head and columns proposed.

    A CSV of one of our own sheets needs no mapping: it becomes an upload of the shared preview at once (jenis
    BUKU_KERJA). Raises NotAllowed, and InvalidValue for a file that is refused: then nothing is kept.
    """
    permissions.require(by, Ability.IMPORT, perangkat_daerah)
    if jenis not in BIDANG:
        raise InvalidValue(JENIS_SALAH)
    nama = nama_berkas(nama)
    antivirus.periksa(nama, isi)
    try:
        buku = baca_berkas(nama, isi)
        sendiri = dari_csv(buku, susunan(periode)) if adalah_csv(nama) else None
    except BerkasDitolak as error:
        raise InvalidValue(str(error)) from error
    milik: dict[str, Any] = {"perangkat_daerah": perangkat_daerah, "periode": periode, "nama": nama, "by": by}
    if sendiri is not None:
        tabel, terbaca = sendiri
        return siapkan_pratinjau(**milik, sha256=sidik_berkas(isi), terbaca=terbaca, asing=0, lembar=tabel.nama)
    lembar = ke_json(buku)
    if not lembar:
        raise InvalidValue(TANPA_ISI)
    peta = _usul_awal(lembar, jenis, list(periode.tahun))
    staged = {"periode": kunci_periode(periode), "buku": lembar, "peta": peta.ke_json(), "usulan": True, "asal": ""}
    with transaction.atomic():
        unggahan_bersihkan()
        milik = {"jenis": Unggahan.Jenis.ASING, "perangkat_daerah": perangkat_daerah, "oleh": by}
        lama = Unggahan.objects.filter(**milik).order_by("-pk").values_list("pk", flat=True)[MAKS_BERKAS - 1 :]
        Unggahan.objects.filter(pk__in=list(lama)).delete()
        return Unggahan.objects.create(**milik, nama=nama, sha256=sidik_berkas(isi), isi=staged)


def baca_berkas(nama: str, isi: bytes) -> BukuKerja:
    """The sheets of an .xlsx or .csv. Raises BerkasDitolak with a sentence."""
    baca = csv_baca.baca if adalah_csv(nama) else xlsx_baca.baca
    buku = baca(nama, isi, BATAS)
    if sum(len(lembar.sel) for lembar in buku.lembar.values()) > BATAS.sel:
        raise BerkasDitolak(LEWAT_BATAS)
    return buku


def _usul_awal(lembar: Sequence[dict[str, Any]], jenis: str, tahun: list[int]) -> Pemetaan:
    """Sheet and head where most of the wanted words stand, and the columns they name."""
    calon = []
    for satu in lembar:
        isi = lembar_dari_json(satu, CARI + MAKS_TINGGI)
        kepala, tinggi = usul_kepala(isi, lambda judul: len(usulkan(Pemetaan(jenis, ""), judul, tahun).kolom))
        calon.append(usulkan(Pemetaan(jenis, isi.nama, kepala, tinggi), judul_kolom(isi, kepala, tinggi), tahun))
    return max(calon, key=lambda p: len(p.kolom))


# --- The mapping of an upload -------------------------------------------------------------------------------------


def asing_tunjuk(
    unggahan: Unggahan, *, by: User, jenis: str, lembar: str, kepala: int, tinggi: int, akhir: int, tahun: list[int]
) -> None:
    """Sheet and head as the person pointed at them; columns are proposed anew where those are others."""
    permissions.require(by, Ability.IMPORT, unggahan.perangkat_daerah)
    if jenis not in BIDANG:
        raise InvalidValue(JENIS_SALAH)
    lama = dari_json(unggahan.isi["peta"])
    if lama and (lama.jenis, lama.lembar, lama.kepala, lama.tinggi) == (jenis, lembar, kepala, tinggi):
        _simpan(unggahan, replace(lama, akhir=akhir), unggahan.isi["usulan"], unggahan.isi["asal"])
        return
    isi = lembar_unggahan(unggahan, lembar)
    peta = Pemetaan(jenis, isi.nama, kepala, tinggi, akhir)
    _simpan(unggahan, usulkan(peta, judul_kolom(isi, kepala, tinggi), tahun), usulan=True, asal="")


def asing_tunjuk_lembar(unggahan: Unggahan, *, by: User, jenis: str, lembar: str, tahun: list[int]) -> None:
    """Another sheet or kind: head and columns are proposed for it."""
    permissions.require(by, Ability.IMPORT, unggahan.perangkat_daerah)
    if jenis not in BIDANG:
        raise InvalidValue(JENIS_SALAH)
    satu = [s for s in unggahan.isi["buku"] if s["nama"] == lembar] or unggahan.isi["buku"][:1]
    _simpan(unggahan, _usul_awal(satu, jenis, tahun), usulan=True, asal="")


def asing_petakan(unggahan: Unggahan, *, by: User, peta: Pemetaan, usulan: bool = False) -> None:
    """The mapping as the person has it now. `usulan`: its columns are proposed and wait for a look."""
    permissions.require(by, Ability.IMPORT, unggahan.perangkat_daerah)
    _simpan(unggahan, peta, usulan=usulan, asal=unggahan.isi["asal"])


def asing_pakai(unggahan: Unggahan, *, by: User, pemetaan: PemetaanImpor, lembar: str, kepala: int) -> None:
    """Take a remembered mapping for this file."""
    permissions.require(by, Ability.IMPORT, unggahan.perangkat_daerah)
    peta = dari_json(pemetaan.isi)
    if peta is None:
        raise InvalidValue("Pemetaan ini tidak dapat dipakai lagi. Pasangkan kolomnya, lalu simpan dengan nama baru.")
    _simpan(unggahan, replace(peta, lembar=lembar, kepala=kepala), usulan=False, asal=pemetaan.nama)


def asing_buang(unggahan: Unggahan, *, by: User) -> None:
    """Drop an upload: nothing of the file is left."""
    permissions.require(by, Ability.IMPORT, unggahan.perangkat_daerah)
    unggahan.delete()


def _simpan(unggahan: Unggahan, peta: Pemetaan, usulan: bool, asal: str) -> None:
    unggahan.isi |= {"peta": peta.ke_json(), "usulan": usulan, "asal": asal}
    unggahan.save(update_fields=["isi", "diubah_pada"])


def asing_baca(unggahan: Unggahan, peta: Pemetaan, periode: PeriodeRenstra) -> Hasil:
    """What the file says by a mapping; nothing is stored."""
    lembar = lembar_unggahan(unggahan, peta.lembar)
    return terjemahkan(lembar, peta, dikenal(unggahan.perangkat_daerah, periode))


def dengan_desimal(unggahan: Unggahan, peta: Pemetaan, tahun: list[int]) -> Pemetaan:
    """The mapping with the decimal marks that the figures themselves show, where the person has not chosen."""
    bukti = bukti_kolom(lembar_unggahan(unggahan, peta.lembar), peta, bidang_dipakai(peta, tahun))
    return replace(peta, desimal={k: peta.desimal.get(k) or b.usul for k, b in bukti.items()})


# --- On to the preview --------------------------------------------------------------------------------------------


def asing_pratinjau(unggahan: Unggahan, *, by: User, peta: Pemetaan, periode: PeriodeRenstra) -> Unggahan:
    """The rows as an upload of the shared preview. Raises NotAllowed, and InvalidValue while something is refused."""
    hasil = asing_baca(unggahan, peta, periode)
    lengkapi(hasil.terbaca, muat(unggahan.perangkat_daerah, periode))
    if hasil.galat:
        raise InvalidValue("Masih ada yang harus diperbaiki atau dipilih, lihat daftarnya di bawah.")
    if sisa := sum(not t.jawab for t in hasil.tanya):
        raise InvalidValue(f"Masih ada {sisa} pilihan yang belum diperiksa di bawah.")
    asal = unggahan
    return siapkan_pratinjau(
        perangkat_daerah=asal.perangkat_daerah,
        periode=periode,
        nama=asal.nama,
        sha256=asal.sha256,
        terbaca=hasil.terbaca,
        by=by,
        asing=asal.pk,
    )


@transaction.atomic
def siapkan_pratinjau(
    *,
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    nama: str,
    sha256: str,
    terbaca: Terbaca,
    by: User,
    asing: int | None = None,
    lembar: str = "",
) -> Unggahan:
    """Stage what was read for the shared preview; what the person staged there before goes.

    `asing`: the upload of a foreign file it is from, 0 for a CSV dropped among those. `lembar`: it is that sheet alone.
    Raises NotAllowed, and Closed while an earlier one of theirs is being stored.
    """
    permissions.require(by, Ability.IMPORT, perangkat_daerah)
    milik: dict[str, Any] = {"jenis": Unggahan.Jenis.BUKU_KERJA, "perangkat_daerah": perangkat_daerah, "oleh": by}
    lama = Unggahan.objects.filter(**milik, diterapkan_pada=None)
    if any(row.isi.get("tugas", {}).get("keadaan") == "ANTRE" for row in lama.only("isi")):
        raise Closed("Impor Anda yang sebelumnya masih disimpan. Tunggu sampai selesai, lalu lanjutkan.")
    lama.delete()
    staged: dict[str, Any] = {"periode": kunci_periode(periode), "terbaca": buku_pd_baca.ke_json(terbaca)}
    staged["tahun"] = buku_pd_baca.tahun_disebut(terbaca)
    if asing is not None:
        staged["asing"] = asing
    if lembar:
        staged["lembar"] = lembar
    return Unggahan.objects.create(**milik, nama=nama, sha256=sha256, isi=staged)
