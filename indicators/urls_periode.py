"""The pages of periods and of units. Part of `indicators/urls_perencanaan.py`."""

from django.urls import path

from indicators.views import pegawai, pejabat_unit, periode, periode_salin, unit_bagi, unit_kerja

urlpatterns = [
    path("periode/", periode.periode_daftar, name="periode_daftar"),
    path("periode/baru/", periode.periode_baru, name="periode_baru"),
    path("periode/<int:pk>/", periode.periode, name="periode"),
    path("periode/<int:pk>/status/", periode.periode_status, name="periode_status"),
    path("periode/<int:pk>/salin/", periode_salin.periode_salin, name="periode_salin"),
    path("unit/", unit_kerja.unit_daftar, name="unit_daftar"),
    path("unit/<slug:pd>/baru/", unit_kerja.unit_baru, name="unit_baru"),
    path("unit/<int:pk>/", unit_kerja.unit, name="unit"),
    path("unit/<int:pk>/bagi/", unit_bagi.unit_bagi, name="unit_bagi"),
    path("unit/<int:pk>/pejabat/baru/", pejabat_unit.baru, name="pejabat_baru"),
    path("unit/<int:pk>/pejabat/<int:pejabat>/", pejabat_unit.ubah, name="pejabat_ubah"),
    path("pegawai/<slug:pd>/<int:tahun>/", pegawai.pegawai, name="pegawai"),
    path("unit/<slug:pd>/kepala/baru/", pejabat_unit.kepala_baru, name="kepala_baru"),
    path("unit/<slug:pd>/kepala/<int:pejabat>/", pejabat_unit.kepala_ubah, name="kepala_ubah"),
]
