// Evidence: files dropped anywhere on the form, and a bar that shows how much of them has been sent. Without this file
// the form is an ordinary upload.

const percent = new Intl.NumberFormat("id-ID", { style: "percent" });

function bar() {
  const box = document.createElement("div");
  box.className = "unggah-kemajuan";
  box.setAttribute("role", "status");
  box.innerHTML = "<progress max='1' value='0' aria-label='Pengunggahan'></progress><span>Mengunggah…</span>";
  return box;
}

function sendFrom(form, event) {
  const files = form.querySelector("input[type=file]").files;
  if (!files.length) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  form.querySelector(".unggah-kemajuan")?.remove();
  const box = bar();
  form.append(box);
  const request = new XMLHttpRequest(); // fetch tells nothing of what has been sent
  request.upload.addEventListener("progress", (e) => {
    if (!e.lengthComputable) return;
    const part = e.loaded / e.total;
    box.querySelector("progress").value = part;
    box.querySelector("span").textContent = part < 1 ? `${percent.format(part)} terkirim` : "Memeriksa isi berkas…";
  });
  request.addEventListener("load", () => {
    // The page that came back, with its message or its refusals, in place of this one.
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const fresh = page.querySelector("main");
    if (!fresh) return location.reload();
    document.querySelector("main").replaceWith(document.adoptNode(fresh));
    start();
    document.querySelector("main").focus();
  });
  request.addEventListener("error", () => {
    box.textContent = "Sambungan terputus. Berkas belum terkirim; coba lagi.";
    button.disabled = false;
  });
  request.open("POST", form.action);
  request.send(new FormData(form));
}

function start() {
  const here = document.querySelector("[data-unggah]");
  if (!here) return;
  const hint = document.createElement("small");
  hint.textContent = "Berkas dapat juga diseret ke kotak ini.";
  here.querySelector("input[type=file]").after(hint);
  here.addEventListener("submit", (event) => sendFrom(here, event));
  here.addEventListener("dragover", (event) => {
    event.preventDefault();
    here.classList.add("seret");
  });
  here.addEventListener("dragleave", () => here.classList.remove("seret"));
  here.addEventListener("drop", (event) => {
    event.preventDefault();
    here.classList.remove("seret");
    if (!event.dataTransfer.files.length) return;
    here.querySelector("input[type=file]").files = event.dataTransfer.files;
    here.requestSubmit();
  });
}

start();
