"""Rules about what hangs on what, and under which code: MAP, NOMEN."""

from indicators.checks_data.dasar import Hasil
from indicators.checks_fakta import Fakta

# --- NOMEN: codes --------------------------------------------------------------------------------------------


def tanpa_kode(f: Fakta) -> Hasil:
    """A program, kegiatan or sub kegiatan without code cannot be budgeted under it."""
    for k in f.berkode:
        if not k.kode.strip():
            yield k.objek, f"Kode belum diisi. Isi kode menurut nomenklatur edisi {f.edisi}."


def kode_di_luar_nomenklatur(f: Fakta) -> Hasil:
    """A code that the edition of the year does not know. Without a register for it nothing can be said."""
    for k in f.berkode:
        if f.nomenklatur and k.kode.strip() and k.kode not in f.nomenklatur:
            yield (
                k.objek,
                f"Kode {k.kode} tidak ada dalam nomenklatur edisi {f.edisi} yang tersimpan. Periksa kodenya, atau "
                "minta admin melengkapi nomenklatur.",
            )


# --- MAP: what hangs on what ---------------------------------------------------------------------------------


def kaskade_kosong(f: Fakta) -> Hasil:
    """A perangkat daerah without any sasaran has nothing to report on."""
    if not f.sasaran:
        yield f.perangkat_daerah, "Belum ada sasaran pada periode ini. Isi tujuan, sasaran, dan indikatornya."


def tujuan_tanpa_misi(f: Fakta) -> Hasil:
    """A tujuan supports a misi of the regency's head."""
    for t in f.tujuan:
        if not t.ada_misi:
            yield t.objek, "Tujuan ini belum dikaitkan dengan misi. Pilih misi kepala daerah yang didukungnya."


def sasaran_tanpa_tujuan(f: Fakta) -> Hasil:
    """A sasaran of the perangkat daerah belongs to a tujuan."""
    for s in f.sasaran:
        if s.objek.unit is None and not s.ada_tujuan:
            yield s.objek, "Sasaran ini belum dikaitkan dengan tujuan. Pilih tujuan perangkat daerah di atasnya."


def sasaran_unit_tanpa_induk(f: Fakta) -> Hasil:
    """A unit's sasaran supports one above it: the chain is the pohon kinerja (PermenPANRB 89/2021)."""
    for s in f.sasaran:
        if s.objek.unit is not None and not s.ada_induk:
            yield s.objek, "Belum dikaitkan dengan sasaran di atasnya. Tetapkan sasaran yang didukung unit ini."


def sasaran_tanpa_indikator(f: Fakta) -> Hasil:
    """A sasaran that nothing measures."""
    for s in f.sasaran:
        if not s.jumlah_indikator:
            yield s.objek, "Sasaran ini belum memiliki indikator. Tambahkan sedikitnya satu indikator yang terukur."


def iku_tanpa_program(f: Fakta) -> Hasil:
    """An IKU of the perangkat daerah that no programme supports. The IKU of units have none of their own."""
    for i in f.indikator:
        if i.iku and i.jenjang == "sasaran" and not i.pemilik and not i.jumlah_program:
            yield i.objek, "IKU ini belum didukung program. Tandai program pendukungnya agar anggarannya terhitung."
