// The trial without loading the page anew: messages are sent, and progress is shown, as they come.

const EVERY = 1000; // milliseconds between two looks at the progress

const said = document.querySelector("[data-said]");
start();

/** The page has a new conversation in it. */
function start() {
  const talk = document.getElementById("talk");
  for (const form of talk.querySelectorAll("form")) form.addEventListener("submit", send);
  if (talk.dataset.making) setTimeout(watch, EVERY);
}

/** @param {SubmitEvent} event */
function send(event) {
  event.preventDefault();
  const form = event.target;
  const body = new FormData(form, event.submitter);
  said.textContent = "Asking both.";
  load("POST", form.action, body);
}

/** Put the conversation of the page that answers in place of this one's; the parser gives elements, not text. */
function load(method, url, body) {
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = "document";
  request.onload = () => {
    const talk = request.response?.getElementById("talk");
    if (!talk || request.status !== 200) return location.reload();
    document.getElementById("talk").replaceWith(document.adoptNode(talk));
    start();
    const last = document.getElementById("last");
    if (!talk.dataset.making) tell(last);
    document.getElementById("text")?.focus({ preventScroll: true });
    last?.scrollIntoView({ block: "nearest" });
  };
  request.onerror = () => { said.textContent = "The console can't be reached. Try again."; };
  request.send(body);
}

function tell(last) {
  if (!last) {
    said.textContent = "Ready. Type a message.";
    return;
  }
  said.textContent = [...last.querySelectorAll("[data-side]")]
    .map((side) => `${side.dataset.side}: ${[...side.querySelectorAll(".reply p")].map((line) => line.textContent).join(" ")}`)
    .join(" ");
}

async function watch() {
  const talk = document.getElementById("talk");
  try {
    const answer = await fetch("/staff/try/progress");
    if (answer.redirected || answer.status === 401) return location.reload(); // signed out meanwhile
    const shares = await answer.json();
    if (Object.values(shares).every((share) => share === 100)) return load("GET", "/staff/try");
    for (const [side, share] of Object.entries(shares)) {
      for (const bar of talk.querySelectorAll(`[data-progress=${side}]`)) bar.value = share;
      for (const text of talk.querySelectorAll(`[data-percent=${side}]`)) text.textContent = String(share);
    }
  } catch {
    // It is asked again.
  }
  setTimeout(watch, EVERY);
}
