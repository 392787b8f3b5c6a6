"""Accounts of a new regency: opened once by a link, never with a password somebody else typed."""

import pytest
from django.urls import reverse

from indicators.exceptions import InvalidValue, NotAllowed
from indicators.models import AuditEvent, Membership, User
from indicators.services.daerah_akun import IsianAkun, akun_buat_banyak, peran_ambil, sandi_tetapkan, tautan_baru
from tests import builders as b
from tests.indicators.test_daerah import boss, daerah, jejak, pd  # noqa: F401  fixtures

pytestmark = pytest.mark.django_db
SANDI = "gunung-kerinci-7"


def akun(daerah, by, username="siti", role="planner", lingkup=None):  # noqa: F811
    return akun_buat_banyak(daerah=daerah, isian=[IsianAkun(username, "Siti", "", role, lingkup or daerah)], by=by)[0]


def alamat(tautan):
    return reverse("indicators:sandi", args=[tautan.uidb64, tautan.token])


def buka(client, tautan, sandi=SANDI):
    """Whoever holds the link sets a password: the answer of the form, or of the page that has none."""
    page = client.get(alamat(tautan), follow=True)
    if "new_password1" not in page.content.decode():
        return page
    isian = {"new_password1": sandi, "new_password2": sandi}
    return client.post(page.request["PATH_INFO"], isian, follow=True)


def test_an_account_is_opened_once_by_its_link_and_its_owner_sets_the_password(client, boss, daerah):  # noqa: F811
    tautan = akun(daerah, boss)
    assert not User.objects.get(username="siti").has_usable_password()
    assert "Tautan tidak berlaku" not in buka(client, tautan, "12345678").content.decode()
    assert not client.login(username="siti", password="12345678"), "too weak"
    assert "Masuklah sebagai siti" in buka(client, tautan).content.decode()
    assert client.login(username="siti", password=SANDI)
    client.logout()
    assert "Tautan tidak berlaku" in buka(client, tautan, "lain-sekali-9").content.decode()
    assert jejak(daerah)[-3:] == ["user.created", "membership.created", "user.password_changed"]
    assert SANDI not in str(list(AuditEvent.objects.values()))


def test_a_new_link_ends_the_password_and_the_older_link(client, boss, daerah):  # noqa: F811
    lama = akun(daerah, boss)
    baru = tautan_baru(daerah=daerah, user=lama.user, by=boss)
    assert "Tautan tidak berlaku" in buka(client, lama).content.decode()
    buka(client, baru)
    tautan_baru(daerah=daerah, user=lama.user, by=boss)
    assert not client.login(username="siti", password=SANDI)


def test_nobody_opens_an_account_that_is_at_home_elsewhere_too(cast):
    Membership.objects.create(user=cast.operator, role="operator", unit_kerja=b.make_unit(b.make_pd()))
    own = User.objects.create_superuser("pengelola", password="x")
    Membership.objects.create(user=own, role="admin", pemerintah_daerah=cast.pemda)
    for user in (cast.operator, cast.outsider, own):
        sandi_tetapkan(user=user, sandi=SANDI)
        with pytest.raises(NotAllowed, match="tempat lain"):
            tautan_baru(daerah=cast.pemda, user=user, by=cast.admin)
        user.refresh_from_db()
        assert user.check_password(SANDI)


@pytest.mark.parametrize(
    ("isian", "sentence"),
    [
        ({"username": "SITI"}, "sudah dipakai"),
        ({"role": "operator"}, "Pilih unit kerja"),
        ({"role": "admin", "lingkup": "pd"}, "Pilih pemerintah daerah"),
        ({"lingkup": "asing"}, "ada dalam daftar"),
    ],
)
def test_an_account_with_a_name_in_use_or_a_role_out_of_place_is_refused(boss, daerah, pd, isian, sentence):  # noqa: F811
    akun(daerah, boss)
    tempat = {"pd": pd, "asing": b.make_pd(), None: None}[isian.get("lingkup")]
    with pytest.raises(InvalidValue, match=sentence):
        akun(daerah, boss, **{"username": "budi"} | isian | {"lingkup": tempat})
    assert User.objects.filter(is_superuser=False).count() == 1


def test_a_planner_makes_no_accounts_and_an_admin_takes_the_role_of_one(cast):
    with pytest.raises(NotAllowed):
        akun(cast.pemda, cast.planner)
    peran_ambil(daerah=cast.pemda, role="planner", by=cast.admin)
    with pytest.raises(InvalidValue, match="sudah memiliki"):
        peran_ambil(daerah=cast.pemda, role="planner", by=cast.admin)
    with pytest.raises(NotAllowed):
        peran_ambil(
            daerah=cast.outsider_planner.membership.get().perangkat_daerah.pemerintah_daerah,
            role="planner",
            by=cast.admin,
        )
