"""Bab I and II of the annual report as sections and blocks. Titles and order are data; numbers are given here once."""

from collections.abc import Sequence

from reports.builders import identitas, lkjip_narasi, lkjip_tabel
from reports.builders.lkjip_blok import Penulis, jangkar, kutipan
from reports.builders.lkjip_fakta import Laporan
from reports.builders.lkjip_grafik import kalimat_bagan, pohon_unit
from reports.builders.lkjip_muat import Bahan
from reports.payloads_lkjip import Bab, Bagian, Blok
from sakip.lib.numbers import romawi

JUDUL_BAB = ("Pendahuluan", "Perencanaan dan Perjanjian Kinerja", "Akuntabilitas Kinerja", "Penutup")


def judul_bagian(f: Laporan) -> dict[str, str]:
    """The titles of all numbered sections by number: the outline of PermenPANRB 53/2014."""
    perubahan = "Perjanjian Kinerja Anggaran Perubahan" if f.perubahan else "Perjanjian Kinerja"
    return {
        "1.1": "Latar Belakang",
        "1.2": "Maksud dan Tujuan",
        "1.3": "Dasar Hukum",
        "1.4": "Struktur Organisasi",
        "1.5": "Sumber Daya Aparatur",
        "1.6": "Sistematika Penulisan",
        "2.1": "Rencana Strategis",
        "2.1.1": "Visi dan Misi Kepala Daerah",
        "2.1.2": "Tujuan dan Sasaran",
        "2.2": "Cara Pencapaian Tujuan dan Sasaran",
        "2.3": "Rencana Kinerja Tahunan",
        "2.4": "Rencana Aksi",
        "2.5": f"{perubahan} Tahun {f.tahun}",
        "3.1": "Capaian Kinerja",
        "3.1.1": "Membandingkan antara target dan realisasi kinerja tahun ini",
        "3.1.2": (
            "Membandingkan antara realisasi kinerja serta capaian kinerja tahun ini dengan tahun lalu dan beberapa "
            "tahun terakhir"
        ),
        "3.1.3": (
            "Membandingkan realisasi kinerja sampai dengan tahun ini dengan target jangka menengah yang terdapat dalam "
            "dokumen perencanaan strategis organisasi"
        ),
        "3.1.4": "Membandingkan realisasi kinerja tahun ini dengan standar nasional (jika ada)",
        "3.1.5": (
            "Analisis penyebab keberhasilan/kegagalan atau peningkatan/penurunan kinerja serta alternatif solusi yang "
            "telah dilakukan"
        ),
        "3.1.6": "Analisis atas efisiensi penggunaan sumber daya",
        "3.1.7": (
            "Analisis program/kegiatan yang menunjang keberhasilan ataupun kegagalan pencapaian pernyataan kinerja"
        ),
        "3.2": "Realisasi Anggaran",
        "4.1": "Kesimpulan",
        "4.2": "Rekomendasi",
    }


def bab(nomor: int, pembuka: list[Blok], bagian: list[Bagian]) -> Bab:
    """One chapter."""
    return {
        "nomor": f"BAB {romawi(nomor)}",
        "judul": JUDUL_BAB[nomor - 1],
        "jangkar": f"bab-{nomor}",
        "pembuka": pembuka,
        "bagian": bagian,
    }


def bagian(nomor: str, f: Laporan, blok: Sequence[Blok | None], *, lebar: bool = False) -> Bagian:
    """One numbered section; blocks that are None are left out."""
    return {
        "kunci": nomor,
        "nomor": nomor,
        "judul": judul_bagian(f)[nomor],
        "jangkar": jangkar(f"bagian {nomor}"),
        "tingkat": 3 if nomor.count(".") == 2 else 2,
        "lebar": lebar,
        "blok": [b for b in blok if b is not None],
    }


# --- Bab I -----------------------------------------------------------------------------------------------------------


def bab_satu(b: Bahan, f: Laporan, p: Penulis) -> Bab:
    """Pendahuluan."""
    judul = judul_bagian(f)
    return bab(
        1,
        [],
        [
            bagian("1.1", f, [p.narasi("1.1", judul["1.1"], lkjip_narasi.latar_belakang(f))]),
            bagian("1.2", f, [p.narasi("1.2", judul["1.2"], lkjip_narasi.maksud_tujuan(f))]),
            bagian("1.3", f, _dasar_hukum(b, f, p)),
            bagian("1.4", f, _organisasi(b, f, p)),
            bagian("1.5", f, _pegawai(f, p)),
            bagian("1.6", f, [p.narasi("1.6", judul["1.6"], lkjip_narasi.sistematika(f, _sistematika(f)))]),
        ],
    )


