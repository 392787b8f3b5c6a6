"""What must exist before Indikator Kinerja Utama can be issued, as a decree or as a book."""

from dataclasses import dataclass

from indicators.models import Pejabat, PeriodeRenstra
from indicators.selectors import dokumen
from indicators.selectors.dokumen import IkuRow
from reports.builders import identitas
from reports.builders.permintaan import Permintaan


@dataclass(frozen=True)
class Dasar:
    """Period, IKU, and who signs; `kekurangan` names what does not exist."""

    periode: PeriodeRenstra | None
    iku: list[IkuRow]
    pejabat: Pejabat | None
    kekurangan: list[str]


def dasar(permintaan: Permintaan, *, akibat: str = "") -> Dasar:
    """Four queries at most. `akibat`: what a period without IKU means for the document."""
    pd = permintaan.perangkat_daerah
    periode = dokumen.periode_of(pd, permintaan.tahun)
    iku = dokumen.iku_rows(pd, periode) if periode else []
    pejabat = dokumen.kepala_perangkat_daerah(pd, permintaan.per_tanggal)
    kurang = []
    if periode is None:
        kurang.append(f"Belum ada periode Renstra yang memuat tahun {permintaan.tahun}. Tambahkan periodenya dahulu.")
    elif not iku:
        kurang.append(
            f"{pd.nama} belum memiliki Indikator Kinerja Utama pada periode {periode}{akibat}."
            " Tandai indikator tujuan atau sasaran sebagai IKU pada menu Perencanaan."
        )
    if pejabat is None:
        kurang.append(identitas.tanpa_kepala(pd, permintaan.per_tanggal))
    return Dasar(periode, iku, pejabat, kurang)
