"""The addresses of the narratives, below the same names as all documents' (reports.urls)."""

from django.urls import path

from reports.views import narasi, narasi_bantu, narasi_yatim

TEMPAT = "<slug:kode>/<int:tahun>/"
BAGIAN = f"{TEMPAT}<slug:jenis>/narasi/<str:bagian>/"
urlpatterns = [
    path("gambar/<int:pk>/", narasi_bantu.gambar, name="gambar"),
    path(f"{TEMPAT}gambar/", narasi_bantu.gambar_unggah, name="gambar_unggah"),
    path(f"{TEMPAT}<slug:jenis>/narasi/", narasi.narasi, name="narasi"),
    path(BAGIAN, narasi.narasi_bagian, name="narasi_bagian"),
    path(f"{BAGIAN}kembalikan/", narasi.narasi_kembalikan, name="narasi_kembalikan"),
    path(f"{BAGIAN}sesuai/", narasi.narasi_sesuai, name="narasi_sesuai"),
    path(f"{BAGIAN}salin/", narasi_yatim.salin, name="narasi_yatim_salin"),
    path(f"{BAGIAN}hapus/", narasi_yatim.hapus, name="narasi_yatim_hapus"),
    path(f"{BAGIAN}konsep/", narasi_bantu.konsep, name="narasi_konsep"),
    path(f"{BAGIAN}konsep/buang/", narasi_bantu.konsep_buang, name="narasi_konsep_buang"),
    path(f"{BAGIAN}pratinjau/", narasi_bantu.pratinjau, name="narasi_pratinjau"),
    path(f"{BAGIAN}riwayat/", narasi_bantu.narasi_riwayat, name="narasi_riwayat"),
    path(f"{BAGIAN}riwayat/<int:pk>/kembalikan/", narasi_bantu.narasi_versi, name="narasi_versi"),
]
