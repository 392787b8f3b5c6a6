"""The Perjanjian Kinerja: statement page and annex (PermenPANRB 53/2014).

Here that of the head of a perangkat daerah, and the layout of all. What the units promise: reports.builders.pk_jenjang.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Never

from indicators.exceptions import Incomplete
from indicators.models import Pejabat, RencanaTahunan
from indicators.selectors import dokumen as selectors
from indicators.selectors import nilai as cetak
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.nilai import TANPA_NILAI
from indicators.selectors.rencana import pagu_per_belanja, rencana_in_force
from reports.builders import identitas, pk_jenjang
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.pk_jenjang import Naskah
from reports.builders.pk_tabel import Tingkat, tabel_anggaran, tabel_kinerja
from reports.builders.tabel import Baris, Kolom, susun
from reports.builders.tata import tata_of
from reports.models import JenisDokumen, PerjanjianKinerja
from reports.payloads import SCHEMA_PK, TITIK, Kop, PkPayload, Tabel, TandaTangan
from sakip.lib.numbers import format_rupiah
from sakip.lib.periods import Triwulan

TEMPLATE = "pdf/perjanjian_kinerja.html"
SCHEMA = SCHEMA_PK
NOMOR_WAJIB = False

# What an institution may decide otherwise in its TataDokumen. {kunci} are filled in: tahun, alasan.
BAWAAN: dict[str, Any] = {
    "kertas": "F4",
    "muka": "naskah",
    "kop": identitas.KOP,
    "ttd": identitas.TTD,
    "pembuka": "Untuk mewujudkan pemerintahan yang efektif, terbuka, dan bertanggung jawab serta berorientasi pada"
    " hasil, kami yang bertanda tangan di bawah ini:",
    "janji": "Pihak Pertama berjanji mencapai target kinerja tahun {tahun} sebagaimana tercantum dalam lampiran"
    " perjanjian ini sebagai bagian dari upaya memenuhi target jangka menengah dalam dokumen perencanaan. Berhasil"
    " atau tidaknya pencapaian target tersebut menjadi tanggung jawab Pihak Pertama.",
    "supervisi": "Pihak Kedua membina dan mengawasi pelaksanaan perjanjian ini, mengevaluasi capaian kinerjanya, dan"
    " menjadikan hasil evaluasi sebagai dasar pemberian penghargaan atau sanksi.",
    "alasan": "Perjanjian ini disusun karena {alasan} dan menggantikan Perjanjian Kinerja Tahun {tahun} yang"
    " ditandatangani sebelumnya.",
    "pembuka_sendiri": "Untuk mewujudkan pemerintahan yang efektif, terbuka, dan bertanggung jawab serta berorientasi"
    " pada hasil, saya yang bertanda tangan di bawah ini:",
    "janji_sendiri": "Saya berjanji mencapai target kinerja tahun {tahun} sebagaimana tercantum dalam lampiran"
    " perjanjian ini sebagai bagian dari upaya memenuhi target jangka menengah dalam dokumen perencanaan. Berhasil"
    " atau tidaknya pencapaian target tersebut menjadi tanggung jawab saya.",
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


@dataclass(frozen=True)
class _Lampiran:
    """What of the layout depends on whose agreement it is."""

    kop: Kop | None
    pemilik: list[str]  # the lines below PERNYATAAN PERJANJIAN KINERJA
    judul: list[str]
    satuan: str
    satuan_label: str
    tabel_sasaran: Tabel
    tabel_belanja: Tabel | None
    kalimat: str
    tabel_program: Tabel | None


def build(permintaan: Permintaan) -> PkPayload:
    """The payload of the agreement. Raises Incomplete without an approved plan, targets, or one of the parties."""
    tata = tata_of(permintaan.perangkat_daerah, JenisDokumen.PK, BAWAAN)
    if _bukan_kepala(permintaan):
        naskah = _naskah(permintaan)
        return build_naskah(permintaan, naskah, tata) if naskah else _tolak(permintaan, [_tanpa_rencana(permintaan)])
    bahan = _bahan(permintaan)
    if bahan.kekurangan or bahan.perjanjian is None:
        return _tolak(permintaan, bahan.kekurangan)
    pd, pk = permintaan.perangkat_daerah, bahan.perjanjian
    belanja, kalimat = _belanja(pk.rencana)
    lampiran = _Lampiran(
        kop=identitas.kop_bila_dicetak(pd, tata["kop"]),
        pemilik=[identitas.nama_lengkap(pd).upper()],
        judul=list(tata["lampiran_judul"]),
        satuan=identitas.nama_lengkap(pd),
        satuan_label="",
        tabel_sasaran=_tabel_sasaran(bahan.target, permintaan.tahun),
        tabel_belanja=belanja,
        kalimat=kalimat,
        tabel_program=_tabel_program(pk.rencana),
    )
    return _payload(permintaan, pk, lampiran, tata)


def build_naskah(permintaan: Permintaan, naskah: Naskah, tata: Mapping[str, Any]) -> PkPayload:
    """The payload of an agreement whose material is at hand (see pk_jenjang). Raises Incomplete."""
    if naskah.kekurangan or naskah.perjanjian is None:
        return _tolak(permintaan, naskah.kekurangan)
    pd, pk = permintaan.perangkat_daerah, naskah.perjanjian
    daerah = naskah.tingkat is Tingkat.KEPALA_DAERAH
    lampiran = _Lampiran(
        kop=identitas.kop_kepala_daerah(pd.pemerintah_daerah)
        if daerah
        else identitas.kop_bila_dicetak(pd, tata["kop"]),
        pemilik=[naskah.nama.upper()] if daerah else [naskah.nama.upper(), identitas.nama_lengkap(pd).upper()],
        judul=["PERJANJIAN KINERJA", naskah.nama.upper()],
        satuan=naskah.nama if daerah else f"{naskah.nama} {identitas.nama_lengkap(pd)}",
        satuan_label="Pemerintah Daerah" if daerah else "Unit Kerja",
        tabel_sasaran=tabel_kinerja(naskah.target, naskah.tingkat),
        tabel_belanja=None,
        kalimat="",
        tabel_program=tabel_anggaran(naskah.anggaran, naskah.tingkat, pk.rencana),
    )
    return _payload(permintaan, pk, lampiran, tata)


def _payload(permintaan: Permintaan, pk: PerjanjianKinerja, lampiran: _Lampiran, tata: Mapping[str, Any]) -> PkPayload:
    pertama, kedua = pk.pihak_pertama, pk.pihak_kedua
    kunci = {"tahun": str(permintaan.tahun), "alasan": _alasan(pk)}
    sendiri = "" if kedua else "_sendiri"
    ttd_kedua = _ttd(kedua, "Pihak Kedua,", tata) if kedua else None
    ttd_pertama = _ttd(pertama, "Pihak Pertama,", tata) if kedua else identitas.tanda_tangan(pertama, tata=tata["ttd"])
    payload: PkPayload = {
        "meta": identitas.meta(
            permintaan.perangkat_daerah, judul(permintaan), "Perjanjian Kinerja", tata=tata, final=permintaan.final
        ),
        "kop": lampiran.kop,
        "instansi": ["PERNYATAAN PERJANJIAN KINERJA", *lampiran.pemilik],
        "judul": f"PERJANJIAN KINERJA {'PERUBAHAN ' if _perubahan(pk.rencana) else ''}TAHUN {permintaan.tahun}",
        "pembuka": identitas.isi(tata[f"pembuka{sendiri}"], kunci),
        "pihak_pertama": identitas.pejabat(pertama),
        "pihak_kedua": identitas.pejabat(kedua) if kedua else None,
        "janji": identitas.isi(tata[f"janji{sendiri}"], kunci),
        "supervisi": identitas.isi(tata["supervisi"], kunci) if kedua else "",
        "alasan": identitas.isi(tata["alasan"], kunci) if pk.alasan else "",
        "tempat_tanggal": _tempat_tanggal(permintaan, pk),
        "ttd_pertama": ttd_pertama,
        "ttd_kedua": ttd_kedua,
        "lampiran_judul": lampiran.judul,
        "satuan_kerja": lampiran.satuan,
        "tahun_anggaran": str(permintaan.tahun),
        "tabel_sasaran": lampiran.tabel_sasaran,
        "anggaran_kalimat": lampiran.kalimat,
        "tabel_belanja": lampiran.tabel_belanja,
        "tabel_program": lampiran.tabel_program,
        "lampiran_ttd_pertama": ttd_pertama,
        "lampiran_ttd_kedua": ttd_kedua,
    }
    if lampiran.satuan_label:
        payload["satuan_label"] = lampiran.satuan_label
    return payload


def _tolak(permintaan: Permintaan, kekurangan: list[str]) -> Never:
    raise Incomplete(f"{pemilik(permintaan)} Tahun {permintaan.tahun} belum dapat disusun.", kekurangan)


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the agreement from being made, one sentence each."""
    if not _bukan_kepala(permintaan):
        return _bahan(permintaan).kekurangan
    naskah = _naskah(permintaan)
    return naskah.kekurangan if naskah else [_tanpa_rencana(permintaan)]


