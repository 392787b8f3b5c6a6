"""The quarterly performance report: IKU, money and progress, causes and follow-up, and who has entered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import JadwalPengisian, PerangkatDaerah, PeriodeRenstra, RencanaTahunan, Status
from indicators.selectors import dokumen, grafik, laporan, renja
from indicators.selectors import triwulan as tw_selectors
from indicators.selectors.anggaran import BarisSerapan
from indicators.selectors.dasbor_baris import triwulan_terakhir
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import Anggaran, ProgramNode
from indicators.selectors.lembar import LembarRingkas, lembar_ringkas
from indicators.selectors.peta_lembar import KATA
from indicators.selectors.tindak_lanjut import TindakLanjutBaris, tindak_lanjut_triwulan
from indicators.selectors.triwulan import KinerjaTriwulan
from reports.builders import identitas, narasi_muat, naskah, triwulan_narasi, triwulan_tabel
from reports.builders.lkjip_blok import Penulis
from reports.builders.naskah import Kerangka
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.builders.tata import tata_of
from reports.builders.triwulan_narasi import FaktaTriwulan, IkuTriwulan, IsianUnit, UangProgram
from reports.models import JenisDokumen
from reports.payloads_lkjip import Bagian, Blok, NaskahPayload
from sakip.lib.periods import Triwulan

TEMPLATE = naskah.TEMPLATE
SCHEMA = naskah.SCHEMA_NASKAH
NOMOR_WAJIB = False

# What an institution may decide otherwise in its TataDokumen, besides naskah.BAWAAN. `bagian`: the titles of the
# sections in their order; one that is left out is not printed.
BAWAAN: dict[str, Any] = {
    **naskah.BAWAAN,
    "kertas": "A4",
    "judul": ["LAPORAN KINERJA TRIWULAN {triwulan}", "{PD}", "TAHUN {tahun}"],
    "bagian": [
        {"kunci": "pendahuluan", "judul": "Pendahuluan"},
        {"kunci": "capaian", "judul": "Capaian Kinerja"},
        {"kunci": "anggaran", "judul": "Anggaran dan Kemajuan Fisik"},
        {"kunci": "analisis", "judul": "Analisis"},
        {"kunci": "kelengkapan", "judul": "Kelengkapan Pengisian"},
        {"kunci": "tindak_lanjut", "judul": "Tindak Lanjut"},
    ],
    "kolom_kinerja": triwulan_tabel.KOLOM_KINERJA,
    "kolom_unit": triwulan_tabel.KOLOM_UNIT,
    "kolom_anggaran": triwulan_tabel.KOLOM_ANGGARAN,
}


@dataclass(frozen=True)
class Dasar:
    """What must exist; `kekurangan` names what does not."""

    triwulan: Triwulan
    jadwal: JadwalPengisian | None
    periode: PeriodeRenstra | None
    rencana: RencanaTahunan | None
    iku: list[IkuRow]
    kekurangan: list[str]

    @property
    def ditutup(self) -> bool:
        """Whether the quarter is closed: only then its values are final."""
        return self.jadwal is not None and self.jadwal.status == JadwalPengisian.Status.CLOSED


def build(permintaan: Permintaan) -> NaskahPayload:
    """The payload. Raises Incomplete when plan, IKU or the opened quarter is missing.

    A finished one also needs the quarter closed; the units that still have to enter are named.
    """
    pd, dasar = permintaan.perangkat_daerah, dasar_of(permintaan)
    kurang = dasar.kekurangan or belum_selesai(permintaan, dasar)
    if kurang or dasar.rencana is None or dasar.periode is None:
        raise Incomplete(
            f"{judul(permintaan)} belum dapat {'diselesaikan' if permintaan.final else 'disusun'}.", kurang
        )
    bahan = _muat(permintaan, dasar, dasar.periode, dasar.rencana)
    k = Kerangka(
        permintaan,
        tata_of(pd, JenisDokumen.TRIWULAN, BAWAAN),
        dasar.rencana,
        Penulis(JenisDokumen.TRIWULAN.value, tulisan(permintaan, JenisDokumen.TRIWULAN)),
        dasar.triwulan.nomor,
    )
    return naskah.payload(
        k,
        judul=judul(permintaan),
        subjek="Laporan kinerja triwulan",
        bagian=_bagian(k, bahan),
        pada=permintaan.tanggal or dasar.triwulan.selesai,
        tahun_ttd=dasar.triwulan.berikutnya().tahun,
    )


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the report from being made; of a final one also the open quarter and the units that are not done."""
    dasar = dasar_of(permintaan)
    return dasar.kekurangan or belum_selesai(permintaan, dasar)


