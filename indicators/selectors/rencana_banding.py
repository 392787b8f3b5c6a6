"""Two versions of a year's plan side by side: what differs in target and pagu, summed up the tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indikator, PaguAnggaran, RencanaTahunan, Target
from indicators.selectors import nilai as cetak
from indicators.selectors.cascade import LABEL
from indicators.selectors.nilai import Besaran
from indicators.selectors.unsur import BarisUnsur, unsur
from indicators.selectors.unsur_urut import menurun

KOLOM = ("kode", "nama", "jenjang", "jenis_nilai", "desimal", "urutan", "satuan__nama", "satuan__simbol") + tuple(
    f"{jenjang}_id" for jenjang in Indikator.Jenjang.values
)
JUDUL = ("Target", "TW I", "TW II", "TW III", "TW IV")


@dataclass(frozen=True)
class SelBeda:
    """One figure in both versions, as printed."""

    judul: str
    lama: str
    baru: str

    @property
    def beda(self) -> bool:
        """Whether it changed."""
        return self.lama != self.baru


@dataclass(frozen=True)
class TargetBeda:
    """One indikator in both versions. `keadaan`: tetap, berubah, masuk (only the new has it), keluar (only the old)."""

    nama: str
    kode: str
    keadaan: str
    sel: tuple[SelBeda, ...]


@dataclass(frozen=True)
class KelompokTarget:
    """The indikator of one element of the cascade."""

    judul: str
    target: tuple[TargetBeda, ...]


@dataclass(frozen=True)
class PaguBeda:
    """One line of the budget: a programme (tingkat 1), kegiatan, sub kegiatan with its sum, or a kind of spending (4).

    Whole rupiah; None: not in that version.
    """

    tingkat: int
    nama: str
    kode: str
    lama: int | None
    baru: int | None

    @property
    def selisih(self) -> int:
        """The new minus the old; a line that one version lacks counts from zero."""
        return (self.baru or 0) - (self.lama or 0)

    @property
    def beda(self) -> bool:
        """Whether it changed."""
        return self.lama != self.baru


@dataclass(frozen=True)
class Banding:
    """The comparison. `jumlah_target` indikator and `jumlah_pagu` kinds of spending differ, whatever is shown."""

    lama: RencanaTahunan
    baru: RencanaTahunan
    target: tuple[KelompokTarget, ...]
    pagu: tuple[PaguBeda, ...]
    total: PaguBeda
    jumlah_target: int
    jumlah_pagu: int

    @property
    def sama(self) -> bool:
        """Whether nothing differs."""
        return not self.jumlah_target and not self.jumlah_pagu


def banding(lama: RencanaTahunan, baru: RencanaTahunan, *, semua: bool = False) -> Banding:
    """Compare two versions of one year's plan; `semua` keeps what did not change. Four queries."""
    rows = menurun(unsur(baru.perangkat_daerah, baru.periode))
    kelompok = _target(lama, baru, rows)
    pagu, total, jumlah_pagu = _pagu(lama, baru, rows, semua)
    berubah = sum(t.keadaan != "tetap" for k in kelompok for t in k.target)
    return Banding(
        lama=lama,
        baru=baru,
        target=tuple(kelompok if semua else _yang_beda(kelompok)),
        pagu=tuple(pagu),
        total=total,
        jumlah_target=berubah,
        jumlah_pagu=jumlah_pagu,
    )


# --- Targets -------------------------------------------------------------------------------------------------


def _target(lama: RencanaTahunan, baru: RencanaTahunan, rows: Iterable[BarisUnsur]) -> list[KelompokTarget]:
    pasangan: dict[int, dict[int, Target]] = {}
    isi = Target.objects.filter(rencana__in=[lama, baru]).select_related("tingkat")
    for t in isi.defer("dibuat_pada", "diubah_pada", "contoh"):
        pasangan.setdefault(t.indikator_id, {})[t.rencana_id] = t
    indikator = Indikator.objects.filter(target__rencana__in=[lama, baru]).distinct().select_related("satuan")
    per_unsur: dict[tuple[str, int], list[TargetBeda]] = {}
    for i in indikator.only(*KOLOM).order_by("urutan", "pk"):
        versi = pasangan[i.pk]
        per_unsur.setdefault((i.jenjang, getattr(i, f"{i.jenjang}_id")), []).append(
            _beda(i, versi.get(lama.pk), versi.get(baru.pk))
        )
    return [
        KelompokTarget(f"{LABEL[r.jenis]}: {r.uraian}", tuple(per_unsur[r.jenis, r.pk]))
        for r in rows
        if (r.jenis, r.pk) in per_unsur
    ]


def _beda(i: Indikator, lama: Target | None, baru: Target | None) -> TargetBeda:
    sel = tuple(SelBeda(*isi) for isi in zip(JUDUL, _teks(i, lama), _teks(i, baru), strict=True))
    if lama is None or baru is None:
        keadaan = "masuk" if lama is None else "keluar"
    else:
        keadaan = "berubah" if any(s.beda for s in sel) else "tetap"
    return TargetBeda(i.nama, i.kode, keadaan, sel)


