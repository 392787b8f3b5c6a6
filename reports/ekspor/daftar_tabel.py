"""Every ruled table of a payload, in the order of the document, whatever it stands in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_KUNCI = {"id", "lebar", "kepala", "baris"}
# Not printed, or printed by other means.
_LEWATI = {"meta", "daftar_isi", "daftar_tabel", "daftar_gambar", "daftar_lampiran"}


@dataclass(frozen=True)
class TabelBernama:
    """A table with the number and the title it is printed under; the title may be empty."""

    nomor: str
    judul: str
    tabel: Mapping[str, Any]


def semua_tabel(payload: Mapping[str, Any]) -> list[TabelBernama]:
    """All of them."""
    return list(_cari(payload, "", ""))


def _cari(isi: Any, nomor: str, judul: str) -> Iterator[TabelBernama]:
    if isinstance(isi, list):
        for satu in isi:
            yield from _cari(satu, nomor, judul)
    elif isinstance(isi, Mapping):
        if isi.keys() >= _KUNCI:
            yield TabelBernama(nomor or isi["id"], isi.get("judul") or judul, isi)
            return
        nomor, judul = _nama(isi, nomor, judul)
        for kunci, nilai in isi.items():
            if kunci not in _LEWATI:
                yield from _cari(nilai, nomor, judul)


def _nama(isi: Mapping[str, Any], nomor: str, judul: str) -> tuple[str, str]:
    """What the tables below this part are called: a block has number and title, a unit's agreement its office."""
    if isi.get("jenis") == "tabel":
        return isi["nomor"], isi["judul"]
    if "tabel" in isi and isi.get("judul"):  # a group of a Lampiran
        return nomor, f"{judul} – {isi['judul']}" if judul else isi["judul"]
    if "kelompok" in isi:  # a Lampiran
        return nomor, " ".join(isi.get("judul") or [isi.get("label", "")])
    if "satuan_kerja" in isi:  # an agreement
        return nomor, isi["satuan_kerja"]
    return nomor, judul
