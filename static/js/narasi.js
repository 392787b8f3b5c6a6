// The section editor: the plain field becomes a rich text, work is kept every few seconds, the preview follows.
// Without this file (or where the browser cannot load it) the page is an ordinary form with a text field.
//
// Rules: the field stays the form's own control and always holds what the editor shows, so that sending the form needs
// nothing of this file; the server cleans every text; nothing typed is ever lost silently.

const SETELAH = 1500; // ms of rest before work is kept
const PALING_LAMA = 8000; // ms of typing without a rest after which it is kept anyway
const ULANGI = 10_000;
const TERLAMA = 20_000; // ms after which the connection counts as broken
const POLA_GAMBAR = 'img[src*="/dokumen/gambar/"]';

const form = document.querySelector("[data-naskah]");
if (form) mulai(form);

/** The editor's own code; what is typed into the field until it has come would not stand in it. */
async function ambilEditor(form, kotak) {
  const keadaan = form.querySelector("[data-keadaan-konsep]");
  kotak.readOnly = true;
  keadaan.textContent = "Menyiapkan penyunting…";
  try {
    return await import(form.dataset.editor);
  } finally {
    kotak.readOnly = false;
    keadaan.textContent = "";
  }
}

async function mulai(form) {
  const kotak = form.querySelector("textarea");
  if (kotak.value !== kotak.defaultValue) return; // typed before this file had come: the plain form goes on
  const E = await ambilEditor(form, kotak);
  const wadah = document.createElement("div");
  wadah.id = "editor-naskah";
  kotak.before(wadah);

  const editor = new E.Editor({
    element: wadah,
    injectCSS: false, // our stylesheet has its rules: the content policy takes no style element
    extensions: bagian(E),
    content: form.dataset.html,
    editorProps: {
      attributes: {
        class: "narasi naskah",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": "label-teks",
        lang: "id",
        spellcheck: "true",
      },
    },
  });

  kotak.hidden = true;
  kotak.value = editor.getHTML();
  form.elements.bentuk.value = "html";
  for (const node of form.querySelectorAll("[data-tanpa-js]")) node.hidden = true;
  document.getElementById("label-teks").addEventListener("click", () => editor.commands.focus());

  const konsep = penyimpan(form);
  if (form.dataset.berubah === "ya") konsep.berubah();
  const tulisan = () => editor.getHTML().replace(/(<p><\/p>)+$/, ""); // without the place to go on writing
  const semula = form.dataset.berubah ? null : tulisan(); // what is stored; null where unsaved work is shown
  let terakhir = tulisan();
  konsep.semula = () => tulisan() === semula;
  editor.on("update", () => {
    if (tulisan() === terakhir) return;
    kotak.value = terakhir = tulisan();
    konsep.berubah();
    form.dispatchEvent(new CustomEvent("naskah:berubah"));
  });
  pasangAlat(form, editor);
  form.dataset.siap = "ya";
}

/** What prose may hold; reports/prosa/ holds to the same. */
function bagian(E) {
  return [
    E.Document,
    E.Paragraph,
    E.Text,
    E.HardBreak,
    E.Bold,
    E.Italic,
    E.Underline,
    E.Subscript,
    E.Superscript,
    E.Heading.configure({ levels: [4, 5] }),
    E.BulletList,
    E.OrderedList,
    E.ListItem,
    E.History,
    E.Gapcursor,
    E.TrailingNode, // a place to go on writing below a table or a picture; empty, it is not stored
    E.Table,
    E.TableRow,
    E.TableHeader,
    E.TableCell,
    // A picture from elsewhere would not be stored: it does not come in at all.
    E.Image.extend({ parseHTML: () => [{ tag: POLA_GAMBAR }] }),
  ];
}

// --- Toolbar ----------------------------------------------------------------------------------------------

const huruf = { type: "lower-alpha" };
const PERINTAH = {
  tebal: { jalan: (c) => c.toggleBold(), aktif: (e) => e.isActive("bold") },
  miring: { jalan: (c) => c.toggleItalic(), aktif: (e) => e.isActive("italic") },
  judul: { jalan: (c) => c.toggleHeading({ level: 4 }), aktif: (e) => e.isActive("heading", { level: 4 }) },
  subjudul: { jalan: (c) => c.toggleHeading({ level: 5 }), aktif: (e) => e.isActive("heading", { level: 5 }) },
  butir: { jalan: (c) => c.toggleBulletList(), aktif: (e) => e.isActive("bulletList") },
  angka: {
    jalan: (c, e) =>
      e.isActive("orderedList", huruf) ? c.updateAttributes("orderedList", { type: null }) : c.toggleOrderedList(),
    aktif: (e) => e.isActive("orderedList") && !e.isActive("orderedList", huruf),
  },
  huruf: {
    jalan: (c, e) => {
      if (e.isActive("orderedList", huruf)) return c.toggleOrderedList();
      return (e.isActive("orderedList") ? c : c.toggleOrderedList()).updateAttributes("orderedList", huruf);
    },
    aktif: (e) => e.isActive("orderedList", huruf),
  },
  tabel: { jalan: (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }) },
  tambahBaris: { jalan: (c) => c.addRowAfter() },
  tambahKolom: { jalan: (c) => c.addColumnAfter() },
  hapusBaris: { jalan: (c) => c.deleteRow() },
  hapusKolom: { jalan: (c) => c.deleteColumn() },
  gabungSel: { jalan: (c) => c.mergeCells() },
  pisahSel: { jalan: (c) => c.splitCell() },
  hapusTabel: { jalan: (c) => c.deleteTable() },
  urungkan: { jalan: (c) => c.undo() },
  ulangi: { jalan: (c) => c.redo() },
};

