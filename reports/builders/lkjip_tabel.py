"""The ruled tables of Bab I and II of the annual report (staff, Renstra, programmes, action plan, agreement)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from indicators.models import Indikator
from indicators.selectors import nilai as cetak
from indicators.selectors.laporan import IndikatorTarget
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from reports.builders.aksi import baris_aksi
from reports.builders.lkjip_fakta import Kelompok, Laporan
from reports.builders.lkjip_muat import Bahan
from reports.builders.tabel import BLOK_PENDEK, Kolom, susun, tinggi_baris
from reports.payloads import Sel, Tabel
from sakip.lib.numbers import format_number, format_rupiah

Isi = Mapping[str, str]

KONDISI_KOSONG = "NA"


@dataclass(frozen=True)
class Kol(Kolom):
    """A column that may merge: neighbouring rows with the same value of `kunci` become one cell.

    `sambung`: in a table of several levels, rows without a value of their own carry on the cell above without a line
    between. Unlike a merged cell it may run over many pages, keeps its sides on each, and tears no row.
    """

    kunci: str = ""
    judul: bool = False  # its cells are row headers
    sambung: bool = False


def tabel_gabung(
    kode: str, kolom: Sequence[Kol], baris: Sequence[Isi], *, kelas: str = "", bernomor: bool = False
) -> Tabel:
    """The ruled table. Unlike tabel.susun, each column merges by a key of its own; a key includes those before it."""
    tabel = susun(kolom, [], kode=kode, kelas=kelas, nomor_kolom="{n}" if bernomor else "")
    badan: list[list[Sel]] = [[] for _ in baris]
    tabel["baris"] = badan
    kelas_baris = [b.get("_kelas", "") for b in baris]
    for k in kolom:
        sumber, rata = k.sumber, k.rata
        for awal, banyak in _rentang(k.kunci, baris):
            sel: Sel = {"teks": baris[awal].get(sumber, ""), "rata": rata}
            if banyak > 1:
                sel["rentang_baris"] = banyak
            if k.judul:
                sel["judul"] = True
            kelas_sel = kelas_baris[awal]
            if k.sambung:
                kelas_sel = f"{kelas_sel} {_kelas_sambung(k, baris, awal)}".strip()
            if kelas_sel:
                sel["kelas"] = kelas_sel
            badan[awal].append(sel)
    if any(k.sambung for k in kolom):
        tabel["garis_bawah"] = True
    if lekat := _lekat(kolom, baris):
        tabel["sambungan"] = lekat
    return tabel


def _lekat(kolom: Sequence[Kol], baris: Sequence[Isi]) -> list[int]:
    """The rows that stay on the page of the row before: those of a short block under one merged or carried-on cell."""
    bobot = sum(k.lebar for k in kolom)
    tinggi = tinggi_baris(kolom, baris, bobot)
    hasil: set[int] = set()
    for k in kolom:
        for awal, banyak in _rentang(k.kunci, baris) if k.kunci else _blok_sambung(k, baris):
            if banyak > 1 and sum(tinggi[awal : awal + banyak]) <= BLOK_PENDEK:
                hasil.update(range(awal + 1, awal + banyak))
    return sorted(hasil)


def _blok_sambung(k: Kol, baris: Sequence[Isi]) -> list[tuple[int, int]]:
    """The same as _rentang of a column whose cells carry on."""
    if not k.sambung:
        return []
    mulai = [n for n, b in enumerate(baris) if n == 0 or k.sumber in b]
    return [(a, z - a) for a, z in zip(mulai, [*mulai[1:], len(baris)], strict=True)]


def _kelas_sambung(k: Kol, baris: Sequence[Isi], n: int) -> str:
    """No line above a cell that carries on, none below a cell that is carried on."""
    diteruskan = n + 1 < len(baris) and k.sumber not in baris[n + 1]
    if k.sumber not in baris[n]:
        return "sambung diteruskan" if diteruskan else "sambung"
    return "diteruskan" if diteruskan else ""


def sekali(kunci: str, baris: Sequence[Isi]) -> list[Isi]:
    """The rows with one value only where it first stands, for a column that carries on (`sambung`)."""
    hasil: list[Isi] = []
    lama = None
    for isi in baris:
        hasil.append({k: v for k, v in isi.items() if k != kunci or v != lama})
        lama = isi.get(kunci)
    return hasil


def _rentang(kunci: str, baris: Sequence[Isi]) -> list[tuple[int, int]]:
    """First row and number of rows of each cell of a column."""
    if not kunci:
        return [(n, 1) for n in range(len(baris))]
    hasil, awal = [], 0
    for _, anggota in groupby(baris, key=lambda b: b.get(kunci, "")):
        banyak = len(list(anggota))
        hasil.append((awal, banyak))
        awal += banyak
    return hasil


# --- 1.5 -------------------------------------------------------------------------------------------------------------


def pegawai(f: Laporan) -> Tabel:
    """`Bagian 1.5`: staff by group, with the sums the groups make."""
    per_kode = {k.kode: k for k in f.pegawai}
    baris: list[Isi] = []
    golongan = per_kode.get("GOLONGAN")
    if golongan:
        jumlah = _orang(golongan.jumlah)
        baris += [_orang_baris("Jumlah", "Pegawai ASN", jumlah), _orang_baris("Jumlah", "Pegawai Negeri Sipil", jumlah)]
    for kode in ("GOLONGAN", "PENDIDIKAN", "ESELON"):
        baris += _kelompok_baris(per_kode.get(kode))
    honorer = per_kode.get("NON_ASN")
    if honorer:
        baris.append(_orang_baris("Tenaga honorer", "Tenaga Honorer", _orang(honorer.jumlah)))
        baris += _kelompok_baris(honorer)
    baris += _kelompok_baris(per_kode.get("STAF_AHLI"))
    kolom = [
        Kol("kelompok", "Kelompok", 26, sambung=True),
        Kol("nama", "Uraian", 54, judul=True),
        Kol("jumlah", "Jumlah", 20, "kanan"),
    ]
    return tabel_gabung("Bagian 1.5", kolom, sekali("kelompok", baris), kelas="rapat")


def _kelompok_baris(k: Kelompok | None) -> list[Isi]:
    return [_orang_baris(k.judul, nama, _orang(n)) for nama, n in k.isi] if k else []


def _orang_baris(kelompok: str, nama: str, jumlah: str) -> Isi:
    return {"kelompok": kelompok, "nama": nama, "jumlah": jumlah}


def _orang(n: int | None) -> str:
    return format_number(n)


# --- 2.1 -------------------------------------------------------------------------------------------------------------


def kondisi_awal(i: Indikator) -> str:
    """What was before the period (`CC`, `100%`), or NA."""
    teks = cetak.teks(i, Besaran(i.kondisi_awal_nilai, i.kondisi_awal_tingkat))
    return KONDISI_KOSONG if teks == cetak.KOSONG else teks


def nomor_iku(b: Bahan) -> list[dict[str, str]]:
    """Numbers of tujuan, of the sasaran within it, and of the indikator within it, for each IKU in order."""
    hasil, lama, sasaran, indikator = [], None, 0, 0
    for row in b.iku:
        if lama is None or row.nomor_tujuan != lama.nomor_tujuan:
            sasaran = indikator = 0
        if lama is None or row.nomor_sasaran != lama.nomor_sasaran:
            sasaran += 1
        indikator += 1
        nomor = {"tujuan": row.nomor_tujuan, "sasaran": sasaran, "indikator": indikator}
        hasil.append({**{k: str(v) for k, v in nomor.items()}, "kunci_sasaran": f"{row.nomor_tujuan}.{sasaran}"})
        lama = row
    return hasil


def tujuan_sasaran(b: Bahan) -> Tabel:
    """`Tabel 2.1`: the medium-term targets."""
    baris: list[Isi] = []
    for row, nomor in zip(b.iku, nomor_iku(b), strict=True):
        i = row.indikator
        indikator_tujuan = b.arah.indikator_tujuan.get(row.tujuan.pk, []) if row.tujuan else []
        baris.append(
            {
                "no": nomor["tujuan"],
                "tujuan": row.tujuan.uraian if row.tujuan else "-",
                "indikator_tujuan": "\n".join(t.nama for t in indikator_tujuan) or "-",
                "no_sasaran": nomor["sasaran"],
                "sasaran": row.induk_teks,
                "kunci_sasaran": nomor["kunci_sasaran"],
                "no_indikator": nomor["indikator"],
                "indikator": i.nama,
                "formula": i.formulasi or "-",
                "awal": kondisi_awal(i),
                **{f"t{t}": cetak.teks(i, row.target.get(t, TANPA_NILAI)) for t in b.periode.tahun},
                "sumber": i.sumber_data or "-",
                "penanggung_jawab": i.penanggung_jawab or "-",
            }
        )
    tahun = [Kol(f"t{t}", str(t), 5.2, "tengah", grup="Target Kinerja Tahun") for t in b.periode.tahun]
    kolom = [
        Kol("no", "No", 2.6, "tengah", kunci="no"),
        Kol("tujuan", "Tujuan", 9, kunci="no"),
        Kol("indikator_tujuan", "Indikator Tujuan", 8, kunci="no"),
        Kol("no_sasaran", "No", 2.6, "tengah", kunci="kunci_sasaran"),
        Kol("sasaran", "Sasaran", 10, kunci="kunci_sasaran"),
        Kol("no_indikator", "No", 2.6, "tengah"),
        Kol("indikator", "Indikator Sasaran", 11.5, judul=True),
        Kol("formula", "Formula", 9.5),
        Kol("awal", "Kondisi Awal", 5.6, "tengah"),
        *tahun,
        Kol("sumber", "Sumber Data", 8.5),
        Kol("penanggung_jawab", "Penanggung Jawab", 8.8),
    ]
    return tabel_gabung("Tabel 2.1", kolom, baris, kelas="rapat", bernomor=True)


# --- 2.2 to 2.4: one row for each programme, kegiatan and sub kegiatan -----------------------------------------------


def program_kegiatan(b: Bahan) -> Tabel:
    """`Tabel 2.2`: sasaran, programme, kegiatan, sub kegiatan, numbered through the whole table."""
    baris: list[Isi] = []
    for p in b.program:
        isi = {"sasaran": p.program.sasaran.uraian, "program": f"{p.nomor}. {p.program.uraian}"}
        for k in p.kegiatan:
            isi["kegiatan"] = f"{k.nomor}. {k.kegiatan.uraian}"
            for s in k.sub_kegiatan:
                baris.append({**isi, "sub": f"{s.nomor}. {s.sub_kegiatan.uraian}"})
                isi = {}
            if isi:  # a programme or kegiatan without anything below it still has its line
                baris.append(isi)
                isi = {}
        if isi:
            baris.append(isi)
    kolom = [
        Kol("sasaran", "Sasaran", 17, sambung=True),
        Kol("program", "Program", 18, sambung=True),
        Kol("kegiatan", "Kegiatan", 25, sambung=True),
        Kol("sub", "Sub Kegiatan", 40),
    ]
    return tabel_gabung("Tabel 2.2", kolom, baris, kelas="rapat ramping")


def rencana_kinerja(b: Bahan) -> Tabel:
    """`Tabel 2.3`: the outputs of every sub kegiatan for all years of the Renstra."""
    baris: list[Isi] = []
    for p in b.program:
        sasaran = p.program.sasaran
        tujuan = sasaran.tujuan.uraian if sasaran.tujuan else "-"
        kepala = {"tujuan": tujuan, "sasaran": sasaran.uraian, "nama": p.program.uraian}
        baris.append({**kepala, "_kelas": "tingkat-program"})
        for k in p.kegiatan:
            baris.append({"nama": k.kegiatan.uraian, "_kelas": "tingkat-kegiatan"})
            for s in k.sub_kegiatan:
                target = {f"t{t}": _per_tahun(s.indikator, t) for t in b.periode.tahun}
                baris.append({"nama": s.sub_kegiatan.uraian, **target})
    tahun = [Kol(f"t{t}", str(t), 7, "tengah", grup="Target") for t in b.periode.tahun]
    kolom = [
        Kol("tujuan", "Tujuan", 14, sambung=True),
        Kol("sasaran", "Sasaran", 15, sambung=True),
        Kol("nama", "Program/Kegiatan", 29, judul=True),
        *tahun,
    ]
    return tabel_gabung("Tabel 2.3", kolom, baris, kelas="rapat")


def _per_tahun(indikator: list[IndikatorTarget], tahun: int) -> str:
    return "\n".join(cetak.teks(i.indikator, i.per_tahun.get(tahun, TANPA_NILAI)) for i in indikator) or "-"


def rencana_aksi(b: Bahan) -> Tabel:
    """`Tabel 2.4`: what is done for which target, by whom, with how much money."""
    target = {row.indikator.pk: b.capaian[row.indikator.pk][b.tahun].target_teks for row in b.iku}
    baris = baris_aksi(b.program, b.iku, target)
    return tabel_gabung("Tabel 2.4", _kolom_aksi(), baris, kelas="rapat padat", bernomor=True)


def _kolom_aksi() -> list[Kol]:
    jadwal = [
        Kol(f"tw{n}", f"TRI {r}", 3.6, "tengah", grup="Jadwal Kegiatan")
        for n, r in enumerate(("I", "II", "III", "IV"), 1)
    ]
    return [
        Kol("no", "No", 2, "tengah", sambung=True),
        Kol("sasaran", "Sasaran Strategis", 8.5, sambung=True),
        Kol("indikator", "Indikator Kinerja", 8.6, sambung=True),
        Kol("target", "Target", 4, "tengah", sambung=True),
        Kol("aksi", "Aksi/Kegiatan", 10.5, sambung=True),
        *jadwal,
        Kol("keluaran", "Target Output", 5.9, "tengah"),
        Kol("penanggung_jawab", "Penanggung Jawab", 8, sambung=True),
        Kol("program", "Program", 8.4, sambung=True),
        Kol("nama", "Kegiatan/ Sub Kegiatan", 11.5),
        Kol("indikator_kegiatan", "Indikator Kegiatan", 11.5),
        Kol("jumlah", "Jumlah Anggaran", 9.4, "kanan"),
    ]


# --- 2.5 -------------------------------------------------------------------------------------------------------------


def perjanjian_sasaran(b: Bahan) -> Tabel:
    """`Tabel 2.5 sasaran`: what the agreement of the year promises."""
    baris = [
        {
            "no": n["tujuan"],
            "no_sasaran": n["sasaran"],
            "kunci_sasaran": n["kunci_sasaran"],
            "sasaran": row.induk_teks,
            "no_indikator": n["indikator"],
            "indikator": row.indikator.nama,
            "target": b.capaian[row.indikator.pk][b.tahun].target_teks,
        }
        for row, n in zip(b.iku, nomor_iku(b), strict=True)
    ]
    kolom = [*kolom_iku(), Kol("target", "Target", 13, "tengah")]
    return tabel_gabung("Tabel 2.5 sasaran", kolom, baris, bernomor=True)


def kolom_iku() -> list[Kol]:
    """No · No Sasaran · Sasaran Strategis · No Indikator · Indikator Sasaran."""
    return [
        Kol("no", "No", 6.2, "tengah", kunci="no"),
        Kol("no_sasaran", "No", 6.2, "tengah", kunci="kunci_sasaran"),
        Kol("sasaran", "Sasaran Strategis", 34, kunci="kunci_sasaran"),
        Kol("no_indikator", "No", 6.2, "tengah"),
        Kol("indikator", "Indikator Sasaran", 37, judul=True),
    ]


def perjanjian_belanja(b: Bahan, f: Laporan) -> Tabel:
    """`Tabel 2.5 belanja`: the budget by kind of spending."""
    baris: list[Isi] = [
        {"no": f"{n}.", "uraian": nama, "jumlah": format_rupiah(jumlah)}
        for n, (nama, jumlah) in enumerate(f.belanja, 1)
    ]
    label = "Jumlah APBD Perubahan" if b.perubahan else "Jumlah APBD"
    baris.append({"no": "", "uraian": label, "jumlah": format_rupiah(sum(n for _, n in f.belanja)), "_kelas": "tebal"})
    kolom = [
        Kol("no", "No", 8, "tengah"),
        Kol("uraian", "Uraian", 60, judul=True),
        Kol("jumlah", "Jumlah", 32, "kanan"),
    ]
    return tabel_gabung("Tabel 2.5 belanja", kolom, baris)


def perjanjian_program(b: Bahan) -> Tabel:
    """`Tabel 2.5 program`: the budget by programme."""
    ket = "APBDP" if b.perubahan else "APBD"
    baris = [
        {"no": f"{n}.", "program": p.program.uraian, "anggaran": format_rupiah(p.anggaran.pagu), "ket": ket}
        for n, p in enumerate((p for p in b.program if p.anggaran.pagu is not None), 1)
    ]
    kolom = [
        Kol("no", "No", 8, "tengah"),
        Kol("program", "Program", 54, judul=True),
        Kol("anggaran", "Anggaran", 26, "kanan"),
        Kol("ket", "Ket", 12, "tengah"),
    ]
    return tabel_gabung("Tabel 2.5 program", kolom, baris)
