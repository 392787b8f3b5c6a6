"""Taking in a document that was signed elsewhere: checked to be this document, or not taken in at all."""

import hashlib
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pikepdf
from django.utils import timezone
from PIL import Image, ImageOps

from indicators.exceptions import Closed, InvalidValue
from indicators.models import User
from indicators.permissions import Ability
from indicators.services import antivirus
from indicators.services.gambar import terbuka
from reports import siklus
from reports.models import BerkasDokumen, Dokumen
from reports.services.tanda_tangan import SUDAH_PINDAI, NamaBerbeda, Tanda, berkas_terbaru, require_dapat, simpan
from reports.tanda_tangan import kode, terisolasi
from reports.tanda_tangan.pemegang import berbeda
from reports.tanda_tangan.periksa_pdf import Laporan, TandaTanganPdf
from reports.tanda_tangan.pihak import Pihak

BATAS_UNGGAH = 25 * 1024 * 1024
"""Bytes of the largest signed file that is taken in; of all pictures of a scan together."""
BATAS_PIKSEL = 60_000_000
BATAS_SEMUA = 1_000_000_000
"""Dots of all pictures of a scan together: a hundred pages of 300 dpi; unpacking them takes some twenty seconds."""
SISI_TERPANJANG = 2400
"""Pixels of the longer side of a scanned page: about 200 dpi on A4."""

BUKAN_PINDAIAN = "Berkas itu bukan PDF, JPG, atau PNG yang utuh. Pindai atau simpan ulang."

BOLEH = (Ability.SIGN_DOKUMEN, Ability.FINALIZE_DOKUMEN)
_KODE_TERCETAK = re.compile(rf"[{kode.HURUF}]{{4}}(?:-[{kode.HURUF}]{{4}}){{3}}")

LANJUTAN = "Diperiksa: kelanjutan langsung dari berkas yang tercatat, isinya tidak berubah, semua tanda tangan utuh."
DITULIS_ULANG = (
    "Diperiksa: berkas ditulis ulang oleh aplikasi lain; kode verifikasi, jumlah halaman, kata-kata, dan tampilan"
    " tiap halaman cocok, semua tanda tangan utuh."
)
BUKAN_INI = "Berkas itu bukan kelanjutan dokumen ini. Unduh berkas terbaru dari halaman ini, tandatangani, lalu unggah."
BELUM_TTD = "Berkas itu dokumen yang belum ditandatangani, bukan pindaiannya. Pindai kertas yang sudah ditandatangani."
WAKTU_MUSTAHIL = "Waktu tanda tangan {} di dalam berkas itu tidak mungkin. Betulkan jam komputernya, lalu tandatangani."
PALING_AWAL = datetime(2000, 1, 1, tzinfo=UTC)
ADA_ELEKTRONIK = (
    "Dokumen ini sudah memuat tanda tangan elektronik, sehingga tidak dapat dilanjutkan dengan pindaian. Lanjutkan"
    " secara elektronik."
)


def dokumen_upload_electronic(*, dokumen: Dokumen, isi: bytes, by: User, setuju: str = "") -> BerkasDokumen:
    """Keep a file that was signed electronically elsewhere: it must go on from ours, or at least tell the same.

    `setuju`: digest of certificates with other names that was agreed to. Raises NotAllowed, Closed, InvalidValue (not
    this document, damaged, hostile, no new signature), NamaBerbeda, StaleData.
    """
    keadaan = require_dapat(dokumen, by, *BOLEH)
    if any(b.asal == BerkasDokumen.Asal.PINDAI for b in keadaan.berkas):
        raise Closed(SUDAH_PINDAI)
    dasar = berkas_terbaru(keadaan)
    laporan = _aman(isi, dasar)
    _require_dokumen_ini(keadaan, laporan)
    baru = [t for t in laporan.tanda_tangan if not laporan.lanjutan or t.ujung > len(dasar)]
    _require_utuh(keadaan, laporan, baru)
    tanda = _pasangkan(keadaan.belum, baru, setuju)
    return simpan(
        keadaan,
        isi,
        asal=BerkasDokumen.Asal.ELEKTRONIK,
        tanda=tanda,
        by=by,
        catatan=LANJUTAN if laporan.lanjutan else DITULIS_ULANG,
    )


