"""What the views share: the person's context, and finding an object inside the person's scope or answering 404."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest

from indicators import permissions
from indicators.exceptions import NotAllowed
from indicators.models import PerangkatDaerah, PeriodeRenstra, UnitKerja, User
from indicators.permissions import Ability
from indicators.selectors.navigasi import Konteks, konteks_for, unit_terlihat
from indicators.selectors.navigasi import konteks_daerah as baca_konteks_daerah
from indicators.selectors.unsur import kunci_periode, periode_daerah, periode_tahun
from sakip.lib.periods import Triwulan

SESSION_TAHUN, SESSION_PD = "tahun", "pd"


class PratinjauHilang(Http404):
    """The preview of an upload that is gone, opened from the history; with the page where to upload again.

    Raised only after the scope of the address is checked: whoever reads it may open that page.
    """

    def __init__(self, tujuan: str) -> None:
        super().__init__(
            "Pratinjau ini sudah tidak ada, misalnya karena digantikan oleh unggahan yang lebih baru."
            " Unggah berkasnya lagi; yang sudah tersimpan tetap tersimpan."
        )
        self.tujuan = tujuan


def konteks(request: HttpRequest, perangkat_daerah: PerangkatDaerah | None = None) -> Konteks:
    """The context of this request, worked out once. `?pd=` and `?tahun=` in the address win over the session."""
    cached: Konteks | None = getattr(request, "_konteks", None)
    if cached is None:
        cached = konteks_for(
            request.user,
            kode=request.GET.get("pd") or request.session.get(SESSION_PD),
            tahun=_tahun(request),
            hari_ini=request.hari_ini,  # type: ignore[attr-defined]
            perangkat_daerah=perangkat_daerah,
        )
        request._konteks = cached  # type: ignore[attr-defined]
    return cached


def konteks_daerah(request: HttpRequest, semua: Sequence[PerangkatDaerah], pd: PerangkatDaerah) -> Konteks:
    """The context of a page of many perangkat daerah (`pd`: where the person stands), kept for the bar above it."""
    tahun = _tahun(request)
    here = baca_konteks_daerah(semua, pd, tahun=tahun, hari_ini=request.hari_ini)  # type: ignore[attr-defined]
    request._konteks = here  # type: ignore[attr-defined]
    return here


def _tahun(request: HttpRequest) -> int | None:
    tahun = str(request.GET.get("tahun") or request.session.get(SESSION_TAHUN) or "")
    return int(tahun) if tahun.isdecimal() and len(tahun) < 5 else None


def konteks_or_404(request: HttpRequest, perangkat_daerah: PerangkatDaerah | None = None) -> Konteks:
    """The context; a perangkat daerah outside the scope and a year without schedule are 404, not silently another."""
    here = konteks(request, perangkat_daerah)
    pd = here.perangkat_daerah
    if pd is None or (perangkat_daerah is None and request.GET.get("pd", pd.kode) != pd.kode):
        raise Http404("Perangkat daerah tidak ditemukan.")
    if request.GET.get("tahun", str(here.tahun)) != str(here.tahun):
        raise Http404("Tahun tidak ada.")
    return here


def triwulan_or_404(tahun: int, tw: int) -> Triwulan:
    """The quarter of the address."""
    try:
        return Triwulan(tahun, tw)
    except ValueError as error:
        raise Http404("Triwulan tidak ada.") from error


def unit_or_404(request: HttpRequest, pk: int, ability: Ability = Ability.VIEW) -> UnitKerja:
    """A unit inside the person's scope, with its perangkat daerah and regency; 404 outside it."""
    unit = unit_terlihat(request.user, pk)
    if unit is None:
        raise Http404("Unit tidak ditemukan.")
    if ability is not Ability.VIEW:
        permissions.require(request.user, ability, unit)
    return unit


def perangkat_daerah_or_404(request: HttpRequest, kode: str, ability: Ability = Ability.VIEW) -> PerangkatDaerah:
    """A perangkat daerah the person sees; 404 outside the scope, NotAllowed inside it without the ability."""
    pd = (
        permissions.visible_perangkat_daerah(request.user, Ability.VIEW)
        .select_related("pemerintah_daerah")
        .filter(kode=kode)
        .first()
    )
    if pd is None:
        raise Http404("Perangkat daerah tidak ditemukan.")
    if ability is not Ability.VIEW:
        permissions.require(request.user, ability, pd)
    return pd


def periode_or_404(semua: list[PeriodeRenstra], kunci: str) -> PeriodeRenstra:
    """The period of the address (`2021-2026`) among those there are."""
    periode = next((p for p in semua if kunci_periode(p) == kunci), None)
    if periode is None:
        raise Http404("Periode tidak ada.")
    return periode


def periode_dipilih(request: HttpRequest, semua: list[PeriodeRenstra], tahun: int) -> PeriodeRenstra | None:
    """The period of `?periode=`, else that of the year; None when the regency has none at all."""
    kunci = request.GET.get("periode")
    return periode_or_404(semua, kunci) if kunci else periode_tahun(semua, tahun)


def tempat_or_404(
    request: HttpRequest, pd: str, periode: str, ability: Ability
) -> tuple[PerangkatDaerah, PeriodeRenstra]:
    """A perangkat daerah and one of its periods, which become the context of the page; as `perangkat_daerah_or_404`."""
    own = perangkat_daerah_or_404(request, pd, ability)
    konteks(request, own)
    return own, periode_or_404(periode_daerah(own), periode)


def pelaku(request: HttpRequest) -> User:
    """The person who acts. Every page asks for a signed-in person first (LoginRequiredMiddleware)."""
    if not isinstance(request.user, User):
        raise NotAllowed("Masuk lebih dulu.")
    return request.user


def is_htmx(request: HttpRequest) -> bool:
    """Whether the page's script asks for a piece of it."""
    return bool(request.headers.get("HX-Request"))
