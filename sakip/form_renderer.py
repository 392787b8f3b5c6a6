"""Widgets of forms written without a template each: a page of forty fields spent most of its time on theirs.

What comes out is what Django's templates of the same names make, letter by letter (tests/sakip/test_form_renderer.py).
Every other widget is rendered by its template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape

WIDGETS = "django/forms/widgets/"
OPTION = f"{WIDGETS}select_option.html"
ERRORS = frozenset({"django/forms/errors/list/default.html", "django/forms/errors/list/ul.html"})


class FormRenderer(DjangoTemplates):
    """Django's own renderer, quicker for what nearly every field is."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The HTML of a widget, or of a list of errors."""
        write = PLAIN.get(template_name)
        if write is not None and (html := write(context["widget"])) is not None:
            return html
        if template_name in ERRORS and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def _text(value: Any) -> str:
    """A value as a template prints it with `stringformat:'s'`."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _attrs(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attrs(widget["attrs"])}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attrs(widget["attrs"])}>\n{value}</textarea>'.strip()


def _select(widget: Mapping[str, Any]) -> str | None:
    """None where an option has a template of its own."""
    parts = [f'<select name="{_text(widget["name"])}"{_attrs(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        if any(option["template_name"] != OPTION for option in options):
            return None
        if group:
            parts.append(f'\n  <optgroup label="{_shown(group)}">')
        parts += [
            f'\n  <option value="{_text(o["value"])}"{_attrs(o["attrs"])}>{_shown(o["label"])}</option>\n'
            for o in options
        ]
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


def _shown(value: Any) -> str:
    """A value as a template prints it by itself."""
    return conditional_escape(value if isinstance(value, str) else str(localize(value)))


PLAIN: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    **{
        f"{WIDGETS}{name}.html": _input
        for name in (
            *("input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox"),
            *("search", "tel", "color", "file"),
        )
    },
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
}