def dokumen_upload_scan(*, dokumen: Dokumen, berkas: Sequence[bytes], yakin: bool, by: User) -> BerkasDokumen:
    """Keep the scan of a document signed by hand by every party: one PDF, or one picture a page.

    No program can tell whose hand signed: `yakin` is the person's word that it is this document, and is recorded as
    such. Raises NotAllowed, Closed, InvalidValue, StaleData.
    """
    keadaan = require_dapat(dokumen, by, *BOLEH)
    if keadaan.berkas:
        raise Closed(ADA_ELEKTRONIK)
    if not yakin:
        raise InvalidValue("Nyatakan dahulu bahwa pindaian itu dokumen ini dan sudah ditandatangani semua pihak.")
    dasar = berkas_terbaru(keadaan)
    if dasar in berkas:
        raise InvalidValue(BELUM_TTD)
    isi = _satu_pdf(berkas)
    laporan = _aman(isi)
    with pikepdf.open(io.BytesIO(dasar)) as asli:
        perlu = len(asli.pages)
    if laporan.halaman < perlu:
        raise InvalidValue(f"Pindaian itu {laporan.halaman} halaman, sedangkan dokumen ini {perlu}. Pindai semuanya.")
    terbaca = _kode_terbaca(dokumen, laporan)
    catatan = f"Kecocokan pindaian dinyatakan oleh {by}. " + (
        "Kode verifikasinya terbaca pada pindaian." if terbaca else "Kode verifikasinya tidak terbaca oleh aplikasi."
    )
    tanda = [Tanda(pihak, timezone.now()) for pihak in keadaan.belum]
    return simpan(keadaan, isi, asal=BerkasDokumen.Asal.PINDAI, tanda=tanda, by=by, catatan=catatan)


def _aman(isi: bytes, dasar: bytes | None = None) -> Laporan:
    """What is in an uploaded PDF. Raises InvalidValue when it is too large, unreadable or could act."""
    if len(isi) > BATAS_UNGGAH:
        raise InvalidValue("Berkas itu lebih besar dari 25 MB. Perkecil dulu, lalu unggah lagi.")
    antivirus.periksa("tanda-tangan.pdf", isi)
    laporan = terisolasi.periksa(isi, dasar)
    if laporan.galat:
        raise InvalidValue(laporan.galat)
    if laporan.aktif:
        raise InvalidValue(f"Berkas PDF itu memuat {', '.join(laporan.aktif)}. Dokumen dinas tidak boleh memuatnya.")
    return laporan


def _require_dokumen_ini(keadaan: siklus.Keadaan, laporan: Laporan) -> None:
    """Raise unless the file goes on from ours unchanged, or, rewritten by another program, still tells the same."""
    if laporan.ubahan:
        raise InvalidValue(f"Isi berkas itu berbeda dari dokumen ini. {' '.join(laporan.ubahan)}")
    if laporan.lanjutan:
        return
    if keadaan.berkas:
        raise InvalidValue(f"{BUKAN_INI} Tanda tangan yang sudah ada akan hilang bila berkas itu dipakai.")
    if not _kode_terbaca(keadaan.dokumen, laporan):
        raise InvalidValue(f"Kode verifikasi dokumen ini tidak ada di dalam berkas itu. {BUKAN_INI}")


def _kode_terbaca(dokumen: Dokumen, laporan: Laporan) -> bool:
    """Whether the document's code stands in the file. Raises InvalidValue when that of another document does."""
    if not dokumen.kode:
        return False
    tercetak = {k.replace("-", "") for teks in laporan.teks for k in _KODE_TERCETAK.findall(teks)}
    if dokumen.kode in tercetak or dokumen.kode in laporan.kata_kunci:
        return True
    if tercetak:
        raise InvalidValue("Berkas itu memuat kode verifikasi dokumen lain. Pilih berkas yang benar.")
    return False


def _require_utuh(keadaan: siklus.Keadaan, laporan: Laporan, baru: Sequence[TandaTanganPdf]) -> None:
    """Raise unless there are new signatures, no more than parties, all intact, and nothing follows the last one."""
    if not baru:
        raise InvalidValue("Berkas itu tidak memuat tanda tangan elektronik baru. Tandatangani dahulu, lalu unggah.")
    if len(baru) > len(keadaan.belum):
        raise InvalidValue(
            f"Berkas itu memuat {len(baru)} tanda tangan baru, sedangkan yang ditunggu {len(keadaan.belum)}."
        )
    if not laporan.utuh:
        rusak = ", ".join(t.nama for t in laporan.tanda_tangan if not t.utuh)
        raise InvalidValue(f"Tanda tangan {rusak} tidak utuh: isi berkas berubah sesudah ditandatangani.")
    if laporan.ekor:
        raise InvalidValue("Berkas itu diubah sesudah tanda tangan terakhir. Unggah berkas hasil penandatanganan.")


