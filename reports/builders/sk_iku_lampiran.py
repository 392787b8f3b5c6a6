"""The Lampiran of the decree on IKU: that of the perangkat daerah, and a sheet for every Bagian by eselon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah, PeriodeRenstra, UnitKerja
from indicators.selectors import dokumen as selectors
from indicators.selectors import perjanjian as unit_selectors
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.perjanjian import Susunan
from indicators.selectors.rumus_tertulis import RumusTertulis, rumus_tertulis
from reports.builders import identitas, pola, sk_iku_tabel
from reports.builders.permintaan import Permintaan
from reports.builders.sk_iku_tabel import Gaya, Isi
from reports.builders.tata import gabung
from reports.payloads import IdentitasUnit, KelompokTabel, LampiranKeputusan, TandaTangan

ESELON_TIGA = frozenset({UnitKerja.Jenis.BAGIAN, UnitKerja.Jenis.BIDANG})
ESELON_EMPAT = frozenset({UnitKerja.Jenis.SUBBAGIAN, UnitKerja.Jenis.SEKSI})

UNIT: dict[str, Any] = {
    "cetak": True,
    "kepala": True,
    "mendatar": True,
    "judul": ["INDIKATOR KINERJA UTAMA TAHUN {periode}", "{UNIT}", "{PD}"],
    "kelompok": {
        "ASISTEN": "ESELON II",
        "STAF_AHLI": "ESELON II",
        "BAGIAN": "ESELON III",
        "BIDANG": "ESELON III",
        "SUBBAGIAN": "ESELON IV",
        "SEKSI": "ESELON IV",
    },
    "nomor_ulang": "kelompok",
    "ttd": {**identitas.TTD, "cetak": True, "jabatan": ["{jabatan},"]},
    **sk_iku_tabel.BAWAAN,
    "kolom": [
        {"sumber": "no", "label": "No", "lebar": 3.5, "rata": "tengah", "gabung": True},
        {"sumber": "sasaran", "label": "Kinerja Utama", "lebar": 14, "gabung": True},
        {"sumber": "indikator", "label": "Indikator Kinerja Utama", "lebar": 14},
        {"sumber": "satuan", "label": "Satuan", "lebar": 8, "rata": "tengah"},
        {"sumber": "kondisi_awal", "label": "Kondisi Awal", "lebar": 7, "rata": "tengah"},
        {"sumber": "target", "label": "{tahun}", "lebar": 5.5, "rata": "tengah", "grup": "Target Tahun"},
        {"sumber": "penjelasan", "label": "Makna, Alasan, dan Cara Hitung", "lebar": 29},
        {"sumber": "penanggung_jawab", "label": "Penanggung Jawab", "lebar": 11},
        {"sumber": "sumber_data", "label": "Sumber Data", "lebar": 11},
    ],
    "penjelasan": [
        {"sumber": "makna", "label": "Makna"},
        {"sumber": "alasan", "label": "Alasan"},
        {"sumber": "formulasi", "label": "Cara hitung"},
    ],
}
"""A sheet of a Bagian as a layout; `khusus` of an institution changes it for one unit by its code."""

BAWAAN: dict[str, Any] = {
    "lampiran_label": "LAMPIRAN",
    "lampiran_label_banyak": "LAMPIRAN {romawi}",
    "lampiran_kepala": ["{lampiran}", "{JENIS}", "{nomor}", "TANGGAL {TANGGAL}", "TENTANG {TENTANG}"],
    "lampiran_sisi": "kanan",
    "lampiran_mendatar": True,
    "lampiran_judul": ["INDIKATOR KINERJA UTAMA", "{PD}", "TAHUN {periode}"],
    "lampiran_ttd": identitas.TTD,
    "urut": "tujuan",
    "identitas": {"cetak": True, "huruf": True, "label": ["Unit Kerja", "Tugas Pokok", "Fungsi"]},
    **sk_iku_tabel.BAWAAN,
    "unit": UNIT,
    "khusus": {},
}


@dataclass(frozen=True)
class Lembar:
    """The sheet of one Bagian: its IKU and those of the units below it, in the order of the tree."""

    unit: UnitKerja
    isi: list[tuple[UnitKerja, IkuRow]] = field(default_factory=list)


@dataclass(frozen=True)
class LembarUnit:
    """The sheets of a perangkat daerah with who heads its units; `tertinggal` are units no longer in force."""

    semua: list[Lembar]
    susunan: Susunan | None
    tertinggal: list[str]


@dataclass(frozen=True)
class Sumber:
    """What all Lampiran of one decree share: its keys ({pd}, {nomor}, …), layout and IKU."""

    permintaan: Permintaan
    periode: PeriodeRenstra
    tata: Mapping[str, Any]
    kunci: Mapping[str, str]
    ttd: TandaTangan


def muat_unit(permintaan: Permintaan, periode: PeriodeRenstra) -> LembarUnit:
    """The sheets of the units that have IKU of their own. One query without any, else six."""
    pd = permintaan.perangkat_daerah
    per_unit = selectors.iku_unit_rows(pd, periode)
    if not per_unit:
        return LembarUnit([], None, [])
    susunan = unit_selectors.susunan(pd, permintaan.per_tanggal)
    lembar: dict[int, Lembar] = {}
    for unit in susunan.unit.values():
        if unit.pk in per_unit:
            milik = _pemilik(susunan, unit)
            satu = lembar.setdefault(milik.pk, Lembar(milik))
            satu.isi.extend((unit, row) for row in per_unit[unit.pk])
    hilang = [rows for pk, rows in per_unit.items() if pk not in susunan.unit]
    return LembarUnit(list(lembar.values()), susunan, [row.indikator.nama for rows in hilang for row in rows])


def _pemilik(susunan: Susunan, unit: UnitKerja) -> UnitKerja:
    """The Bagian on whose sheet a unit stands; every other unit has its own."""
    if unit.jenis not in ESELON_EMPAT:
        return unit
    return next((u for u in susunan.leluhur(unit) if u.jenis in ESELON_TIGA), unit)


def catatan(unit: LembarUnit, tata: Mapping[str, Any]) -> list[str]:
    """What the Lampiran leave out though they can be made: signatures nobody can give, IKU of units gone by."""
    if not tata["unit"]["cetak"] or unit.susunan is None:
        return []
    hasil = [
        f"Lembar IKU {satu.unit.nama} tercetak tanpa tanda tangan: kepalanya belum tercatat."
        f" {identitas.isi_pejabat(satu.unit.nama)}"
        for satu in unit.semua
        if satu.unit.pk not in unit.susunan.kepala_unit and _tata_unit(tata, satu.unit.kode)["ttd"]["cetak"]
    ]
    return hasil + [
        f"IKU “{nama}” tidak tercetak: unit pemiliknya tidak berlaku lagi. Pindahkan sasarannya ke unit penggantinya."
        for nama in unit.tertinggal
    ]


def periksa_tata(tata: Mapping[str, Any]) -> None:
    """Raises InvalidValue for a layout that no Lampiran can be made of."""
    pilihan = {"urut": ("tujuan", "sasaran"), "lampiran_sisi": ("kanan", "kiri")}
    for kunci, boleh in pilihan.items():
        if tata[kunci] not in boleh:
            raise InvalidValue(
                f"Tata dokumen sk-iku: “{kunci}” harus {' atau '.join(boleh)}. Mintalah admin memperbaikinya."
            )
    sk_iku_tabel.periksa_tata(tata, "sk-iku")
    sk_iku_tabel.periksa_tata(tata["unit"], "sk-iku, unit")
    for kode in tata["khusus"]:
        sk_iku_tabel.periksa_tata(_tata_unit(tata, kode), f"sk-iku, khusus.{kode}")


def _tata_unit(tata: Mapping[str, Any], kode: str) -> dict[str, Any]:
    khusus = tata["khusus"].get(kode, {})
    return gabung(tata["unit"], khusus if isinstance(khusus, dict) else {}, "sk-iku", f"khusus.{kode}.")


RumusIku = tuple[Mapping[int, Mapping[str, str]], Mapping[int, RumusTertulis]]
"""By indikator: the variables of its ratio, and the formula its values are computed by."""


def susun(sumber: Sumber, iku: Sequence[IkuRow], unit: LembarUnit) -> list[LampiranKeputusan]:
    """The Lampiran of the perangkat daerah, then a sheet for every Bagian."""
    semua = [_perangkat_daerah(sumber, iku)]
    if sumber.tata["unit"]["cetak"] and unit.susunan is not None:
        rows = [row for lembar in unit.semua for _, row in lembar.isi]
        rumus = _variabel(sumber, rows), rumus_tertulis([row.indikator for row in rows])
        semua += [_lembar(sumber, lembar, unit.susunan, rumus) for lembar in unit.semua]
    berkepala = [satu for satu in semua if satu["kepala"]]
    for nomor, satu in enumerate(berkepala, 1):
        banyak = "lampiran_label_banyak" if len(berkepala) > 1 else "lampiran_label"
        satu["label"] = pola.isi(sumber.tata[banyak], {"romawi": pola.romawi(nomor)})
        kunci = {**sumber.kunci, "lampiran": satu["label"]}
        satu["kepala"] = pola.baris(sumber.tata["lampiran_kepala"], kunci)
    return semua


def _perangkat_daerah(sumber: Sumber, iku: Sequence[IkuRow]) -> LampiranKeputusan:
    tata = sumber.tata
    tahun = tata["tahun"] or sumber.periode.tahun
    variabel = _variabel(sumber, iku) if sk_iku_tabel.perlu_variabel(tata) else {}
    gaya = Gaya(tata, tahun, variabel, rumus_tertulis([row.indikator for row in iku]))
    isi = terurut(iku, tata["urut"])
    hasil: LampiranKeputusan = {
        "label": "",
        "judul": pola.baris(tata["lampiran_judul"], sumber.kunci),
        "identitas": _identitas(sumber.permintaan.perangkat_daerah, tata["identitas"]),
        "kelompok": [{"judul": "", "tabel": sk_iku_tabel.tabel(isi, gaya, "Lampiran IKU")}],
        "ttd": sumber.ttd,
        "mendatar": tata["lampiran_mendatar"],
        "kepala": list(tata["lampiran_kepala"]),
    }
    if tata["lampiran_sisi"] == "kiri":
        hasil["sisi"] = "kiri"
    return hasil


def terurut(iku: Sequence[IkuRow], urut: str) -> list[Isi]:
    """The lines in the order of the cascade, or in that of the sasaran alone; what they measure numbered through."""
    rows = sorted(iku, key=lambda row: row.sasaran.urutan if row.sasaran else -1) if urut == "sasaran" else list(iku)
    nomor: dict[int, int] = {}
    for row in rows:
        nomor.setdefault(row.nomor_sasaran, len(nomor) + 1)
    return [Isi(row, nomor[row.nomor_sasaran], row.nomor_sasaran) for row in rows]


def _variabel(sumber: Sumber, iku: Sequence[IkuRow]) -> Mapping[int, Mapping[str, str]]:
    semua = [sumber.tata["unit"], *(_tata_unit(sumber.tata, kode) for kode in sumber.tata["khusus"]), sumber.tata]
    if not any(sk_iku_tabel.perlu_variabel(tata) for tata in semua):
        return {}
    return selectors.variabel_of([row.indikator for row in iku])


def _identitas(pd: PerangkatDaerah, tata: Mapping[str, Any]) -> IdentitasUnit | None:
    if not tata["cetak"]:
        return None
    hasil: IdentitasUnit = {
        "unit_kerja": identitas.nama_lengkap(pd),
        "tugas_pokok": pd.tugas_pokok,
        "fungsi": list(pd.fungsi),
        "label": list(tata["label"]),
    }
    if not tata["huruf"]:
        hasil["tanpa_huruf"] = True
    return hasil


def _lembar(sumber: Sumber, lembar: Lembar, susunan: Susunan, rumus: RumusIku) -> LampiranKeputusan:
    """One sheet: a group of IKU under each label, signed by who heads the unit; unsigned when nobody is recorded."""
    tata = _tata_unit(sumber.tata, lembar.unit.kode)
    tahun = tata["tahun"] or sumber.periode.tahun
    kunci = {**sumber.kunci, **pola.kapital({"unit": lembar.unit.nama, "periode": f"{tahun[0]}–{tahun[-1]}"})}
    orang = susunan.kepala_unit.get(lembar.unit.pk) if tata["ttd"]["cetak"] else None
    hasil: LampiranKeputusan = {
        "label": "",
        "judul": pola.baris(tata["judul"], kunci),
        "identitas": None,
        "kelompok": _kelompok(lembar, Gaya(tata, tahun, *rumus)),
        "ttd": identitas.tanda_tangan(orang, tata=tata["ttd"], nilai=kunci) if orang else None,
        "mendatar": tata["mendatar"],
        "kepala": list(sumber.tata["lampiran_kepala"]) if tata["kepala"] else [],
    }
    if sumber.tata["lampiran_sisi"] == "kiri":
        hasil["sisi"] = "kiri"
    return hasil


def _kelompok(lembar: Lembar, gaya: Gaya) -> list[KelompokTabel]:
    """The IKU of one sheet by the label of their unit: all of one eselon together, or each office alone."""
    per_label: dict[str, list[tuple[UnitKerja, IkuRow]]] = {}
    for unit, row in lembar.isi:
        label = pola.isi(gaya.tata["kelompok"][unit.jenis], pola.kapital({"unit": unit.nama, "pokok": pokok(unit)}))
        per_label.setdefault(label, []).append((unit, row))
    return [
        {"judul": label, "tabel": sk_iku_tabel.tabel(_isi(rows, gaya.tata["nomor_ulang"]), gaya, kode)}
        for label, rows in per_label.items()
        for kode in [f"{lembar.unit.nama} · {label}"]
    ]


def _isi(rows: Sequence[tuple[UnitKerja, IkuRow]], ulang: str) -> list[Isi]:
    """The lines of one group; what they measure is numbered through the group, or anew for every unit."""
    hasil: list[Isi] = []
    urut: dict[tuple[int, int], int] = {}
    for unit, row in rows:
        kunci = (unit.pk, row.nomor_sasaran)
        if kunci not in urut:
            urut[kunci] = 1 + sum(1 for lain in urut if ulang != "unit" or lain[0] == unit.pk)
        hasil.append(Isi(row, urut[kunci], kunci))
    return hasil


def pokok(unit: UnitKerja) -> str:
    """The name without the words for its kind: `Bagian Hukum` → `Hukum`, `Sub Bagian Protokol` → `Protokol`."""
    nama = unit.nama
    for awalan in ("Sub Bagian ", "Subbagian ", "Bagian ", "Bidang ", "Seksi "):
        if nama.startswith(awalan):
            return nama.removeprefix(awalan)
    return nama