def pemilik(permintaan: Permintaan) -> str:
    """`Perjanjian Kinerja Bagian Umum`: whose agreement is asked for, without its year."""
    pd = permintaan.perangkat_daerah
    if permintaan.kepala_daerah:
        return f"Perjanjian Kinerja {pd.pemerintah_daerah.nama}"
    return f"Perjanjian Kinerja {permintaan.unit.nama if permintaan.unit else pd.nama}"


def judul(permintaan: Permintaan) -> str:
    """The title in lists and in the file's metadata."""
    rencana = _rencana(permintaan)
    perubahan = "Perubahan " if rencana and _perubahan(rencana) else ""
    nama = identitas.nama_lengkap(permintaan.perangkat_daerah)
    if permintaan.kepala_daerah:
        nama = permintaan.perangkat_daerah.pemerintah_daerah.nama
    elif permintaan.unit:
        nama = f"{permintaan.unit.nama} {nama}"
    return f"Perjanjian Kinerja {perubahan}{nama} Tahun {permintaan.tahun}"


def periode_kunci(permintaan: Permintaan) -> str:
    """The year, and whose it is below or above the head: a Perjanjian Kinerja Perubahan replaces the first one."""
    if permintaan.kepala_daerah:
        return f"{permintaan.tahun}-kepala-daerah"
    return f"{permintaan.tahun}-unit-{permintaan.unit.pk}" if permintaan.unit else str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """None: the standard paragraphs are its TataDokumen."""
    return []


