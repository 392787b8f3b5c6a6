"""Bab III and IV of the annual report: the seven analyses, the budget, conclusion and recommendations."""

from collections.abc import Callable, Iterator
from itertools import groupby

from reports.builders import lkjip_analisis, lkjip_grafik, lkjip_penutup, lkjip_tabel_anggaran, lkjip_tabel_kinerja
from reports.builders.lkjip_bab import bab, bagian, judul_bagian
from reports.builders.lkjip_blok import Penulis, rumus, subjudul
from reports.builders.lkjip_fakta import Iku, Laporan, Status
from reports.builders.lkjip_muat import SKALA_OPINI, Bahan
from reports.payloads_lkjip import Bab, Bagian, Blok
from sakip.lib.charts import ChartData

# What tests and exports call the tables of 3.1.7, whatever number is printed: `Tabel 3.1.8`, `Tabel 3.1.9`, …
NOMOR_PROGRAM = 8


def bab_tiga(b: Bahan, f: Laporan, p: Penulis) -> Bab:
    """Akuntabilitas Kinerja."""
    return bab(
        3,
        [p.narasi("3", "Pembuka Bab III", lkjip_analisis.pembuka_bab(f))],
        [
            bagian("3.1", f, _cara_ukur(b, f, p)),
            bagian("3.1.1", f, _target_realisasi(b, f, p)),
            bagian("3.1.2", f, _antartahun(b, f, p)),
            bagian("3.1.3", f, _renstra(b, f, p)),
            bagian("3.1.4", f, [p.narasi("3.1.4", judul_bagian(f)["3.1.4"], lkjip_analisis.standar_nasional(f))]),
            bagian("3.1.5", f, _sebab(b, f, p)),
            bagian("3.1.6", f, _efisiensi(b, f, p)),
            bagian("3.1.7", f, _program(b, f, p)),
            bagian("3.2", f, _anggaran(b, f, p)),
        ],
    )


def _grafik(data: ChartData | None, p: Penulis) -> Blok | None:
    return p.grafik(3, data) if data else None


