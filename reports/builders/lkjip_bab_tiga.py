"""The seven analyses, the budget, conclusion and recommendations of the annual report, as blocks."""

from collections.abc import Callable, Iterator
from itertools import groupby

from reports.builders import lkjip_analisis, lkjip_grafik, lkjip_penutup, lkjip_tabel_anggaran, lkjip_tabel_kinerja
from reports.builders.lkjip_bab import Konteks, Tulis, satu_narasi
from reports.builders.lkjip_blok import Penulis, rumus, subjudul
from reports.builders.lkjip_fakta import Iku, Laporan, Status
from reports.builders.lkjip_muat import SKALA_OPINI
from reports.builders.lkjip_tata import Butir
from reports.payloads_lkjip import Blok
from sakip.lib.charts import ChartData

# What tests and exports call the tables of 3.1.7, whatever number is printed: `Tabel 3.1.8`, `Tabel 3.1.9`, …
NOMOR_PROGRAM = 8


def _grafik(data: ChartData | None, p: Penulis, t: Butir) -> Blok | None:
    return p.grafik(t.bab, data) if data else None


def _cara_ukur(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    kategori = sorted(((k.batas_bawah, k.label) for k in b.kebijakan.kategori), reverse=True)
    narasi = p.narasi(t.isi, t.judul, lkjip_analisis.cara_ukur(f, kategori))
    return [narasi, _grafik(lkjip_grafik.capaian(f), p, t)]


def _per_sasaran(f: Laporan) -> Iterator[tuple[str, list[Iku]]]:
    """The heading and the indicators of each sasaran, in order."""
    for nomor, anggota in groupby(f.iku, key=lambda i: i.nomor_sasaran):
        own = list(anggota)
        yield f"Sasaran Strategis {nomor}: {own[0].sasaran}", own


def _analisis(t: Butir, f: Laporan, p: Penulis, tulis: Callable[[Iku], str]) -> list[Blok | None]:
    """One editable text for each indicator, under the headings of the sasaran."""
    blok: list[Blok | None] = []
    for judul, iku in _per_sasaran(f):
        blok.append(subjudul(judul))
        for i in iku:
            teks = tulis(i)
            if teks:
                blok.append(subjudul(i.nama, dalam=True))
                blok.append(p.narasi(f"{t.isi}.{i.kode}", f"{t.nomor} {i.nama}", teks))
    return blok


# --- 3.1.1 ---------------------------------------------------------------------------------------------------------


def _target_realisasi(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    judul = f"Perbandingan antara Target dan Realisasi Kinerja Tahun {f.tahun}"
    nomor = p.nomor.tabel(t.seri)
    blok: list[Blok | None] = [
        p.narasi(t.isi, t.judul, lkjip_analisis.target_realisasi_umum(f, nomor)),
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
            blok.append(p.narasi(f"{t.isi}.{i.kode}", f"{t.nomor} {i.nama}", lkjip_analisis.target_realisasi(i, f)))
            blok.append(_tabel_skala(i, k, t, skala_dicetak))
    return blok


def _tabel_skala(i: Iku, k: Konteks, t: Butir, dicetak: set[str]) -> Blok | None:
    """The bands of the scale an indicator is measured on, once: predikat AKIP, opinion of the BPK."""
    b, p = k.b, k.p
    kunci = SKALA_OPINI if "laporan keuangan" in i.nama.lower() else i.skala
    tingkat = b.tingkat.get(kunci, [])
    if kunci in dicetak or kunci == "kesesuaian" or not tingkat:
        return None
    dicetak.add(kunci)
    nomor = p.nomor.tabel(t.seri)
    if kunci == SKALA_OPINI:
        return p.tabel(nomor, "Opini BPK", lkjip_tabel_kinerja.opini(tingkat))
    row = next(r for r in b.iku if r.indikator.kode == i.kode)
    diraih = b.capaian[row.indikator.pk][b.tahun].realisasi_teks
    judul = "Kategori Penilaian AKIP" if kunci == "akip" else f"Kategori {i.nama}"
    kode = "Tabel 3.1.2" if kunci == "akip" else f"Skala {kunci}"
    return p.tabel(nomor, judul, lkjip_tabel_kinerja.kategori_predikat(kode, tingkat, diraih))


# --- 3.1.2 to 3.1.6 ------------------------------------------------------------------------------------------------


def _antartahun(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    judul = (
        "Perbandingan antara Realisasi Kinerja serta Capaian Kinerja Tahun Ini dengan Tahun Lalu dan Beberapa Tahun "
        "Terakhir"
    )
    grafik = _grafik(lkjip_grafik.tren(f), p, t)
    catatan = lkjip_grafik.catatan_tren(f) if grafik else ""
    return [
        p.narasi(t.isi, t.judul, lkjip_analisis.antartahun_umum(f)),
        p.tabel(p.nomor.tabel(t.seri), judul, lkjip_tabel_kinerja.antartahun(b)),
        grafik,
        p.narasi(f"{t.isi}.grafik", f"{t.nomor} Catatan grafik", catatan) if catatan else None,
        *_analisis(t, f, p, lambda i: lkjip_analisis.antartahun(i, f)),
    ]


def _renstra(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    judul = "Perbandingan Realisasi Kinerja dengan Target Jangka Menengah dalam Dokumen Perencanaan Strategis"
    return [
        p.narasi(t.isi, t.judul, lkjip_analisis.renstra_umum(f)),
        p.tabel(p.nomor.tabel(t.seri), judul, lkjip_tabel_kinerja.terhadap_renstra(b)),
        *_analisis(t, f, p, lambda i: lkjip_analisis.terhadap_renstra(i, f)),
    ]


def _sebab(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    judul = "Analisis Penyebab Keberhasilan/Kegagalan Kinerja serta Alternatif Solusi"
    blok: list[Blok | None] = [
        p.narasi(t.isi, t.judul, lkjip_analisis.sebab_umum(f)),
        p.tabel(p.nomor.tabel(t.seri), judul, lkjip_tabel_kinerja.sebab(b, f.iku)),
    ]
    for i in f.iku:
        if not i.penyebab.strip():
            blok.append(p.kurang(f"Penyebab keberhasilan atau kegagalan {i.nama} belum diisi pada triwulan IV."))
        if not i.solusi.strip():
            blok.append(p.kurang(f"Solusi yang telah dilakukan untuk {i.nama} belum diisi pada triwulan IV."))
    return blok


def _efisiensi(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    return [
        p.narasi(t.isi, t.judul, lkjip_penutup.efisiensi_umum(f)),
        rumus("E", "100% −", "Realisasi Anggaran", "Target Anggaran", "100%"),
        p.tabel(p.nomor.tabel(t.seri), judul_tabel_efisiensi(), lkjip_tabel_kinerja.efisiensi(b)),
        *_analisis(t, f, p, lambda i: lkjip_penutup.efisiensi(i, f)),
    ]


def judul_tabel_efisiensi() -> str:
    """The caption of `Tabel 3.1.7`."""
    return "Analisis Atas Efisiensi Penggunaan Sumber Daya"


# --- 3.1.7 ---------------------------------------------------------------------------------------------------------


def _program(k: Konteks, t: Butir) -> list[Blok | None]:
    """A group of tables for each sasaran. Sasaran without programme share the number of the next one that has some."""
    b, f, p = k.b, k.f, k.p
    blok: list[Blok | None] = []
    kelompok, bersama = NOMOR_PROGRAM, False  # of the ids; `bersama`: the former sasaran left its number open
    for urut, (judul, iku) in enumerate(_per_sasaran(f), 1):
        rows = [r for r in b.iku if r.nomor_sasaran == iku[0].nomor_sasaran]
        program = [n for n in b.program if n.anggaran.pagu is not None and any(r.indikator.pk in n.iku for r in rows)]
        nama = {n.program.uraian for n in program}
        teks = lkjip_penutup.program_pendukung(iku[0].sasaran, iku, [x for x in f.program if x.nama in nama], f)
        narasi = p.narasi(f"{t.isi}.{iku[0].kode}", f"{t.nomor} {judul}", teks)
        nomor = p.nomor.kelompok(t.seri, baru=not bersama)
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
        blok += [p.tabel(p.nomor.kelompok(t.seri, baru=False), judul_rinci, rinci), narasi]
        kelompok, bersama = kelompok + 1, False
    return blok


# --- 3.2 and Bab IV ------------------------------------------------------------------------------------------------


def _anggaran(k: Konteks, t: Butir) -> list[Blok | None]:
    b, f, p = k.b, k.f, k.p
    if f.total.pagu is None:
        return [
            p.kurang(f"Pagu anggaran tahun {f.tahun} belum diisi, sehingga realisasi anggaran tidak dapat disajikan.")
        ]
    judul = f"Alokasi Anggaran IKU {f.nama_lengkap} Tahun {f.tahun}"
    blok: list[Blok | None] = [
        p.narasi(t.isi, t.judul, lkjip_penutup.realisasi_anggaran(f)),
        p.tabel(p.nomor.tabel(t.seri), judul, lkjip_tabel_anggaran.alokasi_iku(b)),
        _grafik(lkjip_grafik.serapan(f), p, t),
        p.tabel(
            p.nomor.tabel(t.seri),
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


def pembuka(k: Konteks) -> list[Blok]:
    """What opens the chapter of the analyses."""
    return [k.p.narasi("3", "Pembuka bab capaian kinerja", lkjip_analisis.pembuka_bab(k.f))]


BAGIAN: dict[str, Tulis] = {
    "3.1": _cara_ukur,
    "3.1.1": _target_realisasi,
    "3.1.2": _antartahun,
    "3.1.3": _renstra,
    "3.1.4": satu_narasi(lkjip_analisis.standar_nasional),
    "3.1.5": _sebab,
    "3.1.6": _efisiensi,
    "3.1.7": _program,
    "3.2": _anggaran,
    "4.1": satu_narasi(lkjip_penutup.kesimpulan),
    "4.2": satu_narasi(lkjip_penutup.rekomendasi),
}
