"""How far a regency is on its way from nothing to its first Perjanjian Kinerja.

Nothing of it is stored: every step is done when what it makes is there. So a person may leave and come back, another
one may go on, and several regencies may be under way.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from indicators import permissions
from indicators.models import (
    Indikator,
    KategoriCapaian,
    Membership,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    Role,
    Target,
    UnitKerja,
    User,
)
from indicators.permissions import Ability
from indicators.selectors import masa
from indicators.selectors.simpanan import diingat, selama_tak_berubah
from sakip.lib.prepared import Prepared, Slots

PERENCANA = ("buku-kerja", "rencana", "pk")
"""The steps whose work is a planner's; the ones before it are the admin's."""


@dataclass(frozen=True)
class Langkah:
    """One step: its key in the address, its name, whether it is done, what there is of it in a few words."""

    nomor: int
    kunci: str
    nama: str
    selesai: bool
    ringkas: str
    boleh_kosong: bool = False
    sekarang: bool = False
    terbuka: bool = True  # whether this person may open it

    @property
    def keadaan(self) -> str:
        """`kini`, `selesai`, `boleh` (may stay empty) or `belum`: icon and class of the list."""
        if self.sekarang:
            return "kini"
        if self.selesai:
            return "selesai"
        return "boleh" if self.boleh_kosong else "belum"


@dataclass(frozen=True)
class Kemajuan:
    """The steps of one regency."""

    daerah: PemerintahDaerah
    langkah: tuple[Langkah, ...]

    @property
    def jumlah_selesai(self) -> int:
        """How many steps are done; one that may stay empty counts when it was done or left behind."""
        return sum(s.selesai or s.boleh_kosong for s in self.langkah)

    @property
    def selesai(self) -> bool:
        """Whether the first Perjanjian Kinerja can be made."""
        return all(s.selesai or s.boleh_kosong for s in self.langkah)

    @property
    def lanjut(self) -> Langkah:
        """Where to go on: the first step that is not done, the last one when all are."""
        terbuka = [s for s in self.langkah if s.terbuka] or list(self.langkah)
        return next((s for s in terbuka if not s.selesai and not s.boleh_kosong), terbuka[-1])

    @property
    def kini(self) -> Langkah:
        """The step whose page is open."""
        return next(s for s in self.langkah if s.sekarang)

    @property
    def sebelum(self) -> Langkah | None:
        """The step before the open one."""
        return next((s for s in self.langkah if s.nomor == self.kini.nomor - 1 and s.terbuka), None)

    @property
    def sesudah(self) -> Langkah | None:
        """The step after the open one."""
        return next((s for s in self.langkah if s.nomor == self.kini.nomor + 1 and s.terbuka), None)


def daerah_terlihat(user: Any) -> QuerySet[PemerintahDaerah]:
    """The regencies in which the person manages or plans anything, or sees anything at all."""
    dilihat = permissions.visible_perangkat_daerah(user).order_by().values("pemerintah_daerah")
    kelola = permissions.visible_pemerintah_daerah(user, Ability.MANAGE_MASTER).order_by().values("pk")
    utuh = permissions.visible_pemerintah_daerah(user).order_by().values("pk")
    return PemerintahDaerah.objects.filter(Q(pk__in=kelola) | Q(pk__in=dilihat) | Q(pk__in=utuh))


def daerah_disiapkan(user: Any) -> list[Kemajuan]:
    """The regencies the person gets ready, as admin or planner, with how far each is. Two queries."""
    kelola = permissions.visible_pemerintah_daerah(user, Ability.MANAGE_MASTER).order_by().values("pk")
    pd = permissions.visible_perangkat_daerah(user, Ability.EDIT_CASCADE).order_by().values("pemerintah_daerah")
    utuh = permissions.visible_pemerintah_daerah(user, Ability.EDIT_CASCADE).order_by().values("pk")
    rows = PemerintahDaerah.objects.filter(Q(pk__in=kelola) | Q(pk__in=pd) | Q(pk__in=utuh))
    return [
        susun(d, {nama: getattr(d, nama) for nama in HITUNGAN}, terbuka=_terbuka(user, d))
        for d in BERHITUNG_SEMUA.all(daerah=list(rows.order_by().values_list("pk", flat=True)))
    ]


def kemajuan(daerah: PemerintahDaerah, user: Any, kini: str = "") -> Kemajuan:
    """The steps of one regency as a person sees them, the open page marked. One query while nothing was written."""

    def hitung() -> dict[str, int]:
        row = BERHITUNG.all(daerah=daerah.pk)[0]
        return {nama: getattr(row, nama) for nama in HITUNGAN}

    hitungan = selama_tak_berubah(daerah.pk, ("langkah-daerah",), hitung)
    return susun(daerah, hitungan, kini, _terbuka(user, daerah))


def kemajuan_awal() -> Kemajuan:
    """The steps of a regency that is not there yet: the first one open, all the others to come."""
    kosong = PemerintahDaerah(nama="Daerah baru")
    rows = [replace(s, terbuka=s.nomor == 1) for s in _langkah(kosong, dict.fromkeys(HITUNGAN, 0))]
    return Kemajuan(kosong, tuple(replace(s, sekarang=s.nomor == 1) for s in rows))


def susun(
    daerah: PemerintahDaerah, hitungan: dict[str, int], kini: str = "", terbuka: Callable[[str], bool] = lambda _: True
) -> Kemajuan:
    """The steps from the counts of a regency (HITUNGAN)."""
    rows = (replace(s, sekarang=s.kunci == kini, terbuka=terbuka(s.kunci)) for s in _langkah(daerah, hitungan))
    return Kemajuan(daerah, tuple(rows))


def _terbuka(user: Any, daerah: PemerintahDaerah) -> Callable[[str], bool]:
    """Which steps a person may open: the admin all of them, a planner those that are a planner's."""
    kelola = permissions.can(user, Ability.MANAGE_MASTER, daerah)
    return lambda kunci: kelola or kunci in PERENCANA


