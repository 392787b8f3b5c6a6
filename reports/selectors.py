"""What the pages about documents read: the documents of a year, and what the rules must know besides a payload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from indicators.models import (
    Indikator,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    Peraturan,
    PeriodeRenstra,
)
from indicators.selectors import dokumen as selectors
from indicators.selectors.bekal import nama_daerah
from indicators.selectors.capaian import CapaianRow, capaian_matriks
from reports.builders import REGISTRY, lkjip_lampiran, narasi_muat, pk_semua
from reports.builders.permintaan import Permintaan
from reports.checks.naskah import IkuCek, PeraturanCek, Sekitar, objek
from reports.models import Dokumen, JenisDokumen, PernyataanReviu, TimPenyusun
from sakip.lib.periods import Triwulan


def dokumen_tahun(perangkat_daerah: PerangkatDaerah, tahun: int, kunci: set[str]) -> list[Dokumen]:
    """The finished documents of a year, and those whose period covers it, newest first, without their payload.

    Each has its publication and its agreement joined. One query.
    """
    rows = Dokumen.objects.filter(perangkat_daerah=perangkat_daerah).filter(Q(tahun=tahun) | Q(periode_kunci__in=kunci))
    return list(rows.select_related("publikasi", "perjanjian_kinerja").defer("payload").order_by("-pk"))


@dataclass(frozen=True)
class Sebelumnya:
    """What there is of the same kind and period: the document a new one would replace, and a number kept for it."""

    berlaku: Dokumen | None
    nomor_dipesan: str  # of the newest one that was withdrawn, unless it is in use again; often empty


def dokumen_sebelumnya(permintaan: Permintaan, jenis: str) -> Sebelumnya:
    """The finished documents of the same kind and period, those that were withdrawn included. One query."""
    kunci = REGISTRY[jenis].periode_kunci(permintaan)
    rows = Dokumen.objects.filter(perangkat_daerah=permintaan.perangkat_daerah, jenis=jenis, periode_kunci=kunci)
    semua = list(rows.defer("payload").order_by("-pk"))
    berlaku = (d for d in semua if d.status in (Dokumen.Status.FINAL, Dokumen.Status.SIGNED))
    ditarik = semua[0].nomor if semua and semua[0].status == Dokumen.Status.WITHDRAWN else ""
    return Sebelumnya(next(berlaku, None), ditarik)


def tim_penyusun(perangkat_daerah: PerangkatDaerah, tahun: int) -> TimPenyusun | None:
    """The team that writes the annual report of a year, its seats in `anggota`. Two queries, one without a team."""
    return lkjip_lampiran.tim_of(perangkat_daerah, tahun)


def pernyataan_reviu(perangkat_daerah: PerangkatDaerah, tahun: int) -> PernyataanReviu | None:
    """The Inspektorat's review of the annual report of a year. One query."""
    return lkjip_lampiran.reviu_of(perangkat_daerah, tahun)


def perjanjian_selesai(perangkat_daerah: PerangkatDaerah, tahun: int) -> dict[pk_semua.Kunci, Dokumen]:
    """The newest finished agreement of each party of a year, by which agreement it is. One query."""
    rows = Dokumen.objects.filter(
        perangkat_daerah=perangkat_daerah, tahun=tahun, jenis=JenisDokumen.PK, perjanjian_kinerja__isnull=False
    )
    rows = rows.select_related("perjanjian_kinerja__pihak_pertama", "publikasi").defer("payload").order_by("pk")
    return {pk_semua.kunci_of(d.perjanjian_kinerja): d for d in rows}  # type: ignore[arg-type]


def dasar_narasi(permintaan: Permintaan, jenis: str) -> dict[str, str]:
    """What the data said when a planner wrote a section, by its key. One query."""
    rows = narasi_muat.tersimpan(permintaan.perangkat_daerah, permintaan.tahun, str(jenis))
    return {bagian: dasar for bagian, _, dasar in rows}


@dataclass(frozen=True)
class Luar:
    """What the rules hold a document against that is not the regency's own: writes elsewhere change it."""

    nama_lain: tuple[str, ...]
    peraturan: tuple[PeraturanCek, ...]


