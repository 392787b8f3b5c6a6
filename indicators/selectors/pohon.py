"""The performance tree (pohon kinerja) of a period and the strategies below its sasaran, as the documents read them."""

from dataclasses import dataclass, field

from indicators.models import (
    Indikator,
    Kebijakan,
    PerangkatDaerah,
    PeriodeRenstra,
    Sasaran,
    Strategi,
    TargetRenstra,
    Tujuan,
    UnitKerja,
)
from indicators.selectors.bekal import bekal_of
from indicators.selectors.nilai import Besaran
from indicators.selectors.pendahulu import yang_mengukur


@dataclass(frozen=True)
class Ukuran:
    """One indikator of the tree with its Renstra targets by year."""

    indikator: Indikator
    target: dict[int, Besaran]


@dataclass
class Simpul:
    """One node of the tree with what stands below it: a tujuan, a sasaran, or a unit.

    A unit stands in the tree only where the sasaran of units name no sasaran above them (`induk`): then the
    organisation places them, and the document says so.
    """

    unsur: Tujuan | Sasaran | UnitKerja
    unit: UnitKerja | None
    ukuran: list[Ukuran]
    anak: "list[Simpul]" = field(default_factory=list)

    @property
    def menurut_organisasi(self) -> bool:
        """Whether it is a unit: a place in the organisation, not a result."""
        return isinstance(self.unsur, UnitKerja)


def pohon_kinerja(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> list[Simpul]:
    """The roots of the tree: tujuan, and sasaran that hang below nothing. Five queries.

    A sasaran stands below its `induk`, else below its tujuan. One of a unit with neither stands below its unit, units
    below the units above them, and those below the sasaran of the perangkat daerah when there is just one.
    """
    where = {"perangkat_daerah": perangkat_daerah, "periode": periode}
    ukuran = _ukuran(perangkat_daerah, periode)
    bekal = bekal_of(perangkat_daerah.pk, periode.pk)
    semua = bekal.unsur("tujuan").values() if bekal else Tujuan.objects.filter(**where)
    tujuan = {t.pk: Simpul(t, None, ukuran.get(("tujuan", t.pk), [])) for t in semua}
    urut = Sasaran.objects.filter(**where).select_related("unit_kerja").order_by("urutan", "pk")
    rows = list(bekal.unsur("sasaran").values() if bekal else urut)
    sasaran = {s.pk: Simpul(s, s.unit_kerja, ukuran.get(("sasaran", s.pk), [])) for s in rows}
    akar, lepas = list(tujuan.values()), []
    for s in rows:
        atas = sasaran.get(s.induk_id or 0) or tujuan.get(s.tujuan_id or 0)
        if atas is not None:
            atas.anak.append(sasaran[s.pk])
        elif s.unit_kerja is None:
            akar.append(sasaran[s.pk])
        else:
            lepas.append(sasaran[s.pk])
    return [*akar, *_menurut_unit(perangkat_daerah, lepas, akar)]


def _menurut_unit(perangkat_daerah: PerangkatDaerah, lepas: list[Simpul], akar: list[Simpul]) -> list[Simpul]:
    """Hangs the sasaran of units that name nothing above them below their units; returns the units left at the top."""
    if not lepas:
        return []
    unit = {u.pk: u for u in UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah)}
    puncak = [s for s in _semua(akar) if isinstance(s.unsur, Sasaran) and s.unit is None]
    simpul: dict[int, Simpul] = {}
    sisa: list[Simpul] = []

    def simpul_unit(pk: int) -> Simpul:
        if pk not in simpul:
            simpul[pk] = Simpul(unit[pk], unit[pk], [])
            induk = unit[pk].induk_id
            if induk:
                simpul_unit(induk).anak.append(simpul[pk])
            else:
                (puncak[0].anak if len(puncak) == 1 else sisa).append(simpul[pk])
        return simpul[pk]

    for s in lepas:
        simpul_unit(s.unit.pk if s.unit else 0).anak.append(s)
    return sisa


def _semua(simpul: list[Simpul]) -> list[Simpul]:
    return [s for akar in simpul for s in (akar, *_semua(akar.anak))]


def _ukuran(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> dict[tuple[str, int], list[Ukuran]]:
    jenjang = (Indikator.Jenjang.TUJUAN, Indikator.Jenjang.SASARAN)
    bekal = bekal_of(perangkat_daerah.pk, periode.pk)
    if bekal is not None:
        siap: dict[tuple[str, int], list[Ukuran]] = {}
        for i in bekal.mengukur(jenjang):
            siap.setdefault((i.jenjang, i.tujuan_id or i.sasaran_id or 0), []).append(Ukuran(i, bekal.besaran(i)))
        return siap
    where = {"perangkat_daerah": perangkat_daerah, "periode": periode, "jenjang__in": jenjang}
    rows = list(
        Indikator.objects.filter(yang_mengukur(), **where)
        .select_related("satuan", "skala", "unit_kerja")
        .order_by("urutan", "pk")
    )
    target: dict[int, dict[int, Besaran]] = {}
    for t in TargetRenstra.objects.filter(indikator__in=rows).select_related("tingkat"):
        target.setdefault(t.indikator_id, {})[t.tahun] = Besaran(t.nilai, t.tingkat)
    hasil: dict[tuple[str, int], list[Ukuran]] = {}
    for i in rows:
        kunci = (i.jenjang, i.tujuan_id or i.sasaran_id or 0)
        hasil.setdefault(kunci, []).append(Ukuran(i, target.get(i.pk, {})))
    return hasil


@dataclass(frozen=True)
class BarisStrategi:
    """One strategy of a sasaran with its policies and the units that carry them."""

    sasaran: Sasaran
    strategi: Strategi
    kebijakan: list[Kebijakan]


def strategi_kebijakan(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> list[BarisStrategi]:
    """Tujuan, sasaran, strategi and kebijakan of a period in the order of the cascade. Two queries."""
    where = {"perangkat_daerah": perangkat_daerah, "periode": periode}
    kebijakan: dict[int, list[Kebijakan]] = {}
    for k in Kebijakan.objects.filter(**where).select_related("unit_kerja").order_by("urutan", "pk"):
        kebijakan.setdefault(k.strategi_id, []).append(k)
    rows = Strategi.objects.filter(**where).select_related("sasaran__tujuan__misi")
    urut = rows.order_by("sasaran__tujuan__urutan", "sasaran__tujuan", "sasaran__urutan", "sasaran", "urutan", "pk")
    return [BarisStrategi(s.sasaran, s, kebijakan.get(s.pk, [])) for s in urut]
