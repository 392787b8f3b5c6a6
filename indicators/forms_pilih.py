"""Choices among rows that were read already, written without a template for every option: there may be hundreds."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

KOSONG = "– pilih –"


class Pilih(forms.Select):
    """A list to choose one from."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The whole element."""
        dipilih = set(self.format_value(value))
        butir = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((k, _bila(str(k) in dipilih, "selected"), label) for k, label in _datar(self.choices)),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), butir)


class PilihTampak(forms.RadioSelect):
    """Choices that all stand there, one below the other."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """One line for each; the label belongs to its control."""
        dipilih = {str(v) for v in self.format_value(value)}
        dasar = (attrs or {}).get("id", f"id_{name}")
        return format_html_join(
            "",
            '<div><input type="{}" name="{}" value="{}" id="{}_{}"{}> <label for="{}_{}">{}</label></div>',
            (
                (self.input_type, name, k, dasar, n, _bila(str(k) in dipilih, "checked"), dasar, n, label)
                for n, (k, label) in enumerate(_datar(self.choices))
            ),
        )


class PilihBanyak(PilihTampak):
    """The same where several may be taken."""

    input_type = "checkbox"
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All that were taken."""
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """A form without any taken is a form that takes none."""
        return False


def _datar(choices: Any) -> Iterator[tuple[Any, Any]]:
    yield from choices


def _bila(ya: bool, kata: str) -> SafeString:
    return mark_safe(f" {kata}" if ya else "")  # noqa: S308  one of two words of this file


class ObjekField(forms.ChoiceField):
    """A choice among rows: cleans to the row, None for none, without a query of its own."""

    widget = Pilih

    def __init__(self, objek: Iterable[Any], sebut: Callable[[Any], str] = str, **kwargs: Any) -> None:
        self.objek = {str(o.pk): o for o in objek}
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilihan itu tidak ada lagi. Pilih yang lain."})
        super().__init__(choices=[("", KOSONG), *((k, sebut(o)) for k, o in self.objek.items())], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The key of a row, and what was sent as it is."""
        return str(value.pk) if hasattr(value, "pk") else value

    def clean(self, value: Any) -> Any:
        """The chosen row."""
        return self.objek.get(super().clean(value))


class BanyakField(forms.MultipleChoiceField):
    """Several of some rows: cleans to a tuple of them."""

    widget = PilihBanyak

    def __init__(self, objek: Iterable[Any], sebut: Callable[[Any], str] = str, **kwargs: Any) -> None:
        self.objek = {str(o.pk): o for o in objek}
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilihan itu tidak ada lagi. Muat ulang halaman."})
        super().__init__(choices=[(k, sebut(o)) for k, o in self.objek.items()], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The keys of rows, and what was sent as it is."""
        return [str(getattr(v, "pk", v)) for v in value or ()]

    def clean(self, value: Any) -> Any:
        """The chosen rows."""
        return tuple(self.objek[k] for k in super().clean(value))
