"""What an indikator must be: which fields belong to which kind, what goes together, and what may no longer change.

The table `BERLAKU` is also what the form hides by, so that page and service never disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.exceptions import Closed, InvalidValue
from indicators.models import (
    Indikator,
    Program,
    Realisasi,
    RencanaTahunan,
    Satuan,
    SkalaPredikat,
    Status,
    Target,
    TargetRenstra,
    TingkatPredikat,
    UnitKerja,
    Variabel,
)
from indicators.services.baris import muat

JenisNilai, Rumus, Akumulasi = Indikator.JenisNilai, Indikator.Rumus, Indikator.Akumulasi

MAKS_TEKS = 4000
TEKS = ("nama", "definisi", "makna", "alasan", "formulasi", "sumber_data", "penanggung_jawab")
UKURAN = ("satuan", "jenis_nilai", "skala", "arah", "akumulasi", "rumus")
"""How it is measured: what does not change once values or an approved plan rest on it."""
KONDISI = ("kondisi_awal", "kondisi_akhir")
TANPA_ANGKA = (JenisNilai.KESESUAIAN, JenisNilai.KATEGORI)
WAJIB_SKALA = (JenisNilai.PREDIKAT, *TANPA_ANGKA)
BERSKALA = (*WAJIB_SKALA, JenisNilai.PERINGKAT)
BERANGKA = tuple(j for j in JenisNilai if j not in TANPA_ANGKA)
MAKS_DESIMAL = 4

BERLAKU: dict[str, dict[str, tuple[str, ...]]] = {
    "skala": {"jenis_nilai": BERSKALA},
    "arah": {"jenis_nilai": tuple(j for j in JenisNilai if j not in WAJIB_SKALA)},
    "desimal": {"jenis_nilai": BERANGKA},
    "rumus": {"jenis_nilai": BERANGKA},
    "pembilang": {"jenis_nilai": BERANGKA, "rumus": (Rumus.RASIO,)},
    "penyebut": {"jenis_nilai": BERANGKA, "rumus": (Rumus.RASIO,)},
    **{f"{k}_nilai": {"jenis_nilai": BERANGKA} for k in KONDISI},
    **{f"{k}_tingkat": {"jenis_nilai": BERSKALA} for k in KONDISI},
    "program": {"iku": ("True",)},
}
"""When a field means anything: every named field must hold one of these."""
TAK_BERLAKU: dict[str, dict[str, tuple[str, ...]]] = {
    "akumulasi": {JenisNilai(j): (Akumulasi.JUMLAH, Akumulasi.RATA_RATA) for j in BERSKALA},
}
"""Choices that a kind of value has not."""


class IsianDitolak(InvalidValue):
    """Several fields cannot be stored as they are. `per_kolom`: the sentence for each."""

    def __init__(self, per_kolom: dict[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(per_kolom.values())))
        self.per_kolom = per_kolom


class UkuranTetap(Closed):
    """How the indikator is measured does not change any more. `per_kolom`: the sentence for each field."""

    def __init__(self, per_kolom: dict[str, str], alasan: str) -> None:
        super().__init__(f"{alasan} Cara mengukurnya tidak berubah lagi: buat indikator penerusnya.")
        self.per_kolom = per_kolom


@dataclass(frozen=True)
class IsianIndikator:
    """What a person writes of one indikator; what its kind does not have stays empty."""

    nama: str
    unit_kerja: UnitKerja | None = None
    definisi: str = ""
    makna: str = ""
    alasan: str = ""
    formulasi: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    iku: bool = False
    satuan: Satuan | None = None
    jenis_nilai: str = JenisNilai.ANGKA
    skala: SkalaPredikat | None = None
    arah: str = Indikator.Arah.NAIK
    akumulasi: str = Akumulasi.AKHIR
    rumus: str = Rumus.LANGSUNG
    desimal: int | None = None
    pembilang: str = ""
    penyebut: str = ""
    kondisi_awal_nilai: Decimal | None = None
    kondisi_awal_tingkat: TingkatPredikat | None = None
    kondisi_akhir_nilai: Decimal | None = None
    kondisi_akhir_tingkat: TingkatPredikat | None = None
    predecessor: Indikator | None = None
    program: tuple[Program, ...] = ()


def berlaku(kolom: str, isian: IsianIndikator) -> bool:
    """Whether the field means anything for what the others say."""
    return all(str(getattr(isian, lain)) in nilai for lain, nilai in BERLAKU.get(kolom, {}).items())


# --- What may no longer change -----------------------------------------------------------------------------------


def terukur(indikator: Indikator) -> bool:
    """Whether values were submitted or verified. One query."""
    tetap = (Status.SUBMITTED, Status.VERIFIED)
    return Realisasi.objects.filter(indikator=indikator, status__in=tetap).exists()


def rencana_disahkan(indikator: Indikator) -> list[RencanaTahunan]:
    """The approved plans that promise something of it, newest first. One query."""
    rows = RencanaTahunan.objects.filter(status=RencanaTahunan.Status.APPROVED, target__indikator=indikator)
    return list(rows.order_by("-tahun", "-urutan"))


def ukuran_tetap(indikator: Indikator) -> tuple[str, frozenset[str]]:
    """Why its measure stays (empty while it may change), and which fields of it. At most two queries.

    A satuan that was never filled in may be, until values are handed in.
    """
    if terukur(indikator):
        return "Sudah ada nilainya yang diajukan atau diverifikasi.", frozenset(UKURAN)
    rencana = rencana_disahkan(indikator)
    if not rencana:
        return "", frozenset()
    lengkap = UKURAN if indikator.satuan_id else [k for k in UKURAN if k != "satuan"]
    return f"Indikator ini ada dalam {_sebut(rencana)} yang sudah disahkan.", frozenset(lengkap)


def _sebut(rencana: list[RencanaTahunan]) -> str:
    nama = f"rencana {rencana[0].tahun} {rencana[0].get_jenis_display().lower()}"
    return nama if len(rencana) == 1 else f"{nama} dan {len(rencana) - 1} rencana lain"


def require_ukuran(alasan: str, tetap: frozenset[str], lama: dict[str, Any], baru: dict[str, Any]) -> None:
    """Raise UkuranTetap for each part of the measure that differs and may not (`ukuran_tetap` of the stored row).

    `lama` and `baru` are its fields in words (`services.indikator.gambaran`).
    """
    if ditolak := [k for k in UKURAN if k in tetap and lama[k] != baru[k]]:
        kalimat = {k: f"{_label(k)} tidak berubah lagi. {alasan} Buat indikator penerusnya." for k in ditolak}
        raise UkuranTetap(kalimat, alasan)


# --- What goes together --------------------------------------------------------------------------------------------


def periksa(isian: IsianIndikator, jenjang: str, milik_unit: bool, lama: IsianIndikator | None = None) -> None:
    """Raise IsianDitolak with a sentence for each field that cannot be stored so.

    `jenjang`: the level of the element it measures; `milik_unit`: whether that is the sasaran of a unit; `lama`: what
    is stored, whose oddities are findings and keep nobody from mending something else.
    """
    galat = _galat(isian, jenjang, milik_unit)
    if lama is not None:
        dulu = _galat(lama, jenjang, milik_unit)
        galat = {k: v for k, v in galat.items() if dulu.get(k) != v}
    if galat:
        raise IsianDitolak(galat)


def _galat(isian: IsianIndikator, jenjang: str, milik_unit: bool) -> dict[str, str]:
    galat: dict[str, str] = {}
    for kolom, kalimat in (*_teks(isian), *_pilihan(isian), *_skala(isian), *_rumus(isian, jenjang, milik_unit)):
        galat.setdefault(kolom, kalimat)
    for kolom, kalimat in (*_tanpa_arti(isian, jenjang), *_angka(isian)):
        galat.setdefault(kolom, kalimat)
    return galat


Galat = Iterator[tuple[str, str]]


def _teks(isian: IsianIndikator) -> Galat:
    if not isian.nama.strip():
        yield "nama", "Tulis nama indikatornya, misalnya “Persentase desa yang tertib administrasi”."
    if isian.unit_kerja is None:
        yield "unit_kerja", "Pilih unit kerja yang mengisi nilainya tiap triwulan."
    for kolom in TEKS:
        maks = 200 if kolom == "penanggung_jawab" else MAKS_TEKS
        if len(getattr(isian, kolom)) > maks:
            yield kolom, f"{_label(kolom)} paling panjang {maks} huruf; sekarang {len(getattr(isian, kolom))}."


def _pilihan(isian: IsianIndikator) -> Galat:
    for kolom, pilihan in (
        ("jenis_nilai", JenisNilai),
        ("arah", Indikator.Arah),
        ("akumulasi", Akumulasi),
        ("rumus", Rumus),
    ):
        if getattr(isian, kolom) not in pilihan.values:
            yield kolom, f"Pilih salah satu: {', '.join(str(p.label).lower() for p in pilihan)}."
    jenis = JenisNilai(isian.jenis_nilai).label if isian.jenis_nilai in JenisNilai.values else ""
    for kolom, per_jenis in TAK_BERLAKU.items():
        if getattr(isian, kolom) in per_jenis.get(isian.jenis_nilai, ()):
            yield (
                kolom,
                f"Nilai berjenis {jenis.lower()} tidak dapat dijumlahkan atau dirata-ratakan. Pilih nilai terakhir, "
                "atau hanya diukur setahun sekali.",
            )
    simbol = isian.satuan.simbol.strip() if isian.satuan else ""
    if isian.jenis_nilai == JenisNilai.PERSEN and isian.satuan and simbol != "%":
        yield "satuan", f"Nilainya persen, jadi satuannya %, bukan {isian.satuan}. Pilih %, atau ubah jenis nilainya."
    if isian.jenis_nilai != JenisNilai.PERSEN and simbol == "%":
        yield (
            "satuan",
            f"Satuan % hanya untuk nilai persen, sedangkan jenis nilainya {jenis.lower()}. Samakan keduanya.",
        )


def _skala(isian: IsianIndikator) -> Galat:
    if isian.jenis_nilai in WAJIB_SKALA and isian.skala is None:
        yield "skala", "Pilih skala yang dipakai, misalnya Predikat AKIP: dari sanalah predikatnya dipilih."
    for k in KONDISI:
        tingkat: TingkatPredikat | None = getattr(isian, f"{k}_tingkat")
        if tingkat is not None and isian.skala is not None and tingkat.skala_id != isian.skala.pk:
            yield f"{k}_tingkat", f"Predikat {tingkat} tidak ada pada skala {isian.skala}. Pilih dari skala itu."


def _rumus(isian: IsianIndikator, jenjang: str, milik_unit: bool) -> Galat:
    if isian.rumus == Rumus.RASIO:
        for peran in Variabel.Peran:
            if not getattr(isian, peran.value.lower()).strip():
                yield (
                    peran.value.lower(),
                    f"Tulis apa yang menjadi {peran.label.lower()}, karena nilainya dihitung darinya.",
                )
    if isian.rumus == Rumus.PROGRAM and (not isian.iku or jenjang != Indikator.Jenjang.SASARAN or milik_unit):
        yield (
            "rumus",
            "Capaian program pendukung hanya untuk IKU sasaran perangkat daerah: dari program di bawahnyalah nilainya "
            "dihitung. Pilih cara lain.",
        )


def _tanpa_arti(isian: IsianIndikator, jenjang: str) -> Galat:
    """Fields that were filled in although the others leave them no meaning."""
    if isian.iku and jenjang not in (Indikator.Jenjang.TUJUAN, Indikator.Jenjang.SASARAN):
        yield "iku", "IKU hanya boleh indikator tujuan atau sasaran. Hapus tandanya."
    kosong: dict[str, Any] = {"arah": Indikator.Arah.NAIK, "rumus": Rumus.LANGSUNG}
    jenis = JenisNilai(isian.jenis_nilai).label.lower() if isian.jenis_nilai in JenisNilai.values else ""
    for kolom, syarat in BERLAKU.items():
        if berlaku(kolom, isian) or getattr(isian, kolom) in (kosong.get(kolom), None, "", ()):
            continue
        if kolom == "program":
            yield kolom, "Program pendukung hanya dicatat untuk IKU. Tandai sebagai IKU, atau lepas programnya."
        elif "rumus" in syarat and isian.rumus != Rumus.RASIO:
            yield (
                kolom,
                f"{_label(kolom)} hanya dipakai bila nilainya pembilang / penyebut. Kosongkan, atau pilih cara itu.",
            )
        elif kolom == "arah":
            yield kolom, f"Nilai berjenis {jenis} selalu makin tinggi makin baik, menurut urutan skalanya."
        else:
            yield (
                kolom,
                f"{_label(kolom)} tidak dipakai oleh nilai berjenis {jenis}. Kosongkan, atau ubah jenis nilainya.",
            )


def _angka(isian: IsianIndikator) -> Galat:
    if isian.desimal is not None and not 0 <= isian.desimal <= MAKS_DESIMAL:
        yield "desimal", f"Desimal saat dicetak 0 sampai {MAKS_DESIMAL}."
    for kolom in (f"{k}_nilai" for k in KONDISI):
        try:
            muat(getattr(isian, kolom), _label(kolom))
        except InvalidValue as error:
            yield kolom, str(error)


def _label(kolom: str) -> str:
    if kolom in ("pembilang", "penyebut"):
        return kolom.capitalize()
    return {"kondisi_awal_tingkat": "Predikat kondisi awal", "kondisi_akhir_tingkat": "Predikat kondisi akhir"}.get(
        kolom,
        str(Indikator._meta.get_field(kolom).verbose_name).capitalize(),  # type: ignore[union-attr]
    )


# --- What is stored elsewhere --------------------------------------------------------------------------------------


def periksa_skala_dipakai(indikator: Indikator, skala: SkalaPredikat | None) -> None:
    """Raise IsianDitolak while targets or values still name a step of another scale. Three queries."""
    bertingkat = (TargetRenstra, "target Renstra"), (Target, "target rencana"), (Realisasi, "realisasi")
    sisa = []
    for model, nama in bertingkat:
        rows = model._default_manager.filter(indikator=indikator, tingkat__isnull=False)
        jumlah = (rows.exclude(tingkat__skala=skala) if skala else rows).count()
        if jumlah:
            sisa.append(f"{jumlah} {nama}")
    if sisa:
        kalimat = (
            f"Masih ada {', '.join(sisa)} dengan predikat skala yang lama. Kosongkan itu dulu, lalu ganti skalanya."
        )
        raise IsianDitolak({"skala": kalimat})
