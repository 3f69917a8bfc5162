// Leaving a form that was changed asks first: what was typed would be lost.

for (const form of document.querySelectorAll("form[data-guarded]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
