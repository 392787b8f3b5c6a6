"""The prose of Bab III of the annual report: the seven analyses of PermenPANRB 53/2014 and the use of the budget.

Plain text from facts, as in lkjip_narasi. Whether a target was passed, a value rose or money was saved is computed
here from the figures and nowhere typed; a cause is told only where the unit that owns the value has written one.
"""

from decimal import Decimal

from indicators import calculations
from reports.builders.lkjip_fakta import (
    Gerak,
    Iku,
    Laporan,
    NilaiTahun,
    Status,
    capaian_teks,
    enumerasi,
    gerak,
    jumlah,
    rapikan,
)
from reports.builders.lkjip_narasi import hasil_umum, serapan_umum
from sakip.lib.numbers import format_number


def pembuka_bab(f: Laporan) -> str:
    """The beginning of Bab III."""
    return (
        f"Bab ini membandingkan hasil yang dicapai {f.nama_lengkap} pada tahun {f.tahun} dengan target dalam {f.pk}, "
        "dengan tahun-tahun sebelumnya, dan dengan target Renstra, lalu menjelaskan penyebabnya dan penggunaan "
        f"anggarannya. {hasil_umum(f)} {serapan_umum(f)}"
    ).strip()


def cara_ukur(f: Laporan, kategori: list[tuple[Decimal, str]]) -> str:
    """3.1: how capaian is computed and classed; `kategori` are the lower bounds and words, best first."""
    baris = ["Capaian setiap indikator dihitung dengan ketentuan berikut:"]
    if any(not i.makin_rendah_makin_baik and not i.skala for i in f.iku):
        baris.append("- indikator yang makin tinggi makin baik: realisasi dibagi target, dikalikan 100%;")
    if any(i.makin_rendah_makin_baik and not i.skala for i in f.iku):
        baris.append(
            "- indikator yang makin rendah makin baik: makin jauh realisasi di bawah target, makin tinggi capaian;"
        )
    if any(i.skala for i in f.iku):
        baris.append(
            "- indikator berupa predikat atau kesesuaian: capaian 100% apabila tingkat yang diraih sama dengan atau di "
            "atas tingkat yang ditargetkan."
        )
    if kategori:
        baris.append(f"Capaian digolongkan menurut skala berikut: {_skala(kategori)}.")
    return "\n".join(baris)


def _skala(kategori: list[tuple[Decimal, str]]) -> str:
    bagian, atas = [], None
    for bawah, label in kategori:
        if atas is None:
            rentang = f"{format_number(bawah)}% ke atas"
        elif bawah > 0:
            rentang = f"{format_number(bawah)}% sampai di bawah {format_number(atas)}%"
        else:
            rentang = f"di bawah {format_number(atas)}%"
        bagian.append(f"{label} ({rentang})")
        atas = bawah
    return enumerasi(bagian)


# --- 3.1.1 Target and realisasi of the year --------------------------------------------------------------------------


def target_realisasi_umum(f: Laporan, nomor: str) -> str:
    """3.1.1 before the table whose number is given."""
    kalimat = [f"{nomor} membandingkan target dalam {f.pk} dengan realisasinya."]
    for status in Status:
        if nama := [i.nama for i in f.dengan(status)]:
            kalimat.append(f"Yang {status.value} adalah {enumerasi(nama)}.")
    return " ".join(kalimat)


def target_realisasi(i: Iku, f: Laporan) -> str:
    """3.1.1 for one indicator: the result, its capaian with category, its components, how it was measured."""
    t = i.tahun_ini
    kalimat = [f"Realisasi {i.nama} tahun {f.tahun} adalah {t.realisasi}; targetnya {t.target}."]
    if i.status == Status.TIDAK_DIKETAHUI:
        kalimat = [_belum_ada(i, f)]
    else:
        golongan = f" (kategori {i.kategori})" if i.kategori else ""
        kalimat.append(f"Capaiannya {capaian_teks(t.capaian, f.desimal)}{golongan}, {i.status.value}{_selisih(i)}.")
    kalimat += [_cara_diperoleh(i, f), _komponen(i)]
    return " ".join(k for k in kalimat if k)


