"""What is written about documents. Others import `from reports import services`."""

from reports.services.dokumen import (
    BERUBAH,
    canonical,
    digest,
    dokumen_draft,
    dokumen_finalize,
    dokumen_siap,
    perjanjian_semua_draft,
    utuh,
)
from reports.services.lampiran import IsiReviu, IsiTim, Kursi, reviu_save, reviu_sidik, tim_save, tim_sidik
from reports.services.narasi import NARASI_BERUBAH, narasi_reset, narasi_save, narasi_sidik
from reports.services.penarikan import dokumen_withdraw
from reports.services.publikasi import dokumen_publish, dokumen_unpublish
from reports.services.tanda_tangan import NamaBerbeda, dokumen_sign
from reports.services.unggahan import dokumen_upload_electronic, dokumen_upload_scan

__all__ = [
    "BERUBAH",
    "NARASI_BERUBAH",
    "IsiReviu",
    "IsiTim",
    "Kursi",
    "NamaBerbeda",
    "canonical",
    "digest",
    "dokumen_draft",
    "dokumen_finalize",
    "dokumen_publish",
    "dokumen_siap",
    "dokumen_sign",
    "dokumen_unpublish",
    "dokumen_upload_electronic",
    "dokumen_upload_scan",
    "dokumen_withdraw",
    "narasi_reset",
    "narasi_save",
    "narasi_sidik",
    "perjanjian_semua_draft",
    "reviu_save",
    "reviu_sidik",
    "tim_save",
    "tim_sidik",
    "utuh",
]
