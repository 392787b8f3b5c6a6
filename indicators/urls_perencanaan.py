"""The pages of planning: cascade, targets, plans, pohon kinerja, workbooks. Included by `indicators/urls.py`."""

from django.urls import path

from indicators import urls_buku_asing, urls_periode, urls_rencana
from indicators.views import buku_pd, cascade, indikator, kaskade, pohon, rumus

urlpatterns = [
    path("", cascade.perencanaan, name="perencanaan"),
    *urls_rencana.urlpatterns,
    *urls_buku_asing.urlpatterns,
    *urls_periode.urlpatterns,
    path("buku-kerja/<slug:pd>/<slug:periode>/", buku_pd.buku, name="buku_pd"),
    path("buku-kerja/<slug:pd>/<slug:periode>/unduh/", buku_pd.unduh, name="buku_pd_unduh"),
    path("buku-kerja/<slug:pd>/<slug:periode>/<int:pk>/", buku_pd.pratinjau, name="buku_pd_pratinjau"),
    # The tree builds these too.
    path("indikator/baru/<slug:jenis>/<int:pk>/", indikator.baru, name="indikator_baru"),
    path("indikator/<int:pk>/ubah/", indikator.ubah, name="indikator_ubah"),
    path("indikator/<int:pk>/penerus/", indikator.penerus, name="indikator_penerus"),
    path("indikator/<int:pk>/hapus/", indikator.hapus, name="indikator_hapus"),
    path("indikator/<int:pk>/rumus/", rumus.rumus, name="rumus"),
    path("pohon/", pohon.pohon, name="pohon"),
    path("pohon/<int:pk>/", pohon.simpul, name="pohon_simpul"),
    path("pohon/faktor/<int:pk>/", pohon.faktor, name="pohon_faktor"),
    path("pohon/dukungan/<int:pk>/", pohon.dukungan, name="pohon_dukungan"),
    # The editor builds these addresses from the first one (views/kaskade_jawab.hak): a tree has hundreds of them.
    path("kaskade/<slug:pd>/<slug:periode>/<slug:jenis>/baru/", kaskade.baru, name="kaskade_baru"),
    path("kaskade/<slug:pd>/nomenklatur/<slug:jenis>/", kaskade.nomenklatur, name="kaskade_nomenklatur"),
    path("kaskade/<slug:jenis>/<int:pk>/ubah/", kaskade.ubah, name="kaskade_ubah"),
    path("kaskade/<slug:jenis>/<int:pk>/pindah/", kaskade.pindah, name="kaskade_pindah"),
    path("kaskade/<slug:jenis>/<int:pk>/urut/", kaskade.urut, name="kaskade_urut"),
    path("kaskade/<slug:jenis>/<int:pk>/hapus/", kaskade.hapus, name="kaskade_hapus"),
]
