// A block copied from Excel or LibreOffice: first shown with what it would change, then stored whole or not at all.

import { announce } from "./bar.js";
import { controlsOf, emit, entriesOf, isEditable, labelOf, rowOf, rowsOf, setState } from "./rows.js";
import { csrfToken, quiet, swap, swapOutOfBand } from "./save.js";

const TIMEOUT = 60_000;

/** Lines and tabs as a block; null for a single value, which the browser pastes itself. Excel ends with a line break. */
function blockOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.length === 1 && !lines[0].includes("\t") ? null : lines.map((line) => line.split("\t").map((t) => t.trim()));
}

/** A select takes the text of one of its options. */
function valueFor(control, text) {
  if (control.tagName !== "SELECT") return text;
  const word = text.toLocaleLowerCase("id");
  return [...control.options].find((o) => o.textContent.trim().toLocaleLowerCase("id") === word)?.value ?? null;
}

const shown = (control, value) =>
  control.tagName === "SELECT" ? ([...control.options].find((o) => o.value === value)?.textContent ?? "") : value;

/** A column copied onto the variables of one formula fills them one after the other, where so many are left. */
function laidOut(control, block) {
  const stack = [...(control.closest("[data-tumpuk]")?.querySelectorAll(".sel") ?? [])];
  const fits = block.length > 1 && block.length <= stack.length - stack.indexOf(control);
  return fits && block.every((line) => line.length === 1) ? [block.flat()] : block;
}

/** Where each value of the block would go, from the cell that has the focus to the right and downward. */
function planOf(control, copied) {
  const block = laidOut(control, copied);
  const rows = rowsOf(control.closest("[data-grid]"));
  const columns = [...rowOf(control).querySelectorAll(".sel")].map((c) => c.dataset.kolom);
  const left = columns.indexOf(control.dataset.kolom);
  const top = rows.indexOf(rowOf(control));
  const plan = { changes: [], skipped: [], same: 0 };
  block.forEach((line, i) =>
    line.forEach((text, j) => {
      if (!text) return; // an empty cell in Excel erases nothing here
      const row = rows[top + i];
      const target = row?.querySelector(`.sel[data-kolom="${CSS.escape(columns[left + j] ?? "")}"]`);
      const value = isEditable(target) ? valueFor(target, text) : null;
      if (value === null) plan.skipped.push({ row, text });
      else if (value === target.value) plan.same += 1;
      else plan.changes.push({ row, control: target, value });
    }),
  );
  return plan;
}

const cell = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

function tableOf(changes) {
  const table = document.createElement("table");
  table.className = "table tempel";
  table.append(document.createElement("thead"), document.createElement("tbody"));
  const head = table.tHead.insertRow();
  for (const title of ["Baris", "Kolom", "Sekarang", "Menjadi"]) {
    head.append(Object.assign(cell("th", title), { scope: "col" }));
  }
  for (const change of changes) {
    const line = table.tBodies[0].insertRow();
    const variable = change.control.closest(".variabel")?.querySelector("label")?.textContent;
    const column = variable ?? change.control.closest("td").dataset.label ?? "";
    line.append(Object.assign(cell("th", labelOf(change.row)), { scope: "row" }), cell("td", column));
    line.append(cell("td", shown(change.control, change.control.value) || "–"), cell("td", shown(change.control, change.value)));
    line.dataset.baris = change.row.id;
  }
  return table;
}

function sentenceOf(plan) {
  const parts = [`${plan.changes.length} nilai akan diganti`];
  if (plan.same) parts.push(`${plan.same} sudah sama`);
  if (plan.skipped.length) parts.push(`${plan.skipped.length} tidak ditempel karena tidak ada sel yang dapat diisi di sana`);
  return `${parts.join(", ")}.`;
}

