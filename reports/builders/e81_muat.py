"""What Formulir E.81 is made of: each programme, kegiatan and sub kegiatan with its indikator and its money by column.

Figures come from capaian, laporan and triwulan; a sum with an unknown part is unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import calculations
from indicators.calculations import Kebijakan
from indicators.models import Indikator, PerangkatDaerah, PeriodeRenstra, Realisasi, RencanaTahunan, Target
from indicators.selectors import dokumen, laporan, renja, triwulan
from indicators.selectors import rencana as plans
from indicators.selectors.bekal import target_per_indikator
from indicators.selectors.capaian import CapaianRow, capaian_matriks, hitung, kebijakan_of, target_triwulan
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import Anggaran, IndikatorTarget, ProgramNode, SubKegiatanNode
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.rerata import rata_rata
from sakip.lib.periods import Triwulan

TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True)
class Ukuran:
    """One indikator through the columns of the form; `tingkat` in percent of the target at the end of the Renstra.

    `capaian` of the quarters hold each against its own target, `capaian_tahun` the year against that of the year.
    """

    indikator: Indikator
    target_renstra: Besaran
    lalu: Besaran
    target: Besaran
    per_tw: dict[int, Besaran]
    realisasi: Besaran
    renstra: Besaran
    tingkat: Decimal | None
    capaian: dict[int, Decimal | None]
    capaian_tahun: Decimal | None
    catatan: Realisasi | None = None


@dataclass(frozen=True)
class Uang:
    """Money through the columns, whole rupiah; `kumulatif` by quarter, `lalu` that of the years before."""

    pagu: int | None
    per_tw: dict[int, int | None]
    kumulatif: dict[int, int | None]
    realisasi: int | None
    lalu: int | None

    @property
    def renstra(self) -> int | None:
        """What was spent since the Renstra began."""
        return None if self.realisasi is None or self.lalu is None else self.realisasi + self.lalu


@dataclass(frozen=True)
class Unsur:
    """One line of the form; several, where it has several indikator. `uang` is None where no programme stands."""

    tingkat: str  # sasaran, program, kegiatan, sub_kegiatan
    kode: str
    uraian: str
    ukuran: list[Ukuran]
    uang: Uang | None
    unit: str


@dataclass(frozen=True)
class Formulir:
    """The whole form: the lines by sasaran, the total, and what the data do not hold."""

    sasaran: list[tuple[str, list[Unsur]]]
    total: Uang
    iku: list[IkuRow]
    kebijakan: Kebijakan
    tahun_tanpa_uang: list[int]

    @property
    def unsur(self) -> list[Unsur]:
        """All lines in order."""
        return [u for _, baris in self.sasaran for u in baris]


def muat(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, rencana: RencanaTahunan, sampai: int) -> Formulir:
    """The form of one plan up to a quarter. The number of queries depends on the years, not on the rows."""
    program = [
        p for p in laporan.pohon_program(perangkat_daerah, periode, rencana, sampai) if p.anggaran.pagu is not None
    ]
    iku = dokumen.iku_rows(perangkat_daerah, periode, Triwulan(rencana.tahun, sampai))
    ukur = _Pengukur(perangkat_daerah, periode, rencana, sampai)
    ukur.baca([row.indikator for row in iku] + [i.indikator for p in program for i in _semua(p)])
    uang = _Bendahara(periode, rencana, sampai)
    kelompok: list[tuple[str, list[Unsur]]] = []
    for sasaran in _urutan_sasaran(iku, program):
        own = [p for p in program if p.program.sasaran_id == sasaran[0]]
        milik = [row for row in iku if row.sasaran is not None and row.sasaran.pk == sasaran[0]]
        kelompok.append((sasaran[1], [*_tanpa_program(milik, own, ukur), *_unsur(own, milik, ukur, uang)]))
    semua = [s for p in program for k in p.kegiatan for s in k.sub_kegiatan]
    return Formulir(kelompok, uang.dari(semua), iku, ukur.kebijakan, uang.tahun_tanpa)


def _semua(p: ProgramNode) -> list[IndikatorTarget]:
    """Every indikator of a programme's branch."""
    return [
        *p.indikator,
        *(i for k in p.kegiatan for i in [*k.indikator, *(j for s in k.sub_kegiatan for j in s.indikator)]),
    ]


def _urutan_sasaran(iku: Iterable[IkuRow], program: Iterable[ProgramNode]) -> list[tuple[int, str]]:
    """The sasaran of the IKU in order, then those only a programme has."""
    urut = {row.sasaran.pk: row.sasaran.uraian for row in iku if row.sasaran is not None}
    urut |= {p.program.sasaran_id: p.program.sasaran.uraian for p in program if p.program.sasaran_id not in urut}
    return list(urut.items())


