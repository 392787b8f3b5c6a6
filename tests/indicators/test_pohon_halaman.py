"""The page of the pohon kinerja: levels, owners, targets, problems, crosscutting, and the forms of a node."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.models import Crosscutting, FaktorKunci, PeriodeRenstra, Sasaran, TargetRenstra
from indicators.selectors.pohon_halaman import pohon_halaman
from tests.builders import make_indikator, make_pd, make_sasaran, make_unit

pytestmark = pytest.mark.django_db

HARI = date(2025, 3, 1)


@pytest.fixture
def pohon(cast):
    """Tujuan → sasaran (the cast's indikator) → result of a Bagian → output of its Subbagian."""
    sub = make_unit(cast.pd, nama="Subbagian Tata Usaha", jenis="SUBBAGIAN", induk=cast.unit)
    atas = cast.indikator.sasaran
    bagian = make_sasaran(cast.pd, tujuan=None, induk=atas, unit_kerja=cast.unit, uraian="Cepatnya surat terbit")
    bawah = make_sasaran(cast.pd, tujuan=None, induk=bagian, unit_kerja=sub, uraian="Tertibnya arsip surat")
    lama = make_indikator(cast.unit, bagian, nama="Rata-rata lama penerbitan surat", iku=False)
    TargetRenstra.objects.create(indikator=lama, tahun=2025, nilai="2")
    make_indikator(sub, bawah, nama="Jumlah dokumen arsip", iku=False)
    return {"atas": atas, "bagian": bagian, "bawah": bawah, "sub": sub}


def halaman(cast):
    return pohon_halaman(cast.pd, PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda), 2025, HARI)


def kotak(cast, sasaran):
    return next(k for k in halaman(cast).kotak if k.pk == sasaran.pk)


def test_every_box_stands_at_its_level_with_owner_and_target(cast, pohon):
    isi = {k.teks: k for k in halaman(cast).kotak}
    urut = [pohon["atas"].tujuan.uraian, pohon["atas"].uraian, "Cepatnya surat terbit", "Tertibnya arsip surat"]
    tampil = [t for t in isi if t in urut]
    assert tampil == urut
    assert [isi[t].tingkat for t in urut] == ["akhir", "antara", "langsung", "keluaran"]
    assert isi["Cepatnya surat terbit"].ukuran == [("Rata-rata lama penerbitan surat", "2")]
    assert isi["Cepatnya surat terbit"].pemilik == cast.unit.nama
    assert isi["Tertibnya arsip surat"].ukuran == [("Jumlah dokumen arsip", "")]


def test_every_list_that_opens_is_closed_at_its_last_box(cast, pohon):
    semua = halaman(cast).kotak
    terbuka = sum(bool(k.anak) for k in semua)
    assert terbuka == sum(k.tutup for k in semua) >= 3
    assert kotak(cast, pohon["bawah"]).tutup == 3, "the leaf ends the lists of Bagian, sasaran and tujuan"
    assert [kotak(cast, pohon[s]).keturunan for s in ("atas", "bagian", "bawah")] == [2, 1, 0]


def test_problems_stand_at_their_boxes_and_those_of_the_tree_beside_it(cast, pohon):
    Sasaran.objects.filter(pk=pohon["bawah"].pk).update(uraian="Terwujudnya surat terbit")
    semua = halaman(cast)
    assert "sama atau hampir sama" in kotak(cast, pohon["bawah"]).masalah[0]
    assert kotak(cast, pohon["bagian"]).masalah == []
    assert {m.judul for m in semua.umum} == {"Unit tanpa kontribusi", "Pohon tanpa crosscutting"}
    assert any(cast.other_unit.nama in m.kalimat for m in semua.umum)


def test_crosscutting_leads_to_the_box_of_the_unit_that_gives_it(cast, pohon):
    milik = {"perangkat_daerah": cast.pd, "periode": pohon["atas"].periode, "sasaran": pohon["bawah"]}
    Crosscutting.objects.create(**milik, unit_kerja=cast.unit, kontribusi="Menyiapkan data")
    dinas = make_pd(cast.pemda, nama="Dinas Kominfo", jenis="DINAS")
    Crosscutting.objects.create(**milik, perangkat_daerah_lain=dinas, kontribusi="Menyediakan aplikasi")
    isi = [(d.pendukung, d.kontribusi, d.jangkar) for d in kotak(cast, pohon["bawah"]).dukungan]
    assert isi == [
        (cast.unit.nama, "Menyiapkan data", f"sasaran-{pohon['bagian'].pk}"),
        ("Dinas Kominfo", "Menyediakan aplikasi", ""),
    ]


