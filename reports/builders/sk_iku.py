"""The decree on the Indikator Kinerja Utama of a perangkat daerah, with its Lampiran."""

from collections.abc import Mapping
from typing import Any

from indicators.exceptions import Incomplete, InvalidValue
from indicators.models import DasarHukum, Pejabat, PeriodeRenstra
from indicators.selectors import dokumen as selectors
from reports.builders import identitas, pola, sk_iku_lampiran, tata
from reports.builders.iku_dasar import dasar
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.sk_iku_lampiran import Sumber, muat_unit
from reports.models import JenisDokumen
from reports.payloads import SCHEMA_SK_IKU, TITIK, Diktum, KeputusanKepala, KeputusanPayload

TEMPLATE = "pdf/sk_iku.html"
SCHEMA = SCHEMA_SK_IKU
NOMOR_WAJIB = True

LABEL_DIKTUM = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH"),
    *("KESEBELAS", "KEDUA BELAS", "KETIGA BELAS", "KEEMPAT BELAS", "KELIMA BELAS"),
)

# What an institution may decide otherwise in its TataDokumen (docs/dokumen.md). {kunci} are filled in: pd (the agency
# with its regency), perangkat (without it), daerah, jabatan (of who decides), periode, tempat, tanggal; {PD}: capitals.
BAWAAN: dict[str, Any] = {
    "kertas": "F4",
    "muka": "naskah",
    "kop": identitas.KOP,
    "jenis": "KEPUTUSAN {PENETAP}",
    "nomor": "NOMOR {nomor}",
    "nomor_isi": "{urut} TAHUN {tahun}",
    "nomor_lampiran": "",
    "tentang": ["INDIKATOR KINERJA UTAMA", "{PD}", "TAHUN {periode}"],
    "penetap": "{PENETAP},",
    "menimbang_huruf": True,
    "menimbang": [
        "bahwa keberhasilan {pd} dalam mencapai tujuan dan sasaran strategisnya perlu diukur dengan indikator yang"
        " jelas, terukur, dan disepakati sejak awal;",
        "bahwa sesuai dengan ketentuan mengenai pedoman umum penetapan indikator kinerja utama di lingkungan instansi"
        " pemerintah, setiap perangkat daerah menetapkan indikator kinerja utamanya;",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan"
        " {jabatan} tentang Indikator Kinerja Utama {pd} Tahun {periode};",
    ],
    # Cited when the institution has no list of its own.
    "mengingat": [
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
        "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah",
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
        "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/09/M.PAN/5/2007 tentang Pedoman Umum"
        " Penetapan Indikator Kinerja Utama di Lingkungan Instansi Pemerintah",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk"
        " Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah",
    ],
    "diktum": [
        "Menetapkan Indikator Kinerja Utama {pd} Tahun {periode} sebagaimana tercantum dalam Lampiran yang merupakan"
        " bagian tidak terpisahkan dari Keputusan ini.",
        "Indikator Kinerja Utama sebagaimana dimaksud dalam Diktum KESATU menjadi acuan penyusunan rencana kerja,"
        " rencana kerja dan anggaran, serta perjanjian kinerja, dan menjadi ukuran dalam pelaporan dan evaluasi"
        " kinerja {pd}.",
        "Biaya yang timbul akibat ditetapkannya Keputusan ini dibebankan pada Anggaran Pendapatan dan Belanja Daerah"
        " {daerah}.",
        "Pada saat Keputusan ini mulai berlaku, keputusan terdahulu mengenai Indikator Kinerja Utama {pd} dicabut dan"
        " dinyatakan tidak berlaku.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan dan akan diperbaiki sebagaimana mestinya apabila kemudian"
        " hari terdapat kekeliruan.",
    ],
    "menetapkan": "{JENIS} TENTANG {TENTANG}.",
    "penetapan": ["Ditetapkan di {tempat}", "pada tanggal {tanggal}"],
    "hari_kosong": False,
    "ttd": identitas.TTD,
    "tembusan": [],
    **sk_iku_lampiran.BAWAAN,
}


def build(permintaan: Permintaan) -> KeputusanPayload:
    """The payload of the decree. Raises Incomplete when there is no period, no IKU, or nobody to sign."""
    pd, bahan = permintaan.perangkat_daerah, dasar(permintaan)
    if bahan.kekurangan or bahan.periode is None or bahan.pejabat is None:
        raise Incomplete(f"SK IKU {pd.nama} belum dapat disusun.", bahan.kekurangan)
    isi = _tata(permintaan)
    kunci = _kunci(permintaan, bahan.periode, bahan.pejabat, isi)
    unit = muat_unit(permintaan, bahan.periode)
    payload: KeputusanPayload = {
        "meta": identitas.meta(pd, judul(permintaan), "Indikator Kinerja Utama", tata=isi, final=permintaan.final),
        "kop": identitas.kop_bila_dicetak(pd, isi["kop"]),
        "kepala": _kepala(isi, kunci),
        "menimbang": identitas.butir(pola.baris(isi["menimbang"], kunci)),
        "mengingat": identitas.butir(_mengingat(permintaan) or pola.baris(isi["mengingat"], kunci)),
        "menetapkan": pola.isi(isi["menetapkan"], kunci),
        "diktum": _diktum([pola.isi(teks, kunci) for teks in isi["diktum"]]),
        "penetapan": identitas.tanda_tangan(
            bahan.pejabat, tempat_tanggal=pola.baris(isi["penetapan"], kunci), tata=isi["ttd"]
        ),
        "tembusan": identitas.butir(pola.baris(isi["tembusan"], kunci)),
        "lampiran": sk_iku_lampiran.susun(
            _sumber(permintaan, bahan.periode, bahan.pejabat, isi, kunci), bahan.iku, unit
        ),
    }
    if not isi["menimbang_huruf"]:
        payload["tanpa_huruf"] = True
    if kurang := sk_iku_lampiran.catatan(unit, isi):
        payload["kekurangan"] = kurang
    return payload


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the decree from being made, one sentence each."""
    return dasar(permintaan).kekurangan


def judul(permintaan: Permintaan) -> str:
    """The title in lists and in the file's metadata."""
    periode = periode_kunci(permintaan).replace("-", "–")
    return f"Indikator Kinerja Utama {identitas.nama_lengkap(permintaan.perangkat_daerah)} Tahun {periode}"


