"""Formulir E.81 of Permendagri 86/2017: the evaluation of the year's work plan (Renja), by quarter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import PeriodeRenstra, RencanaTahunan
from indicators.selectors import dokumen, laporan
from indicators.selectors import triwulan as tw_selectors
from indicators.selectors.triwulan import CatatanUnit
from reports.builders import e81_tabel, identitas, laporan_triwulan, naskah
from reports.builders.e81_muat import Formulir, Ukuran, muat
from reports.builders.lkjip_blok import Penulis
from reports.builders.naskah import Kerangka
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.tata import tata_of
from reports.models import JenisDokumen
from reports.payloads_lkjip import Bagian, NaskahPayload
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan

TEMPLATE = naskah.TEMPLATE
SCHEMA = naskah.SCHEMA_NASKAH
NOMOR_WAJIB = False
SERATUS = Decimal(100)
SETAHUN = 4

# What an institution may decide otherwise in its TataDokumen, besides naskah.BAWAAN. `kotak`: the boxes below the
# form.
BAWAAN: dict[str, Any] = {
    **naskah.BAWAAN,
    "kop": {**identitas.KOP, "cetak": False},
    "mendatar": True,
    "judul": [
        "FORMULIR E.81",
        "EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH LINGKUP {DAERAH}",
        "RENJA {PD}",
        "PERIODE PELAKSANAAN TAHUN {tahun}{SAMPAI}",
    ],
    "ttd": [
        {"pejabat": "kepala", "sebutan": "Disusun,", "bertanggal": True},
        {"pejabat": "bappeda", "sebutan": "Dievaluasi,", "bertanggal": True},
    ],
    "acuan": "Indikator dan target kinerja {pd} yang mengacu pada sasaran RKPD:",
    "kolom": e81_tabel.KOLOM,
    "kotak": [
        {"kunci": "pendorong", "judul": "Faktor pendorong keberhasilan kinerja"},
        {"kunci": "penghambat", "judul": "Faktor penghambat pencapaian kinerja"},
        {"kunci": "triwulan", "judul": "Tindak lanjut yang diperlukan dalam triwulan berikutnya"},
        {"kunci": "renja", "judul": "Tindak lanjut yang diperlukan dalam Renja berikutnya"},
    ],
}


@dataclass(frozen=True)
class Dasar:
    """What must exist; `kekurangan` names what does not."""

    periode: PeriodeRenstra | None
    rencana: RencanaTahunan | None
    kekurangan: list[str]


def build(permintaan: Permintaan) -> NaskahPayload:
    """The payload. Raises Incomplete without plan, programmes with pagu, or the opened quarter.

    What the data do not hold prints `-` and stands once in `tidak_tersedia` and below the table: nothing can be done
    about it before signing, so it does not keep the form from being finished.
    """
    pd, dasar = permintaan.perangkat_daerah, dasar_of(permintaan)
    kurang = dasar.kekurangan or _belum_selesai(permintaan)
    if kurang or dasar.rencana is None or dasar.periode is None:
        kata = "diselesaikan" if permintaan.final else "disusun"
        raise Incomplete(f"Formulir E.81 {pd.nama} tahun {permintaan.tahun} belum dapat {kata}.", kurang)
    sampai = permintaan.triwulan or SETAHUN
    formulir = muat(pd, dasar.periode, dasar.rencana, sampai)
    tulisan = laporan_triwulan.tulisan(permintaan, JenisDokumen.E81)
    k = Kerangka(
        permintaan,
        tata_of(pd, JenisDokumen.E81, BAWAAN),
        dasar.rencana,
        Penulis(JenisDokumen.E81.value, tulisan),
        sampai,
    )
    akhir = Triwulan(permintaan.tahun, sampai)
    return naskah.payload(
        k,
        judul=judul(permintaan),
        subjek="Evaluasi hasil Renja",
        bagian=_bagian(k, formulir, dasar.periode),
        pada=permintaan.tanggal or akhir.selesai,
        tahun_ttd=akhir.berikutnya().tahun,
    )


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the form from being made; of a final one also the open quarter and the units that are not done."""
    return dasar_of(permintaan).kekurangan or _belum_selesai(permintaan)


def judul(permintaan: Permintaan) -> str:
    """`Evaluasi Hasil Renja (Formulir E.81) Sekretariat Daerah … Tahun 2024 sampai dengan Triwulan II`."""
    nama = identitas.nama_lengkap(permintaan.perangkat_daerah)
    return f"Evaluasi Hasil Renja (Formulir E.81) {nama} Tahun {permintaan.tahun}{_sampai(permintaan)}"


def periode_kunci(permintaan: Permintaan) -> str:
    """`2024` for the whole year, `2024-TW2` up to a quarter."""
    tw = permintaan.triwulan
    return f"{permintaan.tahun}-TW{tw}" if tw and tw < SETAHUN else str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """The boxes below the form with the text generated from the data. Raises Incomplete as `build` does."""
    blok = [b for satu in build(permintaan)["bagian"] for b in satu["blok"]]
    return [BagianNarasi(b["kunci"], b["judul"], b["asli"]) for b in blok if b["jenis"] == "narasi"]


