"""A sixth institution nobody configured: a Dinas with facts and no TataDokumen. Its documents show the defaults.

Nothing here is anybody's data: regency, people and figures are invented.
"""

from datetime import date
from decimal import Decimal

from indicators.models import (
    Indikator,
    JadwalPengisian,
    Misi,
    Pejabat,
    PerangkatDaerah,
    Program,
    RencanaTahunan,
    Sasaran,
    StatistikPegawai,
    TargetRenstra,
    Tujuan,
    UnitKerja,
    Visi,
)
from reports.models import AnggotaTim, PernyataanReviu, TimPenyusun
from tests import builders as b

KODE = "dinas-perhubungan-contoh"
TAHUN = 2024
PERIODE = range(2021, 2027)

# sasaran, indikator, satuan, definition, formula, source, targets 2021…2026, baseline, values of 2021…2024 at TW IV
IKU = (
    (
        "Meningkatnya keselamatan lalu lintas jalan",
        "Persentase ruas jalan yang memenuhi standar perlengkapan",
        "%",
        "Ruas jalan kabupaten yang rambu, marka, dan lampunya lengkap menurut standar.",
        "Jumlah ruas jalan berperlengkapan standar / jumlah ruas jalan kabupaten x 100%",
        ("60", "64", "68", "72", "76", "80"),
        "58",
        ("61", "63.5", "69", "74.2"),
    ),
    (
        "Meningkatnya keselamatan lalu lintas jalan",
        "Jumlah kecelakaan lalu lintas pada ruas jalan kabupaten",
        "kejadian",
        "Kecelakaan yang tercatat pada ruas jalan kabupaten selama satu tahun.",
        "Jumlah kejadian menurut catatan satuan lalu lintas",
        ("48", "45", "42", "39", "36", "33"),
        "51",
        ("50", "44", "43", "41"),
    ),
    (
        "Meningkatnya mutu pelayanan angkutan umum",
        "Indeks Kepuasan Masyarakat atas pelayanan terminal",
        "",
        "Nilai survei kepuasan pengguna terminal penumpang.",
        "Hasil survei menurut pedoman survei kepuasan masyarakat",
        ("78", "80", "82", "84", "86", "88"),
        "76.4",
        ("78.2", "80.1", "82.6", "85.35"),
    ),
)

# code, programme, its kegiatan and sub kegiatan with pagu and money spent, the sasaran it serves
PROGRAM = (
    (
        "2.15.02",
        "Program Penyelenggaraan Lalu Lintas dan Angkutan Jalan (LLAJ)",
        "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota",
        (
            ("2.15.02.2.02.0001", "Pembangunan Prasarana Jalan di Jalan Kabupaten/Kota", 1_850_000_000, 1_792_450_000),
            ("2.15.02.2.02.0003", "Rehabilitasi dan Pemeliharaan Perlengkapan Jalan", 640_000_000, 611_200_000),
        ),
        0,
    ),
    (
        "2.15.02",
        "Program Pengelolaan Terminal Penumpang",
        "Pengelolaan Terminal Penumpang Tipe C",
        (("2.15.02.2.03.0002", "Peningkatan Pelayanan Terminal Penumpang Tipe C", 410_000_000, 398_750_500),),
        1,
    ),
)


def buat() -> PerangkatDaerah:
    """The whole institution, its year 2024 verified and closed. Without any layout of its own."""
    pemda = b.make_pemda(kode="kab-contoh", nama="Kabupaten Contoh Makmur", tempat="Makmur", provinsi="Provinsi Contoh")
    pd = b.make_pd(
        pemda,
        kode=KODE,
        nama="Dinas Perhubungan",
        singkatan="Dishub",
        jenis=PerangkatDaerah.Jenis.DINAS,
        alamat="Jalan Raya Makmur Nomor 12",
        telepon="(0700) 123456",
        kota="Makmur",
        tugas_pokok="membantu Bupati melaksanakan urusan pemerintahan di bidang perhubungan",
        fungsi=[
            "perumusan kebijakan teknis di bidang perhubungan;",
            "pelaksanaan kebijakan lalu lintas dan angkutan jalan;",
            "pelaksanaan evaluasi dan pelaporan di bidang perhubungan;",
        ],
    )
    unit = _unit(pd)
    _pejabat(pd, unit)
    rencana = b.make_rencana(pd, TAHUN, tanggal=date(2024, 1, 3))
    sasaran = _iku(pd, unit, rencana)
    _program(pd, unit, rencana, sasaran)
    for tw in (1, 2, 3, 4):
        b.make_jadwal(pd, TAHUN, tw, status=JadwalPengisian.Status.CLOSED)
    _lampiran(pd)
    return PerangkatDaerah.objects.select_related("pemerintah_daerah").get(pk=pd.pk)


