"""Each rule of documents finds its case and lets the sound one pass."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.checks import Level
from reports.checks import ATURAN, periksa_dokumen
from reports.checks.naskah import IkuCek, PeraturanCek, Sekitar, kisi
from tests.reports.contoh import sk_iku, tabel

SATU_IKU = (IkuCek("Indeks Kepuasan Masyarakat", Decimal(98), -1), IkuCek("Nilai AKIP", Decimal(104), 1))
PUAN = "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"
UU = PeraturanCek("Undang-Undang", "23", 2014, "Pemerintahan Daerah")
PERMEN = PeraturanCek("Peraturan Menteri Uji", "012", 2015, "Pedoman Evaluasi", dicabut=2021)


def keputusan(**over):
    """A decree with two dictums and what else a rule looks at."""
    kepala = {
        "jenis": "KEPUTUSAN SEKRETARIS DAERAH",
        "nomor": "NOMOR 13 TAHUN 2025",
        "tanggal": "3 JANUARI 2025",
        "tentang": ["INDIKATOR KINERJA UTAMA", "TAHUN 2021–2026"],
        "penetap": "SEKRETARIS DAERAH,",
    }
    isi = {"kepala": kepala, "diktum": [{"label": "KESATU", "isi": "Satu."}, {"label": "KEDUA", "isi": "Dua."}]}
    isi |= {"menetapkan": "KEPUTUSAN TENTANG INDIKATOR KINERJA UTAMA TAHUN 2021–2026.", "mengingat": []}
    return isi | over


def ttd(nama="BUDI", nip="19700101 199501 1 001", jabatan="SEKRETARIS DAERAH,", pangkat="Pembina (IV/a)", tanggal=""):
    """One signature block."""
    baris = [tanggal] if tanggal else []
    return {"tempat_tanggal": baris, "jabatan": [jabatan], "nama": nama, "pangkat": pangkat, "nip": nip}


def narasi(teks, *, judul="Kesimpulan", asli="Dari data.", ditulis=True):
    """One section of prose, a planner's unless said otherwise."""
    html = f"<p>{teks}</p>"
    return {"jenis": "narasi", "kunci": "x.1", "judul": judul, "html": html, "asli": asli, "ditulis": ditulis}


def bab(*bagian, nomor="BAB I", judul="Pendahuluan"):
    """A chapter of (number, blocks)."""
    isi = [
        {"nomor": n, "judul": f"Bagian {n}", "jangkar": f"b-{n}", "tingkat": n.count(".") + 1, "blok": blok}
        for n, blok in bagian
    ]
    return {"nomor": nomor, "judul": judul, "jangkar": nomor, "pembuka": [], "bagian": isi}


def gambar(nomor):
    """A numbered table block with a sound table."""
    return {
        "jenis": "tabel",
        "nomor": nomor,
        "judul": "J",
        "jangkar": nomor,
        "tabel": tabel("t", ["No"], [["1"], ["2"]]),
    }


def bab_lkjip(*judul):
    """The chapters of an annual report, each with one section."""
    romawi = ("I", "II", "III", "IV")
    return [
        bab((f"{n}.1", [gambar(f"Tabel {n}")]), nomor=f"BAB {romawi[n - 1]}", judul=j) for n, j in enumerate(judul, 1)
    ]


def berdaftar(*baris):
    """One chapter with one section, and a table of contents of (number, title, anchor)."""
    daftar = [{"nomor": nomor, "judul": judul, "jangkar": jangkar} for nomor, judul, jangkar in baris]
    return {"bab": [bab(("1.1", [{}]))], "daftar_isi": daftar}


def tabel_lebar(**sel):
    """A table of two columns whose first cell has these marks."""
    isi = tabel("t", ["A", "B"], [["x", "y"], ["z"]])
    isi["baris"][0][0] |= sel
    return isi


T25 = date(2025, 1, 20)
TAHUN = ["Indikator", "2023", "2024"]

