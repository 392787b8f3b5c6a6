"""The documents' share of the demonstration data: fixtures/dokumen_<lembaga>.json, where there is one.

Keys of the file: `tata` (kind of document → TataDokumen.isi), `tim` (who wrote the annual report of a year: number and
date of the decree, [kedudukan, jabatan] in order). What is there already is left as it is.
"""

import json
from datetime import date
from typing import Any

from django.conf import settings

from indicators.models import PerangkatDaerah
from reports.models import AnggotaTim, TataDokumen, TimPenyusun


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
    if "tim" in isi:
        _tim(pd, isi["tim"])


def _tim(pd: PerangkatDaerah, isi: dict[str, Any]) -> None:
    tim, baru = TimPenyusun.objects.get_or_create(
        perangkat_daerah=pd,
        tahun=isi["tahun"],
        defaults={"nomor": isi["nomor"], "tanggal": date.fromisoformat(isi["tanggal"]), "contoh": True},
    )
    if baru:
        AnggotaTim.objects.bulk_create(
            AnggotaTim(tim=tim, kedudukan=kedudukan, jabatan=jabatan, urutan=n)
            for n, (kedudukan, jabatan) in enumerate(isi["anggota"], 1)
        )
