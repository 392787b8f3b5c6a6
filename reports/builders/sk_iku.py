"""The decree on the Indikator Kinerja Utama of a perangkat daerah, with its Lampiran."""

from dataclasses import dataclass, replace
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import DasarHukum, Indikator, Pejabat, PeriodeRenstra
from indicators.selectors import dokumen as selectors
from indicators.selectors import nilai as cetak
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from reports.builders import identitas
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.tabel import Baris, Kolom, kolom_dari, kolom_terisi, susun
from reports.builders.tata import tata_of
from reports.models import JenisDokumen
from reports.payloads import SCHEMA_SK_IKU, TITIK, Diktum, KeputusanKepala, KeputusanPayload, LampiranKeputusan, Tabel

TEMPLATE = "pdf/sk_iku.html"
SCHEMA = SCHEMA_SK_IKU
NOMOR_WAJIB = True

LABEL_DIKTUM = ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN")

SUMBER = frozenset(
    ("no", "no_indikator", "tujuan", "sasaran", "indikator", "satuan", "makna", "definisi", "alasan", "penjelasan")
    + ("formulasi", "kondisi_awal", "target", "kondisi_akhir", "sumber_data", "penanggung_jawab")
)
"""What a column of the IKU table may show."""

# What an institution may decide otherwise in its TataDokumen. {kunci} are filled in: pd (the agency with its regency),
# daerah, jabatan (of who decides), periode.
BAWAAN: dict[str, Any] = {
    "kertas": "F4",
    "muka": "naskah",
    "nomor": "NOMOR {nomor}",
    "nomor_kolom": "{n}",
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
    "tembusan": [],
    "kolom": [
        {"sumber": "no", "label": "No", "lebar": 4, "rata": "tengah", "gabung": True},
        {"sumber": "sasaran", "label": "Sasaran Strategis", "lebar": 15, "gabung": True},
        {"sumber": "indikator", "label": "Indikator Kinerja Utama", "lebar": 16},
        {"sumber": "satuan", "label": "Satuan", "lebar": 9, "rata": "tengah"},
        {"sumber": "penjelasan", "label": "Penjelasan", "lebar": 26},
        {"sumber": "formulasi", "label": "Formulasi", "lebar": 17},
        {"sumber": "kondisi_awal", "label": "Kondisi Awal", "lebar": 7, "rata": "tengah"},
        {"sumber": "target", "label": "{tahun}", "lebar": 6.3, "rata": "tengah", "grup": "Target Tahun"},
        {"sumber": "kondisi_akhir", "label": "Kondisi Akhir", "lebar": 7, "rata": "tengah"},
        {"sumber": "sumber_data", "label": "Sumber Data", "lebar": 13},
        {"sumber": "penanggung_jawab", "label": "Penanggung Jawab", "lebar": 11},
    ],
}


@dataclass(frozen=True)
class _Bahan:
    """What the decree is made of, and what of it is missing."""

    periode: PeriodeRenstra | None
    pejabat: Pejabat | None
    iku: list[IkuRow]
    kekurangan: list[str]


