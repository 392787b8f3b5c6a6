"""The checklist before a document is finished: what is missing, what to look at, and where to mend it.

The page shows it, and the service refuses by it (`wajib_lulus`). A finding of the data blocks only a document that
prints what is wrong: BERAT says which rule blocks which kind, RELEVAN which are shown beside it, unless a planner has
accepted them with a reason (only what is a warning can be). What an institution decides otherwise about team and review
stands under the key `gerbang` of its TataDokumen of the LKjIP.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Any

from django.urls import reverse

from indicators.checks_data import TemuanData
from indicators.checks_fakta import RincianCek
from indicators.exceptions import Incomplete, InvalidValue
from indicators.selectors import dokumen as selectors
from indicators.selectors import laporan
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_bagian import ORANG, selama_jenis_tetap
from indicators.selectors.simpanan_tetap import selama_tetap
from indicators.selectors.temuan import TemuanTahun, temuan_baru, temuan_disimpan, temuan_diterima, terbuka
from reports.beda import berbeda
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.builders.tata import tersimpan
from reports.checks import TemuanDokumen, periksa_dokumen
from reports.checks.naskah import objek
from reports.gerbang_tempat import kueri, tempat, tempat_unit
from reports.models import JenisDokumen
from reports.narasi_baca import milik_triwulan
from reports.selectors import Luar, dasar_narasi, di_luar, pernyataan_reviu, sekitar_dokumen, tim_penyusun

J = JenisDokumen


class Keadaan(StrEnum):
    """How one item of the checklist stands."""

    LULUS = "lulus"
    PERIKSA = "periksa"
    HALANGAN = "halangan"


@dataclass(frozen=True)
class Butir:
    """One item: what it is about, how it stands, what to do (one sentence each), and where."""

    judul: str
    keadaan: Keadaan
    kalimat: tuple[str, ...] = ()
    alamat: str = ""
    tautan: str = ""  # the words of the link

    @property
    def sidik(self) -> str:
        """What a person ticks: this item with exactly these sentences."""
        return hashlib.sha256("\n".join((self.judul, *self.kalimat)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Gerbang:
    """The whole checklist, blocking items first, and the payload it speaks of (None when it cannot be built)."""

    butir: list[Butir] = field(default_factory=list)
    temuan: list[TemuanDokumen] = field(default_factory=list)
    payload: Mapping[str, Any] | None = None

    def _menurut(self, keadaan: Keadaan) -> list[Butir]:
        return [b for b in self.butir if b.keadaan is keadaan]

    @property
    def halangan(self) -> list[Butir]:
        """What keeps the document from being finished."""
        return self._menurut(Keadaan.HALANGAN)

    @property
    def perlu_diperiksa(self) -> list[Butir]:
        """What somebody must have looked at."""
        return self._menurut(Keadaan.PERIKSA)

    @property
    def lulus(self) -> list[Butir]:
        """What is in order."""
        return self._menurut(Keadaan.LULUS)


# Rules about the data (indicators.checks_data) by their name: which keep which kind from being finished …
BERAT: Mapping[str, frozenset[str]] = {
    "target-di-luar-periode": frozenset((J.SK_IKU, J.BUKU_IKU)),
    "nama-daerah-lain": frozenset((J.SK_IKU, J.BUKU_IKU, J.PK, J.RKT, J.LKJIP)),
    "rincian-tidak-berjumlah": frozenset((J.LKJIP,)),
}
# … and which are shown beside it, to be looked at.
RELEVAN: Mapping[str, frozenset[str]] = {
    "iku-tanpa-target": frozenset((J.SK_IKU, J.BUKU_IKU)),
    "sasaran-tanpa-tujuan": frozenset((J.SK_IKU, J.BUKU_IKU)),
    "tujuan-tanpa-misi": frozenset((J.BUKU_IKU, J.LKJIP)),
    "sasaran-unit-tanpa-induk": frozenset((J.BUKU_IKU,)),
    **dict.fromkeys(  # the book prints the pohon kinerja
        ("menyalin-atasan", "indikator-kegiatan", "unit-tanpa-kontribusi", "tanpa-crosscutting"),
        frozenset((J.BUKU_IKU,)),
    ),
    "sasaran-tanpa-indikator": frozenset((J.SK_IKU, J.BUKU_IKU)),
    "target-akhir-jumlah": frozenset((J.SK_IKU, J.BUKU_IKU)),
    "nama-sama-dengan-atasan": frozenset((J.SK_IKU, J.BUKU_IKU)),
    "target-beda-renstra": frozenset((J.PK, J.RKT, J.RENCANA_AKSI, J.LKJIP)),
    "iku-tanpa-program": frozenset((J.RKT, J.RENCANA_AKSI, J.LKJIP)),
    "tanpa-kode": frozenset((J.RKT, J.RENCANA_AKSI, J.E81)),
    "rasio-tanpa-variabel": frozenset((J.TRIWULAN, J.E81, J.LKJIP)),
    "rumus-tidak-terbaca": frozenset((J.TRIWULAN, J.E81, J.LKJIP)),
    "pagu-tanpa-realisasi": frozenset((J.TRIWULAN, J.E81, J.LKJIP)),
    "ikm-beda-dari-unsur": frozenset((J.LKJIP,)),
    "isi-rusak": frozenset((J.SK_IKU, J.BUKU_IKU, J.PK, J.LKJIP)),
    "indikator-ganda": frozenset((J.SK_IKU, J.BUKU_IKU, J.PK)),
    "target-beda-dari-predikat": frozenset((J.SK_IKU, J.BUKU_IKU, J.PK, J.LKJIP)),
    "target-triwulan-beda": frozenset((J.RENCANA_AKSI, J.TRIWULAN, J.E81)),
    "rencana-tanpa-target": frozenset((J.PK, J.RKT, J.RENCANA_AKSI)),
    "kode-bukan-di-bawah-induk": frozenset((J.RKT, J.RENCANA_AKSI, J.E81)),
    **dict.fromkeys(
        ("nilai-beda-dari-hitungan", "predikat-beda-dari-nilai", "keuangan-melebihi-pagu", "kumulatif-turun"),
        frozenset((J.TRIWULAN, J.E81, J.LKJIP)),
    ),
}

TIM_REVIU = re.compile(r"telah direviu|tim penyusun", re.IGNORECASE)

BAWAAN = {"tim": Keadaan.PERIKSA.value, "reviu": Keadaan.PERIKSA.value}
"""The team and the review of an annual report: PermenPANRB 53/2014 (Lampiran II and III) wants the review before the
report is handed in, of the report of the regency; that of an agency may do without. So it is asked, not demanded;
`{"gerbang": {"reviu": "halangan"}}` in the TataDokumen demands it, `"lulus"` does not ask."""


def periksa(jenis: str, permintaan: Permintaan, payload: Mapping[str, Any] | None = None) -> Gerbang:
    """The checklist of one document. Builds its payload as it would be finished, unless given; nothing is stored."""
    with bersama():
        return _periksa(jenis, permintaan, payload, di_luar(permintaan.perangkat_daerah), temuan_baru)


def periksa_untuk_dibaca(jenis: str, permintaan: Permintaan) -> Gerbang:
    """The checklist for a page that shows it, without the payload; finishing goes through `periksa`, always anew.

    Kept until something is written in the regency, or what lies outside of it changes. Three queries when it is kept.
    """
    pd = permintaan.perangkat_daerah
    with bersama():
        sekitar = di_luar(pd)
        ciri = ("gerbang", str(jenis), permintaan.ciri, sekitar)

        def baru() -> Gerbang:
            with selama_tetap(pd, permintaan.tahun):
                return replace(_periksa(jenis, permintaan, None, sekitar, temuan_disimpan), payload=None)

        return selama_jenis_tetap(pd.pemerintah_daerah_id, ciri, baru, selain=ORANG)


def _periksa(
    jenis: str,
    permintaan: Permintaan,
    payload: Mapping[str, Any] | None,
    sekitar: Luar,
    cari: Callable[..., TemuanTahun],
) -> Gerbang:
    selectors.muat_dokumen(permintaan.perangkat_daerah, permintaan.tahun)
    if payload is None:
        try:
            payload = REGISTRY[jenis].build(replace(permintaan, final=True))
        except (Incomplete, InvalidValue) as error:
            kurang = tuple(getattr(error, "kekurangan", [])) or (str(error),)
            return Gerbang(list(_kurang("Data yang diperlukan", kurang, permintaan)))
    temuan = periksa_dokumen(payload, sekitar_dokumen(jenis, permintaan, payload, sekitar))
    butir = [
        *_kelengkapan(jenis, permintaan, payload),
        *_triwulan(jenis, permintaan),
        *_temuan_data(jenis, permintaan, cari),
        *_narasi(jenis, permintaan, payload),
        *_tim_reviu(jenis, permintaan),
        *_temuan_dokumen(temuan, permintaan),
    ]
    urut = {Keadaan.HALANGAN: 0, Keadaan.PERIKSA: 1, Keadaan.LULUS: 2}
    return Gerbang(sorted(butir, key=lambda b: urut[b.keadaan]), temuan, payload)


def wajib_lulus(
    jenis: str, permintaan: Permintaan, payload: Mapping[str, Any], diperiksa: Collection[str] | None
) -> list[str]:
    """The sentences of the items that were ticked, for the audit event.

    Raises Incomplete with what blocks, InvalidValue when an item to be looked at was not ticked. `diperiksa` are the
    `sidik` of the ticked items; None: nobody ticks (a command, the demonstration).
    """
    gerbang = periksa(jenis, permintaan, payload)
    if gerbang.halangan:
        kurang = [f"{b.judul}: {kalimat}" for b in gerbang.halangan for kalimat in b.kalimat]
        raise Incomplete("Dokumen belum dapat diselesaikan.", kurang)
    belum = [b.judul for b in gerbang.perlu_diperiksa if diperiksa is not None and b.sidik not in diperiksa]
    if belum:
        raise InvalidValue(f"Periksa dan centang dahulu: {'; '.join(belum)}.")
    return [f"{b.judul}: {' '.join(b.kalimat)}" for b in gerbang.perlu_diperiksa]


# --- Items ----------------------------------------------------------------------------------------------------------


def _halangan(judul: str, kalimat: tuple[str, ...], alamat: str = "", tautan: str = "") -> Butir:
    return Butir(judul, Keadaan.HALANGAN, kalimat, alamat, tautan)


def _kurang(judul: str, kalimat: tuple[str, ...], permintaan: Permintaan) -> Iterator[Butir]:
    """What is lacking, one item for each place where it is mended."""
    per_tempat: dict[tuple[str, str], list[str]] = {}
    for satu in kalimat:
        per_tempat.setdefault(tempat(satu, permintaan), []).append(satu)
    for (alamat, tautan), milik in per_tempat.items():
        yield _halangan(judul, tuple(milik), alamat, tautan)


def _kelengkapan(jenis: str, permintaan: Permintaan, payload: Mapping[str, Any]) -> Iterator[Butir]:
    """What the document itself says it lacks: analyses, targets, staff, an official.

    What would stand marked on a page blocks; what the finished document leaves out, or prints as a dash, is looked at.
    Team and review have an item of their own.
    """
    tercetak = {b["teks"] for b in _blok(payload, "kekurangan")}
    sendiri = {k for k in payload.get("kekurangan", []) if jenis == J.LKJIP and TIM_REVIU.search(k)}
    kurang = [k for k in payload.get("kekurangan", []) if k in tercetak or k not in sendiri]
    yield from _kurang("Isi yang masih kurang", tuple(k for k in kurang if k in tercetak), permintaan)
    if lepas := tuple(k for k in kurang if k not in tercetak):
        yield Butir("Isi yang tidak tercatat", Keadaan.PERIKSA, lepas, *tempat_unit(lepas, permintaan))
    if not kurang:
        yield Butir("Isi dokumen lengkap", Keadaan.LULUS)


def _triwulan(jenis: str, permintaan: Permintaan) -> Iterator[Butir]:
    """A report is made from closed quarters."""
    if jenis not in (J.TRIWULAN, J.E81, J.LKJIP):
        return
    pd, tahun, tw = permintaan.perangkat_daerah, permintaan.tahun, permintaan.triwulan or 4
    if laporan.triwulan_ditutup(pd, tahun, tw):
        yield Butir(f"Triwulan {_romawi(tw)} sudah ditutup", Keadaan.LULUS)
        return
    kalimat = f"Triwulan {_romawi(tw)} tahun {tahun} masih terbuka. Verifikasi semua lembar, lalu tutup triwulan."
    yield _halangan("Triwulan belum ditutup", (kalimat,), reverse("indicators:verifikasi_antrean"), "Buka Verifikasi")


def _romawi(tw: int) -> str:
    """`IV`: a quarter as it is printed."""
    return ("I", "II", "III", "IV")[tw - 1]


def _temuan_data(jenis: str, permintaan: Permintaan, cari: Callable[..., TemuanTahun]) -> Iterator[Butir]:
    """The findings of the data that concern this kind of document, one item a rule; `cari` finds or remembers them."""
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    periode = selectors.periode_of(pd, tahun)
    if periode is None:
        return
    tutup = jenis in (J.TRIWULAN, J.E81, J.LKJIP)
    tahunan = cari(pd, periode, tahun, sampai=permintaan.triwulan or 4, tutup=tutup)
    alamat = f"{reverse('indicators:pemeriksaan')}?{kueri(permintaan)}"
    semua, diterima = tahunan.temuan, temuan_diterima(pd, tahun)
    ada = False
    for aturan, milik in groupby(terbuka(semua, diterima), key=lambda t: t.aturan):
        keadaan, temuan = _bobot(jenis, aturan.kunci, tahunan.rincian, list(milik))
        if keadaan is Keadaan.LULUS:
            continue
        ada = True
        yield Butir(aturan.judul, keadaan, _ringkas(temuan), alamat, "Buka Pemeriksaan")
    if not ada:
        yield Butir("Tidak ada temuan data yang menyangkut dokumen ini", Keadaan.LULUS)
    for t in semua:
        if t.ciri in diterima and jenis in RELEVAN.get(t.aturan.kunci, ()):
            kalimat = f"{t.objek.nama}: {t.pesan} Diterima: {diterima[t.ciri].alasan}"
            yield Butir(f"{t.aturan.judul}, diterima dengan alasan", Keadaan.LULUS, (kalimat,), alamat)


def _bobot(
    jenis: str, kunci: str, rincian: Collection[RincianCek], temuan: list[TemuanData]
) -> tuple[Keadaan, list[TemuanData]]:
    """What the findings of one rule mean for this kind of document."""
    if jenis in BERAT.get(kunci, ()):
        lunak = kunci == "rincian-tidak-berjumlah" and all(_karena_pembulatan(rincian, t) for t in temuan)
        return (Keadaan.PERIKSA if lunak else Keadaan.HALANGAN), temuan
    return (Keadaan.PERIKSA if jenis in RELEVAN.get(kunci, ()) else Keadaan.LULUS), temuan


def _karena_pembulatan(rincian: Collection[RincianCek], temuan: TemuanData) -> bool:
    """Whether components and value differ by no more than the rounding of the components explains.

    An evaluator rounds each component of the AKIP to two decimals; the office cannot mend his sheet, only look at it.
    """
    return all(_selisih_wajar(r) for r in rincian if r.objek == temuan.objek)


def _selisih_wajar(r: RincianCek) -> bool:
    angka = [n for n in r.rincian if n is not None]
    desimal = max((max(0, -int(n.as_tuple().exponent)) for n in (n.normalize() for n in angka)), default=0)
    batas = len(angka) * Decimal(5).scaleb(-desimal - 1)
    return r.nilai is not None and abs(sum(angka, Decimal(0)) - r.nilai) <= batas


def _ringkas(temuan: list[TemuanData], banyak: int = 5) -> tuple[str, ...]:
    """The first sentences, and how many more there are."""
    kalimat = [f"{t.objek.nama}: {t.pesan}" for t in temuan[:banyak]]
    lebih = len(temuan) - banyak
    return (*kalimat, f"Dan {lebih} lainnya.") if lebih > 0 else tuple(kalimat)


def _narasi(jenis: str, permintaan: Permintaan, payload: Mapping[str, Any]) -> Iterator[Butir]:
    """Texts a planner wrote from data that say something else now, or for a section that is not printed any more."""
    blok = {b["kunci"]: b for b in _blok(payload, "narasi")}
    dasar = dasar_narasi(permintaan, jenis) if blok else {}
    if not dasar:
        return
    tulisan = [b for b in blok.values() if b.get("ditulis")]
    berubah = [b["judul"] for b in tulisan if (lama := dasar.get(b["kunci"])) and berbeda(lama, str(b.get("asli", "")))]
    lepas = [k for k in sorted(set(dasar) - set(blok)) if milik_triwulan(k, permintaan.triwulan)]
    if not berubah and not lepas:
        yield Butir("Narasi sesuai dengan data terakhir", Keadaan.LULUS)
        return
    alamat = reverse("reports:narasi", args=[permintaan.perangkat_daerah.kode, permintaan.tahun, jenis])
    alamat += f"?triwulan={permintaan.triwulan}" if permintaan.triwulan else ""
    if berubah:
        kalimat = tuple(f"{judul}: data berubah sejak ditulis. Baca kembali teksnya." for judul in berubah)
        yield Butir("Narasi ditulis dari data yang sudah berubah", Keadaan.PERIKSA, kalimat, alamat, "Buka Narasi")
    if lepas:
        kalimat = (
            f"{len(lepas)} tulisan tidak tercetak karena bagiannya sudah tidak ada. Salin atau hapus tulisannya.",
        )
        yield Butir("Ada tulisan tanpa bagian", Keadaan.PERIKSA, kalimat, alamat, "Buka Narasi")


def _blok(isi: Any, jenis: str) -> Iterator[Mapping[str, Any]]:
    """Every block of one kind in a payload, in its order."""
    return (satu for satu in objek(isi) if satu.get("jenis") == jenis)


def _tim_reviu(jenis: str, permintaan: Permintaan) -> Iterator[Butir]:
    """The team that wrote the annual report, with a numbered decree, and the Inspektorat's review of it."""
    if jenis != J.LKJIP:
        return
    pd, tahun = permintaan.perangkat_daerah, permintaan.tahun
    sendiri = tersimpan(pd.pk).get(str(jenis))
    isi = sendiri if isinstance(sendiri, dict) else {}
    aturan = isi.get("gerbang")
    diubah = aturan if isinstance(aturan, dict) else {}
    pilihan = BAWAAN | {k: v for k, v in diubah.items() if isinstance(v, str) and v in set(Keadaan)}
    tim = tim_penyusun(pd, tahun)
    reviu = pernyataan_reviu(pd, tahun) is not None
    if tim is None:
        kalimat = "Belum ditetapkan. Isi susunan tim dan keputusannya."
        yield _diminta("Tim penyusun LKjIP", pilihan["tim"], kalimat, permintaan, "reports:tim", "Buka Tim penyusun")
    elif not tim.nomor or tim.tanggal is None:
        kalimat = "Keputusannya belum bernomor atau bertanggal. Lengkapi nomor dan tanggalnya."
        yield _diminta("Tim penyusun LKjIP", pilihan["tim"], kalimat, permintaan, "reports:tim", "Buka Tim penyusun")
    else:
        yield Butir("Tim penyusun LKjIP ditetapkan", Keadaan.LULUS)
    if reviu:
        yield Butir("LKjIP sudah direviu", Keadaan.LULUS)
    else:
        kalimat = "Pernyataan telah direviu belum ada. Mintalah Inspektorat mereviu sebelum laporan disampaikan."
        yield _diminta("Reviu LKjIP", pilihan["reviu"], kalimat, permintaan, "reports:reviu", "Buka Reviu")


def _diminta(judul: str, keadaan: str, kalimat: str, permintaan: Permintaan, nama: str, tautan: str) -> Butir:
    alamat = reverse(nama, args=[permintaan.perangkat_daerah.kode, permintaan.tahun])
    return Butir(judul, Keadaan(keadaan), (kalimat,), alamat, tautan)


def _temuan_dokumen(temuan: list[TemuanDokumen], permintaan: Permintaan) -> Iterator[Butir]:
    """What the rules of documents found, one item a rule."""
    for aturan, milik in groupby(temuan, key=lambda t: t.aturan):
        semua = list(milik)
        keadaan = Keadaan.HALANGAN if semua[0].berat else Keadaan.PERIKSA
        kalimat = tuple(t.kalimat for t in semua[:6])
        yield Butir(aturan.judul, keadaan, kalimat, *tempat_unit(kalimat, permintaan))
    if not temuan:
        yield Butir("Pemeriksaan dokumen tidak menemukan kesalahan", Keadaan.LULUS)
