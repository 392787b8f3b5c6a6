"""The pages of a regency that begins. Included by `indicators/urls.py`; the last step is `reports:daerah_pk`."""

from django.urls import path

from indicators.views import daerah

urlpatterns = [
    path("", daerah.daftar, name="daerah"),
    path("baru/", daerah.baru, name="daerah_baru"),
    path("<slug:kode>/", daerah.lanjut, name="daerah_lanjut"),
    path("<slug:kode>/lambang.png", daerah.lambang, name="daerah_lambang"),
    path("<slug:kode>/<slug:langkah>/", daerah.langkah, name="daerah_langkah"),
]
