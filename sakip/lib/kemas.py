"""Much data as one short text: for a column of the database that is read often and needed seldom."""

import json
import zlib
from base64 import b64decode, b64encode
from typing import Any

_RAPAT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def tulis(isi: Any) -> str:
    """Data as compact JSON, the same for the same data in the same order."""
    return _RAPAT.encode(isi)


def kemas(teks: str) -> str:
    """A long text as a short one."""
    return b64encode(zlib.compress(teks.encode("utf-8", "surrogatepass"), 1)).decode()


def buka(kemasan: str) -> Any:
    """The data whose JSON was packed."""
    return json.loads(zlib.decompress(b64decode(kemasan)).decode("utf-8", "surrogatepass"))
