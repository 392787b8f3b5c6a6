// The bar "n dari m sel wajib terisi" above the sheet: each row says how many of its required cells hold a value
// (data-terisi), and after each save the bar is their sum. The server counts the same way when the page is loaded.

const bar = document.getElementById("kemajuan");
const number = new Intl.NumberFormat("id-ID");

document.addEventListener("grid:tersimpan", () => {
  if (!bar) return;
  let filled = 0;
  for (const row of document.querySelectorAll("tr[data-terisi]")) filled += Number(row.dataset.terisi);
  bar.querySelector("progress").value = filled;
  bar.querySelector("strong").textContent = number.format(filled);
});
