"""The prose about money (3.1.6, 3.1.7, 3.2) and of Bab IV of the annual report.

Plain text from facts, as in lkjip_narasi. “Efisien” is said only where indicators.calculations.efisien allows it: money
that was left over because work was not done is no efficiency.
"""

from decimal import Decimal

from indicators import calculations
from reports.builders.lkjip_fakta import (
    Iku,
    Laporan,
    ProgramFakta,
    Status,
    Uang,
    capaian_teks,
    enumerasi,
    jumlah,
    urutan,
)
from reports.builders.lkjip_narasi import hasil_umum, serapan_rendah, serapan_umum
from sakip.lib.numbers import format_persen, format_rupiah


def efisiensi_umum(f: Laporan) -> str:
    """3.1.6, the sentence before the formula."""
    return (
        "Efisiensi adalah bagian anggaran yang tidak terpakai. Sisa anggaran dinyatakan sebagai efisiensi hanya "
        "apabila target indikator tercapai dan capaiannya melampaui serapan anggaran lebih dari lima poin persentase. "
        f"Anggaran setiap indikator adalah pagu program pendukungnya dalam {f.pk}."
    )


def efisiensi(i: Iku, f: Laporan) -> str:
    """3.1.6 for one indicator."""
    if not i.program:
        return f"Efisiensi {i.nama} tidak dihitung karena indikator ini tidak mempunyai program pendukung tersendiri."
    u = i.uang
    if u.pagu is None or u.keuangan is None:
        return f"Efisiensi {i.nama} belum dapat dihitung karena realisasi anggaran program pendukungnya belum lengkap."
    return (
        f"Dari anggaran {format_rupiah(u.pagu)} untuk {i.nama}, terpakai {format_rupiah(u.keuangan)} "
        f"({format_persen(u.serapan, f.desimal_anggaran)}), sehingga tersisa {format_rupiah(u.sisa)} "
        f"({format_persen(u.efisiensi, f.desimal_anggaran)}). {_vonis(i, f)}"
    )


def _vonis(i: Iku, f: Laporan) -> str:
    capaian = capaian_teks(i.tahun_ini.capaian, f.desimal)
    if i.efisien:
        return f"Karena capaian {capaian} melampaui serapan, penggunaan anggaran indikator ini efisien."
    if i.status == Status.BELUM:
        return (
            f"Sisa itu tidak dinyatakan sebagai efisiensi karena capaian indikator {capaian}, yang berarti "
            f"{i.status.value}."
        )
    if i.status == Status.TIDAK_DIKETAHUI:
        return "Sisa itu tidak dinyatakan sebagai efisiensi karena capaian indikator belum dapat dihitung."
    return f"Dengan capaian {capaian}, selisihnya terhadap serapan belum cukup untuk dinyatakan sebagai efisiensi."


# --- 3.1.7 Programmes behind a sasaran -------------------------------------------------------------------------------


def program_pendukung(sasaran: str, iku: list[Iku], program: list[ProgramFakta], f: Laporan) -> str:
    """3.1.7 for one sasaran: what its programmes spent and did, the strongest and the weakest kegiatan."""
    if not program:
        nama = enumerasi([i.nama for i in iku])
        return f"Sasaran ini tidak mempunyai program tersendiri. Hasil pengukuran {nama} disajikan pada tabel berikut."
    baris = [_satu_program(p, f) for p in program]
    kegiatan = [k for p in program for k in p.kegiatan if k[1].serapan is not None]
    if len(kegiatan) > 1:
        baris.append(_kegiatan_ujung(kegiatan, f))
    return "\n".join(baris + [_hubungan(i, program, f) for i in iku if i.dihitung_dari_program])


def _satu_program(p: ProgramFakta, f: Laporan) -> str:
    u = p.uang
    sub = jumlah(p.jumlah_sub_kegiatan, "sub kegiatan")
    isi = f"{p.nama} terdiri atas {jumlah(len(p.kegiatan), 'kegiatan')} dan {sub}"
    if u.pagu is None:
        return f"{isi}, tanpa pagu pada tahun {f.tahun}."
    if u.keuangan is None:
        return f"{isi} dengan pagu {format_rupiah(u.pagu)}; realisasi anggarannya belum lengkap."
    fisik = f" dan realisasi fisiknya {format_persen(u.fisik)}" if u.fisik is not None else ""
    return (
        f"{isi}. Anggarannya terserap {format_rupiah(u.keuangan)} dari {format_rupiah(u.pagu)} "
        f"({format_persen(u.serapan, f.desimal_anggaran)}){fisik}."
    )


