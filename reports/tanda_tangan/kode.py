"""The verification code of a document: how it is made, printed, and read back from what a person typed."""

import re
import secrets

from django.conf import settings
from django.urls import reverse

HURUF = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PANJANG = 16
_KODE = re.compile(rf"[{HURUF}]{{{PANJANG}}}")


def kode_baru() -> str:
    """A verification code nobody can guess (80 bit), easy to type: letters and digits without 0, 1, I and O."""
    return "".join(secrets.choice(HURUF) for _ in range(PANJANG))


def berkelompok(kode: str) -> str:
    """`ABCD-EFGH-JKLM-NPQR`: four by four, as it is printed."""
    return "-".join(kode[i : i + 4] for i in range(0, len(kode), 4))


def baca(ketikan: str) -> str:
    """The code a person typed or pasted, whatever its blanks, dashes and case; empty when it cannot be one."""
    kode = re.sub(r"[\s\-‐–.]", "", ketikan).upper()
    return kode if _KODE.fullmatch(kode) else ""


def alamat(kode: str) -> str:
    """The public address of the page that says what became of the document."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('reports:periksa_dokumen', args=[kode])}"
