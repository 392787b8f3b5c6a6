"""The Perjanjian Kinerja of the head of a perangkat daerah: statement page and annex (PermenPANRB 53/2014)."""

from dataclasses import dataclass
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import Pejabat, RencanaTahunan
from indicators.selectors import dokumen as selectors
from indicators.selectors import nilai as cetak
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.nilai import TANPA_NILAI
from indicators.selectors.rencana import pagu_per_belanja, rencana_in_force
from reports.builders import identitas
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.tabel import Baris, Kolom, susun
from reports.builders.tata import tata_of
from reports.models import JenisDokumen, PerjanjianKinerja
from reports.payloads import SCHEMA_PK, TITIK, PkPayload, Tabel, TandaTangan
from sakip.lib.numbers import format_rupiah
from sakip.lib.periods import Triwulan

TEMPLATE = "pdf/perjanjian_kinerja.html"
SCHEMA = SCHEMA_PK
NOMOR_WAJIB = False

# What an institution may decide otherwise in its TataDokumen. {kunci} are filled in: tahun, alasan.
BAWAAN: dict[str, Any] = {
    "kertas": "F4",
    "muka": "naskah",
    "pembuka": "Untuk mewujudkan pemerintahan yang efektif, terbuka, dan bertanggung jawab serta berorientasi pada"
    " hasil, kami yang bertanda tangan di bawah ini:",
    "janji": "Pihak Pertama berjanji mencapai target kinerja tahun {tahun} sebagaimana tercantum dalam lampiran"
    " perjanjian ini sebagai bagian dari upaya memenuhi target jangka menengah dalam dokumen perencanaan. Berhasil"
    " atau tidaknya pencapaian target tersebut menjadi tanggung jawab Pihak Pertama.",
    "supervisi": "Pihak Kedua membina dan mengawasi pelaksanaan perjanjian ini, mengevaluasi capaian kinerjanya, dan"
    " menjadikan hasil evaluasi sebagai dasar pemberian penghargaan atau sanksi.",
    "alasan": "Perjanjian ini disusun karena {alasan} dan menggantikan Perjanjian Kinerja Tahun {tahun} yang"
    " ditandatangani sebelumnya.",
    "lampiran_judul": ["PERJANJIAN KINERJA", "TINGKAT SATUAN KERJA PERANGKAT DAERAH"],
}

KOLOM_SASARAN = (
    Kolom("no", "No", 5, "tengah", gabung=True),
    Kolom("sasaran", "Sasaran Strategis", 38, gabung=True),
    Kolom("no_indikator", "No", 5, "tengah", grup="Indikator Kinerja"),
    Kolom("indikator", "Uraian", 38, grup="Indikator Kinerja"),
    Kolom("target", "Target", 14, "tengah"),
)
KOLOM_BELANJA = (Kolom("no", "No", 6, "tengah"), Kolom("uraian", "Uraian", 60), Kolom("jumlah", "Jumlah", 34, "kanan"))
KOLOM_PROGRAM = (
    Kolom("no", "No", 6, "tengah"),
    Kolom("program", "Program", 54),
    Kolom("anggaran", "Anggaran", 28, "kanan"),
    Kolom("ket", "Ket.", 12, "tengah"),
)


@dataclass(frozen=True)
class _Bahan:
    """What the agreement is made of, and what of it is missing."""

    perjanjian: PerjanjianKinerja | None
    target: list[IkuRow]
    kekurangan: list[str]


