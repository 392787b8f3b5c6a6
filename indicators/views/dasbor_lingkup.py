"""What a dashboard's address asks for: scope, year, quarter and filter, and the charts its page and downloads share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from indicators import permissions
from indicators.calculations import BatasKategori
from indicators.models import Indikator, Lembar, PemerintahDaerah, PerangkatDaerah, UnitKerja
from indicators.permissions import Ability
from indicators.selectors import dashboard
from indicators.selectors.dasbor_baca import unit_dan_lembar
from indicators.selectors.dasbor_baris import triwulan_terakhir
from indicators.selectors.dasbor_daerah import DasborDaerah, dasbor_daerah, triwulan_of
from indicators.selectors.grafik_dasbor import grafik_dasbor
from indicators.selectors.grafik_dasbor import grafik_unit as susun_unit
from indicators.selectors.kartu_indikator import KartuIndikator, indikator_terlihat, kartu_indikator
from indicators.selectors.navigasi import Konteks
from indicators.selectors.saring import Saring, pilihan_kategori
from indicators.views.base import SESSION_PD, konteks, konteks_daerah, konteks_or_404, unit_or_404
from sakip.lib.charts_bentuk import Daftar, Grafik, Kuadran, PetaPanas

MAKS_CARI = 100
UNDUHAN = ("xlsx", "svg", "png")


@dataclass(frozen=True)
class GrafikHalaman:
    """The charts of one page by key, with what a file of one says about where it comes from."""

    judul: str
    saring: str
    nama_berkas: str
    grafik: Mapping[str, Grafik]


@dataclass(frozen=True)
class HalamanDaerah:
    """The page of a regency; `daerah_pilihan` are those the person sees, where it is more than one."""

    d: DasborDaerah
    daerah: PemerintahDaerah | None
    daerah_pilihan: list[PemerintahDaerah]
    tahun: int
    tahun_pilihan: list[int]
    sampai: int | None
    saring: Saring
    grafik: GrafikHalaman


@dataclass(frozen=True)
class HalamanPd:
    """The page of a perangkat daerah, whole or of the units somebody sees; `pilih` are the units to choose from."""

    d: dashboard.Dasbor
    lingkup: dashboard.Lingkup
    tahun_pilihan: list[int]
    pilih: list[UnitKerja]
    unit: UnitKerja | None
    grafik: GrafikHalaman


@dataclass(frozen=True)
class HalamanUnit:
    """The page of a unit with those below it."""

    d: dashboard.DasborUnit
    unit: UnitKerja
    lingkup: dashboard.Lingkup
    tahun_pilihan: list[int]
    grafik: GrafikHalaman


@dataclass(frozen=True)
class HalamanIndikator:
    """The page of an indikator."""

    k: KartuIndikator
    tahun: int
    tahun_pilihan: list[int]
    grafik: GrafikHalaman


@dataclass(frozen=True)
class TempatDaerah:
    """The regency of a page (None: there is none yet), those to choose from, its perangkat daerah, and the year."""

    daerah: PemerintahDaerah | None
    pilihan: list[PemerintahDaerah]
    perangkat_daerah: list[PerangkatDaerah]
    here: Konteks


# --- Pages -------------------------------------------------------------------------------------------------------


def daerah_terlihat(request: HttpRequest) -> list[PerangkatDaerah] | None:
    """What the page of the regency speaks of, for who sees it whole and names no `?pd=`; None: it is of one place."""
    permissions.require(request.user, Ability.VIEW)
    if "pd" in request.GET or not melihat_daerah(request):
        return None
    semua = list(permissions.visible_perangkat_daerah(request.user).select_related("pemerintah_daerah"))
    return semua if len(semua) != 1 else None


def halaman(request: HttpRequest) -> HalamanDaerah | HalamanPd:
    """The page of `/dasbor/`: of the regency, or of one perangkat daerah."""
    semua = daerah_terlihat(request)
    return halaman_pd(request) if semua is None else halaman_daerah(request, tempat_daerah(request, semua))


def halaman_unit(request: HttpRequest, pk: int, unit: UnitKerja | None = None) -> HalamanUnit:
    """The page of a unit inside the person's scope (`unit`, where it was looked for already); 404 outside it."""
    unit = unit or unit_or_404(request, pk)
    here = konteks_or_404(request, unit.perangkat_daerah)
    units, lembar = _bawahan(request, unit, here.tahun)
    lingkup = _lingkup(request, here, unit.perangkat_daerah, [unit, *units], lembar)
    d = dashboard.dasbor_unit(lingkup)
    saring = _saring_kata(lingkup.saring, d.isi.kebijakan.kategori)
    grafik = susun_unit(d, lingkup, AlamatDasbor(request, lingkup.tahun))
    keterangan = GrafikHalaman(f"{unit.nama}, sampai dengan {lingkup.triwulan}", saring, _berkas(unit, lingkup), grafik)
    return HalamanUnit(d, unit, lingkup, here.tahun_pilihan, keterangan)


