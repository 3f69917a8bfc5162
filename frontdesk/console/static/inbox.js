// Single keys for the inbox. Without this file everything works by its buttons.

const STORED = "frontdesk-inbox-keys";
const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]";
const PRESSED = new Set(["1", "2", "3", "n", "o", "r", "d"]);

const cards = [...document.querySelectorAll(".inbox-card")];
const dialog = document.querySelector("#keys");
const opener = document.querySelector("#keys-open");
const turnedOn = document.querySelector("#keys-on");
let on = true;
let sent = false;

/** Where this device remembers whether keys are wanted; some browsers keep nothing. */
function remembered() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function remember(wanted) {
  try {
    localStorage.setItem(STORED, wanted ? "on" : "off");
  } catch {
    // It holds for this page, then.
  }
}

/** Show the keys on the buttons, or don't. */
function use(wanted) {
  on = wanted;
  turnedOn.checked = wanted;
  for (const button of document.querySelectorAll(".inbox-card [data-key]")) {
    button.querySelector("kbd").hidden = !wanted;
    if (wanted) {
      button.setAttribute("aria-keyshortcuts", button.dataset.key);
    } else {
      button.removeAttribute("aria-keyshortcuts");
    }
  }
}

/** The card that has the focus, or had it last. */
let latest = null;
document.addEventListener("focusin", (event) => {
  latest = event.target.closest(".inbox-card") ?? latest;
});

function step(by) {
  if (!cards.length) {
    return;
  }
  const at = cards.indexOf(latest);
  const next = at < 0 ? (by > 0 ? 0 : cards.length - 1) : Math.min(Math.max(at + by, 0), cards.length - 1);
  cards[next].focus();
  cards[next].scrollIntoView({ block: "nearest" });
}

function press(key) {
  const button = (latest ?? cards[0])?.querySelector(`[data-key="${key}"]`);
  if (!button || sent) {
    return;
  }
  sent = button.localName === "button";
  button.click();
}

document.addEventListener("keydown", (event) => {
  if (!on || event.defaultPrevented || event.isComposing || event.repeat || event.ctrlKey || event.altKey
      || event.metaKey || dialog.open || event.target.closest(TYPED_INTO)) {
    return;
  }
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
  } else if (key === "u") {
    document.querySelector(".note form button")?.click();
  } else if (key === "?") {
    dialog.showModal();
  } else if (PRESSED.has(key)) {
    press(key);
  } else {
    return;
  }
  event.preventDefault();
});

// Screen readers read a note that comes after the page, not one that comes with it.
const note = document.querySelector(".note p");
if (note) {
  const said = note.textContent;
  note.textContent = "";
  setTimeout(() => {
    note.textContent = said;
  }, 150);
}

if (dialog) {
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  turnedOn.addEventListener("change", () => {
    remember(turnedOn.checked);
    use(turnedOn.checked);
  });
  use(remembered());
  // After something was done: on to the card that the address names, or the first where that is gone, too.
  if (location.hash.startsWith("#g")) {
    (document.querySelector(location.hash) ?? cards[0])?.focus();
  }
} else {
  on = false;
}
addEventListener("pageshow", () => {
  sent = false;
});
