"""The pages of the documents."""

from django.urls import path

from reports import urls_narasi
from reports.views import (
    cetakan,
    daerah_pk,
    daftar,
    dasbor_cetak,
    dokumen,
    ekspor,
    lampiran,
    pk_daftar,
    pohon,
    siklus,
    tata,
    verifikasi,
)

app_name = "reports"
TEMPAT = "<slug:kode>/<int:tahun>/"
urlpatterns = [
    path("", daftar.daftar, name="daftar"),
    path("dasbor.pdf", dasbor_cetak.halaman, name="dasbor_cetak"),
    path("dasbor/unit/<int:pk>.pdf", dasbor_cetak.unit, name="dasbor_unit_cetak"),
    path("dasbor/indikator/<int:pk>.pdf", dasbor_cetak.indikator, name="dasbor_indikator_cetak"),
    path("periksa/", verifikasi.periksa, name="periksa"),
    path("periksa/<str:kode>/", verifikasi.periksa_dokumen, name="periksa_dokumen"),
    path("periksa/<str:kode>/berkas.pdf", verifikasi.periksa_berkas, name="periksa_berkas"),
    path("daerah/<slug:kode>/pk/", daerah_pk.daerah_pk, name="daerah_pk"),
    path("berkas/<int:pk>/", siklus.berkas, name="berkas"),
    path("berkas/<int:pk>/rincian/", siklus.dokumen, name="dokumen"),
    path("berkas/<int:pk>/tanda-tangan/", siklus.tanda_tangan, name="dokumen_tanda_tangan"),
    path("berkas/<int:pk>/unggah/", siklus.unggah, name="dokumen_unggah"),
    path("berkas/<int:pk>/terbitkan/", siklus.terbitkan, name="dokumen_terbitkan"),
    path("berkas/<int:pk>/tarik/", siklus.tarik, name="dokumen_tarik"),
    path("berkas/<int:pk>/tarik-kembali/", siklus.tarik_kembali, name="dokumen_tarik_kembali"),
    path("berkas/<int:pk>/unduh.docx", ekspor.unduh_selesai, {"bentuk": "docx"}, name="berkas_docx"),
    path("berkas/<int:pk>/unduh.xlsx", ekspor.unduh_selesai, {"bentuk": "xlsx"}, name="berkas_xlsx"),
    path("cetakan/<int:pk>/", cetakan.cetakan, name="cetakan"),
    path("cetakan/<int:pk>/batal/", cetakan.batal, name="cetakan_batal"),
    path("cetakan/<int:pk>/berkas/", cetakan.berkas, name="cetakan_berkas"),
    path(f"{TEMPAT}<slug:jenis>/cetak/", cetakan.pesan, name="cetakan_pesan"),
    path(f"{TEMPAT}pk/daftar/", pk_daftar.pk_daftar, name="pk_daftar"),
    path(f"{TEMPAT}pk/daftar.xlsx", pk_daftar.pk_daftar_xlsx, name="pk_daftar_xlsx"),
    path(f"{TEMPAT}pohon-kinerja.pdf", pohon.unduh, name="pohon"),
    path(f"{TEMPAT}lkjip/tim/", lampiran.tim, name="tim"),
    path(f"{TEMPAT}lkjip/reviu/", lampiran.reviu, name="reviu"),
    path(f"{TEMPAT}<slug:jenis>/pratinjau.pdf", dokumen.pratinjau, name="pratinjau"),
    path(f"{TEMPAT}<slug:jenis>/unduh.pdf", dokumen.unduh, name="unduh"),
    path(f"{TEMPAT}<slug:jenis>/unduh.docx", ekspor.unduh, {"bentuk": "docx"}, name="unduh_docx"),
    path(f"{TEMPAT}<slug:jenis>/unduh.xlsx", ekspor.unduh, {"bentuk": "xlsx"}, name="unduh_xlsx"),
    path(f"{TEMPAT}<slug:jenis>/tata/", tata.tata, name="tata"),
    path(f"{TEMPAT}<slug:jenis>/tata/lanjutan/", tata.tata_lanjutan, name="tata_lanjutan"),
    path(f"{TEMPAT}<slug:jenis>/temuan/", dokumen.temuan, name="temuan"),
    path(f"{TEMPAT}<slug:jenis>/selesai/", dokumen.finalisasi, name="finalisasi"),
    *urls_narasi.urlpatterns,
]
