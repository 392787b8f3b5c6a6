"""The years of an indikator behind it: what it continues, and which of the chain a year belongs to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from indicators.models import Indikator, Realisasi, Target, TargetRenstra
from indicators.selectors.pendahulu import SEBANDING, rantai_pendahulu

Janji = Target | TargetRenstra


@dataclass(frozen=True)
class Rantai:
    """An indikator and what it continues, itself first."""

    anggota: tuple[Indikator, ...]

    @property
    def sendiri(self) -> Indikator:
        """The indikator itself."""
        return self.anggota[0]

    @property
    def kunci(self) -> list[int]:
        """The keys of all of them, the nearest first."""
        return [i.pk for i in self.anggota]

    @property
    def menyambung(self) -> set[int]:
        """The keys up to the first that is measured otherwise: what one line may be drawn through."""
        hasil: set[int] = set()
        for i in self.anggota:
            if not sebanding(i, self.sendiri):
                break
            hasil.add(i.pk)
        return hasil

    def pemilik(self, ada: Iterable[int]) -> Indikator | None:
        """The nearest of the chain whose key is among these."""
        kunci = set(ada)
        return next((i for i in self.anggota if i.pk in kunci), None)

    def satu(self, row: Realisasi) -> Indikator:
        """The indikator of the chain that a row belongs to."""
        return next(i for i in self.anggota if i.pk == row.indikator_id)

    def terdekat(self, rows: Iterable[Realisasi]) -> dict[int, Realisasi]:
        """The rows of one year by quarter: of several in a quarter that of the nearest."""
        letak = {pk: n for n, pk in enumerate(self.kunci)}
        hasil: dict[int, Realisasi] = {}
        for row in sorted(rows, key=lambda r: letak[r.indikator_id], reverse=True):
            hasil[row.triwulan] = row
        return hasil

    def janji(self, target: Mapping[int, Janji], pemilik: Indikator) -> Janji | None:
        """The target of a year: the owner's, else that of the nearest measured like it. `target` by key."""
        alike = [i for i in (pemilik, *self.anggota) if sebanding(i, pemilik)]
        return next((target[i.pk] for i in alike if i.pk in target), None)


def rantai_indikator(indikator: Indikator) -> Rantai:
    """What an indikator continues. Two queries, none for one that continues nothing."""
    if not indikator.predecessor_id:
        return Rantai((indikator,))
    kunci = rantai_pendahulu([indikator.pk])[indikator.pk]
    lama = Indikator.objects.select_related("satuan", "skala", "periode").in_bulk(kunci)
    for i in lama.values():
        i.perangkat_daerah = indikator.perangkat_daerah  # joined already: whose policy counts
    return Rantai((indikator, *(lama[pk] for pk in kunci if pk in lama)))


def sebanding(satu: Indikator, lain: Indikator) -> bool:
    """Whether the two are measured alike."""
    return all(getattr(satu, k) == getattr(lain, k) for k in SEBANDING)


def peralihan(dulu: Indikator, kini: Indikator) -> str:
    """What changed where a year belongs to the one that continues the other, as a sentence; empty within one."""
    if dulu.pk == kini.pk:
        return ""
    beda = [nama for nama, ada in _beda(dulu, kini) if ada]
    if not beda:
        return f"Mulai di sini meneruskan “{dulu.nama}”."
    tidak = "" if sebanding(dulu, kini) else " Nilainya tidak sebanding dengan tahun-tahun sebelumnya."
    return f"Mulai di sini meneruskan “{dulu.nama}”; yang berubah: {', '.join(beda)}.{tidak}"


def _beda(dulu: Indikator, kini: Indikator) -> Sequence[tuple[str, bool]]:
    return (
        ("nama", dulu.nama != kini.nama),
        ("satuan", dulu.satuan_id != kini.satuan_id),
        ("jenis nilai", (dulu.jenis_nilai, dulu.skala_id) != (kini.jenis_nilai, kini.skala_id)),
        ("arah", dulu.arah != kini.arah),
        ("nilai setahun", dulu.akumulasi != kini.akumulasi),
        ("cara nilai diperoleh", (dulu.rumus, dulu.ekspresi) != (kini.rumus, kini.ekspresi)),
    )
