"""What every page of a signed-in person needs: the menu, the place, and the active year."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from indicators.models import Role
from indicators.permissions import Ability, can, scopes
from indicators.views.base import konteks


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu; `aktif` on the pages it leads to."""

    label: str
    url: str
    ikon: str
    aktif: bool
    lencana: int | None = None


SIAP = "indicators:daerah"
MENU = [
    ("Beranda", "indicators:beranda", "beranda", None),
    ("Isian triwulan", "indicators:realisasi_daftar", "isian", Ability.VIEW),
    ("Perencanaan", "indicators:perencanaan", "perencanaan", Ability.VIEW),
    ("Verifikasi", "indicators:verifikasi_antrean", "verifikasi", Ability.VERIFY),
    ("Dokumen", "reports:daftar", "dokumen", Ability.VIEW_DOKUMEN),
    ("Dasbor", "indicators:dasbor", "dasbor", Ability.VIEW),
    ("Pemeriksaan", "indicators:pemeriksaan", "pemeriksaan", Ability.VIEW_TEMUAN),
    ("Jejak audit", "indicators:jejak", "audit", Ability.VIEW_AUDIT),
    ("Persiapan daerah", SIAP, "perencanaan", Ability.MANAGE_MASTER),
    ("Pengelolaan", "admin:index", "pengaturan", Ability.MANAGE_USERS),
]


def app(request: HttpRequest) -> dict[str, Any]:
    """`menu`, `pd_aktif`, `pd_pilihan`, `tahun_aktif`, `tahun_pilihan`, `peran_label`; nothing for a visitor."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    here = konteks(request)
    roles = {Role(s.role).label for s in scopes(request.user)}
    return {
        "menu": _menu(request, baru=not here.jadwal),
        "pd_aktif": here.perangkat_daerah,
        "pd_pilihan": here.pd_pilihan if len(here.pd_pilihan) > 1 else [],
        "tahun_aktif": here.tahun,
        "tahun_pilihan": here.tahun_pilihan if here.perangkat_daerah else [],
        "peran_label": ", ".join(sorted(roles)) or ("Pengelola instalasi" if request.user.is_superuser else ""),
    }


def _menu(request: HttpRequest, *, baru: bool) -> list[MenuItem]:
    """The entries of this person. `baru`: no quarter was ever scheduled here, so a planner is still getting ready."""
    items = []
    for label, name, ikon, ability in MENU:
        siap = baru and name == SIAP and can(request.user, Ability.EDIT_CASCADE)
        if ability is not None and not siap and not can(request.user, ability):
            continue
        url = reverse(name)
        aktif = request.path == url if url == "/" else request.path.startswith(url)
        items.append(MenuItem(label, url, ikon, aktif))
    return items
