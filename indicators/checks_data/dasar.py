"""What every rule about the data is made of: the rule, the finding, and a few words on names and figures."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from indicators.checks import Level
from indicators.checks_fakta import Fakta, Objek
from sakip.lib.numbers import format_number


@dataclass(frozen=True)
class Aturan:
    """One rule: its level, its family, the heading of its findings, and the function that finds them."""

    level: Level
    kode: str
    judul: str
    cari: Callable[[Fakta], Iterable[tuple[Objek, str]]]

    @property
    def kunci(self) -> str:
        """The name of the rule in addresses."""
        return self.cari.__name__.replace("_", "-")


@dataclass(frozen=True)
class TemuanData:
    """One finding: the rule, the object it is about, and the sentence."""

    aturan: Aturan
    objek: Objek
    pesan: str

    @property
    def ciri(self) -> str:
        """What the finding says, as a digest: other figures, another one."""
        o = self.objek
        isi = (self.aturan.kunci, o.jenis, o.pk, o.triwulan, o.nama, self.pesan)
        return hashlib.sha256(repr(isi).encode()).hexdigest()


Hasil = Iterator[tuple[Objek, str]]


@lru_cache(maxsize=8192)
def rapi(nama: str) -> str:
    """The words of a name, without case and marks."""
    return " ".join(re.findall(r"\w+", nama.casefold()))


def inti(nama: str) -> str:
    """The name without what kind of regency it is."""
    return re.sub(r"^(kabupaten|kota|provinsi)\s+", "", nama.strip(), flags=re.IGNORECASE)


def desimal_dari(nilai: Decimal) -> int:
    """How many decimals a figure has."""
    return max(0, -int(nilai.normalize().as_tuple().exponent))


def sejajar(satu: Decimal, lain: Decimal) -> tuple[str, str]:
    """Both figures with the decimals of the longer one: 72,30 beside 72,31."""
    desimal = max(desimal_dari(satu), desimal_dari(lain))
    return format_number(satu, desimal), format_number(lain, desimal)
