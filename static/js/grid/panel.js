// The side panel of a row, on the sheet and where it is verified: F1 or Alt+Enter on any of its cells, or its link "Rincian". On a wide screen it stands beside
// the sheet, on a narrow one it covers it. Esc closes it and puts the focus back where it was. Without this file the
// link leads to a page with the same contents.

import { announce } from "./bar.js";
import { watchMentions } from "./sebut.js";

const NARROW = window.matchMedia("(max-width: 64rem)");
const TIMEOUT = 20_000;
const FAILED = "Rincian tidak dapat dimuat. Periksa sambungan, lalu coba lagi.";

const panel = document.getElementById("panel");
const drafts = new Map(); // address of a panel -> remark begun there and not sent
let shown = ""; // address of what stands in the panel
let origin = null; // { row, name, itself }: where the focus came from
let asked = 0; // only the answer to the last question is shown
let opening = 0; // what a person asked for and has not seen: nothing asked by the page itself outruns it

const rowOf = (node) => node.closest?.("[data-grid] [data-baris], [data-baris-verifikasi]");
const linkOf = (row) => row.querySelector("[data-rincian]");
const text = () => panel.querySelector("#catatan-teks");

async function fetchPanel(url) {
  try {
    const response = await fetch(url, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(TIMEOUT) });
    if (response.redirected) location.assign(url); // signed out: the page leads back here
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/** True: it stands there. False: it did not come. Null: it is not wanted any more. */
async function load(url, stillWanted = () => true) {
  const question = ++asked;
  panel.setAttribute("aria-busy", "true");
  const body = await fetchPanel(url);
  if (question !== asked) return null;
  panel.removeAttribute("aria-busy");
  if (body === null) return false;
  if (!stillWanted()) return null;
  panel.innerHTML = body;
  shown = url;
  if (text() && drafts.has(url)) text().value = drafts.get(url);
  window.htmx?.process(panel);
  return true;
}

async function open(row) {
  const link = linkOf(row);
  if (!link) return;
  const active = document.activeElement;
  origin = { row: row.id, name: row.contains(active) ? active.name : "", itself: row === active };
  opening += 1;
  const came = await load(link.pathname);
  opening -= 1;
  if (came === false) announceFailure();
  if (!came) return;
  if (!panel.open) NARROW.matches ? panel.showModal() : panel.show();
  panel.scrollTop = 0;
  panel.querySelector("#panel-judul")?.focus({ preventScroll: true });
}

function announceFailure() {
  if (document.querySelector(".grid-news")) announce(FAILED);
}

/** The focus is back at once: the event "close" comes later than the next key. */
function close() {
  asked += 1;
  if (!panel.open) return;
  panel.close();
  goBack();
}

/** The row may have been drawn anew meanwhile: the control is found by its name. */
function goBack() {
  const { row: id, name, itself } = origin ?? {};
  const row = id && document.getElementById(id);
  origin = null;
  if (!row) return;
  const named = name && [...row.querySelectorAll("[name]")].find((c) => c.name === name);
  (itself ? row : named || linkOf(row))?.focus();
}

function onKeydown(event) {
  if (panel.contains(event.target)) {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    return;
  }
  const asks = event.key === "F1" || (event.key === "Enter" && event.altKey);
  const row = asks && rowOf(event.target);
  if (!row) return;
  event.preventDefault();
  open(row);
}

function onClick(event) {
  if (event.target.closest("[data-panel-tutup]")) close();
  const link = event.target.closest("[data-rincian]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(rowOf(link));
}

/** A value of the row was saved: its trail and its standing changed. A remark being written is kept. */
function onSaved(event) {
  const url = linkOf(event.target)?.pathname;
  const outside = () => !panel.contains(document.activeElement); // also when the answer comes: a remark may be begun
  if (!opening && panel.open && url === shown && outside()) load(url, outside);
}

if (panel) {
  document.addEventListener("keydown", onKeydown, true); // before the sheet's own keys
  document.addEventListener("click", onClick);
  document.addEventListener("grid:tersimpan", onSaved);
  panel.addEventListener("close", goBack);
  panel.addEventListener("input", (event) => event.target === text() && drafts.set(shown, text().value));
  panel.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.detail.elt.matches("[data-catatan]")) drafts.delete(shown);
  });
  // The button that was pressed may be gone with the answer: without the focus inside, Esc would not close.
  panel.addEventListener("htmx:afterSettle", () => {
    if (!panel.contains(document.activeElement)) panel.querySelector("#panel-catatan-judul")?.focus();
  });
  watchMentions(panel);
}
