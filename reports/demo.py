"""The documents' share of the demonstration data: fixtures/dokumen_<lembaga>.json, where there is one.

Keys of the file: `tata` (kind of document → TataDokumen.isi). What is there already is left as it is.
"""

import json
from typing import Any

from django.conf import settings

from indicators.models import PerangkatDaerah
from reports.models import TataDokumen


def muat(*, lembaga: str, kode: str, **_: Any) -> None:
    """Load what the documents of one institution need. A second call changes nothing."""
    berkas = settings.BASE_DIR / "fixtures" / f"dokumen_{lembaga}.json"
    if not berkas.exists():
        return
    isi = json.loads(berkas.read_text())
    pd = PerangkatDaerah.objects.get(kode=kode)
    ada = set(TataDokumen.objects.filter(perangkat_daerah=pd).values_list("jenis", flat=True))
    for jenis, tata in isi.get("tata", {}).items():
        if jenis not in ada:
            TataDokumen.objects.create(perangkat_daerah=pd, jenis=jenis, isi=tata)
