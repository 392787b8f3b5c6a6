"""A payload as a Word document: which family it is of, and the order of its parts."""

from collections.abc import Mapping
from dataclasses import replace
from string import ascii_lowercase
from typing import Any

from indicators.exceptions import InvalidValue
from reports.ekspor import bagian_naskah as bagian
from reports.ekspor import laporan
from reports.ekspor.blok import blok, tabel
from reports.ekspor.halaman import Halaman
from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import TEBAL, Alinea, Huruf, alinea, jeda, lari

TIPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def docx(payload: Mapping[str, Any]) -> bytes:
    """The .docx of a payload of the newest schema. Raises InvalidValue for a payload of no known family."""
    lembar = Lembar(payload["meta"])
    if "naskah" in payload:
        for satu in payload["naskah"]:
            perjanjian(lembar, satu, Halaman(ulang=True))
    elif "menimbang" in payload:
        keputusan(lembar, payload, Halaman(ulang=True))
    elif "pihak_pertama" in payload:
        perjanjian(lembar, payload, Halaman(ulang=True))
    elif "bab" in payload:
        laporan.laporan(lembar, payload, {"pk": perjanjian, "keputusan": keputusan})
    elif "bagian" in payload:
        naskah(lembar, payload)
    else:
        raise InvalidValue("Dokumen jenis ini belum dapat ditulis sebagai Word. Pakai PDF-nya.")
    return lembar.isi()


def keputusan(lembar: Lembar, isi: Mapping[str, Any], halaman: Halaman) -> None:
    """A decree with all its Lampiran."""
    lembar.halaman(halaman, baru=not lembar.dalam)
    kepala = isi["kepala"]
    bagian.kop(lembar, isi["kop"], kecil=lembar.dalam)
    bagian.judul(lembar, [kepala["jenis"], kepala["nomor"]], tebal=False)
    tengah = Alinea("JudulNaskah")
    baris = ["TENTANG", "\n".join(kepala["tentang"]), kepala["penetap"]]
    lembar.tulis("".join(alinea(lari(b), tengah) for b in baris if b))
    menimbang = isi["menimbang"]
    polos = isi.get("tanpa_huruf") or len(menimbang) == 1
    bagian.hanging(lembar, "Menimbang", menimbang, [] if polos else [f"{huruf}." for huruf in ascii_lowercase])
    mengingat = isi["mengingat"]
    bagian.hanging(lembar, "Mengingat", mengingat, [f"{n}." for n in range(1, len(mengingat) + 1)])
    lembar.tulis(alinea(lari("MEMUTUSKAN:", Huruf(jarak=1.4)), Alinea("Memutuskan")))
    bagian.diktum(lembar, "Menetapkan", isi["menetapkan"])
    for d in isi["diktum"]:
        bagian.diktum(lembar, d["label"], d["isi"], d.get("butir", ()))
    bagian.ttd_kanan(lembar, isi["penetapan"])
    _tembusan(lembar, isi["tembusan"])
    for satu in isi["lampiran"]:
        _lampiran(lembar, satu, kepala, halaman)


def _tembusan(lembar: Lembar, butir: list[str]) -> None:
    if not butir:
        return
    kecil, rapat = Huruf(ukuran=10.5), Alinea(sebelum=22, sesudah=2, lekat=True)
    lembar.tulis(alinea(lari("Tembusan disampaikan kepada Yth.:", kecil), rapat))
    nomor = lembar.angka.baru("1")
    for n, satu in enumerate(butir):
        bentuk = Alinea("Butir", nomor=(nomor, 0), sesudah=0, lekat=n < len(butir) - 1)
        lembar.tulis(alinea(lari(satu, kecil), bentuk))


def _lampiran(lembar: Lembar, satu: Mapping[str, Any], kepala: Mapping[str, Any], halaman: Halaman) -> None:
    """One Lampiran: its header, title, whose it is, its tables, its signature."""
    lembar.halaman(replace(halaman, mendatar=satu["mendatar"], ulang=False), baru=True)
    _kepala_lampiran(lembar, satu, kepala)
    bagian.judul(lembar, satu["judul"], tingkat=2)
    if satu["identitas"]:
        _identitas(lembar, satu["identitas"])
    for kelompok in satu["kelompok"]:
        if kelompok["judul"]:
            lembar.tulis(alinea(lari(kelompok["judul"], TEBAL), Alinea(lembar.gaya_judul(3), kiri=0.01)))
        tabel(lembar, kelompok["tabel"], naskah=not satu["mendatar"])
        lembar.tulis(jeda(10))
    bagian.ttd_kanan(lembar, satu["ttd"])


def _kepala_lampiran(lembar: Lembar, satu: Mapping[str, Any], kepala: Mapping[str, Any]) -> None:
    if "kepala" in satu:
        baris = list(satu["kepala"])
    else:
        tanggal = f"TANGGAL {kepala['tanggal']}" if kepala["tanggal"] else ""
        baris = [satu["label"], kepala["jenis"], kepala["nomor"], tanggal, f"TENTANG {' '.join(kepala['tentang'])}"]
    kiri = satu.get("sisi") == "kiri"
    lebar = lembar.lebar
    baris = [b for b in baris if b]
    for n, b in enumerate(baris):
        bentuk = Alinea("KepalaLampiran", kiri=0 if kiri else lebar * 0.58, kanan=lebar * 0.42 if kiri else 0,
                        sesudah=10 if n == len(baris) - 1 else None)  # fmt: skip
        lembar.tulis(alinea(lari(b), bentuk))


