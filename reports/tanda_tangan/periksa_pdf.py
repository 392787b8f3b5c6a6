"""Reading a PDF that somebody else made: its pages, what is dangerous in it, its signatures, what it changed of ours.

`python -m reports.tanda_tangan.periksa_pdf` reads one from standard input and answers in JSON, with bounded memory and
time: a file from outside may be made to exhaust both. In the application go through `terisolasi`.
"""

import hashlib
import json
import re
import struct
import sys
from collections import Counter
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any

from reports.tanda_tangan import tampak

MEMORI = 768 * 1024 * 1024
DETIK = 20
MAKS_TANDA_TANGAN = 20

# Keys of actions and files that a document on paper has no use for.
AKTIF = {
    "/JavaScript": "skrip (JavaScript)",
    "/JS": "skrip (JavaScript)",
    "/Launch": "perintah menjalankan program",
    "/EmbeddedFile": "berkas lain di dalamnya",
    "/EmbeddedFiles": "berkas lain di dalamnya",
    "/RichMedia": "media",
    "/XFA": "formulir XFA",
    "/SubmitForm": "formulir yang mengirim data",
    "/ImportData": "formulir yang mengambil data",
}


@dataclass(frozen=True)
class TandaTanganPdf:
    """One signature inside a PDF. `utuh`: what it covers is unchanged. `ujung`: it covers the file up to this byte."""

    nama: str
    nip: str
    subjek: str
    penerbit: str
    sidik: str
    waktu: str  # ISO 8601, as the signer said; empty when he did not
    bidang: str
    tingkat: str  # B-B, or B-T with an intact time stamp
    utuh: bool
    ujung: int


@dataclass(frozen=True)
class Laporan:
    """What was found in a PDF. `galat` is a sentence when it cannot be read; everything else is empty then.

    Only when an original was given: `lanjutan` says whether this file begins with all of its bytes; `ubahan` what it
    changed of it beyond what signing changes. `ekor`: bytes after the last signature that are more than the proof of
    its certificates. `teks` is the text of every page with single blanks.
    """

    galat: str = ""
    terkunci: bool = False
    halaman: int = 0
    teks: list[str] = field(default_factory=list)
    aktif: list[str] = field(default_factory=list)
    tanda_tangan: list[TandaTanganPdf] = field(default_factory=list)
    lanjutan: bool = False
    ubahan: list[str] = field(default_factory=list)
    ekor: int = 0
    kata_kunci: str = ""

    @property
    def utuh(self) -> bool:
        """Whether there are signatures and what each covers is unchanged."""
        return bool(self.tanda_tangan) and all(t.utuh for t in self.tanda_tangan)


def periksa(isi: bytes, asli: bytes | None = None, *, dengan_teks: bool = True) -> Laporan:
    """Everything about one PDF. Never raises: a file that cannot be read says so in `galat`."""
    import pikepdf

    if not isi.startswith(b"%PDF-"):
        return Laporan(galat="Berkas itu bukan PDF.")
    if b"%%EOF" not in isi[-2048:]:
        return Laporan(galat="Berkas PDF itu terpotong: bagian akhirnya tidak ada.")
    try:
        with pikepdf.open(BytesIO(isi)) as dokumen:
            if dokumen.is_encrypted:
                return Laporan(galat="Berkas PDF itu terkunci. Simpan ulang tanpa kata sandi.", terkunci=True)
            teks, tanda = _teks(isi) if dengan_teks else [], tanda_tangan(isi)
            return Laporan(
                halaman=len(dokumen.pages),
                teks=teks,
                aktif=_aktif(dokumen),
                tanda_tangan=tanda,
                lanjutan=asli is not None and isi.startswith(asli),
                ubahan=_beda_dari(dokumen, isi, asli, teks) if asli is not None else [],
                ekor=_ekor(dokumen, isi, tanda),
                kata_kunci=str(dokumen.docinfo.get("/Keywords", ""))[:200],
            )
    except pikepdf.PasswordError:
        return Laporan(galat="Berkas PDF itu terkunci. Simpan ulang tanpa kata sandi.", terkunci=True)
    except Exception:  # whatever a broken file makes three parsers raise, the answer is the same
        return Laporan(galat="Berkas PDF itu rusak dan tidak dapat dibaca.")


def _teks(isi: bytes) -> list[str]:
    """The text of every page; what a form field or a stamp shows is not part of it."""
    import pypdfium2

    dokumen = pypdfium2.PdfDocument(isi)
    try:
        return [" ".join(halaman.get_textpage().get_text_range().split()) for halaman in dokumen]
    finally:
        dokumen.close()


def _aktif(dokumen: Any) -> list[str]:
    """What in the file could act, in words."""
    import pikepdf

    ada: set[str] = set()
    tunggu = [objek for objek in dokumen.objects if isinstance(objek, pikepdf.Object)]
    while tunggu:
        objek = tunggu.pop()
        isi: list[Any] = []
        if isinstance(objek, pikepdf.Dictionary | pikepdf.Stream):
            sebut = {str(kunci) for kunci in objek} | {str(objek.get("/S", "")), str(objek.get("/Type", ""))}
            ada |= {AKTIF[kata] for kata in sebut & AKTIF.keys()}
            isi = [objek[str(kunci)] for kunci in objek]
        elif isinstance(objek, pikepdf.Array):
            isi = list(objek)
        tunggu += [satu for satu in isi if isinstance(satu, pikepdf.Object) and not satu.is_indirect]
    return sorted(ada)