def _cara_ukur(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    kategori = sorted(((k.batas_bawah, k.label) for k in b.kebijakan.kategori), reverse=True)
    narasi = p.narasi("3.1", judul_bagian(f)["3.1"], lkjip_analisis.cara_ukur(f, kategori))
    return [narasi, _grafik(lkjip_grafik.capaian(f), p)]


def _per_sasaran(f: Laporan) -> Iterator[tuple[str, list[Iku]]]:
    """The heading and the indicators of each sasaran, in order."""
    for nomor, anggota in groupby(f.iku, key=lambda i: i.nomor_sasaran):
        own = list(anggota)
        yield f"Sasaran Strategis {nomor}: {own[0].sasaran}", own


def _analisis(nomor: str, f: Laporan, p: Penulis, tulis: Callable[[Iku], str]) -> list[Blok | None]:
    """One editable text for each indicator, under the headings of the sasaran."""
    blok: list[Blok | None] = []
    for judul, iku in _per_sasaran(f):
        blok.append(subjudul(judul))
        for i in iku:
            teks = tulis(i)
            if teks:
                blok.append(subjudul(i.nama, dalam=True))
                blok.append(p.narasi(f"{nomor}.{i.kode}", f"{nomor} {i.nama}", teks))
    return blok


# --- 3.1.1 ---------------------------------------------------------------------------------------------------------


def _target_realisasi(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    judul = f"Perbandingan Antara Target Dan Realisasi Kinerja Tahun {f.tahun}"
    nomor = p.nomor.tabel("3.1")
    blok: list[Blok | None] = [
        p.narasi("3.1.1", judul_bagian(f)["3.1.1"], lkjip_analisis.target_realisasi_umum(f, nomor)),
        p.tabel(nomor, judul, lkjip_tabel_kinerja.target_realisasi(b)),
    ]
    for i in f.dengan(Status.TIDAK_DIKETAHUI):
        apa = "Realisasi" if not i.tahun_ini.ada else "Target"
        blok.append(p.kurang(f"{apa} {i.nama} tahun {f.tahun} belum ada, sehingga capaiannya tidak dapat dihitung."))
    skala_dicetak: set[str] = set()
    for judul_sasaran, iku in _per_sasaran(f):
        blok.append(subjudul(judul_sasaran))
        for i in iku:
            blok.append(subjudul(i.nama, dalam=True))
            blok.append(p.narasi(f"3.1.1.{i.kode}", f"3.1.1 {i.nama}", lkjip_analisis.target_realisasi(i, f)))
            blok.append(_tabel_skala(i, b, p, skala_dicetak))
    return blok


def _tabel_skala(i: Iku, b: Bahan, p: Penulis, dicetak: set[str]) -> Blok | None:
    """The bands of the scale an indicator is measured on, once: predikat AKIP, opinion of the BPK."""
    kunci = SKALA_OPINI if "laporan keuangan" in i.nama.lower() else i.skala
    tingkat = b.tingkat.get(kunci, [])
    if kunci in dicetak or kunci == "kesesuaian" or not tingkat:
        return None
    dicetak.add(kunci)
    nomor = p.nomor.tabel("3.1")
    if kunci == SKALA_OPINI:
        return p.tabel(nomor, "Opini BPK", lkjip_tabel_kinerja.opini(tingkat))
    row = next(r for r in b.iku if r.indikator.kode == i.kode)
    diraih = b.capaian[row.indikator.pk][b.tahun].realisasi_teks
    judul = "Kategori Penilaian AKIP" if kunci == "akip" else f"Kategori {i.nama}"
    kode = "Tabel 3.1.2" if kunci == "akip" else f"Skala {kunci}"
    return p.tabel(nomor, judul, lkjip_tabel_kinerja.kategori_predikat(kode, tingkat, diraih))


# --- 3.1.2 to 3.1.6 ------------------------------------------------------------------------------------------------


def _antartahun(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    judul = (
        "Perbandingan Antara Realisasi Kinerja Serta Capaian Kinerja Tahun Ini Dengan Tahun Lalu Dan Beberapa Tahun "
        "Terakhir"
    )
    grafik = _grafik(lkjip_grafik.tren(f), p)
    catatan = lkjip_grafik.catatan_tren(f) if grafik else ""
    return [
        p.narasi("3.1.2", judul_bagian(f)["3.1.2"], lkjip_analisis.antartahun_umum(f)),
        p.tabel(p.nomor.tabel("3.1"), judul, lkjip_tabel_kinerja.antartahun(b)),
        grafik,
        p.narasi("3.1.2.grafik", "3.1.2 Catatan grafik", catatan) if catatan else None,
        *_analisis("3.1.2", f, p, lambda i: lkjip_analisis.antartahun(i, f)),
    ]


def _renstra(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    judul = "Perbandingan Realisasi Kinerja Terdapat Dalam Dokumen Perencanaan Strategis Organisasi"
    return [
        p.narasi("3.1.3", judul_bagian(f)["3.1.3"], lkjip_analisis.renstra_umum(f)),
        p.tabel(p.nomor.tabel("3.1"), judul, lkjip_tabel_kinerja.terhadap_renstra(b)),
        *_analisis("3.1.3", f, p, lambda i: lkjip_analisis.terhadap_renstra(i, f)),
    ]


def _sebab(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    judul = "Analisis Penyebab Keberhasilan/Kegagalan Kinerja serta Alternatif Solusi"
    blok: list[Blok | None] = [
        p.narasi("3.1.5", judul_bagian(f)["3.1.5"], lkjip_analisis.sebab_umum(f)),
        p.tabel(p.nomor.tabel("3.1"), judul, lkjip_tabel_kinerja.sebab(b, f.iku)),
    ]
    for i in f.iku:
        if not i.penyebab.strip():
            blok.append(p.kurang(f"Penyebab keberhasilan atau kegagalan {i.nama} belum diisi pada triwulan IV."))
        if not i.solusi.strip():
            blok.append(p.kurang(f"Solusi yang telah dilakukan untuk {i.nama} belum diisi pada triwulan IV."))
    return blok


def _efisiensi(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    return [
        p.narasi("3.1.6", judul_bagian(f)["3.1.6"], lkjip_penutup.efisiensi_umum(f)),
        rumus("E", "100% −", "Realisasi Anggaran", "Target Anggaran", "100%"),
        p.tabel(p.nomor.tabel("3.1"), judul_tabel_efisiensi(), lkjip_tabel_kinerja.efisiensi(b)),
        *_analisis("3.1.6", f, p, lambda i: lkjip_penutup.efisiensi(i, f)),
    ]


def judul_tabel_efisiensi() -> str:
    """The caption of `Tabel 3.1.7`."""
    return "Analisis Atas Efisiensi Penggunaan Sumber Daya"


# --- 3.1.7 ---------------------------------------------------------------------------------------------------------


def _program(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    """A group of tables for each sasaran. Sasaran without programme share the number of the next one that has some."""
    blok: list[Blok | None] = []
    kelompok, bersama = NOMOR_PROGRAM, False  # of the ids; `bersama`: the former sasaran left its number open
    for urut, (judul, iku) in enumerate(_per_sasaran(f), 1):
        rows = [r for r in b.iku if r.nomor_sasaran == iku[0].nomor_sasaran]
        program = [n for n in b.program if n.anggaran.pagu is not None and any(r.indikator.pk in n.iku for r in rows)]
        nama = {n.program.uraian for n in program}
        teks = lkjip_penutup.program_pendukung(iku[0].sasaran, iku, [x for x in f.program if x.nama in nama], f)
        narasi = p.narasi(f"3.1.7.{iku[0].kode}", f"3.1.7 {judul}", teks)
        nomor = p.nomor.kelompok("3.1", baru=not bersama)
        kode = f"Tabel 3.1.{kelompok}" + (f" sasaran {urut}" if bersama or not program else "")
        blok.append(subjudul(judul))
        if not program:
            tabel = lkjip_tabel_anggaran.hasil(kode, iku, b)
            catatan = lkjip_tabel_anggaran.catatan_komponen(iku)
            judul_tabel = f"Hasil Pengukuran Indikator Sasaran Strategis {urut}"
            blok += [narasi, p.tabel(nomor, judul_tabel, tabel, catatan=catatan)]
            bersama = True
            continue
        judul_tabel = f"Indikator Sasaran, Program dan Kegiatan Sasaran Strategis {urut}"
        blok.append(p.tabel(nomor, judul_tabel, lkjip_tabel_anggaran.program_kegiatan(kode, rows, program)))
        rinci = lkjip_tabel_anggaran.program_rincian(f"{kode} rincian", program, b)
        judul_rinci = f"Anggaran dan Capaian Kinerja Program Sasaran Strategis {urut}"
        blok += [p.tabel(p.nomor.kelompok("3.1", baru=False), judul_rinci, rinci), narasi]
        kelompok, bersama = kelompok + 1, False
    return blok


# --- 3.2 and Bab IV ------------------------------------------------------------------------------------------------


def _anggaran(b: Bahan, f: Laporan, p: Penulis) -> list[Blok | None]:
    if f.total.pagu is None:
        return [
            p.kurang(f"Pagu anggaran tahun {f.tahun} belum diisi, sehingga realisasi anggaran tidak dapat disajikan.")
        ]
    judul = f"Alokasi Anggaran IKU {f.nama_lengkap} Tahun {f.tahun}"
    blok: list[Blok | None] = [
        p.narasi("3.2", judul_bagian(f)["3.2"], lkjip_penutup.realisasi_anggaran(f)),
        p.tabel(p.nomor.tabel("3.2"), judul, lkjip_tabel_anggaran.alokasi_iku(b)),
        _grafik(lkjip_grafik.serapan(f), p),
        p.tabel(
            p.nomor.tabel("3.2"),
            f"Realisasi Anggaran dan Fisik menurut Program dan Kegiatan Tahun {f.tahun}",
            lkjip_tabel_anggaran.realisasi_program(b),
        ),
    ]
    belum = [
        s.sub_kegiatan.uraian
        for n in b.program
        for k in n.kegiatan
        for s in k.sub_kegiatan
        if s.anggaran.pagu and (s.anggaran.keuangan is None or s.anggaran.fisik is None)
    ]
    return blok + [p.kurang(f"Realisasi anggaran atau fisik sub kegiatan {nama} belum diisi.") for nama in belum]


def bab_empat(f: Laporan, p: Penulis) -> Bab:
    """Penutup."""
    judul = judul_bagian(f)
    bagian_akhir: list[Bagian] = [
        bagian("4.1", f, [p.narasi("4.1", judul["4.1"], lkjip_penutup.kesimpulan(f))]),
        bagian("4.2", f, [p.narasi("4.2", judul["4.2"], lkjip_penutup.rekomendasi(f))]),
    ]
    return bab(4, [], bagian_akhir)
