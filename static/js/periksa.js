// A file dropped on the form is chosen and sent, as if it had been picked. Without JavaScript the form works as it is.
const form = document.querySelector("form.jatuhkan");
const input = form?.querySelector('input[type="file"]');

if (form && input) {
  form.classList.add("bisa");
  const hint = document.createElement("p");
  hint.className = "help";
  hint.textContent = "Berkas juga dapat dijatuhkan ke kotak ini.";
  form.append(hint);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("di-atas");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    form.addEventListener(name, () => form.classList.remove("di-atas"));
  }
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}
document.getElementById("hasil")?.focus();
