"""The words of choices in a layout, in office Indonesian; what builders know is read from the builders."""

from collections.abc import Iterable

from reports.builders import e81_tabel, rencana_aksi, rkt, sk_iku_tabel, triwulan_tabel
from reports.builders.buku_iku_blok import BLOK
from reports.builders.lkjip_tata import JUDUL
from reports.tata.medan import Angka, Centang, Pilihan, Teks
from reports.tata.susunan import Anak, Daftar

Opsi = list[tuple[str, str]]

_NAMA = {
    "no": "Nomor urut",
    "no_indikator": "Nomor indikator",
    "no_jenjang": "Nomor berjenjang (1. dan 1.1)",
    "tujuan": "Tujuan",
    "tujuan_sendiri": "Tujuan, hanya pada barisnya sendiri",
    "sasaran": "Sasaran",
    "sasaran_sendiri": "Sasaran, hanya pada barisnya sendiri",
    "indikator": "Indikator",
    "indikator_kegiatan": "Indikator kegiatan",
    "makna": "Makna indikator",
    "definisi": "Definisi operasional",
    "alasan": "Alasan pemilihan",
    "penjelasan": "Penjelasan (gabungan)",
    "formulasi": "Formulasi atau cara hitung",
    "kondisi_awal": "Kondisi awal",
    "kondisi_akhir": "Kondisi akhir",
    "target": "Target",
    "target_renstra": "Target Renstra",
    "target_tahun": "Target setahun",
    "target_tw": "Target triwulan",
    "realisasi": "Realisasi",
    "realisasi_tw": "Realisasi triwulan",
    "capaian": "Capaian",
    "capaian_tw": "Capaian triwulan",
    "kategori": "Kategori capaian",
    "kategori_tw": "Kategori capaian triwulan",
    "sumber_data": "Sumber data",
    "penanggung_jawab": "Penanggung jawab",
    "unit": "Unit kerja",
    "unit_pengisi": "Unit pengisi",
    "uraian": "Program, kegiatan, sub kegiatan",
    "kode": "Kode rekening",
    "pagu": "Pagu",
    "keuangan": "Realisasi keuangan",
    "keuangan_tw": "Realisasi keuangan triwulan",
    "sisa": "Sisa anggaran",
    "serapan": "Serapan (%)",
    "fisik": "Kemajuan fisik (%)",
    "akumulasi": "Akumulasi setahun",
    "aksi": "Rencana aksi",
    "nama": "Nama kegiatan",
    "lalu": "Realisasi sampai tahun lalu",
    "renstra": "Realisasi sampai tahun ini",
    "tingkat": "Tingkat capaian",
    **{f"tw{n}": f"Triwulan {romawi}" for n, romawi in enumerate(("I", "II", "III", "IV"), 1)},
}


def opsi(kunci: Iterable[str]) -> Opsi:
    """Known values with their words, in the order of the alphabet of the words."""
    return sorted(((k, _NAMA.get(k, k.replace("_", " ").replace("-", " ").capitalize())) for k in kunci), key=_kata)


def _kata(satu: tuple[str, str]) -> str:
    return satu[1].lower()


RATA = Pilihan([("kiri", "Kiri"), ("tengah", "Tengah"), ("kanan", "Kanan")])
GABUNG = Pilihan(
    [
        (False, "Tidak"),
        (True, "Satu sel per sasaran"),
        ("tujuan", "Satu sel per tujuan"),
        ("sama", "Bila isinya sama"),
    ]
)


def kolom(sumber: Iterable[str], *, gabung: bool = True) -> Daftar:
    """The columns of a table: what each shows, its heading and width."""
    akhir = (Anak("gabung", "Gabung baris", GABUNG, bawaan=False),) if gabung else ()
    return Daftar(
        (
            Anak("sumber", "Isi", Pilihan(opsi(sumber), ""), wajib=True),
            Anak("label", "Judul kolom", Teks(), wajib=True),
            Anak("lebar", "Lebar", Angka(), wajib=True),
            Anak("rata", "Rata", RATA, bawaan="kiri"),
            Anak("grup", "Judul bersama", Teks(), bawaan=""),
            *akhir,
        )
    )


KOLOM_IKU = kolom(sk_iku_tabel.SUMBER)
KOLOM_RKT_SASARAN = kolom(rkt.SIFAT_SASARAN)
KOLOM_RKT_PROGRAM = kolom(rkt.SIFAT_PROGRAM)
KOLOM_RA_TARGET = kolom(rencana_aksi.SIFAT_TARGET)
KOLOM_RA_AKSI = kolom(rencana_aksi.SIFAT_AKSI)
KOLOM_RA_UNIT = kolom(rencana_aksi.SIFAT_UNIT)
KOLOM_TW_KINERJA = kolom(triwulan_tabel.SIFAT_KINERJA)
KOLOM_TW_ANGGARAN = kolom(triwulan_tabel.SIFAT_ANGGARAN)
KOLOM_E81 = Daftar(
    (
        Anak("sumber", "Isi", Pilihan(opsi(e81_tabel.TUNGGAL | e81_tabel.PASANGAN), ""), wajib=True),
        Anak("label", "Judul kolom", Teks(), wajib=True),
        Anak("nomor", "Nomor kolom", Teks(), bawaan=""),
        Anak("lebar", "Lebar", Angka()),
        Anak("grup", "Judul bersama", Teks(), bawaan=""),
    )
)

PENJELASAN = Daftar(
    (
        Anak("sumber", "Isi", Pilihan(opsi(sk_iku_tabel.PENJELASAN), ""), wajib=True),
        Anak("label", "Label", Teks(), wajib=True),
    )
)
BAGIAN_LKJIP: Opsi = [(k, f"{k} {judul}" if k != "pohon" else judul) for k, judul in JUDUL.items()]
BLOK_BUKU: Opsi = sorted((k, k.replace("_", " ").capitalize()) for k in BLOK)
YA = Centang()
