// The bar "n dari m sel wajib terisi" above the sheet: each row says how many of its required cells hold a value
// (data-terisi), and after each save the bar is their sum. The server counts the same way when the page is loaded.

const number = new Intl.NumberFormat("id-ID");

function count() {
  const bar = document.getElementById("kemajuan"); // a newer one stands there after the summary has come anew
  if (!bar) return;
  let filled = 0;
  for (const row of document.querySelectorAll("tr[data-terisi]")) filled += Number(row.dataset.terisi);
  bar.querySelector("progress").value = filled;
  bar.querySelector("strong").textContent = number.format(filled);
}

document.addEventListener("grid:tersimpan", count);
document.addEventListener("htmx:afterSwap", (event) => event.target.id === "ringkasan" && count()); // it may be older than the rows
count(); // what was saved before this file had come