def build(permintaan: Permintaan) -> PkPayload:
    """The payload of the agreement. Raises Incomplete without an approved plan, targets, or one of the parties."""
    pd, bahan = permintaan.perangkat_daerah, _bahan(permintaan)
    if bahan.kekurangan or bahan.perjanjian is None:
        raise Incomplete(
            f"Perjanjian Kinerja {pd.nama} Tahun {permintaan.tahun} belum dapat disusun.", bahan.kekurangan
        )
    pk, tata = bahan.perjanjian, tata_of(pd, JenisDokumen.PK, BAWAAN)
    pertama, kedua = pk.pihak_pertama, pk.pihak_kedua
    kunci = {"tahun": str(permintaan.tahun), "alasan": _alasan(pk)}
    belanja, kalimat = _belanja(pk.rencana)
    ttd_kedua = _ttd(kedua, "Pihak Kedua,") if kedua else None
    return {
        "meta": identitas.meta(pd, judul(permintaan), "Perjanjian Kinerja", tata=tata, final=permintaan.final),
        "kop": identitas.kop(pd),
        "instansi": ["PERNYATAAN PERJANJIAN KINERJA", identitas.nama_lengkap(pd).upper()],
        "judul": f"PERJANJIAN KINERJA {'PERUBAHAN ' if _perubahan(pk.rencana) else ''}TAHUN {permintaan.tahun}",
        "pembuka": identitas.isi(tata["pembuka"], kunci),
        "pihak_pertama": identitas.pejabat(pertama),
        "pihak_kedua": identitas.pejabat(kedua) if kedua else None,
        "janji": identitas.isi(tata["janji"], kunci),
        "supervisi": identitas.isi(tata["supervisi"], kunci) if kedua else "",
        "alasan": identitas.isi(tata["alasan"], kunci) if pk.alasan else "",
        "tempat_tanggal": _tempat_tanggal(permintaan, pk),
        "ttd_pertama": _ttd(pertama, "Pihak Pertama,"),
        "ttd_kedua": ttd_kedua,
        "lampiran_judul": list(tata["lampiran_judul"]),
        "satuan_kerja": identitas.nama_lengkap(pd),
        "tahun_anggaran": str(permintaan.tahun),
        "tabel_sasaran": _tabel_sasaran(bahan.target, permintaan.tahun),
        "anggaran_kalimat": kalimat,
        "tabel_belanja": belanja,
        "tabel_program": _tabel_program(pk.rencana),
        "lampiran_ttd_pertama": _ttd(pertama, "Pihak Pertama,"),
        "lampiran_ttd_kedua": ttd_kedua,
    }


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the agreement from being made, one sentence each."""
    return _bahan(permintaan).kekurangan


def judul(permintaan: Permintaan) -> str:
    """The title in lists and in the file's metadata."""
    rencana = _rencana(permintaan)
    perubahan = "Perubahan " if rencana and _perubahan(rencana) else ""
    nama = identitas.nama_lengkap(permintaan.perangkat_daerah)
    return f"Perjanjian Kinerja {perubahan}{nama} Tahun {permintaan.tahun}"


def periode_kunci(permintaan: Permintaan) -> str:
    """The year: a Perjanjian Kinerja Perubahan replaces the first one."""
    return str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """None: the standard paragraphs are its TataDokumen."""
    return []


def perjanjian_of(permintaan: Permintaan) -> PerjanjianKinerja | None:
    """The agreement asked for: the given one, the stored one of the last approved plan, or a new one in memory.

    None without an approved plan or without a head in office. Nothing is written.
    """
    if permintaan.perjanjian is not None:
        return permintaan.perjanjian
    rencana = _rencana(permintaan)
    if rencana is None:
        return None
    return perjanjian_untuk(permintaan, rencana)


def perjanjian_untuk(permintaan: Permintaan, rencana: RencanaTahunan) -> PerjanjianKinerja | None:
    """The agreement of the head under one plan: the stored one, or a new one in memory."""
    stored = (
        PerjanjianKinerja.objects.filter(rencana=rencana, unit_kerja__isnull=True)
        .select_related("rencana", "pihak_pertama__pemerintah_daerah", "pihak_kedua__pemerintah_daerah")
        .first()
    )
    if stored is not None:
        return stored
    pada = permintaan.tanggal or rencana.tanggal or permintaan.per_tanggal
    pertama = selectors.kepala_perangkat_daerah(permintaan.perangkat_daerah, pada)
    if pertama is None:
        return None
    kedua = selectors.kepala_daerah(permintaan.perangkat_daerah.pemerintah_daerah, pada)
    return PerjanjianKinerja(rencana=rencana, pihak_pertama=pertama, pihak_kedua=kedua)


def is_perubahan(permintaan: Permintaan) -> bool:
    """Whether the agreement asked for changes an earlier one of the year."""
    rencana = _rencana(permintaan)
    return rencana is not None and _perubahan(rencana)


