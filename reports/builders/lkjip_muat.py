"""Loads everything the annual report says, in a constant number of queries, and turns it into plain facts."""

from dataclasses import dataclass, field
from decimal import Decimal

from indicators import calculations
from indicators.calculations import Kebijakan
from indicators.models import (
    DasarHukum,
    Indikator,
    JenisBelanja,
    Pejabat,
    Peraturan,
    PeriodeRenstra,
    RencanaTahunan,
    RincianRealisasi,
    StatistikPegawai,
    TingkatPredikat,
    UnitKerja,
)
from indicators.selectors import dokumen, laporan, rencana
from indicators.selectors.capaian import CapaianRow, capaian_matriks, hitung, kebijakan_of
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.laporan import Anggaran, ArahRenstra, ProgramNode
from indicators.selectors.nilai import TANPA_NILAI, Besaran, teks
from reports.builders import identitas, narasi_muat
from reports.builders.lkjip_fakta import Iku, Kelompok, Laporan, NilaiTahun, ProgramFakta, Rincian, Uang
from reports.builders.permintaan import Permintaan
from reports.models import JenisDokumen
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan

SKALA_OPINI = "opini-bpk"


@dataclass(frozen=True)
class Dasar:
    """What must exist before there can be a report; `kekurangan` names what does not."""

    periode: PeriodeRenstra | None
    rencana: RencanaTahunan | None
    iku: list[IkuRow]
    kekurangan: list[str]


@dataclass(frozen=True)
class Bahan:
    """Everything read from the database for one report. `capaian` is by indikator and year up to this one."""

    permintaan: Permintaan
    periode: PeriodeRenstra
    rencana: RencanaTahunan
    iku: list[IkuRow]
    capaian: dict[int, dict[int, CapaianRow]]
    program: list[ProgramNode]
    belanja: list[tuple[JenisBelanja, int]]
    arah: ArahRenstra
    pegawai: list[StatistikPegawai]
    unit: list[UnitKerja]
    peraturan: list[Peraturan]
    rincian: dict[int, list[RincianRealisasi]]
    tingkat: dict[str, list[TingkatPredikat]]
    kepala: Pejabat | None
    kepala_daerah: Pejabat | None
    kebijakan: Kebijakan
    narasi: dict[str, str] = field(default_factory=dict)

    @property
    def tahun(self) -> int:
        """The year reported."""
        return self.permintaan.tahun

    @property
    def perubahan(self) -> bool:
        """Whether the year ended under a changed plan."""
        return self.rencana.jenis != RencanaTahunan.Jenis.MURNI

    def program_iku(self, indikator: Indikator) -> list[ProgramNode]:
        """The programmes that support an IKU."""
        return [p for p in self.program if indikator.pk in p.iku]


def dasar(permintaan: Permintaan) -> Dasar:
    """Period, plan in force at the end of the year, IKU, closed fourth quarter. Five queries at most."""
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    kekurangan = []
    periode = dokumen.periode_of(pd, tahun)
    if periode is None:
        kekurangan.append(
            f"Periode Renstra yang mencakup tahun {tahun} belum ada. Buat periodenya pada menu Perencanaan."
        )
    iku = dokumen.iku_rows(pd, periode, Triwulan(tahun, 4)) if periode else []
    if periode and not iku:
        kekurangan.append(
            f"Belum ada indikator kinerja utama (IKU) {pd.nama} pada periode {periode}. Tandai indikator sasarannya "
            "sebagai IKU."
        )
    plan = rencana.rencana_in_force(pd, Triwulan(tahun, 4))
    if plan is None:
        kekurangan.append(f"Rencana tahun {tahun} belum disahkan. Sahkan rencana murni atau perubahannya lebih dahulu.")
    if not laporan.triwulan_ditutup(pd, tahun, 4):
        kekurangan.append(f"Triwulan IV tahun {tahun} belum ditutup. Verifikasi semua lembar, lalu tutup triwulan itu.")
    return Dasar(periode, plan, iku, kekurangan)


