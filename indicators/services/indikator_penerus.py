"""What a successor takes over from the indikator before it: targets, and its place in plans that are still drafts."""

from indicators.models import Indikator, RencanaTahunan, Target, TargetRenstra, User
from indicators.selectors.pendahulu import SEBANDING
from indicators.services.rencana_isi import TargetEntry, target_remove, target_save_many
from indicators.services.target_renstra import TargetRenstraEntry, target_renstra_save_many


def sebanding(lama: Indikator, baru: Indikator) -> bool:
    """Whether both are measured alike, so that a target of the one says the same of the other."""
    return all(getattr(lama, k) == getattr(baru, k) for k in SEBANDING)


def gantikan(lama: Indikator, baru: Indikator, *, by: User) -> None:
    """Copy the Renstra targets and change places in draft plans; measured otherwise, targets are to be set anew.

    Approved plans stay as they were signed. Raises NotAllowed (targets are an ability of their own) and Closed.
    """
    sama = sebanding(lama, baru)
    if sama:
        rows = TargetRenstra.objects.filter(indikator=lama).select_related("tingkat").order_by("tahun")
        salinan = [TargetRenstraEntry(baru, t.tahun, t.nilai, t.tingkat) for t in rows]
        if salinan:
            target_renstra_save_many(
                perangkat_daerah=baru.perangkat_daerah, periode=baru.periode, entries=salinan, by=by
            )
    for target in draf_berisi(lama):
        tw = (target.tw1, target.tw2, target.tw3, target.tw4)
        entri = TargetEntry(baru, target.nilai, target.tingkat, tw, target.contoh)
        target_remove(rencana=target.rencana, indikator=lama, by=by)
        if sama:
            target_save_many(rencana=target.rencana, entries=[entri], by=by)


def draf_berisi(indikator: Indikator) -> list[Target]:
    """Its targets in plans that are still drafts, with plan and step. One query."""
    rows = Target.objects.filter(indikator=indikator, rencana__status=RencanaTahunan.Status.DRAFT)
    lain = ("rencana__perangkat_daerah", "rencana__periode", "tingkat")
    return list(rows.select_related(*lain).order_by("rencana__tahun", "rencana__urutan"))
