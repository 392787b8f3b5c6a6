"""A list of indicators with targets for each year: indicators, and the elements they hang on."""

import re
from collections.abc import Mapping, Sequence

from django.utils.text import slugify

from indicators.buku_asing.baris import BarisAsing, Lewat, tempat
from indicators.buku_asing.bidang import BAGIAN
from indicators.buku_asing.dikenal import BARU, Unsur
from indicators.buku_asing.penerjemah import TIDAK_DIKENAL, Hasil, Penerjemah
from indicators.buku_pd.cocok import kata
from indicators.buku_pd.tabel import KUNCI

PANJANG_KODE = 80
_NOMOR_DEPAN = re.compile(
    r"^((sasaran|tujuan|program|kegiatan)\s*(strategis)?\s*(ke-?)?\s*[\dIVX]*\s*[:.–-]+|[IVX]+\.|[\d.]+[.)]|[A-Z]\.)\s+",
    re.IGNORECASE,
)
TANPA_INDUK = (
    "Indikator baru belum berada di bawah {jenis}. Pilih kolom {jenis}, atau satu {jenis} untuk semua baris baru."
)
TANPA_UNIT = "Indikator baru belum mempunyai unit kerja. Pilih kolomnya, atau satu unit untuk semua baris baru."


class PenerjemahIku(Penerjemah):
    """Indicators with their targets; the elements they hang on, where the table names them."""

    SALIN = ("satuan", "unit_kerja", "kondisi_awal", "kondisi_akhir", "definisi", "makna", "alasan", "formulasi")
    SALIN_LAIN = ("sumber_data", "penanggung_jawab")

    def jalan(self) -> Hasil:
        """All rows."""
        salin = [*self.SALIN, *self.SALIN_LAIN, *(f"target_{n}" for n in self.dikenal.tahun)]
        self.jenjang = self.peta.pilihan.get("jenjang") or "sasaran"
        kolom = {k: k for k in (*salin, "nama", "unsur")}
        self.lembar("indikator", kolom)
        if "unsur" in self.peta.kolom:
            self.hasil.terbaca.lembar["indikator"].kolom["jenjang"] = self.peta.kolom["unsur"]
        self.atas: dict[str, str] = {}
        self.kode_dipakai = set(self.dikenal.kode_indikator)
        if self.peta.pilihan.get("unsur") == BAGIAN and "unsur" not in self.peta.kolom:
            self._dari_judul()
        for baris in self.hasil.bacaan.baris:
            self._baris(baris, salin)
        return self.hasil

    def _dari_judul(self) -> None:
        """Give every row the text of the last row above it that holds nothing but one text."""
        bacaan = self.hasil.bacaan
        bagian = bacaan.bagian
        rows = [b for b in bacaan.baris if b.nomor not in bagian]
        for baris in rows:
            atas = max((n for n in bagian if n < baris.nomor), default=0)
            if atas:
                alamat, teks = bagian[atas]
                baris.isi["unsur"] = _NOMOR_DEPAN.sub("", teks).strip()
                self.hasil.jadi[atas] = f"{self.jenjang.replace('_', ' ').capitalize()} baris di bawahnya"
                bacaan.lewat = [b for b in bacaan.lewat if b.alamat != alamat]
        bacaan.baris = rows

    def _baris(self, baris: BarisAsing, salin: Sequence[str]) -> None:
        nama = " ".join(baris.isi["nama"].split())
        if not nama:
            return
        if "nama" not in baris.sendiri or not any(baris.isi.get(k) for k in salin):
            sebab = "Lanjutan baris di atasnya." if "nama" not in baris.sendiri else "Nama saja, tanpa isi lain."
            self.hasil.lewat.append(Lewat(tempat(self.peta, baris.nomor, "nama"), nama[:160], sebab))
            return
        kode = self.indikator(baris, "nama", nama, baris.isi.get("kode", ""), boleh_baru=True)
        if not kode:
            return
        isi = {k: baris.isi.get(k, "") for k in salin} | {"jenjang": self.jenjang}
        isi["unsur"] = self._unsur(baris)
        dikenal = self.dikenal.kode_indikator.get(kode)
        if dikenal is None:
            isi |= self._baru(baris, nama, isi)
            self.hasil.jadi[baris.nomor] = "Indikator baru"
        else:
            isi |= {"kode": kode, "nama": dikenal.nama if kata(dikenal.nama) == kata(nama) else nama}
            self.hasil.jadi[baris.nomor] = f"Indikator {kode}"
        self.tambah("indikator", baris, isi, baris.catatan)

    def _unsur(self, baris: BarisAsing) -> str:
        """The key of the element above, whose row is added where it is named first."""
        teks = baris.isi.get("unsur", "")
        if not teks and (pk := self.peta.pilihan.get("unsur", "")):
            ada = next((u for u in self.dikenal.unsur_jenis.get(self.jenjang, []) if str(u.pk) == pk), None)
            return self._kunci_unsur(baris, ada.uraian, ada) if ada else ""
        if not teks:
            return ""
        ketemu = self.unsur(self.jenjang, baris, "unsur", teks)
        if ketemu is None:
            return ""
        if ketemu == BARU and self.jenjang not in ("tujuan", "sasaran"):
            self.tolak(baris, "unsur", TIDAK_DIKENAL.format(teks=teks[:80], apa=self.jenjang.replace("_", " ")))
            return ""
        return self._kunci_unsur(baris, teks, None if isinstance(ketemu, str) else ketemu)

    def _kunci_unsur(self, baris: BarisAsing, teks: str, ada: Unsur | None) -> str:
        ciri = str(ada.pk) if ada else kata(teks)
        if ciri not in self.atas:
            kunci = self.atas[ciri] = f"A{len(self.atas) + 1}"
            self.lembar(self.jenjang, {KUNCI: "unsur", "uraian": "unsur"})
            isi = {KUNCI: kunci, "uraian": teks}
            if ada is not None:
                self.ikat(self.jenjang, kunci, ada.pk)
                isi["uraian"] = ada.uraian if kata(ada.uraian) == kata(teks) else teks
            elif self.jenjang == "sasaran":
                isi["tujuan"] = self._tujuan(baris)
            self.tambah(self.jenjang, baris, isi)
        return self.atas[ciri]

    def _tujuan(self, baris: BarisAsing) -> str:
        """The key of the tujuan chosen for new sasaran, whose row is added once, as it is stored; empty for none."""
        pk = self.peta.pilihan.get("tujuan", "")
        ada = next((u for u in self.dikenal.unsur_jenis.get("tujuan", []) if str(u.pk) == pk), None)
        if ada is None:
            return ""
        if "tujuan" not in self.hasil.terbaca.lembar:
            self.lembar("tujuan", {KUNCI: "unsur", "uraian": "unsur"})
            self.ikat("tujuan", "T1", ada.pk)
            self.tambah("tujuan", baris, {KUNCI: "T1", "uraian": ada.uraian})
        return "T1"

    def _baru(self, baris: BarisAsing, nama: str, isi: Mapping[str, str]) -> dict[str, str]:
        """What a new indikator has beyond its cells: a code, how it counts, and what was chosen for all new ones."""
        pilih = self.peta.pilihan
        unit = isi["unit_kerja"] or pilih.get("unit", "")
        if not isi["unsur"] and not baris.isi.get("unsur"):
            jenis = self.jenjang.replace("_", " ")
            self.tolak(baris, "nama", TANPA_INDUK.format(jenis=jenis), nama)
        if not unit:
            self.tolak(baris, "nama", TANPA_UNIT, nama)
        kode = baris.isi.get("kode", "") or self._kode(nama)
        return {"kode": kode, "nama": nama, "unit_kerja": unit} | self._jenis_nilai(baris, nama, isi) | {
            "iku": pilih.get("iku", ""), "arah": pilih.get("arah") or "NAIK",
            "akumulasi": pilih.get("akumulasi") or "AKHIR", "rumus": "LANGSUNG",
        }  # fmt: skip

    def _jenis_nilai(self, baris: BarisAsing, nama: str, isi: Mapping[str, str]) -> dict[str, str]:
        predikat = {v.partition("|")[2] for v in isi.values() if "|" in v} - {""}
        if predikat:
            calon = [k for k, (_, ada) in self.dikenal.skala.items() if predikat <= ada]
            pilihan = [(k, n) for k, (n, _) in self.dikenal.skala.items()]
            skala = self.tanyakan(
                f"skala|{kata(nama)[:200]}", baris, "nama",
                f"“{nama[:120]}” berpredikat {', '.join(sorted(predikat))}: skala mana?",
                pilihan, usul=calon[0] if len(calon) == 1 else "", wajib=True,
            )  # fmt: skip
            return {"jenis_nilai": "PREDIKAT", "skala": skala}
        if isi["satuan"] in ("%", "Persen", "persen") or baris.persen and not isi["satuan"]:
            return {"jenis_nilai": "PERSEN", "satuan": isi["satuan"] or ("%" if "%" in self.dikenal.satuan else "")}
        return {"jenis_nilai": "ANGKA", "satuan": isi["satuan"] or self._satuan(baris)}

    def _satuan(self, baris: BarisAsing) -> str:
        """The unit of measure behind all figures of a row, where it is one that is known."""
        dikenal = {s.casefold(): s for s in self.dikenal.satuan}
        return dikenal.get(next(iter(baris.satuan)), "") if len(baris.satuan) == 1 else ""

    def _kode(self, nama: str) -> str:
        """A code from the name that no other indikator of the period has."""
        dasar = slugify(nama)[: PANJANG_KODE - 4].strip("-") or "indikator"
        kode, n = dasar, 1
        while kode in self.kode_dipakai:
            n += 1
            kode = f"{dasar}-{n}"
        self.kode_dipakai.add(kode)
        return kode
