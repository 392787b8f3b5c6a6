"""The layout of the annual report as data: what an institution may choose, and how a wrong choice is refused."""

from collections.abc import Sequence
from typing import Any

from indicators.exceptions import InvalidValue


def pilihan(isi: Sequence[Any], dikenal: Sequence[str], kunci: str) -> list[str]:
    """A list that chooses and orders known parts. Raises InvalidValue for an unknown or repeated one."""
    asing = [str(satu) for satu in isi if satu not in dikenal]
    if asing or len(set(isi)) != len(isi):
        raise InvalidValue(
            f"Tata dokumen lkjip: “{kunci}” memuat bagian yang tidak dikenal atau berulang"
            f"{f' ({asing[0]})' if asing else ''}. Yang dikenal: {', '.join(dikenal)}."
        )
    return list(isi)
