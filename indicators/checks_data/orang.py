"""Rules about officials: SIGN."""

import re
from datetime import date

from indicators.checks_data.dasar import Hasil
from indicators.checks_fakta import Fakta, Objek

# --- SIGN: officials -----------------------------------------------------------------------------------------


def tanpa_kepala(f: Fakta) -> Hasil:
    """Somebody leads the perangkat daerah on the last day of the year, or nobody can sign its reports."""
    akhir = date(f.tahun, 12, 31)
    if not any(p.jenis == f.jenis_kepala and p.menjabat(akhir, akhir) for p in f.pejabat):
        sebutan = "Sekretaris Daerah" if f.jenis_kepala == "SEKDA" else "kepala perangkat daerah"
        pesan = f"Tidak ada {sebutan} yang menjabat pada 31 Desember {f.tahun}. Minta admin mengisi pejabatnya."
        yield Objek("pejabat", f.perangkat_daerah.pk, f.perangkat_daerah.nama), pesan


def nip_tidak_sah(f: Fakta) -> Hasil:
    """The NIP of everybody in office that year is whole; the head of the regency has none."""
    for p in f.pejabat:
        if p.jenis == "KEPALA_DAERAH" or not p.menjabat(date(f.tahun, 1, 1), date(f.tahun, 12, 31)):
            continue
        if not p.nip.strip():
            yield p.objek, f"NIP {p.jabatan} belum diisi. Minta admin melengkapinya."
        elif not nip_sah(p.nip):
            yield p.objek, f"NIP {p.jabatan} ({p.nip}) tidak sah. Minta admin memeriksa tanggal lahir dan TMT-nya."


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
