"""What is issued from the facts: decrees, agreements, reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        """What the facts ask of the documents without knowing them: demonstration data, and what they still print."""
        from indicators.demo import lembaga_dimuat
        from indicators.services.kaskade_hapus import PENJAGA
        from reports.demo import muat
        from reports.penjaga import dokumen_memuat

        lembaga_dimuat.connect(muat, dispatch_uid="reports.demo")
        if dokumen_memuat not in PENJAGA:
            PENJAGA.append(dokumen_memuat)