def _tanpa_program(iku: Sequence[IkuRow], program: Sequence[ProgramNode], ukur: "_Pengukur") -> list[Unsur]:
    """The IKU of a sasaran that no programme supports: measured all the same."""
    didukung = {pk for p in program for pk in p.iku}
    sendiri = [row.indikator for row in iku if row.indikator.pk not in didukung]
    if not sendiri:
        return []
    unit = list(dict.fromkeys(i.unit_kerja.nama for i in sendiri))
    return [Unsur("sasaran", "", "-", [ukur.ukuran(i) for i in sendiri], None, "\n".join(unit))]


def _unsur(program: Sequence[ProgramNode], iku: Sequence[IkuRow], ukur: "_Pengukur", uang: "_Bendahara") -> list[Unsur]:
    hasil: list[Unsur] = []
    for p in program:
        sub = [s for k in p.kegiatan for s in k.sub_kegiatan]
        hasil_program = [i.indikator for i in p.indikator] or [r.indikator for r in iku if r.indikator.pk in p.iku]
        unit = "\n".join(dict.fromkeys(i.unit_kerja.nama for i in hasil_program)) or "-"
        ukuran = [ukur.ukuran(i) for i in hasil_program]
        hasil.append(Unsur("program", p.program.kode, p.program.uraian, ukuran, uang.dari(sub), unit))
        for k in (k for k in p.kegiatan if k.anggaran.pagu is not None):
            unit = k.kegiatan.unit_kerja.nama if k.kegiatan.unit_kerja else "-"
            ukuran = [ukur.ukuran(i.indikator) for i in k.indikator]
            hasil.append(Unsur("kegiatan", k.kegiatan.kode, k.kegiatan.uraian, ukuran, uang.dari(k.sub_kegiatan), unit))
            for s in (s for s in k.sub_kegiatan if s.anggaran.pagu is not None):
                ukuran = [ukur.ukuran(i.indikator) for i in s.indikator]
                own, milik = s.sub_kegiatan, uang.dari([s])
                hasil.append(Unsur("sub_kegiatan", own.kode, own.uraian, ukuran, milik, own.unit_kerja.nama))
    return hasil


# --- Performance -------------------------------------------------------------------------------------------------


class _Pengukur:
    """Values of indikator through the columns, read in bulk."""

    def __init__(self, pd: PerangkatDaerah, periode: PeriodeRenstra, rencana: RencanaTahunan, sampai: int) -> None:
        self.pd, self.periode, self.rencana, self.sampai = pd, periode, rencana, sampai
        self.kebijakan = kebijakan_of(pd.pemerintah_daerah)
        self.lalu_tahun = list(range(periode.tahun_awal, rencana.tahun))
        self.target: dict[int, Target] = {}
        self.renstra: dict[int, dict[int, Besaran]] = {}
        self.lalu: dict[int, dict[int, CapaianRow]] = {}
        self.kini: dict[int, dict[int, CapaianRow]] = {}

    def baca(self, indikator: Sequence[Indikator]) -> None:
        """Targets of plan and Renstra, values of this year and of those before. Twelve queries."""
        self.target = target_per_indikator(self.rencana, indikator)
        self.renstra = renja.target_renstra(indikator, self.periode.tahun)
        self.lalu = capaian_matriks(perangkat_daerah=self.pd, indikator=indikator, tahun=self.lalu_tahun)
        self.kini = capaian_matriks(
            perangkat_daerah=self.pd,
            indikator=indikator,
            tahun=[self.rencana.tahun],
            sampai=self.sampai,
            plans=[self.rencana],
        )

    def ukuran(self, i: Indikator) -> Ukuran:
        """One indikator through the columns."""
        kini, target = self.kini[i.pk][self.rencana.tahun], self.target.get(i.pk)
        tahunan = Besaran(target.nilai, target.tingkat) if target else TANPA_NILAI
        per_tw = {q: Besaran(r.nilai, r.tingkat) for q, r in kini.per_triwulan.items() if q <= self.sampai}
        akhir, lalu = self._target_akhir(i), self._lalu(i)
        renstra = self._renstra(i, lalu, kini.realisasi)
        return Ukuran(
            indikator=i,
            target_renstra=akhir,
            lalu=lalu,
            target=tahunan,
            per_tw=per_tw,
            realisasi=kini.realisasi,
            renstra=renstra,
            tingkat=hitung(i, akhir, renstra, self.kebijakan)[0],
            capaian={
                q: hitung(i, target_triwulan(i, target, q), nilai, self.kebijakan)[0] for q, nilai in per_tw.items()
            },
            capaian_tahun=hitung(i, tahunan, kini.realisasi, self.kebijakan)[0],
            catatan=kini.per_triwulan.get(self.sampai),
        )

    def _target_akhir(self, i: Indikator) -> Besaran:
        """The target at the end of the period; of what is added up, the sum of all its years."""
        per_tahun = self.renstra.get(i.pk, {})
        if i.akumulasi == Indikator.Akumulasi.JUMLAH and not i.skala_id:
            return _jumlah([per_tahun.get(t, TANPA_NILAI) for t in self.periode.tahun])
        return per_tahun.get(self.periode.tahun_akhir, TANPA_NILAI)

    def _lalu(self, i: Indikator) -> Besaran:
        """What was reached up to last year: the sum of the years, or last year's value."""
        nilai = [self.lalu[i.pk][t].realisasi for t in self.lalu_tahun]
        if i.akumulasi == Indikator.Akumulasi.JUMLAH and not i.skala_id:
            return _jumlah(nilai)
        return nilai[-1] if nilai else TANPA_NILAI

    def _renstra(self, i: Indikator, lalu: Besaran, kini: Besaran) -> Besaran:
        """What was reached up to this year. Without a year before, this year's value is all there is."""
        if i.akumulasi == Indikator.Akumulasi.JUMLAH and not i.skala_id:
            return _jumlah([lalu, kini]) if self.lalu_tahun else kini
        return lalu if kini.kosong else kini


