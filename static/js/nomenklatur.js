// Picking a code and its name from the nomenclature: both fields are comboboxes over one listbox (ARIA 1.2). htmx asks
// for the options while one types; this file moves through them and fills both fields. Any other text stays possible.

const TAK_ADA = "Tidak ada dalam nomenklatur tahun ini. Kode dan nama tetap dapat disimpan seperti yang diketik.";

function pasang(form) {
  if (form.dataset.nomenklatur === "siap") return;
  form.dataset.nomenklatur = "siap";
  const daftar = form.querySelector("[data-daftar]");
  const kabar = form.querySelector("[data-kabar]");
  const [kode, nama] = form.querySelectorAll("[data-cari]");
  let isian = kode;
  let tertanda = ""; // the code of the marked option: an answer that comes late must not take the mark away
  let tunggu = false; // asked for the list with an arrow: its first option is marked when it comes
  let selesai = false; // one was picked, or the list put away: an answer that comes late must not open it again
  const pilihan = () => [...daftar.children];
  const aktif = () => daftar.querySelector("[aria-selected=true]");

  // The list stands below the field one types in; `hx-target="next …"` finds it there.
  function pakai(f) {
    isian = f;
    if (daftar.parentElement !== f.parentElement) f.after(daftar);
  }

  function tampil(terbuka) {
    daftar.hidden = !terbuka;
    for (const f of [kode, nama]) {
      f.setAttribute("aria-expanded", String(terbuka && f === isian));
      f.removeAttribute("aria-activedescendant");
    }
    if (!terbuka) aktif()?.setAttribute("aria-selected", "false");
  }

  function tandai(o) {
    aktif()?.setAttribute("aria-selected", "false");
    tertanda = o?.dataset.kode ?? "";
    if (!o) return isian.removeAttribute("aria-activedescendant");
    o.setAttribute("aria-selected", "true");
    isian.setAttribute("aria-activedescendant", o.id);
    o.scrollIntoView({ block: "nearest" });
  }

  function pilih(o) {
    kode.value = o.dataset.kode;
    nama.value = o.dataset.nama;
    selesai = true;
    tampil(false);
    kabar.textContent = `Dipilih: ${o.dataset.kode} ${o.dataset.nama}.`;
  }

  for (const f of [kode, nama]) {
    f.setAttribute("role", "combobox");
    f.setAttribute("aria-autocomplete", "list");
    f.setAttribute("aria-controls", daftar.id);
    f.setAttribute("aria-expanded", "false");
    f.addEventListener("input", () => {
      pakai(f);
      tertanda = "";
      selesai = false;
    });
    f.addEventListener("blur", () => setTimeout(() => document.activeElement !== isian && tampil(false), 150));
    f.addEventListener("keydown", (event) => {
      const semua = pilihan();
      const kini = semua.indexOf(aktif());
      if (event.key === "ArrowDown" && !event.altKey) {
        pakai(f);
        selesai = false;
        if (!semua.length) {
          tunggu = true;
          window.htmx.trigger(f, "input");
        } else {
          tampil(true);
          tandai(semua[Math.min(kini + 1, semua.length - 1)]);
        }
      } else if (event.key === "ArrowUp" && !event.altKey && !daftar.hidden) {
        tandai(semua[kini - 1]);
      } else if (event.key === "Enter" && !daftar.hidden && kini >= 0) {
        pilih(semua[kini]);
      } else if (event.key === "Escape" && !daftar.hidden) {
        selesai = true;
        tampil(false);
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  daftar.addEventListener("pointerdown", (event) => {
    const o = event.target.closest("[role=option]");
    if (!o) return;
    event.preventDefault(); // the field keeps the focus
    pilih(o);
  });
  daftar.addEventListener("htmx:afterSwap", () => {
    const n = daftar.children.length;
    pilihan().forEach((o, nomor) => (o.id = `${daftar.id}_${nomor}`));
    if (selesai) return;
    tampil(n > 0 && document.activeElement === isian);
    if (tunggu) tandai(pilihan()[0]);
    else if (tertanda) tandai(pilihan().find((o) => o.dataset.kode === tertanda));
    tunggu = false;
    kabar.textContent = n ? `${n} pilihan; panah bawah untuk memilih.` : TAK_ADA;
  });
}

const semua = () => document.querySelectorAll("form[data-nomenklatur]").forEach(pasang);
document.addEventListener("htmx:afterSettle", semua);
semua();