def _dasar_hukum(b: Bahan, f: Laporan, p: Penulis) -> list[Blok]:
    teks = lkjip_narasi.dasar_hukum(f)
    if not b.peraturan:
        return [
            p.narasi("1.3", "Dasar Hukum", teks),
            p.kurang(f"Dasar hukum LKjIP {f.perangkat_daerah} belum dipilih dari daftar peraturan."),
        ]
    butir = identitas.butir([identitas.sitasi(r) for r in b.peraturan])
    huruf = [f"{chr(ord('a') + n % 26)}. {teks}" for n, teks in enumerate(butir)]
    return [p.narasi("1.3", "Dasar Hukum", "\n".join([teks, *huruf]))]


def _organisasi(b: Bahan, f: Laporan, p: Penulis) -> list[Blok]:
    blok: list[Blok] = [p.narasi("1.4", "Struktur Organisasi", lkjip_narasi.struktur_organisasi(f))]
    if not f.tugas_pokok:
        blok.append(p.kurang(f"Tugas pokok dan fungsi {f.perangkat_daerah} belum diisi pada data perangkat daerah."))
    if not b.unit:
        return [*blok, p.kurang(f"Unit kerja {f.perangkat_daerah} belum diisi.")]
    kepala = "Sekretaris Daerah" if b.permintaan.perangkat_daerah.jenis == "SETDA" else f"Kepala {f.perangkat_daerah}"
    pohon = pohon_unit(b.kepala.jabatan.replace(f.daerah, "").strip() if b.kepala else kepala, b.unit)
    return [*blok, p.bagan(1, f"Struktur Organisasi {f.nama_lengkap}", kalimat_bagan(pohon), pohon)]


def _pegawai(f: Laporan, p: Penulis) -> list[Blok]:
    if not f.pegawai:
        return [p.kurang(f"Statistik pegawai {f.perangkat_daerah} per 31 Desember {f.tahun} belum diisi.")]
    judul = f"Keadaan Pegawai {f.nama_lengkap} per 31 Desember {f.tahun}"
    return [
        p.narasi("1.5", "Sumber Daya Aparatur", lkjip_narasi.sumber_daya(f)),
        p.tabel(p.nomor.tabel("1"), judul, lkjip_tabel.pegawai(f)),
    ]


def _sistematika(f: Laporan) -> list[tuple[str, str, list[str]]]:
    """Bab, title, and the titles of its sections of the second level."""
    judul = judul_bagian(f)
    return [
        (
            f"Bab {romawi(n)}",
            nama,
            [teks for kunci, teks in judul.items() if kunci[0] == str(n) and kunci.count(".") == 1],
        )
        for n, nama in enumerate(JUDUL_BAB, 1)
    ]


# --- Bab II ----------------------------------------------------------------------------------------------------------


def bab_dua(b: Bahan, f: Laporan, p: Penulis) -> Bab:
    """Perencanaan dan Perjanjian Kinerja."""
    judul = judul_bagian(f)
    return bab(
        2,
        [],
        [
            bagian("2.1", f, [p.narasi("2.1", judul["2.1"], lkjip_narasi.rencana_strategis(f))]),
            bagian("2.1.1", f, _visi_misi(f, p)),
            bagian("2.1.2", f, _tujuan_sasaran(b, f, p)),
            _berprogram("2.2", b, f, p),
            _berprogram("2.3", b, f, p),
            _berprogram("2.4", b, f, p),
            bagian("2.5", f, _perjanjian(b, f, p)),
        ],
    )


