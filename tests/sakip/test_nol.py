"""The sign no text has, in an address and in what is typed."""

import pytest
from django.db import DataError
from django.urls import reverse

from sakip.nol import TandaNolMiddleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("alamat", ["/dasbor/?pd=%00", "/perencanaan/?cari=a%00", "/dokumen/periksa/a%00b/"])
def test_an_address_with_it_leads_nowhere(client, cast, alamat):
    client.force_login(cast.planner)
    answer = client.get(alamat)
    assert answer.status_code == 404
    assert "text/html" in answer["Content-Type"]


def test_what_the_database_refuses_for_it_is_said_and_no_other_error_is_hidden(rf):
    penjaga = TandaNolMiddleware(lambda request: None)
    request = rf.post(reverse("indicators:akun"))
    for salah in (
        ValueError("A string literal cannot contain NUL (0x00) characters."),
        DataError("unsupported Unicode escape sequence\nDETAIL:  \\u0000 cannot be converted to text."),
    ):
        assert penjaga.process_exception(request, salah).status_code == 400
    assert penjaga.process_exception(request, ValueError("lain")) is None