function pasangAlat(form, editor) {
  const alat = form.querySelector("[data-alat]");
  const tabel = alat.querySelector("[data-alat-tabel]");
  const tombol = [...alat.querySelectorAll("button")];
  const jendela = jendelaGambar(form, editor);
  // A picture pasted or dropped goes through the same window: it needs words, and the server looks at it.
  const ambil = (data) => {
    const gambar = [...(data?.files ?? [])].some((f) => f.type.startsWith("image/"));
    if (gambar && !data.types.includes("text/html")) jendela(data.files);
    return gambar && !data.types.includes("text/html");
  };
  editor.setOptions({
    editorProps: {
      ...editor.options.editorProps,
      handlePaste: (_, event) => ambil(event.clipboardData),
      handleDrop: (_, event) => ambil(event.dataTransfer),
    },
  });
  alat.hidden = false;

  alat.addEventListener("click", (event) => {
    const nama = event.target.closest("[data-perintah]")?.dataset.perintah;
    if (nama === "gambar") jendela();
    else if (nama) PERINTAH[nama].jalan(editor.chain().focus(), editor).run();
  });
  // One stop of the Tab key for the whole bar, arrows inside it (WAI-ARIA: toolbar).
  alat.addEventListener("keydown", (event) => {
    const tampak = tombol.filter((b) => b.offsetParent && !b.disabled);
    const n = tampak.indexOf(event.target);
    const ke = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: tampak.length - 1 }[event.key];
    if (ke === undefined || n < 0) return;
    event.preventDefault();
    const tujuan = tampak[(ke + tampak.length) % tampak.length];
    for (const b of tombol) b.tabIndex = b === tujuan ? 0 : -1;
    tujuan.focus();
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      (tombol.find((b) => b.tabIndex === 0 && b.offsetParent) ?? tombol[0]).focus();
    }
  });

  const segarkan = () => {
    tabel.hidden = !editor.isActive("table");
    for (const b of tombol) {
      const perintah = PERINTAH[b.dataset.perintah];
      if (perintah?.aktif) b.setAttribute("aria-pressed", String(perintah.aktif(editor)));
    }
    for (const [nama, bisa] of [["urungkan", editor.can().undo()], ["ulangi", editor.can().redo()]]) {
      alat.querySelector(`[data-perintah=${nama}]`).disabled = !bisa;
    }
  };
  for (const [i, b] of tombol.entries()) b.tabIndex = i ? -1 : 0;
  editor.on("transaction", segarkan);
  segarkan();
}

// --- Pictures -----------------------------------------------------------------------------------------------

function jendelaGambar(form, editor) {
  const dialog = form.querySelector("[data-jendela-gambar]").content.querySelector("dialog").cloneNode(true);
  document.body.append(dialog);
  const berkas = dialog.querySelector("input[type=file]");
  const keterangan = dialog.querySelector("input[type=text]");
  const galat = dialog.querySelector(".galat-gambar");
  const sisipkan = dialog.querySelector("[data-sisipkan]");
  const dipilih = () => editor.isActive("image");

  async function pasang() {
    galat.textContent = "";
    if (!keterangan.value.trim()) {
      galat.textContent = "Tulis keterangan gambar: kalimat pendek bagi pembaca yang tidak dapat melihatnya.";
      return keterangan.focus();
    }
    if (dipilih()) {
      editor.chain().focus().updateAttributes("image", { alt: keterangan.value.trim() }).run();
      return dialog.close();
    }
    if (!berkas.files.length) {
      galat.textContent = "Pilih berkas gambar lebih dahulu.";
      return berkas.focus();
    }
    sisipkan.disabled = true;
    const isi = new FormData();
    isi.append("berkas", berkas.files[0]);
    isi.append("keterangan", keterangan.value);
    const jawaban = await kirim(form.dataset.gambar, isi);
    sisipkan.disabled = false;
    if (!jawaban.baik) {
      galat.textContent = jawaban.pesan;
      return;
    }
    editor.chain().focus().setImage({ src: jawaban.alamat, alt: jawaban.keterangan }).run();
    dialog.close();
  }

  sisipkan.addEventListener("click", pasang);
  dialog.querySelector("[data-batal]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === keterangan) {
      event.preventDefault();
      pasang();
    }
  });
  dialog.addEventListener("close", () => editor.commands.focus());
  return (files) => {
    if (files && dipilih()) editor.commands.setTextSelection(editor.state.selection.to);
    dialog.querySelector("[data-pilih-berkas]").hidden = dipilih();
    sisipkan.textContent = dipilih() ? "Ubah keterangan" : "Sisipkan";
    keterangan.value = dipilih() ? (editor.getAttributes("image").alt ?? "") : "";
    berkas.value = galat.textContent = "";
    if (files) berkas.files = files;
    dialog.showModal();
    if (files) keterangan.focus();
  };
}

