"""What is issued from the facts: decrees, agreements, reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Dokumen"

    def ready(self) -> None:
        """The demonstration data of the documents are loaded after those of the facts."""
        from indicators.demo import lembaga_dimuat
        from reports.demo import muat

        lembaga_dimuat.connect(muat, dispatch_uid="reports.demo")
