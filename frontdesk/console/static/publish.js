// Shows how far a publication has got, and loads the page anew when it has ended or waits for a decision.

const INTERVAL = 1000; // milliseconds
const TELL_EVERY = 0.25; // share after which it is said aloud again

const bar = /** @type {HTMLProgressElement | null} */ (document.getElementById("progress"));
const said = document.getElementById("said");
const told = document.getElementById("told");

/** What was said aloud last: the step, and which quarter of the whole. */
let last = "";

/** @param {{ job: number, state: string, step: string, share: number, said: string }} now */
function show(now) {
  if (!bar || !said || !told) return;
  bar.value = now.share;
  said.textContent = now.said;
  for (const step of document.querySelectorAll("[data-step]")) {
    const current = now.state === "running" && step instanceof HTMLElement && step.dataset.step === now.step;
    if (current) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
  const point = `${now.step} ${Math.floor(now.share / TELL_EVERY)}`;
  if (point !== last) told.textContent = now.said;
  last = point;
}

async function follow() {
  if (!bar) return;
  try {
    const response = await fetch("/staff/publish/progress", { headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 401) return location.reload(); // signed out meanwhile
    if (response.ok) {
      const now = await response.json();
      const going = now.state === "queued" || now.state === "running";
      if (String(now.job) !== bar.dataset.job || !going) {
        // Its own page says what came of it; here would be the next one.
        location.assign(`/staff/publish/${bar.dataset.job}`);
        return;
      }
      show(now);
    }
  } catch {
    // The site may be away for a moment; it is asked again.
  }
  setTimeout(follow, INTERVAL);
}

setTimeout(follow, INTERVAL);
