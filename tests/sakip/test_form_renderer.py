"""What is written without a template is what the template makes."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from sakip.form_renderer import PLAIN, FormRenderer

JAHAT = "\"><script>alert(1)</script>&'\n"
ATTRS = {"id": "id_a", "required": True, "disabled": False, "data-x": JAHAT, "size": 1234, "title": gettext_lazy("Yes")}
PILIHAN = [("", "—"), (1234, 1234), (JAHAT, JAHAT), ("b", mark_safe("<b>b</b>")), ("Kelompok <1>", [("c", "C & D")])]
NILAI = (None, "", 0, 5, 1234567, "1.234,5", JAHAT, mark_safe("&amp;"), True, False)
WIDGETS = [
    *(forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput),
    *(forms.DateInput, forms.DateTimeInput, forms.TimeInput, forms.CheckboxInput, forms.Textarea, forms.FileInput),
    *(forms.SearchInput, forms.TelInput, forms.ColorInput),
    *(lambda attrs, jenis=jenis: jenis(attrs, PILIHAN) for jenis in (forms.Select, forms.SelectMultiple)),
    *(lambda attrs, jenis=jenis: jenis(attrs, PILIHAN) for jenis in (forms.RadioSelect, forms.CheckboxSelectMultiple)),
]


@pytest.mark.parametrize("make", WIDGETS)
@pytest.mark.parametrize("attrs", [{}, ATTRS])
def test_a_widget_is_what_its_template_makes(make, attrs):
    widget = make(attrs)
    for nilai in NILAI:
        banyak = [nilai] if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple) else nilai
        dibuat, baku = (widget.render(f"n{JAHAT}", banyak, renderer=r()) for r in (FormRenderer, DjangoTemplates))
        assert dibuat == baku, nilai


def test_the_widgets_are_those_of_the_pages():
    assert isinstance(get_default_renderer(), FormRenderer)
    assert set(PLAIN) >= {w({}).template_name for w in WIDGETS[:15]}


def test_errors_are_told_and_no_errors_are_nothing():
    form = forms.Form({})
    form.fields["a"] = forms.CharField()
    assert form["a"].errors.render(renderer=FormRenderer()) == form["a"].errors.render(renderer=DjangoTemplates()) != ""
    assert forms.Form({})._errors is None
    assert forms.utils.ErrorList().render(renderer=FormRenderer()) == ""
