"""Merged cells that run over a page: WeasyPrint 70 (pinned) prints their words on the first page only.

Its source lays out a row with the cells that begin in it. On the next page a cell that began before is not there: its
column is blank, and the tags of the page's table lack it, so that a screen reader takes every figure of the row for its
neighbour's. Here the first row of a page gets those cells again, with the rows that are left of them, and marked
"(lanjutan)". What a page shows of a cell is tagged as high as that, and its last row is drawn down to where the words
of the cell end. tests/reports/test_pdf_lanjutan.py says when a newer version needs this no more.
"""

from collections.abc import Iterator
from typing import Any

TANDA = " (lanjutan)"
TERPENDEK = 8
"""Letters of a text that is marked; a number or a step (`1`, `BB`) is only repeated."""
LEBAR_TANDA = 5.6
"""How wide the mark is, in letters' sizes: a narrower column repeats its words without it."""


def apply() -> None:
    """Put this around the layout of tables, once in the life of the process."""
    from weasyprint.layout import block

    layout = block.table_layout

    def table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *rest: Any) -> Any:
        with_cells = _begin(table, skip_stack)
        if with_cells is None:
            return _lower(layout(context, table, bottom_space, skip_stack, *rest))
        group, number, row, kept = with_cells
        rows = group.children
        group.children = [*rows[:number], row, *rows[number + 1 :]]
        try:
            result = layout(context, table, bottom_space, skip_stack, *rest)
        finally:
            group.children = rows
        return _lower((result[0], _resume(result[1], table, group, number, kept), *result[2:]))

    block.table_layout = table_layout


def _begin(table: Any, skip_stack: Any) -> tuple[Any, int, Any, list[int]] | None:
    """The group a page begins in, the number of its first row there, that row with the cells that run into it, and
    the places of its own cells in it. None where no cell does, and where the row itself is torn."""
    if not skip_stack:
        return None
    ((number_of_group, in_group),) = skip_stack.items()
    if not in_group:
        return None
    ((number, in_row),) = in_group.items()
    group = table.children[number_of_group]
    running = list(_running(group.children, number)) if number and not in_row else []
    if not running:
        return None
    row = group.children[number]
    cells = sorted([*row.children, *(_again(cell, left, table) for cell, left in running)], key=lambda c: c.grid_x)
    kept = [n for n, cell in enumerate(cells) if cell in row.children]
    return group, number, row.copy_with_children(cells), kept


def _running(rows: Any, number: int) -> Iterator[tuple[Any, int]]:
    """The cells that began above a row and reach into it, with the number of rows that are left of them."""
    for above in range(number):
        for cell in rows[above].children:
            if cell.rowspan > number - above:
                yield cell, cell.rowspan - (number - above)


def _again(cell: Any, left: int, table: Any) -> Any:
    """The same cell for the rows that are left, marked where its words are long enough and its column wide enough."""
    again = cell.copy_with_children(_marked(cell, table))
    again.rowspan = left
    return again


def _marked(cell: Any, table: Any) -> list[Any]:
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    children = list(cell.children)
    width = sum(table.column_widths[cell.grid_x : cell.grid_x + cell.colspan])
    words = sum(len(box.text) for box in cell.descendants() if isinstance(box, TextBox))
    if words >= TERPENDEK and width > LEBAR_TANDA * cell.style["font_size"] and isinstance(children[-1], LineBox):
        line = children[-1]
        children[-1] = line.copy_with_children([*line.children, TextBox.anonymous_from(line, TANDA)])
    return children


def _resume(resume_at: Any, table: Any, group: Any, number: int, kept: list[int]) -> Any:
    """Where the next page goes on; a torn row by its own cells alone, as it has no others there."""
    at = table.children.index(group)
    cells = (resume_at or {}).get(at, {}).get(number) if (resume_at or {}).get(at) else None
    if not cells:
        return resume_at
    own = {n: cells[place] for n, place in enumerate(kept) if place in cells}
    return {at: {number: own or {0: {len(group.children[number].children[0].children): None}}}}


def _lower(result: Any) -> Any:
    """A table is as high as its last group now is."""
    table = result[0]
    if table is not None and table.children:
        last = table.children[-1]
        table.height = max(table.height, last.position_y + last.height - table.content_box_y())
    return result


def close(groups: Any) -> None:
    """Let the cells end with the page: as many rows as there are, and the last row as deep as their words."""
    for group in groups:
        rows = getattr(group, "children", None)
        laid_out = rows and isinstance(getattr(rows[-1], "height", None), int | float)
        if laid_out and not group.is_header and not group.is_footer:
            group.height += _close(rows)


def _close(rows: Any) -> float:
    """How much deeper the last row became."""
    cut = []
    for number, row in enumerate(rows):
        for cell in row.children:
            if cell.rowspan > len(rows) - number:
                cell.rowspan = len(rows) - number
                cut.append(cell)
    if not cut:
        return 0
    last = rows[-1]
    bottom = last.position_y + last.height
    depth = max(0.0, *(_words_end(cell) - bottom for cell in cut))
    last.height += depth
    for number, row in enumerate(rows):
        for cell in row.children:
            if cell.rowspan == len(rows) - number:
                cell.padding_bottom += bottom + depth - cell.position_y - cell.border_height()
    return float(depth)


def _words_end(cell: Any) -> float:
    """Where the words of a cell end; the cell itself may be drawn down to the row it ended in before."""
    below = min(cell.padding_top, cell.padding_bottom) + cell.border_bottom_width
    return float(cell.content_box_y() + cell.height + below)
