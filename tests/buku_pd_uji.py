"""What the tests of the workbook of a perangkat daerah share: its digest, emptying one, cells changed."""

import hashlib
import io
from collections.abc import Mapping
from typing import Any

from django.db import models
from openpyxl import Workbook, load_workbook

from indicators import models as m
from indicators.buku_pd.muat import muat
from indicators.buku_pd.tulis import buku_perangkat_daerah
from indicators.services.impor import Impor, impor_baca, impor_bandingkan, impor_terapkan
from tests.buku_uji import simpan

BUKAN_ISI = {
    "id",
    "dibuat_pada",
    "diubah_pada",
    "jalur",
    "revisi",
    "diisi_oleh",
    "penjelasan",
    "diverifikasi_oleh",
    "diverifikasi_pada",
}
MILIK = [
    *(m.UnitKerja, m.Pejabat, m.Tujuan, m.Sasaran, m.Strategi, m.Kebijakan, m.Program, m.Kegiatan, m.SubKegiatan),
    *(m.FaktorKunci, m.Crosscutting, m.Indikator, m.JadwalPengisian, m.RencanaTahunan),
]
ANAK = [
    (m.NamaUnit, "unit_kerja"),
    (m.Variabel, "indikator"),
    (m.VariabelRumus, "indikator"),
    (m.ContohRumus, "indikator"),
    (m.TargetRenstra, "indikator"),
    (m.Target, "rencana"),
    (m.PaguAnggaran, "rencana"),
    (m.Realisasi, "indikator"),
    (m.RincianRealisasi, "realisasi__indikator"),
    (m.RealisasiAnggaran, "sub_kegiatan"),
]


def buku(**lembar: Any) -> Workbook:
    """A workbook that was never made here: sheets of rows."""
    hasil = Workbook()
    hasil.remove(hasil.worksheets[0])
    for nama, rows in lembar.items():
        ws = hasil.create_sheet(nama.replace("_", " "))
        for row in rows:
            ws.append(row)
    return hasil


def ekspor(pd: Any, periode: Any, **cara: Any) -> bytes:
    """The workbook."""
    return buku_perangkat_daerah(muat(pd, periode), **cara)


def bandingkan(pd: Any, periode: Any, isi: bytes, by: Any = None, **cara: Any) -> Impor:
    """The file held against what is stored."""
    terbaca = impor_baca(perangkat_daerah=pd, periode=periode, nama="buku.xlsx", isi=isi, by=by)
    return impor_bandingkan(perangkat_daerah=pd, periode=periode, terbaca=terbaca, by=by, **cara)


def terapkan(pd: Any, periode: Any, isi: bytes, by: Any = None, **cara: Any) -> Impor:
    """The file brought in."""
    impor = bandingkan(pd, periode, isi, by, **cara)
    assert impor.selisih.galat == []
    impor_terapkan(impor=impor, nama="buku.xlsx", sha256="0" * 64, by=by)
    return impor


def ubah(asal: bytes, nilai: Mapping[tuple[str, int, str], Any], hapus: Mapping[str, int] | None = None) -> bytes:
    """The workbook with (sheet, row, head) → value; `hapus`: a row to take out of a sheet. Row 0: a new last row."""
    buku = load_workbook(io.BytesIO(asal))
    akhir = {ws.title: ws.max_row for ws in buku}
    for (lembar, baris, judul), isi in nilai.items():
        ws = buku[lembar]
        kolom = next(s.column for s in ws[1] if s.value == judul)
        sel = ws.cell(baris if baris > 0 else akhir[lembar] + 1 - baris, kolom)
        sel.value = isi
        if isinstance(isi, str) and isi.startswith("="):
            sel.data_type = "s"
    for lembar, baris in (hapus or {}).items():
        buku[lembar].delete_rows(baris)
    return simpan(buku)


def kosongkan(pd: Any) -> None:
    """Take away everything of a perangkat daerah that its workbook carries, and what hangs on it."""
    where = {"perangkat_daerah": pd}
    m.AuditEvent.objects.filter(**where).update(unit_kerja=None)
    for model in (m.Realisasi, m.TindakLanjut):
        model.objects.filter(indikator__perangkat_daerah=pd).delete()
    m.TindakLanjut.objects.filter(sub_kegiatan__perangkat_daerah=pd).delete()
    m.RealisasiAnggaran.objects.filter(sub_kegiatan__perangkat_daerah=pd).delete()
    m.Lembar.objects.filter(unit_kerja__perangkat_daerah=pd).delete()
    m.JadwalPengisian.objects.filter(**where).delete()
    m.RencanaTahunan.objects.filter(**where).delete()
    m.Pejabat.objects.filter(**where).delete()
    for model in reversed(MILIK[2:-2]):
        if model is m.Sasaran:
            model.objects.filter(**where).update(induk=None)
        model.objects.filter(**where).delete()
    periode = m.PeriodeRenstra.objects.filter(pemerintah_daerah=pd.pemerintah_daerah)
    if not m.Tujuan.objects.filter(periode__in=periode).exists():
        m.Misi.objects.filter(periode__in=periode).delete()
        m.Visi.objects.filter(periode__in=periode).delete()
    m.UnitKerja.objects.filter(**where).update(induk=None)
    m.UnitKerja.objects.filter(**where).delete()


def sidik(pd: Any) -> dict[str, str]:
    """A digest of the rows of each model, whatever their keys: columns by value, relations by what they point to."""
    wajah = _Wajah()
    daerah = pd.pemerintah_daerah
    rows = {model: list(model.objects.filter(perangkat_daerah=pd)) for model in MILIK}
    rows |= {model: list(model.objects.filter(periode__pemerintah_daerah=daerah)) for model in (m.Visi, m.Misi)}
    rows |= {model: list(model.objects.filter(**{f"{atas}__perangkat_daerah": pd})) for model, atas in ANAK}
    hasil = {model.__name__: _ringkas(map(wajah, isi)) for model, isi in rows.items()}
    hubungan = [(wajah(p), sorted(map(wajah, p.iku.all()))) for p in rows[m.Program]]
    jalur = [(u.kode, [wajah.kode[int(k)] for k in u.jalur.strip("/").split("/")]) for u in rows[m.UnitKerja]]
    return hasil | {"iku": _ringkas(map(repr, hubungan)), "jalur": _ringkas(map(repr, jalur))}


class _Wajah:
    """What a row looks like without its key."""

    def __init__(self) -> None:
        self.tahu: dict[tuple[type, Any], str] = {}
        self.kode = dict(m.UnitKerja.objects.values_list("pk", "kode"))

    def __call__(self, row: models.Model) -> str:
        tempat = (type(row), row.pk)
        if tempat not in self.tahu:
            isi = [(f.name, self._nilai(row, f)) for f in row._meta.concrete_fields if f.name not in BUKAN_ISI]
            self.tahu[tempat] = hashlib.sha256(repr(isi).encode()).hexdigest()
        return self.tahu[tempat]

    def _nilai(self, row: Any, f: Any) -> Any:
        nilai = getattr(row, f.name)
        if isinstance(nilai, m.PerangkatDaerah | m.PemerintahDaerah | m.PeriodeRenstra):
            return str(nilai)
        if isinstance(nilai, models.Model):
            return self(nilai)
        return f"{nilai.normalize():f}" if hasattr(nilai, "normalize") else nilai


def _ringkas(teks: Any) -> str:
    daftar = sorted(teks)
    return f"{len(daftar)}:{hashlib.sha256(repr(daftar).encode()).hexdigest()[:16]}"
