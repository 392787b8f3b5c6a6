"""The whole cascade of a period as a tree that is ready to print, and the year's plans beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.models import (
    Indikator,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    TargetRenstra,
    TingkatPredikat,
    UnitKerja,
)
from indicators.selectors import nilai as cetak
from indicators.selectors.nilai import Besaran
from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.selectors.unit_nama import bersebutan
from indicators.selectors.unsur import BarisUnsur, RencanaPagu, menurut_induk, rencana_tahun, unsur, yang_berlaku
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class IndikatorPohon:
    """One indikator with its targets of every year of the period, as printed; an empty text is a missing value.

    `keterangan` names unit of measure, direction and accumulation; `unit_id` is the unit that enters it. `diteruskan`:
    another one of the period continues it.
    """

    pk: int
    unit_id: int
    unit: str
    kode: str
    nama: str
    iku: bool
    keterangan: str
    awal: str
    target: tuple[tuple[str, str], ...]
    diteruskan: bool = False

    @property
    def jangkar(self) -> str:
        """The id of its place on the page."""
        return f"indikator-{self.pk}"

    @property
    def ada_target(self) -> bool:
        """Whether any year has a target."""
        return any(teks for _, teks in self.target)


@dataclass(frozen=True)
class Simpul:
    """One branch of the tree. `pk` None: a level the institution has not filled in (`uraian` says so), or a heading.

    `induk` is the sasaran above a unit's sasaran; `pagu` whole rupiah of the plan in force, summed upwards, None
    without any; `kurang` what this element lacks, in sentences.
    """

    jenis: str
    pk: int | None
    uraian: str
    kode: str = ""
    unit: str = ""
    induk: str = ""
    pagu: int | None = None
    indikator: tuple[IndikatorPohon, ...] = ()
    anak: tuple["Simpul", ...] = ()
    kurang: tuple[str, ...] = ()

    @property
    def jangkar(self) -> str:
        """The id of its place on the page, empty for a heading."""
        return f"{self.jenis}-{self.pk}" if self.pk is not None else ""

    @property
    def label(self) -> str:
        """The level as the page calls it."""
        return LABEL[self.jenis]

    @property
    def terbuka(self) -> bool:
        """Whether the branch is unfolded at first: the levels above the programmes are."""
        return self.jenis in ("visi", "misi", "tujuan", "sasaran")


LABEL = {
    "visi": "Visi",
    "misi": "Misi",
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "strategi": "Strategi",
    "kebijakan": "Kebijakan",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
    "unit": "Unit kerja",
}


@dataclass(frozen=True)
class RencanaRingkas:
    """One version of the year's plan. `berlaku`: the one in force in the quarter the page speaks of."""

    pk: int
    sebutan: str
    urutan: int
    status: str
    disahkan: bool
    berlaku: bool
    berlaku_mulai: int
    dasar: str
    tanggal: date | None
    total: int | None


@dataclass(frozen=True)
class BelanjaRow:
    """One kind of spending: (name of the version, whole rupiah or None when it is not in it), and last minus first."""

    kode: str
    nama: str
    per_versi: tuple[tuple[str, int | None], ...]
    selisih: int


