"""Rules about what hangs on what, and under which code: MAP, NOMEN."""

import re

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
            depan, _, akhir = k.kode.strip().rpartition(".")
            empat = f"{depan}.{akhir.zfill(4)}"  # former editions wrote two digits there
            jalan = (
                f"Maksudnya {empat}? Betulkan kodenya."
                if empat in f.nomenklatur
                else "Periksa kodenya, atau minta admin melengkapi nomenklatur."
            )
            yield k.objek, f"Kode {k.kode} tidak ada dalam nomenklatur edisi {f.edisi} yang tersimpan. {jalan}"


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


BENTUK = {
    "program": re.compile(r"[\dX]\.[\dX]{2}\.\d{2}"),
    "kegiatan": re.compile(r"[\dX]\.[\dX]{2}\.\d{2}\.\d\.\d{2}"),
    "sub_kegiatan": re.compile(r"[\dX]\.[\dX]{2}\.\d{2}\.\d\.\d{2}\.(?:\d{2}|\d{4})"),
}
"""4.01.01, 4.01.01.2.01, 4.01.01.2.01.0001 (two digits in the edition of 2019)."""


def kode_salah_bentuk(f: Fakta) -> Hasil:
    """A code has the parts its level has."""
    for k in f.berkode:
        bentuk = BENTUK.get(k.objek.jenis)
        if k.kode.strip() and bentuk and not bentuk.fullmatch(k.kode):
            yield k.objek, f"Kode {k.kode} tidak berbentuk kode {k.objek.jenis.replace('_', ' ')}. Perbaiki kodenya."


def kode_bukan_di_bawah_induk(f: Fakta) -> Hasil:
    """A code begins with that of the level above."""
    for k in f.berkode:
        if k.kode.strip() and k.kode_induk.strip() and not k.kode.startswith(f"{k.kode_induk}."):
            yield k.objek, f"Kode {k.kode} bukan bagian dari {k.kode_induk} di atasnya. Perbaiki kode atau letaknya."


def cabang_kosong(f: Fakta) -> Hasil:
    """A tujuan has a sasaran, a program a kegiatan, a kegiatan a sub kegiatan."""
    bawah = {"tujuan": "sasaran", "program": "kegiatan", "kegiatan": "sub kegiatan"}
    for u in f.unsur:
        if u.objek.jenis in bawah and not u.jumlah_anak:
            yield u.objek, f"Belum ada {bawah[u.objek.jenis]} di bawahnya. Tambahkan, atau hapus bila tidak dipakai."


def program_tanpa_iku(f: Fakta) -> Hasil:
    """A programme with money supports an IKU."""
    for p in f.program:
        if not p.jumlah_iku:
            yield p.objek, "Program ini berpagu, tetapi belum mendukung IKU. Tandai IKU yang didukungnya."


def unit_iku_tanpa_sasaran(f: Fakta) -> Hasil:
    """A unit that owes an IKU has a kinerja utama of its own, where units have any."""
    punya = {s.objek.unit for s in f.sasaran if s.objek.unit is not None}
    for unit, i in {i.objek.unit: i for i in f.indikator if i.iku and not i.pemilik}.items():
        if punya and unit is not None and unit not in punya:
            yield i.objek, f"{i.objek.nama_unit} mengisi IKU ini, tetapi belum memiliki kinerja utama. Tambahkan."