def _belum_ada(i: Iku, f: Laporan) -> str:
    if not i.tahun_ini.ada:
        return f"Realisasi {i.nama} tahun {f.tahun} belum tersedia, sehingga capaiannya belum dapat dihitung."
    return f"Target {i.nama} tahun {f.tahun} belum ditetapkan, sehingga capaiannya belum dapat dihitung."


def _selisih(i: Iku) -> str:
    """`; realisasinya 7 poin di atas target`: only between numbers, never between steps of a scale."""
    t = i.tahun_ini
    if i.skala or t.angka is None or t.target_angka is None or t.angka == t.target_angka:
        return ""
    satuan = "poin persentase" if i.satuan == "%" else (i.satuan or "poin")
    letak = "di atas" if t.angka > t.target_angka else "di bawah"
    beda = abs(t.angka - t.target_angka)
    tercetak = beda if i.desimal is None else calculations.bulatkan(beda, i.desimal)
    return f"; realisasinya {format_number(tercetak or beda)} {satuan} {letak} target"


def _cara_diperoleh(i: Iku, f: Laporan) -> str:
    rinci = f.lihat("3.1.7", " (rincian pada {})")
    if i.dihitung_dari_program and len(i.program) == 1:
        return f"Nilai ini adalah rata-rata serapan anggaran dan realisasi fisik program pendukungnya{rinci}."
    if i.dihitung_dari_program:
        return (
            f"Nilai ini dihitung dari {jumlah(len(i.program), 'program')} pendukungnya: rata-rata serapan anggaran dan "
            f"realisasi fisik setiap program, ditimbang menurut pagunya{rinci}."
        )
    return f"Cara pengukuran: {i.formulasi.rstrip('. ')}." if i.formulasi else ""


def _komponen(i: Iku) -> str:
    nilai = [(r.uraian, r.nilai) for r in i.rincian if r.nilai is not None]
    if len(nilai) < 2:
        return ""
    tinggi, rendah = max(n for _, n in nilai), min(n for _, n in nilai)
    if unsur_pelayanan(i):
        atas = enumerasi([u for u, n in nilai if n == tinggi])
        bawah = enumerasi([u for u, n in nilai if n == rendah])
        sama = f"Dari {jumlah(len(nilai), 'unsur pelayanan')}, nilai tertinggi {format_number(tinggi)} ({atas})"
        return f"{sama} dan nilai terendah {format_number(rendah)} ({bawah})."
    return f"Nilai itu terdiri atas {enumerasi([f'{u} ({format_number(n, 2)})' for u, n in nilai])}."


def unsur_pelayanan(i: Iku) -> bool:
    """Whether the components are scores of 1 to 4 for elements of service (PermenPANRB 14/2017)."""
    nilai = [r.nilai for r in i.rincian if r.nilai is not None]
    return not i.skala and bool(nilai) and all(1 <= n <= 4 for n in nilai)


# --- 3.1.2 The years before ------------------------------------------------------------------------------------------


def antartahun(i: Iku, f: Laporan) -> str:
    """3.1.2 for one indicator: against last year, then over the years of the period."""
    lalu = next((n for n in i.riwayat if n.tahun == f.tahun - 1), None)
    arah = gerak(lalu, i.tahun_ini) if lalu else None
    if lalu is None or arah is None:
        return f"Realisasi {i.nama} tidak dapat dibandingkan: nilai tahun {f.tahun - 1} atau {f.tahun} tidak tersedia."
    if arah == Gerak.TETAP:
        utama = f"Realisasi {i.nama} tetap {i.tahun_ini.realisasi} seperti tahun {lalu.tahun}"
    else:
        dari = f"dari {lalu.realisasi} pada tahun {lalu.tahun}"
        utama = f"Realisasi {i.nama} {arah.value} {dari} menjadi {i.tahun_ini.realisasi}"
    return " ".join(k for k in (f"{utama}{_arti(i, arah)}.", _capaian_lalu(i, lalu, f), _rentang_tahun(i, f)) if k)


