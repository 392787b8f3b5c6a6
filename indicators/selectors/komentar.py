"""Remarks on the rows of a sheet: those of one row, how many a row has, who may be named, and who was named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from indicators import permissions
from indicators.models import Komentar, Membership, Sebutan, UnitKerja, User
from indicators.permissions import ROLE_ABILITIES, Ability
from indicators.selectors.masa import kunci
from sakip.lib.periods import Masa, Triwulan
from sakip.lib.prepared import Prepared

MAKS_TAMPIL = 200
"""How many remarks of a row are shown: the latest."""

MAKS_SEBUTAN = 10
"""How many mentions stand on the first page; the rest follows as these are read."""

# `@nama.pengguna`, not the @ of an e-mail address nor of a price (`10 rim @Rp50.000`, `@5.000`).
POLA_SEBUTAN = re.compile(r"(?<![\w.@+-])@(?!rp\.?\s*\d)([^\W\d_][\w.@+-]*)", re.IGNORECASE)

KOLOM = {"indikator": "indikator", "sub-kegiatan": "sub_kegiatan"}
"""By the kind of row in the address: the field that names it."""


@dataclass(frozen=True)
class Catatan:
    """One remark as it is read: `bagian` is its text in pieces (which of them name somebody), empty once taken back.

    `disebut`: the reader is named in it and has not said that he read it.
    """

    komentar: Komentar
    triwulan: Triwulan
    bagian: list[tuple[str, bool]]
    disebut: bool


@dataclass(frozen=True)
class CatatanBaris:
    """The remarks of one row: those of the quarter looked at, and those of all others, oldest first."""

    kini: list[Catatan]
    lain: list[Catatan]

    @property
    def jumlah(self) -> int:
        """How many of this quarter still stand."""
        return sum(c.komentar.ditarik_pada is None for c in self.kini)

    @property
    def disebut(self) -> int:
        """In how many of this quarter the reader is named and has not said that he read it."""
        return sum(c.disebut for c in self.kini)


def kolom_of(jenis: str, pk: int) -> dict[str, int]:
    """The row as a filter or as the fields of a remark."""
    return {f"{KOLOM[jenis]}_id": pk}


def catatan_baris(user: Any, jenis: str, pk: int, triwulan: Triwulan) -> CatatanBaris:
    """The remarks of one row of all quarters; each says whether the reader is named in it (`disebut`). One query.

    The caller has checked the scope.
    """
    belum = Sebutan.objects.filter(komentar=OuterRef("pk"), pengguna=user, dibaca_pada__isnull=True)
    rows = (
        Komentar.objects.filter(**kolom_of(jenis, pk))
        .select_related("penulis")
        .annotate(disebut=Exists(belum.filter(komentar__ditarik_pada__isnull=True)))
    )
    semua = [
        Catatan(k, Triwulan(k.tahun, k.triwulan), [] if k.ditarik_pada else bagian_of(k.teks), k.disebut)
        for k in reversed(rows.order_by("-pk")[:MAKS_TAMPIL])
    ]
    return CatatanBaris(
        kini=[c for c in semua if c.triwulan == triwulan], lain=[c for c in semua if c.triwulan != triwulan]
    )


def jumlah_catatan(kolom: str, acuan: str, triwulan: Masa) -> Coalesce:
    """How many remarks of a quarter stand at a row, for `annotate`: `acuan` is where the queryset has the row's key."""
    rows = Komentar.objects.filter(
        **{kolom: OuterRef(acuan)}, tahun=triwulan.tahun, triwulan=triwulan.nomor, ditarik_pada__isnull=True
    )
    return Coalesce(Subquery(rows.order_by().values(kolom).annotate(n=Count("pk")).values("n")), Value(0))


def ada_catatan(kolom: str, triwulan: Triwulan) -> Exists:
    """Whether anybody wrote about a row in a quarter, for `filter`: such a row stays open when its plan drops it."""
    rows = Komentar.objects.filter(**{kolom: OuterRef("pk")}, tahun=triwulan.tahun, triwulan=triwulan.nomor)
    return Exists(rows)


# --- Mentions ----------------------------------------------------------------------------------------------------