# rule → (payload, surroundings) that must be found, and one that must not
KASUS = {
    "nomor-berurutan": (
        ({"bab": [bab(("1.1", [{}]), ("1.3", [{}]))]}, {}),
        (
            {
                "bab": [
                    bab(("A.", [{}]), ("B.", [{}])),
                    bab(("1.1", [{}]), ("1.2", [{}]), ("1.2.1", [{}]), nomor="BAB II"),
                ]
            },
            {},
        ),
    ),
    "nomor-tabel-unik": (
        ({"bab": [bab(("1.1", [gambar("Tabel 1.1"), gambar("Tabel 1.1")]))]}, {}),
        ({"bab": [bab(("1.1", [gambar("Tabel 1.1"), gambar("Tabel 1.2")]))]}, {}),
    ),
    "nomor-baris": (
        ({"tabel": tabel("t", ["No", "X"], [["1.", "a"], ["3.", "b"]])}, {}),
        ({"tabel": tabel("t", ["No", "X"], [["1.", "a"], ["2.", "b"], ["", "jumlah"], ["1.", "c"]])}, {}),
    ),
    "sel-sebanyak-kolom": (({"tabel": tabel_lebar()}, {}), ({"tabel": tabel_lebar(rentang_baris=2)}, {})),
    "sel-rusak": (
        ({"tabel": tabel("t", ["No"], [["#####"]])}, {}),
        ({"tabel": tabel("t", ["No"], [["# 5"]]), "janji": "Nanda"}, {}),
    ),
    "target-kosong": (
        ({"tabel": tabel("t", TAHUN, [["IKM", "80", "-"]])}, {"jenis": "sk-iku"}),
        ({"tabel": tabel("t", TAHUN, [["IKM", "80", "0"]])}, {"jenis": "sk-iku"}),
    ),
    "penanda-tangan-sama": (
        ({"penetapan": ttd(), "lampiran_ttd": ttd(nip="19710101 199501 1 001")}, {}),
        ({"penetapan": ttd(), "lampiran_ttd": ttd(pangkat="")}, {}),
    ),
    "nip-tidak-sah": (
        ({"penetapan": ttd(nip="19701301 199501 1 001")}, {}),
        ({"penetapan": ttd(nip="NIP. " + ttd()["nip"])}, {}),
    ),
    "nip-pangkat-kosong": (
        ({"penetapan": ttd(nip="")}, {}),
        ({"penetapan": ttd(nama="BUPATI X", nip="", pangkat="")}, {"kepala_daerah": ("BUPATI X",)}),
    ),
    "nomor-keputusan": (
        (keputusan(menetapkan="KEPUTUSAN TENTANG TIM."), {}),
        (keputusan(), {"nomor": "13 TAHUN 2025"}),
    ),
    "satu-tanggal": (
        ({"ttd": [ttd(tanggal="Kota, 3 Januari 2025"), ttd(tanggal="Kota, 4 Januari 2025")]}, {}),
        ({"ttd": [ttd(tanggal="Kota, 3 Januari 2025")], "lampiran": [{"x": ttd(tanggal="Kota, 4 Januari 2024")}]}, {}),
    ),
    "sebelum-masa": (
        ({}, {"jenis": "laporan-triwulan", "triwulan": 2, "tanggal": date(2024, 6, 30)}),
        ({}, {"jenis": "laporan-triwulan", "triwulan": 2, "tanggal": date(2024, 7, 1)}),
    ),
    "lewat-batas": (
        ({}, {"jenis": "lkjip", "tanggal": date(2025, 4, 1)}),
        ({}, {"jenis": "pk", "tanggal": date(2025, 4, 1)}),
    ),
    "lampiran-lebih-baru": (
        ({"lampiran": [{"x": ttd(tanggal="Kota, 1 Februari 2025")}]}, {"tanggal": T25}),
        ({"lampiran": [{"x": ttd(tanggal="Kota, 20 Januari 2025")}]}, {"tanggal": T25}),
    ),
    "peristiwa-kemudian": (
        ({"x": narasi("Rapat diadakan pada 1 Februari 2025.")}, {"tanggal": T25}),
        ({"x": narasi("Disampaikan paling lambat 31 Maret 2025.")}, {"tanggal": T25}),
    ),
    "daftar-sama": (
        (berdaftar(("BAB I", "Pendahuluan", "BAB I")), {}),
        (berdaftar(("", "Kata Pengantar", "kp"), ("BAB I", "PENDAHULUAN", "BAB I"), ("1.1", "Lain", "b-1.1")), {}),
    ),
    "judul-daftar-sama": (
        (berdaftar(("BAB I", "Lain", "BAB I"), ("1.1", "Bagian 1.1", "b-1.1")), {}),
        (berdaftar(("BAB I", "PENDAHULUAN", "BAB I"), ("1.1", "Bagian 1.1", "b-1.1")), {}),
    ),
    "bab-wajib": (
        ({"bab": bab_lkjip("Pendahuluan", "Perencanaan Kinerja", "Penutup")}, {"jenis": "lkjip"}),
        (
            {"bab": bab_lkjip("Pendahuluan", "Perencanaan Kinerja", "Akuntabilitas Kinerja", "Penutup")},
            {"jenis": "lkjip"},
        ),
    ),
    "bagian-kosong": (({"bab": [bab(("1.1", []))]}, {}), ({"bab": [bab(("1.1", []), ("1.1.1", [{}]))]}, {})),
    "sistematika-sama": (
        ({"bab": [bab(("1.1", [narasi("Bab I dan Bab II.", judul="Sistematika")]))]}, {}),
        ({"bab": [bab(("1.1", [narasi("Bab I memuat latar belakang.", judul="Sistematika")]))]}, {}),
    ),
    "kutipan-keliru": (
        (keputusan(mengingat=["Undang-Undang Nomor 23 Tahun 2014 tentang Perkawinan;"]), {"peraturan": (UU,)}),
        (keputusan(mengingat=[f"{PUAN} (Lembaran Negara Tahun 2014 Nomor 244);"]), {"peraturan": (UU,)}),
    ),
    "peraturan-dicabut": (
        (
            keputusan(mengingat=["Peraturan Menteri Uji Nomor 12 Tahun 2015 tentang Pedoman Evaluasi;"]),
            {"peraturan": (PERMEN,)},
        ),
        (
            keputusan(mengingat=["Peraturan Menteri Uji Nomor 12 Tahun 2015 tentang Pedoman Evaluasi;"]),
            {"peraturan": (PERMEN,), "tanggal": date(2021, 5, 1)},
        ),
    ),
    "peraturan-tak-dikenal": (
        (keputusan(mengingat=["Undang-Undang Nomor 99 Tahun 2014 tentang Apa Saja;"]), {"peraturan": (UU,)}),
        (keputusan(mengingat=["Undang-Undang Nomor 99 Tahun 2014 tentang Apa Saja;"]), {}),
    ),
    "urutan-peraturan": (
        (keputusan(mengingat=["Peraturan Bupati Uji Nomor 1 Tahun 2020 tentang A;", f"{PUAN};"]), {}),
        (
            keputusan(
                mengingat=[
                    f"{PUAN};",
                    "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang B;",
                    "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang C;",
                    "Peraturan Daerah Kabupaten Uji Nomor 2 Tahun 2021 tentang D.",
                ]
            ),
            {},
        ),
    ),
    "nama-lain": (
        ({"x": narasi("Terima kasih kepada warga Tanah Barat.")}, {"nama_lain": ("Kabupaten Tanah Barat",)}),
        (
            {
                "menimbang": ["bahwa Tanah Barat Daya maju;"],
                "x": "UU Nomor 1 tentang Pembentukan Kabupaten Tanah Barat;",
            },
            {"nama_lain": ("Kabupaten Tanah Barat",), "nama_sendiri": ("Kabupaten Tanah Barat Daya",)},
        ),
    ),
    "pernyataan-bertentangan": (
        ({"x": narasi("Sebanyak dua indikator melampaui target tahun ini.")}, {"iku": SATU_IKU}),
        (
            {"x": narasi("Satu indikator melampaui target; semua indikator diharapkan mencapai target.")},
            {"iku": SATU_IKU},
        ),
    ),
    "angka-tak-dikenal": (
        ({"x": narasi("Serapan mencapai 97,10%.")}, {}),
        (
            {"x": narasi("Serapan mencapai 97,10% atau Rp1.250.000.", asli="Serapan 97,1%… 97,10% dari Rp1.250.000.")},
            {},
        ),
    ),
    "kolom-di-luar-periode": (
        ({"t": tabel("t", ["IKU", "2027"], [["a", "1"]])}, {"jenis": "sk-iku", "periode": (2021, 2022, 2026)}),
        ({"t": tabel("t", ["IKU", "2020", "2021"], [["a", "1", "2"]])}, {"jenis": "sk-iku", "periode": (2021, 2022)}),
    ),
    "tahun-di-luar-periode": (
        ({"x": narasi("Pada tahun 2016 capaian naik.")}, {"periode": (2021, 2026)}),
        (
            {"x": narasi("Undang-Undang Nomor 23 Tahun 2014 berlaku; tahun 2020 menjadi dasar.")},
            {"periode": (2021, 2026)},
        ),
    ),
}


