"""What a service may refuse. Every message is a sentence in Indonesian for the person at the screen."""

from typing import Any


class DomainError(Exception):
    """A refusal by a rule of the domain. `str(error)` is shown as it is; `kode_http` is the answer's status.

    `objek` is the indikator or sub kegiatan whose row was refused, None where the refusal is about no single row.
    """

    kode_http = 422
    objek: Any = None


class InvalidValue(DomainError):
    """The value itself cannot be stored (outside the scale, a ratio without penyebut, …)."""


class Incomplete(DomainError):
    """Something is missing. `kekurangan` lists each missing thing as one sentence."""

    def __init__(self, message: str, kekurangan: list[str] | None = None) -> None:
        super().__init__(message)
        self.kekurangan = kekurangan or []


class StaleData(DomainError):
    """Somebody else changed the row after it was shown. `tersimpan` is the row as it is now."""

    kode_http = 409

    def __init__(self, message: str, tersimpan: Any = None) -> None:
        super().__init__(message)
        self.tersimpan = tersimpan


class Closed(DomainError):
    """The quarter, the plan or the period accepts no change (any more)."""


class NotAllowed(DomainError):
    """The person may see the object but not do this to it."""

    kode_http = 403


class Busy(DomainError):
    """The database let somebody else go first; the same thing sent once more is served."""

    kode_http = 503