def _sampai(permintaan: Permintaan) -> str:
    tw = permintaan.triwulan
    return f" sampai dengan Triwulan {Triwulan(permintaan.tahun, tw).romawi}" if tw and tw < SETAHUN else ""


# --- What must exist ---------------------------------------------------------------------------------------------


def dasar_of(permintaan: Permintaan) -> Dasar:
    """Period, plan in force, programmes with pagu, opened quarter. Five queries at most."""
    pd, tahun, sampai = permintaan.perangkat_daerah, permintaan.tahun, permintaan.triwulan or SETAHUN
    periode, rencana, kurang = dokumen.periode_of(pd, tahun), naskah.rencana_of(permintaan, sampai), []
    if periode is None:
        kurang.append(f"Periode Renstra yang mencakup tahun {tahun} belum ada. Buat periodenya pada menu Perencanaan.")
    if rencana is None:
        kurang.append(naskah.tanpa_rencana(permintaan))
    elif not laporan.pagu_sub(rencana):
        kurang.append(
            f"Program, kegiatan, dan sub kegiatan {pd.nama} tahun {tahun} belum mempunyai pagu, padahal yang dievaluasi"
            " formulir ini adalah program Renja. Isi program dan pagunya pada menu Perencanaan."
        )
    if permintaan.triwulan and not laporan_triwulan.dibuka(pd, tahun, sampai):
        kurang.append(laporan_triwulan.belum_dibuka(Triwulan(tahun, sampai)))
    return Dasar(periode, rencana, kurang)


def _belum_selesai(permintaan: Permintaan) -> list[str]:
    """What a final form needs besides: the closed quarter."""
    minta = replace(permintaan, triwulan=permintaan.triwulan or SETAHUN)
    return laporan_triwulan.belum_selesai(minta, laporan_triwulan.dasar_of(minta)) if permintaan.final else []


# --- Sections ----------------------------------------------------------------------------------------------------


def _bagian(k: Kerangka, f: Formulir, periode: PeriodeRenstra) -> list[Bagian]:
    tahun = k.permintaan.tahun
    lalu = f"{periode.tahun_awal}–{tahun - 1}" if tahun - 1 > periode.tahun_awal else str(tahun - 1)
    kunci = {"akhir": str(periode.tahun_akhir), "lalu": lalu if tahun > periode.tahun_awal else "-"}
    tidak_ada = _tidak_tercatat(k, f, periode)
    k.tidak_tersedia.extend(tidak_ada)
    catatan = "\n".join([*_cara_hitung(), *tidak_ada])
    blok = k.penulis.tabel("", "", e81_tabel.tabel(k, f, kunci), catatan=catatan)
    acuan = k.penulis.narasi("acuan", "Sasaran RKPD", _acuan(k, f))
    return [naskah.bagian(k, "e81", "", [acuan, {**blok, "jangkar": "formulir-e81"}]), *_kotak(k, f)]


def _acuan(k: Kerangka, f: Formulir) -> str:
    """The IKU with their targets of the year, below the line the form has for them."""
    per_iku = {u.indikator.pk: u for baris in f.unsur for u in baris.ukuran}
    baris = [
        f"{n}. {row.indikator.nama}: {naskah.nilai(row.indikator, per_iku[row.indikator.pk].target)}"
        for n, row in enumerate((r for r in f.iku if r.indikator.pk in per_iku), 1)
    ]
    return "\n".join([k.isi(k.tata["acuan"]), *baris])


def _cara_hitung() -> list[str]:
    return [
        "K: kinerja; Rp: anggaran dalam rupiah. Kinerja triwulan adalah nilai triwulan itu; kolom 12 mengikuti cara"
        " menghitung setiap indikator (dijumlahkan, nilai terakhir, atau sekali setahun). Rp triwulan adalah realisasi"
        " dalam triwulan itu.",
        "Rata-rata K triwulan: capaian seluruh indikator terhadap target triwulan itu; rata-rata K kolom 12: terhadap"
        " target tahun berjalan. Rata-rata Rp: penyerapan pagu sub kegiatan sampai dengan triwulan itu. Predikat"
        " anggaran hanya diberikan untuk satu tahun penuh. Tanda “-” berarti datanya tidak tersedia.",
    ]


