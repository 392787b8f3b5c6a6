"""A perangkat daerah without any finding: what corruptions are tried on, and the proof that no rule cries wolf."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal as D

from indicators.models import (
    Crosscutting,
    Indikator,
    Kegiatan,
    Misi,
    Nomenklatur,
    Pejabat,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    RincianRealisasi,
    Sasaran,
    Satuan,
    StatistikPegawai,
    SubKegiatan,
    TargetRenstra,
    Tujuan,
    UnitKerja,
    Visi,
)
from indicators.selectors.pemeriksaan import temuan_data
from tests.builders import (
    make_indikator,
    make_pagu,
    make_pd,
    make_pemda,
    make_periode,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_skala,
    make_target,
    make_unit,
)

TAHUN = 2025
URAIAN = {
    "definisi": "Ukuran keberhasilan pelayanan",
    "makna": "Makin baik nilainya, makin baik pelayanannya",
    "alasan": "Sesuai tugas dan fungsi perangkat daerah",
    "formulasi": "Bagian yang selesai dibagi seluruhnya dikali 100",
    "sumber_data": "Laporan bagian",
    "penanggung_jawab": "Kepala Bagian",
}
KODE = (
    ("4.01.01", "Program Penunjang Urusan Pemerintahan", ("Perencanaan dan Evaluasi Kinerja", "Administrasi Keuangan")),
    ("4.01.02", "Program Pemerintahan dan Kesejahteraan", ("Pelaksanaan Kebijakan Kesejahteraan", "Fasilitasi Hukum")),
)
SUB = ("Penyusunan Dokumen {}", "Koordinasi Laporan {}")


@dataclass
class Bersih:
    """What the corruptions need to know of the set."""

    pd: PerangkatDaerah
    periode: PeriodeRenstra
    rencana: RencanaTahunan
    unit: list[UnitKerja]

    def temuan(self):
        """What the rules find in it."""
        return temuan_data(self.pd, self.periode, TAHUN, sampai=2, tutup=True)


def make_bersih() -> Bersih:
    """Everything one perangkat daerah has in a year of which two quarters are closed, all of it right."""
    make_pemda(nama="Kabupaten Balangan")
    pemda = make_pemda(nama="Kabupaten Contoh Jaya")
    pd = make_pd(pemda)
    periode = make_periode(pemda)
    units = [make_unit(pd, nama=nama) for nama in ("Bagian Umum", "Bagian Hukum", "Bagian Organisasi")]
    rencana = make_rencana(pd, TAHUN, dasar="DPA Nomor 1 Tahun 2025", tanggal=date(2025, 1, 2))
    hasil = Bersih(pd, periode, rencana, units)
    atas = _sasaran(hasil)
    iku = _iku(hasil, atas)
    _unit(hasil, atas[0])
    _program(hasil, atas, iku)
    _orang(hasil)
    return hasil


def _sasaran(b: Bersih) -> list[Sasaran]:
    visi = Visi.objects.create(periode=b.periode, uraian="Daerah yang maju dan sejahtera")
    misi = Misi.objects.create(periode=b.periode, visi=visi, uraian="Tata kelola pemerintahan yang baik")
    milik = {"periode": b.periode, "perangkat_daerah": b.pd}
    tujuan = Tujuan.objects.create(**milik, misi=misi, uraian="Meningkatkan mutu pelayanan pemerintahan")
    uraian = ("Meningkatnya kepuasan penerima layanan", "Meningkatnya akuntabilitas kinerja", "Tertibnya produk hukum")
    return [Sasaran.objects.create(**milik, tujuan=tujuan, uraian=u, urutan=n) for n, u in enumerate(uraian)]


def _ukur(b: Bersih, unit: UnitKerja, sasaran: Sasaran, nama: str, awal: int, langkah: int, **over) -> Indikator:
    """One indikator with targets for every year, for the quarters, and with values of two quarters."""
    lebih = {"kondisi_akhir_nilai": D(awal + 5 * langkah), **URAIAN}
    if nama.startswith("Jumlah"):
        lebih["formulasi"] = "Banyaknya dokumen menurut buku agenda"
    i = make_indikator(unit, sasaran, nama=nama, **lebih | over)
    for n, tahun in enumerate(b.periode.tahun):
        TargetRenstra.objects.create(indikator=i, tahun=tahun, nilai=D(awal + n * langkah))
    target = awal + 4 * langkah
    if i.akumulasi == "JUMLAH":
        make_target(b.rencana, i, target, **{f"tw{q}": D(target) / 4 for q in (1, 2, 3, 4)})
    else:
        make_target(b.rencana, i, target)
    for q in (1, 2):
        if i.rumus == "RASIO":
            make_realisasi(i, "90", TAHUN, q, pembilang=D(45), penyebut=D(50))
        elif i.rumus == "EKSPRESI":
            nilai = make_realisasi(i, "90", TAHUN, q)
            for n, (simbol, angka) in enumerate((("a", 45), ("b", 50)), 1):
                RincianRealisasi.objects.create(realisasi=nilai, urutan=n, simbol=simbol, uraian=simbol, nilai=angka)
        else:
            make_realisasi(i, str(target if i.akumulasi != "JUMLAH" else target // 4), TAHUN, q)
    return i


def _iku(b: Bersih, atas: list[Sasaran]) -> list[Indikator]:
    umum, hukum, organisasi = b.unit
    persen, _ = Satuan.objects.get_or_create(nama="persen", defaults={"simbol": "%"})
    dokumen, _ = Satuan.objects.get_or_create(nama="dokumen", defaults={"simbol": "dokumen"})
    rasio = {"jenis_nilai": "PERSEN", "satuan": persen}
    rumus = {"rumus": "EKSPRESI", "ekspresi": "a / b * 100"}
    iku = [
        _ukur(b, organisasi, atas[0], "Indeks kepuasan masyarakat", 80, 2),
        _ukur(b, umum, atas[0], "Persentase layanan tepat waktu", 85, 1, **rasio, rumus="RASIO"),
        _ukur(b, hukum, atas[2], "Jumlah produk hukum yang ditetapkan", 20, 5, satuan=dokumen, akumulasi="JUMLAH"),
        _ukur(b, hukum, atas[2], "Jumlah perkara yang belum selesai", 40, -5, satuan=dokumen, arah="TURUN"),
        _ukur(b, umum, atas[1], "Persentase temuan ditindaklanjuti", 85, 1, **rasio, **rumus),
    ]
    for peran, nama in (("PEMBILANG", "Layanan yang tepat waktu"), ("PENYEBUT", "Seluruh layanan yang diberikan")):
        iku[1].variabel.create(peran=peran, nama=nama)
    for n, simbol in enumerate("ab", 1):
        iku[4].variabel_rumus.create(urutan=n, simbol=simbol, nama=simbol)
    skala = make_skala()
    langkah = {"nilai": D(72), "tingkat": skala.tingkat.get(kode="BB")}
    akip = make_indikator(
        organisasi, atas[1], nama="Predikat akuntabilitas kinerja", jenis_nilai="PREDIKAT", skala=skala, **URAIAN
    )
    for tahun in b.periode.tahun:
        TargetRenstra.objects.create(indikator=akip, tahun=tahun, **langkah)
    make_target(b.rencana, akip, 72, tingkat=langkah["tingkat"], tw1=None, tw2=None, tw3=None, tw4=None)
    nilai = make_realisasi(akip, "72.31", TAHUN, 2, tingkat=langkah["tingkat"])
    for n, komponen in enumerate(("23.70", "21.61", "9.00", "18.00"), 1):
        nilai.rincian.create(urutan=n, uraian=f"Komponen {n}", nilai=D(komponen))
    return [*iku, akip]


def _unit(b: Bersih, induk: Sasaran) -> None:
    """The kinerja utama of every unit, measured once."""
    for n, (unit, kata) in enumerate(zip(b.unit, ("rumah tangga", "perundangan", "kelembagaan"), strict=True)):
        milik = {"periode": b.periode, "perangkat_daerah": b.pd, "unit_kerja": unit, "induk": induk}
        sasaran = Sasaran.objects.create(**milik, uraian=f"Meningkatnya layanan {kata}", urutan=n)
        _ukur(b, unit, sasaran, f"Indeks layanan {kata}", 70, 2, iku=False)
        milik = {"periode": b.periode, "perangkat_daerah": b.pd, "sasaran": sasaran}
        Crosscutting.objects.create(**milik, unit_kerja=b.unit[n - 1], kontribusi="Data layanan setiap bulan")


def _program(b: Bersih, atas: list[Sasaran], iku: list[Indikator]) -> None:
    milik = {"periode": b.periode, "perangkat_daerah": b.pd}
    for p, (kode, nama, kegiatan) in enumerate(KODE):
        program = Program.objects.create(**milik, sasaran=atas[p], kode=kode, uraian=nama, urutan=p)
        program.iku.set(iku[:3] if p else iku[3:])
        _nomen("PROGRAM", kode, nama)
        for k, sebut in enumerate(kegiatan, 1):
            kode_k = f"{kode}.2.0{k}"
            unit = b.unit[(p + k) % 3]
            row = Kegiatan.objects.create(**milik, program=program, kode=kode_k, uraian=sebut, unit_kerja=unit)
            _nomen("KEGIATAN", kode_k, sebut)
            for s, pola in enumerate(SUB, 1):
                kode_s, uraian = f"{kode_k}.000{s}", pola.format(sebut)
                sub = SubKegiatan.objects.create(**milik, kegiatan=row, kode=kode_s, uraian=uraian, unit_kerja=unit)
                _nomen("SUB_KEGIATAN", kode_s, uraian)
                make_pagu(b.rencana, sub, 10_000_000 * s)
                for q in (1, 2):
                    make_realisasi_anggaran(sub, 2_000_000 * q, TAHUN, q, fisik=D(20 * q))


def _nomen(tingkat: str, kode: str, nama: str) -> None:
    Nomenklatur.objects.create(edisi=2023, tingkat=tingkat, kode=kode, nama=nama)


def _orang(b: Bersih) -> None:
    milik = {"pemerintah_daerah": b.pd.pemerintah_daerah, "perangkat_daerah": b.pd, "pangkat": "Pembina Utama Madya"}
    Pejabat.objects.create(
        **milik, jenis="SEKDA", nama="CONTOH SATU", jabatan="Sekretaris Daerah", nip="19700101 199501 1 001"
    )
    for n, unit in enumerate(b.unit, 2):
        nip = f"1970010{n} 199501 1 00{n}"
        Pejabat.objects.create(
            **milik, jenis="KABAG", nama=f"CONTOH {n}", jabatan=f"Kepala {unit.nama}", unit_kerja=unit, nip=nip
        )
    for kelompok, isi in (("GOLONGAN", (50, 42)), ("PENDIDIKAN", (60, 32))):
        for n, jumlah in enumerate(isi):
            StatistikPegawai.objects.create(
                perangkat_daerah=b.pd, tahun=TAHUN, kelompok=kelompok, nama=f"Jenis {n}", jumlah=jumlah, urutan=n
            )