# --- What there is, counted in one query -----------------------------------------------------------------------------

HITUNGAN = (
    *("n_kepala", "n_kategori", "n_pd", "n_pd_berunit", "n_unit", "n_pd_berkepala", "n_pejabat"),
    *("n_akun", "n_perencana", "n_periode", "n_pd_berindikator", "n_draf", "n_sah", "n_siap"),
)


def _banyak(rows: QuerySet[Any], *, kolom: str = "pk") -> Coalesce:
    """How many different values a column of some rows has, for each regency (`_milik` of the row)."""
    hitung = rows.order_by().values("_milik").annotate(n=Count(kolom, distinct=True)).values("n")
    return Coalesce(Subquery(hitung, output_field=IntegerField()), 0)


def _dari(rows: QuerySet[Any], jalur: str) -> QuerySet[Any]:
    """Those of the regency of the outer query, which is `jalur` away from a row."""
    return rows.filter(**{jalur: OuterRef("pk")}).annotate(_milik=F(jalur))


def _berhitung(rows: QuerySet[PemerintahDaerah]) -> QuerySet[PemerintahDaerah]:
    """The regencies with every count the steps need. One query, however many there are."""
    pd = "perangkat_daerah__pemerintah_daerah"
    kepala_pd = Pejabat.objects.filter(jenis__in=(Pejabat.Jenis.SEKDA, Pejabat.Jenis.KEPALA_PD))
    rencana = _dari(RencanaTahunan.objects.all(), pd)
    sah = rencana.filter(status=RencanaTahunan.Status.APPROVED)
    return rows.annotate(
        n_kepala=_banyak(_dari(Pejabat.objects.filter(jenis=Pejabat.Jenis.KEPALA_DAERAH), "pemerintah_daerah")),
        n_kategori=_banyak(_dari(KategoriCapaian.objects.all(), "pemerintah_daerah")),
        n_pd=_banyak(_dari(PerangkatDaerah.objects.all(), "pemerintah_daerah")),
        n_unit=_banyak(_dari(UnitKerja.objects.all(), pd)),
        n_pd_berunit=_banyak(_dari(UnitKerja.objects.all(), pd), kolom="perangkat_daerah"),
        n_pejabat=_banyak(_dari(Pejabat.objects.all(), "pemerintah_daerah")),
        n_pd_berkepala=_banyak(_dari(kepala_pd, "pemerintah_daerah"), kolom="perangkat_daerah"),
        n_akun=_akun(Membership.objects.all()),
        n_perencana=_akun(Membership.objects.filter(role=Role.PLANNER)),
        n_periode=_banyak(
            _dari(PeriodeRenstra.objects.exclude(status=PeriodeRenstra.Status.DRAFT), "pemerintah_daerah")
        ),
        n_pd_berindikator=_banyak(_dari(_indikator(), pd), kolom="perangkat_daerah"),
        n_draf=_banyak(rencana.filter(status=RencanaTahunan.Status.DRAFT)),
        n_sah=_banyak(sah),
        n_siap=_banyak(sah.filter(_ber_pihak())),
    )


