"""The verification workflow on one page: the service, the buttons and the tests read this table."""

from dataclasses import dataclass

from indicators.models import Status
from indicators.permissions import Ability


@dataclass(frozen=True)
class Transition:
    """From which states, to which state, who may, and how it is called on screen and in the audit trail."""

    sources: frozenset[str]
    target: str
    ability: Ability
    label: str
    aksi: str
    note_required: bool = False


TRANSITIONS = {
    "submit": Transition(
        frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED, Ability.SUBMIT, "Ajukan", "submitted"
    ),
    "recall": Transition(frozenset({Status.SUBMITTED}), Status.DRAFT, Ability.SUBMIT, "Tarik kembali", "recalled"),
    "verify": Transition(frozenset({Status.SUBMITTED}), Status.VERIFIED, Ability.VERIFY, "Verifikasi", "verified"),
    "return": Transition(
        frozenset({Status.SUBMITTED, Status.VERIFIED}),
        Status.RETURNED,
        Ability.VERIFY,
        "Kembalikan",
        "returned",
        note_required=True,
    ),
}

EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
"""The states in which the owning unit may change a value."""