def _visi_misi(f: Laporan, p: Penulis) -> list[Blok]:
    blok: list[Blok] = []
    for visi, akronim, _ in f.visi:
        blok.append(kutipan(f"“{visi}”{f' ({akronim})' if akronim else ''}", f"Visi {f.daerah} {f.renstra}"))
    blok.append(p.narasi("2.1.1", "Visi dan Misi Kepala Daerah", lkjip_narasi.visi_misi(f)))
    if not f.visi:
        blok.append(p.kurang(f"Visi {f.daerah} {f.renstra} belum diisi."))
    if not f.misi:
        blok.append(p.kurang(f"Misi {f.daerah} {f.renstra} belum diisi."))
    elif not f.misi_didukung:
        blok.append(p.kurang(f"Tujuan {f.perangkat_daerah} belum dihubungkan dengan misi {f.daerah}."))
    return blok


def _tujuan_sasaran(b: Bahan, f: Laporan, p: Penulis) -> list[Blok]:
    judul = f"Tujuan dan Sasaran Jangka Menengah {f.nama_lengkap} Tahun {b.periode.tahun_awal}-{b.periode.tahun_akhir}"
    blok: list[Blok] = [p.narasi("2.1.2", "Tujuan dan Sasaran", lkjip_narasi.tujuan_sasaran(f))]
    if not f.tujuan:
        blok.append(p.kurang(f"Tujuan {f.perangkat_daerah} {f.renstra} belum diisi."))
    tanpa_target = [r.indikator.nama for r in b.iku if any(t not in r.target for t in b.periode.tahun)]
    blok += [p.kurang(f"Target Renstra {nama} belum lengkap untuk semua tahun periode.") for nama in tanpa_target]
    return [*blok, p.tabel(p.nomor.tabel("2"), judul, lkjip_tabel.tujuan_sasaran(b), lebar=True)]


def _berprogram(nomor: str, b: Bahan, f: Laporan, p: Penulis) -> Bagian:
    """2.2, 2.3 and 2.4: a sentence and one wide table over all programmes."""
    teks, tabel, judul = {
        "2.2": (
            lkjip_narasi.cara_pencapaian,
            lkjip_tabel.program_kegiatan,
            "Penetapan Kebijakan, Program, Kegiatan dan Sub Kegiatan",
        ),
        "2.3": (
            lkjip_narasi.rencana_kinerja,
            lkjip_tabel.rencana_kinerja,
            f"Rencana Kinerja Tahunan {f.nama_lengkap}",
        ),
        "2.4": (
            lkjip_narasi.rencana_aksi,
            lkjip_tabel.rencana_aksi,
            f"Rencana Aksi {f.perangkat_daerah} Tahun {f.tahun}",
        ),
    }[nomor]
    ada = bool(f.program) if nomor == "2.4" else bool(b.program)
    if not ada:
        apa = f"Pagu program tahun {f.tahun}" if b.program else f"Program {f.perangkat_daerah} {f.renstra}"
        return bagian(nomor, f, [p.kurang(f"{apa} belum diisi.")])
    narasi = p.narasi(nomor, judul_bagian(f)[nomor], teks(f))
    return bagian(nomor, f, [narasi, p.tabel(p.nomor.tabel("2"), judul, tabel(b))], lebar=True)


def _perjanjian(b: Bahan, f: Laporan, p: Penulis) -> list[Blok]:
    sasaran = p.nomor.kelompok("2", baru=True)
    tabel_sasaran = p.tabel(sasaran, f"Sasaran, Indikator dan Target {f.pk}", lkjip_tabel.perjanjian_sasaran(b))
    if not f.belanja:
        kurang = p.kurang(
            f"Pagu anggaran tahun {f.tahun} belum diisi, sehingga anggaran perjanjian kinerja tidak tercetak."
        )
        narasi = p.narasi("2.5", judul_bagian(f)["2.5"], lkjip_narasi.perjanjian_kinerja(f, (sasaran, "", "")))
        return [narasi, tabel_sasaran, kurang]
    belanja, program = p.nomor.kelompok("2", baru=False), p.nomor.kelompok("2", baru=False)
    apbd = "APBD Perubahan" if f.perubahan else "APBD"
    return [
        p.narasi("2.5", judul_bagian(f)["2.5"], lkjip_narasi.perjanjian_kinerja(f, (sasaran, belanja, program))),
        tabel_sasaran,
        p.tabel(belanja, f"{apbd} Tahun {f.tahun} menurut Jenis Belanja", lkjip_tabel.perjanjian_belanja(b, f)),
        p.tabel(program, f"{apbd} Tahun {f.tahun} menurut Program", lkjip_tabel.perjanjian_program(b)),
    ]