def _identitas(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    label = isi.get("label") or ["Unit Kerja", "Tugas Pokok", "Fungsi"]
    ruang = 30 if lembar.bentuk.mendatar else 43
    pasangan = [(label[0], isi["unit_kerja"]), (label[1], isi["tugas_pokok"])]
    bagian.pasangan(lembar, [(a, b) for a, b in pasangan if b], label=ruang)
    tanda = [""] * len(isi["fungsi"]) if isi.get("tanpa_huruf") else [f"{h}. " for h in ascii_lowercase]
    for n, fungsi in enumerate(isi["fungsi"]):
        bentuk = Alinea("Identitas", kiri=ruang + 5, gantung=ruang + 5 if n == 0 else 0, tab=(ruang, ruang + 5))
        kepala = f"{label[2]}\t:\t" if n == 0 else ""
        huruf = Huruf(ukuran=9.5 if lembar.bentuk.mendatar else 0)
        lembar.tulis(alinea(lari(f"{kepala}{tanda[n] if n < len(tanda) else ''}{fungsi}", huruf), bentuk))


def perjanjian(lembar: Lembar, isi: Mapping[str, Any], halaman: Halaman) -> None:
    """An agreement: the statement on its first page, then the annex with its tables."""
    lembar.halaman(halaman, baru=not lembar.dalam)
    bagian.kop(lembar, isi["kop"], kecil=lembar.dalam)
    bagian.judul(lembar, isi["instansi"])
    lembar.tulis(alinea(lari(isi["judul"], TEBAL), Alinea("JudulNaskah", sesudah=14)))
    prosa = Alinea("Prosa", sesudah=8)
    lembar.tulis(alinea(lari(isi["pembuka"]), prosa))
    _pihak(lembar, isi["pihak_pertama"])
    if isi["pihak_kedua"]:
        lembar.tulis(alinea(lari("selanjutnya disebut ") + lari("Pihak Pertama", TEBAL) + lari(";"), prosa))
        _pihak(lembar, isi["pihak_kedua"])
        awal = lari("selaku atasan Pihak Pertama, selanjutnya disebut ")
        lembar.tulis(alinea(awal + lari("Pihak Kedua", TEBAL) + lari("."), prosa))
    kalimat = [isi["janji"], isi["supervisi"] if isi["pihak_kedua"] else "", isi["alasan"]]
    lembar.tulis("".join(alinea(lari(k), prosa) for k in kalimat if k))
    kiri = lembar.lebar * 0.54
    for n, b in enumerate(isi["tempat_tanggal"]):
        lembar.tulis(alinea(lari(b), Alinea("TandaTangan", rata="tengah", kiri=kiri, sebelum=22 if n == 0 else None)))
    _dua(lembar, isi["ttd_pertama"], isi["ttd_kedua"])
    _lampiran_perjanjian(lembar, isi, halaman)


def _lampiran_perjanjian(lembar: Lembar, isi: Mapping[str, Any], halaman: Halaman) -> None:
    lembar.halaman(replace(halaman, ulang=False), baru=True)
    bagian.judul(lembar, isi["lampiran_judul"], tingkat=2)
    label = isi.get("satuan_label") or "Perangkat Daerah"
    identitas = [(label, isi["satuan_kerja"]), ("Tahun Anggaran", isi["tahun_anggaran"])]
    bagian.pasangan(lembar, identitas, label=43)
    tabel(lembar, isi["tabel_sasaran"], naskah=True)
    lembar.tulis(jeda(10))
    if isi["anggaran_kalimat"]:
        lembar.tulis(alinea(lari(isi["anggaran_kalimat"]), Alinea(lekat=True, sesudah=6)))
    for nama in ("tabel_belanja", "tabel_program"):
        if isi[nama]:
            tabel(lembar, isi[nama], naskah=True)
            lembar.tulis(jeda(10))
    _dua(lembar, isi["lampiran_ttd_pertama"], isi["lampiran_ttd_kedua"])


def _pihak(lembar: Lembar, orang: Mapping[str, Any]) -> None:
    baris = [("Nama", orang["nama"]), ("NIP", orang["nip"]), ("Pangkat", orang["pangkat"])]
    baris.append(("Jabatan", orang["jabatan"]))
    bagian.pasangan(lembar, [(a, b) for a, b in baris if b], label=26, kiri=8)


def _dua(lembar: Lembar, pertama: Mapping[str, Any], kedua: Mapping[str, Any] | None) -> None:
    """The second party signs at the left, the first at the right; one alone at the right."""
    if kedua:
        bagian.ttd_dua(lembar, kedua, pertama)
    else:
        bagian.ttd_kanan(lembar, pertama, tengah=True)


def naskah(lembar: Lembar, isi: Mapping[str, Any]) -> None:
    """A short document of tables; neighbouring landscape parts go on on the same page."""
    lembar.bertitik = True
    semua = isi["bagian"]
    awal = Halaman(mendatar=bool(semua and semua[0]["lebar"]), ulang=True, batas="tabel")
    lembar.halaman(awal)
    bagian.kop(lembar, isi["kop"])
    bagian.judul(lembar, isi["judul"])
    for satu in semua:
        lembar.halaman(Halaman(mendatar=satu["lebar"], batas="tabel"))
        laporan.judul_bagian(lembar, satu, 2)
        for b in satu["blok"]:
            blok(lembar, b, 2)
    ttd = isi["ttd"]
    if len(ttd) > 1:
        bagian.ttd_dua(lembar, ttd[0], ttd[1])
    elif ttd:
        bagian.ttd_kanan(lembar, ttd[0], tengah=True)
