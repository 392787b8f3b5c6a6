"""What a workbook may mean twice: a name that several rows have, and two units of one name below the same superior."""

from collections import Counter

from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.cocok import Baris, Selisih, kata


def nama_unit_ganda(selisih: Selisih, keadaan: dict[str, dict[str, str]]) -> None:
    """Refuse a unit whose name another one below the same superior would have too. `keadaan`: all units by code."""
    hitung = Counter(_tanda(isi) for isi in keadaan.values() if not isi.get("berlaku_sampai"))
    for b in (*selisih.ubah, *selisih.baru):
        if b.tabel.nama == "unit" and not b.isi.get("berlaku_sampai") and hitung[_tanda(b.isi)] > 1:
            di = f"di bawah {b.isi['induk']}" if b.isi.get("induk") else "langsung di bawah pimpinan"
            kalimat = (
                f"Sudah ada unit bernama {b.isi.get('nama', '')} {di}. Pakai nama lain, atau unit atasan yang lain."
            )
            selisih.galat.append(Galat(_tempat(b), b.nama[:200], kalimat))


def _tanda(isi: dict[str, str]) -> tuple[str, str]:
    return isi.get("induk", ""), kata(isi.get("nama", ""))


def _tempat(b: Baris) -> str:
    return next((s.alamat for s in b.sel if s.bidang.kunci in ("nama", "induk")), b.alamat)
