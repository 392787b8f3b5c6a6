// A press ends where it began: what is under the pointer is not exchanged between pressing and letting go, else the
// click would be lost. The answer to a save, which leaving a cell by this very press has sent, waits so long.

const LONGEST = 5000; // ms: letting go outside the window may never be told

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
// A list of choices swallows the letting go; once one was chosen, nothing is held.
document.addEventListener("input", (event) => event.target.tagName === "SELECT" && release(), true);

// The summary above the sheet may grow: what is pressed below it would move away.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  if (!held || target.id !== "ringkasan") return;
  event.detail.shouldSwap = false;
  released().then(() => window.htmx.trigger(target, "grid:lagi"));
});
