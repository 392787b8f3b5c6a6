"""Whether a picture file is whole. Pure, and independent of Pillow.

Pillow's own answer depends on a switch (`ImageFile.LOAD_TRUNCATED_IMAGES`) that the making of PDFs turns for the whole
process: a torn picture would be taken in or refused according to what the process did before.
"""


def utuh(isi: bytes) -> bool:
    """Whether a PNG, JPEG or WebP has its end. False for every other file."""
    if isi.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"IEND" in isi[-4096:]
    if isi.startswith(b"\xff\xd8"):
        return isi.find(b"\xff\xd9", max(0, isi.rfind(b"\xff\xda"))) > 0
    return isi[:4] == b"RIFF" and isi[8:12] == b"WEBP" and len(isi) >= 8 + int.from_bytes(isi[4:8], "little")