def perjanjian_of(permintaan: Permintaan) -> PerjanjianKinerja | None:
    """The agreement asked for: the given one, the stored one of the last approved plan, or a new one in memory.

    None without an approved plan or without its first party in office. Nothing is written.
    """
    if permintaan.perjanjian is not None:
        return permintaan.perjanjian
    if _bukan_kepala(permintaan):
        naskah = _naskah(permintaan)
        return naskah.perjanjian if naskah else None
    rencana = _rencana(permintaan)
    if rencana is None:
        return None
    return perjanjian_untuk(permintaan, rencana)


def perjanjian_untuk(permintaan: Permintaan, rencana: RencanaTahunan) -> PerjanjianKinerja | None:
    """The agreement of the head under one plan: the stored one, or a new one in memory."""
    for stored in pk_jenjang.tersimpan(permintaan.perangkat_daerah, rencana):
        if stored.unit_kerja_id is None and not pk_jenjang.milik_kepala_daerah(stored):
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
    """The plan of the agreement: the last one that counts at the end of the year."""
    if permintaan.perjanjian is not None:
        return permintaan.perjanjian.rencana
    if permintaan.rencana is not None:
        return permintaan.rencana
    return rencana_in_force(permintaan.perangkat_daerah, Triwulan(permintaan.tahun, 4))


