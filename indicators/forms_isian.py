"""The rows of a sheet as forms: they clean what was typed; no form looks at another row."""

from typing import Any

from django import forms

from indicators.models import (
    Indikator,
    Realisasi,
    RealisasiAnggaran,
    SubKegiatan,
    TingkatPredikat,
    UnitKerja,
    VariabelRumus,
)
from indicators.rumus import periksa_batas
from indicators.selectors.baris import kunci_baris
from indicators.selectors.baris_indikator import isi_variabel
from sakip.forms import NumberField, RupiahField

MAKS_TEKS = 4000
FISIK_SALAH = "Realisasi fisik diisi antara 0 sampai 100 persen."
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


class VariabelField(NumberField):
    """The figure of one variable of a formula, within its bounds."""

    def __init__(self, variabel: VariabelRumus) -> None:
        super().__init__(required=False, label=variabel.nama)
        self.variabel = variabel

    def validate(self, value: Any) -> None:
        """Refuse a figure outside the bounds, saying them."""
        if galat := periksa_batas(value, self.variabel.minimum, self.variabel.maksimum):
            raise forms.ValidationError(galat)


class RealisasiRowForm(forms.Form):
    """One indikator row of the sheet. Which value fields it has depends on the kind of the indikator.

    A formula has a field `v_<symbol>` for each variable; cleaned, they stand together under `variabel`.
    """

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
        if indikator.rumus == Indikator.Rumus.EKSPRESI:
            self._beri_variabel(row)

    def _beri_variabel(self, row: Realisasi | None) -> None:
        for nama in ("nilai", "tingkat", "pembilang", "penyebut"):
            del self.fields[nama]
        stored = isi_variabel(row)
        for v in self.indikator.variabel_rumus.all():
            self.fields[f"v_{v.simbol}"] = VariabelField(v)
            self.initial[f"v_{v.simbol}"] = stored.get(v.simbol)

    def clean(self) -> dict[str, Any]:
        """The figures of a formula together, as the service takes them; None when the row was sent without any."""
        data = dict(super().clean() or self.cleaned_data)
        if self.indikator.rumus == Indikator.Rumus.EKSPRESI:
            nama = [n for n in self.fields if n.startswith("v_")]
            isi = {n.removeprefix("v_"): data.pop(n, None) for n in nama}
            data["variabel"] = isi if any(self.add_prefix(n) in self.data for n in nama) else None
        return data


class FisikField(NumberField):
    """Physical progress in percent."""

    def validate(self, value: Any) -> None:
        """Refuse at this cell what is no percentage of a whole."""
        if value is not None and not 0 <= value <= 100:
            raise forms.ValidationError(FISIK_SALAH)


class AnggaranRowForm(forms.Form):
    """One sub kegiatan row of the sheet: money and progress.

    The row itself says how its money was typed (`…-cara`), so that a page opened before the unit changed its mind is
    still read as it was meant: `sendiri` is the quarter's own money, else it is cumulative. Progress is cumulative.
    `keuangan_tetap`: the row has no cell for money (the former quarter's is not known), so nothing is said of it.
    """

    keuangan = RupiahField(required=False, label="Realisasi keuangan s.d. triwulan ini")
    fisik = FisikField(required=False, label="Realisasi fisik s.d. triwulan ini")
    alasan_lebih = forms.CharField(
        required=False, max_length=300, label="Alasan melebihi pagu", error_messages={"max_length": TERLALU_PANJANG}
    )
    penyebab = TeksField(label="Kendala")
    solusi = TeksField(label="Tindak lanjut")
    revisi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        sub_kegiatan: SubKegiatan,
        row: RealisasiAnggaran | None = None,
        data: Any = None,
        *,
        dasar: int | None = None,
    ) -> None:
        kunci = kunci_baris("anggaran", sub_kegiatan.pk)
        dikirim = data if data is not None else {}
        self.sendiri = dikirim.get(f"{kunci}-cara") == UnitKerja.CaraAnggaran.TRIWULAN
        self.keuangan_tetap = f"{kunci}-keuangan" not in dikirim
        self.alasan_tetap = f"{kunci}-alasan_lebih" not in dikirim
        keuangan = None if row is None or row.keuangan is None else row.keuangan - (dasar or 0) * self.sendiri
        super().__init__(
            data,
            prefix=kunci,
            initial={
                "keuangan": None if self.keuangan_tetap else keuangan,
                "fisik": row.fisik if row else None,
                "alasan_lebih": row.alasan_lebih if row and not self.alasan_tetap else "",
                "penyebab": row.penyebab if row else "",
                "solusi": row.solusi if row else "",
                "revisi": row.revisi if row else 0,
            },
        )
        self.sub_kegiatan = sub_kegiatan
        if self.sendiri:
            self.fields["keuangan"].label = "Realisasi keuangan triwulan ini saja"