def build(permintaan: Permintaan) -> KeputusanPayload:
    """The payload of the decree. Raises Incomplete when there is no period, no IKU, or nobody to sign."""
    pd, bahan = permintaan.perangkat_daerah, _bahan(permintaan)
    if bahan.kekurangan or bahan.periode is None or bahan.pejabat is None:
        raise Incomplete(f"SK IKU {pd.nama} belum dapat disusun.", bahan.kekurangan)
    tata = tata_of(pd, JenisDokumen.SK_IKU, BAWAAN)
    nama = identitas.nama_lengkap(pd)
    kepala = _kepala(permintaan, bahan.pejabat, bahan.periode, tata["nomor"])
    kunci = {
        "pd": nama,
        "daerah": pd.pemerintah_daerah.nama,
        "jabatan": bahan.pejabat.jabatan,
        "periode": str(bahan.periode),
    }

    def isi(bagian: str) -> list[str]:
        return [identitas.isi(teks, kunci) for teks in tata[bagian]]

    return {
        "meta": identitas.meta(pd, judul(permintaan), "Indikator Kinerja Utama", tata=tata, final=permintaan.final),
        "kop": identitas.kop(pd),
        "kepala": kepala,
        "menimbang": identitas.butir(isi("menimbang")),
        "mengingat": identitas.butir(_mengingat(permintaan) or isi("mengingat")),
        "menetapkan": f"{kepala['jenis']} TENTANG {' '.join(kepala['tentang'])}.",
        "diktum": _diktum(isi("diktum")),
        "penetapan": identitas.tanda_tangan(bahan.pejabat, tempat_tanggal=_tempat_tanggal(permintaan)),
        "tembusan": identitas.butir(isi("tembusan")),
        "lampiran": [_lampiran(permintaan, bahan.iku, bahan.periode, bahan.pejabat, tata)],
    }


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the decree from being made, one sentence each."""
    return _bahan(permintaan).kekurangan


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


def _bahan(permintaan: Permintaan) -> _Bahan:
    pd = permintaan.perangkat_daerah
    periode = selectors.periode_of(pd, permintaan.tahun)
    pejabat = selectors.kepala_perangkat_daerah(pd, permintaan.per_tanggal)
    iku = selectors.iku_rows(pd, periode) if periode else []
    kurang = []
    if periode is None:
        kurang.append(f"Belum ada periode Renstra yang memuat tahun {permintaan.tahun}. Tambahkan periodenya dahulu.")
    elif not iku:
        kurang.append(
            f"{pd.nama} belum memiliki Indikator Kinerja Utama pada periode {periode}."
            " Tandai indikator tujuan atau sasaran sebagai IKU pada menu Perencanaan."
        )
    if pejabat is None:
        kurang.append(identitas.tanpa_kepala(pd, permintaan.per_tanggal))
    return _Bahan(periode, pejabat, iku, kurang)


def _kepala(permintaan: Permintaan, pejabat: Pejabat, periode: PeriodeRenstra, pola: str) -> KeputusanKepala:
    penetap = identitas.jabatan_penetap(pejabat)
    nomor = permintaan.nomor or f"{TITIK} TAHUN {permintaan.tahun}"
    return {
        "jenis": f"KEPUTUSAN {penetap}",
        "nomor": identitas.isi(pola, {"nomor": nomor}),
        "tanggal": identitas.tanggal_atau_titik(permintaan.tanggal, permintaan.tahun).upper(),
        "tentang": [
            "INDIKATOR KINERJA UTAMA",
            identitas.nama_lengkap(permintaan.perangkat_daerah).upper(),
            f"TAHUN {periode}",
        ],
        "penetap": f"{penetap},",
    }


def _tempat_tanggal(permintaan: Permintaan) -> list[str]:
    tempat = permintaan.perangkat_daerah.pemerintah_daerah.tempat or TITIK
    tanggal = identitas.tanggal_atau_titik(permintaan.tanggal, permintaan.tahun)
    return [f"Ditetapkan di {tempat}", f"pada tanggal {tanggal}"]


def _mengingat(permintaan: Permintaan) -> list[str]:
    """The institution's own list for this decree, else that of its last decree, else of its IKU book."""
    bagian = (DasarHukum.Bagian.SK_IKU, DasarHukum.Bagian.SK_TIM, DasarHukum.Bagian.BUKU_IKU)
    return [identitas.sitasi(p) for p in selectors.dasar_hukum(permintaan.perangkat_daerah, bagian)]


