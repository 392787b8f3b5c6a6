"""Signing a PDF with PAdES: finding the signature block, drawing the visible field, adding the signature.

Baseline B-B; B-T with the address of a time-stamp server. The signature is appended to the file, whose own bytes stay
as they were. Nothing is read or written but what is passed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from io import BytesIO
from typing import Any
from urllib.request import Request, urlopen

import pikepdf
from django.template.loader import render_to_string

from indicators.exceptions import DomainError
from reports import pdf as cetak
from reports.tanda_tangan.sertifikat import Kunci

MM = 72 / 25.4
LEBAR, TINGGI = 60 * MM, 13 * MM
"""The visible field: it fits the space above the name in every layout (15 mm where it is least)."""
CELAH = 0.7 * MM
TSA_DETIK = 15
RUANG_STEMPEL = 32 * 1024
"""Hexadecimal digits kept free for a signature with a time stamp (two hash values, a chain, and the stamp itself)."""

TSA_GAGAL = (
    "Server stempel waktu tidak menjawab dengan benar, sehingga dokumen belum ditandatangani. Coba beberapa saat lagi;"
    " bila tetap gagal, hubungi pengelola aplikasi."
)


class StempelGagal(DomainError):
    """The time-stamp server did not answer, or not with a time stamp."""


@dataclass(frozen=True)
class Ruang:
    """Where a signature is drawn: page (from 0) and box (left, bottom, right, top) in points from the lower left."""

    halaman: int
    kotak: tuple[float, float, float, float]


def nama_bidang(peran: str) -> str:
    """The name of the signature field of one party."""
    return f"TandaTangan-{peran}"


def ruang(pdf: bytes, peran: str) -> Ruang | None:
    """The space above the name of a party: templates/pdf/partials/tanda_tangan.html marks both corners of the line of
    the name, and where the name begins: a centred name gets a centred field.

    None when the document marks no such block.
    """
    with pikepdf.open(BytesIO(pdf)) as dokumen:
        nama: Any = dokumen.Root.get("/Names")
        tujuan: Any = pikepdf.NameTree(nama.Dests) if nama is not None and "/Dests" in nama else {}
        kiri, awal, kanan = (tujuan.get(f"ttd-{peran}{ujung}") for ujung in ("", "-nama", "-kanan"))
        if kiri is None or awal is None or kanan is None:
            return None
        halaman = int(dokumen.pages.index(pikepdf.Page(kiri[0])))
        x1, nama_x, x2, y = float(kiri[2]), float(awal[2]), float(kanan[2]), float(kiri[3]) + CELAH
    lebar = min(LEBAR, x2 - x1)
    mulai = x1 + (x2 - x1 - lebar) / 2 if nama_x - x1 > MM else x1
    return Ruang(halaman, (round(mulai, 2), round(y, 2), round(mulai + lebar, 2), round(y + TINGGI, 2)))


def tandatangani(pdf: bytes, kunci: Kunci, *, peran: str, cap: Mapping[str, Any], tsa: str = "") -> bytes:
    """The PDF with one more signature in the block of `peran` (invisible when the document marks no such block).

    `cap` is what templates/pdf/partials/cap.html prints. `tsa`: address of a time-stamp server; empty for B-B.
    Raises StempelGagal.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.timestamps import TimestampRequestError

    tempat = ruang(pdf, peran)
    bidang = SigFieldSpec(
        nama_bidang(peran),
        on_page=tempat.halaman if tempat else 0,
        box=tempat.kotak if tempat else None,  # type: ignore[arg-type]
    )
    isi = PdfSignatureMetadata(
        field_name=bidang.sig_field_name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=kunci.pemegang.nama,
        reason=cap["maksud"],
    )
    penanda = PdfSigner(
        isi,
        signer=kunci.penanda,
        timestamper=_stempel(tsa),
        stamp_style=_gaya(cap, tempat) if tempat else None,
        new_field_spec=bidang,
    )
    hasil = BytesIO()
    try:
        penanda.sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)), output=hasil, bytes_reserved=RUANG_STEMPEL if tsa else None
        )
    except (TimestampRequestError, ValueError) as error:
        if tsa:  # what it answered is no time stamp of this signature
            raise StempelGagal(TSA_GAGAL) from error
        raise
    return hasil.getvalue()


def _stempel(tsa: str) -> Any:
    """The client of the time-stamp server (RFC 3161 over HTTP); None without one."""
    if not tsa:
        return None
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Stempel(TimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            return tsp.TimeStampResp.load(_tanya(tsa, req.dump()))

    return Stempel()  # type: ignore[no-untyped-call]


def _tanya(tsa: str, isi: bytes) -> bytes:
    """The server's answer. Raises StempelGagal."""
    permintaan = Request(tsa, isi, {"Content-Type": "application/timestamp-query"})  # noqa: S310  the operator's own
    try:
        with urlopen(permintaan, timeout=TSA_DETIK) as jawaban:  # noqa: S310
            hasil: bytes = jawaban.read(RUANG_STEMPEL)
    except (OSError, ValueError, HTTPException) as error:
        raise StempelGagal(TSA_GAGAL) from error
    return hasil


def _gaya(cap: Mapping[str, Any], tempat: Ruang) -> Any:
    """The appearance of the visible field: a page drawn by WeasyPrint, fonts embedded as in the document itself."""
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.stamp import StaticStampStyle

    x1, y1, x2, y2 = tempat.kotak
    ukuran = {"lebar": f"{x2 - x1:.2f}pt", "tinggi": f"{y2 - y1:.2f}pt", "tinggi_cap": f"{y2 - y1 - 1:.2f}pt"}
    gambar = cetak.render_html(render_to_string("pdf/partials/cap.html", {**cap, **ukuran}), variant=None)

    class Cap(PdfContent):
        def render(self) -> bytes:
            asal = PdfFileReader(BytesIO(gambar))
            kotak = asal.root["/Pages"]["/Kids"][0]["/MediaBox"]
            xobject = self.writer.import_page_as_xobject(asal, page_ix=0)  # type: ignore[union-attr]
            self.resources.xobject["/Cap"] = xobject
            self.box = BoxConstraints(width=float(kotak[2]), height=float(kotak[3]))
            return b"/Cap Do"

    polos = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, margins=Margins(0, 0, 0, 0))
    return StaticStampStyle(border_width=0, background=Cap(), background_opacity=1.0, background_layout=polos)