def _arti(i: Iku, arah: Gerak) -> str:
    if not i.makin_rendah_makin_baik or arah == Gerak.TETAP:
        return ""
    return f" ({'membaik' if arah == Gerak.TURUN else 'memburuk'}, karena makin rendah makin baik)"


def _capaian_lalu(i: Iku, lalu: NilaiTahun, f: Laporan) -> str:
    kini = i.tahun_ini.capaian
    if kini is None or lalu.capaian is None:
        return ""
    teks_lalu, teks_kini = capaian_teks(lalu.capaian, f.desimal), capaian_teks(kini, f.desimal)
    if teks_lalu == teks_kini:
        return (
            f"Capaiannya juga {teks_kini} pada kedua tahun itu."
            if i.tahun_ini.realisasi == lalu.realisasi
            else (f"Capaiannya {teks_kini} pada kedua tahun itu.")
        )
    arah = "naik" if kini > lalu.capaian else "turun"
    return f"Capaiannya {arah} dari {teks_lalu} menjadi {teks_kini}."


def _rentang_tahun(i: Iku, f: Laporan) -> str:
    """Over all years known: always up, always down, unchanged, or the first against the last."""
    deret = [n for n in (*i.riwayat, i.tahun_ini) if n.ada]
    if len(deret) < 3:
        return ""
    langkah = [gerak(a, b) for a, b in zip(deret, deret[1:], strict=False)]
    mulai = f"Sejak tahun {deret[0].tahun}"
    if all(g == Gerak.TETAP for g in langkah):
        return f"{mulai} realisasinya tidak berubah."
    if all(g == Gerak.NAIK for g in langkah) or all(g == Gerak.TURUN for g in langkah):
        return f"{mulai} realisasinya {langkah[0].value if langkah[0] else ''} setiap tahun."
    keseluruhan = gerak(deret[0], deret[-1])
    if keseluruhan is None or keseluruhan == Gerak.TETAP:
        return ""
    return f"{mulai} realisasinya {keseluruhan.value} dari {deret[0].realisasi} menjadi {deret[-1].realisasi}."


def antartahun_umum(f: Laporan) -> str:
    """3.1.2 before the table: how many rose, stayed, fell against last year."""
    arah: dict[Gerak, list[Iku]] = {}
    for i in f.iku:
        lalu = next((n for n in i.riwayat if n.tahun == f.tahun - 1), None)
        g = gerak(lalu, i.tahun_ini) if lalu else None
        if g:
            arah.setdefault(g, []).append(i)
    if not arah:
        return ""
    bagian = [f"{jumlah(len(arah[g]), 'indikator')} {g.value}" for g in Gerak if g in arah]
    return f"Dibandingkan dengan tahun {f.tahun - 1}, realisasi {enumerasi(bagian)}."


# --- 3.1.3 The Renstra -----------------------------------------------------------------------------------------------


def renstra_umum(f: Laporan) -> str:
    """3.1.3 before the table: how many indicators met the target of every year so far."""
    dinilai = [d for i in f.iku if (d := _tahun_dinilai(i))]
    if not dinilai:
        return ""
    penuh = [d for d in dinilai if all(n.capaian is not None and n.capaian >= 100 for n in d)]
    siapa = jumlah(len(penuh), "indikator") if penuh else "belum ada indikator yang"
    hasil = f"{siapa} memenuhi target setiap tahun"
    return (
        f"Renstra {f.renstra} telah berjalan {jumlah(f.tahun - f.periode[0] + 1, 'tahun')} dari "
        f"{jumlah(f.periode[1] - f.periode[0] + 1, 'tahun')}. Sampai dengan tahun {f.tahun}, {hasil}."
    )


def _tahun_dinilai(i: Iku) -> list[NilaiTahun]:
    return [n for n in (*i.riwayat, i.tahun_ini) if n.capaian is not None]


