"""The decree on the team that writes the annual report, made from the recorded team for the report's annex."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from indicators.models import DasarHukum, Pejabat
from indicators.selectors import dokumen as selectors
from reports.builders import identitas
from reports.builders.permintaan import Permintaan
from reports.builders.sk_iku import LABEL_DIKTUM
from reports.builders.tabel import Baris, Kolom, susun
from reports.models import AnggotaTim, TimPenyusun
from reports.payloads import TITIK, Diktum, KeputusanKepala, KeputusanPayload, LampiranKeputusan

# What an institution may decide otherwise, in its TataDokumen of the annual report. {…} are filled in: pd (the agency
# with its regency), daerah, kepala_daerah, jabatan (of who decides), tahun (reported), tahun_terbit, tempat.
BAWAAN_TIM: dict[str, Any] = {
    "tim_ttd": {"jabatan": identitas.TTD["jabatan"], "bawah": identitas.TTD["bawah"]},
    "tim_nomor": "NOMOR {nomor}",
    "tim_tentang": ["PEMBENTUKAN TIM PENYUSUNAN LAPORAN KINERJA INSTANSI PEMERINTAH", "PADA {pd}", "TAHUN {tahun}"],
    "tim_menimbang": [
        "bahwa pelaksanaan tugas, pencapaian target, dan penggunaan anggaran {pd} tahun {tahun} perlu"
        " dipertanggungjawabkan dalam laporan kinerja yang disusun berdasarkan data yang dapat diuji;",
        "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan Keputusan {jabatan}"
        " tentang Pembentukan Tim Penyusunan Laporan Kinerja Instansi Pemerintah pada {pd} Tahun {tahun};",
    ],
    "tim_mengingat": [
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk"
        " Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah",
    ],
    "tim_diktum": [
        "Membentuk Tim Penyusunan Laporan Kinerja Instansi Pemerintah pada {pd} Tahun {tahun}, selanjutnya disebut Tim,"
        " dengan susunan sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan"
        " ini.",
        "Tim sebagaimana dimaksud dalam Diktum KESATU bertugas:",
        "Dalam melaksanakan tugasnya, Tim dapat melibatkan pejabat dan pegawai lain yang menguasai data yang"
        " diperlukan.",
        "Tim bertanggung jawab atas pelaksanaan tugasnya sesuai dengan ketentuan peraturan perundang-undangan dan"
        " melaporkan hasilnya kepada {kepala_daerah} melalui {jabatan}.",
        "Biaya pelaksanaan Keputusan ini dibebankan pada Anggaran Pendapatan dan Belanja Daerah {daerah} Tahun Anggaran"
        " {tahun_terbit} melalui Dokumen Pelaksanaan Anggaran {pd}.",
        "Apabila kemudian hari terdapat kekeliruan dalam Keputusan ini, diadakan perbaikan sebagaimana mestinya.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    ],
    # The items of the second Diktum.
    "tim_tugas": [
        "menghimpun data kinerja dan anggaran dari setiap unit kerja;",
        "mengoordinasikan penyusunan laporan kinerja;",
        "meneliti kebenaran data pada unit kerja yang bersangkutan; dan",
        "menyusun laporan kinerja.",
    ],
    "tim_tembusan": ["{kepala_daerah} di {tempat}", "Inspektur {daerah} di {tempat}"],
}

KOLOM = (
    Kolom("no", "No", 8, "tengah"),
    Kolom("kedudukan", "Kedudukan dalam Tim", 30, gabung=True),
    Kolom("jabatan", "Jabatan", 62),
)


def build(permintaan: Permintaan, tim: TimPenyusun, pejabat: Pejabat, tata: Mapping[str, Any]) -> KeputusanPayload:
    """The payload of the decree. `tim` has its members; `pejabat` headed the agency on the day of the decree."""
    pd = permintaan.perangkat_daerah
    kunci = _kunci(permintaan, tim, pejabat)

    def isi(bagian: str) -> list[str]:
        return [identitas.isi(teks, kunci) for teks in tata[f"tim_{bagian}"]]

    kepala = _kepala(tim, pejabat, [baris.upper() for baris in isi("tentang")], str(tata["tim_nomor"]))
    sendiri = [identitas.sitasi(p) for p in selectors.dasar_hukum(pd, (DasarHukum.Bagian.SK_TIM,))]
    return {
        "meta": identitas.meta(pd, " ".join(kepala["tentang"]), "Keputusan", tata=tata, final=permintaan.final),
        "kop": identitas.kop_bila_dicetak(pd, tata["kop"]),
        "kepala": kepala,
        "menimbang": identitas.butir(isi("menimbang")),
        "mengingat": identitas.butir(sendiri or isi("mengingat")),
        "menetapkan": f"{kepala['jenis']} TENTANG {' '.join(kepala['tentang'])}.",
        "diktum": _diktum(isi("diktum"), isi("tugas")),
        "penetapan": identitas.tanda_tangan(
            pejabat,
            tempat_tanggal=[f"Ditetapkan di {kunci['tempat']}", f"pada tanggal {_tanggal(tim)}"],
            tata=tata["tim_ttd"],
        ),
        "tembusan": identitas.butir(isi("tembusan")),
        "lampiran": [_lampiran(kepala, list(tim.anggota.all()), pejabat, tata["tim_ttd"])],
    }


def _kunci(permintaan: Permintaan, tim: TimPenyusun, pejabat: Pejabat) -> dict[str, str]:
    pd = permintaan.perangkat_daerah
    daerah = pd.pemerintah_daerah
    return {
        "pd": identitas.nama_lengkap(pd),
        "daerah": daerah.nama,
        "kepala_daerah": f"{daerah.sebutan_kepala} {daerah.nama.removeprefix('Kabupaten ').removeprefix('Kota ')}",
        "jabatan": pejabat.jabatan_lengkap,
        "tahun": str(tim.tahun),
        "tahun_terbit": str(tim.tanggal.year if tim.tanggal else tim.tahun + 1),
        "tempat": daerah.tempat or TITIK,
    }


def _tanggal(tim: TimPenyusun) -> str:
    return identitas.tanggal_atau_titik(tim.tanggal, tim.tahun + 1)


def _kepala(tim: TimPenyusun, pejabat: Pejabat, tentang: list[str], pola: str) -> KeputusanKepala:
    penetap = identitas.jabatan_penetap(pejabat)
    return {
        "jenis": f"KEPUTUSAN {penetap}",
        "nomor": identitas.isi(pola, {"nomor": tim.nomor or f"{TITIK} TAHUN {tim.tahun + 1}"}),
        "tanggal": _tanggal(tim).upper(),
        "tentang": tentang,
        "penetap": f"{penetap},",
    }


def _diktum(kalimat: Sequence[str], tugas: Sequence[str]) -> list[Diktum]:
    """The second one orders the tasks, when there is a second one."""
    hasil: list[Diktum] = [{"label": label, "isi": isi} for label, isi in zip(LABEL_DIKTUM, kalimat, strict=False)]
    if len(hasil) > 1 and tugas:
        hasil[1]["butir"] = list(tugas)
    return hasil


def _lampiran(
    kepala: KeputusanKepala, anggota: Sequence[AnggotaTim], pejabat: Pejabat, ttd: Mapping[str, Any]
) -> LampiranKeputusan:
    """The composition of the team: one row for each seat, seats of one rank under one word."""
    baris = []
    n = 0
    for urut, (_, kursi) in enumerate(groupby(anggota, key=lambda a: a.kedudukan)):
        for satu in kursi:
            n += 1
            sel = {"no": f"{n}.", "kedudukan": satu.get_kedudukan_display(), "jabatan": satu.jabatan}
            baris.append(Baris(sel, urut))
    tentang = " ".join(kepala["tentang"]).removeprefix("PEMBENTUKAN ")
    return {
        "label": "LAMPIRAN",
        "judul": [f"SUSUNAN {tentang}"],
        "identitas": None,
        "kelompok": [{"judul": "", "tabel": susun(KOLOM, baris, kode="Susunan tim")}],
        "ttd": identitas.tanda_tangan(pejabat, tempat_tanggal=[], tata=ttd),
        "mendatar": False,
    }
