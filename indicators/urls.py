"""The pages of the facts."""

from django.urls import include, path

from indicators.views import (
    akun,
    baris,
    beranda,
    bukti,
    buku_lembar,
    dasbor_unduh,
    dashboard,
    hitungan,
    jejak,
    panel,
    pemeriksaan,
    pengajuan,
    penjelasan,
    realisasi,
    sandi,
    temuan,
    tindak_lanjut,
    triwulan,
    verifikasi,
)

app_name = "indicators"
LEMBAR = "<int:tahun>/<int:tw>/<int:unit>/"
BARIS = "realisasi/<int:tahun>/<int:tw>/<slug:jenis>/<int:pk>/"
urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("akun/", akun.akun, name="akun"),
    path("akun/sandi/", sandi.sandi_ganti, name="sandi_ganti"),
    path("tahun/", beranda.tahun_pilih, name="tahun_pilih"),
    path("realisasi/", realisasi.realisasi_daftar, name="realisasi_daftar"),
    path(f"realisasi/{LEMBAR}", realisasi.realisasi_lembar, name="realisasi_lembar"),
    path(f"realisasi/{LEMBAR}ajukan/", pengajuan.realisasi_ajukan, name="realisasi_ajukan"),
    path(f"realisasi/{LEMBAR}tarik/", pengajuan.realisasi_tarik, name="realisasi_tarik"),
    path(f"realisasi/{LEMBAR}excel/", buku_lembar.lembar_unduh, name="lembar_unduh"),
    path(f"realisasi/{LEMBAR}unggah/", buku_lembar.unggah, name="lembar_unggah"),
    path(f"realisasi/{LEMBAR}unggah/<int:pk>/", buku_lembar.pratinjau, name="lembar_pratinjau"),
    path(f"realisasi/{LEMBAR}cara-anggaran/", baris.cara_anggaran, name="cara_anggaran"),
    path(
        "realisasi/<int:tahun>/<int:tw>/indikator/<int:pk>/simpan/",
        baris.realisasi_simpan,
        name="realisasi_simpan",
    ),
    path(
        "realisasi/<int:tahun>/<int:tw>/sub-kegiatan/<int:pk>/simpan/",
        baris.anggaran_simpan,
        name="anggaran_simpan",
    ),
    path(
        "realisasi/<int:tahun>/<int:tw>/indikator/<int:pk>/hitungan/",
        hitungan.realisasi_hitungan,
        name="realisasi_hitungan",
    ),
    path(f"{BARIS}panel/", panel.panel, name="panel"),
    path(f"{BARIS}panel/catatan/", panel.catatan_tulis, name="panel_catatan"),
    path(f"{BARIS}panel/dibaca/", panel.sebutan_dibaca, name="panel_dibaca"),
    path("catatan/<int:pk>/tarik/", panel.catatan_tarik, name="catatan_tarik"),
    path("realisasi/<int:tahun>/<int:tw>/<slug:jenis>/<int:pk>/jelaskan/", penjelasan.temuan, name="temuan_jelaskan"),
    path("bukti/<slug:jenis>/<int:tahun>/<int:tw>/<int:pk>/", bukti.bukti, name="bukti"),
    path("bukti/<slug:jenis>/<int:tahun>/<int:tw>/<int:pk>/pakai/", bukti.bukti_pakai, name="bukti_pakai"),
    path("bukti/<int:pk>/", bukti.bukti_unduh, name="bukti_unduh"),
    path("bukti/<int:pk>/hapus/", bukti.bukti_hapus, name="bukti_hapus"),
    path(
        "tindak-lanjut/<slug:jenis>/<int:tahun>/<int:tw>/<int:pk>/", tindak_lanjut.tindak_lanjut, name="tindak_lanjut"
    ),
    path(
        "tindak-lanjut/<int:pk>/<int:tahun>/<int:tw>/ubah/", tindak_lanjut.tindak_lanjut_ubah, name="tindak_lanjut_ubah"
    ),
    path("verifikasi/", verifikasi.verifikasi_antrean, name="verifikasi_antrean"),
    path(f"verifikasi/{LEMBAR}", verifikasi.verifikasi_lembar, name="verifikasi_lembar"),
    path(
        "verifikasi/<slug:pd>/<int:tahun>/<int:tw>/tanpa-temuan/",
        verifikasi.verifikasi_bersih,
        name="verifikasi_bersih",
    ),
    path(f"verifikasi/{LEMBAR}perpanjang/", verifikasi.tenggat, name="tenggat"),
    path("triwulan/<slug:pd>/<int:tahun>/<int:tw>/buka/", triwulan.triwulan_buka, name="triwulan_buka"),
    path("triwulan/<slug:pd>/<int:tahun>/<int:tw>/tutup/", triwulan.triwulan_tutup, name="triwulan_tutup"),
    path(
        "triwulan/<slug:pd>/<int:tahun>/<int:tw>/buka-kembali/",
        triwulan.triwulan_buka_kembali,
        name="triwulan_buka_kembali",
    ),
    path("daerah/", include("indicators.urls_daerah")),
    path("sandi/<str:uidb64>/<str:token>/", sandi.SandiView.as_view(), name="sandi"),
    path("perencanaan/", include("indicators.urls_perencanaan")),
    path("dasbor/", dashboard.dasbor, name="dasbor"),
    path("dasbor/unit/<int:pk>/", dashboard.dasbor_unit, name="dasbor_unit"),
    path("dasbor/indikator/<int:pk>/", dashboard.dasbor_indikator, name="dasbor_indikator"),
    path("dasbor/unduh/<slug:kunci>.<str:jenis>/", dasbor_unduh.dasbor_unduh, name="dasbor_unduh"),
    path(
        "dasbor/unit/<int:pk>/unduh/<slug:kunci>.<str:jenis>/", dasbor_unduh.dasbor_unit_unduh, name="dasbor_unit_unduh"
    ),
    path(
        "dasbor/indikator/<int:pk>/unduh/<slug:kunci>.<str:jenis>/",
        dasbor_unduh.dasbor_indikator_unduh,
        name="dasbor_indikator_unduh",
    ),
    path("pemeriksaan/", pemeriksaan.pemeriksaan, name="pemeriksaan"),
    path("pemeriksaan/terima/", temuan.terima, name="temuan_terima"),
    path("pemeriksaan/diterima/<int:pk>/tarik/", temuan.tarik, name="temuan_tarik"),
    path("jejak/", jejak.jejak, name="jejak"),
    path("jejak/unduh/", jejak.jejak_unduh, name="jejak_unduh"),
    path("jejak/<slug:objek_tipe>/<int:objek_id>/", jejak.jejak_objek, name="jejak_objek"),
]
