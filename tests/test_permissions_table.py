"""Every named page × every role. A new URL that is not in the table fails here."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.baca import BarisBerkas, LembarBerkas, Terbaca, ke_json
from indicators.models import (
    AuditEvent,
    Crosscutting,
    FaktorKunci,
    Komentar,
    Pejabat,
    PeriodeRenstra,
    TemuanDiterima,
    Unggahan,
)
from indicators.services.versi import versi
from reports.models import Cetakan, Dokumen, GambarNarasi, PerjanjianKinerja
from reports.services import digest
from tests.builders import (
    make_indikator,
    make_pagu,
    make_realisasi,
    make_rencana,
    make_target,
    make_tindak_lanjut,
    make_user,
)
from tests.buku_asing_uji import pemetaan_impor, unggahan_asing
from tests.conftest import make_cast
from tests.reports.siklus_uji import quick_print
from tests.rows import written_once

ROLES = ("operator", "other", "planner", "leader", "auditor", "admin", "outsider", "outsider_planner", "anonymous")


@dataclass(frozen=True)
class Access:
    """What one request to one page answers, role by role. `others` holds for every role not named."""

    codes: dict[str, int]
    others: int
    args: Callable[[Any], dict[str, Any]] = lambda cast: {}
    method: str = "get"
    data: Callable[[Any], dict[str, Any]] = lambda cast: {}
    query: dict[str, str] = field(default_factory=dict)

    def expected(self, role: str) -> int:
        """The status for a role; a visitor is sent to the login page unless the row says otherwise."""
        return self.codes.get(role, 302 if role == "anonymous" else self.others)


def lembar(cast):
    return {"tahun": 2025, "tw": 1, "unit": cast.unit.pk}


def unggahan(cast):
    """The operator's own upload with a change and a refusal, waiting for the yes."""
    milik = {"perangkat_daerah": cast.pd, "unit_kerja": cast.unit, "tahun": 2025, "triwulan": 1}
    ubahan = [f"i{cast.indikator.pk}", "penyebab", "Penyebab", "Indikator!H6", "Sistem baru", "", ""]
    isi = {"ubahan": [ubahan], "galat": [["Indikator!G6", "Indikator", "Isi angka saja."]]}
    row = Unggahan.objects.create(**milik, jenis="LEMBAR", nama="a.xlsx", sha256="0" * 64, oleh=cast.operator, isi=isi)
    return {**lembar(cast), "pk": row.pk}


