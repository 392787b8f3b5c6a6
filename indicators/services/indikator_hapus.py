"""An indikator goes, as long as nothing rests on it; else it ends: it is left out of the plans still being drafted."""

from typing import Any, cast

from django.db import transaction

from indicators.exceptions import Incomplete, InvalidValue, StaleData
from indicators.models import (
    ContohRumus,
    Indikator,
    Target,
    TargetRenstra,
    User,
    Variabel,
    VariabelRumus,
)
from indicators.selectors import nilai as cetak
from indicators.selectors.nilai import Besaran
from indicators.services.indikator import catat, gambaran, require_ubah, terkunci
from indicators.services.indikator_aturan import rencana_disahkan
from indicators.services.indikator_penerus import draf_berisi
from indicators.services.kaskade_hapus import PENJAGA
from indicators.services.periode_tutup import tahan_terbuka
from indicators.services.rencana_isi import target_remove
from indicators.services.versi import versi

MILIKNYA = (Variabel, VariabelRumus, ContohRumus, TargetRenstra, Target)
"""What goes with it. Targets of approved plans are looked at apart."""
BERUBAH = "Indikator ini baru saja diubah orang lain. Lihat isinya yang baru dulu."


def yang_menahan(indikator: Indikator) -> list[str]:
    """Everything that keeps an indikator from being deleted, one phrase each; empty: it may go.

    Looks at every relation there is, also those of later models.
    """
    hasil = [
        f"target pada rencana {r.tahun} {r.get_jenis_display().lower()} yang sudah disahkan"
        for r in rencana_disahkan(indikator)
    ]
    for relasi in indikator._meta.related_objects:
        if relasi.many_to_many or relasi.related_model in MILIKNYA:
            continue
        jumlah = relasi.related_model._default_manager.filter(**{relasi.field.name: indikator.pk}).count()
        if jumlah and relasi.related_model is Indikator:
            hasil.append(f"{jumlah} indikator yang meneruskannya")
        elif jumlah:
            hasil.append(f"{jumlah} {relasi.related_model._meta.verbose_name}")
    for penjaga in PENJAGA:
        hasil += penjaga(cast("Any", indikator))
    return hasil


def yang_ikut(indikator: Indikator) -> list[str]:
    """What would be deleted with it, one phrase each."""
    renstra = indikator.target_renstra.count()
    hasil = [f"{renstra} target Renstra"] if renstra else []
    hasil += [f"target pada draf {t.rencana}" for t in draf_berisi(indikator)]
    program = indikator.program_pendukung.count()
    return [*hasil, f"kaitannya dengan {program} program pendukung"] if program else hasil


@transaction.atomic
def indikator_hapus(*, indikator: Indikator, versi_dilihat: str, by: User) -> None:
    """Delete an indikator nothing rests on, with its targets of the Renstra and of plans that are still drafts.

    Raises NotAllowed, Closed, Incomplete (listing what rests on it) and StaleData.
    """
    require_ubah(indikator.perangkat_daerah, indikator.periode, by)
    tahan_terbuka(indikator.periode)
    kini = terkunci(indikator)
    if versi(kini) != versi_dilihat:
        raise StaleData(BERUBAH, tersimpan=kini)
    menahan = yang_menahan(kini)
    if menahan:
        raise Incomplete(f"Indikator ini tidak dapat dihapus karena masih ada {', '.join(menahan)}.", menahan)
    for target in draf_berisi(kini):
        target_remove(rencana=target.rencana, indikator=kini, by=by)
    renstra = kini.target_renstra.select_related("tingkat").order_by("tahun")
    sebelum = gambaran(kini) | {
        f"target {t.tahun}": cetak.teks(kini, Besaran(t.nilai, t.tingkat), utuh=True) for t in renstra
    }
    catat(by, kini, "indikator.deleted", {k: v for k, v in sebelum.items() if v not in (None, "", [], False)}, {})
    kini.delete()


@transaction.atomic
def indikator_akhiri(*, indikator: Indikator, by: User) -> int:
    """Leave an indikator out of the plans that are still drafts; how many. What was measured stays.

    Raises NotAllowed, Closed, and InvalidValue when no draft has it: then there is nothing to leave it out of.
    """
    require_ubah(indikator.perangkat_daerah, indikator.periode, by)
    tahan_terbuka(indikator.periode)
    kini = terkunci(indikator)
    draf = draf_berisi(kini)
    if not draf:
        raise InvalidValue(
            "Tidak ada draf rencana yang memuat indikator ini. Buka rencana perubahan, atau mulai rencana tahun "
            "berikutnya tanpa indikator ini."
        )
    for target in draf:
        target_remove(rencana=target.rencana, indikator=kini, by=by)
    return len(draf)
