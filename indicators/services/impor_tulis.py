"""Writing the rows of a workbook: table by table in bulk, each row with its audit event."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from indicators.buku_pd.muat import Isi, anak
from indicators.buku_pd.susun import Isian, Tersusun, contoh_rumus, semua, variabel_rumus
from indicators.buku_pd.tabel import Tabel
from indicators.models import Indikator, UnitKerja, User, Variabel
from indicators.permissions import Ability
from indicators.services import master
from indicators.services.impor_realisasi import tulis_realisasi
from indicators.services.impor_rencana import tulis_isi_rencana
from indicators.services.impor_target import tulis_target
from indicators.services.massal import nilai_kolom, rows_delete, rows_update
from indicators.services.rumus import ContohEntry, VariabelEntry, rumus_remove, rumus_save

Lapor = Callable[[int], None]
"""Told how many rows were written since the last call."""

SEKALIGUS = 500
RUMUS = frozenset({"rumus", "ekspresi", "variabel_rumus", "contoh_rumus"})


def tulis(tersusun: Tersusun, isi: Isi, *, by: User | None, lapor: Lapor | None = None) -> None:
    """Create, change, delete. Raises what the services raise; the caller's transaction undoes everything."""
    kerja = _Penulis(tersusun, isi, by, lapor or (lambda _: None))
    for tabel in isi.tabel:
        kerja.tabel(tabel)
    kerja.iku_program()
    kerja.hapus()


class _Penulis:
    """One import being written."""

    def __init__(self, tersusun: Tersusun, isi: Isi, by: User | None, lapor: Lapor) -> None:
        self.tersusun, self.isi, self.by, self.lapor = tersusun, isi, by, lapor
        self.milik: dict[str, Any] = {
            "by": by,
            "ability": Ability.IMPORT,
            "perangkat_daerah": isi.perangkat_daerah,
        }

    def tabel(self, tabel: Tabel) -> None:
        """The new rows of a table, those they refer to first; then the changed ones; then what belongs to them."""
        if tabel.nama in ("realisasi", "realisasi_anggaran"):
            tulis_realisasi(self.tersusun, self.isi, tabel.nama, by=self.by, lapor=self.lapor)
            return
        if tabel.nama in ("target", "pagu"):
            tulis_isi_rencana(self.tersusun, self.isi, tabel.nama, by=self.by, lapor=self.lapor)
            return
        baru, ubah = self.tersusun.baru[tabel.nama], self.tersusun.ubah[tabel.nama]
        for gelombang in _gelombang([i.obj for i in baru], _sendiri(tabel)):
            for potong in _potong(gelombang):
                self.buat(potong, checked=True)  # when they were composed
                if tabel.nama == "unit":
                    _jalur(potong)
                self.lapor(len(potong))
        if tabel.nama == "indikator":
            self._rumus_lama(ubah)
        kolom = sorted({k for i in ubah for k in i.kolom})
        lama = [(i.obj, nilai_kolom(i.baris.rekam.obj, kolom)) for i in ubah if i.baris.rekam and i.kolom]
        for potong in _potong(lama):
            rows_update(potong, kolom, **self.milik)
        if ubah:
            self.lapor(len(ubah))
        if tabel.nama == "unit":
            for i in ubah:
                if "induk" in i.kolom:
                    i.obj.save(update_fields=["induk"])  # its path, and those below it
        if tabel.nama == "indikator":
            self._milik_indikator()

    def buat(self, rows: list[Any], *, checked: bool = False) -> None:
        """Create rows of one model."""
        master.rows_create(rows, checked=checked, **self.milik)

    def hapus(self) -> None:
        """What goes, from the leaves up."""
        for tabel in reversed(self.isi.tabel):
            rows = [b.rekam.obj for b in self.tersusun.hapus if b.tabel.nama == tabel.nama and b.rekam]
            for gelombang in reversed(list(_gelombang(rows, _sendiri(tabel)))):
                rows_delete(gelombang, **self.milik)
                self.lapor(len(gelombang))

    def iku_program(self) -> None:
        """Which IKU the programmes support, where that is new or changed."""
        indikator = self.tersusun.obj["indikator"]
        for i in semua(self.tersusun, "program"):
            kode = [k for k in i.baris.isi.get("iku", "").split(";") if k]
            dulu = i.baris.rekam.isi.get("iku", "") if i.baris.rekam else ""
            if ";".join(kode) != dulu:
                master.program_iku_set(i.obj, [indikator[k] for k in kode], by=self.by)

    # --- What belongs to an indikator ------------------------------------------------------------------------------

    def _milik_indikator(self) -> None:
        variabel = [v for i in semua(self.tersusun, "indikator") for v in self._variabel(i)]
        for potong in _potong(variabel):
            self.buat(potong)
        tulis_target(self.tersusun, self.isi, by=self.by)
        for i in semua(self.tersusun, "indikator"):
            self._rumus(i)

    def _variabel(self, i: Isian) -> list[Variabel]:
        """New variables of a ratio; changed and dropped ones are stored at once (there are two at most)."""
        ada = {} if i.baris.rekam is None else {v.peran: v for v in anak(i.baris.rekam.obj, "variabel")}
        baru = []
        for peran in Variabel.Peran.values:
            nama = i.baris.isi.get(peran, "")
            row = ada.get(peran)
            if row is None and nama:
                baru.append(Variabel(indikator=i.obj, peran=peran, nama=nama))
            elif row is not None and not nama:
                rows_delete([row], **self.milik)
            elif row is not None and any(s.bidang.kunci == peran for s in i.baris.sel):
                lama, row.nama = {"nama": row.nama}, nama
                rows_update([(row, lama)], ["nama"], **self.milik)
        return baru

    def _rumus_lama(self, ubah: Sequence[Isian]) -> None:
        """A formula changes through its own service: until then the row keeps what it had."""
        for i in ubah:
            lama = i.baris.rekam.obj if i.baris.rekam else None
            if lama is not None and _berumus(i) and Indikator.Rumus.EKSPRESI in (i.obj.rumus, lama.rumus):
                if i.obj.rumus != Indikator.Rumus.EKSPRESI:
                    rumus_remove(indikator=lama, by=self.by)
                    continue
                i.obj.rumus, i.obj.ekspresi = lama.rumus, lama.ekspresi
                i.kolom = [k for k in i.kolom if k not in ("rumus", "ekspresi")]

    def _rumus(self, i: Isian) -> None:
        isi = i.baris.isi
        if isi.get("rumus") != Indikator.Rumus.EKSPRESI or not (i.baris.rekam is None or _berumus(i)):
            return
        variabel = [
            VariabelEntry(v.simbol, v.nama, v.minimum, v.maksimum) for v in variabel_rumus(isi["variabel_rumus"])
        ]
        contoh = [ContohEntry(masukan, hasil) for masukan, hasil in contoh_rumus(isi["contoh_rumus"])]
        rumus_save(indikator=i.obj, ekspresi=isi["ekspresi"], variabel=variabel, contoh=contoh, by=self.by)


