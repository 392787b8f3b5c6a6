"""The pages of the year's plans. Part of `indicators/urls_perencanaan.py`."""

from django.urls import path

from indicators.views import rencana, rencana_banding

urlpatterns = [
    path("rencana/", rencana.rencana_daftar, name="rencana_daftar"),
    path("rencana/<slug:pd>/mulai/", rencana.rencana_mulai, name="rencana_mulai"),
    path("rencana/<int:pk>/", rencana.rencana, name="rencana"),
    path("rencana/<int:pk>/sahkan/", rencana.rencana_sahkan, name="rencana_sahkan"),
    path("rencana/<int:pk>/perubahan/", rencana.rencana_perubahan, name="rencana_perubahan"),
    path("rencana/<int:pk>/hapus/", rencana.rencana_hapus, name="rencana_hapus"),
    path("rencana/<int:pk>/banding/", rencana_banding.rencana_banding, name="rencana_banding"),
]
