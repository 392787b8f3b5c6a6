// Asks before a form with data-konfirmasi="…" is sent. Without JavaScript the form is simply sent, and the server
// decides as always; the question only saves a person from a slip of the hand.
//   <form data-konfirmasi="Tutup Triwulan II? Isian tidak dapat diubah lagi." data-konfirmasi-tombol="Tutup triwulan">
// A single button may ask for itself: <button data-konfirmasi="…">.

const confirmed = new WeakSet();

function buildDialog(question, verb) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.id = "konfirmasi-teks";
  text.textContent = question;
  dialog.setAttribute("aria-labelledby", text.id);

  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "form-actions";
  const yes = document.createElement("button");
  yes.className = "button";
  yes.value = "ya";
  yes.textContent = verb;
  const no = document.createElement("button");
  no.className = "button secondary";
  no.value = "batal";
  no.textContent = "Batal";
  no.autofocus = true; // Enter pressed by habit must do nothing
  form.append(yes, no);
  dialog.append(text, form);
  return dialog;
}

function ask(form, submitter, source) {
  const dialog = buildDialog(
    source.dataset.konfirmasi,
    source.dataset.konfirmasiTombol || submitter?.textContent.trim() || "Ya, lanjutkan",
  );
  dialog.addEventListener("close", () => {
    const agreed = dialog.returnValue === "ya";
    dialog.remove();
    if (agreed) {
      confirmed.add(form);
      form.requestSubmit(submitter);
    } else {
      submitter?.focus();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}

// Capture, so that the question comes before htmx or any other script sends the form.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const source = event.submitter?.dataset.konfirmasi ? event.submitter : form;
    if (!source.dataset.konfirmasi || confirmed.delete(form)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, event.submitter, source);
  },
  true,
);