def terhadap_renstra(i: Iku, f: Laporan) -> str:
    """3.1.3 for one indicator: years on target so far, and how far the end of the period still is."""
    deret = _tahun_dinilai(i)
    kalimat = []
    if deret:
        penuh = [n for n in deret if n.capaian is not None and n.capaian >= 100]
        awal, akhir = deret[0].tahun, deret[-1].tahun
        rentang = f"tahun {awal}" if awal == akhir else f"tahun {awal} sampai dengan {akhir}"
        if len(penuh) == len(deret):
            kalimat.append(f"Target Renstra {i.nama} tercapai {'setiap tahun, ' * (awal != akhir)}{rentang}.")
        elif penuh:
            tahun = enumerasi([str(n.tahun) for n in penuh])
            kalimat.append(f"Dalam {rentang}, target Renstra {i.nama} hanya tercapai pada tahun {tahun}.")
        else:
            kalimat.append(f"Dalam {rentang}, target Renstra {i.nama} belum pernah tercapai.")
    kalimat.append(_menuju_akhir(i, f))
    return " ".join(k for k in kalimat if k)


def _menuju_akhir(i: Iku, f: Laporan) -> str:
    akhir, kini = i.target_akhir, i.tahun_ini
    if akhir is None or akhir.target == "-" or not kini.ada or akhir.tahun <= f.tahun:
        return ""
    if akhir.capaian is None:
        return ""
    if akhir.capaian >= 100:
        return (
            f"Realisasi tahun {f.tahun} sudah memenuhi target akhir periode ({akhir.target} pada tahun {akhir.tahun})."
        )
    return (
        f"Realisasi tahun {f.tahun} adalah {capaian_teks(akhir.capaian, f.desimal)} dari target akhir periode "
        f"({akhir.target} pada tahun {akhir.tahun})."
    )


# --- 3.1.4 National standards ----------------------------------------------------------------------------------------


def standar_nasional(f: Laporan) -> str:
    """3.1.4: no benchmark is recorded, and the report says so; the national scales of assessment are named."""
    baris = [
        "Tidak ada standar nasional berupa angka yang ditetapkan untuk "
        f"{jumlah(len(f.iku), 'indikator kinerja utama')} {f.perangkat_daerah}, sehingga realisasi tahun {f.tahun} "
        "tidak dibandingkan dengan angka nasional."
    ]
    skala = [s for i in f.iku if (s := _skala_nasional(i))]
    if skala:
        baris.append("Penggolongan hasil menurut skala penilaian yang berlaku nasional adalah sebagai berikut:")
        baris += [f"- {s}" for s in skala]
    return "\n".join(baris)


def _skala_nasional(i: Iku) -> str:
    if i.skala == "akip" and i.tahun_ini.ada:
        return (
            f"{i.nama}: {i.tahun_ini.realisasi}, menurut kategori PermenPANRB Nomor 88 Tahun 2021 tentang Evaluasi "
            "Akuntabilitas Kinerja Instansi Pemerintah;"
        )
    mutu = calculations.kategori_ikm(i.tahun_ini.angka) if unsur_pelayanan(i) else None
    if mutu:
        return (
            f"{i.nama}: {i.tahun_ini.realisasi}, mutu pelayanan {mutu.kode} ({mutu.label}), menurut PermenPANRB Nomor "
            "14 Tahun 2017 tentang Pedoman Penyusunan Survei Kepuasan Masyarakat;"
        )
    return ""


# --- 3.1.5 Causes and solutions --------------------------------------------------------------------------------------


def sebab_umum(f: Laporan) -> str:
    """3.1.5, the sentence before the table."""
    return (
        "Penyebab keberhasilan atau kegagalan dan solusi yang telah dilakukan disampaikan oleh unit kerja penanggung "
        f"jawab indikator bersama realisasi triwulan IV tahun {f.tahun}. Kesimpulan pada awal setiap uraian penyebab "
        "dihitung dari capaian."
    )


def sebab(i: Iku) -> str:
    """The cell of Tabel 3.1.6: the verdict of the figures, then what the unit wrote."""
    return " ".join(k for k in (f"{i.status.value.capitalize()}.", rapikan(i.penyebab)) if k)
