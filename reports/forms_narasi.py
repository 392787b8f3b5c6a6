"""Forms of the section editor."""

from typing import Any

from django import forms

from reports.prosa import MAKS_HTML, html_dari_teks


class NarasiForm(forms.Form):
    """The own text of one section.

    The editor sends HTML; the plain field without JavaScript sends lines, and says so in `bentuk`.
    """

    teks = forms.CharField(
        label="Isi bagian",
        required=False,  # the service says what to do instead
        max_length=MAKS_HTML,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 22, "class": "panjang", "lang": "id", "spellcheck": "true", "autocomplete": "off"}
        ),
        error_messages={"max_length": "Isi bagian ini terlalu panjang. Bagi menjadi lebih pendek."},
    )
    bentuk = forms.ChoiceField(choices=[("teks", "teks"), ("html", "html")], required=False, widget=forms.HiddenInput)
    sidik = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """`html` is the text as HTML, whichever way it came; it is not cleaned yet."""
        data = super().clean() or self.cleaned_data
        teks = str(data.get("teks") or "")
        data["html"] = teks if data.get("bentuk") == "html" else html_dari_teks(teks)
        return data


class GambarForm(forms.Form):
    """One picture with the words for those who cannot see it."""

    berkas = forms.FileField(
        error_messages={
            "required": "Pilih berkas gambar lebih dahulu.",
            "empty": "Berkas ini kosong. Pilih gambar yang berisi.",
            "invalid": "Pilih berkas gambar lebih dahulu.",
        },
        max_length=200,
    )
    keterangan = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Tulis keterangan gambar: kalimat pendek bagi pembaca yang tidak dapat melihatnya.",
            "max_length": "Keterangan gambar paling panjang 300 huruf.",
        },
    )
