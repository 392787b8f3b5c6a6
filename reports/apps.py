"""What is issued from the facts: decrees, agreements, reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Dokumen"