def baris_indikator(cast):
    return {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": cast.indikator.pk}


def tindak(cast):
    return {"pk": make_tindak_lanjut(cast.indikator).pk, "tahun": 2025, "tw": 1}


def rencana(cast):
    return {"pk": cast.rencana.pk}


def draf(cast):
    """A draft plan of the next year without anything in it."""
    ada = cast.pd.rencana.filter(tahun=2026).first()  # one draft a year: axe opens all pages of one stage
    return {"pk": (ada or make_rencana(cast.pd, 2026, status="DRAFT")).pk}


def terisi(cast):
    """A draft with a target and a pagu in it."""
    if ada := cast.pd.rencana.filter(tahun=2025, status="DRAFT").first():
        return {"pk": ada.pk}
    row = make_rencana(cast.pd, 2025, urutan=2, jenis="PERUBAHAN", berlaku_mulai=4, status="DRAFT")
    make_target(row, cast.indikator)
    make_pagu(row, cast.sub_kegiatan)
    return {"pk": row.pk}


def target_draf(cast):
    return {**terisi(cast), "baris": cast.indikator.pk}


def pagu_draf(cast):
    return {**terisi(cast), "baris": cast.sub_kegiatan.pk}


def isi_target(cast):
    return {f"t{cast.indikator.pk}-versi": "", f"t{cast.indikator.pk}-nilai": "90"}


def isi_pagu(cast):
    return {f"s{cast.sub_kegiatan.pk}-versi": ""}


def masa(cast):
    return {"pd": cast.pd.kode, "periode": "2021-2026"}


def quarter(cast):
    return {"pd": cast.pd.kode, "tahun": 2025, "tw": 1}


def dokumen(jenis):
    return lambda cast: {"kode": cast.pd.kode, "tahun": 2025, "jenis": jenis}


def buku(cast):
    return {"pd": cast.pd.kode, "periode": "2021-2026"}


def satu_lembar(cast):
    return {**buku(cast), "tabel": "indikator"}


def unggahan_buku(cast):
    """The planner's own workbook with a change and a refusal, waiting for the yes."""
    baris = [BarisBerkas("Sasaran", 2, {"kunci": "A", "uraian": "Layanan prima"})]
    lembar = {"sasaran": LembarBerkas({"kunci": 1, "uraian": 2}, baris)}
    isi = {"periode": "2021-2026", "terbaca": ke_json(Terbaca(lembar, [Galat("Sasaran!C2", "A", "Isi angka.")]))}
    milik = {"perangkat_daerah": cast.pd, "jenis": "BUKU_KERJA", "oleh": cast.planner}
    return {**buku(cast), "pk": Unggahan.objects.create(**milik, nama="a.xlsx", sha256="0" * 64, isi=isi).pk}


def tempat(cast):
    return {"kode": cast.pd.kode, "tahun": 2025}


def gambar(cast):
    return {"pk": GambarNarasi.objects.create(perangkat_daerah=cast.pd, sha256="0", berkas=gambar_berkas()).pk}


def gambar_berkas():
    return ContentFile(b"isi", "gambar.png")


def bagian(cast):
    return {"kode": cast.pd.kode, "tahun": 2025, "jenis": "lkjip", "bagian": "lkjip.1.1"}


def read(*allowed: str, args=lambda cast: {}, denied: int = 404, **codes: int) -> Access:
    """A page that `allowed` roles read (200); `codes` names exceptions; everyone else gets `denied`."""
    return Access(dict.fromkeys(allowed, 200) | codes, denied, args)


def write(
    *allowed: str, args=lambda cast: {}, denied: int = 404, data=lambda cast: {}, ok: int = 302, **codes: int
) -> Access:
    """A change by POST that `allowed` roles may ask for (answered with `ok`)."""
    return Access(dict.fromkeys(allowed, ok) | codes, denied, args, "post", data)


def baris(cast):
    return {"tahun": 2025, "tw": 1, "jenis": "indikator", "pk": cast.indikator.pk}


def catatan(cast):
    isi = {"unit_kerja": cast.unit, "tahun": 2025, "triwulan": 1, "penulis": cast.operator, "teks": "Catatan"}
    return {"pk": Komentar.objects.create(indikator=cast.indikator, **isi).pk}


def diterima(cast):
    isi = {"perangkat_daerah": cast.pd, "tahun": 2025, "aturan": "iku-tanpa-program", "objek_jenis": "indikator"}
    row = TemuanDiterima.objects.create(
        **isi, objek_id=1, ciri=f"{TemuanDiterima.objects.count():064d}", alasan="Sudah benar", oleh=cast.planner
    )
    return {"pk": row.pk}


def periode_baru(cast):
    """A draft period beside the running one."""
    tahun = {"tahun_awal": 2027, "tahun_akhir": 2031, "status": "DRAFT"}
    return {"pk": PeriodeRenstra.objects.get_or_create(pemerintah_daerah=cast.pemda, **tahun)[0].pk}


def pejabat(cast):
    isi = {"pemerintah_daerah": cast.pemda, "perangkat_daerah": cast.pd, "jenis": "KABAG", "nama": "SITI"}
    row, _ = Pejabat.objects.get_or_create(**isi, unit_kerja=cast.unit, jabatan="Kepala Bagian", mulai="2020-01-01")
    return {"pk": cast.unit.pk, "pejabat": row.pk}


def tahun_pd(cast):
    return {"pd": cast.pd.kode, "tahun": 2025}


def kepala(cast):
    isi = {"pemerintah_daerah": cast.pemda, "perangkat_daerah": cast.pd, "jenis": "SEKDA", "nama": "SITI"}
    row, _ = Pejabat.objects.get_or_create(**isi, jabatan="Sekretaris Daerah", mulai="2020-01-01")
    return {"pd": cast.pd.kode, "pejabat": row.pk}


def hapus_periode(cast):
    return {"aksi": "hapus", "versi": versi(PeriodeRenstra.objects.get(**periode_baru(cast)))}


SEES_UNIT = ("operator", "planner", "leader", "auditor")
SEES_DOKUMEN = ("planner", "leader", "auditor")
SEES_PD = ("operator", "other", "planner", "leader", "auditor")
EVERYBODY = tuple(r for r in ROLES if r != "anonymous")
# Inside the scope but without the ability: 403. Outside it: 404.
INSIDE_403 = {"planner": 403, "leader": 403, "auditor": 403}

DILARANG = {"operator": 403, "other": 403, "leader": 403, "auditor": 403}

TANPA_KASKADE = {"operator": 403, "other": 403, "leader": 403, "auditor": 403}


def kaskade_baru(jenis):
    return lambda cast: {"pd": cast.pd.kode, "periode": "2021-2026", "jenis": jenis}


def unsur(jenis):
    def args(cast):
        kegiatan = cast.sub_kegiatan.kegiatan
        per_jenis = {"sub_kegiatan": cast.sub_kegiatan, "program": kegiatan.program, "sasaran": cast.indikator.sasaran}
        return {"jenis": jenis, "pk": per_jenis[jenis].pk}

    return args


def dari_tujuan(cast):
    """The form of a move that stays where it is."""
    tujuan = str(cast.indikator.sasaran.tujuan_id)
    return {"induk": tujuan, "dari": tujuan}


def indikator(cast):
    return {"pk": cast.indikator.pk}


def isi_indikator(cast):
    """What the form of an indikator sends."""
    isi = {"nama": "Nilai layanan", "unit_kerja": str(cast.unit.pk), "jenis_nilai": "ANGKA"}
    return isi | {"arah": "NAIK", "akumulasi": "AKHIR", "rumus": "LANGSUNG"}


def grafik(cast):
    return {"kunci": "kategori", "jenis": "xlsx"}


def milik_simpul(cast):
    return {"perangkat_daerah": cast.pd, "periode": cast.indikator.periode, "sasaran": cast.indikator.sasaran}


def daerah(cast):
    return {"kode": cast.pemda.kode}


def langkah(kunci):
    return lambda cast: {"kode": cast.pemda.kode, "langkah": kunci}


LANGKAH_ADMIN = ("pemerintah", "lambang", "perangkat-daerah", "unit", "pejabat", "pengguna", "periode")
TANPA_SIAP = {"operator": 403, "other": 403, "leader": 403, "auditor": 403}


def simpul(cast):
    return {"pk": cast.indikator.sasaran.pk}


def faktor(cast):
    return {"pk": FaktorKunci.objects.create(**milik_simpul(cast), uraian="Petugas terlatih").pk}


def dukungan(cast):
    isi = {"unit_kerja": cast.other_unit, "kontribusi": "Data"}
    return {"pk": Crosscutting.objects.create(**milik_simpul(cast), **isi).pk}


def dukungan_baru(cast):
    return {"pendukung": f"unit-{cast.other_unit.pk}", "kontribusi": "Data"}


ISI_TIM = {"kursi-TOTAL_FORMS": "1", "kursi-INITIAL_FORMS": "0", "kursi-0-kedudukan": "KETUA", "kursi-0-jabatan": "X"}
RUMUS = {"aksi": "simpan", "ekspresi": "a * 2", "baris": "1", "v0-simbol": "a", "v0-nama": "A"} | {
    "v0-contoh1": "1",
    "hasil1": "2",
}
ISI_REVIU = {"tanggal": "2026-03-02", "tempat": "Kota", "nama": "NAMA", "jabatan": "Inspektur"}

UNIT = {"nama": "Bagian Arsip", "jenis": "BAGIAN"}
PEJABAT = {"nama": "BUDI", "jabatan": "Kepala Bagian", "jenis": "KABAG"}
KEPALA = {"nama": "BUDI", "jabatan": "Sekretaris Daerah", "jenis": "SEKDA"}
ISI_PERIODE = {"tahun_awal": "2027", "tahun_akhir": "2031", "dari": "kosong"}
SAHKAN = {"dasar": "DPA 2026", "tanggal": "2026-01-02"}

ACCESS: dict[str, list[Access]] = {
    "login": [read(anonymous=200, denied=302)],
    "logout": [write(*EVERYBODY, anonymous=302)],
    "sehat": [read(*ROLES)],
    "indicators:beranda": [read(*EVERYBODY)],
    # 422: an empty form.
    "indicators:sandi_ganti": [Access({}, 200), Access({}, 422, method="post", data=lambda c: {"old_password": ""})],
    "indicators:akun": [Access({}, 200), Access({}, 302, method="post", data=lambda c: {"email": "a@b.go.id"})],
    "indicators:tahun_pilih": [write(*EVERYBODY, data=lambda cast: {"tahun": "2025"})],
    "indicators:realisasi_daftar": [
        read("planner", "leader", "auditor", "admin", "outsider", "outsider_planner", operator=302, other=302)
    ],
    "indicators:realisasi_lembar": [
        read(*SEES_UNIT, args=lembar),
        Access(
            {"operator": 302, **INSIDE_403},
            404,
            lembar,
            "post",
            lambda c: {f"i{c.indikator.pk}-revisi": "1", f"i{c.indikator.pk}-nilai": "91"},
        ),
    ],
    "indicators:realisasi_simpan": [
        write(
            "operator",
            args=lambda c: {"tahun": 2025, "tw": 1, "pk": c.indikator.pk},
            data=lambda c: {f"i{c.indikator.pk}-revisi": "1", f"i{c.indikator.pk}-nilai": "91"},
            **INSIDE_403,
        )
    ],
    "indicators:anggaran_simpan": [
        write(
            "operator",
            args=lambda c: {"tahun": 2025, "tw": 1, "pk": c.sub_kegiatan.pk},
            data=lambda c: {f"s{c.sub_kegiatan.pk}-revisi": "0", f"s{c.sub_kegiatan.pk}-fisik": "5"},
            **INSIDE_403,
        )
    ],
    "indicators:realisasi_hitungan": [
        read(*SEES_UNIT, args=lambda c: {"tahun": 2025, "tw": 1, "pk": c.dihitung.pk}),
        write("operator", args=lambda c: {"tahun": 2025, "tw": 1, "pk": c.dihitung.pk}, **INSIDE_403),
    ],
    # 422: the sheet is not complete, and the page says what is missing.
    "indicators:realisasi_ajukan": [write(args=lembar, operator=422, **INSIDE_403)],
    "indicators:realisasi_tarik": [write("operator", args=lembar, **INSIDE_403)],
    "indicators:lembar_unduh": [read(*SEES_UNIT, args=lembar)],
    "indicators:lembar_unggah": [
        read("operator", args=lembar, **INSIDE_403),
        Access({"operator": 422, **INSIDE_403}, 404, lembar, "post"),
    ],
    # 409: the yes to a preview that does not say what was shown.
    "indicators:lembar_pratinjau": [
        read("operator", args=unggahan, **INSIDE_403),
        Access({"operator": 409, **INSIDE_403}, 404, unggahan, "post"),
    ],
    "indicators:cara_anggaran": [write("operator", args=lembar, data=lambda c: {"cara": "TRIWULAN"}, **INSIDE_403)],
    "indicators:tindak_lanjut": [
        read(*SEES_UNIT, args=baris_indikator),
        write("operator", args=baris_indikator, data=lambda c: {"uraian": "Menyusun jadwal"}, **INSIDE_403),
        write(args=baris_indikator, data=lambda c: {"uraian": " "}, operator=422, **INSIDE_403),
    ],
    "indicators:tindak_lanjut_ubah": [
        write(
            "operator",
            args=tindak,
            data=lambda c: {"tindakan": "selesai", "hasil": "Beres", "revisi": "1"},
            **INSIDE_403,
        )
    ],
    "indicators:temuan_jelaskan": [
        write(
            "operator",
            args=lambda c: {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": c.dihitung.pk},
            data=lambda c: {"kode": "XREF", "teks": "Benar"},
            **INSIDE_403,
        )
    ],
    "indicators:panel": [
        read(*SEES_UNIT, args=baris),
        read(*SEES_UNIT, args=lambda c: baris(c) | {"jenis": "sub-kegiatan", "pk": c.sub_kegiatan.pk}),
    ],
    "indicators:panel_catatan": [
        write("operator", "planner", "leader", args=baris, data=lambda c: {"teks": "Mengapa turun?"}, auditor=403)
    ],
    "indicators:panel_dibaca": [write(*SEES_UNIT, args=baris)],
    # Only its writer; a planner and a leader may write remarks, but not take back somebody else's.
    "indicators:catatan_tarik": [write("operator", args=catatan, **INSIDE_403)],
    "indicators:bukti": [
        read(*SEES_UNIT, args=lambda c: {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": c.indikator.pk}),
        Access(
            {"operator": 422, **INSIDE_403},
            404,
            lambda c: {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": c.indikator.pk},
            "post",
        ),
    ],
    "indicators:bukti_pakai": [
        write(
            "operator",
            args=lambda c: {"jenis": "realisasi", "tahun": 2025, "tw": 1, "pk": c.indikator.pk},
            data=lambda c: {"bukti": str(c.bukti.pk)},
            **INSIDE_403,
        )
    ],
    "indicators:bukti_unduh": [read(*SEES_UNIT, args=lambda c: {"pk": c.bukti.pk})],
    "indicators:bukti_hapus": [write("operator", args=lambda c: {"pk": c.bukti.pk}, **INSIDE_403)],
    "indicators:verifikasi_antrean": [read("planner", "outsider_planner", denied=403)],
    "indicators:verifikasi_lembar": [
        read("planner", args=lembar, operator=403, leader=403, auditor=403),
        write("planner", args=lembar, operator=403, leader=403, auditor=403, data=lambda c: {"tindakan": "verify"}),
    ],
    "indicators:verifikasi_bersih": [write("planner", args=quarter, operator=403, other=403, leader=403, auditor=403)],
    "indicators:tenggat": [
        write(
            "planner",
            args=lembar,
            operator=403,
            leader=403,
            auditor=403,
            data=lambda c: {"sampai": "2025-04-20", "alasan": "Sakit"},
        )
    ],
    "indicators:triwulan_buka": [
        write(
            "planner",
            args=quarter,
            operator=403,
            other=403,
            leader=403,
            auditor=403,
            data=lambda c: {"batas": "2025-04-10"},
        )
    ],
    "indicators:triwulan_tutup": [write("planner", args=quarter, operator=403, other=403, leader=403, auditor=403)],
    "indicators:triwulan_buka_kembali": [
        write("planner", args=quarter, operator=403, other=403, leader=403, auditor=403, data=lambda c: {"alasan": "x"})
    ],
    "indicators:buku_pd": [
        read("planner", "leader", "auditor", args=buku, operator=403, other=403),
        write("planner", args=buku, ok=422, **TANPA_KASKADE),
    ],
    "indicators:buku_pd_unduh": [read("planner", "leader", "auditor", args=buku, operator=403, other=403)],
    "indicators:buku_pd_csv": [read("planner", "leader", "auditor", args=satu_lembar, operator=403, other=403)],
    "indicators:buku_pd_xlsx": [read("planner", "leader", "auditor", args=satu_lembar, operator=403, other=403)],
    "indicators:buku_pd_lembar": [
        read("planner", "leader", "auditor", args=satu_lembar, operator=403, other=403),
        write("planner", args=satu_lembar, ok=422, **TANPA_KASKADE),
    ],
    "indicators:buku_asing": [
        read("planner", args=buku, **TANPA_KASKADE),
        write("planner", args=buku, ok=422, **TANPA_KASKADE),
    ],
    "indicators:buku_asing_tabel": [
        read("planner", args=unggahan_asing, **TANPA_KASKADE),
        write("planner", args=unggahan_asing, data=lambda c: {"aksi": "buang"}, **TANPA_KASKADE),
    ],
    "indicators:buku_asing_kolom": [
        read("planner", args=unggahan_asing, **TANPA_KASKADE),
        write("planner", args=unggahan_asing, data=lambda c: {"kolom-nama": "1"}, **TANPA_KASKADE),
    ],
    "indicators:buku_asing_pemetaan": [
        read("planner", args=pemetaan_impor, **TANPA_KASKADE),
        write("planner", args=pemetaan_impor, data=lambda c: {"nama": "Lain lagi"}, **TANPA_KASKADE),
    ],
    "indicators:buku_pd_pratinjau": [
        read("planner", args=unggahan_buku, **TANPA_KASKADE),
        write("planner", args=unggahan_buku, ok=409, **TANPA_KASKADE),
    ],
    "indicators:perencanaan": [read(*SEES_PD, "outsider", "outsider_planner", admin=403)],
    "indicators:pohon": [read(*SEES_PD, "outsider", "outsider_planner", admin=403)],
    "indicators:pohon_simpul": [
        read(*SEES_PD, args=simpul),
        write("planner", args=simpul, data=lambda c: {"aksi": "faktor", "uraian": "X"}, **DILARANG),
    ],
    "indicators:pohon_faktor": [
        read("planner", args=faktor, **DILARANG),
        write("planner", args=faktor, data=lambda c: {"uraian": "Petugas terlatih"}, **DILARANG),
    ],
    "indicators:pohon_dukungan": [
        read("planner", args=dukungan, **DILARANG),
        write("planner", args=dukungan, data=dukungan_baru, **DILARANG),
    ],
    "indicators:indikator_baru": [
        read("planner", args=unsur("sasaran"), **TANPA_KASKADE),
        write("planner", args=unsur("sub_kegiatan"), data=isi_indikator, **TANPA_KASKADE),
    ],
    # 409: the form says nothing of the state it was opened at.
    "indicators:indikator_ubah": [
        read("planner", args=indikator, **TANPA_KASKADE),
        write("planner", args=indikator, data=isi_indikator, ok=409, **TANPA_KASKADE),
    ],
    "indicators:indikator_penerus": [
        read("planner", args=indikator, **TANPA_KASKADE),
        write("planner", args=indikator, data=isi_indikator, **TANPA_KASKADE),
    ],
    # 422: an approved plan promises it.
    "indicators:indikator_hapus": [
        read("planner", args=indikator, **TANPA_KASKADE),
        write("planner", args=indikator, ok=409, **TANPA_KASKADE),
    ],
    "indicators:rumus": [
        read("planner", args=lambda c: {"pk": c.indikator.pk}, operator=403, leader=403, auditor=403),
        write(
            "planner",
            args=lambda c: {"pk": c.indikator.pk},
            data=lambda c: RUMUS,
            operator=403,
            leader=403,
            auditor=403,
        ),
    ],
    # The Setda is the only perangkat daerah of its regency: its planner governs the periods.
    "indicators:periode_daftar": [read(*SEES_PD, "outsider", "outsider_planner", admin=403)],
    "indicators:periode_baru": [write("planner", "outsider_planner", denied=403, data=lambda c: ISI_PERIODE)],
    "indicators:periode": [
        read(*SEES_PD, args=periode_baru),
        read(*SEES_PD, args=lambda c: {"pk": c.indikator.periode_id}),
    ],
    "indicators:periode_status": [write("planner", args=periode_baru, data=hapus_periode, **DILARANG)],
    # 409: the yes to a preview that does not say what was shown.
    "indicators:periode_salin": [
        read("planner", args=periode_baru, **DILARANG),
        write(
            args=periode_baru,
            data=lambda c: {"dari": "2021-2026", "pd": c.pd.kode, "indikator": "on"},
            planner=409,
            **DILARANG,
        ),
    ],
    # An admin keeps the master data without seeing a figure of them.
    "indicators:unit_daftar": [Access({}, 200)],
    "indicators:unit": [
        read(*SEES_PD, "admin", args=lambda c: {"pk": c.unit.pk}),
        # 409: sent without saying what was seen.
        write(
            args=lambda c: {"pk": c.unit.pk},
            data=lambda c: {"aksi": "nama", "nama": "Bagian Lain", "mulai": "2025-01-01"},
            planner=409,
            admin=409,
            **DILARANG,
        ),
    ],
    "indicators:unit_baru": [
        read("planner", "admin", args=lambda c: {"pd": c.pd.kode}, **DILARANG),
        write("planner", "admin", args=lambda c: {"pd": c.pd.kode}, data=lambda c: UNIT, **DILARANG),
    ],
    "indicators:unit_bagi": [
        read("planner", "admin", args=lambda c: {"pk": c.unit.pk}, **DILARANG),
        write(args=lambda c: {"pk": c.unit.pk}, planner=422, admin=422, **DILARANG),
    ],
    "indicators:pejabat_baru": [
        read("planner", "admin", args=lambda c: {"pk": c.unit.pk}, **DILARANG),
        write("planner", "admin", args=lambda c: {"pk": c.unit.pk}, data=lambda c: PEJABAT, **DILARANG),
    ],
    "indicators:pejabat_ubah": [
        read("planner", "admin", args=pejabat, **DILARANG),
        write(args=pejabat, data=lambda c: PEJABAT, planner=409, admin=409, **DILARANG),
    ],
    "indicators:pegawai": [
        read(*SEES_PD, "admin", args=tahun_pd),
        # 302 without a change: the list is empty, and stays so.
        write("planner", "admin", args=tahun_pd, **DILARANG),
    ],
    "indicators:kepala_baru": [
        read("planner", "admin", args=lambda c: {"pd": c.pd.kode}, **DILARANG),
        write("planner", "admin", args=lambda c: {"pd": c.pd.kode}, data=lambda c: KEPALA, **DILARANG),
    ],
    "indicators:kepala_ubah": [
        read("planner", "admin", args=kepala, **DILARANG),
        write(args=kepala, data=lambda c: KEPALA, planner=409, admin=409, **DILARANG),
    ],
    # Whoever plans the perangkat daerah; visi and misi only who plans the whole regency: nobody of the cast.
    "indicators:kaskade_baru": [
        read("planner", args=kaskade_baru("program"), **TANPA_KASKADE),
        write(
            "planner",
            args=kaskade_baru("tujuan"),
            data=lambda c: {"uraian": "Tujuan baru"},
            **TANPA_KASKADE,
        ),
        read("planner", args=kaskade_baru("kebijakan"), **TANPA_KASKADE),
        write(args=kaskade_baru("visi"), data=lambda c: {"uraian": "Visi"}, planner=403, **TANPA_KASKADE),
    ],
    "indicators:kaskade_ubah": [
        read("planner", args=unsur("sub_kegiatan"), **TANPA_KASKADE),
        # 409: sent without saying what was seen.
        write(args=unsur("sasaran"), data=lambda c: {"uraian": "Lain"}, planner=409, **TANPA_KASKADE),
    ],
    "indicators:kaskade_pindah": [
        read("planner", args=unsur("program"), **TANPA_KASKADE),
        write("planner", args=unsur("sasaran"), data=dari_tujuan, **TANPA_KASKADE),
    ],
    "indicators:kaskade_urut": [
        write("planner", args=unsur("program"), data=lambda c: {"arah": "naik"}, **TANPA_KASKADE),
    ],
    # 409: the question was not seen.
    "indicators:kaskade_hapus": [
        read("planner", args=unsur("program"), **TANPA_KASKADE),
        write(args=unsur("sub_kegiatan"), planner=409, **TANPA_KASKADE),
    ],
    "indicators:kaskade_nomenklatur": [
        read("planner", args=lambda c: {"pd": c.pd.kode, "jenis": "program"}, **TANPA_KASKADE)
    ],
    "indicators:dasbor": [read(*SEES_PD, "outsider", "outsider_planner", admin=403)],
    "indicators:dasbor_unit": [read(*SEES_UNIT, args=lambda c: {"pk": c.unit.pk})],
    "indicators:dasbor_indikator": [read(*SEES_UNIT, args=lambda c: {"pk": c.indikator.pk}, admin=403)],
    # 422: inside the scope, but that chart has nothing to show yet.
    "indicators:dasbor_unduh": [read(*SEES_PD, args=grafik, outsider=422, outsider_planner=422, admin=403)],
    "indicators:dasbor_unit_unduh": [read(*SEES_UNIT, args=lambda c: {"pk": c.unit.pk, **grafik(c)})],
    "indicators:dasbor_indikator_unduh": [
        read(
            args=lambda c: {"pk": c.indikator.pk, "kunci": "tren-triwulan", "jenis": "svg"},
            admin=403,
            **dict.fromkeys(SEES_UNIT, 422),
        )
    ],
    "indicators:pemeriksaan": [read("planner", "leader", "auditor", "outsider_planner", denied=403)],
    "indicators:temuan_terima": [
        Access({"planner": 200, "outsider_planner": 404}, 403, query={"aturan": "iku-tanpa-program"}),
        Access(
            {"planner": 302, "outsider_planner": 302}, 403, method="post", data=lambda c: {"alasan": "Memang begitu"}
        ),
    ],
    "indicators:temuan_tarik": [write("planner", args=diterima, operator=403, other=403, leader=403, auditor=403)],
    "indicators:jejak": [read("planner", "auditor", "outsider_planner", denied=403)],
    "indicators:jejak_unduh": [read("planner", "auditor", "outsider_planner", denied=403)],
    "reports:daftar": [read("planner", "leader", "auditor", "outsider_planner", denied=403)],
    "reports:pohon": [read(*SEES_PD, args=tempat)],
    "reports:dasbor_cetak": [read(*SEES_PD, "outsider", "outsider_planner", admin=403)],
    "reports:dasbor_unit_cetak": [read(*SEES_UNIT, args=lambda c: {"pk": c.unit.pk})],
    "reports:dasbor_indikator_cetak": [read(*SEES_UNIT, args=lambda c: {"pk": c.indikator.pk}, admin=403)],
    "reports:pk_daftar": [read(*SEES_DOKUMEN, args=tempat)],
    "reports:pk_daftar_xlsx": [read(*SEES_DOKUMEN, args=tempat)],
    "reports:tim": [
        read(*SEES_DOKUMEN, args=tempat),
        write("planner", args=tempat, leader=403, auditor=403, data=lambda c: ISI_TIM),
    ],
    "reports:reviu": [
        read(*SEES_DOKUMEN, args=tempat),
        write("auditor", args=tempat, planner=403, leader=403, data=lambda c: ISI_REVIU),
    ],
    # 422: nobody of the cast signs, and the page names that gap.
    "reports:pratinjau": [read(args=dokumen("sk-iku"), planner=422, leader=422, auditor=422)],
    "reports:unduh": [read(args=dokumen("sk-iku"), planner=422, leader=422, auditor=422)],
    "reports:unduh_docx": [read(args=dokumen("sk-iku"), planner=422, leader=422, auditor=422)],
    "reports:unduh_xlsx": [read(args=dokumen("sk-iku"), planner=422, leader=422, auditor=422)],
    "reports:tata": [
        read("planner", args=dokumen("sk-iku"), leader=403, auditor=403),
        # Of another state of the layout: refused with the sentence.
        write(args=dokumen("sk-iku"), planner=422, leader=403, auditor=403, data=lambda c: {"sidik": "lain"}),
    ],
    "reports:tata_lanjutan": [
        read("planner", args=dokumen("sk-iku"), leader=403, auditor=403),
        write(args=dokumen("sk-iku"), planner=422, leader=403, auditor=403, data=lambda c: {"isi": "["}),
    ],
    "reports:temuan": [read(*SEES_DOKUMEN, args=dokumen("sk-iku"))],
    "reports:finalisasi": [
        read("planner", args=dokumen("sk-iku"), leader=403, auditor=403),
        write(args=dokumen("sk-iku"), planner=422, leader=403, auditor=403, data=lambda c: {"nomor": ""}),
    ],
    "reports:narasi": [read(*SEES_DOKUMEN, args=dokumen("sk-iku"))],
    # 422: the annual report of this year cannot be built yet, so it has no sections.
    "reports:narasi_bagian": [read(args=bagian, planner=422, leader=403, auditor=403)],
    "reports:narasi_kembalikan": [write("planner", args=bagian, leader=403, auditor=403)],
    "reports:narasi_sesuai": [write("planner", args=bagian, leader=403, auditor=403)],
    "reports:narasi_yatim_salin": [write("planner", args=bagian, leader=403, auditor=403)],
    "reports:narasi_yatim_hapus": [write("planner", args=bagian, leader=403, auditor=403)],
    "reports:narasi_konsep": [write("planner", args=bagian, ok=200, leader=403, auditor=403)],
    "reports:narasi_konsep_buang": [write("planner", args=bagian, leader=403, auditor=403)],
    "reports:narasi_pratinjau": [write("planner", args=bagian, ok=200, leader=403, auditor=403)],
    "reports:narasi_riwayat": [read(args=bagian, planner=422, leader=403, auditor=403)],
    "reports:narasi_versi": [write("planner", args=lambda c: bagian(c) | {"pk": 1}, leader=403, auditor=403)],
    # 422: no file in the form.
    "reports:gambar_unggah": [write(args=tempat, planner=422, leader=403, auditor=403)],
    "reports:gambar": [read(*SEES_DOKUMEN, args=gambar)],
    # 422: the annual report of this year cannot be built yet, and the page says why.
    "reports:cetakan_pesan": [write(args=dokumen("lkjip"), planner=422, leader=422, auditor=422)],
    "reports:cetakan": [read(*SEES_DOKUMEN, args=lambda c: {"pk": c.cetakan.pk})],
    "reports:cetakan_batal": [write(*SEES_DOKUMEN, args=lambda c: {"pk": c.cetakan.pk})],
    "reports:cetakan_berkas": [read(*SEES_DOKUMEN, args=lambda c: {"pk": c.cetakan.pk})],
    # Open to everybody: what was published is for all. With several regencies the first page lists them.
    "publik": [read(*ROLES)],
    "publik_daerah": [read(*ROLES, args=daerah)],
    # Open to everybody: whoever holds a code may ask. The file only after its publication.
    "reports:periksa": [read(*ROLES)],
    # 422: no file was chosen.
    "reports:periksa_dokumen": [
        read(*ROLES, args=lambda c: {"kode": c.dokumen.kode}),
        write(*ROLES, args=lambda c: {"kode": c.dokumen.kode}, ok=422),
    ],
    "reports:periksa_berkas": [read(args=lambda c: {"kode": c.dokumen.kode}, anonymous=404)],
    "reports:dokumen": [read(*SEES_DOKUMEN, args=lambda c: {"pk": c.dokumen.pk})],
    # 422: no certificate was chosen; nobody signs this decree, so nothing is waited for.
    "reports:dokumen_tanda_tangan": [
        read("leader", args=lambda c: {"pk": c.dokumen.pk}, planner=403, auditor=403),
        write("leader", args=lambda c: {"pk": c.dokumen.pk}, planner=403, auditor=403, ok=422),
    ],
    "reports:dokumen_unggah": [
        read("leader", "planner", args=lambda c: {"pk": c.dokumen.pk}, auditor=403),
        write("leader", "planner", args=lambda c: {"pk": c.dokumen.pk}, auditor=403, ok=422),
    ],
    # It is not signed yet: back to the page with the sentence.
    "reports:dokumen_terbitkan": [write("planner", args=lambda c: {"pk": c.dokumen.pk}, leader=403, auditor=403)],
    "reports:dokumen_tarik": [write("planner", args=lambda c: {"pk": c.dokumen.pk}, leader=403, auditor=403)],
    "reports:dokumen_tarik_kembali": [
        write(
            "planner",
            args=lambda c: {"pk": c.dokumen.pk},
            data=lambda c: {"alasan": "Dokumen ini salah ketik."},
            leader=403,
            auditor=403,
        )
    ],
    "reports:berkas": [read(*SEES_DOKUMEN, args=lambda c: {"pk": c.dokumen.pk})],
    # 422: the finished document of the cast has an empty payload.
    "reports:berkas_docx": [read(args=lambda c: {"pk": c.dokumen.pk}, planner=422, leader=422, auditor=422)],
    "reports:berkas_xlsx": [read(args=lambda c: {"pk": c.dokumen.pk}, planner=422, leader=422, auditor=422)],
    "indicators:rencana_daftar": [read(*SEES_PD, "outsider", "outsider_planner", admin=403)],
    "indicators:rencana_mulai": [
        write("planner", args=lambda c: {"pd": c.pd.kode}, data=lambda c: {"tahun": "2021-2026/2026"}, **DILARANG)
    ],
    "indicators:rencana": [read(*SEES_PD, args=rencana), read(*SEES_PD, args=draf)],
    # 422: nothing is in the draft, so it cannot be approved.
    "indicators:rencana_sahkan": [write("planner", args=draf, data=lambda c: SAHKAN, ok=422, **DILARANG)],
    "indicators:rencana_perubahan": [
        write("planner", args=rencana, data=lambda c: {"jenis": "PERUBAHAN", "berlaku_mulai": "4"}, **DILARANG)
    ],
    "indicators:rencana_hapus": [write("planner", args=draf, **DILARANG)],
    "indicators:rencana_banding": [read(*SEES_PD, args=rencana)],
    "indicators:target": [
        read(*SEES_PD, args=rencana),
        read(*SEES_PD, args=terisi),
        write("planner", args=terisi, **DILARANG),
    ],
    "indicators:target_simpan": [write("planner", args=target_draf, data=isi_target, **DILARANG)],
    "indicators:target_dari_renstra": [write("planner", args=draf, **DILARANG)],
    "indicators:target_keluar": [write("planner", args=target_draf, **DILARANG)],
    "indicators:pagu": [
        read(*SEES_PD, args=rencana),
        read(*SEES_PD, args=terisi),
        write("planner", args=terisi, **DILARANG),
    ],
    "indicators:pagu_simpan": [write("planner", args=pagu_draf, data=isi_pagu, **DILARANG)],
    "indicators:target_renstra": [read(*SEES_PD, args=masa), write("planner", args=masa, **DILARANG)],
    "indicators:target_renstra_simpan": [
        write(
            "planner",
            args=lambda c: masa(c) | {"baris": c.indikator.pk},
            data=lambda c: {f"r{c.indikator.pk}-versi": "", f"r{c.indikator.pk}-2025-nilai": "9"},
            **DILARANG,
        )
    ],
    "indicators:jejak_objek": [
        read(*SEES_UNIT, args=lambda c: {"objek_tipe": "realisasi", "objek_id": c.realisasi.pk})
    ],
    # Whoever manages or plans a regency; only the superuser, who is nobody of the cast, begins one.
    "indicators:daerah": [read("admin", "planner", "outsider_planner", denied=403)],
    "indicators:daerah_baru": [read(denied=403), write(denied=403)],
    "indicators:daerah_lanjut": [Access({"admin": 302, "planner": 302, **TANPA_SIAP}, 404, daerah)],
    # The regency of the cast has no emblem.
    "indicators:daerah_lambang": [read(args=daerah, planner=403, **TANPA_SIAP)],
    "indicators:daerah_langkah": [
        *(read("admin", args=langkah(k), planner=403, **TANPA_SIAP) for k in LANGKAH_ADMIN),
        *(read("admin", "planner", args=langkah(k), **TANPA_SIAP) for k in ("buku-kerja", "rencana")),
        # 422: an empty form.
        *(write("admin", args=langkah(k), ok=422, planner=403, **TANPA_SIAP) for k in LANGKAH_ADMIN),
    ],
    "reports:daerah_pk": [read("admin", "planner", args=daerah, **TANPA_SIAP)],
    # A link that opens nothing (any more) says so to everybody.
    "indicators:sandi": [read(*ROLES, args=lambda c: {"uidb64": "MQ", "token": "mati"})],
}


def all_url_names(resolver: URLResolver, namespace: str = "") -> set[str]:
    """Every named URL of the project but Django's admin, which has a test of its own (test_admin)."""
    names = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                names |= all_url_names(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern) and entry.name:
            names.add(f"{namespace}{entry.name}")
    return names


def test_every_named_url_is_in_the_table():
    assert all_url_names(get_resolver()) == set(ACCESS)


@pytest.fixture
def stage(db, media_root, monkeypatch):
    """The cast with one stored value and its evidence."""
    quick_print(monkeypatch)
    cast = written_once(make_stage)
    for file, content in ((cast.bukti.berkas, b"abc"), (cast.dokumen.pdf, b"%PDF-"), (cast.cetakan.pdf, b"%PDF-")):
        (media_root / file.name).write_bytes(content)
    return cast


def make_stage():
    """The rows of the stage."""
    cast = make_cast()
    second = make_indikator(cast.other_unit)
    make_target(cast.rencana, second)
    cast.realisasi = make_realisasi(cast.indikator, "90", diisi_oleh=cast.operator)
    cast.bukti = cast.realisasi.bukti.create(
        nama="a.pdf", tipe="application/pdf", ukuran=3, sha256="0" * 64, berkas="a.pdf"
    )
    cast.dihitung = make_indikator(cast.unit, rumus="PROGRAM")
    make_target(cast.rencana, cast.dihitung)
    cast.dokumen = Dokumen(jenis="sk-iku", perangkat_daerah=cast.pd, tahun=2025, periode_kunci="2025", judul="SK IKU")
    cast.dokumen.pdf = "dokumen.pdf"
    cast.dokumen.pdf_sha256 = hashlib.sha256(b"%PDF-").hexdigest()
    cast.dokumen.kode = "ABCDEFGHJKLMNPQR"
    cast.dokumen.payload_sha256 = digest(cast.dokumen.payload)
    cast.dokumen.status = Dokumen.Status.FINAL
    cast.dokumen.save()
    cast.cetakan = Cetakan.objects.create(
        jenis="lkjip",
        perangkat_daerah=cast.pd,
        tahun=2025,
        judul="LKjIP",
        status="DONE",
        denyut=timezone.now(),
        pdf="cetakan.pdf",
    )
    return cast


REQUESTS = [(name, n) for name, rows in ACCESS.items() for n in range(len(rows))]


def refused(access: Access, role: str) -> bool:
    """Whether a role gets no more than a refusal, or is sent to the login page."""
    return access.expected(role) in (403, 404) or (role == "anonymous" and role not in access.codes)


def answer(client, stage, access: Access, url: str, role: str):
    """What one request of a role gives; its status is the one of the table."""
    client.cookies.clear()
    if role != "anonymous":
        client.force_login(getattr(stage, role))
    response = getattr(client, access.method)(url, access.data(stage))
    assert response.status_code == access.expected(role), f"{role}: {response.content.decode()[:400]}"
    return response


def allowed() -> Iterator[Any]:
    """Every request with every role it answers. On the second database one role each, in turn."""
    for place, (name, n) in enumerate(REQUESTS):
        roles = [role for role in ROLES if not refused(ACCESS[name][n], role)]
        for turn, role in enumerate(roles):
            marks = () if turn == place % len(roles) else pytest.mark.once
            yield pytest.param(name, n, role, marks=marks, id=f"{name}-{n}-{role}")


@pytest.mark.parametrize(("name", "n", "role"), list(allowed()))
def test_who_may_gets_an_answer(client, stage, name, n, role):
    access = ACCESS[name][n]
    answer(client, stage, access, reverse(name, kwargs=access.args(stage)), role)


@pytest.mark.once  # who may opens every page and does every act on each database; a refusal comes before any of that
@pytest.mark.parametrize(("name", "n"), REQUESTS, ids=[f"{name}-{ACCESS[name][n].method}" for name, n in REQUESTS])
def test_everybody_else_is_refused_and_leaves_no_trace(client, stage, name, n):
    access = ACCESS[name][n]
    url = reverse(name, kwargs=access.args(stage))
    events = AuditEvent.objects.count()
    for role in ROLES:
        if refused(access, role):
            response = answer(client, stage, access, url, role)
            assert response.status_code != 302 or response["Location"].startswith("/masuk/"), role
    assert AuditEvent.objects.count() == events, "a refusal leaves no trace"


# --- The head of one unit ------------------------------------------------------------------------------------------
SEUNIT = {
    "reports:dokumen": read("kabag"),
    "reports:berkas": read("kabag"),
    # 422: the payload is empty; no certificate, no file was chosen.
    "reports:berkas_docx": read(kabag=422),
    "reports:berkas_xlsx": read(kabag=422),
    "reports:dokumen_tanda_tangan": write("kabag", ok=422),
    "reports:dokumen_unggah": write("kabag", ok=422),
    # Not his: what becomes of it is the planner's.
    "reports:dokumen_terbitkan": write(kabag=403),
    "reports:dokumen_tarik": write(kabag=403),
    "reports:dokumen_tarik_kembali": write(kabag=403, data=lambda c: {"alasan": "Dokumen ini salah ketik."}),
}
"""The pages of a finished document, for a leader of the unit whose agreement it is."""
TERBUKA = ("reports:daftar", "reports:periksa", "reports:dasbor", "reports:pohon")
"""What he opens besides, by how its name begins."""


def agreement(cast, unit, nomor: str, status: str = Dokumen.Status.FINAL) -> Dokumen:
    """A Perjanjian Kinerja of a unit, in an empty payload."""
    umum = {"pemerintah_daerah": cast.pemda, "perangkat_daerah": cast.pd, "unit_kerja": unit, "jenis": "KABAG"}
    kepala = Pejabat.objects.create(**umum, nama="SITI", jabatan="Kepala Bagian", mulai="2020-01-01")
    pk = PerjanjianKinerja.objects.create(rencana=cast.rencana, unit_kerja=unit, pihak_pertama=kepala)
    isi = {"pdf": "dokumen.pdf", "pdf_sha256": cast.dokumen.pdf_sha256, "payload_sha256": digest({})}
    umum = {"jenis": "pk", "perangkat_daerah": cast.pd, "tahun": 2025, "periode_kunci": f"2025-unit-{unit.pk}"}
    return Dokumen.objects.create(**umum, **isi, judul="PK", nomor=nomor, status=status, perjanjian_kinerja=pk)


@pytest.mark.parametrize("name", SEUNIT)
def test_the_head_of_a_unit_has_its_agreement_and_no_other_document(client, stage, name):
    access, stage.kabag = SEUNIT[name], make_user("leader", stage.unit)
    milik = agreement(stage, stage.unit, "1")
    draf = agreement(stage, stage.unit, "2", Dokumen.Status.DRAFT)
    lain = agreement(stage, stage.other_unit, "3")
    stage.staf, closed = make_user("operator", stage.unit), replace(access, codes={})
    for satu in (draf, lain, stage.dokumen):
        answer(client, stage, closed, reverse(name, args=[satu.pk]), "kabag")
    answer(client, stage, closed, reverse(name, args=[milik.pk]), "staf")
    answer(client, stage, access, reverse(name, args=[milik.pk]), "kabag")


@pytest.mark.once
def test_whatever_else_there_is_of_documents_is_closed_to_the_head_of_a_unit(client, stage):
    client.force_login(make_user("leader", stage.unit))
    rows = [(n, a) for n, semua in ACCESS.items() for a in semua if n.startswith("reports:")]
    for name, access in rows:
        if not name.startswith(TERBUKA):
            url = reverse(name, kwargs=access.args(stage))
            assert getattr(client, access.method)(url, access.data(stage)).status_code in (403, 404), name
