"""The lists before the first chapter of the annual report: contents, tables, figures, annexes; made from the payload.

Made last and from what is printed, so that a list can never name what the report does not have.
"""

from collections.abc import Iterator

from reports.builders.lampiran import daftar
from reports.payloads_lkjip import Bab, Blok, LkjipPayload, Rujukan

JUDUL_DEPAN = {
    "kata_pengantar": "Kata Pengantar",
    "reviu": "Pernyataan Telah Direviu",
    "ringkasan": "Ringkasan Eksekutif",
    "daftar_isi": "Daftar Isi",
    "daftar_tabel": "Daftar Tabel",
    "daftar_gambar": "Daftar Gambar",
    "daftar_lampiran": "Daftar Lampiran",
}
"""The parts before the first chapter; their anchors are these keys with dashes."""


def isi_daftar(payload: LkjipPayload) -> None:
    """Fill the lists of a payload, and leave out the parts of the front that would be empty."""
    payload["daftar_tabel"] = list(_bernomor(payload["bab"], ("tabel",)))
    payload["daftar_gambar"] = list(_bernomor(payload["bab"], ("grafik", "bagan", "pohon")))
    lampiran = daftar(payload.get("lampiran", []))
    payload["daftar_lampiran"] = lampiran
    ada = {
        "reviu": "reviu" in payload,
        "daftar_tabel": bool(payload["daftar_tabel"]),
        "daftar_gambar": bool(payload["daftar_gambar"]),
        "daftar_lampiran": bool(lampiran),
    }
    payload["depan"] = [nama for nama in payload["depan"] if ada.get(nama, True)]
    payload["daftar_isi"] = [*_depan(payload["depan"]), *_bab(payload["bab"]), *lampiran]


def _depan(nama: list[str]) -> Iterator[Rujukan]:
    for n in nama:
        yield {"nomor": "", "judul": JUDUL_DEPAN[n], "jangkar": n.replace("_", "-"), "tingkat": 1}


def _bab(chapters: list[Bab]) -> Iterator[Rujukan]:
    for chapter in chapters:
        yield {"nomor": chapter["nomor"], "judul": chapter["judul"], "jangkar": chapter["jangkar"], "tingkat": 1}
        for section in chapter["bagian"]:
            yield {
                "nomor": section["nomor"],
                "judul": section["judul"],
                "jangkar": section["jangkar"],
                "tingkat": section["tingkat"],
            }


def _bernomor(chapters: list[Bab], jenis: tuple[str, ...]) -> Iterator[Rujukan]:
    """The numbered blocks of some kinds, in order."""
    for b in semua_blok(chapters):
        if b["jenis"] in jenis and b["jenis"] in ("tabel", "grafik", "bagan", "pohon"):
            yield {"nomor": b["nomor"], "judul": b["judul"], "jangkar": b["jangkar"], "tingkat": 1}


def semua_blok(chapters: list[Bab]) -> Iterator[Blok]:
    """Every block of every chapter, in order."""
    for chapter in chapters:
        yield from chapter["pembuka"]
        for section in chapter["bagian"]:
            yield from section["blok"]
