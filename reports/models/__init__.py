"""What is issued. Other code imports `from reports.models import X` only."""

from reports.models.cetakan import Cetakan
from reports.models.dokumen import FROZEN, Dokumen, JenisDokumen, PerjanjianKinerja, Publikasi
from reports.models.lampiran import AnggotaTim, PernyataanReviu, TimPenyusun
from reports.models.narasi import GambarNarasi, Narasi, NarasiKonsep, NarasiVersi, TataDokumen
from reports.models.penarikan import Penarikan
from reports.models.tanda_tangan import BerkasDokumen, TandaTanganDokumen

__all__ = [
    "FROZEN",
    "AnggotaTim",
    "BerkasDokumen",
    "Cetakan",
    "Dokumen",
    "GambarNarasi",
    "JenisDokumen",
    "Narasi",
    "NarasiKonsep",
    "NarasiVersi",
    "Penarikan",
    "PernyataanReviu",
    "PerjanjianKinerja",
    "Publikasi",
    "TandaTanganDokumen",
    "TataDokumen",
    "TimPenyusun",
]
