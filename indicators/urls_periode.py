"""The pages of periods. Part of `indicators/urls_perencanaan.py`."""

from django.urls import path

from indicators.views import periode, periode_salin

urlpatterns = [
    path("periode/", periode.periode_daftar, name="periode_daftar"),
    path("periode/baru/", periode.periode_baru, name="periode_baru"),
    path("periode/<int:pk>/", periode.periode, name="periode"),
    path("periode/<int:pk>/status/", periode.periode_status, name="periode_status"),
    path("periode/<int:pk>/salin/", periode_salin.periode_salin, name="periode_salin"),
]
