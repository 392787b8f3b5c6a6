"""The list of agreements as a workbook: a sheet for each plan, a row for each agreement."""

from collections.abc import Sequence
from typing import Any

from indicators.exceptions import InvalidValue
from reports.builders.tabel import Baris, Kolom, susun
from reports.daftar_pk import KEADAAN, BarisPk, JenjangPk, KelompokPk, Pihak
from reports.ekspor.xlsx import xlsx
from reports.payloads import Tabel
from sakip.lib.numbers import format_tanggal

KOLOM = (
    Kolom("no", "No.", 4, "tengah"),
    Kolom("jenjang", "Jenjang", 14),
    Kolom("nama", "Perjanjian", 22),
    Kolom("pertama", "Pihak Pertama", 20),
    Kolom("jabatan_pertama", "Jabatan", 22),
    Kolom("kedua", "Pihak Kedua", 20),
    Kolom("jabatan_kedua", "Jabatan", 22),
    Kolom("keadaan", "Keadaan", 12),
    Kolom("nomor", "Nomor", 14),
    Kolom("tanggal", "Tanggal", 14),
    Kolom("kurang", "Yang belum ada", 30),
)


def daftar_pk_xlsx(nama: str, tahun: int, kelompok: Sequence[KelompokPk]) -> bytes:
    """The .xlsx of the list of an office, as it was filtered. Raises InvalidValue when nothing is left of it.

    Names stay text, whatever they begin with.
    """
    tabel = [_tabel(k) for k in kelompok if k.jenjang]
    if not tabel:
        raise InvalidValue("Tidak ada perjanjian dalam daftar ini, sehingga tidak ada yang dapat ditulis ke Excel.")
    meta = {
        "judul": f"Daftar Perjanjian Kinerja {nama} Tahun {tahun}",
        "penulis": nama,
        "subjek": "Daftar Perjanjian Kinerja",
        "draf": False,
    }
    payload: dict[str, Any] = {"meta": meta, "tabel": tabel}
    return xlsx(payload)


def _tabel(kelompok: KelompokPk) -> Tabel:
    rencana = kelompok.rencana
    isi = [(j, b) for j in kelompok.jenjang for b in j.baris]
    baris = [Baris(_sel(n, j, b), grup=n) for n, (j, b) in enumerate(isi, 1)]
    nama = f"{rencana.get_jenis_display()} versi {rencana.urutan}"
    return susun(KOLOM, baris, kode=nama, judul=f"Perjanjian Kinerja, rencana {nama.lower()}")


def _sel(nomor: int, jenjang: JenjangPk, baris: BarisPk) -> dict[str, str]:
    satu, dokumen = baris.satu, baris.dokumen
    kedua = Pihak("Menandatangani sendiri", "") if satu.sendiri else satu.kedua
    return {
        "no": str(nomor),
        "jenjang": jenjang.judul,
        "nama": satu.nama,
        "pertama": satu.pertama.nama if satu.pertama else "Belum tercatat",
        "jabatan_pertama": satu.pertama.jabatan if satu.pertama else "",
        "kedua": kedua.nama if kedua else "Belum tercatat",
        "jabatan_kedua": kedua.jabatan if kedua else "",
        "keadaan": KEADAAN[baris.keadaan],
        "nomor": dokumen.nomor if dokumen else "",
        "tanggal": format_tanggal(dokumen.tanggal) if dokumen and dokumen.tanggal else "",
        "kurang": " ".join(satu.kekurangan),
    }