// --- Keeping unsaved work -----------------------------------------------------------------------------------

/** Sends the form's text to be kept: after a rest, at the latest after PALING_LAMA, and when the page is left. */
function penyimpan(form) {
  const keadaan = form.querySelector("[data-keadaan-konsep]");
  let kotor = false; // typed since it was last kept
  let sejak = 0;
  let jeda = 0;
  let pergi = false; // the form is being sent: what it stores must not come back as unsaved work
  let berjalan = null;

  const katakan = (teks, gagal = false) => {
    keadaan.textContent = teks;
    keadaan.classList.toggle("gagal", gagal);
  };

  async function simpan() {
    clearTimeout(jeda);
    if (!kotor || pergi || berjalan) return;
    kotor = false;
    sejak = 0;
    katakan("Menyimpan konsep…");
    const isi = new FormData(form);
    if (api.semula()) isi.append("semula", "ya"); // all is taken back: nothing to keep
    berjalan = kirim(form.dataset.konsep, isi, { signal: AbortSignal.timeout(TERLAMA) });
    const jawaban = await berjalan;
    berjalan = null;
    if (pergi) return;
    if (jawaban.baik) {
      const bentrok = jawaban.bentrok ? "Bagian ini sudah diubah orang lain." : "";
      katakan([kotor ? "" : jawaban.keadaan, bentrok].filter(Boolean).join(". ")); // newer typing is not kept yet
      if (kotor) jadwalkan(SETELAH);
    } else {
      kotor = true;
      katakan(`Konsep belum tersimpan. ${jawaban.pesan}`, true);
      jadwalkan(ULANGI);
    }
  }

  function jadwalkan(lama) {
    clearTimeout(jeda);
    jeda = setTimeout(simpan, lama);
  }

  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && simpan());
  window.addEventListener("beforeunload", (event) => {
    if ((kotor || berjalan) && !pergi) {
      simpan();
      event.preventDefault();
    }
  });
  const mengakhiri = (lain) => lain === form || "buangKonsep" in lain.dataset;
  // Work that is just being kept arrives first: coming after the form it would stand there again as unsaved. Before the
  // question of confirm.js.
  window.addEventListener("submit", (event) => {
    if (!berjalan || !mengakhiri(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    berjalan.then(() => event.target.requestSubmit(event.submitter));
  }, true);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !mengakhiri(event.target)) return;
    pergi = true;
    clearTimeout(jeda);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) pergi = false; // back from the next page
  });

  const api = {
    semula: () => false,
    berubah() {
      kotor = true;
      sejak ||= Date.now();
      if (keadaan.textContent.startsWith("Konsep tersimpan")) katakan("");
      jadwalkan(Math.max(0, Math.min(SETELAH, sejak + PALING_LAMA - Date.now())));
    },
  };
  return api;
}

/** POST; the answer's JSON with `baik`. A `pesan` says in words what went wrong, also when nothing arrived. */
async function kirim(alamat, isi, pilihan = {}) {
  const kuki = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  try {
    const jawaban = await fetch(alamat, {
      method: "POST",
      body: isi,
      headers: { "X-CSRFToken": kuki, Accept: "application/json" },
      redirect: "manual", // to the page for signing in
      ...pilihan,
    });
    if (jawaban.type === "opaqueredirect") return { baik: false, pesan: "Sesi berakhir: masuk lagi di tab lain, lalu lanjutkan di sini." };
    const json = jawaban.headers.get("content-type")?.startsWith("application/json") ? await jawaban.json() : {};
    return { pesan: "Muat ulang halaman setelah menyalin tulisan Anda.", ...json, baik: jawaban.ok };
  } catch {
    return { baik: false, pesan: "Sambungan terputus; dicoba lagi sendiri. Tulisan masih ada di halaman ini." };
  }
}
