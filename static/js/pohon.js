// The performance tree: zoom, pan, fold all, and opening the branch a link leads into. Without this file the picture
// scrolls, each branch folds by itself (details), and "Buka semua" is a link.

const akar = document.querySelector("[data-pohon]");
if (akar) pasang(akar);

function pasang(akar) {
  const bidang = akar.querySelector("[data-bidang]");
  const angka = akar.querySelector("output");
  const TERKECIL = 0.1, TERBESAR = 2, LANGKAH = 1.2, GESER = 80;
  let skala = 1;

  for (const e of akar.querySelectorAll("[data-zum]")) e.hidden = false;
  bidang.dataset.geser = "";
  bidang.setAttribute("aria-describedby", "pohon-bantuan");
  tengahkan();
  bukaSasaran();

  /** Sets the size; the point (in the field) stays where it is. */
  function zum(ke, x = bidang.clientWidth / 2, y = bidang.clientHeight / 2) {
    const lama = skala;
    skala = Math.min(TERBESAR, Math.max(TERKECIL, ke));
    const [kiri, atas] = [(bidang.scrollLeft + x) / lama, (bidang.scrollTop + y) / lama];
    bidang.style.setProperty("--skala", skala.toFixed(3));
    bidang.scrollTo(kiri * skala - x, atas * skala - y);
    angka.textContent = `${Math.round(skala * 100)}%`;
  }

  /** As large as the whole width allows. */
  function pas() {
    zum(1);
    const tepi = getComputedStyle(bidang);
    const ruang = bidang.clientWidth - parseFloat(tepi.paddingLeft) - parseFloat(tepi.paddingRight);
    zum(Math.min(1, Math.floor((ruang / bidang.firstElementChild.offsetWidth) * 99) / 100));
    bidang.scrollTo(0, 0);
  }

  /** The first root in the middle of the width. */
  function tengahkan() {
    const [kotak, sini] = [bidang.querySelector(".pohon-kotak").getBoundingClientRect(), bidang.getBoundingClientRect()];
    bidang.scrollLeft += kotak.left + kotak.width / 2 - sini.left - sini.width / 2;
  }

  const PERINTAH = { "+": () => zum(skala * LANGKAH), "=": () => zum(skala * LANGKAH), "-": () => zum(skala / LANGKAH), 0: pas };
  for (const tombol of akar.querySelectorAll("[data-zum-ke]")) {
    tombol.addEventListener("click", () => PERINTAH[tombol.dataset.zumKe]());
  }

  bidang.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const arah = { ArrowLeft: [-GESER, 0], ArrowRight: [GESER, 0], ArrowUp: [0, -GESER], ArrowDown: [0, GESER] }[e.key];
    if (arah) bidang.scrollBy(...arah);
    else if (PERINTAH[e.key]) PERINTAH[e.key]();
    else return;
    e.preventDefault();
  });

  bidang.addEventListener("wheel", (e) => {
    if (!e.ctrlKey) return;
    e.preventDefault();
    const kotak = bidang.getBoundingClientRect();
    zum(skala * (e.deltaY < 0 ? LANGKAH : 1 / LANGKAH), e.clientX - kotak.left, e.clientY - kotak.top);
  }, { passive: false });

  // Dragging pans, with the mouse only: a finger scrolls anyway. A click on a link or a fold stays a click.
  let dari = null;
  bidang.addEventListener("pointerdown", (e) => {
    if (e.pointerType !== "mouse" || e.button !== 0 || e.target.closest("a, summary, button")) return;
    dari = { x: e.clientX + bidang.scrollLeft, y: e.clientY + bidang.scrollTop };
    bidang.dataset.geser = "jalan";
    bidang.setPointerCapture(e.pointerId);
  });
  bidang.addEventListener("pointermove", (e) => {
    if (dari) bidang.scrollTo(dari.x - e.clientX, dari.y - e.clientY);
  });
  for (const akhir of ["pointerup", "pointercancel"]) {
    bidang.addEventListener(akhir, () => {
      dari = null;
      bidang.dataset.geser = "";
    });
  }

  // Fold and unfold everything without asking the server.
  const lipat = akar.querySelector("[data-lipat]");
  lipat.setAttribute("role", "button");
  lipat.addEventListener("keydown", (e) => {
    if (e.key === " ") {
      e.preventDefault();
      lipat.click();
    }
  });
  lipat.addEventListener("click", (e) => {
    e.preventDefault();
    const buka = lipat.dataset.lipat === "buka";
    for (const cabang of bidang.querySelectorAll("details")) cabang.open = buka;
    lipat.dataset.lipat = buka ? "tutup" : "buka";
    lipat.textContent = buka ? "Lipat cabang" : "Buka semua";
    tengahkan();
  });

  // A link to a box opens every branch above it.
  addEventListener("hashchange", bukaSasaran);
  document.addEventListener("click", (e) => {
    const tautan = e.target.closest('a[href^="#"]');
    if (tautan && tautan.hash === location.hash) bukaSasaran();
  });

  function bukaSasaran() {
    const kotak = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!kotak || !bidang.contains(kotak)) return;
    for (let cabang = kotak.closest("details"); cabang; cabang = cabang.parentElement.closest("details")) cabang.open = true;
    kotak.scrollIntoView({ block: "center", inline: "center" });
    kotak.focus({ preventScroll: true });
  }
}
