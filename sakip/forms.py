"""Form fields that read what an Indonesian office types."""

from decimal import Decimal
from typing import Any

from django import forms

from sakip.lib.numbers import NumberFormatError, format_number, parse_decimal, parse_rupiah


class NumberField(forms.Field):
    """A decimal number in Indonesian form (`1.234,5`); cleans to Decimal or None, refuses with a helpful sentence."""

    def prepare_value(self, value: Any) -> Any:
        """A stored Decimal as a person would type it; typed text stays as typed."""
        return format_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Parse, or raise the form's ValidationError with the parser's sentence."""
        try:
            return parse_decimal(value)
        except NumberFormatError as error:
            raise forms.ValidationError(str(error)) from error


class RupiahField(forms.Field):
    """Whole rupiah in Indonesian form (`Rp43.574.741.594`); cleans to int or None."""

    def prepare_value(self, value: Any) -> Any:
        """A stored integer with its thousands grouped; typed text stays as typed."""
        return format_number(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Parse, or raise the form's ValidationError with the parser's sentence."""
        try:
            return parse_rupiah(value)
        except NumberFormatError as error:
            raise forms.ValidationError(str(error)) from error


class BerkasField(forms.FileField):
    """One file of the kinds in `terima` (`.xlsx,.csv`). What is in it is checked by a service, not by its name."""

    def __init__(self, label: str, terima: str, *, pilih: str, bantuan: str = "") -> None:
        """`pilih` is said when there is none, `bantuan` stands below the control."""
        super().__init__(
            label=label,
            widget=forms.ClearableFileInput(attrs={"accept": terima}),
            error_messages={"required": pilih, "empty": "Berkas ini kosong. Pilih berkas yang berisi."},
            help_text=bantuan,
        )
