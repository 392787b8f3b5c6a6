// Moving through the sheet by keyboard, as in Excel. A cell that is entered is wholly selected: typing replaces it and
// the arrows leave it. F2 (or a click) puts the caret into the text: then the arrows move inside it.

import { isEditable, renderedOf, rowOf, rowsOf } from "./rows.js";
import { saveIfDirty } from "./save.js";

const cellsOf = (row) => [...row.querySelectorAll(".sel")].filter(isEditable);
const grids = () => [...document.querySelectorAll("[data-grid]")];

/** Whether the arrows may leave the cell: nothing in it, or all of it selected. A list of choices keeps ↑ and ↓. */
function isWhole(control) {
  if (!control.setSelectionRange) return true;
  return control.selectionStart === 0 && control.selectionEnd === control.value.length;
}

/** The variables of one formula stand together: Enter and the vertical arrows go through them before they leave. */
function stacked(control, step) {
  const stack = [...(control.closest("[data-tumpuk]")?.querySelectorAll(".sel") ?? [])].filter(isEditable);
  return stack[stack.indexOf(control) + step] ?? null;
}

function vertical(control, step) {
  const inside = stacked(control, step);
  if (inside) return inside;
  const rows = rowsOf(control.closest("[data-grid]"));
  for (let i = rows.indexOf(rowOf(control)) + step; rows[i]; i += step) {
    const cells = cellsOf(rows[i]);
    const same = cells.find((c) => c.dataset.kolom === control.dataset.kolom);
    if (same || cells[0]) return same ?? cells[0];
  }
  return null;
}

function horizontal(control, step) {
  const cells = cellsOf(rowOf(control));
  return cells[cells.indexOf(control) + step] ?? null;
}

/** The first or last cell of the row, or with Ctrl of the sheet. */
function edge(control, last, whole) {
  const cells = whole ? grids().flatMap((grid) => rowsOf(grid).flatMap(cellsOf)) : cellsOf(rowOf(control));
  return cells[last ? cells.length - 1 : 0] ?? null;
}

function targetOf(control, event) {
  const free = isWhole(control);
  const choice = control.tagName === "SELECT";
  switch (event.key) {
    case "Enter":
      return vertical(control, event.shiftKey ? -1 : 1);
    case "ArrowDown":
    case "ArrowUp":
      return choice ? null : vertical(control, event.key === "ArrowDown" ? 1 : -1);
    case "ArrowLeft":
    case "ArrowRight":
      return free && !event.shiftKey ? horizontal(control, event.key === "ArrowRight" ? 1 : -1) : null;
    case "Home":
    case "End":
      return free || event.ctrlKey ? edge(control, event.key === "End", event.ctrlKey) : null;
    default:
      return null;
  }
}

/** Esc: back to what is stored. A refused value stood there: the server then draws the row anew. */
function undo(control) {
  control.value = control.dataset.tersimpan ?? renderedOf(control);
  control.select?.();
  saveIfDirty(control);
}

export function goTo(control) {
  control.focus();
  control.select?.();
}

export function onKeydown(event) {
  const control = event.target;
  const inside = ["Home", "End"].includes(event.key) ? !event.metaKey : !event.ctrlKey && !event.metaKey;
  if (!rowOf(control) || event.isComposing || event.altKey || !inside) return;
  if (event.key === "Escape" && isEditable(control) && "value" in control && control.matches(".sel, textarea")) {
    undo(control);
    return;
  }
  if (!control.matches(".sel")) return;
  if (event.key === "F2" && control.setSelectionRange) {
    event.preventDefault();
    control.setSelectionRange(control.value.length, control.value.length);
    return;
  }
  const next = targetOf(control, event);
  const moves = ["Enter", "ArrowDown", "ArrowUp"].includes(event.key) && control.tagName !== "SELECT";
  if (!next && !moves) return;
  event.preventDefault(); // also at the border: Enter must not send the form
  saveIfDirty(control);
  if (next) goTo(next);
}
