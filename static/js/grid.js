// The quarterly sheet: every row saves by itself, Enter and arrows move, a column pasted from Excel fills downward,
// and what is typed while the connection is down waits in the browser. Without this file the sheet is an ordinary
// form with a "Simpan" button. The markup it expects is described in docs/design.md.
//
// Rules: one request at a time for the whole page, in the order typed, so that answers (and the progress bar in them)
// never overtake each other; the server alone reads numbers; nothing typed is ever thrown away by a swap.

const SAVE_TIMEOUT = 20_000;
const RETRY_AFTER = 10_000;
const FOCUSABLE = "input, textarea, select, button, summary, a";
const STORE = "sakip-isian";
const WORDS = {
  menyimpan: "Menyimpan…",
  tersimpan: "Tersimpan",
  ditolak: "Ditolak",
  bentrok: "Perlu dipilih",
  menunggu: "Menunggu sambungan",
};
const REFUSED = "Tidak tersimpan. Muat ulang halaman untuk melihat keadaan terakhir.";

const queue = new Set(); // ids of rows to send, in order
const waiting = new Set(); // ids of rows the network would not take
const sent = new WeakMap(); // control -> its value in the request under way
let busy = false;
let swapping = false;
let leaving = false;
let retryTimer = 0;
let news = null;
let batch = { note: "", done: 0, refused: 0 }; // since the queue was last empty

// --- Controls and their values ----------------------------------------------------------------------------

const rowOf = (node) => node.closest?.("[data-grid] [data-baris]");
const rowsOf = (table) => [...table.querySelectorAll("[data-baris]")];
const controlsOf = (row) =>
  [...row.querySelectorAll("input[name], textarea[name], select[name]")].filter((c) => c.type !== "file");
const isEditable = (control) => control && !control.readOnly && !control.disabled;
const valueOf = (control) => (control.type === "checkbox" ? String(control.checked) : control.value);

/** The value the server last put into this control, accepted or not. */
function renderedOf(control) {
  if (control.type === "checkbox") return String(control.defaultChecked);
  if (control.tagName === "SELECT") {
    return ([...control.options].find((o) => o.defaultSelected) ?? control.options[0])?.value ?? "";
  }
  return control.defaultValue;
}

const isDirty = (control) =>
  control.type !== "hidden" && isEditable(control) && valueOf(control) !== (sent.get(control) ?? renderedOf(control));
const dirtyRows = () => [...document.querySelectorAll("[data-grid] [data-baris]")].filter((r) => controlsOf(r).some(isDirty));
const labelOf = (row) => row.querySelector("th")?.firstChild?.textContent.trim() || "Baris";

// --- What the person is told ------------------------------------------------------------------------------

function setState(row, state, text = WORDS[state] ?? "") {
  row.dataset.keadaan = state;
  const place = row.querySelector("[data-keadaan-teks]");
  if (place) place.textContent = text;
}

function markCells(row, names, state) {
  for (const control of controlsOf(row)) {
    const cell = control.closest("td");
    if (cell && names.has(control.name)) cell.dataset.keadaan = state;
  }
}

const announce = (text) => (news.textContent = text);

/** The line above the grid: how to move, and the last thing that happened (read out by screen readers). */
function buildBar() {
  const bar = document.createElement("div");
  bar.className = "grid-bar";
  bar.innerHTML =
    "<p class='grid-hint'><kbd>Enter</kbd> <kbd>↑</kbd> <kbd>↓</kbd> pindah baris · <kbd>Esc</kbd> kembali ke nilai tersimpan · " +
    "kolom dari Excel dapat ditempel</p><p class='grid-news' role='status'></p>" +
    "<p class='notice warning grid-offline' hidden><span></span> <button type='button' class='button small secondary'>Kirim sekarang</button></p>";
  document.querySelector(".grid-scroll")?.before(bar);
  news = bar.querySelector(".grid-news");
  bar.querySelector("button").addEventListener("click", retry);
}

