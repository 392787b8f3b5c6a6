// A workbook dropped anywhere on the form is sent as if it had been chosen. Without this file the form is an ordinary
// upload.
const form = document.querySelector("[data-unggah]");

if (form) {
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("seret");
  });
  form.addEventListener("dragleave", () => form.classList.remove("seret"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("seret");
    if (event.dataTransfer.files.length !== 1) return;
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