def di_luar(perangkat_daerah: PerangkatDaerah) -> Luar:
    """The names of the other regencies and agencies, and the register of regulations. Two queries."""
    return Luar(_nama_lain(perangkat_daerah), _peraturan())


def sekitar_dokumen(
    jenis: str, permintaan: Permintaan, payload: Mapping[str, Any], luar: Luar | None = None
) -> Sekitar:
    """What the rules of documents must know of the tenant, its neighbours, the period and the register.

    Two queries; nine more when the payload holds a planner's own words, whose claims are held against the capaian.
    `luar` is read here (two queries) unless given.
    """
    luar = luar or di_luar(permintaan.perangkat_daerah)
    pd, daerah = permintaan.perangkat_daerah, permintaan.perangkat_daerah.pemerintah_daerah
    periode = selectors.periode_of(pd, permintaan.tahun)
    return Sekitar(
        jenis=jenis,
        tahun=permintaan.tahun,
        triwulan=permintaan.triwulan,
        nomor=permintaan.nomor,
        tanggal=permintaan.tanggal,
        final=permintaan.final,
        periode=tuple(periode.tahun) if periode else (),
        nama_sendiri=(daerah.nama, pd.nama),
        nama_lain=luar.nama_lain,
        kepala_daerah=tuple(p.nama_lengkap for p in _kepala_daerah(daerah)),
        iku=_iku(pd, periode, permintaan.tahun) if periode and _ditulis(payload) else (),
        peraturan=luar.peraturan,
    )


def _kepala_daerah(daerah: PemerintahDaerah) -> list[Pejabat]:
    """Everybody who ever headed the regency. One query, none where the officials were left."""
    kepala = Pejabat.Jenis.KEPALA_DAERAH
    siap = selectors.pejabat_dititip(daerah.pk)
    if siap is None:
        return list(Pejabat.objects.filter(pemerintah_daerah=daerah, jenis=kepala))
    return sorted((p for p in siap if p.jenis == kepala), key=lambda p: p.nama)


def _nama_lain(pd: PerangkatDaerah) -> tuple[str, ...]:
    """The other regencies, and the agencies of theirs whose name nobody here bears."""
    rows = nama_daerah()
    daerah = pd.pemerintah_daerah_id
    lain = dict.fromkeys(nama for pemda, nama, _ in rows if pemda != daerah)
    milik = {agensi.casefold() for pemda, _, agensi in rows if agensi and pemda == daerah}
    asing = {agensi for pemda, _, agensi in rows if agensi and pemda != daerah and agensi.casefold() not in milik}
    return (*lain, *sorted(asing - {"Sekretariat Daerah"}))


def _peraturan() -> tuple[PeraturanCek, ...]:
    rows = Peraturan.objects.values_list("jenis", "nomor", "tahun", "tentang", "dicabut_oleh__tahun")
    return tuple(PeraturanCek(*row) for row in rows)


def _ditulis(payload: Mapping[str, Any]) -> bool:
    """Whether a planner's own words stand anywhere in a payload."""
    return any(satu.get("ditulis") for satu in objek(payload))


def _iku(pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int) -> tuple[IkuCek, ...]:
    """The IKU of the perangkat daerah with their capaian, and where they went since the year before."""
    rows = selectors.iku_rows(pd, periode, Triwulan(tahun, 4))
    indikator: list[Indikator] = [row.indikator for row in rows]
    matriks = capaian_matriks(perangkat_daerah=pd, indikator=indikator, tahun=[tahun - 1, tahun])
    return tuple(
        IkuCek(i.nama, matriks[i.pk][tahun].capaian, _arah(matriks[i.pk][tahun - 1], matriks[i.pk][tahun]))
        for i in indikator
    )


def _arah(dulu: CapaianRow, kini: CapaianRow) -> int | None:
    """1 when the value rose, -1 when it fell; steps of a scale compare by rank. None when one of them is not known."""
    lama, baru = dulu.realisasi.untuk_hitung(), kini.realisasi.untuk_hitung()
    for satu, lain in ((lama.angka, baru.angka), (lama.peringkat, baru.peringkat)):
        if satu is not None and lain is not None:
            return (lain > satu) - (lain < satu)
    return None
