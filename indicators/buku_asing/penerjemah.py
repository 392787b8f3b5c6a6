"""What all kinds of foreign tables share on their way to the sheets of our workbook.

Rows that are known are bound to what is stored; what only looks alike is asked; the rest is new.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.buku_asing.baris import Bacaan, BarisAsing, Lewat, baca_baris, kolom_alamat, tempat
from indicators.buku_asing.dikenal import BARU, LEWATI, Dikenal, IndikatorDikenal, Tanya, Unsur
from indicators.buku_asing.pemetaan import Pemetaan, bidang_dipakai
from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.baca import BarisBerkas, LembarBerkas, Terbaca
from indicators.buku_pd.cocok import kata, kode_baku
from sakip.lib.xlsx_baca import Lembar

TIDAK_DIKENAL = "“{teks}” tidak dikenal sebagai {apa}. Periksa penulisannya, atau tambahkan lebih dulu."
TANPA_DRAF = "Semua rencana sudah disahkan. Mulai rencana tahunnya, atau buka perubahannya, lalu kembali ke sini."
BELUM_DIJAWAB = "Belum dipilih: {kalimat}"


@dataclass
class Hasil:
    """What a foreign table becomes. `jadi`: row number → what becomes of it; `periksa`: remarks that block nothing."""

    terbaca: Terbaca
    bacaan: Bacaan
    tanya: list[Tanya] = field(default_factory=list)
    jadi: dict[int, str] = field(default_factory=dict)
    periksa: list[Galat] = field(default_factory=list)

    @property
    def galat(self) -> list[Galat]:
        """What must be mended before it goes on."""
        return self.terbaca.galat

    @property
    def lewat(self) -> list[Lewat]:
        """Rows that were not taken."""
        return self.bacaan.lewat


class Penerjemah(ABC):
    """One table being turned into sheets: what all kinds share."""

    def __init__(self, lembar: Lembar, peta: Pemetaan, dikenal: Dikenal) -> None:
        self.sumber, self.peta, self.dikenal = lembar, peta, dikenal
        bacaan = baca_baris(lembar, peta, bidang_dipakai(peta, dikenal.tahun))
        terbaca = Terbaca(milik=dikenal.perangkat_daerah, periode=dikenal.periode)
        terbaca.galat += bacaan.galat
        self.hasil = Hasil(terbaca, bacaan)

    @abstractmethod
    def jalan(self) -> Hasil:
        """Turn all rows."""

    # --- Sheets ------------------------------------------------------------------------------------------------

    def lembar(self, tabel: str, kolom: Mapping[str, str]) -> LembarBerkas:
        """A sheet of ours with the columns that the file has. `kolom`: our field → foreign field."""
        ada = self.hasil.terbaca.lembar.get(tabel)
        if ada is None:
            ada = self.hasil.terbaca.lembar[tabel] = LembarBerkas(kolom_alamat(self.peta, kolom))
        return ada

    def tambah(
        self,
        tabel: str,
        baris: BarisAsing,
        isi: dict[str, str],
        catatan: dict[str, str] | None = None,
        kolom: dict[str, str] | None = None,
    ) -> None:
        """A row of a sheet of ours. `kolom`: our field → foreign field, where that is another than the sheet's."""
        milik = self.hasil.terbaca.lembar[tabel].baris
        letak = kolom_alamat(self.peta, kolom) if kolom else None
        milik.append(BarisBerkas(self.peta.lembar, baris.nomor, isi, catatan or {}, letak))

    def ikat(self, tabel: str, kunci: str, pk: int) -> None:
        """Say that a key of the file means a stored row."""
        self.hasil.terbaca.peta.setdefault(tabel, {})[kunci] = pk

    # --- What is asked, refused, remarked -------------------------------------------------------------------------

    def tolak(self, baris: BarisAsing, kunci: str, kalimat: str, nama: str = "") -> None:
        """A refusal at its cell."""
        self.hasil.galat.append(Galat(tempat(self.peta, baris.nomor, kunci), nama[:120], kalimat))

    def tanyakan(
        self,
        kunci: str,
        baris: BarisAsing,
        bidang: str,
        kalimat: str,
        pilihan: Sequence[tuple[str, str]],
        *,
        usul: str = "",
        wajib: bool = False,
    ) -> str:
        """Ask, and give what was answered; what looks right counts until then, and is shown as such."""
        ada = next((t for t in self.hasil.tanya if t.kunci == kunci), None)
        if ada is None:
            jawab = self.peta.jawaban.get(kunci, "")
            if jawab not in [p[0] for p in pilihan]:
                jawab = ""
            di = tempat(self.peta, baris.nomor, bidang)
            ada = Tanya(kunci, di, kalimat, tuple(pilihan), usul, wajib, jawab)
            self.hasil.tanya.append(ada)
            if wajib and not ada.terpilih:
                self.tolak(baris, bidang, BELUM_DIJAWAB.format(kalimat=kalimat))
        return ada.terpilih

    # --- Indicators -------------------------------------------------------------------------------------------------

    def indikator(self, baris: BarisAsing, bidang: str, nama: str, kode: str, *, boleh_baru: bool) -> str:
        """The code of the indikator that a row means: a stored one, `baru`, `lewati`; empty where it was refused."""
        if kode and (dikenal := self.dikenal.kode_indikator.get(kode)):
            return dikenal.kode
        if kode and boleh_baru:
            return BARU
        sama = self.dikenal.kata_indikator.get(kata(nama), [])
        if len(sama) == 1:
            return sama[0].kode
        calon: Sequence[IndikatorDikenal] = sama or self.dikenal.mirip_indikator(nama)
        if not calon:
            if not boleh_baru:
                self.tolak(baris, bidang, TIDAK_DIKENAL.format(teks=nama[:80], apa="indikator"), nama)
            return BARU if boleh_baru else ""
        pilihan = [(i.kode, f"{i.nama} ({i.kode})") for i in calon]
        lain = (BARU, "Bukan, ini indikator baru") if boleh_baru else (LEWATI, "Bukan, lewati baris ini")
        return self.tanyakan(
            f"indikator|{kata(nama)[:200]}", baris, bidang, f"“{nama[:120]}” sama dengan yang sudah ada?",
            [*pilihan, lain], wajib=True,
        )  # fmt: skip

    # --- Elements ---------------------------------------------------------------------------------------------------

    def unsur(self, jenis: str, baris: BarisAsing, bidang: str, teks: str, kode: str = "") -> Unsur | None | str:
        """The stored element a text means; `baru` for a new one, None where a question is open."""
        if kode and (ada := self.dikenal.kode_unsur.get((jenis, kode_baku(kode)))):
            return ada
        sama = self.dikenal.kata_unsur.get((jenis, kata(teks)), [])
        if kode:  # another code with the same words is another element
            sama = [u for u in sama if not u.kode]
        if len(sama) == 1:
            return sama[0]
        calon = sama or ([] if kode else self.dikenal.mirip_unsur(jenis, teks))
        if not calon:
            return BARU
        pilihan = [(str(u.pk), " ".join(filter(None, (u.kode, u.uraian)))) for u in calon]
        jawab = self.tanyakan(
            f"{jenis}|{kata(teks)[:200]}", baris, bidang, f"“{teks[:120]}” sama dengan yang sudah ada?",
            [*pilihan, (BARU, "Bukan, ini yang baru")], wajib=True,
        )  # fmt: skip
        return BARU if jawab == BARU else next((u for u in calon if str(u.pk) == jawab), None)
