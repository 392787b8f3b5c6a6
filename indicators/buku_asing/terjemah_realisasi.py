"""An E.81 sheet and its like: what indicators reached in each quarter, and what sub kegiatan spent."""

from decimal import Decimal

from indicators.buku_asing.baris import BarisAsing, Lewat, tempat
from indicators.buku_asing.bidang import ROMAWI
from indicators.buku_asing.dikenal import LEWATI, Unsur
from indicators.buku_asing.penerjemah import TIDAK_DIKENAL, Hasil, Penerjemah
from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.cocok import kata, kode_baku

TRIWULAN = (1, 2, 3, 4)
TANPA_CARA = "Pilih apakah angka rupiah pada tabel belanja triwulan itu saja, atau jumlah sejak Januari."


class PenerjemahRealisasi(Penerjemah):
    """Figures of the quarters whose columns were pointed at; the others are left alone."""

    def jalan(self) -> Hasil:
        """All rows."""
        self.tahun = self.peta.pilihan.get("tahun", "")
        if self.tahun not in map(str, self.dikenal.tahun):
            self.hasil.galat.append(Galat("", "", "Pilih tahun realisasinya."))
        uang = any(f"keuangan{n}" in self.peta.kolom for n in TRIWULAN)
        if uang and self.peta.pilihan.get("rp") not in ("triwulan", "sejak"):
            self.hasil.galat.append(Galat("", "", TANPA_CARA))
        self.sudah: set[tuple[str, str]] = set()
        for baris in self.hasil.bacaan.baris:
            dulu = len(self.hasil.galat) + len(self.hasil.tanya)
            jadi = [*self._realisasi(baris), *self._anggaran(baris)]
            if jadi:
                self.hasil.jadi[baris.nomor] = ", ".join(jadi)
            elif dulu == len(self.hasil.galat) + len(self.hasil.tanya):
                teks = baris.isi.get("indikator") or baris.isi.get("nama") or ""
                self.hasil.lewat.append(Lewat(tempat(self.peta, baris.nomor), teks[:160], "Tanpa realisasi."))
        return self.hasil

    def _kolom_pertama(self, awal: str) -> str:
        """The first of the quarters that has a column."""
        return next((f"{awal}{n}" for n in TRIWULAN if f"{awal}{n}" in self.peta.kolom), "")

    # --- What indicators reached ------------------------------------------------------------------------------------

    def _realisasi(self, baris: BarisAsing) -> list[str]:
        nama = " ".join(baris.isi.get("indikator", "").split())
        isi = {n: baris.isi.get(f"nilai{n}", "") for n in TRIWULAN}
        if not nama or "indikator" not in baris.sendiri or not any(isi.values()):
            return []
        kode = self.indikator(baris, "indikator", nama, "", boleh_baru=False)
        if not kode or kode == LEWATI:
            return []
        if not self._pertama("indikator", kode, baris, "indikator", nama):
            return []
        self.lembar("realisasi", {"indikator": "indikator", "nilai": self._kolom_pertama("nilai")})
        for n, nilai in isi.items():
            if nilai:
                satu = {"indikator": kode, "tahun": self.tahun, "triwulan": str(n), "nilai": nilai}
                catatan = {"nilai": baris.catatan[f"nilai{n}"]} if f"nilai{n}" in baris.catatan else {}
                self.tambah("realisasi", baris, satu, catatan, {"nilai": f"nilai{n}"})
        return [f"Realisasi {kode}"]

    def _pertama(self, jenis: str, kunci: str, baris: BarisAsing, bidang: str, nama: str) -> bool:
        """Whether this is the only row about it; a second one is refused, for nobody knows which counts."""
        if (jenis, kunci) in self.sudah:
            self.tolak(baris, bidang, f"“{nama[:80]}” ada dua kali dalam tabel ini. Hapus salah satunya.", nama)
            return False
        self.sudah.add((jenis, kunci))
        return True

    # --- What sub kegiatan spent ------------------------------------------------------------------------------------

    def _anggaran(self, baris: BarisAsing) -> list[str]:
        uang = {n: baris.isi.get(f"keuangan{n}", "") for n in TRIWULAN}
        fisik = {n: baris.isi.get(f"fisik{n}", "") for n in TRIWULAN}
        nama = " ".join(baris.isi.get("nama", "").split())
        kode = baris.isi.get("kode", "").replace(" ", "").strip(".")
        if not (any(uang.values()) or any(fisik.values())) or not (nama or kode):
            return []
        if self._bukan_sub(nama, kode):
            return ["Jumlah program atau kegiatan, tidak diambil"]
        sub = self._sub(baris, nama, kode)
        if sub is None or not self._pertama("sub_kegiatan", str(sub.pk), baris, "nama", nama or kode):
            return []
        self._tulis(baris, sub, uang, fisik)
        return [f"Anggaran {sub.kode or sub.uraian[:40]}"]

    def _bukan_sub(self, nama: str, kode: str) -> bool:
        """Rows of programmes and kegiatan repeat the sum of what is below them."""
        if kode:
            return any((j, kode_baku(kode)) in self.dikenal.kode_unsur for j in ("program", "kegiatan"))
        bawah = ("sub_kegiatan", kata(nama)) in self.dikenal.kata_unsur
        return not bawah and any((j, kata(nama)) in self.dikenal.kata_unsur for j in ("program", "kegiatan"))

    def _sub(self, baris: BarisAsing, nama: str, kode: str) -> Unsur | None:
        """The stored sub kegiatan of a row; None where it was refused or a question is open."""
        ketemu = self.unsur("sub_kegiatan", baris, "nama", nama, kode)
        if isinstance(ketemu, str):
            teks = f"{kode} {nama}".strip()
            self.tolak(baris, "nama", TIDAK_DIKENAL.format(teks=teks[:80], apa="sub kegiatan"), nama)
            return None
        return ketemu

    def _tulis(self, baris: BarisAsing, sub: Unsur, uang: dict[int, str], fisik: dict[int, str]) -> None:
        isian = {k: self._kolom_pertama(k) for k in ("keuangan", "fisik")}
        self.lembar("realisasi_anggaran", {"sub_kegiatan": "nama"} | isian)
        kunci = f"SK{sub.pk}"
        if kunci not in self.hasil.terbaca.peta.get("sub_kegiatan", {}):
            self.lembar("sub_kegiatan", {"kunci": "nama", "uraian": "nama"})
            self.ikat("sub_kegiatan", kunci, sub.pk)
            self.tambah("sub_kegiatan", baris, {"kunci": kunci, "uraian": sub.uraian})
        jumlah, sejak = Decimal(0), self.peta.pilihan.get("rp") == "sejak"
        for n in TRIWULAN:
            if not (uang[n] or fisik[n]):
                continue
            catatan = {}
            jumlah = Decimal(uang[n] or 0) if sejak else jumlah + Decimal(uang[n] or 0)
            if not sejak and n > 1:
                catatan["keuangan"] = f"Jumlah TW I sampai TW {ROMAWI[n - 1].upper()}."
            isi = {"sub_kegiatan": kunci, "tahun": self.tahun, "triwulan": str(n), "fisik": fisik[n]}
            isi["keuangan"] = f"{jumlah:f}" if f"keuangan{n}" in self.peta.kolom else ""
            self.tambah("realisasi_anggaran", baris, isi, catatan, {k: f"{k}{n}" for k in ("keuangan", "fisik")})
