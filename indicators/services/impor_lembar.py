"""One sheet of a perangkat daerah comes in by itself: read, and staged for the preview that all imports share."""

from indicators import permissions
from indicators.buku_pd.satu import baca_satu
from indicators.buku_pd.tabel import Tabel
from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah, PeriodeRenstra, Unggahan, User
from indicators.permissions import Ability
from indicators.services import antivirus
from indicators.services.impor import impor_tolak_milik_lain, nama_berkas, sidik_berkas
from indicators.services.impor_asing import siapkan_pratinjau
from sakip.lib.xlsx_baca import BerkasDitolak


def lembar_pd_unggah(
    *, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tabel: Tabel, nama: str, isi: bytes, by: User
) -> Unggahan:
    """Read the sheet `tabel` from an .xlsx or .csv and keep what it says.

    Raises NotAllowed, InvalidValue for a file that is refused, and Closed while an earlier import is being stored.
    """
    permissions.require(by, Ability.IMPORT, perangkat_daerah)
    nama = nama_berkas(nama)
    antivirus.periksa(nama, isi)
    try:
        terbaca = baca_satu(tabel, nama, isi)
    except BerkasDitolak as error:
        raise InvalidValue(str(error)) from error
    impor_tolak_milik_lain(terbaca, perangkat_daerah, periode)
    return siapkan_pratinjau(
        perangkat_daerah=perangkat_daerah,
        periode=periode,
        nama=nama,
        sha256=sidik_berkas(isi),
        terbaca=terbaca,
        by=by,
        lembar=tabel.nama,
    )