def _kegiatan_ujung(kegiatan: list[tuple[str, Uang]], f: Laporan) -> str:
    urut = sorted(kegiatan, key=lambda k: k[1].serapan or Decimal(0))
    (rendah, u_rendah), (tinggi, u_tinggi) = urut[0], urut[-1]
    if u_rendah.serapan == u_tinggi.serapan:
        return ""
    return (
        f"Serapan tertinggi terdapat pada kegiatan {tinggi} ({format_persen(u_tinggi.serapan, f.desimal_anggaran)}), "
        f"terendah pada kegiatan {rendah} ({format_persen(u_rendah.serapan, f.desimal_anggaran)})."
    )


def _hubungan(i: Iku, program: list[ProgramFakta], f: Laporan) -> str:
    if i.status == Status.TIDAK_DIKETAHUI:
        return ""
    hasil = f"Realisasi {i.nama} sebesar {i.tahun_ini.realisasi} dihitung dari kinerja program tersebut"
    if i.status != Status.BELUM:
        return f"{hasil} dan memenuhi target."
    belum_fisik = [p.nama for p in program if p.uang.fisik is not None and p.uang.fisik < 100]
    if belum_fisik:
        return f"{hasil}; target belum tercapai karena realisasi fisik {enumerasi(belum_fisik)} belum 100%."
    return (
        f"{hasil}. Realisasi fisiknya telah 100%, sehingga selisih terhadap target berasal dari anggaran yang tersisa."
    )


# --- 3.2 Budget ------------------------------------------------------------------------------------------------------


def realisasi_anggaran(f: Laporan) -> str:
    """3.2 before the tables: the whole, and the programmes that spent most and least of their budget."""
    u = f.total
    if u.pagu is None:
        return ""
    if u.keuangan is None:
        return f"Pagu tahun {f.tahun} adalah {format_rupiah(u.pagu)}. Realisasi anggaran belum lengkap."
    kalimat = [
        f"Pagu {f.nama_lengkap} tahun {f.tahun} menurut {f.pk} adalah {format_rupiah(u.pagu)}. Realisasinya "
        f"{format_rupiah(u.keuangan)} atau {format_persen(u.serapan, f.desimal_anggaran)}, sehingga tersisa "
        f"{format_rupiah(u.sisa)}."
    ]
    dihitung = sorted((p for p in f.program if p.uang.serapan is not None), key=lambda p: p.uang.serapan or Decimal(0))
    if len(dihitung) > 1:
        rendah, tinggi = dihitung[0], dihitung[-1]
        kalimat.append(
            f"Serapan program berkisar dari {format_persen(rendah.uang.serapan, f.desimal_anggaran)} ({rendah.nama}) "
            f"sampai {format_persen(tinggi.uang.serapan, f.desimal_anggaran)} ({tinggi.nama})."
        )
    return " ".join(kalimat)


# --- Bab IV ----------------------------------------------------------------------------------------------------------


def kesimpulan(f: Laporan) -> str:
    """4.1: the result of the year, every indicator, the money."""
    baris = [
        f"Tahun {f.tahun} adalah tahun {urutan(f.tahun - f.periode[0] + 1)} pelaksanaan Renstra {f.perangkat_daerah} "
        f"{f.renstra}. {hasil_umum(f)}"
    ]
    baris += [f"{n}. {_ringkas(i, f)}" for n, i in enumerate(f.iku, start=1)]
    rata = rata_rata_capaian(f)
    if rata is not None:
        baris.append(
            f"Rata-rata capaian indikator kinerja utama adalah {format_persen(rata, 2)}. {serapan_umum(f)}".strip()
        )
    elif serapan_umum(f):
        baris.append(serapan_umum(f))
    return "\n".join(baris)