def indikator_or_404(request: HttpRequest, pk: int) -> tuple[Indikator, int]:
    """An indikator inside the person's scope, and the year of the page; 404 outside it."""
    permissions.require(request.user, Ability.VIEW)
    indikator = indikator_terlihat(request.user, pk)
    if indikator is None:
        raise Http404("Indikator tidak ditemukan.")
    return indikator, konteks_or_404(request, indikator.perangkat_daerah).tahun


def halaman_indikator(request: HttpRequest, pk: int, indikator: Indikator | None = None) -> HalamanIndikator:
    """The page of an indikator (`indikator`, where it was looked for already); 404 outside the person's scope."""
    indikator = indikator or indikator_or_404(request, pk)[0]
    here = konteks_or_404(request, indikator.perangkat_daerah)
    k = kartu_indikator(indikator, here.tahun, _sampai_or_404(request) or triwulan_terakhir(here.jadwal, here.tahun))
    nama = f"{indikator.perangkat_daerah.kode}-{indikator.kode or indikator.pk}-{here.tahun}"
    judul = f"{indikator.nama}, tahun {here.tahun}"
    return HalamanIndikator(k, here.tahun, here.tahun_pilihan, GrafikHalaman(judul, "", nama, k.grafik))


def tempat_daerah(request: HttpRequest, terlihat: Sequence[PerangkatDaerah]) -> TempatDaerah:
    """Which regency the page speaks of (`?daerah=`), and in which year."""
    pilihan = list({pd.pemerintah_daerah_id: pd.pemerintah_daerah for pd in terlihat}.values())
    daerah = _daerah_pilihan(request, pilihan)
    semua = [pd for pd in terlihat if daerah and pd.pemerintah_daerah_id == daerah.pk]
    dipilih = [pd for pd in semua if pd.kode == request.session.get(SESSION_PD)]
    here = konteks_daerah(request, semua, (dipilih or semua)[0]) if semua else konteks(request)
    if request.GET.get("tahun", str(here.tahun)) != str(here.tahun):
        raise Http404("Tahun tidak ada.")
    return TempatDaerah(daerah, pilihan, semua, here)


def halaman_daerah(request: HttpRequest, di: TempatDaerah) -> HalamanDaerah:
    """The page of a regency."""
    daerah, pilihan, here = di.daerah, di.pilihan, di.here
    sampai, saring = _sampai_or_404(request), _saring(request)
    d = dasbor_daerah(
        di.perangkat_daerah,
        here.tahun,
        hari_ini=request.hari_ini,  # type: ignore[attr-defined]
        alamat=AlamatDasbor(request, here.tahun, buang=("cari",)),
        sampai=sampai,
        saring=saring,
    )
    kata = _saring_kata(saring, d.kebijakan.kategori)
    judul = f"{daerah.nama if daerah else 'Daerah'}, sampai dengan {triwulan_of(d.rows, here.tahun)}"
    nama = f"{daerah.kode if daerah else 'daerah'}-{here.tahun}" + (f"-tw{sampai}" if sampai else "")
    return HalamanDaerah(
        d=d,
        daerah=daerah,
        daerah_pilihan=pilihan if len(pilihan) > 1 else [],
        tahun=here.tahun,
        tahun_pilihan=here.tahun_pilihan,
        sampai=sampai,
        saring=saring,
        grafik=GrafikHalaman(judul, kata, nama, d.grafik),
    )


