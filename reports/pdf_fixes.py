"""What WeasyPrint 70 (pinned) does wrong or leaves out about tables, mended here.

A row that has to stay with the next one, or a signature that must not stand alone, moves a page break up. WeasyPrint
then keeps the height the group of rows had before and leaves the foot of the table where it was (its source says that
this is still to be done). The foot draws the line that closes a table on every page, so the last
row would be drawn as long as the page. tests/reports/test_pdf.py says when a newer version needs this no more.

Its head cells are tagged without a scope, which readers that do not follow `Headers` need.
"""

from functools import lru_cache
from typing import Any

from reports import pdf_lanjutan


@lru_cache(maxsize=1)
def apply() -> None:
    """Mend the classes, once in the life of the process."""
    from weasyprint.formatting_structure.boxes import TableBox, TableRowGroupBox

    TableRowGroupBox.height = property(lambda box: box.__dict__["height"], _set_height)
    copy = TableBox.copy_with_children

    def copy_with_children(table: Any, new_children: Any) -> Any:
        pdf_lanjutan.close(new_children)
        _move_foot(new_children)
        return copy(table, new_children)

    TableBox.copy_with_children = copy_with_children
    pdf_lanjutan.apply()


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


def give_scope(_document: Any, pdf: Any) -> None:
    """Every head cell says what it heads: its column in the head of a table, else its row."""
    for unsur in pdf.objects:
        if not isinstance(unsur, dict) or unsur.get("S") != "/TH":
            continue
        baris = _at(pdf, unsur["P"])
        kepala = _at(pdf, baris["P"]).get("S") == "/THead"
        unsur["A"]["Scope"] = "/Column" if kepala else "/Row"


def _at(pdf: Any, reference: Any) -> Any:
    """The object a reference (`12 0 R`) names."""
    return pdf.objects[int(bytes(reference).split()[0])]