# --- Signatures -------------------------------------------------------------------------------------------------------
def tanda_tangan(isi: bytes) -> list[TandaTanganPdf]:
    """The signatures of a PDF in the order of its revisions. Raises what pyHanko raises on a broken file."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    pembaca = PdfFileReader(BytesIO(isi), strict=False)
    return [_satu(tanda, isi) for tanda in pembaca.embedded_regular_signatures[:MAKS_TANDA_TANGAN]]


def _satu(tanda: Any, isi: bytes) -> TandaTanganPdf:
    from cryptography import x509

    from reports.tanda_tangan.pemegang import pemegang

    siapa = pemegang(x509.load_der_x509_certificate(tanda.signer_cert.dump()))
    utuh, tingkat = _utuh(tanda)
    rentang = [int(angka) for angka in tanda.byte_range]
    waktu = tanda.self_reported_timestamp
    return TandaTanganPdf(
        nama=siapa.nama,
        nip=siapa.nip,
        subjek=siapa.subjek,
        penerbit=siapa.penerbit,
        sidik=siapa.sidik,
        waktu=waktu.isoformat() if waktu else "",
        bidang=str(tanda.field_name),
        tingkat=tingkat,
        utuh=utuh and _rapat(isi, rentang),
        ujung=rentang[2] + rentang[3],
    )


def _utuh(tanda: Any) -> tuple[bool, str]:
    """Whether digest and signature hold, and the PAdES level. Trust in the issuer is another question, not asked here.

    The difference analysis between revisions is left out: it takes many seconds on a long document. What was added
    after a signature is judged by the caller, from `ujung`.
    """
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    konteks = ValidationContext(trust_roots=[tanda.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(tanda, konteks, skip_diff=True)
    stempel = getattr(status, "timestamp_validity", None)
    berstempel = stempel is not None and stempel.intact and stempel.valid
    return bool(status.intact and status.valid), "B-T" if berstempel else "B-B"


def _rapat(isi: bytes, rentang: list[int]) -> bool:
    """Whether a signature leaves out nothing but itself: from the first byte on, one gap, in it only its own digits.

    The zeros that fill up the space of a signature are checked too: nothing can be hidden in them.
    """
    mulai, panjang, lanjut, sisa = rentang
    if mulai != 0 or lanjut + sisa > len(isi) or not 0 < panjang < lanjut:
        return False
    sela = isi[panjang:lanjut]
    if not re.fullmatch(rb"<[0-9a-fA-F]*>", sela):
        return False
    der = bytes.fromhex(sela[1:-1].decode())
    return not der[_panjang_der(der) :].strip(b"\0")


def _panjang_der(der: bytes) -> int:
    """How many bytes the outermost DER value takes."""
    if len(der) < 2 or der[0] != 0x30:
        return 0
    if der[1] < 0x80:
        return 2 + der[1]
    banyak = der[1] & 0x7F
    return 2 + banyak + int.from_bytes(der[2 : 2 + banyak], "big")


# --- What changed of an original ------------------------------------------------------------------------------------
def _beda_dari(dokumen: Any, isi: bytes, asli: bytes, teks: list[str]) -> list[str]:
    """What is different from the original: by its objects in a continuation, by words and looks in a rewritten file."""
    if isi.startswith(asli):
        return _ubahan(dokumen, asli)
    import pikepdf

    dulu = _teks(asli)
    if len(dulu) != len(teks):
        return [f"Jumlah halamannya {len(teks)}, sedangkan dokumen ini {len(dulu)} halaman."]
    kurang = [
        n for n, (a, b) in enumerate(zip(dulu, teks, strict=True), start=1) if Counter(a.split()) - Counter(b.split())
    ]
    if kurang:
        return [f"Ada kata yang hilang atau berubah di halaman {', '.join(map(str, kurang[:10]))}."]
    with pikepdf.open(BytesIO(asli)) as lama:
        return tampak.ditulis_ulang(lama, dokumen, asli, isi)


def _ekor(dokumen: Any, isi: bytes, tanda: list[TandaTanganPdf]) -> int:
    """How many bytes after the last signature, unless they only prove its certificates (the DSS of PAdES B-LT)."""
    import pikepdf

    sampai = max((t.ujung for t in tanda), default=len(isi))
    if sampai >= len(isi):
        return 0
    with pikepdf.open(BytesIO(isi[:sampai])) as dulu:
        akar = {dulu.Root.objgen} | {dulu.Root[k].objgen for k in BUKTI if k in dulu.Root}
        sama = all(
            objek.objgen in akar or _sidik_objek(objek) == _sidik_objek(dokumen.get_object(objek.objgen))
            for objek in dulu.objects
            if isinstance(objek, pikepdf.Object)
        )
        beda = _kunci_beda(dulu.Root, dokumen.Root) - BUKTI
    return 0 if sama and not beda else len(isi) - sampai


BUKTI = {"/DSS", "/Extensions", "/Version"}
BOLEH_HALAMAN = {"/Annots", "/Tabs", "/StructParents"}
BOLEH_KATALOG = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}


def _ubahan(dokumen: Any, asli: bytes) -> list[str]:
    """What a continuation changed of the original beyond fields on pages and entries of the catalogue."""
    import pikepdf

    hasil = []
    with pikepdf.open(BytesIO(asli)) as dulu:
        if len(dulu.pages) != len(dokumen.pages):
            return ["Jumlah halamannya berubah."]
        boleh = _boleh_berubah(dulu)  # never those of the file itself: it may call the content of a page its metadata
        for objek in dulu.objects:
            nomor = objek.objgen
            if nomor in boleh or not isinstance(objek, pikepdf.Object):
                continue
            if _sidik_objek(objek) != _sidik_objek(dokumen.get_object(nomor)):
                hasil.append("Isi berkas di luar bidang tanda tangan berubah.")
                break
        hasil += _ubahan_halaman(dulu, dokumen, asli)
        beda = _kunci_beda(dulu.Root, dokumen.Root) - BOLEH_KATALOG
        hasil += ["Pengaturan dokumen berubah."] if beda else []
    return hasil


def _boleh_berubah(dokumen: Any) -> set[Any]:
    """The objects a signature rewrites: catalogue, pages, lists of fields and annotations, metadata."""
    akar = dokumen.Root
    boleh = {akar.objgen, dokumen.trailer.get("/Info", akar).objgen}
    boleh |= {akar[k].objgen for k in ("/AcroForm", "/Metadata", "/DSS", "/Extensions") if k in akar}
    if "/AcroForm" in akar and "/Fields" in akar.AcroForm:
        boleh.add(akar.AcroForm.Fields.objgen)
    for halaman in dokumen.pages:
        boleh.add(halaman.obj.objgen)
        if "/Annots" in halaman.obj:
            boleh.add(halaman.obj.Annots.objgen)
    return {nomor for nomor in boleh if nomor != (0, 0)} | {(0, 0)}


def _ubahan_halaman(dulu: Any, kini: Any, asli: bytes) -> list[str]:
    """Pages keep everything but their annotations, and those gain nothing but signature fields on empty places."""
    semua: dict[int, list[Any]] = {}
    for nomor, (lama, baru) in enumerate(zip(dulu.pages, kini.pages, strict=True)):
        if lama.obj.objgen != baru.obj.objgen or _kunci_beda(lama.obj, baru.obj) - BOLEH_HALAMAN:
            return ["Isi halaman berubah."]
        sebelum, sesudah = list(lama.obj.get("/Annots", [])), list(baru.obj.get("/Annots", []))
        tambahan = sesudah[len(sebelum) :]
        if [a.objgen for a in sebelum] != [a.objgen for a in sesudah[: len(sebelum)]]:
            return ["Tautan atau bidang yang sudah ada di halaman berubah."]
        if any(not tampak.bidang_tanda(a) for a in tambahan):
            return [tampak.CATATAN]
        if tambahan:
            semua[nomor] = tambahan
    return tampak.tertutup(asli, semua) if semua else []


def _kunci_beda(lama: Any, baru: Any) -> set[str]:
    """The keys of two dictionaries whose values differ, references compared as references."""
    kunci = {str(k) for k in lama} | {str(k) for k in baru}
    return {k for k in kunci if _rujukan(lama, k) != _rujukan(baru, k)}


def _rujukan(kamus: Any, kunci: str) -> bytes:
    if kunci not in kamus:
        return b""
    nilai = kamus[kunci]
    nomor = getattr(nilai, "objgen", (0, 0))
    return repr(nomor).encode() if nomor != (0, 0) else _sidik_objek(nilai)


def _sidik_objek(objek: Any) -> bytes:
    """The digest of one object as it is written, its stream included, references as references."""
    import pikepdf

    if not isinstance(objek, pikepdf.Object):
        return repr(objek).encode()
    sidik = hashlib.sha256(objek.unparse(resolved=True))
    if isinstance(objek, pikepdf.Stream):
        kunci = sorted(str(k) for k in objek)
        sidik = hashlib.sha256(repr([(k, _rujukan(objek, k)) for k in kunci]).encode())
        sidik.update(objek.read_raw_bytes())
    return sidik.digest()


# --- As a process of its own ------------------------------------------------------------------------------------------
def _batasi() -> None:
    """Bounded memory and processor time, for this process alone."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (DETIK, DETIK))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Standard input: the length of the file (8 bytes), the file, then the original, if any. Output: JSON."""
    _batasi()
    masuk = sys.stdin.buffer.read()
    (panjang,) = struct.unpack(">Q", masuk[:8])
    isi, asli = masuk[8 : 8 + panjang], masuk[8 + panjang :]
    sys.stdout.write(json.dumps(asdict(periksa(isi, asli or None))))


if __name__ == "__main__":
    main()
