"""What a returned workbook would change on the sheet as it is now: cell by cell, and what stands against it."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators.buku_kerja.baca import Galat, Ubahan
from indicators.buku_kerja.identitas import ciri
from indicators.buku_kerja.kolom import BarisLembar, nama_baris, semua_baris, teks_sel, terbuka
from indicators.selectors.baris_anggaran import BarisAnggaran
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.lembar_isian import LembarIsian

KOSONG = "(kosong)"
IKUT_NILAI = "Predikatnya mengikuti nilai ini."
Tersimpan = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Beda:
    """One cell: the stored text and that of the file. `siapa` stored another value since the download, if anybody."""

    ubahan: Ubahan
    nama: str
    lama: str
    siapa: str = ""

    @property
    def kendali(self) -> str:
        """The name of its control on the page."""
        return f"{self.ubahan.kunci}-{self.ubahan.kolom}"

    @property
    def lama_teks(self) -> str:
        """The stored text to read."""
        return self.lama or KOSONG

    @property
    def baru_teks(self) -> str:
        """The file's text to read."""
        return self.ubahan.teks or KOSONG


@dataclass
class Pratinjau:
    """Everything a person sees before saying yes: changes, conflicts to choose in, refusals, and what stays."""

    beda: list[Beda] = field(default_factory=list)
    bentrok: list[Beda] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    sama: int = 0
    revisi: dict[str, str] = field(default_factory=dict)

    @property
    def sidik(self) -> str:
        """What was shown, in short: the yes to one preview is no yes to another one."""
        isi = [[b.kendali, b.lama, b.ubahan.teks] for b in [*self.beda, *self.bentrok]]
        return hashlib.sha256(json.dumps([isi, sorted(self.revisi.items())]).encode()).hexdigest()

    @property
    def alamat_ditolak(self) -> set[str]:
        """The cells that a refusal speaks of."""
        return {alamat for g in self.galat for alamat in g.alamat.split(", ")}

    def dipilih(self, pakai: Collection[str]) -> list[Beda]:
        """The changes, and those of the conflicts in which the person takes the file's value."""
        return [*self.beda, *(b for b in self.bentrok if b.kendali in pakai)]


def bandingkan(ubahan: Sequence[Ubahan], isian: LembarIsian, tersimpan: Tersimpan) -> Pratinjau:
    """Hold the file against the live sheet: a value changed by somebody else since the download is never overwritten.

    `tersimpan`: the stored values of each row as a person types them.
    """
    rows = {b.kunci: b for b in semua_baris(isian)}
    hasil = Pratinjau()
    for satu in ubahan:
        b = rows.get(satu.kunci)
        if b is None:
            kalimat = "Baris ini tidak ada lagi pada lembar. Kosongkan perubahannya, atau unduh berkasnya lagi."
            hasil.galat.append(Galat(satu.alamat, "", kalimat))
            continue
        try:
            satu = _sebagai_pilihan(b, satu)
        except ValueError as error:
            hasil.galat.append(Galat(satu.alamat, nama_baris(b), str(error)))
            continue
        _tempatkan(hasil, b, satu, teks_sel(b, tersimpan[b.kunci]).get(satu.kolom, ""))
        hasil.revisi[b.kunci] = tersimpan[b.kunci]["revisi"]
    return hasil


def kiriman(beda: Sequence[Beda], isian: LembarIsian, tersimpan: Tersimpan) -> dict[str, str]:
    """The changed rows as the sheet's own form would send them: all their values, with the revision that was shown."""
    rows = {b.kunci: b for b in semua_baris(isian)}
    baru: dict[str, dict[str, str]] = {}
    for satu in beda:
        baru.setdefault(satu.ubahan.kunci, {})[satu.ubahan.kolom] = satu.ubahan.teks
    data: dict[str, str] = {}
    for kunci, isi in baru.items():
        b = rows[kunci]
        if "tingkat" in isi and isinstance(b, BarisIndikator):
            isi["tingkat"] = next((str(t.pk) for t in b.pilihan if t.kode == isi["tingkat"]), "")
        elif isi.get("nilai") and "tingkat" in tersimpan[kunci]:
            isi["tingkat"] = ""  # the step follows from the new number
        semua = {**tersimpan[kunci], **isi}
        if isinstance(b, BarisAnggaran):
            semua["cara"] = b.cara
            if b.tanpa_dasar:  # nothing is said of money that has no cell
                semua = {kolom: teks for kolom, teks in semua.items() if kolom not in ("keuangan", "alasan_lebih")}
        data |= {f"{kunci}-{kolom}": teks for kolom, teks in semua.items()}
    return data


def _tempatkan(hasil: Pratinjau, b: BarisLembar, satu: Ubahan, lama: str) -> None:
    if lama == satu.teks:
        hasil.sama += 1
    elif satu.kolom not in terbuka(b):
        kalimat = "Baris ini sudah diajukan atau diverifikasi, sehingga tidak dapat diubah. Tarik lembarnya lebih dulu."
        hasil.galat.append(Galat(satu.alamat, nama_baris(b), kalimat))
    elif ciri(lama) == satu.awal:
        hasil.beda.append(Beda(satu, nama_baris(b), lama))
    else:
        siapa = str(b.baris.diisi_oleh or "orang lain") if b.baris else "orang lain"
        hasil.bentrok.append(Beda(satu, nama_baris(b), lama, siapa))


def _sebagai_pilihan(b: BarisLembar, satu: Ubahan) -> Ubahan:
    """A step of a scale by its own code, however its capitals are typed; ValueError for one that is no step."""
    if not isinstance(b, BarisIndikator) or not b.pilihan:
        return satu
    if satu.kolom == "nilai" and satu.teks:
        return replace(satu, catatan=" ".join(filter(None, (satu.catatan, IKUT_NILAI))))
    if satu.kolom != "tingkat" or not satu.teks:
        return satu
    dicari = " ".join(satu.teks.split()).casefold()
    for t in b.pilihan:
        if t.kode.casefold() == dicari:
            return replace(satu, teks=t.kode)
    raise ValueError(f"“{satu.teks[:40]}” bukan pilihan di sini. Pilih {', '.join(t.kode for t in b.pilihan)}.")