def _pasangkan(belum: Sequence[Pihak], baru: Sequence[TandaTanganPdf], setuju: str) -> list[Tanda]:
    """Each new signature with its party: by name, else in order. Raises NamaBerbeda unless that was agreed to."""
    sisa, hasil, beda = list(belum), [], []
    for t in sorted(baru, key=lambda t: not any(not berbeda_dari(t, p) for p in belum)):
        pihak = next((p for p in sisa if not berbeda_dari(t, p)), sisa[0])
        sisa.remove(pihak)
        beda += berbeda_dari(t, pihak)
        hasil.append(Tanda(pihak, _waktu(t), t.tingkat, t))
    sidik = hashlib.sha256("".join(sorted(t.sidik for t in baru)).encode()).hexdigest()
    if beda and setuju != sidik:
        raise NamaBerbeda(beda, sidik)
    return hasil


def _waktu(tanda: TandaTanganPdf) -> datetime:
    """When it was signed, as the signer says. Raises InvalidValue for a time that cannot be: it would be kept."""
    kini = timezone.now()
    if not tanda.waktu:
        return kini
    waktu = datetime.fromisoformat(tanda.waktu)
    try:
        waktu = (waktu if waktu.tzinfo else waktu.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise InvalidValue(WAKTU_MUSTAHIL.format(tanda.nama)) from error
    if not PALING_AWAL <= waktu <= kini + timedelta(days=1):
        raise InvalidValue(WAKTU_MUSTAHIL.format(tanda.nama))
    return waktu


def berbeda_dari(tanda: TandaTanganPdf, pihak: Pihak) -> list[str]:
    """How the holder of a certificate differs from a party."""
    return berbeda(tanda.nama, tanda.nip, nama=pihak.nama, nip=pihak.nip)


# --- Pictures ----------------------------------------------------------------------------------------------------
def _satu_pdf(berkas: Sequence[bytes]) -> bytes:
    """The scan as one PDF: the PDF itself, or the pictures in their order. Raises InvalidValue."""
    if not berkas:
        raise InvalidValue("Pilih berkas pindaiannya.")
    if sum(len(isi) for isi in berkas) > BATAS_UNGGAH:
        raise InvalidValue("Pindaian itu seluruhnya lebih besar dari 25 MB. Perkecil dulu, lalu unggah lagi.")
    if berkas[0].startswith(b"%PDF-"):
        if len(berkas) > 1:
            raise InvalidValue("Unggah satu PDF saja, atau gambar setiap halaman.")
        return berkas[0]
    hasil, titik = io.BytesIO(), 0
    with pikepdf.new() as semua:
        for isi in berkas:  # page by page: a hundred pictures at once would take more than a gigabyte
            satu, halaman = io.BytesIO(), _gambar(isi, BATAS_SEMUA - titik)
            titik += halaman.info.pop("titik")
            halaman.save(satu, "PDF", resolution=200, quality=85)
            with pikepdf.open(satu) as sumber:
                semua.pages.extend(sumber.pages)
        semua.save(hasil)
    return hasil.getvalue()


def _gambar(isi: bytes, sisa: int) -> Image.Image:
    """One scanned page: upright, of a sensible size, without what the camera wrote about place and time.

    `sisa`: how many dots it may have; how many it had is said in `info["titik"]`.
    """
    with terbuka(isi, bentuk=("JPEG", "PNG"), bukan=BUKAN_PINDAIAN) as asal:
        titik = asal.width * asal.height
        if titik > min(BATAS_PIKSEL, sisa):
            raise InvalidValue("Gambar itu terlalu besar. Pindai dengan 200 sampai 300 dpi.")
        gambar = ImageOps.exif_transpose(asal).convert("RGB")
    gambar.thumbnail((SISI_TERPANJANG, SISI_TERPANJANG))
    gambar.info = {"titik": titik}
    return gambar