def judul(permintaan: Permintaan) -> str:
    """`Laporan Kinerja Triwulan I Sekretariat Daerah … Tahun 2025`."""
    tw = triwulan_of(permintaan)
    return (
        f"Laporan Kinerja Triwulan {tw.romawi} {identitas.nama_lengkap(permintaan.perangkat_daerah)} Tahun {tw.tahun}"
    )


def periode_kunci(permintaan: Permintaan) -> str:
    """`2025-TW1`: one report a quarter."""
    tw = triwulan_of(permintaan)
    return f"{tw.tahun}-TW{tw.nomor}"


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """The sections of prose with the text generated from the data. Raises Incomplete as `build` does."""
    blok = [b for satu in build(permintaan)["bagian"] for b in satu["blok"]]
    return [BagianNarasi(b["kunci"], b["judul"], b["asli"]) for b in blok if b["jenis"] == "narasi"]


def triwulan_of(permintaan: Permintaan) -> Triwulan:
    """The quarter asked for; else the last one of the year that was opened, whether still open or closed."""
    if permintaan.triwulan:
        return Triwulan(permintaan.tahun, permintaan.triwulan)
    jadwal = tw_selectors.jadwal_tahun(permintaan.perangkat_daerah, permintaan.tahun)
    return Triwulan(permintaan.tahun, triwulan_terakhir(jadwal.values(), permintaan.tahun))


# --- What must exist ---------------------------------------------------------------------------------------------


def dasar_of(permintaan: Permintaan) -> Dasar:
    """Quarter, period, plan in force, IKU. Six queries."""
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    tw, kurang = triwulan_of(permintaan), []
    jadwal = tw_selectors.jadwal_tahun(pd, tahun).get(tw.nomor)
    periode = dokumen.periode_of(pd, tahun)
    rencana = naskah.rencana_of(permintaan, tw.nomor)
    iku = dokumen.iku_rows(pd, periode, tw) if periode else []
    if periode is None:
        kurang.append(f"Periode Renstra yang mencakup tahun {tahun} belum ada. Buat periodenya pada menu Perencanaan.")
    elif not iku:
        kurang.append(
            f"{pd.nama} belum memiliki indikator kinerja utama (IKU) pada periode {periode}. Tandai indikator"
            " sasarannya sebagai IKU pada menu Perencanaan."
        )
    if rencana is None:
        kurang.append(naskah.tanpa_rencana(permintaan))
    if jadwal is None or jadwal.status == JadwalPengisian.Status.PLANNED:
        kurang.append(belum_dibuka(tw))
    return Dasar(tw, jadwal, periode, rencana, iku, kurang)


def dibuka(perangkat_daerah: PerangkatDaerah, tahun: int, triwulan: int) -> bool:
    """Whether a quarter has been opened, closed since or not. One query."""
    jadwal = tw_selectors.jadwal_tahun(perangkat_daerah, tahun).get(triwulan)
    return jadwal is not None and jadwal.status != JadwalPengisian.Status.PLANNED


def belum_dibuka(tw: Triwulan) -> str:
    """The refusal for a quarter that has not begun."""
    return f"{tw} belum dibuka untuk pengisian. Buka triwulan itu pada menu Verifikasi lebih dahulu."


def belum_selesai(permintaan: Permintaan, dasar: Dasar) -> list[str]:
    """What a final report needs besides: the closed quarter, every unit verified. Nothing for a draft."""
    if not permintaan.final or dasar.ditutup:
        return []
    tutup = f"{dasar.triwulan} belum ditutup. Verifikasi semua lembar, lalu tutup triwulan itu pada menu Verifikasi."
    unit = _isian(lembar_ringkas(perangkat_daerah=permintaan.perangkat_daerah, triwulan=dasar.triwulan))
    return [
        tutup,
        *(
            f"{u.nama}: {u.keadaan.lower()}, {u.terisi} dari {u.jumlah} isian terisi. Minta unit itu melengkapi dan"
            " mengajukan lembarnya."
            for u in unit
            if not u.selesai
        ),
    ]


