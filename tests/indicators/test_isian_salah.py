"""Wrong input on the sheet: nothing typed is lost, nothing that cannot be read again is stored."""

import re
from decimal import Decimal

import pytest

from indicators.models import AuditEvent, Realisasi
from tests.builders import make_realisasi
from tests.indicators.test_realisasi_sheet import row, save, sheet_url


@pytest.mark.parametrize(
    ("kolom", "typed", "kode", "sentence"),
    [
        ("fisik", "101", 422, "antara 0 sampai 100 persen"),
        ("keuangan", "99999999999999999999", 422, "melebihi pagu"),
    ],
)
def test_without_javascript_a_refusal_by_the_rules_keeps_all_that_was_typed(client, cast, kolom, typed, kode, sentence):
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    data = row(cast.indikator, nilai="97") | {f"s{pk}-keuangan": "1", f"s{pk}-fisik": "1", f"s{pk}-revisi": "0"}
    response = client.post(sheet_url(cast), data | {f"s{pk}-{kolom}": typed})
    html = response.content.decode()
    assert response.status_code == kode
    assert sentence in html
    assert 'value="97"' in html
    assert f'value="{typed}"' in html
    assert not Realisasi.objects.exists()


def test_a_progress_above_the_whole_is_refused_at_its_own_cell(client, cast):
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    address = f"/realisasi/2025/1/sub-kegiatan/{pk}/simpan/"
    data = {f"s{pk}-keuangan": "1", f"s{pk}-fisik": "120", f"s{pk}-revisi": "0"}
    html = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    keuangan, fisik = (re.search(rf"<input[^>]*s{pk}-{kolom}[^>]*>", html)[0] for kolom in ("keuangan", "fisik"))
    assert "aria-invalid" in fisik
    assert "aria-invalid" not in keuangan


def test_without_javascript_a_conflict_shows_both_values(client, cast):
    make_realisasi(cast.indikator, "80", revisi=4, diisi_oleh=cast.other)
    client.force_login(cast.operator)
    response = client.post(sheet_url(cast), row(cast.indikator, nilai="85", revisi=3))
    assert response.status_code == 409
    html = response.content.decode()
    assert "menjadi <strong>80</strong>" in html
    assert 'value="85"' in html
    assert Realisasi.objects.get().nilai == 80


def test_without_javascript_another_wrong_cell_does_not_hide_a_conflict(client, cast):
    make_realisasi(cast.indikator, "80", revisi=4, diisi_oleh=cast.other)
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    data = row(cast.indikator, nilai="85", revisi=3) | {f"s{pk}-keuangan": "abc", f"s{pk}-revisi": "0"}
    response = client.post(sheet_url(cast), data)
    assert response.status_code == 422
    assert "menjadi <strong>80</strong>" in response.content.decode()


@pytest.mark.parametrize("typed", ["99999999999999999999", "1" * 16, "-" + "9" * 16])
def test_a_number_longer_than_the_column_is_refused_and_the_sheet_stays_readable(client, cast, typed):
    client.force_login(cast.operator)
    response = save(client, cast, nilai=typed)
    assert response.status_code == 422
    assert "paling banyak 15 angka di depan koma" in response.content.decode()
    assert not Realisasi.objects.exists()
    assert client.get(sheet_url(cast)).status_code == 200


def test_the_longest_number_is_stored_and_shown_again(client, cast):
    client.force_login(cast.operator)
    assert save(client, cast, nilai="9" * 15).status_code == 200
    assert "999.999.999.999.999" in client.get(sheet_url(cast)).content.decode()


def test_what_is_recorded_is_what_is_stored(client, cast):
    """More decimals than the column keeps are rounded before the audit event, not behind its back."""
    client.force_login(cast.operator)
    save(client, cast, nilai="33,333350")
    assert Realisasi.objects.get().nilai == Decimal("33.3334")
    assert AuditEvent.objects.filter(aksi="realisasi.saved").latest("nomor").sesudah["nilai"] == "33.3334"


def test_a_note_that_is_too_long_says_by_how_much_and_stays(client, cast):
    client.force_login(cast.operator)
    response = client.post(sheet_url(cast), row(cast.indikator, nilai="97", penyebab="x" * 5000))
    html = response.content.decode()
    assert response.status_code == 422
    assert "paling banyak 4000 huruf" in html
    assert "x" * 5000 in html