def _daerah_pilihan(request: HttpRequest, pilihan: Sequence[PemerintahDaerah]) -> PemerintahDaerah | None:
    """The regency of `?daerah=`, else the first: figures of two regencies never stand on one page."""
    kode = request.GET.get("daerah", "")
    if not kode:
        return pilihan[0] if pilihan else None
    for daerah in pilihan:
        if daerah.kode == kode:
            return daerah
    raise Http404("Pemerintah daerah tidak ditemukan.")


def halaman_pd(request: HttpRequest) -> HalamanPd:
    """The page of the perangkat daerah of `?pd=`, or of the one the person stands in."""
    here = konteks_or_404(request)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    lingkup = _lingkup(request, here, pd)
    pilih, unit = list(lingkup.units), _unit_pilihan(request, lingkup.units)
    if unit is not None:
        milik = [u for u in pilih if u.jalur.startswith(unit.jalur)]
        lingkup = _lingkup(request, here, pd, milik, lingkup.lembar)
    d = dashboard.dasbor(lingkup)
    saring = _saring_kata(lingkup.saring, d.isi.kebijakan.kategori)
    if unit is not None:
        saring = ", ".join(filter(None, [unit.nama, saring]))
    grafik = grafik_dasbor(d, lingkup, AlamatDasbor(request, lingkup.tahun))
    judul = f"{pd.nama}, sampai dengan {lingkup.triwulan}"
    keterangan = GrafikHalaman(judul, saring, _berkas(pd, lingkup), grafik)
    return HalamanPd(d, lingkup, here.tahun_pilihan, pilih, unit, keterangan)


# --- Charts alone, for downloads ---------------------------------------------------------------------------------


def grafik_halaman(request: HttpRequest) -> GrafikHalaman:
    """The charts of `/dasbor/`."""
    return halaman(request).grafik


def grafik_unit(request: HttpRequest, pk: int) -> GrafikHalaman:
    """The charts of a unit's page."""
    return halaman_unit(request, pk).grafik


def grafik_indikator(request: HttpRequest, pk: int) -> GrafikHalaman:
    """The charts of an indikator's page."""
    return halaman_indikator(request, pk).grafik