function dialogOf(plan) {
  const dialog = document.createElement("dialog");
  dialog.className = "tempel-dialog";
  dialog.setAttribute("aria-labelledby", "tempel-judul");
  dialog.innerHTML =
    "<h2 id='tempel-judul'>Tempel dari lembar kerja</h2><p></p><div class='tempel-isi' tabindex='0' role='region' aria-label='Perubahan'></div>" +
    "<p class='notice error' role='alert' hidden></p><div class='form-actions'><button type='button' class='button'></button>" +
    "<button type='button' class='button secondary'>Batal</button></div>";
  dialog.querySelector("p").textContent = sentenceOf(plan);
  dialog.querySelector(".tempel-isi").append(tableOf(plan.changes));
  const [yes, no] = dialog.querySelectorAll("button");
  yes.textContent = `Tempel ${plan.changes.length} nilai`;
  yes.disabled = plan.changes.length === 0;
  no.addEventListener("click", () => dialog.close());
  return dialog;
}

/** All rows of the block in one request: the server stores all of them or none. */
async function send(plan) {
  const values = new Map(plan.changes.map((c) => [c.control.name, c.value]));
  const rows = [...new Set(plan.changes.map((c) => c.row))];
  try {
    const response = await fetch(location.pathname, {
      method: "POST",
      body: new URLSearchParams(rows.flatMap((row) => entriesOf(row, values))),
      headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const text = await response.text();
    const plain = response.headers.get("Content-Type")?.startsWith("text/plain") ?? false;
    const status = response.type === "opaqueredirect" ? 401 : response.status;
    return { status, body: plain ? "" : text, sentence: plain ? text : "" };
  } catch {
    return { status: 0, body: "", sentence: "" };
  }
}

/** The rows as the server answers them, in place of those on the page. */
function accept(plan, body) {
  const answer = document.createElement("template");
  answer.innerHTML = body;
  for (const { control, value } of plan.changes) control.value = control.defaultValue = value; // nothing here is newer
  let last = null;
  for (const fresh of [...answer.content.querySelectorAll("tr[data-baris]")]) {
    const old = document.getElementById(fresh.id);
    if (old) last = swap(old, fresh);
    if (last) setState(last, "tersimpan");
  }
  swapOutOfBand(answer.content);
  announce(`${plan.changes.length} nilai ditempel dan tersimpan.`);
  if (last) emit(last, "tersimpan");
}

/** Why nothing was stored: each refused row says it beside its line. */
function refuse(dialog, { status, body, sentence }) {
  const answer = document.createElement("template");
  answer.innerHTML = body;
  const box = dialog.querySelector(".notice");
  const reasons = {
    0: "Sambungan terputus. Coba lagi sesudah tersambung.",
    401: "Sesi Anda berakhir: masuk lagi di tab lain, lalu coba lagi.",
    409: "Ada baris yang sudah diubah orang lain. Muat ulang halaman, lalu tempel lagi.",
    422: "Perbaiki nilai yang ditandai di lembar kerja Anda, lalu salin dan tempel lagi.",
  };
  box.textContent = `Belum ada yang ditempel. ${sentence || reasons[status] || "Server belum dapat menyimpan. Coba lagi nanti."}`;
  box.hidden = false;
  for (const line of dialog.querySelectorAll("tr[data-baris]")) {
    const row = answer.content.querySelector(`tr#${CSS.escape(line.dataset.baris)}`);
    const why = [...(row?.querySelectorAll(".galat-sel, .bentrok p") ?? [])].map((p) => p.textContent.trim()).join(" ");
    line.querySelector(".galat-sel")?.remove();
    if (why) line.cells[3].append(Object.assign(cell("p", why), { className: "galat-sel" }));
  }
  dialog.querySelector(".galat-sel")?.scrollIntoView({ block: "nearest" });
}

export async function onPaste(event) {
  const control = event.target;
  if (!control.matches?.("[data-grid] .sel") || !isEditable(control)) return;
  const block = blockOf(event.clipboardData.getData("text/plain"));
  if (!block) return;
  event.preventDefault();
  await quiet(); // what was typed before is stored first: the block is held against what stands there then
  const here = document.getElementById(control.id) ?? control;
  const plan = planOf(here, block);
  const dialog = dialogOf(plan);
  const yes = dialog.querySelector("button");
  yes.addEventListener("click", async () => {
    yes.disabled = true;
    const answer = await send(plan);
    if (answer.status === 200) {
      dialog.close();
      accept(plan, answer.body);
    } else {
      refuse(dialog, answer);
      yes.disabled = false;
    }
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    document.getElementById(here.id)?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  (plan.changes.length ? yes : dialog.querySelector(".secondary")).focus();
}