def muat(permintaan: Permintaan, awal: Dasar) -> Bahan:
    """All the rest. Call it only when `awal` lacks nothing."""
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    assert awal.periode and awal.rencana  # noqa: S101  the caller has refused otherwise
    indikator = [row.indikator for row in awal.iku]
    tahun_lalu = [t for t in awal.periode.tahun if t <= tahun]
    skala = {i.skala.kode for i in indikator if i.skala}
    return Bahan(
        permintaan=permintaan,
        periode=awal.periode,
        rencana=awal.rencana,
        iku=awal.iku,
        capaian=capaian_matriks(perangkat_daerah=pd, indikator=indikator, tahun=tahun_lalu),
        program=laporan.pohon_program(pd, awal.periode, awal.rencana),
        belanja=rencana.pagu_per_belanja(awal.rencana),
        arah=laporan.arah_renstra(pd, awal.periode),
        pegawai=laporan.statistik_pegawai(pd, tahun),
        unit=laporan.unit_kerja_pada(pd, tahun),
        peraturan=dokumen.dasar_hukum(pd, [DasarHukum.Bagian.LKJIP]),
        rincian=laporan.rincian_tahunan(indikator, tahun),
        tingkat=laporan.skala_tingkat({*skala, SKALA_OPINI}),
        kepala=dokumen.kepala_perangkat_daerah(pd, permintaan.per_tanggal),
        kepala_daerah=dokumen.kepala_daerah(pd.pemerintah_daerah, permintaan.per_tanggal),
        kebijakan=kebijakan_of(pd.pemerintah_daerah),
        narasi=narasi_muat.ditulis(pd, tahun, JenisDokumen.LKJIP),
    )


# --- Facts ------------------------------------------------------------------------------------------------------------


def fakta(b: Bahan) -> Laporan:
    """The loaded rows as the plain values the sentences are written from."""
    pd = b.permintaan.perangkat_daerah
    daerah = pd.pemerintah_daerah
    sasaran_of: dict[int, list[str]] = {}
    for row in b.iku:
        if row.sasaran and row.tujuan and row.sasaran.uraian not in sasaran_of.setdefault(row.tujuan.pk, []):
            sasaran_of[row.tujuan.pk].append(row.sasaran.uraian)
    return Laporan(
        tahun=b.tahun,
        perangkat_daerah=pd.nama,
        nama_lengkap=identitas.nama_lengkap(pd),
        daerah=daerah.nama,
        kepala_daerah=f"{daerah.sebutan_kepala} {daerah.nama.removeprefix('Kabupaten ').removeprefix('Kota ')}",
        periode=(b.periode.tahun_awal, b.periode.tahun_akhir),
        perubahan=b.perubahan,
        iku=tuple(_iku(row, b) for row in b.iku),
        program=tuple(_program(p) for p in b.program if p.anggaran.pagu is not None),
        total=uang(laporan.jumlahkan(p.anggaran for p in b.program)),
        visi=tuple((v.uraian, v.akronim, v.penjelasan) for v in b.arah.visi),
        misi=tuple((m.urutan, m.uraian) for m in b.arah.misi),
        misi_didukung=tuple(sorted({t.misi.urutan for t in b.arah.tujuan if t.misi})),
        tujuan=tuple((t.uraian, tuple(sasaran_of.get(t.pk, []))) for t in b.arah.tujuan),
        tugas_pokok=pd.tugas_pokok,
        fungsi=tuple(pd.fungsi),
        dasar_organisasi=pd.dasar_organisasi,
        unit=_jenis_unit(b.unit),
        susunan=_susunan(b.unit),
        pegawai=_pegawai(b.pegawai),
        peraturan=tuple((p.jenis, p.nomor, p.tahun, p.tentang) for p in b.peraturan),
        belanja=tuple((jenis.nama, jumlah) for jenis, jumlah in b.belanja),
        desimal=daerah.desimal_capaian,
        desimal_anggaran=daerah.desimal_anggaran,
    )


def uang(a: Anggaran) -> Uang:
    """Money with its percentages."""
    return Uang(a.pagu, a.keuangan, a.serapan, a.sisa, a.efisiensi, a.fisik)


def _program(p: ProgramNode) -> ProgramFakta:
    berpagu = [k for k in p.kegiatan if k.anggaran.pagu is not None]
    return ProgramFakta(
        nama=p.program.uraian,
        sasaran=p.program.sasaran.uraian,
        uang=uang(p.anggaran),
        kegiatan=tuple((k.kegiatan.uraian, uang(k.anggaran)) for k in berpagu),
        jumlah_sub_kegiatan=sum(1 for k in berpagu for s in k.sub_kegiatan if s.anggaran.pagu is not None),
    )


