"""One sheet of the workbook by itself: a resource of django-import-export, out as CSV or Excel and in again."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from import_export.results import RowResult
from openpyxl import load_workbook
from tablib import Dataset

from indicators.buku_pd.muat import muat, susunan
from indicators.buku_pd.satu import baca_satu
from indicators.exceptions import InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, Indikator, PeriodeRenstra, Sasaran, Tujuan, Unggahan
from indicators.resources_lembar import LembarDataset, LembarResource
from indicators.services.impor_lembar import lembar_pd_unggah
from tests.builders import make_periode, make_sasaran
from tests.buku_pd_uji import bandingkan, ekspor, ubah
from tests.buku_uji import berkas, simpan


@pytest.fixture
def periode(cast):
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


@pytest.fixture
def sumber(cast, periode):
    """A resource of a sheet as the planner has it."""

    def jalan(nama, **cara):
        tabel = next(t for t in susunan(periode) if t.nama == nama)
        return LembarResource(tabel, cast.pd, periode, **({"by": cast.planner} | cara))

    return jalan


def alamat(cast, nama, **lebih):
    return reverse(f"indicators:{nama}", kwargs={"pd": cast.pd.kode, "periode": "2021-2026", **lebih})


def test_what_a_sheet_gives_out_changes_nothing_when_it_comes_back(cast, sumber, periode):
    for tabel in susunan(periode):
        data = sumber(tabel.nama).export()
        hasil = sumber(tabel.nama, hapus=tabel.nama != "unit").import_data(data)
        assert (hasil.totals["skip"], hasil.rows, hasil.has_errors()) == (len(data), [], False), tabel.nama
    assert not AuditEvent.objects.exists()


def test_each_row_of_the_result_says_what_becomes_of_it_and_our_service_stores_them(cast, sumber):
    lama, buang = cast.indikator.sasaran, make_sasaran(cast.pd, uraian="Tidak dipakai lagi")
    data = sumber("sasaran").export()
    rows = [list(r) for r in data if buang.uraian not in r]
    k = data.headers.index("Uraian")
    rows[0][k] = "Layanan prima"
    rows.append(["" for _ in data.headers])
    rows[-1][k] = "Sasaran yang baru"
    isi = Dataset(*rows, headers=data.headers)
    usul = f"sasaran|baru:{rows[0][0]}|{rows[0][0]}"  # the words are others: the person says that it is the same row
    resource = sumber("sasaran", hapus=True, samakan=[usul])
    hasil = resource.import_data(isi, dry_run=True)
    jenis = [r.import_type for r in hasil.rows]
    assert jenis == [RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_DELETE]
    judul = resource.fields["uraian"]
    assert [(judul.export(r.original), judul.export(r.instance)) for r in hasil.rows[:1]] == [
        (lama.uraian, "Layanan prima")
    ]
    assert not Sasaran.objects.filter(uraian="Layanan prima").exists()
    with pytest.raises(StaleData):
        sumber("sasaran", hapus=True, samakan=[usul]).import_data(Dataset(*rows, headers=data.headers), sidik="lain")
    sumber("sasaran", hapus=True, samakan=[usul]).import_data(
        Dataset(*rows, headers=data.headers), sidik=resource.impor.selisih.sidik, nama="sasaran.csv"
    )
    assert set(Sasaran.objects.values_list("uraian", flat=True)) >= {"Layanan prima", "Sasaran yang baru"}
    assert not Sasaran.objects.filter(pk=buang.pk).exists()
    assert AuditEvent.objects.get(aksi="buku_kerja.imported").sesudah["nama_berkas"] == "sasaran.csv"


def test_a_refused_row_names_its_row_and_column_and_keeps_all_others_out(cast, sumber, periode):
    ws = load_workbook(io.BytesIO(ekspor(cast.pd, periode)))["Indikator"]
    judul = [s.value for s in ws[1]]
    isi = Dataset(headers=["Kode", *judul[1:]])
    baik, buruk = ([s.value for s in ws[2]] for _ in range(2))
    baik[judul.index("Makna")] = "Sesuatu"
    buruk[0], buruk[judul.index("Arah")], buruk[judul.index("Unit pengisi")] = "lain", "naik sekali", "tidak-ada"
    isi.append(baik)
    isi.append(buruk)
    hasil = sumber("indikator").import_data(isi)
    (ditolak,) = hasil.invalid_rows
    assert (ditolak.number, sorted(ditolak.error_dict)) == (3, ["arah", "unit_kerja"])
    assert (hasil.totals["update"], hasil.totals["invalid"]) == (1, 1)
    assert Indikator.objects.get(pk=cast.indikator.pk).makna == ""
    with pytest.raises(NotAllowed):
        sumber("indikator", by=cast.auditor).import_data(Dataset(*isi, headers=isi.headers))


def test_a_row_of_another_sheet_is_named_by_its_words_so_that_a_shifted_key_moves_nothing(cast, sumber, periode):
    resource = sumber("indikator")
    csv, kepala = resource.export(), resource.get_export_headers()
    k = kepala.index("Unsur")
    assert [r[k] for r in csv if r[0] == cast.indikator.kode] == [cast.indikator.sasaran.uraian]
    make_sasaran(cast.pd, uraian="Kini yang pertama", urutan=0)
    assert sumber("indikator").import_data(csv, dry_run=True).totals["skip"] == len(csv)
    buku = load_workbook(io.BytesIO(sumber("strategi").tulis_xlsx()))
    kolom = next(k for k in buku["Pilihan"].iter_cols(values_only=True) if k[0] == "sasaran")
    assert {"Kini yang pertama", cast.indikator.sasaran.uraian} <= set(kolom)  # offered as a list
    kembar = make_sasaran(cast.pd, uraian=cast.indikator.sasaran.uraian)  # words that say nothing: the key it is
    assert {r[k][0] for r in sumber("indikator").export()} == {"S"} and kembar.pk


@pytest.mark.parametrize("bentuk", ["csv", "xlsx"])
def test_a_sheet_goes_out_and_comes_in_by_its_page(cast, client, bentuk):
    client.force_login(cast.planner)
    tujuan = "Tujuan yang satu-satunya bernama begini"
    Tujuan.objects.filter(pk=cast.indikator.sasaran.tujuan_id).update(uraian=tujuan)
    halaman = alamat(cast, "buku_pd_lembar", tabel="sasaran")
    assert "Kode atau uraian persis pada lembar Tujuan" in client.get(halaman).content.decode()
    isi = client.get(alamat(cast, f"buku_pd_{bentuk}", tabel="sasaran")).content
    lama = cast.indikator.sasaran.uraian
    if bentuk == "csv":
        isi = isi.replace(lama.encode(), b"Layanan prima") + f";{tujuan};;;Sasaran baru\r\n".encode()
    else:
        isi = ubah(isi, {("Sasaran", 2, "Uraian"): "Layanan prima", ("Sasaran", 0, "Uraian"): "Sasaran baru"})
    jawab = client.post(halaman, {"berkas": berkas(isi, f"sasaran.{bentuk}")})
    lihat = client.get(jawab.url)
    s, html = lihat.context["s"], lihat.content.decode()
    assert halaman in html and "Hapus yang tidak ada di berkas" in html
    assert bentuk == "xlsx" or html.count(f"Tujuan: {tujuan}") == 2  # where a new row goes is said in words
    # Without the signed sheet a renamed row is a new one that reads like a stored one.
    jumlah = {"csv": (2, 0, 0, 0, 1), "xlsx": (1, 1, 0, 0, 0)}[bentuk]
    assert tuple(lihat.context["jumlah"][k] for k in ("baru", "ubah", "hapus", "ditolak", "dibiarkan")) == jumlah
    assert client.post(jawab.url, {"sidik": s.sidik, "jumlah": s.jumlah}).status_code == 302
    assert Sasaran.objects.filter(uraian__in=["Layanan prima", "Sasaran baru"]).count() == 2
    assert Sasaran.objects.filter(uraian=lama).exists() == (bentuk == "csv")


def test_a_sheet_is_found_in_a_whole_workbook_and_under_another_name(cast, periode):
    tabel = next(t for t in susunan(periode) if t.nama == "sasaran")
    utuh = ekspor(cast.pd, periode)
    terbaca = baca_satu(tabel, "buku.xlsx", utuh)
    assert (list(terbaca.lembar), terbaca.milik) == (["sasaran"], cast.pd.kode)
    buku = load_workbook(io.BytesIO(utuh))
    for nama in buku.sheetnames:
        if nama != "Sasaran":
            del buku[nama]
    buku["Sasaran"].title = "sasaran-setda-2021"
    lain = baca_satu(tabel, "a.xlsx", simpan(buku))
    assert [b.isi for b in lain.lembar["sasaran"].baris] == [b.isi for b in terbaca.lembar["sasaran"].baris]
    assert lain.lembar["sasaran"].alamat(lain.lembar["sasaran"].baris[0], "uraian").startswith("Sasaran!")


def test_a_key_means_what_it_meant_when_the_workbook_was_made_also_where_its_sheet_is_not_read(cast, periode):
    lain = make_sasaran(cast.pd, uraian="Sasaran lain", urutan=900)
    isi = ekspor(cast.pd, periode)
    Indikator.objects.filter(pk=cast.indikator.pk).update(sasaran=lain)
    make_sasaran(cast.pd, uraian="Kini yang pertama", urutan=0)  # every key of a sasaran names another one now
    (ubahan,) = bandingkan(cast.pd, periode, tanpa_lembar(isi, "Sasaran")).selisih.ubah
    (sel,) = ubahan.sel
    sasaran = {r.kunci: r.obj for r in muat(cast.pd, periode).rekam["sasaran"].values()}
    assert (sasaran[sel.lama], sasaran[sel.baru]) == (lain, cast.indikator.sasaran)


def tanpa_lembar(isi, nama):
    """The workbook without that sheet."""
    buku = load_workbook(io.BytesIO(isi))
    del buku[nama]
    return simpan(buku)


def test_a_file_without_the_sheet_or_of_somebody_else_is_refused_with_what_to_do(cast, periode):
    milik = {"perangkat_daerah": cast.pd, "periode": periode, "by": cast.planner}
    milik["tabel"] = next(t for t in susunan(periode) if t.nama == "program")
    with pytest.raises(InvalidValue, match="Lembar Program tidak ditemukan.*“Sasaran”, “Uraian”"):
        lembar_pd_unggah(**milik, nama="a.csv", isi=b"Nama;Nilai\r\na;1\r\n")
    lain = make_periode(cast.pemda, tahun_awal=2025, tahun_akhir=2029)
    with pytest.raises(InvalidValue, match="buku kerja Renstra 2021–2026"):
        lembar_pd_unggah(**milik | {"periode": lain}, nama="a.xlsx", isi=ekspor(cast.pd, periode))
    with pytest.raises(NotAllowed):
        lembar_pd_unggah(**milik | {"by": cast.auditor}, nama="a.csv", isi=b"Kunci;Uraian\r\n")
    assert not Unggahan.objects.exists()


def test_a_dataset_of_a_file_shows_its_rows_as_a_person_reads_them(cast, periode, sumber):
    tabel = next(t for t in susunan(periode) if t.nama == "pagu")
    terbaca = baca_satu(
        tabel, "a.csv", b"Rencana;Sub kegiatan;Jenis belanja;Jumlah (Rp)\r\n2025/1;x;5.1.02;Rp 1.250.000,-"
    )
    data = LembarDataset(tabel, terbaca)
    assert (data.headers[3], data[0][3], data.nomor) == ("Jumlah (Rp)", "1.250.000", [2])


def test_the_commands_take_one_sheet_too(cast, periode, tmp_path, capsys):
    berkas_csv = tmp_path / "sasaran.csv"
    call_command("export_workbook", str(berkas_csv), perangkat_daerah=cast.pd.kode, lembar="Sasaran")
    berkas_csv.write_bytes(berkas_csv.read_bytes() + b";;;;Lewat perintah\r\n")
    call_command("import_workbook", str(berkas_csv), perangkat_daerah=cast.pd.kode)
    assert "+ Sasaran: Lewat perintah" in capsys.readouterr().out
    assert not Sasaran.objects.filter(uraian="Lewat perintah").exists()
    call_command("import_workbook", str(berkas_csv), perangkat_daerah=cast.pd.kode, commit=True)
    assert Sasaran.objects.filter(uraian="Lewat perintah").exists()
    assert "1 baris disimpan" in capsys.readouterr().out
    berkas_csv.write_bytes(b"Nama;Nilai\r\na;1\r\n")
    with pytest.raises(CommandError, match="bukan judul kolom"):
        call_command("import_workbook", str(berkas_csv), perangkat_daerah=cast.pd.kode)
