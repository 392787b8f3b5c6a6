"""The own password: changed by its owner alone, with the old one, and not by trying."""

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from indicators import pembatas
from indicators.forms_sandi import GantiSandiForm, SandiBaruForm
from indicators.models import AuditEvent, User
from indicators.pembatas import PERCOBAAN

LAMA, BARU = "kata-sandi-lama-7", "hujan-di-muara-sabak"
GANTI = "/akun/sandi/"


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    """No attempt of another test counts."""
    cache.clear()


def masuk(username: str, sandi: str = LAMA) -> tuple[Client, int]:
    client = Client()
    return client, client.post("/masuk/", {"username": username, "password": sandi}).status_code


def isian(lama: str = LAMA, baru: str = BARU, lagi: str | None = None) -> dict[str, str]:
    return {"old_password": lama, "new_password1": baru, "new_password2": baru if lagi is None else lagi}


@pytest.fixture
def auditor(cast) -> User:
    cast.auditor.set_password(LAMA)
    cast.auditor.save()
    return cast.auditor


def test_changing_it_ends_every_other_session_and_leaves_a_line_without_it(auditor):
    (sini, _), (sana, _) = masuk(auditor.username), masuk(auditor.username)
    assert sini.post(GANTI, isian()).status_code == 302
    assert sini.get("/akun/").status_code == 200
    assert sana.get("/akun/").status_code == 302
    assert (masuk(auditor.username)[1], masuk(auditor.username, BARU)[1]) == (200, 302)
    event = AuditEvent.objects.get(aksi="user.password_changed")
    assert (event.pelaku, event.sesudah) == (auditor, {"password": "diganti oleh pemiliknya"})
    for sandi in (LAMA, BARU):
        assert sandi not in f"{event.sebelum}{event.sesudah}{event.catatan}{event.objek_nama}"


@pytest.mark.parametrize(
    ("salah", "kalimat"),
    [
        (isian(lama="bukan"), "Bukan ini kata sandi Anda sekarang."),
        (isian(lagi="lain-sama-sekali"), "Kedua kata sandi baru tidak sama."),
        (isian(baru=LAMA), "Ini kata sandi Anda sekarang."),
        (isian(baru="12345"), "terlalu pendek"),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(auditor, salah, kalimat):
    client, _ = masuk(auditor.username)
    response = client.post(GANTI, salah)
    assert response.status_code == 422
    assert kalimat in response.content.decode()
    auditor.refresh_from_db()
    assert auditor.check_password(LAMA)
    assert not AuditEvent.objects.exists()


def test_the_old_password_is_not_found_by_trying(auditor):
    client, _ = masuk(auditor.username)
    kode = [client.post(GANTI, isian(lama=f"coba-{n}")).status_code for n in range(PERCOBAAN + 1)]
    assert kode == [422] * PERCOBAAN + [429]
    response = client.post(GANTI, isian())
    assert (response.status_code, "Tunggu satu menit" in response.content.decode()) == (429, True)


def test_signing_in_is_not_done_by_trying_and_locks_out_nobody_else(auditor):
    for n in range(PERCOBAAN):
        assert masuk(auditor.username.upper() if n % 2 else auditor.username, f"coba-{n}")[1] == 200
    assert masuk(auditor.username)[1] == 429
    sandi = {"username": auditor.username, "password": LAMA}
    assert Client(REMOTE_ADDR="10.0.0.7").post("/masuk/", sandi).status_code == 302


def test_one_password_is_not_tried_on_every_account(auditor, monkeypatch):
    monkeypatch.setattr(pembatas, "PERCOBAAN_ALAMAT", 3)
    for n in range(3):
        assert masuk(auditor.username)[1] == 302  # who knows his own has tried nothing
        assert masuk(f"pegawai-{n}", "sama-untuk-semua")[1] == 200
    assert masuk("pegawai-lain", "sama-untuk-semua")[1] == 429


def test_the_pages_of_the_admin_know_no_other_way(client, cast):
    client.force_login(cast.admin)
    response = client.get(reverse("admin:password_change"))
    assert (response.status_code, response["Location"]) == (302, GANTI)


def test_what_is_said_of_a_new_password_is_what_its_validators_ask(cast):
    for form in (GantiSandiForm(None, cast.operator), SandiBaruForm(cast.operator)):
        assert "8 karakter" in form.fields["new_password1"].help_text
    assert [v["NAME"].rsplit(".", 1)[1] for v in settings.AUTH_PASSWORD_VALIDATORS] == [
        *("UserAttributeSimilarityValidator", "MinimumLengthValidator"),
        *("CommonPasswordValidator", "NumericPasswordValidator"),
    ]
    assert MinimumLengthValidator().min_length == 8
