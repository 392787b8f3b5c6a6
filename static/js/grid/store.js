// The browser's own copy of what has not arrived yet, per person and row.

const STORE = "sakip-isian";

const keyOf = (row) => `${STORE}:${row.closest("table").dataset.kunci ?? ""}:${row.dataset.url}`;

/** Private mode or a full disk refuses the store: the values still stand in the page, and leaving it asks first. */
function tryStore(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export const remember = (row, entries) => tryStore(() => localStorage.setItem(keyOf(row), JSON.stringify(entries)));
export const forget = (row) => tryStore(() => localStorage.removeItem(keyOf(row)));
export const recall = (row) => tryStore(() => JSON.parse(localStorage.getItem(keyOf(row))));
