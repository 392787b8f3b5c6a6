// The cascade editor. Without this file every act is a page of its own; with it the forms open inside the tree, the
// tree answers the changed branch only, folds stay as they were, and the focus stays where the work is.
//
// What the server sends: a form into [data-isian-wadah] of the row it belongs to; after a change the branch (HX-Retarget)
// and the event `kaskade:selesai` {fokus: anchor, pesan: sentence, tetap: keep the focus on the same control}.

import { pasangSeret } from "./kaskade_seret.js";

const pohon = document.querySelector("[data-kaskade]");
const kabar = document.getElementById("kabar-kaskade");
const KUNCI = `kaskade:${pohon.dataset.kaskade}`;
const htmx = window.htmx;

// --- Folds: kept for the session, per tree ------------------------------------------------------------------------
const lipatan = JSON.parse(sessionStorage.getItem(KUNCI) ?? "{}");

function pulihkan(akar) {
  if ("terbuka" in pohon.dataset) return; // a search shows all it found
  for (const details of akar.querySelectorAll("li.cabang > details")) {
    const terbuka = lipatan[details.parentElement.id];
    if (terbuka !== undefined && details.open !== terbuka) details.open = terbuka;
  }
}

pohon.addEventListener(
  "toggle",
  (event) => {
    const id = event.target.parentElement?.id;
    if (!id || "terbuka" in pohon.dataset) return;
    lipatan[id] = event.target.open;
    sessionStorage.setItem(KUNCI, JSON.stringify(lipatan));
  },
  true,
);

function bukaSampai(cabang) {
  for (let d = cabang.parentElement?.closest("details"); d; d = d.parentElement?.closest("details")) d.open = true;
}

// --- Forms inside the tree ----------------------------------------------------------------------------------------
function wadahUntuk(tautan) {
  const tempat = tautan.closest(".simpul") ?? tautan.closest(".tindakan");
  let wadah = tempat.nextElementSibling;
  if (!wadah?.matches("[data-isian-wadah]")) {
    wadah = document.createElement("div");
    wadah.dataset.isianWadah = "";
    tempat.after(wadah);
  }
  return wadah;
}

function fokuskan(form) {
  const salah = form.querySelector("[role=alert], [aria-invalid=true], .errorlist");
  const kendali = "input:not([type=hidden]), textarea, select, .form-actions :is(a, button)";
  if (salah?.matches("[role=alert]")) salah.focus();
  else if (salah?.matches(".errorlist")) salah.closest(".field")?.querySelector(kendali)?.focus();
  else (salah ?? (form.querySelector(".danger") ? form.querySelector("[data-batal]") : form.querySelector(kendali)))?.focus();
}

pohon.addEventListener("click", async (event) => {
  const tautan = event.target.closest("a[data-isian], a[data-batal], button[form=urutkan]");
  if (!tautan || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (tautan.matches("[data-batal]")) return tutup(tautan.closest("[data-isian-wadah]"));
  if (tautan.matches("button")) return urutkan(tautan);
  const ulang = tautan.dataset.isian === "ulang";
  const wadah = ulang ? tautan.closest("[data-isian-wadah]") : wadahUntuk(tautan);
  if (!ulang && "diketik" in wadah.dataset) {
    kabar.textContent = "Simpan atau batalkan dulu isian yang terbuka di baris ini.";
    return fokuskan(wadah.querySelector("form"));
  }
  if (!ulang) wadah.asal = tautan;
  delete wadah.dataset.diketik;
  await htmx.ajax("GET", tautan.getAttribute("href"), { target: wadah, swap: "innerHTML", source: pohon }).catch(() => {}); // said below
  buangTanpaIsian(wadah);
});

// A refusal in one sentence is said where every other message is; true when there is a form.
function buangTanpaIsian(wadah) {
  if (wadah.querySelector("form")) return true;
  if (wadah.textContent.trim()) kabar.textContent = wadah.textContent;
  wadah.remove();
  return false;
}

function tutup(wadah) {
  const asal = wadah.asal?.isConnected ? wadah.asal : wadah.previousElementSibling?.querySelector("a");
  wadah.remove();
  kabar.textContent = ""; // what it said was about the form
  asal?.focus();
}

// Nothing typed is lost: not by a slip on Esc, nor by leaving, nor because a branch around an open form came back new.
pohon.addEventListener("input", (event) => {
  const wadah = event.target.closest("[data-isian-wadah]");
  if (wadah) wadah.dataset.diketik = "";
});

window.addEventListener("beforeunload", (event) => {
  if (pohon.querySelector("[data-diketik]")) event.preventDefault();
});

let titipan = [];

function titipkan(sasaran, pengirim) {
  for (const wadah of sasaran?.querySelectorAll?.("[data-isian-wadah]") ?? []) {
    if (wadah.contains(pengirim) || wadah === sasaran || !wadah.querySelector("form")) continue;
    const tempat = wadah.previousElementSibling;
    titipan.push({ wadah, id: tempat.id || tempat.parentElement.id, baris: tempat.matches(".simpul") });
    wadah.remove();
  }
}

function kembalikan() {
  for (const { wadah, id, baris } of titipan) {
    const tempat = document.getElementById(id);
    (baris ? tempat?.querySelector(":scope > .simpul") : tempat)?.after(wadah);
  }
  titipan = [];
}

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  if (new URL(xhr.responseURL, location.href).pathname.startsWith("/masuk/")) {
    event.detail.shouldSwap = false;
    kabar.textContent = "Anda sudah keluar. Masuk lagi pada tab lain, lalu ulangi di sini; isian Anda masih ada.";
  } else if (xhr.getResponseHeader("HX-Reswap") === "none") {
    // A refusal in one sentence, meant for the head of the page, which may be far out of sight.
    event.detail.shouldSwap = false;
    kabar.textContent = new DOMParser().parseFromString(xhr.responseText, "text/html").body.textContent.trim();
  } else if (xhr.getResponseHeader("HX-Retarget")) {
    titipkan(target, requestConfig.elt);
  }
});
document.body.addEventListener("htmx:oobBeforeSwap", (event) => titipkan(event.detail.target, null));