BERHITUNG: Prepared[PemerintahDaerah] = Prepared(
    lambda: _berhitung(PemerintahDaerah.objects.filter(pk=masa.kunci("daerah")))
)

BERHITUNG_SEMUA: Prepared[PemerintahDaerah] = Prepared(
    lambda: _berhitung(PemerintahDaerah.objects.filter(pk__in=Slots("daerah", BigIntegerField()))).order_by("nama")
)


def _akun(rows: QuerySet[Membership]) -> Coalesce:
    """How many accounts have one of these roles anywhere in the regency."""
    milik = Coalesce(
        "pemerintah_daerah", "perangkat_daerah__pemerintah_daerah", "unit_kerja__perangkat_daerah__pemerintah_daerah"
    )
    rows = rows.annotate(_milik=milik).filter(_milik=OuterRef("pk"), user__is_active=True)
    return _banyak(rows, kolom="user")


def _indikator() -> QuerySet[Indikator]:
    """The indikator of sasaran of a perangkat daerah itself: what its head promises."""
    return Indikator.objects.filter(jenjang=Indikator.Jenjang.SASARAN, sasaran__unit_kerja__isnull=True)


def _ber_pihak() -> Q:
    """A plan from which the head's agreement can be made: with a target, and both parties in office on its day."""
    jabat = Q(mulai=None) | Q(mulai__lte=OuterRef("tanggal")), Q(selesai=None) | Q(selesai__gte=OuterRef("tanggal"))
    kepala_pd = Pejabat.objects.filter(
        *jabat,
        perangkat_daerah=OuterRef("perangkat_daerah"),
        jenis__in=(Pejabat.Jenis.SEKDA, Pejabat.Jenis.KEPALA_PD),
    )
    bupati = Pejabat.objects.filter(
        *jabat,
        pemerintah_daerah=OuterRef("perangkat_daerah__pemerintah_daerah"),
        jenis=Pejabat.Jenis.KEPALA_DAERAH,
    )
    target = Target.objects.filter(rencana=OuterRef("pk"), indikator__in=_indikator().values("pk"))
    return Q(Exists(kepala_pd), Exists(bupati), Exists(target))


# --- The steps -------------------------------------------------------------------------------------------------------


def _langkah(daerah: PemerintahDaerah, n: dict[str, int]) -> Iterable[Langkah]:
    """The ten steps with what there is of each."""
    isi = (
        ("pemerintah", "Pemerintah daerah", n["n_kepala"] > 0 and n["n_kategori"] > 1, daerah.provinsi),
        ("lambang", "Lambang", bool(daerah.lambang), "terpasang" if daerah.lambang else "boleh dilewati"),
        ("perangkat-daerah", "Perangkat daerah", n["n_pd"] > 0, _kata(n["n_pd"], "perangkat daerah")),
        ("unit", "Unit kerja", n["n_unit"] > 0, _kata(n["n_unit"], "unit") + _dari_pd(n, "n_pd_berunit")),
        ("pejabat", "Pejabat", n["n_pd_berkepala"] > 0, _kata(n["n_pejabat"], "pejabat")),
        ("pengguna", "Pengguna", n["n_perencana"] > 0, _pengguna(n)),
        ("periode", "Periode Renstra", n["n_periode"] > 0, _kata(n["n_periode"], "periode")),
        ("buku-kerja", "Buku kerja", n["n_pd_berindikator"] > 0, _berisi(n)),
        ("rencana", "Rencana tahun", n["n_sah"] > 0, _rencana(n)),
        ("pk", "Perjanjian Kinerja pertama", n["n_siap"] > 0, "dapat dicetak" if n["n_siap"] else ""),
    )
    for nomor, (kunci, nama, selesai, ringkas) in enumerate(isi, 1):
        yield Langkah(nomor, kunci, nama, selesai, ringkas, boleh_kosong=kunci == "lambang")


