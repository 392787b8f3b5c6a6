"""Academic and other titles in what was typed as a bare name: told apart by pattern, so only ever a question."""

import re

_DEPAN = re.compile(r"((?:(?:prof|drs|dra|dr|drg|drh|ir|hj|kh)(?:\.\s*|\s+)|h\.\s*)+)(?=\S)", re.IGNORECASE)
_BELAKANG = re.compile(
    r",\s*((?:[sm]\s?\.\s?[a-z]|a\.?\s?md|ph\.?\s?d|sp\.|(?:s[ehtp]|ssos|spd|ssi|sip|s?stp|m[mhtap]|msi|mpd|mkes)\b)"
    r".*)$",
    re.IGNORECASE,
)


def gelar_dalam_nama(nama: str) -> tuple[str, str]:
    """What looks like titles before and behind a name, each empty when there are none: `Drs. H.`, `M.Si`."""
    depan, belakang = _DEPAN.match(nama.strip()), _BELAKANG.search(nama.strip())
    return depan.group(1).strip() if depan else "", belakang.group(1).strip() if belakang else ""


def saran_gelar(nama: str) -> str:
    """The sentence that says where the titles belong; empty when none were seen."""
    depan, belakang = gelar_dalam_nama(nama)
    letak = [f"“{isi}” pada {tempat}" for isi, tempat in ((depan, "Gelar depan"), (belakang, "Gelar belakang")) if isi]
    return f"Tulis gelar terpisah dari nama: {' dan '.join(letak)}." if letak else ""
