// The layout form: buttons that move a row up or down, and one below each list that adds an empty row. Without this file
// rows are ordered by their numbers, the list has two empty rows, and saving brings new ones.

const MAKS = 80; // as many as the server reads

for (const tabel of document.querySelectorAll("[data-tata-baris]")) {
  const nama = tabel.dataset.tataBaris;
  const isi = tabel.tBodies[0];
  const jumlah = tabel.closest("fieldset").querySelector(`input[name="${nama}.jumlah"]`);
  for (const baris of isi.rows) pasang(baris);

  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "button secondary small";
  tombol.textContent = "Tambah baris";
  tombol.addEventListener("click", tambah);
  tabel.parentElement.after(tombol);

  /** Buttons beside the number of a row; they take the numbers over. */
  function pasang(baris) {
    const sel = baris.cells[0];
    const urut = sel.querySelector("input");
    const geseran = document.createElement("span");
    geseran.className = "tata-geser";
    sel.append(geseran);
    for (const [tanda, kata, ke] of [["↑", "Naikkan", -1], ["↓", "Turunkan", 1]]) {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "button quiet small";
      b.textContent = tanda;
      b.setAttribute("aria-label", urut.getAttribute("aria-label").replace("Urutan", kata));
      b.addEventListener("click", () => geser(baris, ke, b));
      geseran.append(b);
    }
  }

  function geser(baris, ke, tombolnya) {
    const lain = ke < 0 ? baris.previousElementSibling : baris.nextElementSibling;
    if (!lain) return;
    if (ke < 0) lain.before(baris);
    else lain.after(baris);
    for (const [n, satu] of [...isi.rows].entries()) satu.cells[0].querySelector("input").value = n + 1;
    tombolnya.focus();
  }

  function tambah() {
    const n = Number(jumlah.value);
    const contoh = isi.rows[isi.rows.length - 1];
    if (!contoh || n >= MAKS) return;
    const lama = contoh.querySelector("[name]").name.slice(nama.length + 1).split(".")[0];
    const baru = contoh.cloneNode(true);
    for (const buang of baru.querySelectorAll(".errorlist, .tata-geser, [type=hidden]")) buang.remove();
    for (const satu of baru.querySelectorAll("[name]")) {
      satu.name = satu.name.replace(`${nama}.${lama}.`, `${nama}.${n}.`);
      if (satu.id) satu.id = `tata-${satu.name.replaceAll(".", "-")}`;
      const sebutan = satu.getAttribute("aria-label") ?? "";
      satu.setAttribute("aria-label", sebutan.replace(`baris ${Number(lama) + 1}`, `baris ${n + 1}`));
      satu.removeAttribute("aria-invalid");
      satu.removeAttribute("aria-describedby");
      if (satu.type === "checkbox") satu.checked = false;
      else if (satu.tagName === "SELECT") satu.selectedIndex = 0;
      else satu.value = "";
    }
    isi.append(baru);
    baru.cells[0].querySelector("input").value = isi.rows.length;
    jumlah.value = n + 1;
    pasang(baru);
    baru.cells[1].querySelector("input, select, textarea").focus();
  }
}
