"""Which changes only the services and the database can refuse: those are tried when a preview is made."""

from indicators.buku_pd.selisih import Baris, Selisih
from indicators.models import Indikator

TERPERIKSA = frozenset(
    {
        *("visi", "misi", "tujuan", "sasaran", "strategi", "kebijakan", "program", "kegiatan", "sub_kegiatan"),
        *("indikator", "rencana", "target", "pagu", "jadwal"),
    }
)
"""Sheets whose new and changed rows are refused by `aturan`, `susun` and the comparison alone: every constraint of
their models and every rule of their services is asked there. A test holds them to it.
"""
BERKODE = ("program", "kegiatan", "sub_kegiatan")


def perlu_coba(selisih: Selisih) -> bool:
    """Whether the trial may find what the checks in memory do not: deletions, values, formulas, units and officials."""
    return bool(selisih.hapus) or any(_perlu(selisih, b) for b in (*selisih.baru, *selisih.ubah))


def _perlu(selisih: Selisih, b: Baris) -> bool:
    if b.tabel.nama not in TERPERIKSA:
        return True
    if b.tabel.nama == "indikator":
        lama = b.rekam.isi if b.rekam else {}
        return Indikator.Rumus.EKSPRESI in (b.isi.get("rumus"), lama.get("rumus"))
    if b.tabel.nama in BERKODE and b.rekam is not None:  # two rows may change places, one after the other
        return any(s.bidang.kunci in ("kode", *BERKODE) for s in b.sel)
    if b.tabel.nama == "jadwal":  # another period may have it
        return b.isi.get("tahun") not in {str(t) for t in selisih.isi.periode.tahun}
    return False
