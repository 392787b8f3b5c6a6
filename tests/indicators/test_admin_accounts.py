"""Accounts and roles in Django's admin: made, closed, never lifted out of the own regency, always in the trail."""

import pytest
from django.urls import reverse

from indicators.models import AuditEvent, Membership, User
from tests.builders import make_pd, make_unit
from tests.indicators.test_admin import PASSWORD, events, url

EMPTY_ROLES = {
    "membership-TOTAL_FORMS": "1",
    "membership-INITIAL_FORMS": "0",
    "membership-MIN_NUM_FORMS": "0",
    "membership-MAX_NUM_FORMS": "1000",
}


@pytest.fixture
def as_admin(client, cast):
    """The client of the regency's admin."""
    client.force_login(cast.admin)
    return client


@pytest.fixture
def as_super(client, cast):
    """The client of the installation's operator."""
    client.force_login(User.objects.create_superuser("super", password=PASSWORD))
    return client


def new_account(**role) -> dict[str, str]:
    """What the form of a new account sends, with one role."""
    return {
        "username": "baru",
        "nama": "Pegawai Baru",
        "email": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
        **EMPTY_ROLES,
        **{f"membership-0-{name}": str(value) for name, value in role.items()},
    }


def account(user, memberships, **over) -> dict[str, str]:
    """What the form of an account sends: its stored roles and one empty line."""
    data = {
        "username": user.username,
        "nama": user.nama,
        "email": user.email,
        "is_active": "on",
        **EMPTY_ROLES,
        "membership-TOTAL_FORMS": str(len(memberships) + 1),
        "membership-INITIAL_FORMS": str(len(memberships)),
    }
    for n, m in enumerate(memberships):
        data |= {f"membership-{n}-id": str(m.pk), f"membership-{n}-user": str(user.pk), f"membership-{n}-role": m.role}
        for field in ("unit_kerja", "perangkat_daerah", "pemerintah_daerah"):
            data[f"membership-{n}-{field}"] = str(getattr(m, f"{field}_id") or "")
    return data | over


def test_an_admin_makes_an_account_that_works_at_once(as_admin, cast, client):
    response = as_admin.post(url(User, "add"), new_account(role="operator", unit_kerja=cast.unit.pk))
    assert response.status_code == 302, response.context["errors"]
    user = User.objects.get(username="baru")
    assert not user.is_staff
    assert [(m.role, m.unit_kerja) for m in user.membership.all()] == [("operator", cast.unit)]
    assert events() == [("membership.created", cast.pemda.kode), ("user.created", cast.pemda.kode)]
    client.logout()
    assert client.login(username="baru", password=PASSWORD)
    assert client.get(reverse("indicators:dasbor")).status_code == 200


def test_no_line_of_the_trail_ever_holds_a_password(as_admin, cast):
    as_admin.post(url(User, "add"), new_account(role="operator", unit_kerja=cast.unit.pk))
    user = User.objects.get(username="baru")
    new = "Kata-Lain-2026"
    data = {"password1": new, "password2": new, "usable_password": "true"}
    response = as_admin.post(reverse("admin:auth_user_password_change", args=[user.pk]), data)
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert events()[-1] == ("user.password_changed", cast.pemda.kode)
    trail = str(list(AuditEvent.objects.values_list("sebelum", "sesudah")))
    assert user.password not in trail and new not in trail and PASSWORD not in trail


@pytest.mark.parametrize("kind", ["unit_kerja", "perangkat_daerah", "pemerintah_daerah"])
def test_no_role_outside_the_own_regency_not_even_for_oneself(as_admin, cast, kind):
    unit = cast.outsider.membership.get().unit_kerja
    elsewhere = {
        "unit_kerja": unit,
        "perangkat_daerah": unit.perangkat_daerah,
        "pemerintah_daerah": unit.perangkat_daerah.pemerintah_daerah,
    }[kind]
    assert as_admin.post(url(User, "add"), new_account(role="auditor", **{kind: elsewhere.pk})).status_code == 200
    assert not User.objects.filter(username="baru").exists()
    own = list(cast.admin.membership.all())
    forged = {"membership-1-user": cast.admin.pk, "membership-1-role": "auditor", f"membership-1-{kind}": elsewhere.pk}
    data = account(cast.admin, own, **forged)
    assert as_admin.post(url(User, "change", cast.admin.pk), data).status_code == 200
    assert list(cast.admin.membership.all()) == own
    assert events() == []


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ({}, "sedikitnya satu peran"),
        ({"role": "planner"}, "Pilih tepat satu lingkup"),
        ({"role": "planner", "unit_kerja": "u", "perangkat_daerah": "p"}, "Pilih tepat satu lingkup"),
        ({"role": "admin", "unit_kerja": "u"}, "Peran Admin diberikan pada pemerintah daerah"),
    ],
    ids=["none", "no scope", "two scopes", "admin of a unit"],
)
def test_a_role_that_makes_no_sense_is_refused_with_a_sentence(as_admin, cast, role, said):
    pks = {"u": cast.unit.pk, "p": cast.pd.pk}
    response = as_admin.post(url(User, "add"), new_account(**{k: pks.get(v, v) for k, v in role.items()}))
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not User.objects.filter(username="baru").exists()


