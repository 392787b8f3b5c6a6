"""Findings about the pohon kinerja: the rules its own page shows (`indicators.checks_pohon`), as rules about the data.

Its fifth rule, a sasaran without indikator, is that of the cascade (`susunan.sasaran_tanpa_indikator`). What another
rule says of the same object already is not said twice.
"""

from collections.abc import Iterable

from indicators import checks_pohon
from indicators.checks_data.dasar import Hasil
from indicators.checks_data.kata import nama_sama_dengan_atasan
from indicators.checks_data.susunan import unit_iku_tanpa_sasaran
from indicators.checks_fakta import Fakta, Objek


def menyalin_atasan(f: Fakta) -> Hasil:
    """A result that repeats the one above it, in words or by the same indikator."""
    salinan = {o.pk for o, _ in nama_sama_dengan_atasan(f)}
    sudah = {(f"{i.jenjang}-{i.induk}", checks_pohon.rapi(i.objek.nama)) for i in f.indikator if i.objek.pk in salinan}
    yield from _pada(f, checks_pohon.menyalin_rumusan(f.pohon))
    for kunci, nama in checks_pohon.indikator_salinan(f.pohon):
        if (kunci, checks_pohon.rapi(nama)) not in sudah:
            yield from _pada(f, [(kunci, checks_pohon.kalimat_salinan(nama))])


def indikator_kegiatan(f: Fakta) -> Hasil:
    """A result measured by what was done."""
    yield from _pada(f, checks_pohon.indikator_kegiatan(f.pohon))


def unit_tanpa_kontribusi(f: Fakta) -> Hasil:
    """A unit that adds nothing to the tree."""
    sudah = {o.unit for o, _ in unit_iku_tanpa_sasaran(f)}
    pd = f.perangkat_daerah
    for u in checks_pohon.unit_lepas(f.pohon):
        if u.pk not in sudah:
            yield Objek(pd.jenis, pd.pk, pd.nama, u.pk, u.nama), checks_pohon.kalimat_unit(u)


def tanpa_crosscutting(f: Fakta) -> Hasil:
    """Several units, and none of them supports another."""
    yield from _pada(f, checks_pohon.tanpa_crosscutting(f.pohon))


def _pada(f: Fakta, masalah: Iterable[tuple[str, str]]) -> Hasil:
    """The problems with the objects of their nodes; the tree as a whole is that of the perangkat daerah."""
    objek = {f"{u.objek.jenis}-{u.objek.pk}": u.objek for u in f.unsur}
    for kunci, kalimat in masalah:
        yield objek.get(kunci, f.perangkat_daerah), kalimat