def _lampiran(
    permintaan: Permintaan, iku: list[IkuRow], periode: PeriodeRenstra, pejabat: Pejabat, tata: dict[str, Any]
) -> LampiranKeputusan:
    pd, nama = permintaan.perangkat_daerah, identitas.nama_lengkap(permintaan.perangkat_daerah)
    return {
        "label": "LAMPIRAN",
        "judul": ["INDIKATOR KINERJA UTAMA", nama.upper(), f"TAHUN {periode}"],
        "identitas": {"unit_kerja": nama, "tugas_pokok": pd.tugas_pokok, "fungsi": list(pd.fungsi)},
        "kelompok": [{"judul": "", "tabel": _tabel(iku, periode, tata)}],
        "ttd": identitas.tanda_tangan(pejabat),
        "mendatar": True,
    }


def _diktum(kalimat: list[str]) -> list[Diktum]:
    return [{"label": label, "isi": isi} for label, isi in zip(LABEL_DIKTUM, kalimat, strict=False)]


def _tabel(iku: list[IkuRow], periode: PeriodeRenstra, tata: dict[str, Any]) -> Tabel:
    """The IKU table. Columns that no IKU fills (explanations, baseline, all targets) are left out."""
    baris = [Baris(_sel(row, periode), row.nomor_sasaran) for row in iku]
    ada_target = any(not t.kosong for row in iku for t in row.target.values())
    terisi: list[Kolom] = []
    for k in kolom_dari(tata["kolom"], SUMBER):
        if k.sumber == "target":
            tahun = periode.tahun if ada_target else []
            terisi += [replace(k, sumber=f"target_{t}", label=identitas.isi(k.label, {"tahun": str(t)})) for t in tahun]
        else:
            terisi += kolom_terisi([k], baris)
    kelas = "rapat" if len(terisi) > 8 else ""
    return susun(terisi, baris, kode="Lampiran IKU", nomor_kolom=tata["nomor_kolom"], kelas=kelas)


def _sel(row: IkuRow, periode: PeriodeRenstra) -> dict[str, str]:
    i = row.indikator
    awal = Besaran(i.kondisi_awal_nilai, i.kondisi_awal_tingkat)
    akhir = Besaran(i.kondisi_akhir_nilai, i.kondisi_akhir_tingkat)
    sel = {
        "no": str(row.nomor_sasaran),
        "no_indikator": str(row.nomor),
        "tujuan": row.tujuan.uraian if row.tujuan else "",
        "sasaran": row.sasaran.uraian if row.sasaran else f"Tujuan: {row.induk_teks}",
        "indikator": i.nama,
        "satuan": satuan(i),
        "makna": i.makna,
        "definisi": i.definisi,
        "alasan": i.alasan,
        "penjelasan": _penjelasan(i),
        "formulasi": i.formulasi,
        "kondisi_awal": "NA" if awal.kosong else _nilai(i, awal),
        "kondisi_akhir": _nilai(i, akhir),
        "sumber_data": i.sumber_data,
        "penanggung_jawab": i.penanggung_jawab,
    }
    return sel | {f"target_{t}": _nilai(i, row.target.get(t, TANPA_NILAI)) for t in periode.tahun}


def _penjelasan(indikator: Indikator) -> str:
    """Makna, definition and reason in one cell, each under its label where there are several."""
    bagian = [("Makna", indikator.makna), ("Definisi", indikator.definisi), ("Alasan", indikator.alasan)]
    isi = [(label, teks) for label, teks in bagian if teks]
    return "\n".join(f"{label}: {teks}" if len(isi) > 1 else teks for label, teks in isi)


def _nilai(indikator: Indikator, besaran: Besaran) -> str:
    """`BB` where only the step was set, `BB (74,4)` where a number was set with it."""
    return cetak.teks(indikator, besaran, panjang=besaran.nilai is not None)


def satuan(indikator: Indikator) -> str:
    """The unit as a column of its own prints it: `%` as the sign, everything else as the word."""
    if indikator.satuan is None:
        return "-"
    return "%" if indikator.satuan.simbol == "%" else indikator.satuan.nama