def temuan(kunci, payload, sekitar):
    """What one rule finds."""
    aturan = [a for a in ATURAN if a.kunci == kunci]
    return [t.kalimat for t in periksa_dokumen(payload, Sekitar(**sekitar), aturan)]


@pytest.mark.parametrize("kunci", [a.kunci for a in ATURAN])
def test_every_rule_finds_its_case_and_nothing_in_the_sound_one(kunci):
    salah, benar = KASUS[kunci]
    ditemukan = temuan(kunci, *salah)
    assert ditemukan
    assert all(kalimat.endswith((".", "?")) for kalimat in ditemukan)
    assert temuan(kunci, *benar) == []


@pytest.mark.parametrize(
    ("kalimat", "kena"),
    [
        ("Seluruh indikator melampaui target.", True),
        ("Seluruh indikator belum mencapai target.", False),
        ("Sebagian besar indikator telah mencapai target.", True),
        ("Indeks Kepuasan Masyarakat melampaui target.", True),
        ("Nilai AKIP melampaui target.", False),
        ("Indeks Kepuasan Masyarakat meningkat dibanding tahun lalu.", True),
        ("Indeks Kepuasan Masyarakat menurun dibanding tahun lalu.", False),
        ("Sebanyak 1 indikator mencapai target.", False),
    ],
)
def test_claims_are_held_against_the_capaian(kalimat, kena):
    """Of two IKU one exceeds its target and rose, the other falls short and fell."""
    assert bool(temuan("pernyataan-bertentangan", {"x": narasi(kalimat)}, {"iku": SATU_IKU})) is kena