# --- Loading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bahan:
    """Everything one report is made of."""

    fakta: FaktaTriwulan
    iku: list[IkuRow]
    kinerja: list[KinerjaTriwulan]
    unit: list[str]
    kinerja_unit: list[KinerjaTriwulan]
    catatan: list[tw_selectors.CatatanUnit]
    tindak_lanjut: list[tuple[str, TindakLanjutBaris]]


def _muat(permintaan: Permintaan, dasar: Dasar, periode: PeriodeRenstra, rencana: RencanaTahunan) -> Bahan:
    """All the rest, in a constant number of queries."""
    pd, tw, iku = permintaan.perangkat_daerah, dasar.triwulan, dasar.iku
    milik_unit = [(u.nama, t.indikator) for u, rows in renja.target_unit(rencana) for t in rows]
    indikator = [row.indikator for row in iku] + [i for _, i in milik_unit]
    semua = tw_selectors.kinerja_triwulan(pd, indikator, rencana, tw)
    program = laporan.pohon_program(pd, periode, rencana, tw.nomor)
    uang = tw_selectors.uang_triwulan(rencana, tw.nomor)
    daftar = [_uang_program(p, uang, tw.nomor) for p in program if p.anggaran.pagu is not None]
    total = _uang_total(program, uang, tw.nomor)
    catatan = tw_selectors.catatan_triwulan(pd, tw)
    fakta = FaktaTriwulan(
        triwulan=tw,
        nama=identitas.nama_lengkap(pd),
        ditutup=dasar.ditutup,
        rencana=f"rencana {rencana.get_jenis_display().lower()} tahun {tw.tahun}",
        iku=tuple(_iku(r) for r in semua[: len(iku)]),
        program=tuple(daftar),
        total=total if daftar else None,
        unit=tuple(_isian(lembar_ringkas(perangkat_daerah=pd, triwulan=tw, jadwal=dasar.jadwal))),
        catatan_unit=len(catatan),
        desimal=pd.pemerintah_daerah.desimal_capaian,
        desimal_anggaran=pd.pemerintah_daerah.desimal_anggaran,
    )
    return Bahan(
        fakta=fakta,
        iku=iku,
        kinerja=semua[: len(iku)],
        unit=[nama for nama, _ in milik_unit],
        kinerja_unit=semua[len(iku) :],
        catatan=catatan,
        tindak_lanjut=tindak_lanjut_triwulan(pd, tw),
    )


def tulisan(permintaan: Permintaan, jenis: str) -> dict[str, str]:
    """What planners wrote in place of the generated text."""
    return narasi_muat.ditulis(permintaan.perangkat_daerah, permintaan.tahun, jenis)


def _iku(r: KinerjaTriwulan) -> IkuTriwulan:
    c = r.kumulatif
    return IkuTriwulan(
        nama=r.indikator.nama,
        terjadwal=not c.target.kosong,
        capaian=c.capaian,
        kategori=c.kategori.label if c.kategori else "",
        penyebab=r.catatan.penyebab if r.catatan else "",
        solusi=r.catatan.solusi if r.catatan else "",
    )


def _uang_program(p: ProgramNode, uang: dict[int, dict[int, Anggaran]], q: int) -> UangProgram:
    sub = [s for kegiatan in p.kegiatan for s in kegiatan.sub_kegiatan]
    lalu = tw_selectors.jumlah_cabang(sub, uang[q - 1])
    return _uang(p.program.uraian, p.anggaran, lalu)


def _uang_total(program: Sequence[ProgramNode], uang: dict[int, dict[int, Anggaran]], q: int) -> UangProgram:
    kini = laporan.jumlahkan(p.anggaran for p in program)
    return _uang("Jumlah", kini, laporan.jumlahkan(uang[q - 1].values()))


def _uang(nama: str, kini: Anggaran, lalu: Anggaran) -> UangProgram:
    dalam = tw_selectors.selisih(kini, lalu)
    return UangProgram(nama, kini.pagu, kini.keuangan, dalam, kini.serapan, kini.fisik)


def _isian(lembar: Sequence[LembarRingkas]) -> list[IsianUnit]:
    return [
        IsianUnit(
            nama=r.unit.nama,
            terisi=r.terisi,
            jumlah=r.jumlah,
            keadaan=KATA[r.status.lower() or "empty"],
            selesai=r.status == Status.VERIFIED and r.lengkap,
        )
        for r in lembar
        if r.jumlah
    ]


# --- Sections ----------------------------------------------------------------------------------------------------


