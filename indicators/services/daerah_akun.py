"""Accounts of a regency: made without a password, opened by a link that its owner uses once.

Nobody but the owner ever knows the password: whoever makes the account hands over a link, and the link dies with the
password that is set through it. Rules of strength are Django's validators (settings), asked on the page of the link.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from indicators import permissions
from indicators.exceptions import InvalidValue, NotAllowed
from indicators.models import Membership, PemerintahDaerah, PerangkatDaerah, Role, UnitKerja, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.baris_induk import baris_buat

Lingkup = UnitKerja | PerangkatDaerah | PemerintahDaerah

LINGKUP_PERAN = {
    Role.OPERATOR: (UnitKerja, PerangkatDaerah),
    Role.PLANNER: (PerangkatDaerah, PemerintahDaerah),
    Role.LEADER: (UnitKerja, PerangkatDaerah, PemerintahDaerah),
    Role.AUDITOR: (PemerintahDaerah, PerangkatDaerah),
    Role.ADMIN: (PemerintahDaerah,),
}
"""On what each role can be given here."""


@dataclass(frozen=True)
class IsianAkun:
    """One account to be made: who, which role, on what of the regency."""

    username: str
    nama: str
    email: str
    role: str
    lingkup: Lingkup


@dataclass(frozen=True)
class Tautan:
    """What opens an account once: the parts of its address."""

    user: User
    uidb64: str
    token: str


def akun_buat_banyak(*, daerah: PemerintahDaerah, isian: Sequence[IsianAkun], by: User) -> list[Tautan]:
    """Make accounts, all or none, each with one role, and what opens them.

    Raises NotAllowed, and InvalidValue for a name in use, a role where it means nothing, a place outside the regency.
    """
    permissions.require(by, Ability.MANAGE_USERS, daerah)
    with transaction.atomic():
        return [_buat(daerah, satu, by) for satu in isian]


def _buat(daerah: PemerintahDaerah, isian: IsianAkun, by: User) -> Tautan:
    _require_lingkup(daerah, isian.role, isian.lingkup)
    nama_akun = isian.username.strip().lower()
    if User.objects.filter(username__iexact=nama_akun).exists():
        raise InvalidValue(f"Nama pengguna “{nama_akun}” sudah dipakai. Pilih nama lain, misalnya dengan nama daerah.")
    user = User(username=nama_akun, nama=" ".join(isian.nama.split()), email=isian.email.strip())
    user.is_staff = isian.role == Role.ADMIN  # the door to the admin pages follows the role
    user.password = make_password(None)
    baris_buat(user, by=by, pemerintah_daerah=daerah, ability=Ability.MANAGE_USERS)
    _beri(user, isian.role, isian.lingkup, daerah, by)
    return _tautan(user)


def peran_ambil(*, daerah: PemerintahDaerah, role: str, by: User) -> None:
    """Give oneself a role on the regency one manages: in a small office one person does everything.

    Raises NotAllowed, and InvalidValue when one has it already.
    """
    permissions.require(by, Ability.MANAGE_USERS, daerah)
    _require_lingkup(daerah, role, daerah)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if Membership.objects.filter(user=by, role=role, pemerintah_daerah=daerah).exists():
            raise InvalidValue(f"Anda sudah memiliki peran {Role(role).label} di {daerah.nama}.")
        _beri(by, role, daerah, daerah, by)


def tautan_baru(*, daerah: PemerintahDaerah, user: User, by: User) -> Tautan:
    """A new link for an account; its password and every older link end at once.

    Raises NotAllowed for an account that is not altogether this regency's: its password opens more than that.
    """
    permissions.require(by, Ability.MANAGE_USERS, daerah)
    with transaction.atomic():
        segar = User.objects.select_for_update().get(pk=user.pk)
        if segar.is_superuser or not milik_daerah(segar, daerah):
            raise NotAllowed("Akun ini juga berperan di tempat lain. Mintalah pengelola instalasi menolongnya.")
        segar.password = make_password(None)
        segar.save(update_fields=["password"])
        _catat_sandi(by, segar, daerah, "tautan baru")
    return _tautan(segar)


def sandi_tetapkan(*, user: User, sandi: str) -> User:
    """The owner sets the password, through the link or signed in; the rules of strength were asked by the form.

    Every session made with the former password ends with it. Returns the account as it is stored now.
    """
    with transaction.atomic():
        segar = User.objects.select_for_update().get(pk=user.pk)
        segar.set_password(sandi)
        segar.save(update_fields=["password"])
        for daerah in PemerintahDaerah.objects.filter(_berperan(segar)).distinct():
            _catat_sandi(segar, segar, daerah, "diganti oleh pemiliknya")
    return segar


def milik_daerah(user: User, daerah: PemerintahDaerah) -> bool:
    """Whether every role of the account, and there is one, lies in the regency. One query."""
    rows = Membership.objects.filter(user=user).select_related("perangkat_daerah", "unit_kerja__perangkat_daerah")
    pemilik = {
        m.pemerintah_daerah_id or (m.perangkat_daerah or m.unit_kerja.perangkat_daerah).pemerintah_daerah_id  # type: ignore[union-attr]
        for m in rows
    }
    return pemilik == {daerah.pk}


def _berperan(user: User) -> Q:
    """The regencies in which an account has a role."""
    return (
        Q(membership__user=user)
        | Q(perangkat_daerah__membership__user=user)
        | Q(perangkat_daerah__unit_kerja__membership__user=user)
    )


def _require_lingkup(daerah: PemerintahDaerah, role: str, lingkup: Lingkup) -> None:
    if isinstance(lingkup, UnitKerja):
        pemilik = lingkup.perangkat_daerah.pemerintah_daerah_id
    else:
        pemilik = lingkup.pemerintah_daerah_id if isinstance(lingkup, PerangkatDaerah) else lingkup.pk
    if pemilik != daerah.pk or role not in LINGKUP_PERAN:
        raise InvalidValue("Pilih peran dan tempat yang ada dalam daftar.")
    if not isinstance(lingkup, LINGKUP_PERAN[Role(role)]):
        raise InvalidValue(f"Peran {Role(role).label} tidak diberikan pada {lingkup}. {_SARAN[Role(role)]}")


_SARAN = {
    Role.OPERATOR: "Pilih unit kerja yang angkanya ia isi.",
    Role.PLANNER: "Pilih perangkat daerah, atau pemerintah daerah bila ia merencanakan semuanya.",
    Role.LEADER: "Pilih yang ia pimpin.",
    Role.AUDITOR: "Pilih pemerintah daerah.",
    Role.ADMIN: "Pilih pemerintah daerah.",
}


def _beri(user: User, role: str, lingkup: Lingkup, daerah: PemerintahDaerah, by: User) -> None:
    nama = {UnitKerja: "unit_kerja", PerangkatDaerah: "perangkat_daerah", PemerintahDaerah: "pemerintah_daerah"}
    row = Membership(user=user, role=role)
    setattr(row, nama[type(lingkup)], lingkup)
    row.full_clean()
    row.save()
    if role == Role.ADMIN and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    sesudah = {"user": user.username, "role": role, "lingkup": str(lingkup)}
    audit.record(by, audit.Event("membership.created", row, str(row), pemerintah_daerah=daerah, sesudah=sesudah))


def _tautan(user: User) -> Tautan:
    return Tautan(user, urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user))


def _catat_sandi(by: User, user: User, daerah: PemerintahDaerah, apa: str) -> None:
    """The line names the fact, never the password."""
    event = audit.Event("user.password_changed", user, str(user), pemerintah_daerah=daerah, sesudah={"password": apa})
    audit.record(by, event)
