"""Of random single-field corruptions of a clean set, the rules find most; docs/checks.md says how many of 300."""

import os
import re
from pathlib import Path

import pytest

from tests.bersih import make_bersih
from tests.rusak import CARA, coba

DOKUMEN = Path(__file__).resolve().parents[2] / "docs/checks.md"
AWAL, AKHIR = "<!-- corruptions -->", "<!-- /corruptions -->"


@pytest.mark.django_db
def test_most_corruptions_are_found():
    bersih = make_bersih()
    tulis = os.environ.get("CHECKS") == "write"
    hasil = coba(bersih, 300 if tulis else len(CARA))
    assert bersih.temuan() == [], "every corruption was put back"
    if tulis:
        isi = re.sub(f"{AWAL}.*{AKHIR}", f"{AWAL}\n{hasil.tabel()}\n{AKHIR}", DOKUMEN.read_text(), flags=re.DOTALL)
        DOKUMEN.write_text(isi)
        print("\n".join(hasil.contoh))
    assert hasil.bagian >= 0.75, hasil.contoh