def test_the_page_says_the_same_as_text_for_whoever_sees_the_perangkat_daerah(client, cast, pohon):
    FaktorKunci.objects.create(
        perangkat_daerah=cast.pd, periode=pohon["atas"].periode, sasaran=pohon["bagian"], uraian="Petugas terlatih"
    )
    client.force_login(cast.other)
    teks = client.get(reverse("indicators:pohon")).content.decode()
    for kata in ("Hasil akhir", "Keluaran", "Cepatnya surat terbit", "Petugas terlatih", "Pohon tanpa crosscutting"):
        assert kata in teks
    assert teks.count("<ul") == teks.count("</ul>")
    assert teks.count("<details") == teks.count("</details>")
    assert reverse("reports:pohon", args=[cast.pd.kode, 2025]) in teks


def test_a_large_tree_opens_with_its_upper_levels_and_on_asking_whole(client, cast, pohon):
    for _ in range(60):
        make_sasaran(cast.pd, tujuan=None, induk=pohon["bawah"], unit_kerja=pohon["sub"])
    client.force_login(cast.planner)
    alamat = reverse("indicators:pohon")
    sebagian, semua = (client.get(alamat + kueri).content.decode() for kueri in ("", "?buka=semua"))
    assert "<details><summary>60 di bawahnya" in sebagian
    assert "<details open><summary>60 di bawahnya" in semua
    assert client.get(f"{alamat}?periode=1990-1995").status_code == 404


def test_a_planner_adds_changes_and_deletes_at_a_node(client, cast, pohon):
    client.force_login(cast.planner)
    simpul = reverse("indicators:pohon_simpul", args=[pohon["bagian"].pk])
    client.post(simpul, {"aksi": "faktor", "uraian": "Petugas terlatih", "anak": str(pohon["bawah"].pk)})
    isi = {"aksi": "dukungan", "pendukung": f"unit-{cast.other_unit.pk}", "kontribusi": "Menyiapkan data"}
    assert client.post(simpul, isi).status_code == 302
    faktor, dukungan = FaktorKunci.objects.get(), Crosscutting.objects.get()
    assert (faktor.uraian, faktor.anak) == ("Petugas terlatih", pohon["bawah"])
    assert "Menyiapkan data" in client.get(reverse("indicators:pohon")).content.decode()

    ubah = reverse("indicators:pohon_dukungan", args=[dukungan.pk])
    versi = client.get(ubah).context["versi"]
    isi |= {"kontribusi": "Menyediakan data", "versi": versi}
    assert client.post(ubah, isi).status_code == 302
    dukungan.refresh_from_db()
    assert dukungan.kontribusi == "Menyediakan data"

    ditolak = client.post(ubah, isi | {"kontribusi": "Isian lama"})
    assert ditolak.status_code == 409
    assert [b[1:] for b in ditolak.context["bentrok"]][1] == ("Menyediakan data", "Isian lama")
    hapus = client.post(ubah, {"hapus": "1", "versi": versi})
    assert hapus.status_code == 409
    assert Crosscutting.objects.exists(), "the row that was changed meanwhile is looked at first"
    assert client.post(ubah, {"hapus": "1", "versi": hapus.context["versi"]}).status_code == 302
    assert not Crosscutting.objects.exists()


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"aksi": "faktor", "uraian": " "}, "Tulis faktor kunci keberhasilannya."),
        ({"aksi": "dukungan", "kontribusi": "X"}, "Pilih siapa yang mendukung."),
        ({"aksi": "dukungan", "kontribusi": "X", "pendukung": "unit-999999"}, "Pilih pendukung yang ada dalam daftar."),
        ({"aksi": "dukungan", "kontribusi": "x" * 301, "pendukung": ""}, "Paling panjang 300 huruf"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(client, cast, pohon, isi, kalimat):
    client.force_login(cast.planner)
    jawab = client.post(reverse("indicators:pohon_simpul", args=[pohon["bagian"].pk]), isi)
    assert jawab.status_code == 422
    assert kalimat in jawab.content.decode()


def test_a_closed_period_is_read_only(client, cast, pohon):
    PeriodeRenstra.objects.update(status="CLOSED")
    client.force_login(cast.planner)
    simpul = reverse("indicators:pohon_simpul", args=[pohon["bagian"].pk])
    assert "Tambah faktor kunci" not in client.get(simpul).content.decode()
    jawab = client.post(simpul, {"aksi": "faktor", "uraian": "X"}, follow=True)
    assert "sudah ditutup; isinya tinggal dibaca" in jawab.content.decode()
    assert not FaktorKunci.objects.exists()
