// Naming people in a remark: after an @ the list of those who may be named opens, narrowed to what was typed; a click (or
// arrow down and Enter) puts the name into the text. Without this file the list is read and the name typed.

const BEGUN = /(^|[^\w.@+-])@([\w.@+-]*)$/;

/** Each entry of a list becomes a button, once. */
function upgrade(list) {
  for (const item of list.querySelectorAll("li[data-sebut]:not(:has(button))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "orang";
    button.append(...item.childNodes);
    item.append(button);
  }
}

function narrow(list, word) {
  const look = word.toLocaleLowerCase("id");
  for (const item of list.querySelectorAll("li[data-sebut]")) {
    item.hidden = !item.textContent.toLocaleLowerCase("id").includes(look);
  }
}

const begunIn = (field) => BEGUN.exec(field.value.slice(0, field.selectionStart));

function insert(field, name) {
  const begun = begunIn(field);
  const from = begun ? field.selectionStart - begun[2].length - 1 : field.selectionStart;
  const before = field.value.slice(0, from);
  const gap = begun || !before || /\s$/.test(before) ? "" : " ";
  field.setRangeText(`${gap}@${name} `, from, field.selectionStart, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(list, from, by) {
  const buttons = [...list.querySelectorAll("li:not([hidden]) button")];
  return buttons[buttons.indexOf(from) + by] ?? (from ? null : buttons[0]);
}

/** Inside `root` (the panel, or a page): every remark form, also those that come later. */
export function watchMentions(root) {
  const parts = (node) => {
    const form = node.closest?.("[data-catatan]");
    return form && { field: form.querySelector("textarea"), list: form.querySelector("[data-orang]") };
  };
  const ready = (list, field) => {
    upgrade(list);
    narrow(list, begunIn(field)?.[2] ?? "");
  };
  root.addEventListener("input", (event) => {
    const own = parts(event.target);
    if (!own || event.target !== own.field) return;
    const begun = begunIn(own.field);
    if (begun) own.list.open = true;
    ready(own.list, own.field);
  });
  root.addEventListener("toggle", (event) => {
    const own = parts(event.target);
    if (own?.list === event.target) ready(own.list, own.field);
  }, true);
  root.addEventListener("htmx:afterSettle", (event) => {
    const own = parts(event.target);
    if (own) ready(own.list, own.field);
  });
  root.addEventListener("click", (event) => {
    const item = event.target.closest("li[data-sebut]");
    const own = item && parts(item);
    if (own) insert(own.field, item.dataset.sebut);
  });
  root.addEventListener("keydown", (event) => {
    const own = ["ArrowDown", "ArrowUp"].includes(event.key) && parts(event.target);
    if (!own || !own.list.open) return;
    const inText = event.target === own.field;
    if (inText && (event.key === "ArrowUp" || !begunIn(own.field))) return;
    const next = step(own.list, inText ? null : event.target, event.key === "ArrowDown" ? 1 : -1);
    if (!next && event.key === "ArrowDown") return;
    event.preventDefault();
    (next ?? own.field).focus();
  });
}

if (document.querySelector(".panel-halaman")) watchMentions(document.body);
