"""What a foreign table is held against, the mappings a perangkat daerah remembers, and how an upload stands."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Value

from indicators.buku_asing.dikenal import Dikenal, IndikatorDikenal
from indicators.buku_asing.kepala import CARI, MAKS_TINGGI, ciri, judul_kolom
from indicators.buku_asing.pemetaan import Pemetaan, dari_json
from indicators.buku_asing.sel import lembar_dari_json
from indicators.models import (
    Indikator,
    JenisBelanja,
    PemetaanImpor,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    Satuan,
    TingkatPredikat,
    Unggahan,
    User,
)
from indicators.selectors.unit_nama import bersebutan
from indicators.selectors.unsur import unsur
from sakip.lib.xlsx_baca import Lembar


def dikenal(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> Dikenal:
    """The names that are stored, with what may be chosen for all rows. Six queries."""
    milik = {"perangkat_daerah": perangkat_daerah, "periode": periode}
    draf = RencanaTahunan.objects.filter(**milik, status=RencanaTahunan.Status.DRAFT).order_by("tahun", "urutan")
    indikator = Indikator.objects.filter(**milik).order_by("kode")
    pilihan = _pilihan()
    return Dikenal(
        perangkat_daerah=perangkat_daerah.kode,
        periode=(periode.tahun_awal, periode.tahun_akhir),
        unsur=unsur(perangkat_daerah, periode),
        indikator=[IndikatorDikenal(*row) for row in indikator.values_list("pk", "kode", "nama", "skala__kode")],
        unit=[(u.kode, u.sebutan) for u in bersebutan(perangkat_daerah.unit_kerja.order_by("jalur"))],
        rencana=[(f"{r.tahun}/{r.urutan}", str(r)) for r in draf],
        jenis_belanja=sorted((kode, nama) for belanja, kode, nama in pilihan if belanja),
        satuan=frozenset(teks for belanja, *row in pilihan if not belanja for teks in row if teks),
        skala=_skala(),
    )


def _pilihan() -> list[tuple[bool, str, str]]:
    """The kinds of spending (True, code, name) and the units of measure (False, name, sign). One query."""
    belanja = JenisBelanja.objects.order_by().values_list(Value(True), "kode", "nama")
    satuan = Satuan.objects.order_by().values_list(Value(False), "nama", "simbol")
    return list(belanja.union(satuan, all=True))


def _skala() -> dict[str, tuple[str, frozenset[str]]]:
    rows = TingkatPredikat.objects.order_by("skala__nama", "peringkat")
    hasil: dict[str, tuple[str, set[str]]] = {}
    for skala, nama, kode in rows.values_list("skala__kode", "skala__nama", "kode"):
        hasil.setdefault(skala, (nama, set()))[1].add(kode)
    return {k: (nama, frozenset(ada)) for k, (nama, ada) in hasil.items()}


def pemetaan_tersimpan(user: User, perangkat_daerah: PerangkatDaerah) -> list[PemetaanImpor]:
    """The remembered mappings of a perangkat daerah the person sees. One query."""
    rows = PemetaanImpor.objects.visible_to(user).filter(perangkat_daerah=perangkat_daerah)
    return list(rows.select_related("perangkat_daerah").order_by("nama"))


def belum_selesai(user: User, perangkat_daerah: PerangkatDaerah, periode: str) -> list[Unggahan]:
    """The person's foreign files that wait for their mapping; without their cells. One query."""
    rows = Unggahan.objects.visible_to(user).filter(
        perangkat_daerah=perangkat_daerah, jenis=Unggahan.Jenis.ASING, oleh=user, isi__periode=periode
    )
    return list(rows.defer("isi").order_by("-pk")[:10])


# --- An upload ----------------------------------------------------------------------------------------------------


def nama_lembar(unggahan: Unggahan) -> list[str]:
    """The sheets of the file."""
    return [satu["nama"] for satu in unggahan.isi["buku"]]


def lembar_unggahan(unggahan: Unggahan, nama: str, baris: int = 0) -> Lembar:
    """One sheet of the file, or its first rows alone; the first sheet where none has that name."""
    semua: Sequence[dict[str, Any]] = unggahan.isi["buku"]
    return lembar_dari_json(next((s for s in semua if s["nama"] == nama), semua[0]), baris)


def peta_unggahan(unggahan: Unggahan) -> Pemetaan:
    """Its mapping as it stands."""
    peta = dari_json(unggahan.isi["peta"])
    assert peta is not None  # noqa: S101  only the service writes it
    return peta


def yang_cocok(
    unggahan: Unggahan, tersimpan: Iterable[PemetaanImpor], jenis: str = ""
) -> list[tuple[PemetaanImpor, str, int]]:
    """Remembered mappings whose head the file has: (mapping, sheet, first row of the head)."""
    calon = [(p, peta) for p in tersimpan if (peta := dari_json(p.isi)) is not None and jenis in ("", peta.jenis)]
    if not calon:
        return []
    hasil = []
    dicari = {p.ciri for p, _ in calon}
    tempat: dict[str, tuple[str, int]] = {}
    for satu in unggahan.isi["buku"]:
        lembar = lembar_dari_json(satu, CARI + MAKS_TINGGI)
        for tinggi in sorted({peta.tinggi for _, peta in calon}):
            for r in range(1, CARI + 1):
                sidik = ciri(judul_kolom(lembar, r, tinggi))
                if sidik in dicari:
                    tempat.setdefault(sidik, (lembar.nama, r))
    for p, _ in calon:
        if p.ciri in tempat:
            hasil.append((p, *tempat[p.ciri]))
    return hasil
