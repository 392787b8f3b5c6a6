"""When a document gives way to the one that was made in its place.

One that everybody signed binds until everybody signed the next; until then nothing would count otherwise, and whoever
looks up its code would read that it is void. One that is finished only gives way as soon as the next is finished.
"""

from typing import Any

from indicators.services.audit import Event
from reports.models import Dokumen
from reports.tanda_tangan.pihak import para_pihak


def gantikan(lama: Dokumen, baru: Dokumen) -> list[Event]:
    """`baru` is finished in the place of `lama` (locked): what that means for it now, with its event if it ends."""
    if lama.status == Dokumen.Status.SIGNED and para_pihak(baru.payload):
        return []
    return [_akhiri(lama, baru)]


def berakhir(dokumen: Dokumen) -> list[Event]:
    """Everybody signed `dokumen`: what it was made in the place of, and still binds, ends. Their events."""
    events, lama = [], dokumen.replaces
    while lama is not None:
        if lama.status != Dokumen.Status.REPLACED:
            events.append(_akhiri(lama, dokumen))
        lama = lama.replaces
    return events


def _akhiri(lama: Dokumen, baru: Dokumen) -> Event:
    Dokumen.objects.filter(pk=lama.pk).set_status(Dokumen.Status.REPLACED)
    sesudah: dict[str, Any] = {"status": Dokumen.Status.REPLACED.value, "digantikan_oleh": baru.judul}
    return Event(
        "dokumen.replaced",
        lama,
        lama.judul,
        perangkat_daerah=lama.perangkat_daerah,
        sebelum={"status": lama.status},
        sesudah=sesudah,
    )