def _jumlah(nilai: Sequence[Besaran]) -> Besaran:
    """The sum of numbers; unknown as soon as one is."""
    angka = [n.nilai for n in nilai]
    known = [a for a in angka if a is not None]
    return Besaran(sum(known, Decimal(0))) if known and len(known) == len(angka) else TANPA_NILAI


# --- Money -------------------------------------------------------------------------------------------------------


class _Bendahara:
    """Money of sub kegiatan through the columns, read in bulk. A year before without pagu makes all before unknown."""

    def __init__(self, periode: PeriodeRenstra, rencana: RencanaTahunan, sampai: int) -> None:
        self.sampai = sampai
        self.kini = triwulan.uang_triwulan(rencana, sampai)
        tahun = list(range(periode.tahun_awal, rencana.tahun))
        semua = plans.rencana_approved(rencana.perangkat_daerah_id, tahun)
        self.lalu: list[Mapping[int, Anggaran]] = []
        self.tahun_tanpa: list[int] = []
        for t in tahun:
            plan = plans.in_force(semua, Triwulan(t, 4))
            uang = laporan.anggaran_sub(plan) if plan else {}
            if uang:
                self.lalu.append(uang)
            else:
                self.tahun_tanpa.append(t)

    def dari(self, sub: Sequence[SubKegiatanNode]) -> Uang:
        """The money of some sub kegiatan together."""
        kumulatif = {q: triwulan.jumlah_cabang(sub, self.kini[q]) for q in range(self.sampai + 1)}
        akhir = kumulatif[self.sampai]
        return Uang(
            pagu=akhir.pagu,
            per_tw={q: triwulan.selisih(kumulatif[q], kumulatif[q - 1]) for q in range(1, self.sampai + 1)},
            kumulatif={q: a.keuangan for q, a in kumulatif.items() if q},
            realisasi=akhir.keuangan,
            lalu=self._lalu(sub),
        )

    def _lalu(self, sub: Sequence[SubKegiatanNode]) -> int | None:
        if self.tahun_tanpa:
            return None
        jumlah = 0
        for uang in self.lalu:
            tahun = triwulan.jumlah_cabang(sub, uang)
            if tahun.pagu is not None and tahun.keuangan is None:
                return None
            jumlah += tahun.keuangan or 0
        return jumlah


# --- Averages ----------------------------------------------------------------------------------------------------


def rata_kinerja(f: Formulir, tw: int | None) -> Decimal | None:
    """Mean capaian of all indikator of the form: of one quarter, or of the year so far (None).

    An indikator that stands at two programmes counts once, as it does on the dashboard.
    """
    ukuran = {u.indikator.pk: u for baris in f.unsur for u in baris.ukuran}
    return rata_rata(u.capaian_tahun if tw is None else u.capaian.get(tw) for u in ukuran.values())


def rata_serapan(f: Formulir, tw: int | None) -> Decimal | None:
    """Mean absorption of the sub kegiatan up to a quarter, or of the year so far (None)."""
    uang = [b.uang for b in f.unsur if b.tingkat == "sub_kegiatan" and b.uang is not None]
    return rata_rata(calculations.serapan(u.pagu, u.realisasi if tw is None else u.kumulatif.get(tw)) for u in uang)
