"""A finished Perjanjian Kinerja, and signing it, for tests about what becomes of a document."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import timezone

from indicators.models import Pejabat
from reports import pdf, services
from reports.builders.permintaan import Permintaan
from reports.models import BerkasDokumen, Dokumen
from reports.tanda_tangan import pades, sertifikat
from reports.tanda_tangan.kode import alamat
from tests.reports import contoh
from tests.reports.sertifikat_uji import SANDI, p12

KODE = "ABCD"
"""The codes of the first, the second … document of a test consist of these letters."""
RENDER = pdf.render


def make_pk(cast: Any, hari: date = date(2025, 1, 3), **over: Any) -> Dokumen:
    """A finished Perjanjian Kinerja between SEKDA UJI and BUPATI UJI."""
    Pejabat.objects.filter(jenis=Pejabat.Jenis.SEKDA).update(nama="SEKDA UJI", gelar_belakang="S.IP.")
    Pejabat.objects.filter(jenis=Pejabat.Jenis.KEPALA_DAERAH).update(nama="BUPATI UJI", gelar_depan="Dr.")
    kode = KODE[Dokumen.objects.count()] * 16
    minta = Permintaan(cast.pd, 2025, **{"tanggal": hari, "final": True, "kode": kode} | over)
    return services.dokumen_finalize(jenis="pk", permintaan=minta, by=cast.planner)


@lru_cache(maxsize=8)
def _rendered(kode: str) -> bytes:
    """A real agreement of two pages with this code, rendered once per process."""
    meta = contoh.META | {"draf": False, "verifikasi": {"kode": kode, "alamat": alamat(kode)}}
    return RENDER("pdf/perjanjian_kinerja.html", contoh.pk(meta=meta))


def quick_render(monkeypatch: Any) -> None:
    """Finish documents without rendering each: for tests about what becomes of a file, not of what it says."""
    monkeypatch.setattr(pdf, "render", lambda _, payload, lapor=None: _rendered(payload["meta"]["verifikasi"]["kode"]))


def quick_print(monkeypatch: Any) -> None:
    """Whatever is printed is one agreement, printed once per process: for tests that look at no page of it."""
    monkeypatch.setattr(pdf, "render", lambda template, payload, lapor=None: _rendered("A" * 16))


def sign(
    cast: Any, dokumen: Dokumen, peran: str = "pihak_pertama", cn: str = "Sekda Uji", **over: Any
) -> BerkasDokumen:
    """One signature in the application."""
    dokumen.refresh_from_db()
    isi = {"p12": p12(cn), "sandi": SANDI, "by": cast.leader} | over
    return services.dokumen_sign(dokumen=dokumen, peran=peran, **isi)


def sign_all(cast: Any, dokumen: Dokumen) -> BerkasDokumen:
    """Both parties; the document is signed then."""
    sign(cast, dokumen)
    berkas = sign(cast, dokumen, "pihak_kedua", "BUPATI UJI")
    dokumen.refresh_from_db()
    return berkas


def sign_elsewhere(isi: bytes, cn: str, peran: str = "lain") -> bytes:
    """The file as another program signs it: incrementally, an invisible field."""
    kunci = sertifikat.buka_p12(p12(cn), SANDI, pada=timezone.now())
    return pades.tandatangani(isi, kunci, peran=peran, cap={"maksud": "uji"})


def isi_pdf(dokumen: Dokumen) -> bytes:
    """The file that was finished."""
    with dokumen.pdf.open("rb") as berkas:
        return berkas.read()


def files_in(folder: Path) -> list[str]:
    """The names of all files below a folder."""
    return sorted(p.name for p in Path(folder).rglob("*") if p.is_file())


def upload(isi: bytes, nama: str) -> BytesIO:
    """A file as a form sends it."""
    berkas = BytesIO(isi)
    berkas.name = nama
    return berkas