def _berumus(i: Isian) -> bool:
    return any(s.bidang.kunci in RUMUS for s in i.baris.sel)


def _sendiri(tabel: Tabel) -> list[str]:
    """The columns that refer to rows of the same table."""
    return [b.kunci for b in tabel.bidang if b.rujuk == tabel.nama]


def _gelombang(rows: Sequence[Any], sendiri: Sequence[str]) -> Iterator[list[Any]]:
    """The rows in waves: each after those it refers to."""
    sisa = list(rows)
    while sisa:
        belum = {id(r) for r in sisa}
        belum_pk = {r.pk for r in sisa if r.pk}
        siap = [r for r in sisa if not any(_menunggu(getattr(r, k), belum, belum_pk) for k in sendiri)]
        siap = siap or sisa
        yield siap
        sudah = {id(r) for r in siap}
        sisa = [r for r in sisa if id(r) not in sudah]


def _menunggu(lain: Any, belum: set[int], belum_pk: set[int]) -> bool:
    return lain is not None and (id(lain) in belum or lain.pk in belum_pk)


def _jalur(units: Sequence[UnitKerja]) -> None:
    """The paths of units whose parents have theirs."""
    for unit in units:
        unit.jalur = f"{unit.induk.jalur if unit.induk else '/'}{unit.pk}/"
    UnitKerja.objects.bulk_update(units, ["jalur"])


def _potong(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for n in range(0, len(rows), SEKALIGUS):
        yield list(rows[n : n + SEKALIGUS])
