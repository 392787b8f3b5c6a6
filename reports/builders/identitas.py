"""Who issues a document and who signs it: letterhead, names of offices, signature blocks, citations."""

import base64
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from indicators.models import Pejabat, PemerintahDaerah, PerangkatDaerah, Peraturan
from reports import payloads
from reports.builders import pola
from reports.builders.pola import isi as isi  # builders fill the texts of their layout through this module
from reports.payloads import TITIK
from sakip.lib.numbers import NAMA_BULAN, format_tanggal

KOP: dict[str, Any] = {
    "cetak": True,
    "pemerintah": "PEMERINTAH {DAERAH}",
    "perangkat": "{PERANGKAT}",
    "alamat": ["{alamat} {telepon} {faksimile} {surel}"],
    "telepon": "Telp. {nomor}",
    "faksimile": "Fax. {nomor}",
    "kota": "{KOTA}",
}
"""The letterhead as a layout: lines filled with daerah, perangkat, alamat, telepon, faksimile, surel, kota."""

TTD: dict[str, Any] = {
    "jabatan": ["{JABATAN}", "{DAERAH},"],
    "bawah": ["{pangkat} ({golongan})", "NIP. {nip}"],
    "tempat_tanggal": [],
}
"""A signature block as a layout: lines of jabatan, daerah, kab, pangkat, golongan, nip, and what its document adds."""

WARNA_LAYAK = ("1", "L", "P", "RGB", "RGBA")
LAMBANG_PIKSEL = 1000
"""The longer side of an emblem: 23 mm at more than 1000 points an inch."""

HARI_KOSONG = "\u00a0" * 6
"""Stands where the day is written by hand."""


def nama_lengkap(perangkat_daerah: PerangkatDaerah) -> str:
    """`Sekretariat Daerah Kabupaten Tanjung Jabung Timur`: the agency with its regency, named once."""
    daerah = perangkat_daerah.pemerintah_daerah.nama
    return perangkat_daerah.nama if daerah in perangkat_daerah.nama else f"{perangkat_daerah.nama} {daerah}"


def kop(perangkat_daerah: PerangkatDaerah, tata: Mapping[str, Any] = KOP) -> payloads.Kop:
    """The letterhead of a perangkat daerah, as its layout writes it."""
    pd = perangkat_daerah
    nilai = pola.kapital(
        {
            "daerah": pd.pemerintah_daerah.nama,
            "perangkat": pd.nama,
            "alamat": pd.alamat,
            "telepon": isi(tata["telepon"], {"nomor": pd.telepon}) if pd.telepon else "",
            "faksimile": isi(tata["faksimile"], {"nomor": pd.faksimile}) if pd.faksimile else "",
            "surel": pd.surel,
            "kota": pd.kota,
        }
    )
    return {
        "pemerintah": isi(tata["pemerintah"], nilai),
        "perangkat_daerah": isi(tata["perangkat"], nilai),
        "alamat": "\n".join(pola.baris(tata["alamat"], nilai)),
        "kota": isi(tata["kota"], nilai),
        "lambang": _lambang(pd.pemerintah_daerah),
    }


def kop_bila_dicetak(perangkat_daerah: PerangkatDaerah, tata: Mapping[str, Any]) -> payloads.Kop | None:
    """The letterhead; None where the layout leaves it out (paper with a printed one)."""
    return kop(perangkat_daerah, tata) if tata["cetak"] else None


def tanpa_jenis(daerah: str) -> str:
    """`Balangan` of `Kabupaten Balangan`."""
    return daerah.removeprefix("Kabupaten ").removeprefix("Kota ")


def kop_kepala_daerah(pemerintah_daerah: PemerintahDaerah) -> payloads.Kop:
    """The letterhead of the regency's head: the office above, the regency's name (without its kind) below."""
    nama = pemerintah_daerah.nama
    return {
        "pemerintah": pemerintah_daerah.sebutan_kepala.upper(),
        "perangkat_daerah": tanpa_jenis(nama).upper(),
        "alamat": "",
        "kota": "",
        "lambang": _lambang(pemerintah_daerah),
    }


def _lambang(pemerintah_daerah: PemerintahDaerah) -> str:
    """The uploaded emblem as a data: URI, so that a finished document keeps it; empty without one."""
    berkas = pemerintah_daerah.lambang
    if not berkas:
        return ""
    with berkas.open("rb") as isi:
        tipe, gambar = _layak_cetak(isi.read())
    return f"data:{tipe};base64,{base64.b64encode(gambar).decode('ascii')}"