function showWaiting(reason = "Sambungan terputus.") {
  const box = document.querySelector(".grid-offline");
  box.hidden = waiting.size === 0;
  box.querySelector("span").textContent =
    `${reason} ${waiting.size} baris disimpan di peramban ini dan dikirim begitu tersambung. Jangan hapus data peramban.`;
}

// --- The browser's own copy of what has not arrived yet ----------------------------------------------------

const keyOf = (row) => `${STORE}:${row.closest("table").dataset.kunci ?? ""}:${row.dataset.url}`;

/** Private mode or a full disk refuses the store: the values still stand in the page, and leaving it asks first. */
function tryStore(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const remember = (row, entries) => tryStore(() => localStorage.setItem(keyOf(row), JSON.stringify(entries)));
const forget = (row) => tryStore(() => localStorage.removeItem(keyOf(row)));

function restoreStored() {
  for (const row of document.querySelectorAll("[data-grid] [data-baris][data-url]")) {
    const entries = tryStore(() => JSON.parse(localStorage.getItem(keyOf(row))));
    if (!entries) continue;
    // The stored revisi goes along: if somebody changed the row since, the server shows both values.
    for (const [name, value] of entries) {
      const control = controlsOf(row).find((c) => c.name === name);
      if (control?.type === "checkbox") control.checked = true;
      else if (control) control.value = value;
    }
    waiting.add(row.id);
    setState(row, "menunggu");
  }
  if (waiting.size) retry();
}

// --- Saving -----------------------------------------------------------------------------------------------

function save(row) {
  if (!row?.dataset.url) return;
  waiting.delete(row.id);
  queue.add(row.id);
  setState(row, "menyimpan");
  markCells(row, new Set(controlsOf(row).filter(isDirty).map((c) => c.name)), "menyimpan");
  pump();
}

function saveIfDirty(control) {
  if (!swapping && isDirty(control)) save(rowOf(control));
}

async function pump() {
  if (busy) return;
  busy = true;
  while (queue.size) {
    const [id] = queue;
    queue.delete(id);
    const row = document.getElementById(id);
    if (row) await send(row);
  }
  busy = false;
  if (batch.done > 1) {
    const refused = batch.refused ? `, ${batch.refused} belum: lihat yang ditandai` : "";
    announce(`${batch.note} ${batch.done - batch.refused} baris tersimpan${refused}.`);
  }
  batch = { note: "", done: 0, refused: 0 };
  document.dispatchEvent(new CustomEvent("grid:tenang"));
}

function csrfToken() {
  // The cookie is the newest one, also after signing in again in another tab.
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  return cookie ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function entriesOf(row) {
  return controlsOf(row)
    .filter((c) => !c.disabled && (!["checkbox", "radio"].includes(c.type) || c.checked))
    .map((c) => [c.name, c.value]);
}

async function send(row) {
  const entries = entriesOf(row);
  const changed = new Set(controlsOf(row).filter(isDirty).map((c) => c.name));
  for (const control of controlsOf(row)) sent.set(control, valueOf(control));
  remember(row, entries);
  let response;
  let body;
  try {
    response = await fetch(row.dataset.url, {
      method: "POST",
      body: new URLSearchParams(entries),
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true", "HX-Target": row.id },
      redirect: "manual",
      signal: AbortSignal.timeout(SAVE_TIMEOUT),
    });
    body = await response.text();
  } catch {
    postpone(row, "Sambungan terputus.");
    return;
  }
  if (response.type === "opaqueredirect") {
    postpone(row, "Sesi Anda berakhir: masuk lagi di tab lain, lalu tekan Kirim sekarang.");
  } else if (response.status >= 500 || response.status === 429) {
    postpone(row, "Server belum dapat menyimpan.");
  } else {
    const plain = response.headers.get("Content-Type")?.startsWith("text/plain") ? body : "";
    settle(row, response.status, plain ? "" : body, changed, plain);
  }
}

/** Keep the row for later; the rest of the queue would meet the same fate. */
function postpone(row, reason) {
  for (const id of [row.id, ...queue]) {
    const each = document.getElementById(id);
    if (!each) continue;
    if (id !== row.id) remember(each, entriesOf(each));
    waiting.add(id);
    setState(each, "menunggu");
    emit(each, "menunggu");
  }
  queue.clear();
  showWaiting(reason);
  announce(`${reason} Isian disimpan di peramban ini.`);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(retry, RETRY_AFTER);
}

function retry() {
  clearTimeout(retryTimer);
  for (const id of [...waiting]) save(document.getElementById(id));
}

/** The server has answered about this row: show what it says. */
function settle(row, status, body, changed, refusal) {
  forget(row);
  const answer = document.createElement("template");
  answer.innerHTML = body;
  const fresh = answer.content.querySelector(`tr#${CSS.escape(row.id)}`);
  const current = fresh ? swap(row, fresh) : row;
  swapOutOfBand(answer.content);
  const state = { 200: "tersimpan", 409: "bentrok", 422: "ditolak" }[status] ?? "gagal";
  const saved = state === "tersimpan";
  markCells(current, changed, state);
  if (saved) setTimeout(() => markCells(current, changed, ""), 2500);
  // What was typed while the request was under way is still unsaved: it is queued or in the focused cell.
  if (queue.has(current.id)) setState(current, "menyimpan");
  else if (saved && controlsOf(current).some(isDirty)) setState(current, "");
  else setState(current, state, WORDS[state] ?? (refusal || REFUSED));
  batch.done += 1;
  batch.refused += saved ? 0 : 1;
  const why = saved ? "" : refusal || current.querySelector(".galat-sel, .bentrok p")?.textContent || "";
  announce(`${labelOf(current)}: ${(WORDS[state] ?? "tidak tersimpan").toLowerCase()}. ${why}`);
  showWaiting();
  emit(current, state);
}

const emit = (row, name) => row.dispatchEvent(new CustomEvent(`grid:${name}`, { bubbles: true }));

/** Put the new row in place of the old one: focus, caret, open details and newer typing stay. */
function swap(old, fresh) {
  const focus = focusIn(old);
  old.querySelectorAll("details").forEach((d, i) => {
    const twin = fresh.querySelectorAll("details")[i];
    if (twin && d.open) twin.open = true;
  });
  for (const control of controlsOf(old).filter(isDirty)) {
    const twin = controlsOf(fresh).find((c) => c.name === control.name);
    if (!isEditable(twin)) continue;
    if (control.type === "checkbox") twin.checked = control.checked;
    else twin.value = control.value;
  }
  swapping = true; // removing a focused control fires focusout and change
  old.replaceWith(fresh);
  focus?.(fresh);
  swapping = false;
  window.htmx?.process(fresh);
  return fresh;
}

/** A function that puts the focus back into the new row, or null when the focus is elsewhere. */
function focusIn(row) {
  const active = document.activeElement;
  if (!row.contains(active)) return null;
  const order = [...row.querySelectorAll(FOCUSABLE)].indexOf(active);
  const caret = active.matches(".sel, textarea") ? [active.selectionStart, active.selectionEnd] : null;
  return (fresh) => {
    const named = active.name && controlsOf(fresh).find((c) => c.name === active.name);
    const twin = named || fresh.querySelectorAll(FOCUSABLE)[order];
    twin?.focus({ preventScroll: true });
    if (caret && twin?.setSelectionRange) twin.setSelectionRange(...caret);
  };
}

function swapOutOfBand(content) {
  for (const piece of content.querySelectorAll("[hx-swap-oob][id]")) {
    piece.removeAttribute("hx-swap-oob");
    document.getElementById(piece.id)?.replaceWith(piece);
    window.htmx?.process(piece);
  }
}

// --- Keyboard and clipboard -------------------------------------------------------------------------------

function cellBelow(control, step) {
  const rows = rowsOf(control.closest("[data-grid]"));
  for (let i = rows.indexOf(rowOf(control)) + step; rows[i]; i += step) {
    const cells = [...rows[i].querySelectorAll(".sel")].filter(isEditable);
    const same = cells.find((c) => c.dataset.kolom === control.dataset.kolom);
    if (same || cells[0]) return same ?? cells[0];
  }
  return null;
}

function onKeydown(event) {
  const control = event.target;
  if (!rowOf(control) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && isEditable(control) && "value" in control && control.matches(".sel, textarea")) {
    control.value = control.dataset.tersimpan ?? renderedOf(control);
    control.select();
    saveIfDirty(control); // a refused value stood there: the server draws the row anew
    return;
  }
  if (!control.matches("input.sel")) return;
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  saveIfDirty(control);
  const next = cellBelow(control, step);
  next?.focus();
  next?.select?.();
}

/** Lines and tabs from a spreadsheet: downward row by row, to the right column by column. */
function onPaste(event) {
  const control = event.target;
  if (!control.matches?.("[data-grid] input.sel") || !isEditable(control)) return;
  const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "").split("\n");
  if (lines.length === 1 && !lines[0].includes("\t")) return;
  event.preventDefault();
  const rows = rowsOf(control.closest("[data-grid]"));
  const columns = [...rowOf(control).querySelectorAll(".sel")].map((c) => c.dataset.kolom);
  const left = columns.indexOf(control.dataset.kolom);
  const top = rows.indexOf(rowOf(control));
  let filled = 0;
  let skipped = 0;
  lines.forEach((line, i) => {
    line.split("\t").forEach((text, j) => {
      if (!text.trim()) return; // an empty cell in Excel erases nothing here
      const target = rows[top + i]?.querySelector(`.sel[data-kolom="${CSS.escape(columns[left + j] ?? "")}"]`);
      if (isEditable(target)) target.value = text.trim();
      if (isEditable(target)) filled += 1;
      else skipped += 1;
    });
  });
  batch.note = `${filled} nilai ditempel${skipped ? `, ${skipped} dilewati (tidak ada sel yang dapat diisi)` : ""}.`;
  announce(batch.note);
  rows.slice(top, top + lines.length).forEach((row) => controlsOf(row).some(isDirty) && save(row));
}

function onClick(event) {
  const row = rowOf(event.target);
  const button = event.target.closest("[data-simpan-baris], [data-pakai]");
  if (!row || !button) return;
  if ("pakai" in button.dataset) {
    const control = controlsOf(row).find((c) => c.name === button.dataset.untuk);
    control.value = button.dataset.pakai;
    control.focus();
  }
  save(row);
}

// --- Leaving the page -------------------------------------------------------------------------------------

/** Any form that leaves the page first lets the pending saves through, so that it sees what is on the screen. */
function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post") return;
  dirtyRows().forEach(save);
  if (!busy && !queue.size) {
    leaving = waiting.size === 0 || form.querySelector("[data-grid]") !== null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  document.addEventListener("grid:tenang", () => form.requestSubmit(event.submitter), { once: true });
}

function onBeforeUnload(event) {
  if (!leaving && (busy || queue.size || waiting.size || dirtyRows().length)) event.preventDefault();
}

// --- Wiring -----------------------------------------------------------------------------------------------

if (document.querySelector("[data-grid]")) {
  buildBar();
  document.addEventListener("change", (event) => rowOf(event.target) && saveIfDirty(event.target));
  document.addEventListener("focusout", (event) => rowOf(event.target) && event.target.name && saveIfDirty(event.target));
  document.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (row && !queue.has(row.id) && row.dataset.keadaan === "tersimpan") setState(row, "");
  });
  document.addEventListener("keydown", onKeydown);
  document.addEventListener("paste", onPaste);
  document.addEventListener("click", onClick);
  window.addEventListener("submit", onSubmit, true); // before the question of confirm.js
  window.addEventListener("beforeunload", onBeforeUnload);
  window.addEventListener("online", retry);
  window.addEventListener("pageshow", () => (leaving = false));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && waiting.size && retry());
  restoreStored();
}
