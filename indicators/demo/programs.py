"""The programme tree of Tanjung Jabung Timur: programmes, kegiatan, sub kegiatan, and their output indicators."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.demo.institution import Lembaga, simpan_indikator
from indicators.models import Indikator, Kegiatan, Program, SubKegiatan, Unsur
from indicators.services import master
from sakip.lib.fixtures import baca, desimal

ORANG_PER_BULAN = "org/bln"


@dataclass
class Pohon:
    """The stored tree by the numbers of the published table, with the printed pagu and output of every sub kegiatan."""

    program: dict[int, Program] = field(default_factory=dict)
    kegiatan: dict[int, Kegiatan] = field(default_factory=dict)
    sub: dict[int, SubKegiatan] = field(default_factory=dict)
    pagu_perubahan: dict[int, int] = field(default_factory=dict)
    target_2024: dict[int, Decimal | None] = field(default_factory=dict)
    sub_of_program: dict[int, list[int]] = field(default_factory=dict)
    sub_of_kegiatan: dict[int, list[int]] = field(default_factory=dict)


def muat_program(lembaga: Lembaga) -> Pohon:
    """Create the tree; numbers run through the whole table, as the report prints them."""
    data = baca("demo_tanjabtim_program")["program"]
    pohon = Pohon()
    for p in data:
        _tambah(lembaga, pohon, p)
    lembaga.simpan(list(pohon.program.values()))
    lembaga.simpan(list(pohon.kegiatan.values()))
    lembaga.simpan(list(pohon.sub.values()))
    for p in data:
        iku = [lembaga.indikator[kode] for kode in p["iku"]]
        master.program_iku_set(pohon.program[p["nomor"]], iku, by=None)
    simpan_indikator(lembaga, _indikator_kegiatan(data, pohon))
    simpan_indikator(lembaga, _indikator_sub(data, pohon))
    return pohon


def _tambah(lembaga: Lembaga, pohon: Pohon, p: dict[str, Any]) -> None:
    milik = {"periode": lembaga.periode, "perangkat_daerah": lembaga.perangkat_daerah}
    program = Program(sasaran=lembaga.sasaran[p["sasaran"]], **_kolom(p), **milik)
    pohon.program[p["nomor"]] = program
    pohon.sub_of_program[p["nomor"]] = []
    for k in p["kegiatan"]:
        kegiatan = Kegiatan(program=program, unit_kerja=lembaga.unit[k["unit_kerja"]], **_kolom(k), **milik)
        pohon.kegiatan[k["nomor"]] = kegiatan
        pohon.sub_of_kegiatan[k["nomor"]] = [s["nomor"] for s in k["sub_kegiatan"]]
        pohon.sub_of_program[p["nomor"]] += pohon.sub_of_kegiatan[k["nomor"]]
        for s in k["sub_kegiatan"]:
            unit = lembaga.unit[s["unit_kerja"]]
            pohon.sub[s["nomor"]] = SubKegiatan(kegiatan=kegiatan, unit_kerja=unit, **_kolom(s), **milik)
            pohon.pagu_perubahan[s["nomor"]] = s["pagu_perubahan_2024"]
            pohon.target_2024[s["nomor"]] = desimal(s["target"]["2024"]["nilai"])


def _kolom(isi: dict[str, Any]) -> dict[str, Any]:
    """Number, words and official code (empty when none is known, which is a finding)."""
    return {"urutan": isi["nomor"], "uraian": isi["uraian"], "kode": isi.get("kode", "")}


def _indikator_kegiatan(data: list[dict[str, Any]], pohon: Pohon) -> list[tuple[str, Unsur, dict[str, Any]]]:
    return [
        (
            Indikator.Jenjang.KEGIATAN.value,
            pohon.kegiatan[k["nomor"]],
            {
                "kode": f"kegiatan-{k['nomor']:02d}",
                "nama": k["indikator"],
                "unit_kerja": k["unit_kerja"],
                "satuan": "%",
                "jenis_nilai": Indikator.JenisNilai.PERSEN,
                "akumulasi": Indikator.Akumulasi.AKHIR,
            },
        )
        for p in data
        for k in p["kegiatan"]
    ]


def _indikator_sub(data: list[dict[str, Any]], pohon: Pohon) -> list[tuple[str, Unsur, dict[str, Any]]]:
    """Outputs are counted and added up; people paid month by month are a position that holds all year."""
    return [
        (
            Indikator.Jenjang.SUB_KEGIATAN.value,
            pohon.sub[s["nomor"]],
            {
                "kode": f"sub-{s['nomor']:02d}",
                "nama": s["indikator"],
                "unit_kerja": s["unit_kerja"],
                "satuan": s["satuan"],
                "akumulasi": (
                    Indikator.Akumulasi.AKHIR if s["satuan"] == ORANG_PER_BULAN else Indikator.Akumulasi.JUMLAH
                ),
                "target": s["target"],
            },
        )
        for p in data
        for k in p["kegiatan"]
        for s in k["sub_kegiatan"]
    ]