def _teks(i: Indikator, t: Target | None) -> list[str]:
    if t is None:
        return [cetak.KOSONG] * len(JUDUL)
    tw: list[Decimal | None] = [t.tw1, t.tw2, t.tw3, t.tw4]
    tahun = cetak.teks(i, Besaran(t.nilai, t.tingkat), panjang=True, utuh=True)
    return [tahun, *(cetak.teks(i, Besaran(nilai), utuh=True) for nilai in tw)]


def _yang_beda(kelompok: Iterable[KelompokTarget]) -> Iterable[KelompokTarget]:
    for k in kelompok:
        if target := tuple(t for t in k.target if t.keadaan != "tetap"):
            yield KelompokTarget(k.judul, target)


# --- Pagu ----------------------------------------------------------------------------------------------------

BERPAGU = {"program": 1, "kegiatan": 2, "sub_kegiatan": 3}
ATAS = {"sub_kegiatan": "kegiatan", "kegiatan": "program"}
Uang = tuple[int | None, int | None]


def _pagu(
    lama: RencanaTahunan, baru: RencanaTahunan, rows: list[BarisUnsur], semua: bool
) -> tuple[list[PaguBeda], PaguBeda, int]:
    """The lines of the budget in order, their total, and how many kinds of spending of a sub kegiatan changed."""
    jenis: dict[int, dict[tuple[str, str], list[int | None]]] = {}
    kolom = ("rencana_id", "sub_kegiatan_id", "jenis_belanja__kode", "jenis_belanja__nama", "jumlah")
    isi = PaguAnggaran.objects.filter(rencana__in=[lama, baru]).order_by("jenis_belanja__kode").values_list(*kolom)
    for rencana, sub, kode, nama, jumlah in isi:
        pasang = jenis.setdefault(sub, {}).setdefault((kode, nama), [None, None])
        pasang[int(rencana == baru.pk)] = jumlah
    simpul = _jumlah_simpul(rows, {sub: _jumlah(per.values()) for sub, per in jenis.items()})
    berubah = {sub: [k for k, (a, b) in per.items() if a != b] for sub, per in jenis.items()}
    tampil = _tampil(rows, {sub for sub in jenis if semua or berubah[sub]})
    hasil: list[PaguBeda] = []
    for r in rows:
        if (r.jenis, r.pk) not in tampil:
            continue
        hasil.append(PaguBeda(BERPAGU[r.jenis], r.uraian, r.kode, *simpul[r.jenis, r.pk]))
        if r.jenis == "sub_kegiatan":
            hasil += [
                PaguBeda(4, nama, kode, *jenis[r.pk][kode, nama])
                for kode, nama in jenis[r.pk]
                if semua or (kode, nama) in berubah[r.pk]
            ]
    total = PaguBeda(1, "Jumlah", "", *_jumlah(_jumlah(per.values()) for per in jenis.values()))
    return hasil, total, sum(len(b) for b in berubah.values())


def _jumlah(pasangan: Iterable[Iterable[int | None]]) -> Uang:
    """Both sums; None where no line has an amount in that version."""
    lama, baru = zip(*pasangan, strict=True) if (pasangan := list(pasangan)) else ((), ())
    ada = [[j for j in sisi if j is not None] for sisi in (lama, baru)]
    return (sum(ada[0]) if ada[0] else None, sum(ada[1]) if ada[1] else None)


def _jumlah_simpul(rows: list[BarisUnsur], sub: dict[int, Uang]) -> dict[tuple[str, int], Uang]:
    """What each programme, kegiatan and sub kegiatan comes to, from the leaves upward."""
    bawah: dict[tuple[str, int | None], list[Uang]] = {}
    hasil: dict[tuple[str, int], Uang] = {}
    for tingkat in ("sub_kegiatan", "kegiatan", "program"):
        for r in rows:
            if r.jenis != tingkat:
                continue
            uang = sub.get(r.pk) if tingkat == "sub_kegiatan" else _jumlah(bawah.get((tingkat, r.pk), []))
            hasil[tingkat, r.pk] = uang or (None, None)
            if tingkat in ATAS:
                bawah.setdefault((ATAS[tingkat], r.induk), []).append(hasil[tingkat, r.pk])
    return hasil


def _tampil(rows: list[BarisUnsur], sub: set[int]) -> set[tuple[str, int]]:
    """The sub kegiatan that are shown, and what stands above them."""
    induk = {(r.jenis, r.pk): r.induk for r in rows}
    hasil: set[tuple[str, int]] = set()
    for pk in sub:
        kunci: tuple[str, int] | None = ("sub_kegiatan", pk)
        while kunci is not None and kunci in induk:
            hasil.add(kunci)
            atas = induk[kunci]
            kunci = (ATAS[kunci[0]], atas) if kunci[0] in ATAS and atas is not None else None
    return hasil