def _iku(row: IkuRow, b: Bahan) -> Iku:
    i = row.indikator
    kini = b.capaian[i.pk][b.tahun]
    program = b.program_iku(i)
    anggaran = laporan.jumlahkan(p.anggaran for p in program)
    terakhir = kini.terakhir
    akhir = b.periode.tahun_akhir
    return Iku(
        kode=i.kode,
        nama=i.nama,
        sasaran=row.induk_teks,
        nomor_sasaran=row.nomor_sasaran,
        tahun_ini=_tahun(kini),
        riwayat=tuple(_tahun(c) for t, c in sorted(b.capaian[i.pk].items()) if t < b.tahun),
        kategori=kini.kategori.label if kini.kategori else "",
        kategori_kode=kini.kategori.kode if kini.kategori else "",
        makin_rendah_makin_baik=i.arah == Indikator.Arah.TURUN,
        satuan=(i.satuan.simbol or "") if i.satuan else "",
        target_akhir=_terhadap(row, kini, akhir, b.kebijakan) if akhir > b.tahun else None,
        target_berikut=_terhadap(row, kini, b.tahun + 1, b.kebijakan),
        penyebab=terakhir.penyebab if terakhir else "",
        solusi=terakhir.solusi if terakhir else "",
        program=tuple(p.program.uraian for p in program),
        uang=uang(anggaran),
        efisien=calculations.efisien(kini.capaian, anggaran.serapan),
        rincian=tuple(_rincian(r, i) for r in b.rincian.get(i.pk, [])),
        skala=i.skala.kode if i.skala else "",
        formulasi=i.formulasi,
        desimal=i.desimal,
        dihitung_dari_program=i.rumus == Indikator.Rumus.PROGRAM,
    )


def _tahun(c: CapaianRow) -> NilaiTahun:
    # A step without its number: its band is a target's, nobody measured it.
    tanpa_angka = c.realisasi.nilai is None and c.indikator.jenis_nilai != Indikator.JenisNilai.KESESUAIAN
    return NilaiTahun(
        tahun=c.tahun,
        target=c.target_panjang,
        realisasi=c.realisasi_teks if tanpa_angka else c.realisasi_panjang,
        capaian=c.capaian,
        angka=c.realisasi.nilai,
        peringkat=c.realisasi.untuk_hitung().peringkat,
        target_angka=c.target.untuk_hitung().angka,
        angka_teks=format_number(c.realisasi.nilai, c.indikator.desimal),
    )


def _terhadap(row: IkuRow, kini: CapaianRow, tahun: int, kebijakan: Kebijakan) -> NilaiTahun:
    """This year's realisasi held against the Renstra target of another year."""
    target: Besaran = row.target.get(tahun, TANPA_NILAI)
    capaian, _ = hitung(row.indikator, target, kini.realisasi, kebijakan)
    return NilaiTahun(tahun=tahun, target=teks(row.indikator, target, panjang=True), capaian=capaian)


def _rincian(r: RincianRealisasi, i: Indikator) -> Rincian:
    unsur = not i.skala_id and r.nilai is not None and 1 <= r.nilai <= 4
    mutu = calculations.kategori_ikm(r.nilai * Decimal(25)) if unsur and r.nilai is not None else None
    return Rincian(r.uraian, r.nilai, mutu.kode if mutu else "")


def _jenis_unit(unit: list[UnitKerja]) -> tuple[tuple[str, int], ...]:
    """How many units of which kind, in the order in which the kinds rank."""
    hitung_jenis: dict[str, int] = {}
    for u in unit:
        hitung_jenis[u.jenis] = hitung_jenis.get(u.jenis, 0) + 1
    return tuple((str(jenis.label).lower(), hitung_jenis[jenis]) for jenis in UnitKerja.Jenis if jenis in hitung_jenis)


def _susunan(unit: list[UnitKerja]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    bawah: dict[int, list[str]] = {}
    for u in unit:
        if u.induk_id:
            bawah.setdefault(u.induk_id, []).append(u.nama)
    return tuple((u.nama, tuple(bawah.get(u.pk, []))) for u in unit if not u.induk_id)


def _pegawai(rows: list[StatistikPegawai]) -> tuple[Kelompok, ...]:
    hasil = []
    for jenis in StatistikPegawai.Kelompok:
        isi = tuple((r.nama, r.jumlah) for r in rows if r.kelompok == jenis)
        if isi:
            hasil.append(Kelompok(str(jenis.label), jenis.value, isi))
    return tuple(hasil)