def _layak_cetak(gambar: bytes) -> tuple[str, bytes]:
    """A picture and its type as it may go into an archive file: in red, green and blue, not larger than it prints."""
    with Image.open(BytesIO(gambar)) as asli:
        if asli.mode in WARNA_LAYAK and max(asli.size) <= LAMBANG_PIKSEL and asli.format in ("PNG", "JPEG"):
            return Image.MIME[asli.format], gambar
        transparan = asli.mode in ("LA", "PA", "RGBA") or "transparency" in asli.info
        baru = asli.convert("RGBA" if transparan else "RGB")
    baru.thumbnail((LAMBANG_PIKSEL, LAMBANG_PIKSEL))
    keluar = BytesIO()
    baru.save(keluar, "PNG")
    return "image/png", keluar.getvalue()


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


def jabatan_penetap(orang: Pejabat) -> str:
    """`SEKRETARIS DAERAH KABUPATEN …`: the office that decides, whoever holds it."""
    daerah = orang.pemerintah_daerah.nama
    return (orang.jabatan if daerah in orang.jabatan else f"{orang.jabatan} {daerah}").upper()


def tanda_tangan(
    orang: Pejabat,
    *,
    tempat_tanggal: list[str] | None = None,
    jabatan: list[str] | None = None,
    tata: Mapping[str, Any] = TTD,
    nilai: Mapping[str, str] | None = None,
) -> payloads.TandaTangan:
    """One signature block as its layout writes it; `jabatan` replaces the office (`Pihak Pertama,`).

    `nilai` are further texts for the lines of the layout (tempat, tanggal, pd).
    """
    kunci = pola.kapital(dict(nilai or {}) | _kunci(orang))
    if orang.kedudukan:  # "Plt." is written as it is, also before an office in capitals
        kunci["JABATAN"] = orang.kedudukan + kunci["JABATAN"].removeprefix(orang.kedudukan.upper())
    return {
        "tempat_tanggal": pola.baris(tata["tempat_tanggal"], kunci) if tempat_tanggal is None else tempat_tanggal,
        "jabatan": pola.baris(tata["jabatan"], kunci) if jabatan is None else jabatan,
        "nama": orang.nama_lengkap,
        "pangkat": pangkat(orang),
        "nip": orang.nip,
        "bawah": pola.baris(tata["bawah"], _kunci(orang)),
    }


def _kunci(orang: Pejabat) -> dict[str, str]:
    """What the lines of a signature block may name. `jabatan` is the office without its regency."""
    daerah = orang.pemerintah_daerah.nama
    jabatan = orang.jabatan.replace(daerah, "").strip() or orang.jabatan
    if orang.jenis == Pejabat.Jenis.KEPALA_DAERAH:  # `Bupati Balangan`, not `Bupati Kabupaten Balangan`
        daerah = tanpa_jenis(daerah)
        jabatan = jabatan.removesuffix(daerah).strip() or jabatan
    return {
        "jabatan": f"{orang.kedudukan} {jabatan}".strip(),
        "daerah": daerah,
        "kab": daerah.replace("Kabupaten ", "Kab. "),
        "pangkat": orang.pangkat,
        "golongan": orang.golongan if orang.pangkat else "",
        "nip": orang.nip,
    }


def tanggal_atau_titik(tanggal: date | None, tahun: int, *, hari_kosong: bool = False) -> str:
    """`3 Januari 2025`, or a visible placeholder with the year. `hari_kosong` leaves the day to the signatory's pen."""
    if tanggal is None:
        return f"{TITIK}{TITIK} {tahun}"
    if hari_kosong:
        return f"{HARI_KOSONG} {NAMA_BULAN[tanggal.month - 1]} {tanggal.year}"
    return format_tanggal(tanggal)


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


def tanpa_kepala(perangkat_daerah: PerangkatDaerah, pada: date) -> str:
    """The refusal when nobody heads the perangkat daerah."""
    sebutan = (
        "Sekretaris Daerah" if perangkat_daerah.jenis == PerangkatDaerah.Jenis.SETDA else "kepala perangkat daerah"
    )
    return (
        f"Belum tercatat {sebutan} {perangkat_daerah.pemerintah_daerah.nama} yang menjabat pada"
        f" {format_tanggal(pada)} untuk {perangkat_daerah.nama}. {isi_pejabat()}"
    )


def tanpa_kepala_daerah(pemerintah_daerah: PemerintahDaerah, pada: date) -> str:
    """The refusal when nobody heads the regency: who does is the admin's to record."""
    sebutan = pemerintah_daerah.sebutan_kepala
    return f"Belum tercatat {sebutan} yang menjabat pada {format_tanggal(pada)}. Mintalah admin menambahkannya."


def isi_pejabat(unit: str = "") -> str:
    """Where a planner records who heads a unit (its name), or the perangkat daerah itself; in the page's own words."""
    bagian = f"{unit} › Pejabat" if unit else "Pimpinan perangkat daerah"
    return f"Tambahkan pejabatnya pada Perencanaan › Unit kerja › {bagian}."
