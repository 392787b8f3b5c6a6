// The form of an indikator. Without this file every field is there and the server says which of them do not belong
// together; with it a field is shown only while it means something, and a choice a kind has not cannot be taken.
//
// data-syarat="jenis_nilai=PERSEN|ANGKA;rumus=RASIO": shown while all hold. data-bukan="PREDIKAT=JUMLAH|RATA_RATA": the
// choices that a kind of value has not. A measure that stays has no controls: [data-tetap=name][data-isi=value].

const form = document.querySelector("form.indikator");

function isi(nama) {
  const tetap = form.querySelector(`[data-tetap="${nama}"]`);
  if (tetap) return tetap.dataset.isi;
  const kendali = form.elements[nama];
  if (!kendali) return "";
  if (kendali.type === "checkbox") return kendali.checked ? "True" : "False";
  return kendali.value;
}

const pasangan = (teks) => teks.split(";").map((satu) => satu.split("=")).map(([nama, nilai]) => [nama, nilai.split("|")]);

function tampilkan() {
  for (const bidang of form.querySelectorAll("[data-syarat]")) {
    const berlaku = pasangan(bidang.dataset.syarat).every(([nama, nilai]) => nilai.includes(isi(nama)));
    bidang.hidden = !berlaku;
    for (const kendali of bidang.querySelectorAll("input, select, textarea")) kendali.disabled = !berlaku;
  }
  for (const bidang of form.querySelectorAll("[data-bukan]")) {
    const bukan = new Map(pasangan(bidang.dataset.bukan)).get(isi("jenis_nilai")) ?? [];
    for (const kendali of bidang.querySelectorAll("input")) {
      kendali.disabled = bukan.includes(kendali.value);
      kendali.parentElement.hidden = kendali.disabled;
    }
  }
  hanyaSkala();
}

// The steps of the chosen scale only; one of another scale is let go of.
function hanyaSkala() {
  const skala = form.elements.skala;
  const nama = skala?.selectedOptions?.[0]?.textContent ?? form.querySelector("[data-tetap=skala] dd")?.textContent ?? "";
  for (const pilih of form.querySelectorAll("select[name$=_tingkat]")) {
    for (const pilihan of pilih.options) {
      pilihan.hidden = pilihan.disabled = pilihan.value !== "" && !pilihan.textContent.endsWith(`(${nama})`);
    }
    if (pilih.selectedOptions[0]?.disabled) pilih.value = "";
  }
}

// A percentage bears a percent sign: proposed, not forced.
function usulkanSatuan() {
  const satuan = form.elements.satuan;
  if (!satuan?.options || satuan.value || isi("jenis_nilai") !== "PERSEN") return;
  const persen = [...satuan.options].find((o) => o.textContent.trim() === "%");
  if (persen) satuan.value = persen.value;
}

let diketik = document.querySelector("[data-galat]") !== null; // what was refused is not stored yet
form.addEventListener("input", () => (diketik = true));
form.addEventListener("change", (event) => {
  if (event.target.name === "jenis_nilai") usulkanSatuan();
  tampilkan();
});
form.addEventListener("submit", () => (diketik = false));
window.addEventListener("beforeunload", (event) => {
  if (diketik) event.preventDefault();
});

// A link of the list of what is wrong leads to the field itself.
document.querySelector("[data-galat]")?.addEventListener("click", (event) => {
  const tujuan = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  const kendali = tujuan?.matches("fieldset") ? tujuan.querySelector("input:checked, input") : tujuan;
  if (!kendali) return;
  event.preventDefault();
  kendali.focus();
});

tampilkan();
document.querySelector("[data-galat]")?.focus();
