"""The fields of a layout as HTML: one tag for all kinds, because a table of columns has hundreds of them."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.tata.formulir import IsianKunci
from reports.tata.medan import BarisIsian, Isian

register = template.Library()

KOSONG = mark_safe("")
MAJEMUK = ("daftar", "objek")


@register.simple_tag
def isian_tata(satu: IsianKunci) -> SafeString:
    """One key of the layout with its label, words and errors."""
    return _berlabel(satu.isian, satu.bantuan)


def _berlabel(i: Isian, bantuan: str) -> SafeString:
    """A field with its label: a group of fields in a fieldset, a single one in a line of its own."""
    galat, tolong = _galat(i), _bantuan(i, bantuan)
    if i.jenis in MAJEMUK:
        isi = _anak(i) if i.jenis == "objek" else _tabel(i)
        return format_html(
            '<fieldset class="tata-set" id="{}"{}><legend>{}</legend>{}{}{}</fieldset>',
            *(_id(i.nama), _jelas(i, bantuan), i.label, tolong, galat, isi),
        )
    kelas = format_html("field{}{}", " has-error" if i.galat else "", " check" if i.jenis == "centang" else "")
    return format_html(
        '<div class="{}"><label for="{}">{}</label>{}{}{}</div>',
        *(kelas, _id(i.nama), i.label, _kendali(i, "", bantuan), tolong, galat),
    )


def _anak(i: Isian) -> SafeString:
    return format_html_join("", "{}", ((_berlabel(satu, satu.bantuan),) for satu in i.anak))


def _tabel(i: Isian) -> SafeString:
    """A list as a table of fields; the number of its rows travels with it."""
    kepala = format_html_join("", '<th scope="col">{}</th>', ((k,) for k in ("Urutan", *i.kolom, "Hapus")))
    baris = format_html_join("", "{}", ((_baris(i, b, n),) for n, b in enumerate(i.baris, 1)))
    return format_html(
        '<input type="hidden" name="{}.jumlah" value="{}"><div class="table-scroll" role="region" aria-label="{}"'
        ' tabindex="0"><table class="table stack tata-baris" data-tata-baris="{}"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        *(i.nama, i.nilai, i.label, i.nama, kepala, baris),
    )


def _baris(i: Isian, b: BarisIsian, n: int) -> SafeString:
    sel = format_html_join("", '<td data-label="{}">{}{}</td>', _sel(i, b, n))
    lain = format_html('<input type="hidden" name="{}.lain" value="{}">', b.nama, b.lain) if b.lain else KOSONG
    return format_html(
        '<tr><td data-label="Urutan"><input class="pendek" inputmode="numeric" name="{0}.urut" value="{1}"'
        ' aria-label="Urutan baris {2}, {3}">{4}</td>{5}<td data-label="Hapus"><input type="checkbox" name="{0}.hapus"'
        ' value="ya" aria-label="Hapus baris {2}, {3}"{6}></td></tr>',
        *(b.nama, b.urut, n, i.label, lain, sel, mark_safe(" checked") if b.hapus else KOSONG),
    )


def _sel(i: Isian, b: BarisIsian, n: int) -> Iterable[tuple[str, SafeString, SafeString]]:
    for satu in b.sel:
        yield satu.label, _kendali(satu, f"{satu.label}, baris {n}, {i.label}", ""), _galat(satu)


def _kendali(i: Isian, sebutan: str, bantuan: str) -> SafeString:
    """The control itself; `sebutan` names it where it has no label beside it."""
    ciri = format_html(
        'id="{}" name="{}"{}{}{}',
        _id(i.nama),
        i.nama,
        format_html(' aria-label="{}"', sebutan) if sebutan else KOSONG,
        _jelas(i, bantuan),
        mark_safe(' aria-invalid="true"') if i.galat else KOSONG,
    )
    if i.jenis == "centang":
        return format_html('<input type="checkbox" {} value="ya"{}>', ciri, _bila(bool(i.nilai), " checked"))
    if i.jenis == "pilihan":
        opsi = ((nilai, _bila(nilai == i.nilai, " selected"), label) for nilai, label in i.opsi)
        return format_html(
            "<select {}>{}</select>", ciri, format_html_join("", '<option value="{}"{}>{}</option>', opsi)
        )
    if i.jenis in ("panjang", "lanjutan"):
        rows = min(max(i.nilai.count("\n") + 1, len(i.nilai) // 70 + 1, 2), 16)
        kelas = "tata-json" if i.jenis == "lanjutan" else "tata-teks"
        return format_html('<textarea {} class="{}" rows="{}" lang="id">\n{}</textarea>', ciri, kelas, rows, i.nilai)
    kelas = "pendek" if i.jenis == "angka" else ""
    return format_html('<input type="text" {} value="{}"{}>', ciri, i.nilai, _bila(kelas, ' class="pendek"'))


def _bila(syarat: object, teks: str) -> SafeString:
    return mark_safe(teks) if syarat else KOSONG  # noqa: S308  constants only


def _jelas(i: Isian, bantuan: str) -> SafeString:
    """What describes the field: its words, its errors."""
    acuan = [f"{_id(i.nama)}-bantuan"] * bool(bantuan) + [f"{_id(i.nama)}-galat"] * bool(i.galat)
    return format_html(' aria-describedby="{}"', " ".join(acuan)) if acuan else KOSONG


def _bantuan(i: Isian, bantuan: str) -> SafeString:
    return format_html('<p class="help" id="{}-bantuan">{}</p>', _id(i.nama), bantuan) if bantuan else KOSONG


def _galat(i: Isian) -> SafeString:
    if not i.galat:
        return KOSONG
    isi = format_html_join("", "<li>{}</li>", ((g,) for g in i.galat))
    return format_html('<ul class="errorlist" id="{}-galat">{}</ul>', _id(i.nama), isi)


def _id(nama: str) -> str:
    return f"tata-{nama.replace('.', '-')}"