// Both a form that was asked for and one that was refused: the focus goes to what is to be done in it.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.detail.target.matches?.("[data-isian-wadah]")
    ? event.detail.target.querySelector("form")
    : event.detail.elt.matches?.("form.isian-kaskade") && event.detail.elt;
  if (form?.isConnected) fokuskan(form);
});

pohon.addEventListener("keydown", (event) => {
  const wadah = event.target.closest("[data-isian-wadah]");
  if (event.key === "Escape" && wadah && !event.defaultPrevented) {
    event.preventDefault();
    if ("diketik" in wadah.dataset) {
      delete wadah.dataset.diketik;
      kabar.textContent = "Isian ini belum disimpan. Tekan Esc sekali lagi untuk membuangnya.";
    } else {
      tutup(wadah);
    }
  }
  // What an element says is one line, however long: Enter saves it. An explanation may have paragraphs.
  if (event.key === "Enter" && wadah && event.target.matches("textarea[name=uraian]") && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  if (!wadah && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    const nilai = event.key === "ArrowUp" ? "naik" : "turun";
    const tombol = event.target.closest("li.cabang")?.querySelector(`:scope > .simpul button[value=${nilai}]`);
    if (!tombol) return;
    event.preventDefault();
    urutkan(tombol);
  }
});

// --- Changes ------------------------------------------------------------------------------------------------------
let kendaliTerakhir = "";
let sibuk = false; // one change at a time: each is meant against what the one before left

// `cabang`: where a refusal that is a form opens; without one the answer is a sentence or the branch itself.
async function kirim(alamat, values, cabang = null) {
  if (sibuk) return;
  const baris = cabang?.querySelector(":scope > .simpul");
  if (baris?.nextElementSibling?.matches("[data-isian-wadah][data-diketik]")) {
    kabar.textContent = "Simpan atau batalkan dulu isian yang terbuka di baris ini.";
    return fokuskan(baris.nextElementSibling.querySelector("form"));
  }
  sibuk = true;
  kabar.textContent = "Menyimpan…";
  const wadah = baris && wadahUntuk(baris);
  wadah?.replaceChildren();
  try {
    await htmx.ajax("POST", alamat, { values, target: wadah ?? kabar, swap: "innerHTML" }).catch(() => {}); // said below
  } finally {
    sibuk = false;
    if (wadah && buangTanpaIsian(wadah)) kabar.textContent = "Belum dipindahkan. Lihat isian di barisnya.";
  }
}

function urutkan(tombol) {
  const cabang = tombol.closest("li.cabang");
  kendaliTerakhir = document.activeElement?.closest("li.cabang") === cabang ? ciri(document.activeElement) : "";
  return kirim(tombol.getAttribute("formaction"), { arah: tombol.value });
}

// How the same control is found again in the branch that came back.
function ciri(elemen) {
  if (elemen.matches("button")) return `:scope > .simpul button[value="${elemen.value}"]`;
  if (elemen.matches("summary")) return ":scope > details > summary";
  const tautan = [...elemen.parentElement.querySelectorAll("a")];
  return `:scope > .simpul .tindakan a:nth-of-type(${tautan.indexOf(elemen) + 1})`;
}

document.body.addEventListener("kaskade:selesai", (event) => {
  const { fokus, pesan, tetap } = event.detail;
  kabar.textContent = pesan;
  pulihkan(pohon);
  kembalikan();
  const cabang = fokus && document.getElementById(fokus);
  if (cabang) {
    bukaSampai(cabang);
    const ubah = ":scope > .simpul a[data-isian=ubah]";
    const berikut = tetap ? kendaliTerakhir || ubah : ":scope > .simpul .tindakan a";
    (cabang.querySelector(berikut) ?? cabang.querySelector(".simpul a"))?.focus();
  } else {
    pohon.querySelector("a[data-isian]")?.focus();
  }
  kendaliTerakhir = "";
});

// What did not arrive, or was not allowed, is said where every other message is.
for (const nama of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(nama, () => {
    kabar.textContent = "Belum tersimpan: tidak ada sambungan. Isian Anda masih ada; ulangi bila sambungan kembali.";
  });
}
document.body.addEventListener("htmx:responseError", (event) => {
  const teks = event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  kabar.textContent = teks
    ? event.detail.xhr.responseText
    : "Belum tersimpan. Muat ulang halaman; bila masih terjadi, hubungi admin.";
});

pulihkan(pohon);
const tuju = location.hash && document.getElementById(location.hash.slice(1));
if (tuju) {
  bukaSampai(tuju);
  tuju.scrollIntoView({ block: "center" });
  // The browser lets go of the focus when it comes to the place itself, after this script. Who has begun elsewhere
  // meanwhile stays there.
  window.addEventListener("load", () => {
    if (document.activeElement === document.body) tuju.querySelector(".tindakan a")?.focus({ preventScroll: true });
  });
}
pasangSeret(pohon, kirim, kabar);
