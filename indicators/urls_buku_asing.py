"""Workbooks of other making, and our own sheets one by one. Included by `indicators/urls_perencanaan.py`."""

from django.urls import path

from indicators.views import buku_asing, buku_asing_kolom, buku_satu

DASAR = "buku-kerja/<slug:pd>/<slug:periode>/"

urlpatterns = [
    path(f"{DASAR}lembar/<slug:tabel>/", buku_satu.lembar, name="buku_pd_lembar"),
    path(f"{DASAR}csv/<slug:tabel>/", buku_satu.unduh, {"bentuk": "csv"}, name="buku_pd_csv"),
    path(f"{DASAR}xlsx/<slug:tabel>/", buku_satu.unduh, {"bentuk": "xlsx"}, name="buku_pd_xlsx"),
    path(f"{DASAR}lain/", buku_asing.unggah, name="buku_asing"),
    path(f"{DASAR}lain/<int:pk>/", buku_asing.tabel, name="buku_asing_tabel"),
    path(f"{DASAR}lain/<int:pk>/kolom/", buku_asing_kolom.kolom, name="buku_asing_kolom"),
    path(f"{DASAR}lain/pemetaan/<int:pk>/", buku_asing.pemetaan, name="buku_asing_pemetaan"),
]
