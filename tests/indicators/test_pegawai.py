"""The staff of a year: the whole list at once, by a planner, and never over what somebody else has written."""

from django.urls import reverse

from indicators.models import AuditEvent, StatistikPegawai
from indicators.selectors.pegawai import keadaan_pegawai

AWAL = {"golongan-0-nama": "Golongan IV", "golongan-0-jumlah": "1.002", "golongan-1-nama": "Golongan III"}


def kirim(client, cast, isi, ciri=None):
    ciri = keadaan_pegawai(cast.pd, 2025).ciri if ciri is None else ciri
    return client.post(reverse("indicators:pegawai", args=[cast.pd.kode, 2025]), isi | {"ciri": ciri})


def isi(tahun=2025):
    return list(StatistikPegawai.objects.filter(tahun=tahun).values_list("kelompok", "nama", "jumlah"))


def test_a_planner_writes_the_list_of_a_year_and_its_names_are_proposed_for_the_next(client, cast):
    client.force_login(cast.planner)
    dulu = keadaan_pegawai(cast.pd, 2025).ciri
    assert kirim(client, cast, AWAL | {"pendidikan-0-nama": "S1", "pendidikan-0-jumlah": "0"}).status_code == 302
    assert isi() == [("GOLONGAN", "Golongan IV", 1002), ("GOLONGAN", "Golongan III", None), ("PENDIDIKAN", "S1", 0)]
    assert kirim(client, cast, AWAL, dulu).status_code == 409
    assert kirim(client, cast, {"golongan-5-nama": "Golongan IV", "golongan-5-jumlah": "7"}).status_code == 302
    assert isi() == [("GOLONGAN", "Golongan IV", 7)]
    event = AuditEvent.objects.latest("nomor")
    assert (event.aksi, event.sebelum["Pangkat/golongan ruang: Golongan IV"]) == ("statistik_pegawai.saved", 1002)
    depan = keadaan_pegawai(cast.pd, 2026)
    assert (depan.usulan, depan.kelompok["GOLONGAN"]) == (True, [("Golongan IV", None)])


def test_what_cannot_be_is_refused_whole_with_what_was_typed(client, cast):
    client.force_login(cast.admin)
    for salah, kalimat in (
        ({"golongan-1-jumlah": "2,5"}, "bilangan bulat"),
        ({"golongan-2-jumlah": "3"}, "Tulis sebutannya"),
        ({"golongan-2-nama": "golongan iv"}, "ditulis dua kali"),
    ):
        response = kirim(client, cast, AWAL | salah)
        assert (response.status_code, isi()) == (422, [])
        assert kalimat in response.content.decode()
        assert 'value="1.002"' in response.content.decode()