def orang_yang_melihat(unit: UnitKerja) -> list[User]:
    """The active people whose role lets them see the unit, by name. One query; the unit's place is joined."""
    peran = [role for role, abilities in ROLE_ABILITIES.items() if Ability.VIEW in abilities]
    jalur = [int(pk) for pk in unit.jalur.strip("/").split("/") if pk]
    where = Q(unit_kerja__in=jalur) | Q(perangkat_daerah=unit.perangkat_daerah_id)
    where |= Q(pemerintah_daerah=unit.perangkat_daerah.pemerintah_daerah_id)
    anggota = Membership.objects.filter(where, role__in=peran).values("user")
    return sorted(User.objects.filter(pk__in=anggota, is_active=True), key=lambda u: (str(u).lower(), u.username))


def sebutan_dalam(teks: str, orang: Iterable[User]) -> tuple[list[User], list[str]]:
    """Who a text names, each once, and the names that are nobody of `orang`. A full stop after a name is none of it."""
    kenal = {u.username.lower(): u for u in orang}
    ada: dict[int, User] = {}
    asing: list[str] = []
    for nama in POLA_SEBUTAN.findall(teks):
        pendek = nama.rstrip(".@+-")
        siapa = kenal.get(nama.lower()) or kenal.get(pendek.lower())
        if siapa is None:
            asing.append(pendek)
        else:
            ada[siapa.pk] = siapa
    return list(ada.values()), list(dict.fromkeys(asing))


def bagian_of(teks: str) -> list[tuple[str, bool]]:
    """A stored text in pieces, and which of them name somebody: whom it names was checked when it was written."""
    hasil, sampai = [], 0
    for satu in POLA_SEBUTAN.finditer(teks):
        akhir = satu.start() + len(satu.group().rstrip(".@+-"))
        hasil += [(teks[sampai : satu.start()], False), (teks[satu.start() : akhir], True)]
        sampai = akhir
    return [b for b in [*hasil, (teks[sampai:], False)] if b[0]]


def sebutan_belum_dibaca(user: Any) -> list[Sebutan]:
    """The latest mentions the person has not read, of remarks that stand and of units he sees. One query."""
    rows = (s for s in BELUM_DIBACA.all(pengguna=user.pk) if permissions.can(user, Ability.VIEW, s.komentar.unit_kerja))
    return list(islice(rows, MAKS_SEBUTAN))


def sebutan_untuk_surel(sejak: date) -> list[Sebutan]:
    """The mentions nobody was written to about, of people who want letters and still see the unit; since a day."""
    rows = _berlaku(Sebutan.objects.filter(terkirim_pada__isnull=True, dibaca_pada__isnull=True))
    rows = rows.filter(
        komentar__dibuat_pada__date__gte=sejak, pengguna__is_active=True, pengguna__terima_surel=True
    ).exclude(pengguna__email="")
    return [s for s in rows.order_by("pk") if permissions.can(s.pengguna, Ability.VIEW, s.komentar.unit_kerja)]


def _berlaku(rows: QuerySet[Sebutan]) -> QuerySet[Sebutan]:
    """Of remarks that stand, with all that a line about one shows."""
    return rows.filter(komentar__ditarik_pada__isnull=True).select_related(
        "pengguna",
        "komentar__penulis",
        "komentar__unit_kerja__perangkat_daerah__pemerintah_daerah",
        "komentar__indikator",
        "komentar__sub_kegiatan",
    )


BELUM_DIBACA: Prepared[Sebutan] = Prepared(
    lambda: _berlaku(Sebutan.objects.filter(pengguna=kunci("pengguna"), dibaca_pada__isnull=True)).order_by("-pk")
)


def sebutan_pada(user: Any, jenis: str, pk: int, triwulan: Triwulan) -> QuerySet[Sebutan]:
    """The person's unread mentions at one row and quarter."""
    where = {f"komentar__{k}": v for k, v in kolom_of(jenis, pk).items()}
    return Sebutan.objects.filter(
        **where,
        komentar__tahun=triwulan.tahun,
        komentar__triwulan=triwulan.nomor,
        pengguna=user,
        dibaca_pada__isnull=True,
    )


def jenis_of(komentar: Komentar) -> tuple[str, int]:
    """The row of a remark as its address names it: kind and key."""
    if komentar.indikator_id is not None:
        return "indikator", komentar.indikator_id
    return "sub-kegiatan", komentar.sub_kegiatan_id or 0