def test_what_the_data_say_is_not_held_against_the_data():
    isi = {"x": narasi("Sebanyak dua indikator melampaui target, serapan 12,34%.", ditulis=False)}
    assert periksa_dokumen(isi, Sekitar(iku=SATU_IKU)) == []


def test_a_merged_cell_fills_all_its_places():
    baris = [[{"teks": "a", "rentang_baris": 2, "rentang_kolom": 2}, {"teks": "b"}], [{"teks": "c"}]]
    assert [[s["teks"] for s in b] for b in kisi(baris)] == [["a", "a", "b"], ["a", "a", "c"]]


def test_a_finding_names_its_place_and_errors_come_first():
    isi = {"penetapan": ttd(nip=""), "menimbang": ["bahwa {pd} perlu indikator;"]}
    ditemukan = periksa_dokumen(isi, Sekitar())
    assert [t.aturan.level for t in ditemukan] == [Level.ERROR, Level.WARNING]
    assert ditemukan[0].kalimat.startswith("Menimbang: tertulis “{pd}”")


def test_a_sound_decree_has_no_findings():
    isi = sk_iku()
    isi["menetapkan"] = f"KEPUTUSAN TENTANG {' '.join(isi['kepala']['tentang'])}."
    salah = [t for t in periksa_dokumen(isi, Sekitar(jenis="sk-iku")) if t.berat]
    assert [t.kalimat for t in salah if "NIP" not in t.kalimat] == []
