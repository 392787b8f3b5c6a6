"""What the annual report carries beside its chapters: the agreement it answers for, the decree on its team, the review.

What is not recorded is said in the draft, with what to do about it; a finished report prints only what there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import PerangkatDaerah, RencanaTahunan
from indicators.selectors import dokumen as selectors
from indicators.selectors.simpanan import diingat
from reports.builders import identitas, perjanjian_kinerja, sk_tim
from reports.builders.lampiran import Isi, bernomor
from reports.builders.lkjip_blok import Penulis
from reports.builders.lkjip_tata import pilihan
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, JenisDokumen, PernyataanReviu, TimPenyusun
from reports.payloads import PkPayload
from reports.payloads_lkjip import BlokKekurangan, LampiranLaporan, PernyataanPayload
from sakip.lib.numbers import format_tanggal

# What an institution may decide otherwise in its TataDokumen. `lampiran`: which annexes in which order.
BAWAAN_LAMPIRAN: dict[str, Any] = {
    "lampiran": ["pk", "sk_tim"],
    "lampiran_nomor": "LAMPIRAN {romawi}",
    # The statement of PermenPANRB 53/2014, Lampiran III. {pd}, {tahun}, {nomor}.
    "reviu_judul": ["PERNYATAAN TELAH DIREVIU", "{PD}", "TAHUN {tahun}"],
    "reviu": [
        "Kami telah mereviu Laporan Kinerja {pd} Tahun {tahun} menurut pedoman reviu atas laporan kinerja instansi"
        " pemerintah. Isi laporan menjadi tanggung jawab {pd}.",
        "Reviu dilakukan untuk memberi keyakinan terbatas bahwa laporan kinerja disajikan secara akurat, andal, dan"
        " valid.",
        "Berdasarkan reviu tersebut, kami tidak menemukan hal yang menimbulkan keraguan atas keandalan informasi yang"
        " disajikan dalam laporan ini.",
    ],
    **sk_tim.BAWAAN_TIM,
}

LAMPIRAN = ("pk", "sk_tim")
"""What can be annexed."""


@dataclass
class Terlampir:
    """The annexes that there are, and a sentence for each that is missing."""

    isi: list[LampiranLaporan] = field(default_factory=list)
    kurang: list[BlokKekurangan] = field(default_factory=list)


def lampiran(permintaan: Permintaan, rencana: RencanaTahunan, p: Penulis, tata: Mapping[str, Any]) -> Terlampir:
    """The annexes in the order of the layout. About ten queries. Raises Incomplete for a finished report whose
    agreement is still a draft."""
    isi: list[Isi] = []
    kurang: list[BlokKekurangan] = []
    pilihan(tata["lampiran"], LAMPIRAN, "lampiran")
    for jenis in tata["lampiran"]:
        satu, kalimat = _perjanjian(permintaan, rencana) if jenis == "pk" else _tim(permintaan, tata)
        isi += satu
        kurang += [p.kurang(k) for k in kalimat]
    return Terlampir(bernomor(isi, str(tata["lampiran_nomor"])), [] if permintaan.final else kurang)


def _perjanjian(permintaan: Permintaan, rencana: RencanaTahunan) -> tuple[list[Isi], list[str]]:
    """The agreement in force at the end of the year: the finished one, else as it would be made now."""
    tahun = permintaan.tahun
    beku = (
        Dokumen.objects.filter(
            perangkat_daerah=permintaan.perangkat_daerah,
            jenis=JenisDokumen.PK,
            periode_kunci=str(tahun),
            perjanjian_kinerja__rencana=rencana,
        )
        .yang_berlaku()
        .first()
    )
    if beku is not None:
        return [("pk", _judul([beku.payload["judul"]]), beku.payload)], []
    sama = replace(permintaan, rencana=rencana, nomor="", tanggal=None, kode="")
    belum = (
        f"Perjanjian Kinerja tahun {tahun} belum diselesaikan, sehingga lampirannya masih rancangan. Selesaikan"
        " Perjanjian Kinerja itu pada daftar dokumen sebelum laporan ini diselesaikan."
    )
    if permintaan.final:
        raise Incomplete("Laporan belum dapat diselesaikan.", [belum])
    try:
        payload: PkPayload = perjanjian_kinerja.build(sama)
    except Incomplete as error:
        return [], [f"Perjanjian Kinerja belum dapat dilampirkan. {kalimat}" for kalimat in error.kekurangan]
    return [("pk", _judul([payload["judul"]]), payload)], [belum]


@diingat
def tim_of(perangkat_daerah: PerangkatDaerah, tahun: int) -> TimPenyusun | None:
    """The team that writes the annual report of a year, its seats in `anggota`. Two queries, one without a team."""
    rows = TimPenyusun.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun)
    return rows.prefetch_related("anggota").first()


@diingat
def reviu_of(perangkat_daerah: PerangkatDaerah, tahun: int) -> PernyataanReviu | None:
    """The Inspektorat's review of the annual report of a year. One query."""
    return PernyataanReviu.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).first()