def _kata(n: int, apa: str) -> str:
    return f"{n} {apa}" if n else ""


def _dari_pd(n: dict[str, int], nama: str) -> str:
    """How many perangkat daerah are served, where not all are."""
    return f", di {n[nama]} dari {n['n_pd']} perangkat daerah" if 0 < n[nama] < n["n_pd"] else ""


def _pengguna(n: dict[str, int]) -> str:
    if n["n_akun"] and not n["n_perencana"]:
        return f"{n['n_akun']} akun, belum ada perencana"
    return _kata(n["n_akun"], "akun")


def _berisi(n: dict[str, int]) -> str:
    return f"{n['n_pd_berindikator']} dari {n['n_pd']} perangkat daerah berisi" if n["n_pd_berindikator"] else ""


def _rencana(n: dict[str, int]) -> str:
    if n["n_sah"]:
        return f"{n['n_sah']} disahkan"
    return f"{n['n_draf']} draf, belum disahkan" if n["n_draf"] else ""


# --- What a step shows -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AkunBaris:
    """One account of a regency with its roles in words, and whether its owner has set a password."""

    user: User
    peran: tuple[str, ...]
    bersandi: bool
    di_tempat_lain: bool


def akun_daerah(daerah: PemerintahDaerah) -> QuerySet[User]:
    """The accounts with a role in the regency, by user name.

    `sandi`: how far the owner is, 0 has a password, 1 has yet to make one, 2 the account is closed.
    """
    sandi = Case(When(is_active=False, then=2), When(password__startswith=UNUSABLE_PASSWORD_PREFIX, then=1), default=0)
    rows = User.objects.filter(pk__in=_peran(daerah).values("user"))
    return rows.annotate(sandi=sandi).order_by("username")


def akun_baris(daerah: PemerintahDaerah, users: Sequence[User]) -> list[AkunBaris]:
    """The accounts as rows. One query, however many there are."""
    rows = Membership.objects.filter(user__in=users)
    rows = rows.select_related("pemerintah_daerah", "perangkat_daerah", "unit_kerja__perangkat_daerah")
    per_akun: dict[int, list[Membership]] = {}
    for m in rows.order_by("pk"):
        per_akun.setdefault(m.user_id, []).append(m)
    return [_akun_baris(daerah, user, per_akun.get(user.pk, [])) for user in users]


def perencana_daerah(daerah: PemerintahDaerah) -> set[int]:
    """The accounts, by key, that plan for the regency or for a perangkat daerah of it. One query."""
    return set(_peran(daerah).filter(role=Role.PLANNER).values_list("user", flat=True))


def _peran(daerah: PemerintahDaerah) -> QuerySet[Membership]:
    """The roles that are given in the regency."""
    return Membership.objects.filter(
        Q(pemerintah_daerah=daerah)
        | Q(perangkat_daerah__pemerintah_daerah=daerah)
        | Q(unit_kerja__perangkat_daerah__pemerintah_daerah=daerah)
    ).order_by()


def _akun_baris(daerah: PemerintahDaerah, user: User, rows: list[Membership]) -> AkunBaris:
    dalam = [m for m in rows if _pemilik(m) == daerah.pk]
    peran = tuple(f"{m.get_role_display()}: {m.unit_kerja or m.perangkat_daerah or m.pemerintah_daerah}" for m in dalam)
    return AkunBaris(user, peran, user.has_usable_password(), user.is_superuser or len(dalam) < len(rows))


def _pemilik(m: Membership) -> int | None:
    pd = m.perangkat_daerah or (m.unit_kerja.perangkat_daerah if m.unit_kerja else None)
    return pd.pemerintah_daerah_id if pd else m.pemerintah_daerah_id


@diingat
def perangkat_daerah_of(daerah: PemerintahDaerah, user: Any = None) -> list[PerangkatDaerah]:
    """The perangkat daerah of a regency by name; with a person, those he plans for or manages. One query."""
    rows = PerangkatDaerah.objects.filter(pemerintah_daerah=daerah)
    if user is not None and not permissions.can(user, Ability.MANAGE_MASTER, daerah):
        rows = rows.filter(pk__in=permissions.visible_perangkat_daerah(user, Ability.EDIT_CASCADE).values("pk"))
    return list(rows.select_related("pemerintah_daerah").order_by("nama"))
