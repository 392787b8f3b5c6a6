// A form that is under way is not sent a second time: a double click by habit would make the second request answer
// "sudah ada" for what the first one has just made. What a script sends itself (htmx, the grid) is left to it.

const RELEASE = 5000; // a page that never came: the person may try again
const sent = new WeakSet();

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") {
    return;
  }
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  const release = () => sent.delete(form);
  setTimeout(release, RELEASE);
  addEventListener("pageshow", release, { once: true }); // back to this page with the back button
});

// A page that comes back as it was left would show the filter chosen to leave it above rows of the one before.
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    document.querySelectorAll("form.filters[method=get], form.year-form").forEach((form) => form.reset());
  }
});
