"""Programmes, kegiatan and sub kegiatan with their pagu: as SIPD lists them, as a DPA prints them, as an office keeps
them. The level of a row is known by its code or by the column its name stands in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators.buku_asing.baris import BarisAsing, Lewat, tempat
from indicators.buku_asing.dikenal import Unsur
from indicators.buku_asing.kepala import tampak
from indicators.buku_asing.pemetaan import KODE
from indicators.buku_asing.penerjemah import TANPA_DRAF, Hasil, Penerjemah
from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.cocok import kata, kode_baku
from indicators.buku_pd.tabel import KUNCI
from sakip.lib.numbers import format_rupiah

TINGKAT = ("program", "kegiatan", "sub_kegiatan")
SEBUTAN = {"program": "Program", "kegiatan": "Kegiatan", "sub_kegiatan": "Sub kegiatan"}
BAGIAN = {3: "program", 5: "kegiatan", 6: "sub_kegiatan"}
_KODE = re.compile(r"(?:\d+|[xX]+)(?:\.(?:\d+|[xX]+))*")
_KODE_DEPAN = re.compile(r"\[?((?:\d+|[xX]{1,2})(?:\.(?:\d+|[xX]{1,2})){2,})\]?[\s.:-]+(.+)", re.DOTALL)

BUKAN_TINGKAT = "Bukan kode program, kegiatan, atau sub kegiatan."
TANPA_INDUK = "{apa} ini belum berada di bawah {atas}: baris {atas}nya tidak ada di atasnya."
TANPA_SASARAN = "Program ini baru. Pilih sasaran tempat program baru berada."
TANPA_UNIT = "Sub kegiatan ini baru dan belum mempunyai unit kerja. Pilih kolomnya, atau satu unit untuk baris baru."
TANPA_RENCANA = "Pilih rencana tempat pagu ini masuk, atau lepaskan kolom pagunya."
TANPA_BELANJA = "Pagu ini belum mempunyai jenis belanja. Pilih satu jenis belanja bagi baris tanpa kode rekening."
BEDA_JUMLAH = "{nama} tertulis {tertulis}, tetapi jumlah rinciannya {jumlah}."


@dataclass
class Simpul:
    """A programme, kegiatan or sub kegiatan of the file. `tertulis`: its own amount, `rinci`: (depth, kind, amount)."""

    jenis: str
    kunci: str
    nama: str
    baris: BarisAsing
    induk: "Simpul | None" = None
    tertulis: list[int] = field(default_factory=list)
    rinci: list[tuple[int, str, int, BarisAsing]] = field(default_factory=list)

    @property
    def pagu(self) -> list[tuple[str, int, BarisAsing]]:
        """Kind of spending and amount: of the account codes their upmost level, else the row's own amount."""
        if self.rinci:
            dalam = min(n for n, *_ in self.rinci)
            return [(jenis, jumlah, baris) for n, jenis, jumlah, baris in self.rinci if n == dalam]
        return [("", sum(self.tertulis), self.baris)] if self.tertulis else []


