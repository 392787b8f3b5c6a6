"""The rows of a sheet as forms: they clean what was typed; no form looks at another row."""

from typing import Any

from django import forms

from indicators.models import Indikator, Realisasi, RealisasiAnggaran, SubKegiatan, TingkatPredikat
from indicators.selectors.baris import kunci_baris
from sakip.forms import NumberField, RupiahField

MAKS_TEKS = 4000
TERLALU_PANJANG = "Tulisan ini %(show_value)d huruf: ringkas menjadi paling banyak %(limit_value)d huruf."


class TeksField(forms.CharField):
    """Free text of a few paragraphs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=MAKS_TEKS,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"max_length": TERLALU_PANJANG},
            **kwargs,
        )


class RealisasiRowForm(forms.Form):
    """One indikator row of the sheet. Which value fields it has depends on the kind of the indikator."""

    nilai = NumberField(required=False, label="Realisasi")
    tingkat = forms.ModelChoiceField(TingkatPredikat.objects.none(), required=False, label="Predikat")
    pembilang = NumberField(required=False, label="Pembilang")
    penyebut = NumberField(required=False, label="Penyebut")
    penyebab = TeksField(label="Penyebab keberhasilan atau kegagalan")
    solusi = TeksField(label="Alternatif solusi yang telah dilakukan")
    revisi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, indikator: Indikator, row: Realisasi | None = None, data: Any = None) -> None:
        super().__init__(
            data,
            prefix=kunci_baris("realisasi", indikator.pk),
            initial={
                "nilai": row.nilai if row else None,
                "tingkat": row.tingkat_id if row else None,
                "pembilang": row.pembilang if row else None,
                "penyebut": row.penyebut if row else None,
                "penyebab": row.penyebab if row else "",
                "solusi": row.solusi if row else "",
                "revisi": row.revisi if row else 0,
            },
        )
        self.indikator = indikator
        if indikator.skala_id:
            self.fields["tingkat"].queryset = TingkatPredikat.objects.filter(  # type: ignore[attr-defined]
                skala=indikator.skala_id
            )


class AnggaranRowForm(forms.Form):
    """One sub kegiatan row of the sheet: money and progress, cumulative."""

    keuangan = RupiahField(required=False, label="Realisasi keuangan s.d. triwulan ini")
    fisik = NumberField(required=False, label="Realisasi fisik s.d. triwulan ini")
    penyebab = TeksField(label="Kendala")
    solusi = TeksField(label="Tindak lanjut")
    revisi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, sub_kegiatan: SubKegiatan, row: RealisasiAnggaran | None = None, data: Any = None) -> None:
        super().__init__(
            data,
            prefix=kunci_baris("anggaran", sub_kegiatan.pk),
            initial={
                "keuangan": row.keuangan if row else None,
                "fisik": row.fisik if row else None,
                "penyebab": row.penyebab if row else "",
                "solusi": row.solusi if row else "",
                "revisi": row.revisi if row else 0,
            },
        )
        self.sub_kegiatan = sub_kegiatan
