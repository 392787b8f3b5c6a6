"""Sentences about what a cell of a workbook names."""

from collections.abc import Collection

MAKS_SEBUT = 5


def kalimat_rujukan(teks: str, judul: str, kembar: Collection[str], dekat: str) -> str:
    """Why what a cell names is no row: several have that name (`kembar`: their keys), or none (`dekat`: like it)."""
    if len(kembar) > 1:
        kunci = sorted(k.removeprefix("baru:") for k in kembar)
        sebut = ", ".join(kunci[: MAKS_SEBUT - 1]) + " …" if len(kunci) > MAKS_SEBUT else " atau ".join(kunci)
        return f"“{teks[:80]}” nama {len(kunci)} baris {judul.lower()}. Tulis kode yang dimaksud: {sebut}."
    saran = f" Mungkin maksudnya {dekat}?" if dekat else ""
    return f"“{teks[:80]}” tidak dikenal sebagai {judul.lower()}.{saran}"