class PenerjemahAnggaran(Penerjemah):
    """The rows in their order; each finds its place below the last row of the level above."""

    def jalan(self) -> Hasil:
        """All rows, then the pagu, then what does not add up."""
        self.simpul: dict[tuple[str, str], Simpul] = {}
        self.jalur: dict[str, Simpul] = {}
        self.jumlah_terbaca = 0
        baca = self._menurut_kode if self.peta.pilihan.get("susunan", KODE) == KODE else self._menurut_kolom
        for baris in self.hasil.bacaan.baris:
            baca(baris)
        if "jumlah" in self.peta.kolom:
            self._pagu()
            self._periksa_jumlah()
        return self.hasil

    # --- Which level a row is of -----------------------------------------------------------------------------------

    def _menurut_kode(self, baris: BarisAsing) -> None:
        kode, nama = self._kode_nama(baris)
        bagian = kode.split(".") if kode else []
        if len(bagian) >= 2 and bagian[0] in "456" and len(bagian[1]) == 1:
            self._rekening(baris, bagian, nama)
            return
        jenis = BAGIAN.get(len(bagian))
        if jenis is None:
            sebab = BUKAN_TINGKAT if kode else "Tanpa kode program, kegiatan, atau sub kegiatan."
            self._lewat(baris, f"{kode} {nama}".strip(), sebab)
            return
        self._tempatkan(baris, [(jenis, kode, nama)], "uraian")

    def _kode_nama(self, baris: BarisAsing) -> tuple[str, str]:
        """Code and name of a row: the code alone in its cell, spread over several, or before the name."""
        nama = " ".join(baris.isi.get("uraian", "").split())
        kode = self._kode_terbagi(baris) or baris.isi.get("kode", "").replace(" ", "").strip(".")
        if not kode and (cocok := _KODE_DEPAN.fullmatch(nama)):
            return cocok[1], " ".join(cocok[2].split())
        if not nama and (cocok := _KODE_DEPAN.fullmatch(baris.isi.get("kode", ""))):
            return cocok[1], " ".join(cocok[2].split())
        return (kode if _KODE.fullmatch(kode) else ""), nama

    def _kode_terbagi(self, baris: BarisAsing) -> str:
        """A code that has a column for each of its parts; one that was taken for a number gets its zero back."""
        awal, akhir = self.peta.kolom.get("kode", 0), self.peta.kolom.get("kode_akhir", 0)
        if not 0 < awal < akhir <= awal + 12:
            return ""
        sel = [self.sumber.di(baris.nomor, k).nilai for k in range(awal, akhir + 1)]
        bagian = [tampak(v).replace(" ", "").strip(".") for v in sel]
        bagian = [t.zfill(2) if n in (1, 2) and t.isdecimal() else t for n, t in enumerate(bagian)]
        return ".".join(filter(None, bagian))

    def _rekening(self, baris: BarisAsing, bagian: list[str], nama: str) -> None:
        sub = self.jalur.get("sub_kegiatan")
        if sub is None or len(bagian) < 3 or not baris.isi.get("jumlah"):
            self._lewat(baris, f"{'.'.join(bagian)} {nama}", "Jumlah kelompok rekening.")
            return
        jenis = ".".join((bagian[0], bagian[1], bagian[2].zfill(2)))
        sub.rinci.append((len(bagian), jenis, int(baris.isi["jumlah"]), baris))
        self.hasil.jadi[baris.nomor] = f"Rekening {jenis}"

    def _menurut_kolom(self, baris: BarisAsing) -> None:
        """Each level has its own columns; one that is empty is that of the row above, until a higher one changes."""
        tingkat: list[tuple[str, str, str]] = []
        for jenis in TINGKAT:
            kode = baris.isi.get(f"kode_{jenis}", "").replace(" ", "").strip(".")
            nama = " ".join(baris.isi.get(f"nama_{jenis}", "").split())
            if not kode and (cocok := _KODE_DEPAN.fullmatch(nama)):
                kode, nama = cocok[1], " ".join(cocok[2].split())
            if kode or nama:
                tingkat.append((jenis, kode, nama))
        if not tingkat:
            self._lewat(baris, "", "Tanpa program, kegiatan, dan sub kegiatan.")
            return
        self._tempatkan(baris, tingkat, f"nama_{tingkat[-1][0]}")

    def _lewat(self, baris: BarisAsing, teks: str, sebab: str) -> None:
        self.hasil.lewat.append(Lewat(tempat(self.peta, baris.nomor), teks[:160], sebab))

    # --- The tree ------------------------------------------------------------------------------------------------

    def _tempatkan(self, baris: BarisAsing, tingkat: Iterable[tuple[str, str, str]], bidang: str) -> None:
        simpul: Simpul | None = None
        for jenis, kode, nama in tingkat:
            simpul = self._simpul(jenis, kode, nama, baris, bidang)
            if simpul is None:
                return
            if self.jalur.get(jenis) is not simpul:
                for bawah in TINGKAT[TINGKAT.index(jenis) :]:
                    self.jalur.pop(bawah, None)
            self.jalur[jenis] = simpul
        assert simpul is not None  # noqa: S101  a row has a level
        self.hasil.jadi[baris.nomor] = SEBUTAN[simpul.jenis]
        if not baris.isi.get("jumlah"):
            return
        if simpul.jenis == "sub_kegiatan" and (rekening := baris.isi.get("jenis_belanja", "")):
            bagian = rekening.split()[0].strip(".").split(".")
            jenis_belanja = ".".join(bagian[:3]) if len(bagian) >= 3 else rekening
            simpul.rinci.append((3, jenis_belanja, int(baris.isi["jumlah"]), baris))
        else:
            simpul.tertulis.append(int(baris.isi["jumlah"]))

    def _simpul(self, jenis: str, kode: str, nama: str, baris: BarisAsing, bidang: str) -> Simpul | None:
        """The element of a row: one that was seen above, or one more row of its sheet. None where it was refused."""
        atas = self._induk(jenis)
        ciri = jenis, kode_baku(kode) or f"{atas.kunci if atas else ''}|{kata(nama)}"
        if ciri in self.simpul:
            return self.simpul[ciri]
        if jenis != "program" and atas is None and (jenis, kode_baku(kode)) not in self.dikenal.kode_unsur:
            naik = SEBUTAN[TINGKAT[TINGKAT.index(jenis) - 1]].lower()
            self.tolak(baris, bidang, TANPA_INDUK.format(apa=SEBUTAN[jenis], atas=naik), nama)
            return None
        ada = self.unsur(jenis, baris, bidang, nama, kode)
        if ada is None:
            return None
        simpul = Simpul(jenis, f"{jenis[0].upper()}{len(self.simpul) + 1}", nama or kode, baris, atas)
        self.simpul[ciri] = simpul
        self._tulis(simpul, kode, nama, bidang, None if isinstance(ada, str) else ada)
        return simpul

    def _induk(self, jenis: str) -> Simpul | None:
        n = TINGKAT.index(jenis)
        return self.jalur.get(TINGKAT[n - 1]) if n else None

    def _tulis(self, simpul: Simpul, kode: str, nama: str, bidang: str, ada: Unsur | None) -> None:
        kode_asing = "kode" if bidang == "uraian" else f"kode_{simpul.jenis}"
        kolom = {KUNCI: bidang, "uraian": bidang, "kode": kode_asing, "unit_kerja": "unit_kerja"}
        if simpul.jenis != "sub_kegiatan":
            kolom.pop("unit_kerja")
        self.lembar(simpul.jenis, kolom)
        unit = simpul.baris.isi.get("unit_kerja", "")
        isi = {KUNCI: simpul.kunci, "uraian": nama, "kode": kode, "unit_kerja": unit}
        if simpul.induk is not None:
            isi[simpul.induk.jenis] = simpul.induk.kunci
        if ada is not None:
            self.ikat(simpul.jenis, simpul.kunci, ada.pk)
            isi["uraian"] = ada.uraian if not nama or kata(ada.uraian) == kata(nama) else nama
            isi["kode"] = kode or ada.kode
            isi["unit_kerja"] = unit
        else:
            isi |= self._baru(simpul, bidang)
        if ada is not None and not unit:
            isi.pop("unit_kerja")
        self.tambah(simpul.jenis, simpul.baris, isi)

    def _baru(self, simpul: Simpul, bidang: str) -> dict[str, str]:
        """What a new row needs beyond its cells, by what was chosen for all new ones."""
        if not simpul.nama:
            self.tolak(simpul.baris, bidang, f"{SEBUTAN[simpul.jenis]} baru ini tidak bernama.")
        if simpul.jenis == "program":
            return {"sasaran": self._sasaran(simpul, bidang)}
        unit = simpul.baris.isi.get("unit_kerja", "") or self.peta.pilihan.get("unit", "")
        if simpul.jenis == "sub_kegiatan" and not unit:
            self.tolak(simpul.baris, bidang, TANPA_UNIT, simpul.nama)
        return {"unit_kerja": unit} if simpul.jenis == "sub_kegiatan" else {}

    def _sasaran(self, simpul: Simpul, bidang: str) -> str:
        """The key of the chosen sasaran, whose row is added once, as it is stored."""
        pk = self.peta.pilihan.get("sasaran", "")
        ada = next((u for u in self.dikenal.unsur_jenis.get("sasaran", []) if str(u.pk) == pk), None)
        if ada is None:
            self.tolak(simpul.baris, bidang, TANPA_SASARAN, simpul.nama)
            return ""
        if "sasaran" not in self.hasil.terbaca.lembar:
            self.lembar("sasaran", {KUNCI: bidang, "uraian": bidang})
            self.ikat("sasaran", "A1", ada.pk)
            self.tambah("sasaran", simpul.baris, {KUNCI: "A1", "uraian": ada.uraian})
        return "A1"

    # --- Amounts ---------------------------------------------------------------------------------------------------

    def _pagu(self) -> None:
        rencana = self.peta.pilihan.get("rencana", "")
        if rencana not in dict(self.dikenal.rencana):
            self.hasil.galat.append(Galat("", "", TANPA_RENCANA if self.dikenal.rencana else TANPA_DRAF))
            return
        self.lembar("pagu", {"sub_kegiatan": "kode", "jumlah": "jumlah", "jenis_belanja": "jenis_belanja"})
        bawaan = self.peta.pilihan.get("jenis_belanja", "")
        for simpul in self.simpul.values():
            if simpul.jenis != "sub_kegiatan":
                continue
            kumpul: dict[str, list[tuple[int, BarisAsing]]] = {}
            for jenis, jumlah, baris in simpul.pagu:
                kumpul.setdefault(jenis or bawaan, []).append((jumlah, baris))
            for jenis, bagian in kumpul.items():
                self._satu_pagu(simpul, rencana, jenis, bagian)

    def _satu_pagu(self, simpul: Simpul, rencana: str, jenis: str, bagian: list[tuple[int, BarisAsing]]) -> None:
        baris = bagian[0][1]
        if not jenis:
            self.tolak(baris, "jumlah", TANPA_BELANJA, simpul.nama)
            return
        jumlah = sum(n for n, _ in bagian)
        catatan = dict(baris.catatan)
        if len(bagian) > 1:
            catatan["jumlah"] = f"Jumlah {len(bagian)} baris."
        isi = {"rencana": rencana, "sub_kegiatan": simpul.kunci, "jenis_belanja": jenis, "jumlah": str(jumlah)}
        self.tambah("pagu", baris, isi, catatan)

    def _periksa_jumlah(self) -> None:
        """Rows whose own amount is not what their parts come to: said, not mended."""
        jumlah: dict[str, int] = {}
        for s in self.simpul.values():
            if s.jenis == "sub_kegiatan":
                milik = sum(n for _, n, _ in s.pagu)
                for atas in (s, s.induk, s.induk.induk if s.induk else None):
                    if atas is not None:
                        jumlah[atas.kunci] = jumlah.get(atas.kunci, 0) + milik
        for s in self.simpul.values():
            tertulis = sum(s.tertulis)
            if s.tertulis and s.kunci in jumlah and tertulis != jumlah[s.kunci]:
                kalimat = BEDA_JUMLAH.format(
                    nama=SEBUTAN[s.jenis], tertulis=format_rupiah(tertulis), jumlah=format_rupiah(jumlah[s.kunci])
                )
                self.hasil.periksa.append(Galat(tempat(self.peta, s.baris.nomor, "jumlah"), s.nama[:120], kalimat))
