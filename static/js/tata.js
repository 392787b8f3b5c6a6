// The layout form: a button below each list that adds an empty row. Without this file the list has two empty rows, and
// saving brings new ones.

for (const tabel of document.querySelectorAll("[data-tata-baris]")) {
  const jumlah = tabel.closest("fieldset").querySelector(`input[name="${tabel.dataset.tataBaris}.jumlah"]`);
  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "button secondary small";
  tombol.textContent = "Tambah baris";
  tombol.addEventListener("click", () => {
    const lama = Number(jumlah.value);
    const akhir = tabel.tBodies[0].rows[lama - 1];
    if (!akhir || lama >= 80) return;
    const baru = akhir.cloneNode(true);
    for (const n of baru.querySelectorAll("[name]")) {
      n.name = n.name.replace(`${tabel.dataset.tataBaris}.${lama - 1}.`, `${tabel.dataset.tataBaris}.${lama}.`);
      if (n.id) n.id = `tata-${n.name.replaceAll(".", "-")}`;
      n.setAttribute("aria-label", (n.getAttribute("aria-label") ?? "").replace(`baris ${lama}`, `baris ${lama + 1}`));
      n.removeAttribute("aria-invalid");
      if (n.type === "checkbox") n.checked = false;
      else if (n.tagName === "SELECT") n.selectedIndex = 0;
      else n.value = "";
    }
    for (const galat of baru.querySelectorAll(".errorlist")) galat.remove();
    tabel.tBodies[0].append(baru);
    jumlah.value = lama + 1;
    baru.querySelector("td:nth-child(2) :is(input, select, textarea)").focus();
  });
  tabel.parentElement.after(tombol);
}
