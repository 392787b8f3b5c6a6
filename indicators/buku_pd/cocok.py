"""A workbook held against what is stored: which rows are new, changed (cell by cell), gone, and as they were.

A row is known by its key: codes of units and indicators, the columns that name a plan or a target. A row of the cascade
is known by what its key meant when the file was made; else by its code below the same element, else by its words there.
Nothing is guessed: a new row whose words are like those of a stored one is proposed as the same, and stays new until
somebody says so.
"""

import difflib
import re
from collections.abc import Iterable

from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.baca import BarisBerkas, LembarBerkas, Terbaca
from indicators.buku_pd.bidang import Bidang
from indicators.buku_pd.kalimat import kalimat_rujukan
from indicators.buku_pd.muat import Isi, Rekam, kunci_baris
from indicators.buku_pd.selisih import Baris, Selisih, SelUbah, Usul
from indicators.buku_pd.tabel import KUNCI, Tabel
from indicators.models import Indikator

__all__ = ["Baris", "SelUbah", "Selisih", "Usul", "cocokkan", "kata", "kode_baku"]

MIRIP = 0.75
SINGKAT = re.compile(r"^bag\.? ")
MAKS_MIRIP = 300
"""More new rows than this on a sheet are held against nothing: it is another cascade, not a renamed one."""


def cocokkan(isi: Isi, terbaca: Terbaca, *, hapus: bool = False, samakan: Iterable[str] = ()) -> Selisih:
    """Compare. `hapus`: rows that a sheet of the file no longer has go; `samakan`: accepted proposals (`kendali`)."""
    hasil = Selisih(isi, galat=list(terbaca.galat), lewat=list(terbaca.lewat))
    kerja = _Kerja(
        isi, terbaca, hasil, hapus, {tuple(s.split("|")[:2]): s.split("|")[2] for s in samakan if s.count("|") == 2}
    )
    for tabel in isi.tabel:
        kerja.tabel(tabel)
    kerja.periksa_daftar()
    hasil.hapus.reverse()
    return hasil


def kata(teks: str) -> str:
    """Words without what does not matter: blanks, capitals, a full stop at the end."""
    return " ".join(teks.split()).casefold().rstrip(".")


def kode_baku(kode: str) -> str:
    """A code without leading zeros in its last part: sub kegiatan had two digits there, and have four."""
    return re.sub(r"\.0+(\d+)$", r".\1", kode.replace(" ", ""))


class _Kolom:
    """The columns of a table that a comparison asks for again and again."""

    def __init__(self, tabel: Tabel, lembar: LembarBerkas | None) -> None:
        rujuk = [b for b in tabel.bidang if b.rujuk and b.jenis != "daftar"]  # a list is checked when all are known
        self.lain = [b for b in rujuk if b.rujuk != tabel.nama]
        self.sendiri = [b for b in rujuk if b.rujuk == tabel.nama]
        ada = [b for b in tabel.bidang if lembar and b.kunci in lembar.kolom]
        self.wajib = [b for b in ada if b.wajib]
        self._kunci = [b.kunci for b in ada if b.kunci != KUNCI]

    def isi(self, sel: dict[str, str]) -> list[str]:
        """The cells of a row that are compared."""
        return [sel.get(k, "") for k in self._kunci]


