"""Reads the tables of an annual report back: from its payload, and from the ruled tables of its PDF."""

import re
from collections.abc import Iterator
from typing import Any

from tests.reports.baca import buka

Isi = list[list[str]]


def tabel_payload(payload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The table blocks by id (`Tabel 3.1.8 sasaran 2`)."""
    return {b["tabel"]["id"]: b for b in semua_blok(payload) if b["jenis"] == "tabel"}


def semua_blok(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every block of every chapter, in order."""
    for bab in payload["bab"]:
        yield from bab["pembuka"]
        for bagian in bab["bagian"]:
            yield from bagian["blok"]


def baris_payload(tabel: dict[str, Any]) -> Isi:
    """The body as full rows; a merged cell stands in its first row and is empty below, as a PDF reader sees it."""
    hasil: Isi = []
    sisa: dict[int, int] = {}
    for sel in tabel["baris"]:
        urut, baris = iter(sel), []
        for kolom in range(len(tabel["lebar"])):
            if sisa.get(kolom):
                sisa[kolom] -= 1
                baris.append("")
                continue
            s = next(urut)
            baris.append(s["teks"])
            sisa[kolom] = s.get("rentang_baris", 1) - 1
        hasil.append(baris)
    return hasil


def tabel_pdf(pdf: bytes, payload: dict[str, Any]) -> dict[str, Isi]:
    """All numbered tables of the PDF by id, put together over their pages: the body, and its head as `… kepala`.

    A table belongs to the last caption above it. The line that closes a page and the boxes of charts are left out.
    """
    blok = {b["nomor"]: b for b in tabel_payload(payload).values()}
    hasil: dict[str, Isi] = {}
    kini = None
    with buka(pdf) as dokumen:
        for halaman in dokumen.pages:
            judul = sorted(_judul(halaman, set(blok)))
            for tabel in sorted(halaman.find_tables(), key=lambda t: t.bbox[1]):
                atas = [n for y, n in judul if y < tabel.bbox[1]]
                kini = atas[-1] if atas else kini
                assert kini is not None, f"tabel tanpa judul pada halaman {halaman.page_number}"
                isi = [[_rapi(sel) for sel in baris] for baris in tabel.extract()]
                bentuk = blok[kini]["tabel"]
                if len(isi[0]) != len(bentuk["lebar"]):
                    continue
                kepala, badan = isi[: len(bentuk["kepala"])], isi[len(bentuk["kepala"]) :]
                badan, ada = [b for b in badan if any(b)], hasil.setdefault(bentuk["id"], [])
                if ada and badan:
                    badan[0] = _tanpa_lanjutan(badan[0], baris_payload(bentuk)[len(ada)], ada)
                ada.extend(badan)
                hasil.setdefault(f"{bentuk['id']} kepala", []).extend(kepala)
    return hasil


def _tanpa_lanjutan(baris: list[str], isi: list[str], ada: Isi) -> list[str]:
    """The first row of a further page without what it repeats of the merged cells that run into it, and only that."""
    hasil = []
    for kolom, (sel, asli) in enumerate(zip(baris, isi, strict=True)):
        lama = next((b[kolom] for b in reversed(ada) if b[kolom]), "")
        ulang = not asli and lama and sel.removesuffix(" (lanjutan)") == lama
        hasil.append("" if ulang else sel)
    return hasil


def _judul(halaman: Any, nomor: set[str]) -> Iterator[tuple[float, str]]:
    for baris in halaman.extract_text_lines(return_chars=False):
        if baris["text"].strip() in nomor:
            yield baris["top"], baris["text"].strip()


def _rapi(teks: str | None) -> str:
    return rapi(teks or "")


def rapi(teks: str) -> str:
    """Text as it can be compared: lines joined, and no blank where a line may break after a slash or hyphen."""
    return re.sub(r"([/-]) ", r"\1", " ".join(teks.split()))