@dataclass(frozen=True)
class Pohon:
    """The cascade of one perangkat daerah and period: `akar` from the visi down, `unit` the kinerja utama by unit.

    `jalur` is every unit's place in the tree of units, by key: whose pages a person may open follows from it.
    """

    periode: PeriodeRenstra
    tahun: int
    akar: tuple[Simpul, ...]
    unit: tuple[Simpul, ...]
    rencana: tuple[RencanaRingkas, ...]
    belanja: tuple[BelanjaRow, ...]
    jalur: dict[int, str]

    @property
    def tahun_target(self) -> list[str]:
        """The years of the period: the columns of every table of targets."""
        return [str(tahun) for tahun in self.periode.tahun]

    @property
    def lebar(self) -> int:
        """How many columns a table of targets has: name, kondisi awal, one per year."""
        return 2 + len(self.periode.tahun)

    @property
    def selisih(self) -> int:
        """Whole rupiah by which the last version of the year's plan differs from the first."""
        return (self.rencana[-1].total or 0) - (self.rencana[0].total or 0) if self.rencana else 0

    @property
    def berlaku(self) -> RencanaRingkas | None:
        """The plan whose pagu the tree shows."""
        return next((r for r in self.rencana if r.berlaku), None)

    @property
    def menyusul(self) -> RencanaRingkas | None:
        """The approved plan that takes its place in a later quarter of the year."""
        kini = self.berlaku.urutan if self.berlaku else -1
        return next((r for r in self.rencana if r.disahkan and r.urutan > kini), None)


def cascade(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, sampai: int = 4) -> Pohon:
    """The tree of one period with the pagu of the plan in force in quarter `sampai` of `tahun`. Five queries.

    It is the plan and holds no realisasi: whoever belongs to the perangkat daerah may see all of it.
    """
    rencana = rencana_tahun(perangkat_daerah, tahun)
    berlaku = yang_berlaku(rencana, Triwulan(tahun, sampai))
    units = bersebutan(UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah).order_by("urutan", "nama"))
    rows = unsur(perangkat_daerah, periode, arah=True)
    pohon = _Perangkai(rows, units, _indikator(perangkat_daerah, periode, units), berlaku.per_sub if berlaku else {})
    return Pohon(
        periode=periode,
        tahun=tahun,
        akar=pohon.akar(),
        unit=pohon.per_unit(None),
        rencana=tuple(_ringkas(r, r is berlaku) for r in rencana),
        belanja=_belanja(rencana),
        jalur={u.pk: u.jalur for u in units},
    )


def cascade_tersimpan(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, sampai: int) -> Pohon:
    """The same tree, kept for as long as no plan of the regency changes: then one query instead of six."""
    ciri = ("cascade", perangkat_daerah.pk, periode.pk, tahun, sampai)
    return selama_rencana_tetap(
        perangkat_daerah.pemerintah_daerah_id, ciri, lambda: cascade(perangkat_daerah, periode, tahun, sampai)
    )


# --- Indicators ----------------------------------------------------------------------------------------------

IndikatorPerUnsur = dict[tuple[str, int], list[IndikatorPohon]]
KOLOM_INDIKATOR = (
    *("kode", "nama", "jenjang", "iku", "arah", "akumulasi", "jenis_nilai", "desimal", "unit_kerja_id", "urutan"),
    *("predecessor_id", "kondisi_awal_nilai", "satuan__nama", "satuan__simbol", "kondisi_awal_tingkat__kode"),
    *(f"{jenjang}_id" for jenjang in Indikator.Jenjang.values),
)


def _indikator(pd: PerangkatDaerah, periode: PeriodeRenstra, units: Sequence[UnitKerja]) -> IndikatorPerUnsur:
    """The indicators of a period by (level, element), in order. Two queries."""
    rows = Indikator.objects.filter(perangkat_daerah=pd, periode=periode)
    target: dict[tuple[int, int], Besaran] = {}
    tingkat: dict[str, TingkatPredikat] = {}
    for pk, tahun, nilai, kode in TargetRenstra.objects.filter(indikator__in=rows.order_by()).values_list(
        "indikator_id", "tahun", "nilai", "tingkat__kode"
    ):
        step = tingkat.setdefault(kode, TingkatPredikat(kode=kode)) if kode else None
        target[pk, tahun] = Besaran(nilai, step)
    nama_unit = {u.pk: u.sebutan for u in units}
    hasil: IndikatorPerUnsur = {}
    daftar = list(rows.select_related("satuan", "kondisi_awal_tingkat").only(*KOLOM_INDIKATOR).order_by("urutan", "pk"))
    diteruskan = {i.predecessor_id for i in daftar}
    for i in daftar:
        unsur_pk = getattr(i, f"{i.jenjang}_id")
        isi = IndikatorPohon(
            pk=i.pk,
            unit_id=i.unit_kerja_id,
            unit=nama_unit.get(i.unit_kerja_id, ""),
            kode=i.kode,
            nama=i.nama,
            iku=i.iku,
            keterangan=_keterangan(i),
            awal=_teks(i, Besaran(i.kondisi_awal_nilai, i.kondisi_awal_tingkat)),
            target=tuple((str(tahun), _teks(i, target.get((i.pk, tahun)))) for tahun in periode.tahun),
            diteruskan=i.pk in diteruskan,
        )
        hasil.setdefault((i.jenjang, unsur_pk), []).append(isi)
    return hasil