class _Kerja:
    """One comparison, sheet by sheet."""

    def __init__(
        self, isi: Isi, terbaca: Terbaca, hasil: Selisih, hapus: bool, samakan: dict[tuple[str, ...], str]
    ) -> None:
        self.isi, self.terbaca, self.hasil, self.hapus, self.samakan = isi, terbaca, hasil, hapus, samakan
        self.kunci: dict[str, dict[str, str]] = {}  # table → key in the file → key of the row
        self.sebut: dict[str, dict[str, set[str]]] = {}  # table → code or words → keys
        self.jejak: dict[str, dict[tuple[str, ...], list[str]]] = {}  # table → traces of the stored rows
        self.dirujuk = {b.rujuk for t in isi.tabel for b in t.bidang} | set(Indikator.Jenjang.values)
        self.ingatan: dict[tuple[str, str], str] = {}  # what a cell names → key, for references to other tables
        cocok = terbaca.milik == isi.perangkat_daerah.kode
        awal = (isi.periode.tahun_awal, isi.periode.tahun_akhir)
        self.peta = terbaca.peta if cocok and terbaca.periode == awal else {}

    def tabel(self, tabel: Tabel) -> None:
        """One sheet, after those it refers to."""
        rekam = self.isi.rekam[tabel.nama]
        lembar = self.terbaca.lembar.get(tabel.nama)
        self.kunci[tabel.nama] = {} if lembar else self._kunci_lama(tabel, rekam)
        self.sebut[tabel.nama] = {}
        self.ingatan.clear()
        self.kolom = _Kolom(tabel, lembar)
        for r in rekam.values():
            self._catat_sebutan(tabel, r.kunci, r.isi)
        if lembar is None:
            self.hasil.dibiarkan += len(rekam)
            return
        self._daftarkan(tabel, lembar, rekam)

    def _kunci_lama(self, tabel: Tabel, rekam: dict[str, Rekam]) -> dict[str, str]:
        """The rows of a sheet that is not in the file, by what their keys meant when the file was made."""
        peta, pk = self.peta.get(tabel.nama, {}), {r.pk: k for k, r in rekam.items()}
        return {k: k for k in rekam if k not in peta} | {k: pk[v] for k, v in peta.items() if v in pk}

    def _daftarkan(self, tabel: Tabel, lembar: LembarBerkas, rekam: dict[str, Rekam]) -> None:
        """Find the stored row of each row of the file, then compare."""
        pk = {r.pk: k for k, r in rekam.items()}
        peta = {k: pk[v] for k, v in self.peta.get(tabel.nama, {}).items() if v in pk}
        # Rows of a table that refers to itself need their keys before their references are read.
        sementara = self.kunci[tabel.nama]
        if tabel.berkunci:
            for b in lembar.baris:
                sementara[b.isi.get(KUNCI, "")] = peta.get(b.isi.get(KUNCI, ""), "")
        terpakai: set[str] = set()
        pasangan: list[Baris] = []
        for b in lembar.baris:
            baris = self._baris(tabel, lembar, b, rekam, peta, terpakai)
            if baris is not None:
                pasangan.append(baris)
        for baris in pasangan:
            if self.kolom.sendiri:
                self._rujukan(baris, lembar, self.kolom.sendiri)
            self._bandingkan(lembar, baris)
        sisa = [r for k, r in rekam.items() if k not in terpakai]
        self._usulkan(tabel, [b for b in pasangan if b.rekam is None], sisa)
        if self.hapus and tabel.nama not in ("visi", "misi"):
            self.hasil.hapus += [Baris(tabel, r.kunci, r.isi, r) for r in sisa]
        else:
            self.hasil.dibiarkan += len(sisa)

    def _baris(
        self,
        tabel: Tabel,
        lembar: LembarBerkas,
        b: BarisBerkas,
        rekam: dict[str, Rekam],
        peta: dict[str, str],
        terpakai: set[str],
    ) -> Baris | None:
        baris = Baris(tabel, "", dict(b.isi), berkas=b, lembar=lembar)
        self._rujukan(baris, lembar, self.kolom.lain)
        if not tabel.berkunci and any(b.isi.get(k) and not baris.isi[k] for k in tabel.kunci):
            return None  # it names a row that nobody knows: which row it is itself cannot be said
        tulis = baris.isi.get(KUNCI, "") if tabel.berkunci else kunci_baris(tabel, baris.isi)
        if tabel.berkunci:
            kunci = (
                self.samakan.get((tabel.nama, self._kunci_baru(tabel, tulis, b)))
                or peta.get(tulis)
                or self._alami(tabel, baris.isi, rekam, terpakai)
            )
            if kunci not in rekam or kunci in terpakai and kunci != peta.get(tulis):
                kunci = ""
        else:
            kunci = tulis if tulis in rekam else ""
        baris.kunci = kunci or self._kunci_baru(tabel, tulis, b)
        if baris.kunci in terpakai:
            self._tolak(
                baris,
                KUNCI if tabel.berkunci else tabel.kunci[-1],
                lembar,
                f"“{tulis}” ada dua kali dalam lembar ini. Hapus salah satunya.",
            )
            return None
        terpakai.add(baris.kunci)
        baris.rekam = rekam.get(kunci)
        if tulis or not tabel.berkunci:
            self.kunci[tabel.nama][tulis] = baris.kunci
        if baris.rekam is None:
            self._catat_sebutan(tabel, baris.kunci, baris.isi)
        return baris

    def _kunci_baru(self, tabel: Tabel, tulis: str, b: BarisBerkas) -> str:
        """A key that no stored row, and no row of another sheet has: the file's own, marked as the file's."""
        return tulis if not tabel.berkunci else f"baru:{tulis or f'{tabel.lembar} baris {b.nomor}'}"

    def _alami(self, tabel: Tabel, isi: dict[str, str], rekam: dict[str, Rekam], terpakai: set[str]) -> str:
        """The stored row with the same code, or the same words, below the same element."""
        if tabel.nama not in self.jejak:
            daftar = self.jejak.setdefault(tabel.nama, {})
            for k, r in rekam.items():
                for jejak in _jejak(tabel, r.isi):
                    daftar.setdefault(jejak, []).append(k)
        for jejak in _jejak(tabel, isi):
            for k in self.jejak[tabel.nama].get(jejak, []):
                if k not in terpakai:
                    return k
        return ""

    def _catat_sebutan(self, tabel: Tabel, kunci: str, isi: dict[str, str]) -> None:
        if tabel.nama not in self.dirujuk:
            return
        sebut = self.sebut[tabel.nama]
        for teks in {kode_baku(isi.get("kode", "")), kata(isi.get(tabel.judul_baris, ""))} - {""}:
            sebut.setdefault(teks, set()).add(kunci)

    # --- References -------------------------------------------------------------------------------------------

    def _rujukan(self, baris: Baris, lembar: LembarBerkas, kolom: list[Bidang]) -> None:
        """Replace what the cells name by the keys of the rows they mean; what nobody knows is an error."""
        for b in kolom:
            teks = baris.isi.get(b.kunci, "")
            if not teks:
                continue
            nama = baris.isi.get("jenjang", "") if b.rujuk == "*" else b.rujuk
            tanda = nama, teks
            # Rows of other tables are all known by now; those of this one are still coming.
            kunci = self.ingatan.get(tanda) or self._cari(nama, teks)
            if kunci is None:
                kembar = self.sebut.get(nama, {}).get(kata(teks), ())
                self._tolak(baris, b.kunci, lembar, kalimat_rujukan(teks, b.judul, kembar, self._dekat(nama, teks)))
                baris.isi[b.kunci] = ""
                continue
            baris.isi[b.kunci] = kunci
            if nama != baris.tabel.nama:
                self.ingatan[tanda] = kunci

    def periksa_daftar(self) -> None:
        """Cells that name several rows (IKU of a programme), once all rows are known."""
        dikenal = set(self.isi.rekam["indikator"]) | {b.kunci for b in self.hasil.baru if b.tabel.nama == "indikator"}
        for b in [b for b in (*self.hasil.baru, *self.hasil.ubah) if b.tabel.nama == "program"]:
            lembar = self.terbaca.lembar["program"]
            for kode in filter(None, b.isi.get("iku", "").split(";")):
                if kode not in dikenal:
                    self._tolak(b, "iku", lembar, f"“{kode[:80]}” bukan kode indikator.")

    def _cari(self, nama: str, teks: str) -> str | None:
        if nama in self.isi.acuan.teks:
            daftar = self.isi.acuan.obj[nama]
            if teks in daftar:
                return teks
            sama = [k for k, v in daftar.items() if kata(teks) in (kata(k), kata(getattr(v, "simbol", "") or k))]
            return sama[0] if len(sama) == 1 else None
        kunci = self.kunci.get(nama, {})
        if kunci.get(teks):
            return kunci[teks]
        if nama in ("unit", "indikator", "rencana") and teks in self.isi.rekam[nama]:
            return teks
        sebut = self.sebut.get(nama, {})
        calon = sebut.get(kode_baku(teks)) or sebut.get(kata(teks)) or set()
        return next(iter(calon)) if len(calon) == 1 else None

    def _dekat(self, nama: str, teks: str) -> str:
        pilihan = (
            list(self.isi.acuan.obj.get(nama, {})) or [*self.kunci.get(nama, {}), *self.sebut.get(nama, {})][:2000]
        )
        dicari = SINGKAT.sub("bagian ", kata(teks))
        dekat = difflib.get_close_matches(dicari, [p for p in pilihan if p], n=4, cutoff=0.7)
        beda: dict[str, str] = {}  # a row is known by its code and by its words
        for d in dekat:
            beda.setdefault(self._cari(nama, d) or d, d)
        return " atau ".join(f"“{d[:80]}”" for d in list(beda.values())[:2])

    # --- Comparison -------------------------------------------------------------------------------------------

    def _bandingkan(self, lembar: LembarBerkas, baris: Baris) -> None:
        berkas = baris.berkas
        assert berkas is not None  # noqa: S101  rows of the file have one
        for b in self.kolom.wajib:
            if not baris.isi.get(b.kunci) and berkas.isi.get(b.kunci) == "":
                self._tolak(baris, b.kunci, lembar, f"{b.judul} wajib diisi.")
        if baris.rekam is None:
            self.hasil.baru.append(baris)
            return
        lama = baris.rekam.isi
        if self.kolom.isi(baris.isi) == self.kolom.isi(lama):
            self.hasil.sama += 1
            return
        for b in baris.tabel.bidang:
            if b.kunci == KUNCI or b.kunci not in lembar.kolom:
                baris.isi[b.kunci] = lama.get(b.kunci, "")
                continue
            baru, dulu = baris.isi.get(b.kunci, ""), lama.get(b.kunci, "")
            if baru == dulu or b.kunci == "kode" and kode_baku(baru) == kode_baku(dulu):
                baris.isi[b.kunci] = dulu
                continue
            tempat = lembar.alamat(berkas, b.kunci)
            baris.sel.append(SelUbah(b, dulu, baru, tempat, berkas.catatan.get(b.kunci, "")))
        if baris.sel:
            self.hasil.ubah.append(baris)
        else:
            self.hasil.sama += 1

    def _usulkan(self, tabel: Tabel, baru: list[Baris], sisa: list[Rekam]) -> None:
        if not (tabel.berkunci and baru and sisa) or max(len(baru), len(sisa)) > MAKS_MIRIP:
            return
        kata_lama = {kata(r.isi.get(tabel.judul_baris, "")): r for r in sisa}
        for b in baru:
            dekat = difflib.get_close_matches(
                kata(b.isi.get(tabel.judul_baris, "")), list(kata_lama), n=1, cutoff=MIRIP
            )
            self.hasil.usul += [Usul(b, kata_lama[d]) for d in dekat]

    def _tolak(self, baris: Baris, kolom: str, lembar: LembarBerkas, kalimat: str) -> None:
        assert baris.berkas is not None  # noqa: S101
        nama = (baris.isi.get(baris.tabel.judul_baris) or "")[:200]
        self.hasil.galat.append(Galat(lembar.alamat(baris.berkas, kolom), nama, kalimat))


def _jejak(tabel: Tabel, isi: dict[str, str]) -> list[tuple[str, ...]]:
    """By what a row without a known key is recognised, the surest first."""
    atasan = tuple(isi.get(k, "") for k in tabel.alami[:-1]) if tabel.nama != "pejabat" else ()
    hasil: list[tuple[str, ...]] = []
    if isi.get("kode"):
        hasil.append(("kode", *atasan, kode_baku(isi["kode"])))
    kata_kata = (
        tuple(kata(isi.get(k, "")) for k in tabel.alami) if tabel.nama == "pejabat" else (kata(isi.get("uraian", "")),)
    )
    hasil.append(("kata", *atasan, *kata_kata))
    return hasil