def _unit(pd: PerangkatDaerah) -> list[UnitKerja]:
    jenis = UnitKerja.Jenis
    return [
        b.make_unit(pd, kode="sekretariat", nama="Sekretariat", jenis=jenis.BAGIAN, urutan=1),
        b.make_unit(pd, kode="bidang-lalu-lintas", nama="Bidang Lalu Lintas", jenis=jenis.BIDANG, urutan=2),
        b.make_unit(pd, kode="bidang-angkutan", nama="Bidang Angkutan", jenis=jenis.BIDANG, urutan=3),
    ]


def _pejabat(pd: PerangkatDaerah, unit: list[UnitKerja]) -> None:
    umum = {"pemerintah_daerah": pd.pemerintah_daerah, "contoh": True}
    jenis = Pejabat.Jenis
    Pejabat.objects.create(**umum, jenis=jenis.KEPALA_DAERAH, nama="ANDI CONTOH", jabatan="Bupati Contoh Makmur")
    Pejabat.objects.create(
        **umum,
        perangkat_daerah=pd,
        jenis=jenis.KEPALA_PD,
        nama="BUDI CONTOH",
        gelar_depan="Ir.",
        gelar_belakang="M.T.",
        nip="19700101 199501 1 061",
        pangkat="Pembina Utama Muda",
        golongan="IV/c",
        jabatan="Kepala Dinas Perhubungan",
    )
    for n, u in enumerate(unit):
        Pejabat.objects.create(
            **umum,
            perangkat_daerah=pd,
            unit_kerja=u,
            jenis=jenis.KABAG,
            nama=f"CITRA CONTOH {'ABC'[n]}",
            gelar_belakang="S.T.",
            nip=f"19700101 199501 2 07{n}",
            pangkat="Pembina",
            golongan="IV/a",
            jabatan="Sekretaris" if n == 0 else f"Kepala {u.nama}",
        )


def _iku(pd: PerangkatDaerah, unit: list[UnitKerja], rencana: RencanaTahunan) -> list[Sasaran]:
    periode = rencana.periode
    visi = Visi.objects.create(periode=periode, uraian="Contoh Makmur yang Maju dan Selamat")
    misi = Misi.objects.create(periode=periode, visi=visi, urutan=1, uraian="Membangun prasarana yang andal")
    tujuan = Tujuan.objects.create(
        periode=periode, perangkat_daerah=pd, misi=misi, urutan=1, uraian="Mewujudkan perhubungan yang selamat"
    )
    sasaran: list[Sasaran] = []
    for n, (uraian, nama, satuan, definisi, formula, target, awal, nilai) in enumerate(IKU, 1):
        if not sasaran or sasaran[-1].uraian != uraian:
            umum = {"periode": periode, "perangkat_daerah": pd, "tujuan": tujuan}
            sasaran.append(Sasaran.objects.create(**umum, uraian=uraian, urutan=len(sasaran) + 1))
        i = b.make_indikator(
            unit[1 if "lalu lintas" in uraian else 2],
            sasaran[-1],
            kode=f"iku-{n}",
            nama=nama,
            satuan=b.make_satuan(satuan),
            urutan=n,
            jenis_nilai="PERSEN" if satuan == "%" else "ANGKA",
            arah="TURUN" if "kecelakaan" in nama else "NAIK",
            definisi=definisi,
            formulasi=formula,
            alasan="Ukuran keberhasilan sasaran menurut Renstra.",
            sumber_data="Laporan bidang",
            penanggung_jawab=f"Kepala {unit[1 if n < 3 else 2].nama}",
            kondisi_awal_nilai=Decimal(awal),
            kondisi_akhir_nilai=Decimal(target[-1]),
            desimal=2,
        )
        for tahun, satu in zip(PERIODE, target, strict=True):
            TargetRenstra.objects.create(indikator=i, tahun=tahun, nilai=Decimal(satu))
        b.make_target(rencana, i, target[TAHUN - 2021])
        _realisasi(i, nilai)
    return sasaran


