"""One institution as its documents print it: regency, perangkat daerah, units, officials, cascade, indicators.

Nothing is filled in here: what a document lacks stays missing, and is a finding for the checks.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.models import (
    DasarHukum,
    Indikator,
    KategoriCapaian,
    Kebijakan,
    Misi,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    Peraturan,
    PeriodeRenstra,
    Sasaran,
    StatistikPegawai,
    Strategi,
    TargetRenstra,
    TingkatPredikat,
    Tujuan,
    UnitKerja,
    Unsur,
    Variabel,
    Visi,
)
from indicators.rumus_templat import TEMPLAT
from indicators.services import master
from indicators.services.referensi import Referensi, peraturan_baru
from indicators.services.rumus import ContohEntry, VariabelEntry, rumus_save
from sakip.lib.fixtures import baca, desimal
from sakip.lib.numbers import parse_decimal

Nilai = dict[str, Any]
"""A value of a fixture: {"nilai": "72.31", "tingkat": "BB", "contoh": true}, each key only where it has one."""


@dataclass
class Lembaga:
    """What the steps of a load hand on: the stored rows of one institution by their codes."""

    referensi: Referensi
    pemerintah_daerah: PemerintahDaerah
    perangkat_daerah: PerangkatDaerah
    periode: PeriodeRenstra
    unit: dict[str, UnitKerja] = field(default_factory=dict)
    sasaran: dict[str, Sasaran] = field(default_factory=dict)
    indikator: dict[str, Indikator] = field(default_factory=dict)

    def simpan(self, rows: list[Any]) -> list[Any]:
        """Store rows of the perangkat daerah through the service, with their audit events."""
        return master.rows_create(rows, by=None, perangkat_daerah=self.perangkat_daerah)

    def tingkat(self, indikator: Indikator, nilai: Nilai) -> TingkatPredikat | None:
        """The step a value names on the scale of its indikator."""
        kode = nilai.get("tingkat")
        return self.referensi.tingkat[indikator.skala.kode, kode] if kode and indikator.skala else None


def muat_lembaga(data: dict[str, Any], referensi: Referensi) -> Lembaga:
    """Create the organisation and the cascade down to the sasaran with their indicators."""
    lembaga = _organisasi(data, referensi)
    _pejabat(lembaga, data.get("pejabat", []))
    _kaskade(lembaga, data)
    _dasar_hukum(lembaga, data.get("dasar_hukum", {}))
    _statistik(lembaga, data.get("statistik_pegawai"))
    return lembaga


def _organisasi(data: dict[str, Any], referensi: Referensi) -> Lembaga:
    daerah = PemerintahDaerah.objects.filter(kode=data["pemerintah_daerah"]["kode"]).first()
    if daerah is None:
        daerah = PemerintahDaerah(**data["pemerintah_daerah"])
        master.rows_create([daerah], by=None, pemerintah_daerah=daerah)
        kategori = [KategoriCapaian(pemerintah_daerah=daerah, **k) for k in baca("kategori_capaian")]
        master.rows_create(kategori, by=None, pemerintah_daerah=daerah)
    pd = PerangkatDaerah(pemerintah_daerah=daerah, **data["perangkat_daerah"])
    master.rows_create([pd], by=None, pemerintah_daerah=daerah)
    periode = PeriodeRenstra(pemerintah_daerah=daerah, **data["periode"])
    master.rows_create([periode], by=None, pemerintah_daerah=daerah)
    lembaga = Lembaga(referensi, daerah, pd, periode)
    for urutan, isi in enumerate(data.get("unit_kerja", []), start=1):
        kolom = {k: v for k, v in isi.items() if k != "induk"}
        induk = lembaga.unit[isi["induk"]] if "induk" in isi else None
        unit = UnitKerja(perangkat_daerah=pd, induk=induk, urutan=urutan, **kolom)
        lembaga.unit[unit.kode] = master.unit_kerja_create(unit, by=None)
    return lembaga


def _pejabat(lembaga: Lembaga, daftar: list[dict[str, Any]]) -> None:
    rows = []
    for isi in daftar:
        kolom = {k: v for k, v in isi.items() if k not in ("lingkup", "unit_kerja")}
        daerah_saja = isi.get("lingkup") == "pemerintah_daerah"
        rows.append(
            Pejabat(
                pemerintah_daerah=lembaga.pemerintah_daerah,
                perangkat_daerah=None if daerah_saja else lembaga.perangkat_daerah,
                unit_kerja=lembaga.unit[isi["unit_kerja"]] if "unit_kerja" in isi else None,
                **kolom,
            )
        )
    lembaga.simpan(rows)


# --- The cascade ---------------------------------------------------------------------------------------------


def _kaskade(lembaga: Lembaga, data: dict[str, Any]) -> None:
    dasar = {"periode": lembaga.periode}
    visi = [Visi(urutan=1, **dasar, **data["visi"])] if "visi" in data else []
    lembaga.simpan(visi)
    misi = {
        m["nomor"]: Misi(
            uraian=m["uraian"],
            penjelasan=m.get("penjelasan", ""),
            urutan=m["nomor"],
            visi=visi[0] if visi else None,
            **dasar,
        )
        for m in data.get("misi", [])
    }
    lembaga.simpan(list(misi.values()))
    milik = {"perangkat_daerah": lembaga.perangkat_daerah, **dasar}
    tujuan = {
        t["kunci"]: Tujuan(uraian=t["uraian"], urutan=n, misi=misi.get(t.get("misi")), **milik)
        for n, t in enumerate(data.get("tujuan", []), start=1)
    }
    lembaga.simpan(list(tujuan.values()))
    lembaga.sasaran = {
        s["kunci"]: Sasaran(
            uraian=s["uraian"],
            urutan=n,
            tujuan=tujuan.get(s.get("tujuan")),
            unit_kerja=lembaga.unit.get(s.get("unit_kerja")),
            **milik,
        )
        for n, s in enumerate(data.get("sasaran", []), start=1)
    }
    lembaga.simpan(list(lembaga.sasaran.values()))
    _strategi(lembaga, data.get("sasaran", []), milik)
    pasangan: list[tuple[str, Unsur, dict[str, Any]]] = []
    pasangan += [("tujuan", tujuan[t["kunci"]], i) for t in data.get("tujuan", []) for i in t.get("indikator", [])]
    pasangan += [
        ("sasaran", lembaga.sasaran[s["kunci"]], i) for s in data.get("sasaran", []) for i in s.get("indikator", [])
    ]
    simpan_indikator(lembaga, pasangan)


def _strategi(lembaga: Lembaga, daftar: list[dict[str, Any]], milik: dict[str, Any]) -> None:
    rows, kebijakan, nomor = [], [], 0
    for s in daftar:
        for isi in s.get("strategi", []):
            nomor += 1
            strategi = Strategi(sasaran=lembaga.sasaran[s["kunci"]], uraian=isi["uraian"], urutan=nomor, **milik)
            rows.append(strategi)
            kebijakan += [
                Kebijakan(
                    strategi=strategi,
                    uraian=k["uraian"],
                    urutan=nomor,
                    unit_kerja=lembaga.unit.get(k.get("unit_kerja")),
                    **milik,
                )
                for k in isi.get("kebijakan", [])
            ]
    lembaga.simpan(rows)
    lembaga.simpan(kebijakan)


def simpan_indikator(lembaga: Lembaga, pasangan: list[tuple[str, Unsur, dict[str, Any]]]) -> None:
    """Create indicators, each (level, element, facts), with their variables and targets of the Renstra."""
    rows = [_indikator(lembaga, jenjang, unsur, isi, n) for n, (jenjang, unsur, isi) in enumerate(pasangan, start=1)]
    lembaga.simpan(rows)
    variabel, target = [], []
    for row, (_, _, isi) in zip(rows, pasangan, strict=True):
        lembaga.indikator[row.kode] = row
        variabel += [Variabel(indikator=row, peran=p, nama=n) for p, n in isi.get("variabel", {}).items()]
        target += [
            TargetRenstra(
                indikator=row,
                tahun=int(tahun),
                nilai=desimal(nilai.get("nilai")),
                tingkat=lembaga.tingkat(row, nilai),
                contoh=nilai.get("contoh", False),
            )
            for tahun, nilai in isi.get("target", {}).items()
        ]
    lembaga.simpan(variabel)
    lembaga.simpan(target)
    for row, (_, _, isi) in zip(rows, pasangan, strict=True):
        if "templat_rumus" in isi:
            _beri_rumus(row, isi["templat_rumus"])


def _beri_rumus(indikator: Indikator, kode: str) -> None:
    """A ready formula, as a planner takes it over: its variables, and the worked example that holds."""
    templat = next(t for t in TEMPLAT if t.kode == kode)
    variabel = [
        VariabelEntry(v.simbol, v.nama, parse_decimal(v.minimum), parse_decimal(v.maksimum)) for v in templat.variabel
    ]
    masukan = {v.simbol: parse_decimal(v.contoh) or Decimal(0) for v in templat.variabel}
    contoh = ContohEntry(masukan, parse_decimal(templat.hasil) or Decimal(0))
    tersimpan = rumus_save(indikator=indikator, ekspresi=templat.ekspresi, variabel=variabel, contoh=[contoh], by=None)
    indikator.rumus, indikator.ekspresi = tersimpan.rumus, tersimpan.ekspresi


TEKS_INDIKATOR = ("kode", "nama", "makna", "alasan", "formulasi", "sumber_data", "penanggung_jawab")
PILIHAN_INDIKATOR = ("iku", "jenis_nilai", "arah", "akumulasi", "rumus", "desimal")


def _indikator(lembaga: Lembaga, jenjang: str, unsur: Unsur, isi: dict[str, Any], urutan: int) -> Indikator:
    skala = lembaga.referensi.skala[isi["skala"]] if "skala" in isi else None
    row = Indikator(
        periode=lembaga.periode,
        perangkat_daerah=lembaga.perangkat_daerah,
        jenjang=jenjang,
        unit_kerja=lembaga.unit[isi["unit_kerja"]],
        urutan=urutan,
        satuan=lembaga.referensi.satuan[isi["satuan"]] if "satuan" in isi else None,
        skala=skala,
        **{jenjang: unsur},
        **{k: isi[k] for k in (*TEKS_INDIKATOR, *PILIHAN_INDIKATOR) if k in isi},
    )
    for kondisi in ("kondisi_awal", "kondisi_akhir"):
        nilai = isi.get(kondisi, {})
        setattr(row, f"{kondisi}_nilai", desimal(nilai.get("nilai")))
        setattr(row, f"{kondisi}_tingkat", lembaga.tingkat(row, nilai))
    return row


# --- What else the documents print ---------------------------------------------------------------------------


def _dasar_hukum(lembaga: Lembaga, bagian: dict[str, list[str]]) -> None:
    """The regulations cited by each document, in the order of citation; the regency's own ones are created here."""
    kode_daerah = lembaga.pemerintah_daerah.kode
    sendiri = [p for p in baca("peraturan") if p.get("pemerintah_daerah") == kode_daerah]
    ada = set(Peraturan.objects.filter(pemerintah_daerah=lembaga.pemerintah_daerah).values_list("kode", flat=True))
    baru = [peraturan_baru(p) for p in sendiri if p["kode"] not in ada]
    for row in baru:
        row.pemerintah_daerah = lembaga.pemerintah_daerah
    master.rows_create(baru, by=None, pemerintah_daerah=lembaga.pemerintah_daerah)
    semua = lembaga.referensi.peraturan | {p.kode: p for p in baru}
    lembaga.simpan(
        [
            DasarHukum(perangkat_daerah=lembaga.perangkat_daerah, bagian=nama, peraturan=semua[kode], urutan=urutan)
            for nama, daftar in bagian.items()
            for urutan, kode in enumerate(daftar, start=1)
        ]
    )


def _statistik(lembaga: Lembaga, data: dict[str, Any] | None) -> None:
    if data is not None:
        lembaga.simpan(
            [
                StatistikPegawai(perangkat_daerah=lembaga.perangkat_daerah, tahun=data["tahun"], **isi)
                for isi in data["rows"]
            ]
        )
