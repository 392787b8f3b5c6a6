"""Fields made of fields: objects and lists of a layout."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.tata.medan import (
    Angka,
    BarisIsian,
    Butir,
    Centang,
    Data,
    Galat,
    Isian,
    Lanjutan,
    Medan,
    Pilihan,
    Teks,
    tolak,
)

BARIS_KOSONG = 2
"""Empty rows at the end of a list; saving brings new ones."""

MAKS_BARIS = 80


@dataclass(frozen=True)
class Anak:
    """One field below another, or one column of a list: its key, label, field; `wajib` in every row that says anything.

    `bawaan` is the value a row need not name.
    """

    kunci: str
    label: str
    medan: Medan
    bantuan: str = ""
    wajib: bool = False
    bawaan: Any = None


@dataclass(frozen=True)
class Objek:
    """Several named values."""

    anak: Sequence[Anak]

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """Every value under its own name."""
        if set(nilai) != {a.kunci for a in self.anak}:
            raise KeyError
        return {k: v for a in self.anak for k, v in a.medan.tulis(f"{nama}.{a.kunci}", nilai[a.kunci]).items()}

    def baca(self, nama: str, data: Data, galat: Galat) -> dict[str, Any]:
        """The values by key."""
        return {a.kunci: a.medan.baca(f"{nama}.{a.kunci}", data, galat) for a in self.anak}

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """The fields below each other."""
        return Isian("objek", nama, anak=[berlabel(a, f"{nama}.{a.kunci}", data, galat) for a in self.anak])


def berlabel(anak: Anak, nama: str, data: Data, galat: Galat) -> Isian:
    """A field with its words."""
    isi = anak.medan.isian(nama, data, galat)
    return replace(isi, label=anak.label, bantuan=anak.bantuan)


@dataclass(frozen=True)
class Daftar:
    """A list, a row each: ordered by a number, removed by a tick, with empty rows to add some.

    `bentuk` says what one row is: an object (`objek`), its only cell (`nilai`), its two cells (`pasangan`), or an
    entry of an object under its first cell (`peta`: the second cell; `peta_objek`: the others).
    """

    kolom: Sequence[Anak]
    bentuk: str = "objek"

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """Every cell of every row."""
        baris = [self._urai(satu) for satu in (nilai.items() if self.bentuk.startswith("peta") else nilai)]
        hasil = {f"{nama}.jumlah": str(len(baris) + BARIS_KOSONG)}
        kunci = {a.kunci for a in self.kolom}
        for n, satu in enumerate(baris):
            hasil[f"{nama}.{n}.urut"] = str(n + 1)
            if lain := {k: v for k, v in satu.items() if k not in kunci}:
                hasil[f"{nama}.{n}.lain"] = json.dumps(lain)
            for a in self.kolom:
                if a.kunci in satu or a.bawaan is not None:
                    hasil |= a.medan.tulis(f"{nama}.{n}.{a.kunci}", satu.get(a.kunci, a.bawaan))
        return hasil

    def baca(self, nama: str, data: Data, galat: Galat) -> Any:
        """The rows that say anything and are not to be removed, in their order."""
        baris: list[tuple[int, int, dict[str, Any]]] = []
        for n in range(self._jumlah(nama, data)):
            di = f"{nama}.{n}"
            if data.get(f"{di}.hapus") or not any(data.get(f"{di}.{a.kunci}", "").strip() for a in self._terisi):
                continue
            urut = data.get(f"{di}.urut", "").strip()
            baris.append((int(urut) if urut.isdecimal() else n + 1, n, self._baris(di, data, galat)))
        return self._rakit([satu for _, _, satu in sorted(baris, key=lambda b: b[:2])], nama, galat)

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A table of fields."""
        baris = []
        for n in range(self._jumlah(nama, data)):
            di = f"{nama}.{n}"
            sel = [berlabel(a, f"{di}.{a.kunci}", data, galat) for a in self.kolom]
            urut, lain = data.get(f"{di}.urut", ""), data.get(f"{di}.lain", "")
            baris.append(BarisIsian(di, urut, bool(data.get(f"{di}.hapus")), lain, sel))
        nilai = str(len(baris))
        kolom = [a.label for a in self.kolom]
        return Isian("daftar", nama, nilai=nilai, galat=galat.get(nama, ()), kolom=kolom, baris=baris)

    @property
    def _terisi(self) -> list[Anak]:
        """The columns that make a row say something: neither a tick nor a choice that is always made."""
        return [a for a in self.kolom if a.wajib or isinstance(a.medan, Teks | Angka | Butir | Lanjutan)]

    @staticmethod
    def _jumlah(nama: str, data: Data) -> int:
        jumlah = data.get(f"{nama}.jumlah", "")
        return min(int(jumlah), MAKS_BARIS) if jumlah.isdecimal() and len(jumlah) < 4 else 0

    def _baris(self, di: str, data: Data, galat: Galat) -> dict[str, Any]:
        hasil: dict[str, Any] = {}
        for a in self.kolom:
            nama = f"{di}.{a.kunci}"
            kosong = not data.get(nama, "").strip()
            if kosong and not a.wajib and not isinstance(a.medan, Centang):
                if a.bawaan is None and isinstance(a.medan, Teks) and self.bentuk != "objek":
                    hasil[a.kunci] = ""
                continue
            if kosong and a.wajib:
                tolak(galat, nama, f"{a.label} belum diisi. Isi, atau centang Hapus pada baris ini.")
                continue
            nilai = a.medan.baca(nama, data, galat)
            if a.bawaan is None or nilai != a.bawaan:
                hasil[a.kunci] = nilai
        try:
            lain = json.loads(data.get(f"{di}.lain") or "{}")
        except ValueError:
            lain = {}
        return {**(lain if isinstance(lain, dict) else {}), **hasil}

    def _urai(self, satu: Any) -> dict[str, Any]:
        if self.bentuk == "nilai":
            return {self.kolom[0].kunci: satu}
        if self.bentuk == "objek":
            return dict(satu)
        kiri, kanan = satu
        isi = dict(kanan) if self.bentuk == "peta_objek" else {self.kolom[1].kunci: kanan}
        return {self.kolom[0].kunci: kiri, **isi}

    def _rakit(self, baris: list[dict[str, Any]], nama: str, galat: Galat) -> Any:
        awal = self.kolom[0].kunci
        if self.bentuk == "objek":
            return baris
        if self.bentuk == "nilai":
            return [b[awal] for b in baris if awal in b]
        if self.bentuk == "pasangan":
            return [[b.get(a.kunci, "") for a in self.kolom] for b in baris]
        if len({b.get(awal) for b in baris}) != len(baris):
            tolak(galat, nama, f"{self.kolom[0].label} yang sama ditulis lebih dari sekali.")
        if self.bentuk == "peta":
            return {b.get(awal, ""): b.get(self.kolom[1].kunci, "") for b in baris}
        return {b.pop(awal, ""): b for b in baris}


