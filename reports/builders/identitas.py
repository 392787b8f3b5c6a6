"""Who issues a document and who signs it: letterhead, names of offices, signature blocks, citations."""

import base64
import mimetypes
from collections.abc import Mapping
from datetime import date

from indicators.models import Pejabat, PemerintahDaerah, PerangkatDaerah, Peraturan
from reports import payloads
from reports.payloads import TITIK
from sakip.lib.numbers import format_tanggal


def nama_lengkap(perangkat_daerah: PerangkatDaerah) -> str:
    """`Sekretariat Daerah Kabupaten Tanjung Jabung Timur`: the agency with its regency, named once."""
    daerah = perangkat_daerah.pemerintah_daerah.nama
    return perangkat_daerah.nama if daerah in perangkat_daerah.nama else f"{perangkat_daerah.nama} {daerah}"


def kop(perangkat_daerah: PerangkatDaerah) -> payloads.Kop:
    """The letterhead of a perangkat daerah."""
    telepon = f"Telp. {perangkat_daerah.telepon}" if perangkat_daerah.telepon else ""
    faksimile = f"Fax. {perangkat_daerah.faksimile}" if perangkat_daerah.faksimile else ""
    baris = [perangkat_daerah.alamat, telepon, faksimile, perangkat_daerah.surel]
    return {
        "pemerintah": f"PEMERINTAH {perangkat_daerah.pemerintah_daerah.nama}".upper(),
        "perangkat_daerah": perangkat_daerah.nama.upper(),
        "alamat": " ".join(b for b in baris if b),
        "kota": perangkat_daerah.kota.upper(),
        "lambang": _lambang(perangkat_daerah.pemerintah_daerah),
    }


def kop_kepala_daerah(pemerintah_daerah: PemerintahDaerah) -> payloads.Kop:
    """The letterhead of the regency's head: the office above, the regency's name (without its kind) below."""
    nama = pemerintah_daerah.nama
    return {
        "pemerintah": pemerintah_daerah.sebutan_kepala.upper(),
        "perangkat_daerah": nama.removeprefix("Kabupaten ").removeprefix("Kota ").upper(),
        "alamat": "",
        "kota": "",
        "lambang": _lambang(pemerintah_daerah),
    }


def _lambang(pemerintah_daerah: PemerintahDaerah) -> str:
    """The uploaded emblem as a data: URI, so that a finished document keeps it; empty without one."""
    berkas = pemerintah_daerah.lambang
    if not berkas:
        return ""
    tipe = mimetypes.guess_type(berkas.name or "")[0] or "image/png"
    with berkas.open("rb") as isi:
        kode = base64.b64encode(isi.read()).decode("ascii")
    return f"data:{tipe};base64,{kode}"


def meta(
    perangkat_daerah: PerangkatDaerah, judul: str, subjek: str, *, tata: Mapping[str, object], final: bool
) -> payloads.Meta:
    """About the file. The paper may be another one for the institution (`kertas` of its TataDokumen)."""
    return {
        "judul": judul,
        "penulis": nama_lengkap(perangkat_daerah),
        "subjek": subjek,
        "kertas": "A4" if tata["kertas"] == "A4" else "F4",
        "muka": "laporan" if tata["muka"] == "laporan" else "naskah",
        "draf": not final,
    }


def pejabat(orang: Pejabat) -> payloads.Pejabat:
    """An official, copied by value: he will change post, the document will not."""
    return {
        "nama": orang.nama_lengkap,
        "jabatan": orang.jabatan_lengkap,
        "pangkat": pangkat(orang),
        "nip": orang.nip,
    }


def pangkat(orang: Pejabat) -> str:
    """`Pembina Utama Madya (IV/d)`; empty when unknown."""
    return f"{orang.pangkat} ({orang.golongan})" if orang.pangkat and orang.golongan else orang.pangkat


def jabatan_baris(orang: Pejabat) -> list[str]:
    """The office above a signature, in capitals, the regency on its own line."""
    daerah = orang.pemerintah_daerah.nama
    jabatan = orang.jabatan.replace(daerah, "").strip() or orang.jabatan
    return [f"{orang.kedudukan} {jabatan.upper()}".strip(), f"{daerah.upper()},"]


def jabatan_penetap(orang: Pejabat) -> str:
    """`SEKRETARIS DAERAH KABUPATEN …`: the office that decides, whoever holds it."""
    daerah = orang.pemerintah_daerah.nama
    return (orang.jabatan if daerah in orang.jabatan else f"{orang.jabatan} {daerah}").upper()


def tanda_tangan(
    orang: Pejabat, *, tempat_tanggal: list[str] | None = None, jabatan: list[str] | None = None
) -> payloads.TandaTangan:
    """One signature block; `jabatan` replaces the office (`Pihak Pertama,`)."""
    return {
        "tempat_tanggal": tempat_tanggal or [],
        "jabatan": jabatan_baris(orang) if jabatan is None else jabatan,
        "nama": orang.nama_lengkap,
        "pangkat": pangkat(orang),
        "nip": orang.nip,
    }


def tanggal_atau_titik(tanggal: date | None, tahun: int) -> str:
    """`3 Januari 2025`, or a visible placeholder with the year."""
    return format_tanggal(tanggal) if tanggal else f"{TITIK}{TITIK} {tahun}"


def sitasi(peraturan: Peraturan) -> str:
    """One regulation as decrees cite it: kind, number, year, subject, gazette, amendments."""
    nomor = f"{peraturan.jenis} Nomor {peraturan.nomor}"
    if str(peraturan.tahun) not in peraturan.nomor:
        nomor = f"{nomor} Tahun {peraturan.tahun}"
    kalimat = f"{nomor} tentang {peraturan.tentang}"
    if peraturan.pengundangan:
        kalimat = f"{kalimat} ({peraturan.pengundangan.strip('() ')})"
    return f"{kalimat} {peraturan.perubahan}".strip()


def butir(kalimat: list[str]) -> list[str]:
    """The items of Menimbang and Mengingat: each ends with a semicolon, the last with a full stop."""
    bersih = [k.rstrip(" .;") for k in kalimat]
    return [f"{k};" for k in bersih[:-1]] + [f"{k}." for k in bersih[-1:]]


def isi(pola: str, nilai: Mapping[str, str]) -> str:
    """A text of TataDokumen with its `{kunci}` filled in. Unknown keys stay visible; nothing is evaluated."""
    for kunci, teks in nilai.items():
        pola = pola.replace(f"{{{kunci}}}", teks)
    return pola


def tanpa_kepala(perangkat_daerah: PerangkatDaerah, pada: date) -> str:
    """The refusal when nobody heads the perangkat daerah."""
    sebutan = (
        "Sekretaris Daerah" if perangkat_daerah.jenis == PerangkatDaerah.Jenis.SETDA else "kepala perangkat daerah"
    )
    return (
        f"Belum tercatat {sebutan} {perangkat_daerah.pemerintah_daerah.nama} yang menjabat pada"
        f" {format_tanggal(pada)} untuk {perangkat_daerah.nama}. Mintalah admin menambahkan pejabatnya."
    )
