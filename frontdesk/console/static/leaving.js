// Leaving a form that was changed, or that came back without being saved, asks first: what was typed would be lost.

for (const form of document.querySelectorAll("form[data-guarded]")) {
  let changed = form.hasAttribute("data-unsaved");
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
