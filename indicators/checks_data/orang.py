"""Rules about officials, the papers of a plan and the staff: SIGN, DECN, DATE, NSTAT."""

import re
from datetime import date

from indicators.checks_data.dasar import Hasil
from indicators.checks_fakta import Fakta, Objek, PejabatCek, RencanaCek
from sakip.lib.numbers import format_tanggal

# --- SIGN: officials -----------------------------------------------------------------------------------------


def tanpa_kepala(f: Fakta) -> Hasil:
    """Somebody leads the perangkat daerah on the last day of the year, or nobody can sign its reports."""
    akhir = date(f.tahun, 12, 31)
    if not any(p.jenis == f.jenis_kepala and p.menjabat(akhir, akhir) for p in f.pejabat):
        sebutan = "Sekretaris Daerah" if f.jenis_kepala == "SEKDA" else "kepala perangkat daerah"
        pesan = f"Tidak ada {sebutan} yang menjabat pada 31 Desember {f.tahun}. Isi pejabatnya."
        yield Objek("pejabat", f.perangkat_daerah.pk, f.perangkat_daerah.nama), pesan


def nip_tidak_sah(f: Fakta) -> Hasil:
    """The NIP of everybody in office that year is whole; the head of the regency has none."""
    for p in f.pejabat:
        if p.jenis == "KEPALA_DAERAH" or not p.menjabat(date(f.tahun, 1, 1), date(f.tahun, 12, 31)):
            continue
        if not p.nip.strip():
            yield p.objek, f"NIP {p.jabatan} belum diisi. {_lengkapi(p)}"
        elif not nip_sah(p.nip):
            yield p.objek, f"NIP {p.jabatan} ({p.nip}) tidak sah. Periksa tanggal lahir dan TMT-nya."


def _lengkapi(p: PejabatCek) -> str:
    """Whom to turn to: a planner looks after the officials of the perangkat daerah, the admin after the regency's."""
    return "Minta admin melengkapinya." if p.daerah else "Lengkapi data pejabatnya."


NIP = re.compile(r"(\d{4})(\d\d)(\d\d) (\d{4})(\d\d) ([12]) (\d{3})")
BULAN_PPPK = 21
"""What stands in place of the month for a government employee with a contract."""


def nip_sah(nip: str) -> bool:
    """Whether the NIP has its form, a birth date that exists, and a start of service that can follow it."""
    cocok = NIP.fullmatch(nip)
    if cocok is None:
        return False
    tahun, bulan, hari, mulai, bulan_mulai = (int(n) for n in cocok.groups()[:5])
    try:
        date(tahun, bulan, hari)
    except ValueError:
        return False
    return mulai >= tahun + 15 and (1 <= bulan_mulai <= 12 or bulan_mulai == BULAN_PPPK)


def pimpinan_rangkap(f: Fakta) -> Hasil:
    """One office has one holder at a time, or nobody knows who signs."""
    milik = [p for p in f.pejabat if p.jenis == f.jenis_kepala and not p.kedudukan]
    for n, satu in enumerate(milik):
        for lain in milik[n + 1 :]:
            if satu.objek.nama != lain.objek.nama and _bersamaan(satu, lain):
                yield (
                    satu.objek,
                    f"{satu.jabatan} dijabat pula oleh {lain.objek.nama} pada waktu yang sama. Isi masa jabatannya.",
                )


def _bersamaan(satu: PejabatCek, lain: PejabatCek) -> bool:
    return lain.menjabat(satu.mulai or date.min, satu.selesai or date.max)


def nip_ganda(f: Fakta) -> Hasil:
    """A NIP belongs to one person."""
    milik: dict[str, str] = {}
    for p in f.pejabat:
        if p.nip.strip() and milik.setdefault(p.nip, p.objek.nama) != p.objek.nama:
            yield p.objek, f"NIP {p.nip} juga dipakai {milik[p.nip]}. Periksa NIP keduanya."


def pangkat_kosong(f: Fakta) -> Hasil:
    """Who signs as a civil servant has a rank; the head of the regency has none."""
    for p in f.pejabat:
        menjabat = p.menjabat(date(f.tahun, 1, 1), date(f.tahun, 12, 31))
        if p.jenis != "KEPALA_DAERAH" and menjabat and not p.pangkat.strip():
            yield p.objek, f"Pangkat {p.jabatan} belum diisi. {_lengkapi(p)}"


# --- DECN, DATE: the papers of a plan ------------------------------------------------------------------------


def rencana_tanpa_dasar(f: Fakta) -> Hasil:
    """An approved plan names the decree it was approved by."""
    for r in f.rencana:
        if r.disahkan and not r.dasar.strip():
            yield r.objek, "Rencana ini disahkan tanpa dasar. Tulis nomor dan judul keputusan atau DPA-nya."


def tanggal_rencana_janggal(f: Fakta) -> Hasil:
    """A plan is approved shortly before or in its year, and every version after the one before it."""
    lalu: RencanaCek | None = None
    for r in f.rencana:
        if not r.disahkan or r.tanggal is None:
            continue
        if r.tanggal.year not in (f.tahun - 1, f.tahun):
            sebut = format_tanggal(r.tanggal)
            yield r.objek, f"Disahkan {sebut}, padahal untuk tahun {f.tahun}. Perbaiki tanggalnya."
        elif lalu is not None and lalu.tanggal is not None and r.tanggal < lalu.tanggal:
            yield (
                r.objek,
                f"Disahkan {format_tanggal(r.tanggal)}, sebelum {lalu.objek.nama} ({format_tanggal(lalu.tanggal)}). "
                "Perbaiki tanggalnya.",
            )
        lalu = r


# --- NSTAT: staff --------------------------------------------------------------------------------------------


def statistik_berbeda(f: Fakta) -> Hasil:
    """The same people are counted by rank and by schooling: both ways give the same sum."""
    milik = {s.kelompok: s for s in f.statistik}
    pangkat, sekolah = milik.get("GOLONGAN"), milik.get("PENDIDIKAN")
    if pangkat and sekolah and not (pangkat.tanpa_angka or sekolah.tanpa_angka) and pangkat.jumlah != sekolah.jumlah:
        yield (
            sekolah.objek,
            f"Menurut golongan {pangkat.jumlah} orang, menurut pendidikan {sekolah.jumlah}. Periksa jumlahnya.",
        )


def statistik_kosong(f: Fakta) -> Hasil:
    """A kind that is listed has a figure, be it zero."""
    for s in f.statistik:
        if s.tanpa_angka:
            yield (
                s.objek,
                f"{s.tanpa_angka} jumlah belum diisi. Lengkapi; isi 0 bila tidak ada.",
            )