def _tim(permintaan: Permintaan, tata: Mapping[str, Any]) -> tuple[list[Isi], list[str]]:
    """The decree on the team, as far as it is recorded with its number and date."""
    tim = tim_of(permintaan.perangkat_daerah, permintaan.tahun)
    if tim is None or not tim.anggota.all():
        return [], [
            f"Tim penyusun LKjIP tahun {permintaan.tahun} belum dicatat, sehingga keputusannya tidak terlampir. Isi"
            " susunan, nomor, dan tanggalnya pada halaman Tim penyusun."
        ]
    kurang = []
    if not tim.nomor or tim.tanggal is None:
        kurang.append("Nomor atau tanggal keputusan tentang tim penyusun belum diisi pada halaman Tim penyusun.")
    if kurang and permintaan.final:
        raise Incomplete("Laporan belum dapat diselesaikan.", kurang)
    pada = tim.tanggal or date(permintaan.tahun + 1, 1, 1)
    pejabat = selectors.kepala_perangkat_daerah(permintaan.perangkat_daerah, pada)
    if pejabat is None:
        return [], [*kurang, identitas.tanpa_kepala(permintaan.perangkat_daerah, pada)]
    payload = sk_tim.build(permintaan, tim, pejabat, tata)
    judul = f"Keputusan tentang {_judul(payload['kepala']['tentang'][:1])}"
    return [("keputusan", judul, payload)], kurang


def _judul(tentang: list[str]) -> str:
    """The title of a decree in the letters of a list: `Pembentukan Tim … pada Sekretariat Daerah …`."""
    kecil = {"Dan": "dan", "Pada": "pada", "Di": "di", "Tentang": "tentang", "Yang": "yang", "Dalam": "dalam"}
    kata = " ".join(tentang).title().split()
    return " ".join(kata[:1] + [kecil.get(k, k) for k in kata[1:]])


# --- The review ----------------------------------------------------------------------------------------------------


def reviu(permintaan: Permintaan, p: Penulis, tata: Mapping[str, Any]) -> PernyataanPayload | None:
    """The Inspektorat's statement when it is recorded; in a draft the gap; nothing in a finished report without it."""
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    row = reviu_of(pd, tahun)
    nama = identitas.nama_lengkap(pd)
    kunci = {"pd": nama, "PD": nama.upper(), "tahun": str(tahun), "nomor": row.nomor if row else ""}
    judul = [identitas.isi(baris, kunci) for baris in tata["reviu_judul"]]
    if row is None:
        kurang = p.kurang(
            f"Pernyataan telah direviu atas laporan tahun {tahun} belum dicatat. Mintalah Inspektorat mencatatnya pada"
            " halaman Pernyataan reviu."
        )
        return None if permintaan.final else {"judul": judul, "alinea": [], "ttd": None, "kurang": kurang}
    alinea = [identitas.isi(teks, kunci) for teks in tata["reviu"]]
    if row.nomor:
        alinea.append(f"Rincian hasil reviu dimuat dalam Laporan Hasil Reviu Nomor {row.nomor}.")
    alinea += [baris for baris in (" ".join(b.split()) for b in row.catatan.splitlines()) if baris]
    return {
        "judul": judul,
        "alinea": alinea,
        "ttd": {
            "tempat_tanggal": [f"{row.tempat}, {format_tanggal(row.tanggal)}"],
            "jabatan": [f"{row.jabatan},"],
            "nama": row.nama,
            "pangkat": row.pangkat,
            "nip": row.nip,
        },
        "kurang": None,
    }
