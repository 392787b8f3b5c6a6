"""The targets of a year's plan taken from the Renstra: what was decided once is not typed again."""

from django.db import transaction

from indicators.calculations import Akumulasi
from indicators.exceptions import InvalidValue
from indicators.models import RencanaTahunan, TargetRenstra, User
from indicators.selectors.kisi_target import renstra_belum_masuk
from indicators.services.rencana_isi import TargetEntry, require_draft, target_save_many


@transaction.atomic
def target_from_renstra(*, rencana: RencanaTahunan, by: User | None) -> int:
    """Put every indikator that has a Renstra target for the year into a draft plan; how many.

    Rows that are in the plan stay as they are, and quarters stay to be filled in, except TW IV of what is measured
    once a year. Raises NotAllowed, Closed, and InvalidValue (nothing is left to be taken).
    """
    require_draft(by, rencana)
    rows = renstra_belum_masuk(rencana).select_related("indikator", "tingkat").order_by("indikator_id")
    entries = [_entri(t) for t in rows]
    if not entries:
        raise InvalidValue(f"Semua target Renstra tahun {rencana.tahun} sudah masuk rencana ini.")
    return target_save_many(rencana=rencana, entries=entries, by=by)


def _entri(t: TargetRenstra) -> TargetEntry:
    tahunan = t.indikator.akumulasi == Akumulasi.TAHUNAN
    tw = (None, None, None, t.nilai if tahunan else None)
    return TargetEntry(t.indikator, nilai=t.nilai, tingkat=t.tingkat, tw=tw, contoh=t.contoh)