def _teks(indikator: Indikator, besaran: Besaran | None) -> str:
    """As everywhere, without a unit that is a word: `keterangan` names it, and seven columns have no room for it."""
    if besaran is None or besaran.kosong:
        return ""
    if besaran.tingkat is None and indikator.satuan and indikator.satuan.simbol != "%":
        return format_number(besaran.nilai, indikator.desimal)
    return cetak.teks(indikator, besaran)


def _keterangan(i: Indikator) -> str:
    satuan = i.satuan.nama if i.satuan else "satuan belum diisi"
    return f"{satuan} · {i.get_arah_display().lower()} · {i.get_akumulasi_display().lower()}"


# --- The tree ------------------------------------------------------------------------------------------------

ANAK = {"visi": "misi", "misi": "tujuan", "tujuan": "sasaran", "sasaran": "program", "program": "kegiatan"}
ANAK["kegiatan"] = "sub_kegiatan"
# What also hangs on an element and is shown before the level below it.
ARAH = {"sasaran": "strategi", "strategi": "kebijakan"}
BERINDIKATOR = ("tujuan", "sasaran")
BERKODE = ("program", "kegiatan", "sub_kegiatan")


class _Perangkai:
    """Puts the rows of one period together, from a branch down to its leaves."""

    def __init__(
        self, rows: list[BarisUnsur], units: list[UnitKerja], indikator: IndikatorPerUnsur, pagu: dict[int, int]
    ) -> None:
        self.anak = menurut_induk(r for r in rows if not (r.jenis == "sasaran" and r.unit))
        self.uraian = {r.pk: r.uraian for r in rows if r.jenis == "sasaran"}
        self.ada = {r.jenis for r in rows if not (r.jenis == "sasaran" and r.unit)}
        self.milik_unit: dict[int, list[BarisUnsur]] = {}
        for r in rows:
            if r.jenis == "sasaran" and r.unit:
                self.milik_unit.setdefault(r.unit, []).append(r)
        self.unit = {u.pk: u for u in units}
        self.bawahan: dict[int | None, list[UnitKerja]] = {}
        for u in units:
            self.bawahan.setdefault(u.induk_id, []).append(u)
        self.indikator, self.pagu = indikator, pagu

    def akar(self) -> tuple[Simpul, ...]:
        """From the visi down. A level nobody filled in appears as a branch that says so, with what is below it."""
        lepas = self.daftar("sasaran", None)
        if not self.ada & {"tujuan", "sasaran"}:
            lepas = (Simpul("sasaran", None, "Sasaran belum diisi"),)
        sisa: list[Simpul] = []
        for jenis in ("tujuan", "misi", "visi"):
            nama, sendiri = LABEL[jenis], self.daftar(jenis, None)
            if jenis not in self.ada:
                lepas = (Simpul(jenis, None, f"{nama} belum diisi", anak=lepas),)
                continue
            if lepas:
                sisa.append(Simpul(jenis, None, f"Belum dikaitkan dengan {nama.lower()}", anak=lepas))
            lepas = sendiri
        return (*lepas, *sisa)

    def per_unit(self, induk: int | None) -> tuple[Simpul, ...]:
        """The kinerja utama by the tree of units; a unit that has none, nor any unit below it, is left out."""
        hasil = []
        for u in self.bawahan.get(induk, []):
            anak = (*(self.simpul(r) for r in self.milik_unit.get(u.pk, [])), *self.per_unit(u.pk))
            if anak:
                hasil.append(Simpul("unit", None, u.nama, anak=anak))
        return tuple(hasil)

    def daftar(self, jenis: str, induk: int | None) -> tuple[Simpul, ...]:
        """The elements of one level below one element."""
        return tuple(self.simpul(r) for r in self.anak.get((jenis, induk), []))

    def simpul(self, r: BarisUnsur) -> Simpul:
        """One element with all below it."""
        anak = self.daftar(ANAK[r.jenis], r.pk) if r.jenis in ANAK else ()
        arah = self.daftar(ARAH[r.jenis], r.pk) if r.jenis in ARAH else ()
        pagu = self.pagu.get(r.pk) if r.jenis == "sub_kegiatan" else _jumlah(anak)
        indikator = tuple(self.indikator.get((r.jenis, r.pk), ()))
        unit = self.unit.get(r.unit) if r.unit else None
        return Simpul(
            jenis=r.jenis,
            pk=r.pk,
            uraian=r.uraian,
            kode=r.kode,
            unit=unit.sebutan if unit else "",
            induk=self.uraian.get(r.atasan, "") if r.atasan else "",
            pagu=pagu if r.jenis in BERKODE else None,
            indikator=indikator,
            anak=(*arah, *anak),
            kurang=tuple(_kurang(r, bool(indikator), bool(anak))),
        )