def _realisasi(i: Indikator, nilai: tuple[str, ...]) -> None:
    catatan = {
        "penyebab": "Koordinasi dengan kepolisian berjalan setiap bulan.",
        "solusi": "Penambahan rambu di titik rawan.",
    }
    for tahun, satu in zip(PERIODE, nilai, strict=False):
        for tw in (1, 2, 3, 4) if tahun == TAHUN else (4,):
            b.make_realisasi(i, satu, tahun, tw, status="VERIFIED", **catatan)


def _program(pd: PerangkatDaerah, unit: list[UnitKerja], rencana: RencanaTahunan, sasaran: list[Sasaran]) -> None:
    for n, (kode, nama, kegiatan, sub, ke) in enumerate(PROGRAM, 1):
        umum = {"periode": rencana.periode, "perangkat_daerah": pd, "urutan": n}
        p = Program.objects.create(**umum, sasaran=sasaran[ke], kode=f"{kode}.{n}", uraian=nama)
        p.iku.set(Indikator.objects.filter(sasaran=sasaran[ke]))
        k = p.kegiatan.create(**umum, kode=f"{kode}.{n}.01", uraian=kegiatan)
        for urut, (kode_sub, uraian, pagu, keuangan) in enumerate(sub, 1):
            s = k.sub_kegiatan.create(**umum | {"urutan": urut}, kode=kode_sub, uraian=uraian, unit_kerja=unit[ke + 1])
            b.make_pagu(rencana, s, pagu)
            for tw in (1, 2, 3, 4):
                bagian = {"keuangan": keuangan * tw // 4, "fisik": Decimal(25 * tw), "status": "VERIFIED"}
                b.make_realisasi_anggaran(s, tahun=TAHUN, triwulan=tw, **bagian)


def _lampiran(pd: PerangkatDaerah) -> None:
    kelompok = StatistikPegawai.Kelompok.PENDIDIKAN
    for n, (nama, jumlah) in enumerate((("Strata 2", 6), ("Strata 1", 27), ("SLTA", 19)), 1):
        StatistikPegawai.objects.create(
            perangkat_daerah=pd, tahun=TAHUN, kelompok=kelompok, nama=nama, jumlah=jumlah, urutan=n
        )
    tim = TimPenyusun.objects.create(
        perangkat_daerah=pd, tahun=TAHUN, nomor="7 TAHUN 2025", tanggal=date(2025, 1, 6), contoh=True
    )
    duduk = AnggotaTim.Kedudukan
    for n, (kedudukan, jabatan) in enumerate(
        (
            (duduk.PENANGGUNG_JAWAB, "Kepala Dinas Perhubungan"),
            (duduk.KETUA, "Sekretaris"),
            (duduk.ANGGOTA, "Kepala Bidang Lalu Lintas"),
        )
    ):
        tim.anggota.create(kedudukan=kedudukan, jabatan=jabatan, urutan=n)
    PernyataanReviu.objects.create(
        perangkat_daerah=pd,
        tahun=TAHUN,
        nomor="700/12/2025",
        tanggal=date(2025, 1, 15),
        tempat="Makmur",
        nama="DEWI CONTOH",
        jabatan="Inspektur Kabupaten Contoh Makmur",
        nip="19700101 199501 2 090",
        contoh=True,
    )
