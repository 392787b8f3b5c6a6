// The rows of a sheet and their controls: what stands in them, what the server stored, what state they show.

export const WORDS = {
  menyimpan: "Menyimpan…",
  tersimpan: "Tersimpan",
  ditolak: "Ditolak",
  bentrok: "Perlu dipilih",
  menunggu: "Menunggu sambungan",
};

const sent = new WeakMap(); // control -> its value in the request under way

export const rowOf = (node) => node.closest?.("[data-grid] [data-baris]");
export const allRows = () => [...document.querySelectorAll("[data-grid] [data-baris]")];
export const rowsOf = (table) => [...table.querySelectorAll("[data-baris]")].filter((row) => !row.hidden);
export const controlsOf = (row) =>
  [...row.querySelectorAll("input[name], textarea[name], select[name]")].filter((c) => c.type !== "file");
export const isEditable = (control) => control && !control.readOnly && !control.disabled;
const valueOf = (control) => (control.type === "checkbox" ? String(control.checked) : control.value);

/** The value the server last put into this control, accepted or not. */
export function renderedOf(control) {
  if (control.type === "checkbox") return String(control.defaultChecked);
  if (control.tagName === "SELECT") {
    return ([...control.options].find((o) => o.defaultSelected) ?? control.options[0])?.value ?? "";
  }
  return control.defaultValue;
}

export const isDirty = (control) =>
  control.type !== "hidden" && isEditable(control) && valueOf(control) !== (sent.get(control) ?? renderedOf(control));
export const dirtyRows = () => allRows().filter((row) => controlsOf(row).some(isDirty));
export const labelOf = (row) => row.querySelector("th")?.firstChild?.textContent.trim() || "Baris";

/** From now on these values count as sent: only newer typing is unsaved. */
export function markSent(row) {
  for (const control of controlsOf(row)) sent.set(control, valueOf(control));
}

/** What a form would send of this row; `changed` (name -> value) stands in place of what the controls hold. */
export function entriesOf(row, changed = new Map()) {
  return controlsOf(row)
    .filter((c) => !c.disabled && (!["checkbox", "radio"].includes(c.type) || c.checked))
    .map((c) => [c.name, changed.get(c.name) ?? c.value]);
}

export function setState(row, state, text = WORDS[state] ?? "") {
  row.dataset.keadaan = state;
  const place = row.querySelector("[data-keadaan-teks]");
  if (place) place.textContent = text;
}

export function markCells(row, names, state) {
  for (const control of controlsOf(row)) {
    const cell = control.closest("td");
    if (cell && names.has(control.name)) cell.dataset.keadaan = state;
  }
}

export const emit = (row, name) => row.dispatchEvent(new CustomEvent(`grid:${name}`, { bubbles: true }));
