// The line above the sheet: how to move, what to look for, the last thing that happened, and what waits to be sent.

let news = null;
let offline = null;

/** Build it; `tools` are further elements for it (the filter), `retry` sends what waits. */
export function buildBar(retry, tools) {
  const bar = document.createElement("div");
  bar.className = "grid-bar";
  const keys =
    "<p class='grid-hint'><kbd>Enter</kbd> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> pindah sel · <kbd>F2</kbd> ubah isi · " +
    (document.getElementById("panel") ? "<kbd>F1</kbd> rincian baris · " : "") +
    "<kbd>Esc</kbd> kembali ke nilai tersimpan · blok dari Excel dapat ditempel</p>";
  bar.innerHTML =
    (document.querySelector("[data-baris][data-url]") ? keys : "") +
    "<p class='grid-news' role='status'></p>" +
    "<p class='notice warning grid-offline' hidden><span></span> <button type='button' class='button small secondary'>Kirim sekarang</button></p>";
  document.querySelector(".grid-scroll")?.before(bar);
  bar.prepend(tools);
  news = bar.querySelector(".grid-news");
  offline = bar.querySelector(".grid-offline");
  offline.querySelector("button").addEventListener("click", retry);
}

/** Say it where the eye is, and to screen readers. */
export function announce(text) {
  news.textContent = text;
}

export function showWaiting(count, reason = "Sambungan terputus.") {
  offline.hidden = count === 0;
  offline.querySelector("span").textContent =
    `${reason} ${count} baris disimpan di peramban ini dan dikirim begitu tersambung. Jangan hapus data peramban.`;
}
