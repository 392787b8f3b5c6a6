"""What WeasyPrint 70 (pinned) does wrong or leaves out about tables, mended here.

A row that has to stay with the next one, or a signature that must not stand alone, moves a page break up. WeasyPrint
then keeps the height the group of rows had before and leaves the foot of the table where it was (its source says that
this is still to be done). The foot draws the line that closes a table on every page, so the last
row would be drawn as long as the page. tests/reports/test_pdf.py says when a newer version needs this no more.

Its head cells are tagged without a scope, which readers that do not follow `Headers` need; and in a row that a merged
cell from above reaches into, `Headers` names the heads of other columns.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reports import pdf_lanjutan

GRUP = ("/THead", "/TBody", "/TFoot")


@lru_cache(maxsize=1)
def apply() -> None:
    """Mend the classes, once in the life of the process."""
    from weasyprint.formatting_structure.boxes import TableBox, TableRowGroupBox

    from reports import pdf_laju

    TableRowGroupBox.height = property(lambda box: box.__dict__["height"], _set_height)
    copy = TableBox.copy_with_children

    def copy_with_children(table: Any, new_children: Any) -> Any:
        pdf_lanjutan.close(new_children)
        _move_foot(new_children)
        return copy(table, new_children)

    TableBox.copy_with_children = copy_with_children
    pdf_lanjutan.apply()
    pdf_laju.apply()


def _set_height(group: Any, height: Any) -> None:
    """A group of rows ends where its last row ends."""
    bottom = _bottom(group)
    if bottom is not None and isinstance(height, int | float):
        height = min(height, bottom - group.position_y)
    group.__dict__["height"] = height


def _move_foot(children: Any) -> None:
    """The foot begins where the group before it ends."""
    if len(children) < 2 or not getattr(children[-1], "is_footer", False):
        return
    foot, bottom = children[-1], _bottom(children[-2])
    if bottom is not None and _bottom(foot) is not None and foot.position_y != bottom:
        foot.translate(dy=bottom - foot.position_y)


def _bottom(group: Any) -> float | None:
    """Where the last row of a group ends; None while it has not been laid out."""
    last = group.children[-1] if group.children else None
    height = getattr(last, "height", None)
    if last is None or not isinstance(height, int | float):
        return None
    return float(last.position_y + height)


def finish(_document: Any, pdf: Any) -> None:
    """The last work on a file before it is written."""
    from reports import pdf_laju

    mend_tags(pdf)
    pdf_laju.write_once(pdf)


def mend_tags(pdf: Any) -> None:
    """A head cell says what it heads: its column in the head of a table, else its row. Every cell names its heads."""
    for unsur in list(pdf.objects):
        if isinstance(unsur, dict) and unsur.get("S") == "/Table":
            _mend_table(pdf, unsur)


def _mend_table(pdf: Any, tabel: Any) -> None:
    kolom: dict[int, list[Any]] = {}
    baris: dict[int, list[Any]] = {}
    sel_biasa = []
    for sel, di_kepala, tinggi, lebar in _grid(pdf, tabel):
        if sel["S"] == "/TH":
            sel["A"]["Scope"] = "/Column" if di_kepala else "/Row"
            tempat, daftar = (lebar, kolom) if di_kepala else (tinggi, baris)
            for n in tempat:
                daftar.setdefault(n, []).append(sel["ID"])
        else:
            sel_biasa.append((sel, tinggi, lebar))
    for sel, tinggi, lebar in sel_biasa:
        kepala = [satu for n in tinggi for satu in baris.get(n, ())] + [i for n in lebar for i in kolom.get(n, ())]
        sel["A"]["Headers"] = type(sel["K"])(dict.fromkeys(kepala))


def _grid(pdf: Any, tabel: Any) -> Iterator[tuple[Any, bool, range, range]]:
    """Each cell of a tagged table, whether it stands in the head, and the rows and columns it covers.

    WeasyPrint counts the cells of a row from its first column, also where a cell from above covers that one.
    """
    penuh: dict[int, int] = {}  # up to which row a column is covered
    nomor = 0
    for grup in (_at(pdf, r) for r in tabel["K"]):
        for baris in [grup] if grup["S"] == "/TR" else [_at(pdf, r) for r in grup["K"] if grup["S"] in GRUP]:
            kolom = 0
            for sel in (_at(pdf, r) for r in baris["K"]):
                while penuh.get(kolom, 0) > nomor:
                    kolom += 1
                tinggi, lebar = (int(sel["A"].get(k, 1)) for k in ("RowSpan", "ColSpan"))
                yield sel, grup["S"] == "/THead", range(nomor, nomor + tinggi), range(kolom, kolom + lebar)
                penuh.update(dict.fromkeys(range(kolom, kolom + lebar), nomor + tinggi))
                kolom += lebar
            nomor += 1


def _at(pdf: Any, reference: Any) -> Any:
    """The object a reference (`12 0 R`) names."""
    return pdf.objects[int(bytes(reference).split()[0])]