def periode_kunci(permintaan: Permintaan) -> str:
    """The Renstra period: one decree holds for all its years."""
    periode = selectors.periode_of(permintaan.perangkat_daerah, permintaan.tahun)
    return f"{periode.tahun_awal}-{periode.tahun_akhir}" if periode else str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """None: the sentences of the decree are its TataDokumen."""
    return []


def _tata(permintaan: Permintaan) -> dict[str, Any]:
    """The layout of the institution. Raises InvalidValue when no decree can be made of it."""
    isi = tata.tata_of(permintaan.perangkat_daerah, JenisDokumen.SK_IKU, BAWAAN)
    tata.teks(isi["tembusan"], JenisDokumen.SK_IKU, "tembusan")
    if len(isi["diktum"]) > len(LABEL_DIKTUM):
        raise InvalidValue(f"Tata dokumen sk-iku: diktum paling banyak {len(LABEL_DIKTUM)}. Gabungkan sebagian isinya.")
    sk_iku_lampiran.periksa_tata(isi)
    return isi


def _kunci(permintaan: Permintaan, periode: PeriodeRenstra, pejabat: Pejabat, isi: Mapping[str, Any]) -> dict[str, str]:
    """What the texts of the layout may name; `tentang` and `jenis` are made of the first ones."""
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    kunci = pola.kapital(
        {
            "pd": identitas.nama_lengkap(pd),
            "perangkat": pd.nama,
            "daerah": pd.pemerintah_daerah.nama,
            "jabatan": pejabat.jabatan,
            "penetap": identitas.jabatan_penetap(pejabat),
            "periode": str(periode),
            "tempat": pd.pemerintah_daerah.tempat or TITIK,
            "tanggal": identitas.tanggal_atau_titik(permintaan.tanggal, tahun, hari_kosong=isi["hari_kosong"]),
        }
    )
    tentang = " ".join(pola.baris(isi["tentang"], kunci))
    jenis = pola.isi(isi["jenis"], kunci)
    kunci["nomor"] = pola.isi(isi["nomor"], {"nomor": _nomor(permintaan, isi["nomor_isi"])})
    return {**kunci, **pola.kapital({"tentang": tentang, "jenis": jenis})}


def _nomor(permintaan: Permintaan, bentuk: str) -> str:
    """The number as it is printed: a bare one within its pattern, a whole one as it was entered."""
    if permintaan.nomor and not (bentuk and permintaan.nomor.isdigit()):
        return permintaan.nomor
    tahun = permintaan.tanggal.year if permintaan.tanggal else permintaan.tahun
    return pola.isi(bentuk or "{urut}", {"urut": permintaan.nomor or TITIK, "tahun": str(tahun)})


def _kepala(isi: Mapping[str, Any], kunci: Mapping[str, str]) -> KeputusanKepala:
    return {
        "jenis": kunci["jenis"],
        "nomor": kunci["nomor"],
        "tanggal": kunci["TANGGAL"],
        "tentang": pola.baris(isi["tentang"], kunci),
        "penetap": pola.isi(isi["penetap"], kunci),
    }


def _sumber(
    permintaan: Permintaan, periode: PeriodeRenstra, pejabat: Pejabat, isi: Mapping[str, Any], kunci: Mapping[str, str]
) -> Sumber:
    """What the Lampiran share; their number may be written in another pattern."""
    nomor = _nomor(permintaan, isi["nomor_lampiran"] or isi["nomor_isi"])
    kunci = {**kunci, "nomor": pola.isi(isi["nomor"], {"nomor": nomor})}
    ttd = identitas.tanda_tangan(pejabat, tata=isi["lampiran_ttd"], nilai=kunci)
    return Sumber(permintaan, periode, isi, kunci, ttd)


def _mengingat(permintaan: Permintaan) -> list[str]:
    """The institution's own list for this decree, else that of its last decree, else of its IKU book."""
    bagian = (DasarHukum.Bagian.SK_IKU, DasarHukum.Bagian.SK_TIM, DasarHukum.Bagian.BUKU_IKU)
    return [identitas.sitasi(p) for p in selectors.dasar_hukum(permintaan.perangkat_daerah, bagian)]


def _diktum(kalimat: list[str]) -> list[Diktum]:
    """What is ordered, in its order; the further lines of one are its lettered items."""
    hasil: list[Diktum] = []
    for label, teks in zip(LABEL_DIKTUM, kalimat, strict=False):
        isi, *butir = [baris for baris in teks.split("\n") if baris.strip()] or [""]
        satu: Diktum = {"label": label, "isi": isi}
        if butir:
            satu["butir"] = butir
        hasil.append(satu)
    return hasil
