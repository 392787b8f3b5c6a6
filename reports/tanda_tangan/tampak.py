"""What a signed file shows over a finished document: nothing printed may be covered or look otherwise.

A signature may be added without touching one object of the original and still hide a figure beneath its picture. What
its picture shows does not matter here (it may differ between screen and paper): the place it takes must be empty.
Knows no Django: reports.tanda_tangan.periksa_pdf runs it in a process of its own.
"""

from typing import Any

DPI = 100
GELAP = 150
"""A dot darker than this is ink, of 255."""
TINTA_BOLEH = 12
"""So many dots under a field or between two prints are the rim of a letter or a line, less than one figure."""
TEPI = 1
"""Dots by which the frame of a field may touch a line."""

TERTUTUP = "Bidang tanda tangan menutupi tulisan di halaman {}. Letakkan tanda tangan di tempat yang kosong."
CATATAN = "Ada catatan atau cap yang ditambahkan di atas halaman selain bidang tanda tangan."
BERBEDA = (
    "Tampilan halaman {} berubah. Tandatangani berkas terbaru dokumen ini tanpa menyimpannya ulang dari aplikasi lain."
)
BERLAPIS = "Berkas itu memuat lapisan yang dapat disembunyikan. Dokumen ini tidak memuatnya."


def bidang_tanda(catatan: Any) -> bool:
    """Whether an annotation is a signature field and does nothing else."""
    induk = catatan.get("/Parent")
    jenis = catatan.get("/FT", induk.get("/FT") if induk is not None else None)
    return (
        str(catatan.get("/Subtype")) == "/Widget" and str(jenis) == "/Sig" and not {"/A", "/AA"} & set(catatan.keys())
    )


def tertutup(asli: bytes, tambahan: dict[int, list[Any]]) -> list[str]:
    """The pages (from 0) on which an added annotation lies over what the original shows, as sentences."""
    import pypdfium2

    dokumen = pypdfium2.PdfDocument(asli)
    try:
        return [
            TERTUTUP.format(nomor + 1)
            for nomor, catatan in tambahan.items()
            if any(_menutupi(dokumen[nomor], kotak) for satu in catatan if (kotak := _kotak(satu)) is not None)
        ]
    finally:
        dokumen.close()


def _kotak(catatan: Any) -> tuple[float, float, float, float] | None:
    """The box of an annotation (left, bottom, right, top); None for an invisible one. No box at all: everything."""
    angka = [float(n) for n in catatan.get("/Rect", [])]
    if len(angka) != 4:
        return (-1e6, -1e6, 1e6, 1e6)
    x1, x2, y1, y2 = *sorted((angka[0], angka[2])), *sorted((angka[1], angka[3]))
    return None if x1 == x2 or y1 == y2 else (x1, y1, x2, y2)


def _menutupi(halaman: Any, kotak: tuple[float, float, float, float]) -> bool:
    gambar = _gambar(halaman, catatan=True)
    skala, (kiri, bawah, _, atas) = DPI / 72, halaman.get_mediabox()
    x1, y1, x2, y2 = kotak
    daerah = [(x1 - kiri) * skala, (atas - y2) * skala, (x2 - kiri) * skala, (atas - y1) * skala]
    if halaman.get_rotation() or bawah > atas:  # our pages never are
        return True
    potong = (
        max(0, min(gambar.width, round(daerah[0]) + TEPI)),
        max(0, min(gambar.height, round(daerah[1]) + TEPI)),
        max(0, min(gambar.width, round(daerah[2]) - TEPI)),
        max(0, min(gambar.height, round(daerah[3]) - TEPI)),
    )
    if potong[0] >= potong[2] or potong[1] >= potong[3]:
        return False
    return sum(gambar.crop(potong).histogram()[:GELAP]) > TINTA_BOLEH


def berbeda(asli: bytes, isi: bytes) -> list[str]:
    """The pages whose print differs between two files of as many pages, as sentences; annotations are left out."""
    import pypdfium2
    from PIL import ImageChops

    dulu, kini = pypdfium2.PdfDocument(asli), pypdfium2.PdfDocument(isi)
    try:
        for nomor in range(len(dulu)):
            a, b = _gambar(dulu[nomor], catatan=False), _gambar(kini[nomor], catatan=False)
            if a.size != b.size or sum(ImageChops.difference(a, b).histogram()[GELAP // 2 :]) > TINTA_BOLEH:
                return [BERBEDA.format(nomor + 1)]
        return []
    finally:
        dulu.close()
        kini.close()


def _gambar(halaman: Any, *, catatan: bool) -> Any:
    """The page in greys."""
    return halaman.render(scale=DPI / 72, grayscale=True, draw_annots=catatan).to_pil().convert("L")


def ditulis_ulang(dulu: Any, kini: Any, asli: bytes, isi: bytes) -> list[str]:
    """What a rewritten file of as many pages shows otherwise. `dulu` and `kini` are both as pikepdf reads them."""
    if "/OCProperties" in kini.Root:
        return [BERLAPIS]
    tambahan: dict[int, list[Any]] = {}
    for nomor, (lama, baru) in enumerate(zip(dulu.pages, kini.pages, strict=True)):
        lain = [a for a in baru.obj.get("/Annots", []) if str(a.get("/Subtype")) != "/Link"]
        if any(not bidang_tanda(a) for a in lain):
            return [CATATAN]
        if len(baru.obj.get("/Annots", [])) - len(lain) > len(lama.obj.get("/Annots", [])):
            return [CATATAN]
        if lain:
            tambahan[nomor] = lain
    return berbeda(asli, isi) or tertutup(asli, tambahan)
