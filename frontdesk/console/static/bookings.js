/* Says politely that requests have come since the list was opened. The list itself stays as it is: somebody may be
   reading it. */

const EVERY = 30_000; // milliseconds
const AS_LONG_AS = 30 * 60_000; // after anything was done here: a page that was left open keeps nobody signed in

const news = document.querySelector("#news");
const title = document.title;
let told = 0;
let used = Date.now();

for (const done of ["pointerdown", "keydown", "focus"]) addEventListener(done, () => { used = Date.now(); });

async function look() {
  if (document.hidden || Date.now() - used > AS_LONG_AS) return;
  const response = await fetch(`/staff/bookings/count.json?since=${news.dataset.since}`, { redirect: "error" });
  if (!response.ok) return;
  const count = (await response.json()).new;
  if (count === told) return;
  told = count;
  document.title = count ? `(${count}) ${title}` : title;
  const link = document.createElement("a");
  link.href = "/staff/bookings";
  link.textContent = "Show them";
  news.replaceChildren(...(count ? [
    count === 1 ? "1 request has come, or was changed, since you opened this page. "
      : `${count} requests have come, or were changed, since you opened this page. `, link] : []));
}

setInterval(() => look().catch(() => {}), EVERY); // the next one may get through
