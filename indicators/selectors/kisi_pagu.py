"""The rows of the grid of pagu: sub kegiatan by kind of spending, with the sums of kegiatan and program."""

from collections.abc import Collection, Iterable, Sequence

from indicators.models import JenisBelanja, PaguAnggaran, RencanaTahunan, SubKegiatan
from indicators.selectors.kisi import RUPIAH, BarisKisi, KelompokKisi, Sel, versi
from indicators.selectors.unsur import BarisUnsur, unsur
from indicators.selectors.unsur_urut import menurun
from sakip.lib.numbers import format_number

PaguSub = dict[int, dict[int, PaguAnggaran]]
KUNCI = {"program": "p", "kegiatan": "k"}
TANPA_PAGU = 4


def jenis_dipakai(
    rencana: RencanaTahunan, tambahan: Collection[int] = ()
) -> tuple[list[JenisBelanja], list[JenisBelanja]]:
    """(kinds of spending of the plan and those asked for, the others), by code. Two queries.

    A draft also offers the kinds that other plans use, else the first few: a column must not go because another one
    was the first to be filled.
    """
    semua = list(JenisBelanja.objects.order_by("kode"))
    dipakai = set(rencana.pagu.order_by().values_list("jenis_belanja", flat=True).distinct())
    if not dipakai or rencana.status == RencanaTahunan.Status.DRAFT:
        milik = PaguAnggaran.objects.filter(rencana__perangkat_daerah=rencana.perangkat_daerah_id)
        lain = milik.exclude(rencana=rencana).order_by().values_list("jenis_belanja", flat=True).distinct()
        dipakai |= set(lain) or {j.pk for j in semua[:TANPA_PAGU]}
    dipakai |= set(tambahan)
    return [j for j in semua if j.pk in dipakai], [j for j in semua if j.pk not in dipakai]


def kisi_pagu(
    rencana: RencanaTahunan, jenis: Sequence[JenisBelanja], hanya: Collection[int] | None = None
) -> list[KelompokKisi]:
    """The sub kegiatan below their kegiatan and program, each with its sums. `hanya`: these rows alone, no sums."""
    sub = SubKegiatan.objects.filter(perangkat_daerah=rencana.perangkat_daerah_id, periode=rencana.periode_id)
    if hanya is not None:
        baris = sub.filter(pk__in=hanya).order_by("urutan", "pk")
        pagu = _pagu(rencana, hanya)
        return [KelompokKisi("", tuple(_baris(s, pagu.get(s.pk, {}), jenis) for s in baris))]
    pagu = _pagu(rencana, None)
    isi = {s.pk: s for s in sub}
    draf = rencana.status == RencanaTahunan.Status.DRAFT
    hasil = []
    for simpul, anak in _simpul(menurun(unsur(rencana.perangkat_daerah, rencana.periode)), pagu, draf):
        baris_simpul = (
            tuple(_baris(isi[pk], pagu.get(pk, {}), jenis) for pk in anak) if simpul.jenis == "kegiatan" else ()
        )
        hasil.append(_kelompok(simpul, anak, pagu, jenis, baris_simpul))
    return hasil


def jumlah_pagu(
    rencana: RencanaTahunan, jenis: Sequence[JenisBelanja], hanya: Collection[int] | None = None
) -> list[KelompokKisi]:
    """The sums alone: of every program and kegiatan, or of those above some sub kegiatan; the whole plan's last."""
    pagu = _pagu(rencana, None)
    hasil = []
    if hanya is None or hanya:
        draf = rencana.status == RencanaTahunan.Status.DRAFT
        for simpul, anak in _simpul(menurun(unsur(rencana.perangkat_daerah, rencana.periode)), pagu, draf):
            if hanya is None or not set(anak).isdisjoint(hanya):
                hasil.append(_kelompok(simpul, anak, pagu, jenis))
    return [*hasil, KelompokKisi("Jumlah", tingkat=0, jumlah=_jumlah(pagu.keys(), pagu, jenis))]


def _pagu(rencana: RencanaTahunan, hanya: Collection[int] | None) -> PaguSub:
    rows = PaguAnggaran.objects.filter(rencana=rencana)
    if hanya is not None:
        rows = rows.filter(sub_kegiatan__in=hanya)
    hasil: PaguSub = {}
    for row in rows:
        hasil.setdefault(row.sub_kegiatan_id, {})[row.jenis_belanja_id] = row
    return hasil


def _simpul(rows: list[BarisUnsur], pagu: PaguSub, draf: bool) -> Iterable[tuple[BarisUnsur, list[int]]]:
    """Program and kegiatan in order, each with the sub kegiatan below it; an approved plan shows those with pagu."""
    per_kegiatan: dict[int | None, list[int]] = {}
    per_program: dict[int | None, list[int]] = {}
    program = {r.pk: r.induk for r in rows if r.jenis == "kegiatan"}
    for r in rows:
        if r.jenis == "sub_kegiatan" and (draf or r.pk in pagu):
            per_kegiatan.setdefault(r.induk, []).append(r.pk)
            per_program.setdefault(program.get(r.induk) if r.induk else None, []).append(r.pk)
    for r in rows:
        anak = {"program": per_program, "kegiatan": per_kegiatan}.get(r.jenis, {}).get(r.pk)
        if anak:
            yield r, anak


def _kelompok(
    r: BarisUnsur, anak: list[int], pagu: PaguSub, jenis: Sequence[JenisBelanja], baris: tuple[BarisKisi, ...] = ()
) -> KelompokKisi:
    return KelompokKisi(
        judul=f"{r.kode} {r.uraian}".strip(),
        baris=baris,
        tingkat=1 if r.jenis == "program" else 2,
        kunci=f"{KUNCI[r.jenis]}{r.pk}",
        jumlah=_jumlah(anak, pagu, jenis),
    )


def _jumlah(sub: Collection[int], pagu: PaguSub, jenis: Sequence[JenisBelanja]) -> tuple[int | None, ...]:
    """The sum of every column that is shown, and of all kinds, also of one that is not; None without any amount."""
    kolom: list[int | None] = []
    for j in jenis:
        ada = [pagu[s][j.pk].jumlah for s in sub if j.pk in pagu.get(s, {})]
        kolom.append(sum(ada) if ada else None)
    semua = [row.jumlah for s in sub for row in pagu.get(s, {}).values()]
    return (*kolom, sum(semua) if semua else None)


def _baris(s: SubKegiatan, own: dict[int, PaguAnggaran], jenis: Sequence[JenisBelanja]) -> BarisKisi:
    sel = tuple(
        (
            Sel(
                nama=f"s{s.pk}-j{j.pk}",
                kolom=f"j{j.pk}",
                judul=j.nama,
                label=f"{j.nama}: {s.uraian}",
                isi=format_number(own[j.pk].jumlah) if j.pk in own else "",
                jenis=RUPIAH,
            ),
        )
        for j in jenis
    )
    total = sum(row.jumlah for row in own.values()) if own else None
    return BarisKisi(
        pk=s.pk,
        kunci=f"s{s.pk}",
        nama=s.uraian,
        kode=s.kode,
        sel=sel,
        akhir=(("Jumlah", "–" if total is None else format_number(total)),),
        versi=versi(own.values()),
        peringatan=() if own else ("Belum berpagu.",),
        objek=s,
    )