def _ringkas(i: Iku, f: Laporan) -> str:
    t = i.tahun_ini
    if i.status == Status.TIDAK_DIKETAHUI:
        return f"{i.nama}: {i.status.value}."
    return (
        f"{i.nama}: realisasi {t.realisasi}, target {t.target}, capaian {capaian_teks(t.capaian, f.desimal)} "
        f"({i.status.value})."
    )


def rata_rata_capaian(f: Laporan) -> Decimal | None:
    """The plain mean of the capaian; None as soon as one is unknown, because a mean of the rest would flatter."""
    nilai = [i.tahun_ini.capaian for i in f.iku]
    lengkap = [n for n in nilai if n is not None]
    if len(lengkap) != len(nilai):
        return None
    return calculations.rasio(sum(lengkap, Decimal(0)), len(lengkap), 1)


def rekomendasi(f: Laporan) -> str:
    """4.2: what follows from the figures; nothing that would fit any other report as well."""
    butir = [*_untuk_yang_belum(f), *_untuk_target(f), *_untuk_serapan(f), *_untuk_data(f)]
    if not butir:
        return (
            "Seluruh target tercapai dan seluruh data lengkap; perencanaan tahun berikutnya melanjutkan target Renstra."
        )
    awal = f"Berdasarkan hasil pengukuran kinerja tahun {f.tahun}, langkah perbaikan yang direkomendasikan adalah:"
    return "\n".join([awal, *(f"{n}. {teks}" for n, teks in enumerate(butir, start=1))])


def _untuk_yang_belum(f: Laporan) -> list[str]:
    hasil = []
    for i in f.dengan(Status.BELUM):
        solusi = " ".join(i.solusi.split()).rstrip(".")
        lanjut = f", dengan melanjutkan langkah yang telah dimulai: {solusi[:1].lower()}{solusi[1:]}" if solusi else ""
        hasil.append(f"Menaikkan {i.nama} dari {i.tahun_ini.realisasi} ke target {i.tahun_ini.target}{lanjut}.")
    return hasil


def _untuk_target(f: Laporan) -> list[str]:
    """Targets of the next year that this year's realisasi has passed already."""
    hasil = []
    for i in f.dengan(Status.MELAMPAUI):
        depan = i.target_berikut
        if depan and depan.capaian is not None and depan.capaian > 100:
            hasil.append(
                f"Meninjau target {i.nama} tahun {depan.tahun} sebesar {depan.target}, karena realisasi tahun "
                f"{f.tahun} ({i.tahun_ini.realisasi}) telah melampauinya."
            )
    return hasil


def _untuk_serapan(f: Laporan) -> list[str]:
    return [
        f"Memperbaiki perencanaan kebutuhan {p.nama}, yang menyerap "
        f"{format_persen(p.uang.serapan, f.desimal_anggaran)} dari pagunya."
        for p in f.program
        if serapan_rendah(p)
    ]


def formula_berbeda(i: Iku) -> bool:
    """Whether the written formula speaks of something else than the programmes' absorption it is computed from."""
    return i.dihitung_dari_program and bool(i.formulasi) and "serapan" not in i.formulasi.lower()


def _untuk_data(f: Laporan) -> list[str]:
    tanpa_program = [i.nama for i in f.iku if not i.program]
    hasil = []
    if tanpa_program and f.program:
        hasil.append(
            f"Menetapkan program atau kegiatan yang mendukung {enumerasi(tanpa_program)}, agar penggunaan anggarannya "
            "dapat diukur."
        )
    beda = [i.nama for i in f.iku if formula_berbeda(i)]
    if beda:
        hasil.append(
            f"Menyelaraskan formula {enumerasi(beda)} dalam Renstra dengan cara penghitungan yang dipakai, yaitu "
            "rata-rata serapan anggaran dan realisasi fisik program pendukung."
        )
    tanpa_nilai = [i.nama for i in f.dengan(Status.TIDAK_DIKETAHUI)]
    if tanpa_nilai:
        hasil.append(f"Melengkapi target dan realisasi {enumerasi(tanpa_nilai)}.")
    return hasil
