"""The facts of the product: organisation, cascade, targets, realisasi, verification."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = "Kinerja"
