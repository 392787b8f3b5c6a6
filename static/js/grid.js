// The quarterly sheet: every row saves by itself, the keyboard moves as in Excel, a block from a spreadsheet is pasted
// after a look at what it changes, and what is typed while the connection is down waits in the browser. Without this
// file the sheet is an ordinary form with a "Simpan" button. The markup it expects is described in docs/design.md.

import { announce, buildBar } from "./grid/bar.js";
import { buildFilter } from "./grid/filter.js";
import { onKeydown } from "./grid/keys.js";
import { onPaste } from "./grid/paste.js";
import { controlsOf, rowOf, setState } from "./grid/rows.js";
import {
  isQueued,
  isWaiting,
  onBeforeUnload,
  onPageshow,
  onSubmit,
  restoreStored,
  retry,
  save,
  saveIfDirty,
  saveTyped,
} from "./grid/save.js";

/** Put the notes of the quarter before into the cells above them; what stands there already stays, before them. */
function takeNotes(row, box) {
  for (const note of box.querySelectorAll("[data-catatan-lalu]")) {
    const control = controlsOf(row).find((c) => c.name === note.dataset.catatanLalu);
    const text = note.innerText.trim();
    if (control && !control.value.includes(text)) control.value = [control.value.trim(), text].filter(Boolean).join("\n");
  }
}

/** The buttons of a row: send again, take the other person's value, or take over the last notes. */
function onClick(event) {
  const row = rowOf(event.target);
  const button = event.target.closest("[data-simpan-baris], [data-pakai], [data-pakai-catatan]");
  if (!row || !button) return;
  if ("pakaiCatatan" in button.dataset) takeNotes(row, button.parentElement);
  if ("pakai" in button.dataset) {
    const control = controlsOf(row).find((c) => c.name === button.dataset.untuk);
    control.value = button.dataset.pakai;
    control.focus();
  }
  save(row);
}

function onInput(event) {
  const row = rowOf(event.target);
  if (row && !isQueued(row) && row.dataset.keadaan === "tersimpan") setState(row, "");
}

if (document.querySelector("[data-grid]")) {
  buildBar(retry, buildFilter((shown, all) => announce(shown === all ? "" : `${shown} dari ${all} baris ditampilkan.`)));
  document.addEventListener("change", (event) => rowOf(event.target) && saveIfDirty(event.target));
  document.addEventListener("focusout", (event) => rowOf(event.target) && event.target.name && saveIfDirty(event.target));
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKeydown);
  document.addEventListener("paste", onPaste);
  document.addEventListener("click", onClick);
  window.addEventListener("submit", onSubmit, true); // before the question of confirm.js
  window.addEventListener("beforeunload", onBeforeUnload);
  window.addEventListener("online", retry);
  window.addEventListener("pageshow", onPageshow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && isWaiting() && retry());
  restoreStored();
  saveTyped();
}
