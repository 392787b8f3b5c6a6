"""The pages of planning: cascade, targets, plans, pohon kinerja, workbooks. Included by `indicators/urls.py`."""

from django.urls import path

from indicators import urls_rencana
from indicators.views import cascade, rumus

urlpatterns = [
    path("", cascade.perencanaan, name="perencanaan"),
    *urls_rencana.urlpatterns,
    path("indikator/<int:pk>/rumus/", rumus.rumus, name="rumus"),
]
