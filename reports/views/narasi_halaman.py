"""What the pages of one section share: which section it is, its neighbours, the addresses around it."""

from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.urls import reverse

from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.models import JenisDokumen
from reports.narasi_baca import Bagian, bagian_list
from reports.services.narasi import Tempat
from reports.views.base import jenis_or_404, pd_or_404, permintaan_of


@dataclass(frozen=True)
class Halaman:
    """One section of one document, for the person who asks."""

    permintaan: Permintaan
    jenis: JenisDokumen
    satu: Bagian
    sebelum: BagianNarasi | None
    berikut: BagianNarasi | None

    @property
    def pd(self) -> PerangkatDaerah:
        """Whose document it is."""
        return self.permintaan.perangkat_daerah

    @property
    def judul(self) -> str:
        """The title of the section."""
        return self.satu.bagian.judul

    @property
    def tempat(self) -> Tempat:
        """The section for the services."""
        return Tempat(self.pd, self.permintaan.tahun, self.jenis.value, self.satu.bagian.kunci)

    @property
    def kueri(self) -> str:
        """What the addresses need of the request: the quarter."""
        return f"?triwulan={self.permintaan.triwulan}" if self.permintaan.triwulan else ""

    def alamat(self, nama: str, bagian: str = "", **lain: Any) -> str:
        """The address of a page about a section (this one, unless another is named)."""
        tempat = {"kode": self.pd.kode, "tahun": self.permintaan.tahun, "jenis": self.jenis.value}
        return (
            reverse(f"reports:{nama}", kwargs={**tempat, "bagian": bagian or self.satu.bagian.kunci, **lain})
            + self.kueri
        )

    @property
    def url_daftar(self) -> str:
        """The list of sections, at this one."""
        daftar = reverse("reports:narasi", args=[self.pd.kode, self.permintaan.tahun, self.jenis.value])
        return f"{daftar}{self.kueri}#bagian-{self.satu.bagian.kunci}"

    @property
    def konteks(self) -> dict[str, Any]:
        """What the templates of these pages see."""
        return {
            "perangkat_daerah": self.pd,
            "tahun": self.permintaan.tahun,
            "jenis": self.jenis,
            "satu": self.satu,
            "sebelum": self.sebelum,
            "berikut": self.berikut,
            "kueri": self.kueri,
            "url_daftar": self.url_daftar,
        }


def halaman_of(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> Halaman:
    """The section of the address, for who may write. Raises Http404, NotAllowed, and Incomplete as the builder does."""
    pd, satu_jenis = pd_or_404(request, kode, tahun, Ability.WRITE_NARASI), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, satu_jenis)
    semua = teks_di_sini(permintaan, satu_jenis, request)
    n = next((i for i, b in enumerate(semua) if b.bagian.kunci == bagian), None)
    if n is None:
        raise Http404("Bagian tidak ditemukan.")
    sebelum = semua[n - 1].bagian if n > 0 else None
    berikut = semua[n + 1].bagian if n + 1 < len(semua) else None
    return Halaman(permintaan, satu_jenis, semua[n], sebelum, berikut)


def teks_di_sini(permintaan: Permintaan, jenis: str, request: HttpRequest) -> list[Bagian]:
    """The sections, with the marks of the person's own unsaved work."""
    return bagian_list(permintaan, jenis, pengguna(request))


def pengguna(request: HttpRequest) -> User:
    """The person signed in (every page here needs one)."""
    return cast(User, request.user)