def _bahan(permintaan: Permintaan) -> _Bahan:
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    rencana = _rencana(permintaan)
    if rencana is None:
        return _Bahan(None, [], [_tanpa_rencana(permintaan)])
    pk, target, kurang = perjanjian_of(permintaan), selectors.target_rows(rencana), []
    if pk is None:
        kurang.append(identitas.tanpa_kepala(pd, permintaan.tanggal or rencana.tanggal or permintaan.per_tanggal))
    elif pk.pihak_kedua is None:
        sebutan = pd.pemerintah_daerah.sebutan_kepala
        kurang.append(f"Belum tercatat {sebutan} yang menjabat sebagai Pihak Kedua. Mintalah admin menambahkannya.")
    if not target:
        kurang.append(f"Rencana {tahun} belum memuat target indikator sasaran. Lengkapi targetnya dahulu.")
    return _Bahan(pk, target, kurang)


def _tanpa_rencana(permintaan: Permintaan) -> str:
    return f"Belum ada rencana tahunan {permintaan.tahun} yang disahkan. Susun dan sahkan rencananya dahulu."


def _bukan_kepala(permintaan: Permintaan) -> bool:
    return permintaan.kepala_daerah or permintaan.unit is not None


def muat(permintaan: Permintaan) -> pk_jenjang.Muatan | None:
    """What the agreements of the units are made of under the plan asked for; None without an approved plan."""
    rencana = _rencana(permintaan)
    if rencana is None:
        return None
    pada = permintaan.tanggal or rencana.tanggal or permintaan.per_tanggal
    return pk_jenjang.muat(permintaan.perangkat_daerah, rencana, pada)


def naskah_dari(muatan: pk_jenjang.Muatan, permintaan: Permintaan) -> Naskah:
    """The agreement of the unit asked for, or of the regency's head."""
    naskah = (
        pk_jenjang.naskah_unit(muatan, permintaan.unit) if permintaan.unit else pk_jenjang.naskah_kepala_daerah(muatan)
    )
    return replace(naskah, perjanjian=permintaan.perjanjian) if permintaan.perjanjian else naskah


def _naskah(permintaan: Permintaan) -> Naskah | None:
    muatan = muat(permintaan)
    return naskah_dari(muatan, permintaan) if muatan else None


def _perubahan(rencana: RencanaTahunan) -> bool:
    """Whether the plan changes an earlier one of its year. A pergeseran does, though its money is no APBD Perubahan."""
    return rencana.jenis != RencanaTahunan.Jenis.MURNI


def _apbd_perubahan(rencana: RencanaTahunan) -> bool:
    return rencana.jenis == RencanaTahunan.Jenis.PERUBAHAN


def _alasan(pk: PerjanjianKinerja) -> str:
    teks = pk.get_alasan_display()
    return teks[:1].lower() + teks[1:]


def _ttd(orang: Pejabat, sebagai: str, tata: Mapping[str, Any]) -> TandaTangan:
    return identitas.tanda_tangan(orang, jabatan=[sebagai], tempat_tanggal=[], tata=tata["ttd"])


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
    return susun(KOLOM_SASARAN, baris, kode="PK-sasaran", utuh=True)


def _belanja(rencana: RencanaTahunan) -> tuple[Tabel | None, str]:
    """The spending by kind with its total, and the sentence above it; nothing without a budget."""
    pagu = pagu_per_belanja(rencana)
    if not pagu:
        return None, ""
    total, apbd = sum(jumlah for _, jumlah in pagu), "APBD Perubahan" if _apbd_perubahan(rencana) else "APBD"
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
    ket = "APBDP" if _apbd_perubahan(rencana) else "APBD"
    baris = [
        Baris({"no": f"{n}.", "program": program.uraian, "anggaran": format_rupiah(jumlah), "ket": ket}, n)
        for n, (program, jumlah) in enumerate(selectors.pagu_per_program(rencana), 1)
    ]
    return susun(KOLOM_PROGRAM, baris, kode="PK-program") if baris else None
