"""What the sheets of a pohon kinerja may not bring in, in the words of `services/pohon_kinerja.py`."""

from collections.abc import Callable, Iterator, Mapping

from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.cocok import Baris, Selisih

SATU_PENDUKUNG = "Pilih satu pendukung: unit kerja, atau perangkat daerah lain."
PEMILIK = "Unit ini pemilik sasarannya sendiri. Pilih unit lain yang mendukungnya."
TEPAT_DI_BAWAH = "Faktor kunci dijabarkan menjadi sasaran yang tepat di bawahnya. Pilih salah satunya."

Keadaan = Mapping[str, Mapping[str, str]]


def periksa_pohon(selisih: Selisih, keadaan: Callable[[], Keadaan]) -> None:
    """Add refusals to `selisih.galat`. `keadaan`: the sasaran by key, as they will be."""
    rows = [b for b in (*selisih.baru, *selisih.ubah) if b.tabel.nama in ("faktor_kunci", "crosscutting")]
    sasaran = keadaan() if rows else {}
    for b in rows:
        for kolom, kalimat in _tolak(b, sasaran):
            tempat = next((s.alamat for s in b.sel if s.bidang.kunci == kolom), b.alamat)
            selisih.galat.append(Galat(tempat, b.nama[:200], kalimat))


def _tolak(b: Baris, sasaran: Keadaan) -> Iterator[tuple[str, str]]:
    """Column and sentence of each refusal."""
    isi = b.isi
    atas, unit = isi.get("sasaran", ""), isi.get("unit_kerja", "")
    if b.tabel.nama == "faktor_kunci":
        if isi.get("anak") and sasaran.get(isi["anak"], {}).get("induk") != atas:
            yield "anak", TEPAT_DI_BAWAH
    elif bool(unit) == bool(isi.get("perangkat_daerah_lain")):
        yield "unit_kerja", SATU_PENDUKUNG
    elif unit and unit == sasaran.get(atas, {}).get("unit_kerja"):
        yield "unit_kerja", PEMILIK
