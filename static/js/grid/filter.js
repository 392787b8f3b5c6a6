// Finding a row: by a word of its name, and only those that still lack a value. Nothing is sent; hidden rows stay in
// the form. A row that was refused or waits is never hidden, so that nobody loses sight of it.

import { allRows } from "./rows.js";

const KEEP = ["ditolak", "bentrok", "menunggu", "menyimpan", "gagal"];

/** The two controls for the bar; `changed(shown, all)` is told how many rows are left. */
export function buildFilter(changed) {
  const box = document.createElement("div");
  box.className = "grid-filter";
  box.innerHTML =
    "<label for='saring-nama'>Cari baris</label><input id='saring-nama' type='search' autocomplete='off'>" +
    "<label class='pilihan'><input id='saring-kosong' type='checkbox'> Hanya yang belum diisi</label>";
  const [name, missing] = box.querySelectorAll("input");
  const apply = () => changed(...filter(name.value, missing.checked));
  name.addEventListener("input", apply);
  missing.addEventListener("change", apply);
  name.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return box;
}

function filter(text, onlyMissing) {
  const words = text.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
  const rows = allRows();
  for (const row of rows) {
    const title = row.querySelector("th").textContent.toLocaleLowerCase("id");
    const fits = words.every((word) => title.includes(word)) && (!onlyMissing || "kurang" in row.dataset);
    row.hidden = !fits && !KEEP.includes(row.dataset.keadaan);
  }
  for (const grid of document.querySelectorAll("[data-grid]")) hideEmptyGroups(grid);
  return [rows.filter((row) => !row.hidden).length, rows.length];
}

/** The heading of a sasaran stands only above rows that are shown. */
function hideEmptyGroups(grid) {
  let heading = null;
  for (const row of grid.tBodies[0].rows) {
    if (row.classList.contains("grup")) {
      heading = row;
      heading.hidden = true;
    } else if (!row.hidden && heading) {
      heading.hidden = false;
    }
  }
}