def baris_teks(*, panjang: bool = False) -> Daftar:
    """A list of lines or sentences."""
    return Daftar((Anak("isi", "Kalimat" if panjang else "Baris", Teks(panjang=panjang)),), "nilai")


def pilih_urut(opsi: Sequence[tuple[str, str]]) -> Daftar:
    """A list that chooses and orders known parts."""
    return Daftar((Anak("isi", "Bagian", Pilihan(opsi, ""), wajib=True),), "nilai")


@dataclass(frozen=True)
class Kerangka:
    """Chapters with what stands in them, as one list: a row says whether it is a chapter, a section or a piece of it.

    `dalam` are the levels below a chapter, outermost first: the key its rows stand under and what they are called.
    """

    kolom: Sequence[Anak]
    dalam: Sequence[tuple[str, str]]

    @property
    def _daftar(self) -> Daftar:
        opsi = [("bab", "Bab"), *((kunci, f"{'– ' * n}{label}") for n, (kunci, label) in enumerate(self.dalam, 1))]
        return Daftar((Anak("letak", "Tingkat", Pilihan(opsi, ""), wajib=True), *self.kolom))

    def tulis(self, nama: str, nilai: Any) -> dict[str, str]:
        """Chapter after chapter, each followed by what stands in it."""
        return self._daftar.tulis(nama, [baris for bab in nilai for baris in self._ratakan(dict(bab), "bab")])

    def baca(self, nama: str, data: Data, galat: Galat) -> list[dict[str, Any]]:
        """The chapters with what stands in them."""
        hasil: list[dict[str, Any]] = []
        induk: dict[str, Any] = {}
        buka: dict[str, Any] | None = None
        for satu in self._daftar.baca(nama, data, galat):
            letak = satu.pop("letak", "")
            if letak == "bab":
                hasil.append(induk := satu)
                buka = None
            elif not hasil:
                tolak(galat, nama, "Baris pertama harus berupa bab. Ubah tingkatnya, atau urutannya.")
                break
            elif letak == self.dalam[-1][0]:
                (induk if buka is None else buka).setdefault(letak, []).append(
                    satu["isi"] if set(satu) == {"isi"} else satu
                )
            elif letak:
                induk.setdefault(letak, []).append(satu)
                buka = satu
        return hasil

    def isian(self, nama: str, data: Data, galat: Galat) -> Isian:
        """A table of fields."""
        return self._daftar.isian(nama, data, galat)

    def _ratakan(self, satu: dict[str, Any], letak: str) -> list[dict[str, Any]]:
        """A row with the rows below it; the pieces of a chapter come before its sections."""
        bawah = {kunci: satu.pop(kunci, []) for kunci, _ in reversed(self.dalam)}
        hasil = [{"letak": letak, **satu}]
        for kunci, isi in bawah.items():
            for anak in isi:
                hasil += self._ratakan(dict(anak) if isinstance(anak, dict) else {"isi": anak}, kunci)
        return hasil
