"""One indikator on a sheet as a plain object."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from indicators import calculations
from indicators.calculations import BatasKategori
from indicators.checks import BarisCek, Temuan
from indicators.models import (
    BuktiDukung,
    Indikator,
    Realisasi,
    Target,
    TingkatPredikat,
    Variabel,
    VariabelRumus,
)
from indicators.rumus import Rumus, RumusSalah, uraikan
from indicators.selectors import nilai as cetak
from indicators.selectors.baris import TANPA_TINDAK_LANJUT, BarisLembar, JumlahTindakLanjut, KolomSel, kunci_baris
from indicators.selectors.capaian import realisasi_sampai
from indicators.selectors.lembar import wajib
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from sakip.lib.numbers import format_number, format_persen
from sakip.lib.periods import Triwulan

BERDAMPINGAN = 3  # up to as many variables stand one below the other
KOLOM_CATATAN = (
    KolomSel("penyebab", "Penyebab keberhasilan atau kegagalan", "teks"),
    KolomSel("solusi", "Alternatif solusi yang telah dilakukan", "teks"),
)


def isi_variabel(row: Realisasi | None) -> dict[str, Decimal | None]:
    """The figures of a formula's variables as they are stored for one value. One query unless prefetched."""
    return {r.simbol: r.nilai for r in row.rincian.all() if r.simbol} if row is not None else {}


def _jumlah(angka: Sequence[Decimal | None]) -> str:
    return f"({' + '.join(format_number(n) for n in angka)})"


def _dengan_angka(rumus: Rumus, isi: dict[str, Decimal | None]) -> str:
    try:
        return rumus.dengan_angka(isi)
    except RumusSalah as error:
        return str(error)


