/**
 * The clinic page: on a narrow screen the chat is a sheet behind a button,
 * and the article's calls to action speak into the chat.
 */

/**
 * @template {Element} Found
 * @param {string} selector
 * @returns {Found}
 */
function find(selector) {
  return /** @type {Found} */ (document.querySelector(selector));
}

await customElements.whenDefined("frontdesk-chat");

/** @typedef {HTMLElement & { send(message: string, title?: string): void }} Chat */
const chat = /** @type {Chat} */ (find("frontdesk-chat"));
const sheet = /** @type {HTMLElement} */ (find(".chat"));
const launcher = /** @type {HTMLButtonElement} */ (find(".launcher"));
const behind = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".skip, header.top, main")]);
const beside = matchMedia("(min-width: 62rem)");

launcher.hidden = false;
chat.toggleAttribute("closable", !beside.matches);

launcher.addEventListener("click", open);
chat.addEventListener("frontdesk-close", leave);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) leave();
});
addEventListener("popstate", close);
beside.addEventListener("change", () => {
  leave();
  chat.toggleAttribute("closable", !beside.matches);
});
for (const button of document.querySelectorAll("[data-chat-message]")) {
  button.addEventListener("click", () => {
    if (!beside.matches) open();
    chat.send(button.getAttribute("data-chat-message") ?? "");
    chat.focus();
  });
}

function isOpen() {
  return sheet.classList.contains("open");
}

function open() {
  if (isOpen()) return;
  show(true);
  // The phone's Back button closes the sheet instead of losing the conversation.
  history.pushState({ chat: "open" }, "");
  chat.focus();
}

/** Close by way of the history, so that no entry for the open sheet stays behind. */
function leave() {
  if (!isOpen()) return;
  if (history.state?.chat === "open") history.back();
  else close();
}

function close() {
  if (!isOpen()) return;
  show(false);
  launcher.focus({ preventScroll: true });
}

/** @param {boolean} on */
function show(on) {
  sheet.classList.toggle("open", on);
  document.documentElement.classList.toggle("sheet-open", on);
  launcher.setAttribute("aria-expanded", String(on));
  for (const element of behind) element.inert = on;
  if (on) {
    sheet.setAttribute("role", "dialog");
    sheet.setAttribute("aria-modal", "true");
  } else {
    sheet.removeAttribute("role");
    sheet.removeAttribute("aria-modal");
  }
}