def gambar(request: HttpRequest, grafik: Mapping[str, Grafik]) -> dict[str, dict[str, Any]]:
    """The charts as templates take them (`tren_triwulan`), each with the addresses of its files."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    hasil = {}
    for kunci, g in grafik.items():
        jenis = UNDUHAN[:1] if isinstance(g, Daftar) else UNDUHAN
        berkas = [(j.upper(), f"{request.path}unduh/{kunci}.{j}/{query}") for j in jenis]
        hasil[kunci.replace("-", "_")] = {
            "kunci": kunci,
            "isi": g,
            "pasangan": _pasangan(g),
            "unduh": berkas,
        }
    return hasil


def _pasangan(g: Grafik) -> list[tuple[Any, ...]]:
    """The rows of a chart with where they lead, for the forms a page draws as a table with links."""
    if isinstance(g, PetaPanas):
        return list(zip(g.nama, g.alamat, g.sel, strict=True))
    if isinstance(g, Kuadran):
        return list(zip(g.baris, g.titik, strict=True))
    if isinstance(g, Daftar):
        isi = [list(zip(g.kepala, baris, strict=True)) for baris in g.baris]
        return [(baris[0][1], alamat, baris[1:]) for baris, alamat in zip(isi, g.alamat, strict=True)]
    return []


# --- The address -------------------------------------------------------------------------------------------------


class AlamatDasbor:
    """Addresses of pages, with the year and the filter of this one kept (`buang`: without these)."""

    def __init__(self, request: HttpRequest, tahun: int, buang: Iterable[str] = ()) -> None:
        tetap = {k: v for k in ("tw", "kategori", "iku", "cari") if (v := request.GET.get(k)) and k not in buang}
        self.tahun = tahun
        self.query = urlencode({"tahun": tahun, **tetap})
        self._dasbor = reverse("indicators:dasbor")
        self._unit = reverse("indicators:dasbor_unit", args=[0])
        self._indikator = reverse("indicators:dasbor_indikator", args=[0])
        self._baris: dict[tuple[str, int], str] = {}

    def perangkat_daerah(self, kode: str) -> str:
        """The dashboard of a perangkat daerah."""
        return f"{self._dasbor}?pd={kode}&{self.query}"

    def unit(self, pk: int) -> str:
        """The page of a unit."""
        return f"{self._unit.replace('/0/', f'/{pk}/')}?{self.query}"

    def indikator(self, pk: int) -> str:
        """The page of an indikator."""
        return f"{self._indikator.replace('/0/', f'/{pk}/')}?tahun={self.tahun}"

    def lembar(self, unit: int, triwulan: int) -> str:
        """The sheet of a unit."""
        return self._isi("", unit, triwulan)

    def baris(self, jenis: str, pk: int, triwulan: int) -> str:
        """One row of a sheet with its history and trail."""
        return self._isi(jenis, pk, triwulan)

    def _isi(self, jenis: str, pk: int, triwulan: int) -> str:
        """Looked up once for each quarter; a page writes the key into them by the hundred."""
        pola = self._baris.get((jenis, triwulan))
        if pola is None:
            pola = (
                reverse("indicators:panel", args=[self.tahun, triwulan, jenis, 0])
                if jenis
                else reverse("indicators:realisasi_lembar", args=[self.tahun, triwulan, 0])
            )
            self._baris[jenis, triwulan] = pola
        return pola.replace("/0/", f"/{pk}/")


def melihat_daerah(request: HttpRequest) -> bool:
    """Whether the person sees whole regencies; for others the list of perangkat daerah does not arise."""
    return any(s.pemerintah_daerah_id for s in permissions.scopes(request.user, Ability.VIEW))


def _lingkup(
    request: HttpRequest,
    here: Konteks,
    pd: PerangkatDaerah,
    units: Sequence[UnitKerja] | None = None,
    lembar: Sequence[Lembar] | None = None,
) -> dashboard.Lingkup:
    return dashboard.lingkup_for(
        request.user,
        perangkat_daerah=pd,
        tahun=here.tahun,
        jadwal=here.jadwal,
        hari_ini=request.hari_ini,  # type: ignore[attr-defined]
        sampai=_sampai_or_404(request),
        units=units,
        lembar=lembar,
        saring=_saring(request),
    )


def _bawahan(request: HttpRequest, unit: UnitKerja, tahun: int) -> tuple[list[UnitKerja], list[Lembar]]:
    """The units below one, and the sheets of a year of all of them."""
    rows = permissions.visible_units(request.user).filter(jalur__startswith=unit.jalur)
    units, lembar = unit_dan_lembar(rows.order_by("urutan", "nama"), tahun)
    return [u for u in units if u.pk != unit.pk], lembar


def _unit_pilihan(request: HttpRequest, units: Sequence[UnitKerja]) -> UnitKerja | None:
    """The unit of `?unit=`; 404 when it is none of those the person sees here."""
    pilih = request.GET.get("unit", "")
    if not pilih:
        return None
    for unit in units:
        if str(unit.pk) == pilih:
            return unit
    raise Http404("Unit tidak ditemukan.")


def _saring(request: HttpRequest) -> Saring:
    return Saring(
        kategori=request.GET.get("kategori", ""),
        iku=request.GET.get("iku") == "1",
        cari=" ".join(request.GET.get("cari", "").split())[:MAKS_CARI],
    )


def _saring_kata(saring: Saring, kategori: Iterable[BatasKategori]) -> str:
    """The filter in words; 404 for a category the regency does not have."""
    label = dict(pilihan_kategori(kategori))
    if saring.kategori and saring.kategori not in label:
        raise Http404("Kategori tidak ada.")
    return saring.kata(label.get(saring.kategori, ""))


def _berkas(milik: PerangkatDaerah | UnitKerja, lingkup: dashboard.Lingkup) -> str:
    return f"{milik.kode}-{lingkup.tahun}-tw{lingkup.sampai}"


def _sampai_or_404(request: HttpRequest) -> int | None:
    """The quarter of the address (`?tw=`), None when it names none."""
    tw = request.GET.get("tw", "")
    if tw and tw not in ("1", "2", "3", "4"):
        raise Http404("Triwulan tidak ada.")
    return int(tw) if tw else None