def _tidak_tercatat(k: Kerangka, f: Formulir, periode: PeriodeRenstra) -> list[str]:
    """What the form asks for and the data do not hold, one sentence each."""
    kalimat = [
        "Kolom 5 dan 14 (Rp): pagu indikatif Renstra tidak tercatat, sehingga tingkat realisasi anggaran Renstra tidak"
        " dihitung."
    ]
    if f.tahun_tanpa_uang:
        tahun = ", ".join(str(t) for t in f.tahun_tanpa_uang)
        kalimat.append(
            f"Kolom 6 dan 13 (Rp): pagu dan realisasi anggaran tahun {tahun} tidak tercatat, sehingga realisasi"
            " anggaran Renstra tidak dijumlahkan."
        )
    kosong = sum(1 for u in _ukuran(f) if u.lalu.kosong)
    if k.permintaan.tahun > periode.tahun_awal and kosong:
        kalimat.append(
            f"Kolom 6 (K): realisasi tahun-tahun sebelumnya tidak tercatat lengkap untuk {kosong} dari"
            f" {len(_ukuran(f))} indikator."
        )
    tanpa_target = sum(1 for u in _ukuran(f) if u.target_renstra.kosong)
    if tanpa_target:
        kalimat.append(
            f"Kolom 5 (K): target akhir Renstra tidak tercatat untuk {tanpa_target} dari {len(_ukuran(f))} indikator."
        )
    return kalimat


def _ukuran(f: Formulir) -> list[Ukuran]:
    """Every indikator once: a programme may share its IKU with another."""
    return list({u.indikator.pk: u for baris in f.unsur for u in baris.ukuran}.values())


# --- Boxes -------------------------------------------------------------------------------------------------------


def _kotak(k: Kerangka, f: Formulir) -> list[Bagian]:
    """The boxes of the layout: what planner and evaluator write, beginning with what the data say."""
    catatan = tw_selectors.catatan_triwulan(k.permintaan.perangkat_daerah, Triwulan(k.permintaan.tahun, k.sampai))
    iku = [u for u in _ukuran(f) if u.indikator.iku]
    isi = {
        "pendorong": _daftar([(u, _sebab(u)) for u in iku if _sampai_target(u)], PENDORONG),
        "penghambat": _daftar([(u, _sebab(u)) for u in iku if _di_bawah(u)], PENGHAMBAT, _unit(catatan, "penyebab")),
        "triwulan": _daftar([(u, _solusi(u)) for u in iku if _di_bawah(u)], TANPA_LANJUT, _unit(catatan, "solusi")),
        "renja": _renja(iku),
    }
    awalan = f"tw{k.sampai}"
    return [
        naskah.bagian(k, f"kotak-{kunci}", f"{teks}:", [k.penulis.narasi(f"{awalan}.{kunci}", teks, isi[kunci])])
        for kunci, teks in naskah.judul_bagian(k, "kotak", list(isi)).items()
    ]


PENDORONG = "Tidak ada faktor pendorong yang dicatat pada triwulan ini."
PENGHAMBAT = "Tidak ada faktor penghambat yang dicatat pada triwulan ini."
TANPA_LANJUT = "Tidak ada tindak lanjut yang dicatat pada triwulan ini."


def _sampai_target(u: Ukuran) -> bool:
    kini = u.capaian.get(max(u.capaian, default=0))
    return kini is not None and kini >= SERATUS


def _di_bawah(u: Ukuran) -> bool:
    kini = u.capaian.get(max(u.capaian, default=0))
    return kini is not None and kini < SERATUS


def _sebab(u: Ukuran) -> str:
    return u.catatan.penyebab if u.catatan else ""


def _solusi(u: Ukuran) -> str:
    return u.catatan.solusi if u.catatan else ""


def _unit(catatan: Iterable[CatatanUnit], kolom: str) -> list[tuple[str, str]]:
    return [(c.unit, str(getattr(c, kolom))) for c in catatan]


def _daftar(isi: Iterable[tuple[Ukuran, str]], kosong: str, unit: Iterable[tuple[str, str]] = ()) -> str:
    """One item for each note: what was entered with the values, by indikator, then by unit."""
    semua = [*((u.indikator.nama, teks) for u, teks in isi), *unit]
    butir = dict.fromkeys(f"- {nama}: {_rapi(teks)}." for nama, teks in semua if teks.strip())
    return "\n".join(butir) or kosong


def _rapi(teks: str) -> str:
    return " ".join(teks.split()).rstrip(".;")


def _renja(iku: Iterable[Ukuran]) -> str:
    """The IKU that have not reached their target at the end of the Renstra: what the next Renja has to plan for."""
    kurang = [u for u in iku if u.tingkat is not None and u.tingkat < SERATUS]
    butir = [
        f"- {u.indikator.nama}: realisasi {naskah.nilai(u.indikator, u.renstra)} dari target akhir Renstra"
        f" {naskah.nilai(u.indikator, u.target_renstra)} ({format_persen(u.tingkat, 2)})."
        for u in kurang
    ]
    if butir:
        return "\n".join(["Target Renja berikutnya perlu mengejar selisih terhadap target akhir Renstra pada:", *butir])
    terhitung = sum(1 for u in iku if u.tingkat is not None)
    if terhitung:
        return f"Indikator kinerja utama yang dapat dihitung ({terhitung}) sudah mencapai target akhir Renstra."
    return "Belum ada indikator kinerja utama yang dapat dibandingkan dengan target akhir Renstra."