def test_the_door_follows_the_role_admin(as_admin, cast):
    data = new_account(role="admin", pemerintah_daerah=cast.pemda.pk)
    as_admin.post(url(User, "add"), data)
    user = User.objects.get(username="baru")
    assert user.is_staff
    (m,) = user.membership.all()
    change = account(user, [m])
    change |= {"membership-0-role": "auditor"}
    assert as_admin.post(url(User, "change", user.pk), change).status_code == 302
    user.refresh_from_db()
    assert not user.is_staff
    last = AuditEvent.objects.filter(aksi="membership.changed").get()
    assert (last.sebelum, last.sesudah) == ({"role": "admin"}, {"role": "auditor"})


def test_a_role_taken_away_is_recorded(as_admin, cast):
    second = Membership.objects.create(user=cast.operator, role="leader", unit_kerja=cast.other_unit)
    own = list(cast.operator.membership.order_by("pk"))
    data = account(cast.operator, own, **{f"membership-{own.index(second)}-DELETE": "on"})
    assert as_admin.post(url(User, "change", cast.operator.pk), data).status_code == 302
    assert not Membership.objects.filter(pk=second.pk).exists()
    lost = AuditEvent.objects.get(aksi="membership.deleted")
    assert lost.sebelum == {"user": cast.operator.username, "role": "leader", "lingkup": cast.other_unit.nama}


def test_closing_an_account_is_recorded_with_old_and_new(as_admin, cast):
    data = account(cast.operator, list(cast.operator.membership.all()))
    del data["is_active"]
    assert as_admin.post(url(User, "change", cast.operator.pk), data).status_code == 302
    (line,) = AuditEvent.objects.all()
    assert (line.aksi, line.sebelum, line.sesudah) == ("user.changed", {"is_active": True}, {"is_active": False})


def test_accounts_elsewhere_and_superusers_are_out_of_sight(as_admin, cast):
    boss = User.objects.create_superuser("super", password=PASSWORD)
    Membership.objects.create(user=boss, role="leader", pemerintah_daerah=cast.pemda)
    page = as_admin.get(url(User)).content.decode()
    assert cast.operator.username in page
    assert cast.outsider.username not in page
    assert ">super<" not in page
    for user in (cast.outsider, boss):
        assert as_admin.get(url(User, "change", user.pk)).status_code == 302
        assert as_admin.get(reverse("admin:auth_user_password_change", args=[user.pk])).status_code in (403, 404)


def test_an_account_with_a_role_elsewhere_too_is_shown_but_not_changed(as_admin, cast):
    """Its password would open the other regency."""
    Membership.objects.create(user=cast.operator, role="operator", unit_kerja=make_unit(make_pd()))
    assert as_admin.get(url(User, "change", cast.operator.pk)).status_code == 200
    data = account(cast.operator, [])
    assert as_admin.post(url(User, "change", cast.operator.pk), data).status_code == 403
    change = reverse("admin:auth_user_password_change", args=[cast.operator.pk])
    assert as_admin.post(change, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 403


def test_nobody_makes_himself_superuser(as_admin, cast):
    data = account(cast.admin, list(cast.admin.membership.all()), is_superuser="on", is_staff="on")
    assert as_admin.post(url(User, "change", cast.admin.pk), data).status_code == 302
    cast.admin.refresh_from_db()
    assert not cast.admin.is_superuser


@pytest.mark.parametrize("who", ["as_admin", "as_super"])
def test_accounts_are_closed_not_deleted(request, cast, who):
    client = request.getfixturevalue(who)
    assert client.post(url(User, "delete", cast.operator.pk), {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=cast.operator.pk).exists()