def _rencana(permintaan: Permintaan) -> RencanaTahunan | None:
    """The plan of the agreement: the last one that counts at the end of the year (RULES §1.1)."""
    if permintaan.perjanjian is not None:
        return permintaan.perjanjian.rencana
    return rencana_in_force(permintaan.perangkat_daerah, Triwulan(permintaan.tahun, 4))


def _bahan(permintaan: Permintaan) -> _Bahan:
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    rencana = _rencana(permintaan)
    if rencana is None:
        kalimat = f"Belum ada rencana tahunan {tahun} yang disahkan. Susun dan sahkan rencananya dahulu."
        return _Bahan(None, [], [kalimat])
    pk, target, kurang = perjanjian_of(permintaan), selectors.target_rows(rencana), []
    if pk is None:
        kurang.append(identitas.tanpa_kepala(pd, permintaan.tanggal or rencana.tanggal or permintaan.per_tanggal))
    elif pk.pihak_kedua is None:
        sebutan = pd.pemerintah_daerah.sebutan_kepala
        kurang.append(f"Belum tercatat {sebutan} yang menjabat sebagai Pihak Kedua. Mintalah admin menambahkannya.")
    if not target:
        kurang.append(f"Rencana {tahun} belum memuat target indikator sasaran. Lengkapi targetnya dahulu.")
    return _Bahan(pk, target, kurang)


def _perubahan(rencana: RencanaTahunan) -> bool:
    return rencana.jenis == RencanaTahunan.Jenis.PERUBAHAN


def _alasan(pk: PerjanjianKinerja) -> str:
    teks = pk.get_alasan_display()
    return teks[:1].lower() + teks[1:]


def _ttd(orang: Pejabat, sebagai: str) -> TandaTangan:
    return identitas.tanda_tangan(orang, jabatan=[sebagai])


def _tempat_tanggal(permintaan: Permintaan, pk: PerjanjianKinerja) -> list[str]:
    tempat = permintaan.perangkat_daerah.pemerintah_daerah.tempat or TITIK
    return [f"{tempat}, {identitas.tanggal_atau_titik(permintaan.tanggal or pk.tanggal, permintaan.tahun)}"]


def _tabel_sasaran(target: list[IkuRow], tahun: int) -> Tabel:
    baris = [
        Baris(
            {
                "no": f"{row.nomor_sasaran}.",
                "sasaran": row.induk_teks,
                "no_indikator": f"{row.nomor}.",
                "indikator": row.indikator.nama,
                "target": cetak.teks(row.indikator, row.target.get(tahun, TANPA_NILAI)),
            },
            row.nomor_sasaran,
        )
        for row in target
    ]
    return susun(KOLOM_SASARAN, baris, kode="PK-sasaran")


def _belanja(rencana: RencanaTahunan) -> tuple[Tabel | None, str]:
    """The spending by kind with its total, and the sentence above it; nothing without a budget."""
    pagu = pagu_per_belanja(rencana)
    if not pagu:
        return None, ""
    total, apbd = sum(jumlah for _, jumlah in pagu), "APBD Perubahan" if _perubahan(rencana) else "APBD"
    baris = [
        Baris({"no": f"{n}.", "uraian": jenis.nama, "jumlah": format_rupiah(jumlah)}, n)
        for n, (jenis, jumlah) in enumerate(pagu, 1)
    ]
    baris.append(Baris({"no": "", "uraian": f"Jumlah {apbd}", "jumlah": format_rupiah(total)}, "jumlah"))
    tabel = susun(KOLOM_BELANJA, baris, kode="PK-belanja")
    for sel in tabel["baris"][-1]:
        sel["kelas"] = "tebal"
    return tabel, f"Jumlah {apbd} Tahun {rencana.tahun} sebesar {format_rupiah(total)}, terdiri atas:"


def _tabel_program(rencana: RencanaTahunan) -> Tabel | None:
    ket = "APBDP" if _perubahan(rencana) else "APBD"
    baris = [
        Baris({"no": f"{n}.", "program": program.uraian, "anggaran": format_rupiah(jumlah), "ket": ket}, n)
        for n, (program, jumlah) in enumerate(selectors.pagu_per_program(rencana), 1)
    ]
    return susun(KOLOM_PROGRAM, baris, kode="PK-program") if baris else None