def _jumlah(anak: tuple[Simpul, ...]) -> int | None:
    berpagu = [s.pagu for s in anak if s.pagu is not None]
    return sum(berpagu) if berpagu else None


def _kurang(r: BarisUnsur, ada_indikator: bool, ada_anak: bool) -> Iterable[str]:
    """What an element lacks. A misi need not have a tujuan of every perangkat daerah, nor a unit a programme."""
    if r.jenis in BERKODE and not r.kode:
        yield "Kode belum diisi"
    if r.jenis in BERINDIKATOR and not ada_indikator:
        yield "Indikator belum diisi"
    if r.jenis == "sasaran" and r.unit:
        if r.atasan is None:
            yield "Sasaran di atasnya belum ditetapkan"
    elif r.jenis in ANAK and r.jenis != "misi" and not ada_anak:
        yield f"{LABEL[ANAK[r.jenis]]} belum diisi"


# --- Plans of the year ---------------------------------------------------------------------------------------


def _ringkas(isi: RencanaPagu, berlaku: bool) -> RencanaRingkas:
    r = isi.rencana
    return RencanaRingkas(
        pk=r.pk,
        sebutan=r.get_jenis_display(),
        urutan=r.urutan,
        status=r.get_status_display(),
        disahkan=r.status == RencanaTahunan.Status.APPROVED,
        berlaku=berlaku,
        berlaku_mulai=r.berlaku_mulai,
        dasar=r.dasar,
        tanggal=r.tanggal,
        total=isi.total,
    )


def _belanja(rencana: Sequence[RencanaPagu]) -> tuple[BelanjaRow, ...]:
    """Every kind of spending that any version has, in the order of the account codes."""
    jenis = sorted({kunci for r in rencana for kunci in r.belanja})
    return tuple(
        BelanjaRow(
            kode=kode,
            nama=nama,
            per_versi=tuple((r.rencana.get_jenis_display(), r.belanja.get((kode, nama))) for r in rencana),
            selisih=rencana[-1].belanja.get((kode, nama), 0) - rencana[0].belanja.get((kode, nama), 0),
        )
        for kode, nama in jenis
    )
