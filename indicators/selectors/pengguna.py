"""What an account may do, as its owner reads it."""

from indicators.models import Membership, PemerintahDaerah, User


def peran_of(user: User) -> list[tuple[str, str]]:
    """Each role with the place it is given on: (`Operator`, `Bagian Umum`). One query."""
    rows = Membership.objects.filter(user=user).select_related("unit_kerja", "perangkat_daerah", "pemerintah_daerah")
    return [(m.get_role_display(), str(m.unit_kerja or m.perangkat_daerah or m.pemerintah_daerah)) for m in rows]


def pemerintah_daerah_of(user: User) -> PemerintahDaerah | None:
    """The regency whose trail an account's own changes belong to; None without a role. One query."""
    m = (
        Membership.objects.filter(user=user)
        .select_related("unit_kerja__perangkat_daerah__pemerintah_daerah", "pemerintah_daerah")
        .select_related("perangkat_daerah__pemerintah_daerah")
        .order_by("pk")
        .first()
    )
    if m is None:
        return None
    pd = m.unit_kerja.perangkat_daerah if m.unit_kerja else m.perangkat_daerah
    return pd.pemerintah_daerah if pd else m.pemerintah_daerah


def tanpa_akun() -> bool:
    """Whether nobody can sign in yet: the installation has just been made. One query."""
    return not User.objects.exists()
