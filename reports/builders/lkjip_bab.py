"""The sections about the institution and its plans as blocks. Which are printed, and their numbers: lkjip_tata."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indicators.selectors.pohon import pohon_kinerja
from reports.builders import identitas, lkjip_narasi, lkjip_tabel, pohon
from reports.builders.lkjip_blok import Penulis, kutipan
from reports.builders.lkjip_fakta import Laporan
from reports.builders.lkjip_grafik import kalimat_bagan, pohon_unit
from reports.builders.lkjip_muat import Bahan
from reports.builders.lkjip_tata import Butir, Kerangka
from reports.payloads import Tabel
from reports.payloads_lkjip import Blok


@dataclass(frozen=True)
class Konteks:
    """What a section is written from: the rows, the facts, the writer, the whole outline."""

    b: Bahan
    f: Laporan
    p: Penulis
    kerangka: Kerangka


Tulis = Callable[[Konteks, Butir], Sequence[Blok | None]]
"""Writes one section; blocks that are None are left out."""


def satu_narasi(teks: Callable[[Laporan], str]) -> Tulis:
    """A section of one text."""
    return lambda k, t: [k.p.narasi(t.isi, t.judul, teks(k.f))]


# --- Bab I -----------------------------------------------------------------------------------------------------------


def _dasar_hukum(k: Konteks, t: Butir) -> list[Blok]:
    b, f, p = k.b, k.f, k.p
    teks = lkjip_narasi.dasar_hukum(f)
    if not b.peraturan:
        return [
            p.narasi(t.isi, t.judul, teks),
            p.kurang(f"Dasar hukum LKjIP {f.perangkat_daerah} belum dipilih dari daftar peraturan."),
        ]
    butir = identitas.butir([identitas.sitasi(r) for r in b.peraturan])
    huruf = [f"{chr(ord('a') + n % 26)}. {teks}" for n, teks in enumerate(butir)]
    return [p.narasi(t.isi, t.judul, "\n".join([teks, *huruf]))]


def _organisasi(k: Konteks, t: Butir) -> list[Blok]:
    b, f, p = k.b, k.f, k.p
    gambar = p.nomor.gambar(t.bab) if b.unit else ""
    blok: list[Blok] = [p.narasi(t.isi, t.judul, lkjip_narasi.struktur_organisasi(f, gambar))]
    if not f.tugas_pokok:
        blok.append(p.kurang(f"Tugas pokok dan fungsi {f.perangkat_daerah} belum diisi. Mintalah admin mengisinya."))
    if not b.unit:
        return [
            *blok,
            p.kurang(f"Unit kerja {f.perangkat_daerah} belum diisi. Tambahkan pada Perencanaan › Unit kerja."),
        ]
    kepala = "Sekretaris Daerah" if b.permintaan.perangkat_daerah.jenis == "SETDA" else f"Kepala {f.perangkat_daerah}"
    bagan = pohon_unit(b.kepala.jabatan.replace(f.daerah, "").strip() if b.kepala else kepala, b.unit)
    judul = f"Struktur Organisasi {f.nama_lengkap}"
    return [*blok, p.bagan(t.bab, judul, kalimat_bagan(bagan), bagan, nomor=gambar)]


def _pegawai(k: Konteks, t: Butir) -> list[Blok]:
    f, p = k.f, k.p
    if not f.pegawai:
        belum = f"Statistik pegawai {f.perangkat_daerah} per 31 Desember {f.tahun} belum diisi."
        return [p.kurang(f"{belum} Isi pada Perencanaan › Unit kerja › Jumlah pegawai.")]
    judul = f"Keadaan Pegawai {f.nama_lengkap} per 31 Desember {f.tahun}"
    return [
        p.narasi(t.isi, t.judul, lkjip_narasi.sumber_daya(f)),
        p.tabel(p.nomor.tabel(t.seri), judul, lkjip_tabel.pegawai(f)),
    ]


def _sistematika(k: Konteks, t: Butir) -> list[Blok]:
    return [k.p.narasi(t.isi, t.judul, lkjip_narasi.sistematika(k.kerangka.sistematika()))]


# --- Bab II ----------------------------------------------------------------------------------------------------------


def _visi_misi(k: Konteks, t: Butir) -> list[Blok]:
    f, p = k.f, k.p
    blok: list[Blok] = []
    for visi, akronim, _ in f.visi:
        blok.append(kutipan(f"“{visi}”{f' ({akronim})' if akronim else ''}", f"Visi {f.daerah} {f.renstra}"))
    blok.append(p.narasi(t.isi, t.judul, lkjip_narasi.visi_misi(f)))
    if not f.visi:
        blok.append(p.kurang(f"Visi {f.daerah} {f.renstra} belum diisi."))
    if not f.misi:
        blok.append(p.kurang(f"Misi {f.daerah} {f.renstra} belum diisi."))
    elif not f.misi_didukung:
        blok.append(p.kurang(f"Tujuan {f.perangkat_daerah} belum dihubungkan dengan misi {f.daerah}."))
    return blok


def _tujuan_sasaran(k: Konteks, t: Butir) -> list[Blok]:
    b, f, p = k.b, k.f, k.p
    nomor = p.nomor.tabel(t.seri)
    judul = f"Tujuan dan Sasaran Jangka Menengah {f.nama_lengkap} Tahun {b.periode.tahun_awal}-{b.periode.tahun_akhir}"
    blok: list[Blok] = [p.narasi(t.isi, t.judul, lkjip_narasi.tujuan_sasaran(f, nomor))]
    if not f.tujuan:
        blok.append(p.kurang(f"Tujuan {f.perangkat_daerah} {f.renstra} belum diisi."))
    tanpa_target = [r.indikator.nama for r in b.iku if any(n not in r.target for n in b.periode.tahun)]
    blok += [p.kurang(f"Target Renstra {nama} belum lengkap untuk semua tahun periode.") for nama in tanpa_target]
    return [*blok, p.tabel(nomor, judul, lkjip_tabel.tujuan_sasaran(b), lebar=True)]


def _pohon(k: Konteks, t: Butir) -> list[Blok]:
    """The performance tree of the period with the targets of the year, in a landscape section."""
    simpul = pohon_kinerja(k.b.permintaan.perangkat_daerah, k.b.periode)
    if not simpul:
        return [k.p.kurang(f"Tujuan dan sasaran {k.f.perangkat_daerah} belum diisi, sehingga pohon kinerja tidak ada.")]
    gambar = pohon.blok_pohon(
        k.p, t.bab, f"Pohon Kinerja {k.f.nama_lengkap} Tahun {k.f.tahun}", simpul, k.f.tahun, lebar=False
    )
    teks = lkjip_narasi.pohon_kinerja(gambar["nomor"], pohon.jumlah_simpul(simpul), len(gambar["lembar"]))
    return [k.p.narasi(t.isi, t.judul, teks), gambar]


def _cara_pencapaian(k: Konteks, t: Butir) -> list[Blok]:
    judul = "Penetapan Kebijakan, Program, Kegiatan dan Sub Kegiatan"
    return _berprogram(k, t, lkjip_narasi.cara_pencapaian, judul, lkjip_tabel.program_kegiatan)


def _rencana_kinerja(k: Konteks, t: Butir) -> list[Blok]:
    judul = f"Rencana Kinerja Tahunan {k.f.nama_lengkap}"
    return _berprogram(k, t, lkjip_narasi.rencana_kinerja, judul, lkjip_tabel.rencana_kinerja)


def _rencana_aksi(k: Konteks, t: Butir) -> list[Blok]:
    judul = f"Rencana Aksi {k.f.perangkat_daerah} Tahun {k.f.tahun}"
    return _berprogram(k, t, lkjip_narasi.rencana_aksi, judul, lkjip_tabel.rencana_aksi)


def _berprogram(
    k: Konteks, t: Butir, teks: Callable[[Laporan, str], str], judul: str, tabel: Callable[[Bahan], Tabel]
) -> list[Blok]:
    """A sentence and one wide table over all programmes; of the action plan only those with money."""
    ada = bool(k.f.program) if t.isi == "2.4" else bool(k.b.program)
    if not ada:
        apa = f"Pagu program tahun {k.f.tahun}" if k.b.program else f"Program {k.f.perangkat_daerah} {k.f.renstra}"
        return [k.p.kurang(f"{apa} belum diisi.")]
    nomor = k.p.nomor.tabel(t.seri)
    return [k.p.narasi(t.isi, t.judul, teks(k.f, nomor)), k.p.tabel(nomor, judul, tabel(k.b))]


def _perjanjian(k: Konteks, t: Butir) -> list[Blok]:
    b, f, p = k.b, k.f, k.p
    sasaran = p.nomor.kelompok(t.seri, baru=True)
    tabel_sasaran = p.tabel(sasaran, f"Sasaran, Indikator dan Target {f.pk}", lkjip_tabel.perjanjian_sasaran(b))
    if not f.belanja:
        kurang = p.kurang(
            f"Pagu anggaran tahun {f.tahun} belum diisi, sehingga anggaran perjanjian kinerja tidak tercetak."
        )
        narasi = p.narasi(t.isi, t.judul, lkjip_narasi.perjanjian_kinerja(f, (sasaran, "", "")))
        return [narasi, tabel_sasaran, kurang]
    belanja, program = p.nomor.kelompok(t.seri, baru=False), p.nomor.kelompok(t.seri, baru=False)
    apbd = "APBD Perubahan" if f.perubahan else "APBD"
    return [
        p.narasi(t.isi, t.judul, lkjip_narasi.perjanjian_kinerja(f, (sasaran, belanja, program))),
        tabel_sasaran,
        p.tabel(belanja, f"{apbd} Tahun {f.tahun} menurut Jenis Belanja", lkjip_tabel.perjanjian_belanja(b, f)),
        p.tabel(program, f"{apbd} Tahun {f.tahun} menurut Program", lkjip_tabel.perjanjian_program(b)),
    ]


BAGIAN: dict[str, Tulis] = {
    "1.1": satu_narasi(lkjip_narasi.latar_belakang),
    "1.2": satu_narasi(lkjip_narasi.maksud_tujuan),
    "1.3": _dasar_hukum,
    "1.4": _organisasi,
    "1.5": _pegawai,
    "1.6": _sistematika,
    "2.1": satu_narasi(lkjip_narasi.rencana_strategis),
    "2.1.1": _visi_misi,
    "2.1.2": _tujuan_sasaran,
    "pohon": _pohon,
    "2.2": _cara_pencapaian,
    "2.3": _rencana_kinerja,
    "2.4": _rencana_aksi,
    "2.5": _perjanjian,
}

MENDATAR = frozenset(("pohon", "2.2", "2.3", "2.4"))
"""Sections whose table or figure needs landscape pages, their text with it."""


def mendatar(blok: Blok) -> bool:
    """Whether a table has too many columns to be read on an upright page (`mendatar` of its class)."""
    return blok["jenis"] == "tabel" and "mendatar" in blok["tabel"].get("kelas", "").split()
