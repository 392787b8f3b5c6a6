// Saving: one request at a time for the whole page, in the order typed, so that answers (and the progress bar in them)
// never overtake each other; the server alone reads numbers; nothing typed is ever thrown away by a swap.

import { announce, showWaiting } from "./bar.js";
import { released } from "./press.js";
import {
  WORDS,
  allRows,
  controlsOf,
  dirtyRows,
  emit,
  entriesOf,
  isDirty,
  isEditable,
  labelOf,
  markCells,
  markSent,
  rowOf,
  setState,
} from "./rows.js";
import { forget, recall, remember } from "./store.js";

const SAVE_TIMEOUT = 20_000;
const RETRY_AFTER = 10_000;
const UNSTORED = ["ditolak", "bentrok", "gagal", "menunggu"];
const FOCUSABLE = "input:not([type=hidden]), textarea, select, button, summary, a";
const REFUSED = "Tidak tersimpan. Muat ulang halaman untuk melihat keadaan terakhir.";

const queue = new Set(); // ids of rows to send, in order
const waiting = new Set(); // ids of rows the network would not take
let busy = false;
let swapping = false;
let leaving = false;
let retryTimer = 0;
let batch = { done: 0, refused: 0 }; // since the queue was last empty

export function save(row) {
  if (!row?.dataset.url) return;
  waiting.delete(row.id);
  queue.add(row.id);
  setState(row, "menyimpan");
  markCells(row, new Set(controlsOf(row).filter(isDirty).map((c) => c.name)), "menyimpan");
  pump();
}

export function saveIfDirty(control) {
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
    announce(`${batch.done - batch.refused} baris tersimpan${refused}.`);
  }
  batch = { done: 0, refused: 0 };
  document.dispatchEvent(new CustomEvent("grid:tenang"));
}

export function csrfToken() {
  // The cookie is the newest one, also after signing in again in another tab.
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  return cookie ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function send(row) {
  const entries = entriesOf(row);
  const changed = new Set(controlsOf(row).filter(isDirty).map((c) => c.name));
  markSent(row);
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
    await released();
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
  showWaiting(waiting.size, reason);
  announce(`${reason} Isian disimpan di peramban ini.`);
  clearTimeout(retryTimer);
  retryTimer = setTimeout(retry, RETRY_AFTER);
}

export function retry() {
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
  const said = current.querySelector(saved ? ".temuan-baris" : ".galat-sel, .bentrok p")?.textContent.trim();
  const why = (!saved && refusal) || said || "";
  announce(`${labelOf(current)}: ${(WORDS[state] ?? "tidak tersimpan").toLowerCase()}. ${why}`);
  showWaiting(waiting.size);
  emit(current, state);
}

/** Put the new row in place of the old one: focus, caret, open details and newer typing stay. */
export function swap(old, fresh) {
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
  fresh.hidden = old.hidden; // the filter's choice
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
    if (caret && twin?.matches(".sel, textarea") && twin.setSelectionRange) twin.setSelectionRange(...caret);
  };
}

export function swapOutOfBand(content) {
  for (const piece of content.querySelectorAll("[hx-swap-oob][id]")) {
    piece.removeAttribute("hx-swap-oob");
    document.getElementById(piece.id)?.replaceWith(piece);
    window.htmx?.process(piece);
  }
}

/** What an earlier visit could not send: put it back and try again. */
export function restoreStored() {
  for (const row of allRows().filter((r) => r.dataset.url)) {
    const entries = recall(row);
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

export const isWaiting = () => waiting.size > 0;
export const isQueued = (row) => queue.has(row.id);

/** Resolves when nothing is under way any more. */
export function quiet() {
  if (!busy && !queue.size) return Promise.resolve();
  return new Promise((done) => document.addEventListener("grid:tenang", done, { once: true }));
}

// --- Leaving the page -------------------------------------------------------------------------------------

/** The rows that show something else than what is stored: refused, in conflict, or not arrived. */
const unstoredRows = () => allRows().filter((row) => UNSTORED.includes(row.dataset.keadaan));

/** Do not hand in a sheet that shows one value and holds another: lead to the first row that does. */
function holdBack(event, rows) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const [row] = rows;
  row.hidden = false; // the filter may have put it away
  const cell = row.querySelector("[aria-invalid=true]") ?? controlsOf(row).find((c) => c.type !== "hidden");
  cell?.focus();
  setState(row, row.dataset.keadaan, "Belum tersimpan: perbaiki, atau tekan Esc untuk nilai tersimpan.");
  announce(`Belum diajukan: ${rows.length} baris menampilkan nilai yang belum tersimpan.`);
}

/** What was typed before this script had come; the cell that somebody is still in saves itself when it is left. */
export function saveTyped() {
  const here = document.activeElement;
  dirtyRows()
    .filter((row) => !(row.contains(here) && isDirty(here)))
    .forEach(save);
}

/** Any form that leaves the page first lets the pending saves through, so that it sees what is on the screen. */
export function onSubmit(event) {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return; // htmx leaves the page where it is
  dirtyRows().forEach(save);
  if (!busy && !queue.size) {
    const open = unstoredRows();
    if (open.length && "utuh" in form.dataset) return holdBack(event, open);
    leaving = open.length === 0 || form.querySelector("[data-grid]") !== null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  quiet().then(() => form.requestSubmit(event.submitter));
}

export function onBeforeUnload(event) {
  if (!leaving && (busy || queue.size || dirtyRows().length || unstoredRows().length)) event.preventDefault();
}

export function onPageshow() {
  leaving = false;
}