def _bagian(k: Kerangka, b: Bahan) -> list[Bagian]:
    """The sections of the layout, lettered in their order; one without any block is left out."""
    isi = {kunci: (teks, ISI[kunci](k, b, teks)) for kunci, teks in naskah.judul_bagian(k, "bagian", list(ISI)).items()}
    ada = [(kunci, teks, blok) for kunci, (teks, blok) in isi.items() if blok]
    return [
        naskah.bagian(k, kunci.replace("_", "-"), teks, blok, nomor=f"{chr(ord('A') + n)}.")
        for n, (kunci, teks, blok) in enumerate(ada)
    ]


PROSA = {
    "pendahuluan": triwulan_narasi.pengantar,
    "capaian": triwulan_narasi.capaian,
    "anggaran": triwulan_narasi.anggaran,
    "kelengkapan": triwulan_narasi.kelengkapan,
    "tindak_lanjut": triwulan_narasi.tindak_lanjut,
}


def _prosa(k: Kerangka, b: Bahan, kunci: str, judul_bagian: str) -> list[Blok]:
    """One section of prose a planner may replace; each quarter has its own."""
    asli = PROSA[kunci](b.fakta)
    return [k.penulis.narasi(f"tw{k.sampai}.{kunci}", judul_bagian, asli)] if asli else []


def _capaian(k: Kerangka, b: Bahan, judul_bagian: str) -> list[Blok]:
    blok = [*_prosa(k, b, "capaian", judul_bagian), triwulan_tabel.kinerja(k, b.iku, b.kinerja)]
    kumulatif = [r.kumulatif for r in b.kinerja if not r.kumulatif.target.kosong]
    nama = k.isi("Capaian IKU sampai dengan Triwulan {triwulan} Tahun {tahun}")
    blok += k.gambar(grafik.grafik_capaian(kumulatif, nama))
    if b.kinerja_unit:
        blok.append(triwulan_tabel.kinerja_unit(k, b.unit, b.kinerja_unit))
    return blok


def _anggaran(k: Kerangka, b: Bahan, judul_bagian: str) -> list[Blok]:
    t = b.fakta.total
    if t is None:
        tahun = k.permintaan.tahun
        return [
            k.penulis.kurang(
                f"Pagu program tahun {tahun} belum tercatat, sehingga penyerapan anggaran tidak dapat dilaporkan. Isi"
                " pagunya pada rencana tahun itu di menu Perencanaan."
            )
        ]
    blok = [*_prosa(k, b, "anggaran", judul_bagian), triwulan_tabel.anggaran(k, b.fakta.program, t)]
    rows = [BarisSerapan(n, "", p.nama, p.pagu, p.keuangan, p.fisik) for n, p in enumerate(b.fakta.program)]
    total = BarisSerapan(0, "", t.nama, t.pagu, t.keuangan, t.fisik)
    return [*blok, *k.gambar(grafik.grafik_serapan(rows, total, b.fakta.desimal_anggaran))]


def _analisis(k: Kerangka, b: Bahan, _: str) -> list[Blok]:
    tabel = [triwulan_tabel.analisis(k, b.kinerja), triwulan_tabel.catatan_unit(k, b.catatan)]
    return [t for t in tabel if t is not None]


def _kelengkapan(k: Kerangka, b: Bahan, judul_bagian: str) -> list[Blok]:
    if not b.fakta.unit:
        return []
    tabel = k.tabel(k.isi("Pengisian Triwulan {triwulan} per Unit Kerja"), triwulan_tabel.kelengkapan(b.fakta.unit))
    return [*_prosa(k, b, "kelengkapan", judul_bagian), tabel]


def _tindak_lanjut(k: Kerangka, b: Bahan, judul_bagian: str) -> list[Blok]:
    tabel = triwulan_tabel.tindak_lanjut(k, b.tindak_lanjut)
    return [*_prosa(k, b, "tindak_lanjut", judul_bagian), *([tabel] if tabel else [])]


ISI: dict[str, Callable[[Kerangka, Bahan, str], list[Blok]]] = {
    "pendahuluan": lambda k, b, teks: _prosa(k, b, "pendahuluan", teks),
    "capaian": _capaian,
    "anggaran": _anggaran,
    "analisis": _analisis,
    "kelengkapan": _kelengkapan,
    "tindak_lanjut": _tindak_lanjut,
}
"""What each section holds."""
