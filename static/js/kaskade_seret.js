// Dragging a row of the cascade with the mouse: among its siblings it changes the order, on a row of the level above it
// moves there. An extra: buttons and forms do the same. The server decides; what it refuses, or asks about first, is a
// form at the row that was dragged.

const DI_BAWAH = { misi: "visi", tujuan: "misi", sasaran: "tujuan", program: "sasaran" };
Object.assign(DI_BAWAH, { kegiatan: "program", sub_kegiatan: "kegiatan", strategi: "sasaran", kebijakan: "strategi" });

const NAMA = { sub_kegiatan: "sub kegiatan" };
const sebut = (jenis) => NAMA[jenis] ?? jenis;

// The sasaran of a unit hang on another sasaran, all others on a tujuan.
const jenisDiAtas = (cabang) =>
  cabang.dataset.jenis === "sasaran" && cabang.closest("#pohon-unit") ? "sasaran" : DI_BAWAH[cabang.dataset.jenis];

const nomor = (cabang) => cabang.id.slice(cabang.dataset.jenis.length + 1);
const diAtas = (cabang) => cabang.parentElement.closest("li.cabang[data-jenis]");

export function pasangSeret(pohon, kirim, kabar) {
  let ditarik = null;
  let tanda = null;

  const bersihkan = () => {
    tanda?.classList.remove("sebelum", "sesudah", "ke-dalam");
    tanda = null;
  };

  function letak(event) {
    const cabang = event.target.closest?.("li.cabang[data-jenis]");
    if (!ditarik || !cabang || ditarik.contains(cabang)) return null;
    if (cabang.parentElement === ditarik.parentElement && cabang.dataset.jenis === ditarik.dataset.jenis) {
      const kotak = cabang.querySelector(":scope > .simpul").getBoundingClientRect();
      return { cabang, cara: event.clientY < kotak.top + kotak.height / 2 ? "sebelum" : "sesudah" };
    }
    const induk = cabang.closest(`li.cabang[data-jenis=${jenisDiAtas(ditarik)}]`);
    return induk && induk !== diAtas(ditarik) ? { cabang: induk, cara: "ke-dalam" } : null;
  }

  // Only a row that may be changed is taken, and not by its text fields or links.
  pohon.addEventListener("pointerdown", (event) => {
    const simpul = event.target.closest(".simpul");
    if (simpul) simpul.draggable = !event.target.closest("a, button") && !!simpul.querySelector("a[data-isian=ubah]");
  });
  pohon.addEventListener("dragstart", (event) => {
    ditarik = event.target.closest?.("li.cabang[data-jenis]");
    if (!ditarik) return;
    event.dataTransfer.effectAllowed = "move";
    kabar.textContent = "";
    ditarik.classList.add("ditarik");
  });
  pohon.addEventListener("dragover", (event) => {
    bersihkan();
    const tempat = letak(event);
    if (!tempat) return;
    event.preventDefault();
    tanda = tempat.cabang;
    tanda.classList.add(tempat.cara);
  });
  pohon.addEventListener("drop", (event) => {
    const tempat = letak(event);
    if (!tempat) return;
    event.preventDefault();
    const alamat = (aksi) => {
      const contoh = ditarik.querySelector(":scope > .simpul a[data-isian=ubah]").getAttribute("href");
      return contoh.replace("/ubah/", `/${aksi}/`);
    };
    if (tempat.cara === "ke-dalam") {
      const dari = diAtas(ditarik);
      kirim(alamat("pindah"), { induk: nomor(tempat.cabang), dari: dari ? nomor(dari) : "", tarik: "1" }, ditarik);
      return;
    }
    kirim(alamat("urut"), { [tempat.cara]: nomor(tempat.cabang) });
  });
  pohon.addEventListener("dragend", (event) => {
    if (ditarik && event.dataTransfer.dropEffect === "none") {
      const atas = jenisDiAtas(ditarik);
      const tempat = atas ? `ke baris ${sebut(atas)} yang lain, atau ` : "";
      kabar.textContent = `Tidak dipindahkan. Tarik ${sebut(ditarik.dataset.jenis)} ${tempat}ke antara baris yang setingkat di tempatnya.`;
    }
    ditarik?.classList.remove("ditarik");
    ditarik = null;
    bersihkan();
  });
}