@dataclass(frozen=True)
class BarisIndikator(BarisLembar[Realisasi]):
    """One indikator on the sheet: its promise, its former quarters, this quarter's stored row, and what follows.

    `target_sampai` and `realisasi_sampai` are what capaian comes from; `tahun_lalu` holds the year before by quarter.
    """

    indikator: Indikator
    triwulan: Triwulan
    target: Target
    per_triwulan: dict[int, Realisasi]
    capaian: Decimal | None
    kategori: BatasKategori | None
    desimal: int
    bukti: list[BuktiDukung]
    target_sampai: Besaran = TANPA_NILAI
    realisasi_sampai: Besaran = TANPA_NILAI
    tahun_lalu: dict[int, Realisasi] = field(default_factory=dict)
    tindak_lanjut: JumlahTindakLanjut = TANPA_TINDAK_LANJUT
    temuan: list[Temuan] = field(default_factory=list)
    jumlah_catatan: int = 0

    jenis = "realisasi"

    @property
    def nama(self) -> str:
        """What the row is about."""
        return self.indikator.nama

    @property
    def kunci(self) -> str:
        """The prefix of the row's controls."""
        return kunci_baris(self.jenis, self.indikator.pk)

    @property
    def wajib(self) -> bool:
        """Whether a value is due in this quarter."""
        return wajib(self.indikator, self.triwulan)

    @property
    def rasio(self) -> bool:
        """Whether the value comes from pembilang and penyebut."""
        return self.indikator.rumus == Indikator.Rumus.RASIO

    @property
    def berumus(self) -> bool:
        """Whether the value follows from a formula of the indikator's own."""
        return self.indikator.rumus == Indikator.Rumus.EKSPRESI

    @property
    def rumus(self) -> Rumus | None:
        """The formula; None where there is none, or none that can be read."""
        try:
            return uraikan(self.indikator.ekspresi) if self.berumus else None
        except RumusSalah:
            return None

    @property
    def variabel_rumus(self) -> list[VariabelRumus]:
        """The variables of the formula in their order; empty without one. Selectors prefetch them."""
        return list(self.indikator.variabel_rumus.all()) if self.berumus else []

    @property
    def isi_variabel(self) -> dict[str, Decimal | None]:
        """This quarter's figures of the variables by symbol; a value given as it was published has none."""
        return isi_variabel(self.baris) if self.berumus else {}

    @property
    def masih_kurang(self) -> list[str]:
        """The variables without a figure, once another one has its own: the value is missing until they have."""
        isi, rumus = self.isi_variabel, self.rumus
        return rumus.kurang(isi) if rumus is not None and isi else []

    @property
    def bersimbol(self) -> bool:
        """Whether the variables are so many that they also show their short names, side by side."""
        return len(self.variabel_rumus) > BERDAMPINGAN

    @property
    def nama_kurang(self) -> list[str]:
        """What the variables without a figure are called: by name, by short name (`U3`) where there are many."""
        nama = {} if self.bersimbol else {v.simbol: v.nama for v in self.variabel_rumus}
        return [nama.get(simbol, simbol.upper()) for simbol in self.masih_kurang]

    @property
    def kolom(self) -> list[KolomSel]:
        """The cells of the row that a person fills, in the order they stand."""
        return [*self._kolom_nilai(), *KOLOM_CATATAN]

    def _kolom_nilai(self) -> list[KolomSel]:
        i = self.indikator
        if self.berumus:
            return [KolomSel(f"v_{v.simbol}", v.nama, "angka", v.minimum, v.maksimum) for v in self.variabel_rumus]
        if self.rasio:
            nama = {v.peran: v.nama for v in i.variabel.all()}
            return [KolomSel(p.value.lower(), nama.get(p.value, p.label)) for p in Variabel.Peran]
        dipilih = [KolomSel("tingkat", "Predikat", "pilihan")] if i.skala_id else []
        tanpa_angka = i.jenis_nilai in (Indikator.JenisNilai.KESESUAIAN, Indikator.JenisNilai.KATEGORI)
        return dipilih if tanpa_angka else [KolomSel("nilai", "Realisasi"), *dipilih]

    @property
    def pilihan(self) -> list[TingkatPredikat]:
        """The steps to choose from, best first; empty for a plain number."""
        return list(self.indikator.skala.tingkat.all()) if self.indikator.skala else []

    @property
    def terisi(self) -> bool:
        """Whether this quarter has a value."""
        return self.baris is not None and not Besaran(self.baris.nilai, self.baris.tingkat).kosong

    @property
    def sel_terisi(self) -> int:
        """How many of its required cells hold a value: one or none."""
        return int(self.terisi and self.wajib)

    @property
    def kurang(self) -> bool:
        """Whether a value that is due is still missing."""
        return self.wajib and not self.terisi

    @property
    def target_tahun_teks(self) -> str:
        """The year's target as it prints."""
        return cetak.teks(self.indikator, Besaran(self.target.nilai, self.target.tingkat))

    @property
    def target_triwulan_teks(self) -> str:
        """The target of this quarter alone."""
        if self.indikator.akumulasi == Indikator.Akumulasi.TAHUNAN:
            return self.target_tahun_teks if self.triwulan.nomor == 4 else cetak.KOSONG
        if self.target.tingkat_id:
            return self.target_tahun_teks
        return cetak.teks(self.indikator, Besaran(getattr(self.target, f"tw{self.triwulan.nomor}")), utuh=True)

    @property
    def lalu(self) -> list[str]:
        """The values of the former quarters of the year, as they print."""
        hasil = []
        for nomor in range(1, self.triwulan.nomor):
            row = self.per_triwulan.get(nomor)
            value = Besaran(row.nilai, row.tingkat) if row else Besaran()
            hasil.append(cetak.teks(self.indikator, value, panjang=True, utuh=True))
        return hasil

    @property
    def nilai_teks(self) -> str:
        """This quarter's value as it prints, with its step."""
        row = self.baris
        value = Besaran(row.nilai, row.tingkat) if row else Besaran()
        return cetak.teks(self.indikator, value, panjang=True, utuh=True)

    @property
    def kumulatif_teks(self) -> str:
        """The value accumulated up to this quarter, where that differs from the quarter's own."""
        accumulates = self.indikator.akumulasi in (Indikator.Akumulasi.JUMLAH, Indikator.Akumulasi.RATA_RATA)
        if not accumulates or self.triwulan.nomor == 1:
            return ""
        besaran = realisasi_sampai(self.indikator, self.per_triwulan, self.triwulan.nomor)
        angka = None if besaran.nilai is None else calculations.bulatkan(besaran.nilai)
        return cetak.teks(self.indikator, Besaran(angka), utuh=True)

    @property
    def hitungan_kumulatif(self) -> str:
        """How the quarters make the accumulated value (`(50 + 100) / 2`); empty while there is only one of them.

        A ratio adds up what it divides. The results of a formula are joined, not its variables: a difference, a mean or
        an index of sums is another figure.
        """
        if not self.kumulatif_teks or self.indikator.skala_id:
            return ""
        rows = [r for _, r in sorted(self.per_triwulan.items())]
        pasangan = [(r.pembilang, r.penyebut) for r in rows if r.pembilang is not None and r.penyebut is not None]
        if self.rasio and pasangan:
            atas, bawah = (_jumlah([p[n] for p in pasangan]) for n in (0, 1))
            return f"{atas} / {bawah} × 100" if len(pasangan) > 1 else ""
        nilai = [r.nilai for r in rows if r.nilai is not None]
        if len(nilai) < 2:
            return ""
        jumlah = _jumlah(nilai)
        rata = self.indikator.akumulasi == Indikator.Akumulasi.RATA_RATA
        return f"{jumlah} / {len(nilai)}" if rata else jumlah.strip("()")

    @property
    def capaian_teks(self) -> str:
        """Capaian up to this quarter as the regency prints it."""
        return format_persen(self.capaian, self.desimal)

    @property
    def hitungan(self) -> str:
        """The arithmetic of a ratio or a formula: `45 / 46 × 100 = 97,83`; empty while a figure is missing."""
        row = self.baris
        if self.rumus is not None and self.isi_variabel and not self.masih_kurang:
            return _dengan_angka(self.rumus, self.isi_variabel)
        if not self.rasio or row is None or row.pembilang is None:
            return ""
        return f"{format_number(row.pembilang)} / {format_number(row.penyebut)} × 100 = {format_number(row.nilai)}"

    @property
    def nilai_tahun_lalu(self) -> Decimal | None:
        """What the year before had: the same quarter's own value where quarters add up, else that of the last one."""
        menambah = self.indikator.akumulasi in (Indikator.Akumulasi.JUMLAH, Indikator.Akumulasi.RATA_RATA)
        row = self.tahun_lalu.get(self.triwulan.nomor if menambah else 4)
        return row.nilai if row else None

    def _target_bergerak(self) -> tuple[bool, bool]:
        """Whether the targets of the quarters rise, or fall, through the year: then they tell what is expected."""
        per = [getattr(self.target, f"tw{q}") for q in (1, 2, 3, 4)]
        ada = [n for n in per if n is not None]
        if len(ada) < len(per) or ada[0] == ada[-1]:
            return False, False
        return ada == sorted(ada), ada == sorted(ada, reverse=True)

    def untuk_cek(self) -> BarisCek:
        """The row as the rules see it."""
        i, row, lalu = self.indikator, self.baris, self.per_triwulan.get(self.triwulan.nomor - 1)
        naik, turun = self._target_bergerak()
        return BarisCek(
            jenis=self.jenis,
            pk=i.pk,
            nama=i.nama,
            wajib=self.wajib,
            terisi=self.terisi,
            nilai=row.nilai if row else None,
            nilai_sebelumnya=lalu.nilai if lalu else None,
            nilai_terakhir=i.akumulasi == Indikator.Akumulasi.AKHIR,
            nilai_tahun_lalu=None if i.skala_id else self.nilai_tahun_lalu,
            target=getattr(self.target, f"tw{self.triwulan.nomor}"),
            target_naik=naik,
            target_turun=turun,
            target_sampai=None if i.skala_id else self.target_sampai.nilai,
            nilai_sampai=None if i.skala_id else self.realisasi_sampai.nilai,
            menurun=i.arah == Indikator.Arah.TURUN,
            persen=i.jenis_nilai == Indikator.JenisNilai.PERSEN,
            rasio=self.rasio,
            satuan=i.satuan.nama if i.satuan else "",
            definisi=f"{i.definisi} {i.formulasi}",
            capaian=self.capaian if self.terisi else None,
            penyebab=row.penyebab if row else "",
            solusi=row.solusi if row else "",
            bukti=len(self.bukti),
            kurang=tuple(self.nama_kurang),
            tindak_lanjut_lewat=self.tindak_lanjut.lewat,
        )
