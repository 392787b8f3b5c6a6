// A press ends where it began: what is under the pointer is not exchanged between pressing and letting go, else the
// click would be lost. The answer to a save, which leaving a cell by this very press has sent, waits so long.

const LONGEST = 1000; // ms: some lists of choices swallow the letting go

let held = false;
let waiting = [];

function release() {
  held = false;
  for (const done of waiting) done();
  waiting = [];
}

/** Resolves when no button of the mouse and no finger is down. */
export function released() {
  if (!held) return Promise.resolve();
  return new Promise((done) => {
    waiting.push(done);
    setTimeout(release, LONGEST);
  });
}

document.addEventListener("pointerdown", () => (held = true), true);
for (const name of ["pointerup", "pointercancel", "dragend"]) {
  document.addEventListener(name, () => setTimeout(release), true); // the click comes first
}

// The summary above the sheet may grow: what is pressed below it would move away.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  if (!held || target.id !== "ringkasan") return;
  event.detail.shouldSwap = false;
  released().then(() => window.htmx.trigger(target, "grid:lagi"));
});
