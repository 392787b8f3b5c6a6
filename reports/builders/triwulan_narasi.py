"""The sentences of the quarterly report, from plain facts: every claim, count and name in them is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.builders.lkjip_fakta import capaian_teks, enumerasi, kapital
from sakip.lib.numbers import format_persen, format_rupiah, format_tanggal
from sakip.lib.periods import Triwulan

SERATUS = Decimal(100)

DISEBUT = 4
"""Up to so many units are named in a sentence."""


@dataclass(frozen=True)
class IkuTriwulan:
    """One IKU up to a quarter. `terjadwal`: it has a target there (what is measured once a year has none before)."""

    nama: str
    terjadwal: bool
    capaian: Decimal | None
    kategori: str
    penyebab: str
    solusi: str

    @property
    def di_bawah(self) -> bool:
        """Whether it is measured and did not reach its target."""
        return self.capaian is not None and self.capaian < SERATUS


@dataclass(frozen=True)
class UangProgram:
    """Money of one programme (or all) up to a quarter, and in it alone. None: unknown, never zero."""

    nama: str
    pagu: int | None
    keuangan: int | None
    dalam_triwulan: int | None
    serapan: Decimal | None
    fisik: Decimal | None


@dataclass(frozen=True)
class IsianUnit:
    """How far one unit is with its sheet: cells filled of cells to fill, and the state of the sheet in words."""

    nama: str
    terisi: int
    jumlah: int
    keadaan: str
    selesai: bool


@dataclass(frozen=True)
class FaktaTriwulan:
    """What the sentences of one report are made of."""

    triwulan: Triwulan
    nama: str
    ditutup: bool
    rencana: str  # rencana perubahan tahun 2024
    iku: tuple[IkuTriwulan, ...]
    program: tuple[UangProgram, ...]
    total: UangProgram | None
    unit: tuple[IsianUnit, ...]
    catatan_unit: int = 0  # how many notes of units there are beside those of the IKU
    desimal: int = 0
    desimal_anggaran: int = 2

    @property
    def tw(self) -> str:
        """`Triwulan II`."""
        return f"Triwulan {self.triwulan.romawi}"


def pengantar(f: FaktaTriwulan) -> str:
    """What the report covers, against which plan, and whether its figures are final."""
    awal, akhir = format_tanggal(f.triwulan.mulai), format_tanggal(f.triwulan.selesai)
    keadaan = (
        "Pengisian triwulan ini sudah ditutup; semua nilai di dalamnya sudah diverifikasi."
        if f.ditutup
        else "Pengisian triwulan ini belum ditutup; yang dimuat hanya nilai yang sudah diverifikasi."
    )
    return (
        f"Laporan ini memuat kinerja {f.nama} pada {f.tw} Tahun {f.triwulan.tahun} ({awal} sampai dengan {akhir}) dan"
        f" keadaan dari awal tahun sampai dengan akhir triwulan tersebut. Target yang dipakai adalah target"
        f" {f.rencana}. {keadaan}"
    )


def capaian(f: FaktaTriwulan) -> str:
    """How many IKU were measured and how far they came, those below their target by name."""
    if not f.iku:
        return ""
    terukur = [i for i in f.iku if i.capaian is not None]
    baris = [_jadwal(f), *_hasil(f, terukur)]
    belum = [i.nama for i in f.iku if i.terjadwal and i.capaian is None]
    if belum:
        baris.append(f"Nilai {enumerasi(belum)} belum tersedia sehingga capaiannya belum dapat dihitung.")
    return "\n".join(b for b in baris if b)


def _jadwal(f: FaktaTriwulan) -> str:
    tahunan = [i.nama for i in f.iku if not i.terjadwal]
    terjadwal = len(f.iku) - len(tahunan)
    if not tahunan:
        return f"Semua indikator kinerja utama ({len(f.iku)}) mempunyai target sampai dengan {f.tw}."
    if not terjadwal:
        return (
            f"Tidak ada indikator kinerja utama yang mempunyai target sampai dengan {f.tw}: {enumerasi(tahunan)} diukur"
            " sekali setahun, pada triwulan keempat."
        )
    return (
        f"Dari {len(f.iku)} indikator kinerja utama, {terjadwal} mempunyai target sampai dengan {f.tw};"
        f" {enumerasi(tahunan)} diukur sekali setahun, pada triwulan keempat."
    )


def _hasil(f: FaktaTriwulan, terukur: Sequence[IkuTriwulan]) -> list[str]:
    if not terukur:
        return []
    lebih = sum(1 for i in terukur if i.capaian is not None and i.capaian > SERATUS)
    sama = sum(1 for i in terukur if i.capaian == SERATUS)
    kurang = [i for i in terukur if i.di_bawah]
    bagian = [
        f"{n} {kata}"
        for n, kata in ((lebih, "melampaui target"), (sama, "sesuai target"), (len(kurang), "belum mencapai target"))
        if n
    ]
    kalimat = f"Dari {len(terukur)} indikator yang terukur, {enumerasi(bagian)}."
    if kurang:
        rinci = enumerasi([f"{i.nama} ({capaian_teks(i.capaian, f.desimal)}, {i.kategori})" for i in kurang])
        kalimat += f" Yang belum mencapai target adalah {rinci}."
    return [kalimat]


def anggaran(f: FaktaTriwulan) -> str:
    """Absorption and progress as a whole, the highest and the lowest programme; what is unknown is said."""
    t = f.total
    if t is None or t.pagu is None:
        return ""
    if t.keuangan is None:
        return (
            f"Pagu tahun {f.triwulan.tahun} berjumlah {format_rupiah(t.pagu)}. Realisasi sampai dengan {f.tw} belum"
            " lengkap, sehingga penyerapannya belum dapat dihitung."
        )
    kalimat = [
        f"Sampai dengan {f.tw} terserap {format_rupiah(t.keuangan)} atau {_persen(t.serapan, f)} dari pagu"
        f" {format_rupiah(t.pagu)}"
    ]
    if t.fisik is not None:
        kalimat[0] += f", dengan kemajuan fisik tertimbang {_persen(t.fisik, f)}"
    kalimat[0] += "."
    if t.dalam_triwulan is not None and f.triwulan.nomor > 1:
        kalimat.append(f"Pada {f.tw} saja terserap {format_rupiah(t.dalam_triwulan)}.")
    return " ".join([*kalimat, *_ujung(f)])


def _ujung(f: FaktaTriwulan) -> list[str]:
    """The programmes at both ends, when they differ."""
    known = [(p.serapan, p.nama) for p in f.program if p.serapan is not None]
    if len(known) < 2 or min(known)[0] == max(known)[0]:
        return []
    (rendah, nama_rendah), (tinggi, nama_tinggi) = min(known), max(known)
    return [
        f"Penyerapan tertinggi terdapat pada {nama_tinggi} ({_persen(tinggi, f)}) dan terendah pada {nama_rendah}"
        f" ({_persen(rendah, f)})."
    ]


def _persen(angka: Decimal | None, f: FaktaTriwulan) -> str:
    return format_persen(angka, f.desimal_anggaran)


def tindak_lanjut(f: FaktaTriwulan) -> str:
    """What follows: for each IKU below its target the follow-up its unit entered, and who still has to enter."""
    baris = [f"- {i.nama}: {_tanpa_titik(i.solusi)};" for i in f.iku if i.di_bawah and i.solusi]
    if baris:
        baris.insert(
            0, "Untuk indikator yang belum mencapai target, unit penanggung jawab menindaklanjuti sebagai berikut:"
        )
    tanpa = [i.nama for i in f.iku if i.di_bawah and not i.solusi]
    if tanpa:
        baris.append(f"Tindak lanjut untuk {enumerasi(tanpa)} belum diisi oleh unit penanggung jawabnya.")
    kurang = [u.nama for u in f.unit if not u.selesai]
    if kurang:
        baris.append(f"Pengisian {f.tw} masih harus diselesaikan oleh {_siapa(kurang, f)}.")
    if not baris:
        baris.append(_tanpa_tindak_lanjut(f))
    return "\n".join(baris)


def _tanpa_tindak_lanjut(f: FaktaTriwulan) -> str:
    terukur = sum(1 for i in f.iku if i.capaian is not None)
    awal = (
        f"Semua indikator kinerja utama yang terukur ({terukur}) mencapai targetnya."
        if terukur
        else "Belum ada indikator kinerja utama yang terukur."
    )
    if f.catatan_unit:
        return f"{awal} Yang ditindaklanjuti adalah kendala yang dicatat unit kerja pada bagian analisis."
    return f"{awal} Tidak ada tindak lanjut yang dicatat."


def kelengkapan(f: FaktaTriwulan) -> str:
    """Who has entered and been verified, and who has not."""
    if not f.unit:
        return ""
    kurang = [u for u in f.unit if not u.selesai]
    if not kurang:
        return kapital(f"semua {len(f.unit)} unit yang wajib mengisi {f.tw} sudah diverifikasi.")
    sudah = len(f.unit) - len(kurang)
    awal = f"{sudah} sudah diverifikasi" if sudah else "belum ada yang diverifikasi"
    kalimat = f"Dari {len(f.unit)} unit yang wajib mengisi {f.tw}, {awal}."
    if len(kurang) <= DISEBUT:
        rinci = enumerasi([f"{u.nama} ({u.keadaan.lower()}, {u.terisi} dari {u.jumlah} isian)" for u in kurang])
        return f"{kalimat} Yang belum selesai: {rinci}."
    if not sudah:
        return f"{kalimat} Keadaan setiap unit tercantum pada tabel berikut."
    return f"{kalimat} Yang belum selesai ({len(kurang)} unit) tercantum pada baris-baris pertama tabel berikut."


def _siapa(nama: Sequence[str], f: FaktaTriwulan) -> str:
    """The units by name, or how many they are where the names would fill the page."""
    if len(nama) <= DISEBUT:
        return enumerasi(nama)
    return f"semua {len(nama)} unit" if len(nama) == len(f.unit) else f"{len(nama)} unit"


def _tanpa_titik(teks: str) -> str:
    """One line that goes on a sentence, as an item of a list."""
    satu = " ".join(teks.split()).rstrip(".;")
    return satu[:1].lower() + satu[1:] if satu[1:2].islower() else satu
