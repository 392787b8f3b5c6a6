"""What the rows inside an event about a whole plan are called: the event keeps their codes and numbers.

One query a kind for however many events, and none where no event is about the rows of a plan.
"""

from collections.abc import Iterable

from django.db.models import F

from indicators.audit_texts import kunci_isian
from indicators.models import AuditEvent, Indikator, JenisBelanja, SubKegiatan

RENCANA = "rencanatahunan"
KOLOM = frozenset({"status", "dasar", "tanggal", "berlaku_mulai", "jenis", "tahun", "urutan"})
"""Keys that are columns of the plan itself, not rows of it."""


def nama_isian(events: Iterable[AuditEvent], *, utuh: bool = False) -> dict[tuple[int, str], str]:
    """By plan and key of the row what to call it; a row that is gone has none. `utuh`: of every row, not the first."""
    pasangan = {
        (e.objek_id, kunci)
        for e in events
        if e.objek_tipe == RENCANA
        for kunci in kunci_isian(e, utuh=utuh)
        if kunci not in KOLOM
    }
    pagu = {(pk, kunci) for pk, kunci in pasangan if kunci.partition("/")[0].isdecimal() and "/" in kunci}
    return _indikator(pasangan - pagu) | _pagu(pagu)


def _indikator(pasangan: set[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """A code is unique within the perangkat daerah and the period of the plan."""
    if not pasangan:
        return {}
    rows = Indikator.objects.filter(
        periode__rencana__in={pk for pk, _ in pasangan},
        perangkat_daerah=F("periode__rencana__perangkat_daerah"),
        kode__in={kode for _, kode in pasangan},
    ).values_list("periode__rencana", "kode", "nama")
    return {(pk, kode): f"{nama} ({kode})" for pk, kode, nama in rows}


def _pagu(pasangan: set[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """The key is `<number of the sub kegiatan>/<account code>`."""
    if not pasangan:
        return {}
    nomor = {int(kunci.partition("/")[0]) for _, kunci in pasangan}
    rows = SubKegiatan.objects.filter(pk__in=nomor).values_list("pk", "kode", "uraian")
    sub = {str(pk): f"{kode} {uraian}".strip() for pk, kode, uraian in rows}
    jenis = dict(JenisBelanja.objects.values_list("kode", "nama"))
    hasil = {}
    for pk, kunci in pasangan:
        awal, _, akun = kunci.partition("/")
        if awal in sub:
            hasil[pk, kunci] = f"{sub[awal]} · {akun} {jenis.get(akun, '')}".rstrip()
    return hasil
