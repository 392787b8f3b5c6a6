// Checking a sheet by keyboard. The rows that wait are reached with Tab, then ↑ and ↓ (or K and J) move between them;
// on a row, V verifies it and C goes to its note; Esc in the note goes back to the row. The letters count only while a
// row has the focus. A row is verified without loading the page anew; without this file its button sends the form.

const form = document.querySelector("form[data-verifikasi]");
const rows = () => [...form.querySelectorAll("tr[data-baris-verifikasi]")];
const waiting = () => rows().filter((row) => "menunggu" in row.dataset);

/** One row at a time is in the order of Tab: the one that was left last, else the first that waits. */
function settle(current) {
  const all = waiting();
  const chosen = all.includes(current) ? current : all[0];
  for (const row of all) row.tabIndex = row === chosen ? 0 : -1;
  return chosen;
}

function goTo(row) {
  settle(row)?.focus();
}

function move(row, step) {
  const all = waiting();
  const next = all[all.indexOf(row) + step];
  if (next) goTo(next);
}

/** Where to go after a row was verified: the next one that waits, also from the end back to the start. */
function nextAfter(row) {
  const all = rows();
  const at = all.indexOf(row);
  return [...all.slice(at + 1), ...all.slice(0, at)].find((other) => "menunggu" in other.dataset) ?? null;
}

async function verify(row, button) {
  const tell = row.querySelector("[data-keadaan-teks]");
  if (row.getAttribute("aria-busy") === "true") return;
  row.setAttribute("aria-busy", "true");
  tell.textContent = "Menyimpan…";
  const body = new FormData();
  for (const control of row.querySelectorAll("input, textarea")) body.append(control.name, control.value);
  body.append(button.name, button.value);
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const response = await fetch(location.pathname, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" });
    const text = await response.text();
    if (response.status === 200) return swap(row, text, document.activeElement);
    const plain = response.headers.get("Content-Type")?.startsWith("text/plain");
    tell.textContent = plain ? text : "Belum tersimpan. Muat ulang halaman, lalu coba lagi.";
  } catch {
    tell.textContent = "Sambungan terputus; belum tersimpan. Coba lagi.";
  }
  row.removeAttribute("aria-busy");
}

/** The row and the summary as the server answers them. Focus follows only a person who stayed at the row. */
function swap(row, html, focused) {
  const answer = document.createElement("template");
  answer.innerHTML = html;
  const next = nextAfter(row);
  const stayed = row.contains(focused);
  row.replaceWith(answer.content.querySelector("tr"));
  const summary = answer.content.querySelector("#ringkasan-verifikasi");
  if (summary) {
    summary.removeAttribute("hx-swap-oob");
    const open = document.querySelector("#ringkasan-verifikasi details")?.open;
    document.getElementById(summary.id).replaceWith(summary);
    const details = summary.querySelector("details");
    if (details && open) details.open = true;
  }
  if (stayed && next) goTo(next);
  else if (stayed) form.querySelector(".form-actions .button")?.focus();
  else settle();
}

function onKeydown(event) {
  const row = event.target.closest("tr[data-baris-verifikasi]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target.matches("textarea")) return goTo(row);
  if (event.target !== row) return;
  const actions = {
    ArrowDown: () => move(row, 1),
    j: () => move(row, 1),
    ArrowUp: () => move(row, -1),
    k: () => move(row, -1),
    v: () => row.querySelector("[data-verifikasi-baris]")?.click(),
    c: () => row.querySelector("textarea")?.focus(),
  };
  const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function buildHint() {
  const hint = document.createElement("p");
  hint.className = "grid-hint";
  hint.innerHTML =
    "Pada baris: <kbd>↑</kbd> <kbd>↓</kbd> pindah baris · <kbd>V</kbd> verifikasi · <kbd>C</kbd> tulis catatan · <kbd>F1</kbd> rincian · <kbd>Esc</kbd> kembali ke baris";
  form.prepend(hint);
}

if (form && waiting().length) {
  buildHint();
  settle();
  form.addEventListener("keydown", onKeydown);
  form.addEventListener("focusin", (event) => event.target.matches("tr[data-menunggu]") && settle(event.target));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-verifikasi-baris]");
    if (!button) return;
    event.preventDefault();
    verify(button.closest("tr"), button);
  });
}
