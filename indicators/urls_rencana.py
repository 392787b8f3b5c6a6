"""The pages of the year's plans and their grids. Part of `indicators/urls_perencanaan.py`."""

from django.urls import path

from indicators.views import kisi_rencana, rencana, rencana_banding

RENSTRA = "renstra/<slug:pd>/<slug:periode>/target/"

urlpatterns = [
    path("rencana/", rencana.rencana_daftar, name="rencana_daftar"),
    path("rencana/<slug:pd>/mulai/", rencana.rencana_mulai, name="rencana_mulai"),
    path("rencana/<int:pk>/", rencana.rencana, name="rencana"),
    path("rencana/<int:pk>/sahkan/", rencana.rencana_sahkan, name="rencana_sahkan"),
    path("rencana/<int:pk>/perubahan/", rencana.rencana_perubahan, name="rencana_perubahan"),
    path("rencana/<int:pk>/hapus/", rencana.rencana_hapus, name="rencana_hapus"),
    path("rencana/<int:pk>/banding/", rencana_banding.rencana_banding, name="rencana_banding"),
    path("rencana/<int:pk>/target/", kisi_rencana.target, name="target"),
    path("rencana/<int:pk>/target/<int:baris>/simpan/", kisi_rencana.target_simpan, name="target_simpan"),
    path("rencana/<int:pk>/target/<int:baris>/keluarkan/", kisi_rencana.target_keluar, name="target_keluar"),
    path("rencana/<int:pk>/target/dari-renstra/", kisi_rencana.target_dari_renstra, name="target_dari_renstra"),
    path("rencana/<int:pk>/pagu/", kisi_rencana.pagu, name="pagu"),
    path("rencana/<int:pk>/pagu/<int:baris>/simpan/", kisi_rencana.pagu_simpan, name="pagu_simpan"),
    path(RENSTRA, kisi_rencana.target_renstra, name="target_renstra"),
    path(f"{RENSTRA}<int:baris>/simpan/", kisi_rencana.target_renstra_simpan, name="target_renstra_simpan"),
]
