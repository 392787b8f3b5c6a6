"""Literal payloads: what a template needs, without a database."""

from typing import Any

from reports.payloads import TITIK

META = {
    "judul": "Judul Dokumen",
    "penulis": "Sekretariat Daerah Kabupaten Uji",
    "subjek": "Uji",
    "kertas": "F4",
    "muka": "naskah",
    "draf": True,
}
KOP = {
    "pemerintah": "PEMERINTAH KABUPATEN UJI",
    "perangkat_daerah": "SEKRETARIAT DAERAH",
    "alamat": "Jl. Merdeka No. 1 Telp. (0700) 1",
    "kota": "KOTA UJI",
    "lambang": "",
}
PERTAMA = {"nama": "H. PERTAMA, S.IP.", "jabatan": "Sekretaris Daerah Kabupaten Uji", "pangkat": "", "nip": "19700101"}
KEDUA = {"nama": "KEDUA, SE", "jabatan": "Bupati Uji", "pangkat": "", "nip": ""}


def ttd(nama: str, *jabatan: str) -> dict[str, Any]:
    """One signature block."""
    return {"tempat_tanggal": [], "jabatan": list(jabatan), "nama": nama, "pangkat": "", "nip": ""}


def tabel(kode: str, kepala: list[str], baris: list[list[str]]) -> dict[str, Any]:
    """A plain table."""
    return {
        "id": kode,
        "judul": "",
        "lebar": [f"{100 / len(kepala)}%" for _ in kepala],
        "kepala": [[{"teks": teks} for teks in kepala]],
        "baris": [[{"teks": teks} for teks in satu] for satu in baris],
    }


def pk(**over: Any) -> dict[str, Any]:
    """A Perjanjian Kinerja between two parties."""
    return {
        "meta": META,
        "kop": KOP,
        "instansi": ["PERNYATAAN PERJANJIAN KINERJA", "SEKRETARIAT DAERAH KABUPATEN UJI"],
        "judul": "PERJANJIAN KINERJA PERUBAHAN TAHUN 2024",
        "pembuka": "Kami yang bertanda tangan di bawah ini:",
        "pihak_pertama": PERTAMA,
        "pihak_kedua": KEDUA,
        "janji": "Pihak Pertama berjanji mencapai target.",
        "supervisi": "Pihak Kedua membina dan mengawasi.",
        "alasan": "",
        "tempat_tanggal": [f"Kota Uji, {TITIK} 2024"],
        "ttd_pertama": ttd("H. PERTAMA, S.IP.", "Pihak Pertama,"),
        "ttd_kedua": ttd("KEDUA, SE", "Pihak Kedua,"),
        "lampiran_judul": ["PERJANJIAN KINERJA"],
        "satuan_kerja": "Sekretariat Daerah Kabupaten Uji",
        "tahun_anggaran": "2024",
        "tabel_sasaran": tabel("PK-sasaran", ["No", "Sasaran", "Target"], [["1.", "Sasaran Uji", "90"]]),
        "anggaran_kalimat": "",
        "tabel_belanja": None,
        "tabel_program": None,
        "lampiran_ttd_pertama": ttd("H. PERTAMA, S.IP.", "Pihak Pertama,"),
        "lampiran_ttd_kedua": ttd("KEDUA, SE", "Pihak Kedua,"),
    } | over


def sk_iku(**over: Any) -> dict[str, Any]:
    """A short decree with a Lampiran of one row."""
    return {
        "meta": META,
        "kop": KOP,
        "kepala": {
            "jenis": "KEPUTUSAN SEKRETARIS DAERAH KABUPATEN UJI",
            "nomor": f"NOMOR {TITIK} TAHUN 2024",
            "tanggal": f"{TITIK} 2024",
            "tentang": ["INDIKATOR KINERJA UTAMA", "TAHUN 2021–2026"],
            "penetap": "SEKRETARIS DAERAH KABUPATEN UJI,",
        },
        "menimbang": ["bahwa perlu indikator;", "bahwa perlu menetapkan Keputusan."],
        "mengingat": ["Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah."],
        "menetapkan": "KEPUTUSAN TENTANG INDIKATOR KINERJA UTAMA.",
        "diktum": [{"label": "KESATU", "isi": "Menetapkan."}, {"label": "KEDUA", "isi": "Berlaku."}],
        "penetapan": ttd("H. PERTAMA, S.IP.", "SEKRETARIS DAERAH", "KABUPATEN UJI,"),
        "tembusan": ["Bupati Uji."],
        "lampiran": [
            lampiran(tabel("Lampiran IKU", ["No", "Sasaran", "Indikator"], [["1", "Sasaran Uji", "Indikator Uji"]]))
        ],
    } | over


def lampiran(isi: dict[str, Any], **over: Any) -> dict[str, Any]:
    """One landscape Lampiran with one table."""
    return {
        "label": "LAMPIRAN",
        "judul": ["INDIKATOR KINERJA UTAMA"],
        "identitas": {"unit_kerja": "Sekretariat Daerah", "tugas_pokok": "Membantu Bupati", "fungsi": ["Satu", "Dua"]},
        "kelompok": [{"judul": "", "tabel": isi}],
        "ttd": ttd("H. PERTAMA, S.IP.", "SEKRETARIS DAERAH"),
        "mendatar": True,
    } | over
