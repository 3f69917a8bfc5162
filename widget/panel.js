/** The fixed parts of the chat panel: heading, safety line, log, controls, text field. */

import { make, makeButton, unseen } from "./dom.js";
import { buttonRow, replyLine } from "./render.js";
import { words } from "./words.js";

/**
 * @typedef {{ heading: string, greeting: string, safety: string, starters: string[] }} Opening
 *
 * @typedef {object} Handlers
 * @property {(message: string) => void} onMessage a message chosen rather than typed
 * @property {() => void} onSubmit
 * @property {() => void} onDelete
 * @property {() => void} onClose
 */

/**
 * @param {Opening} opening what stands before the first message
 * @param {Handlers} handlers
 */
export function buildPanel(opening, handlers) {
  const heading = make("h2", { tabindex: "-1" }, opening.heading);
  const close = makeButton(words.close, handlers.onClose, "plain close");

  const log = make("div", { class: "log", role: "log", "aria-live": "polite" });
  const typing = make("p", { class: "typing", role: "status" });
  const scroller = make(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-label": words.conversation },
    make("p", { class: "safety" }, opening.safety),
    openingLine(opening, handlers),
    log,
    typing,
  );

  const controls = make(
    "div",
    { class: "controls" },
    makeButton(words.person, () => handlers.onMessage(words.personMessage), "plain"),
    makeButton(words.book, () => handlers.onMessage(words.bookMessage), "plain"),
    makeButton(
      [words.deleteShort, make("span", { class: "rest" }, words.deleteRest)],
      handlers.onDelete,
      "plain delete",
    ),
  );

  const input = make("textarea", {
    id: "message",
    rows: "1",
    dir: "auto",
    placeholder: words.input,
    autocomplete: "off",
    enterkeyhint: "send",
    "aria-describedby": "limit",
  });
  const limit = make("p", { id: "limit", class: "limit", role: "alert" });
  const form = make(
    "form",
    { class: "composer", novalidate: "" },
    make("label", { for: "message", class: "unseen" }, words.input),
    input,
    make("button", { class: "send" }, words.send),
    limit,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    handlers.onSubmit();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    handlers.onSubmit();
  });

  const header = make("div", { class: "head" }, heading, close);
  const root = make("div", { class: "panel" }, header, scroller, controls, form);
  return { root, heading, scroller, log, typing, input, limit };
}

/**
 * @param {HTMLElement} typing
 * @param {boolean} on
 */
export function showTyping(typing, on) {
  const dots = [1, 2, 3].map(() => make("span", { class: "dot", "aria-hidden": "true" }));
  typing.replaceChildren(...(on ? [unseen(words.looking), ...dots] : []));
}

/**
 * The greeting and the questions to start with.
 * @param {Opening} opening
 * @param {Handlers} handlers
 */
function openingLine({ greeting, starters }, { onMessage }) {
  const line = replyLine({ kind: "smalltalk", text: greeting }, () => {});
  if (starters.length) {
    const buttons = starters.map((starter) => ({ title: starter, message: starter }));
    line.append(buttonRow(buttons, (button) => onMessage(button.message), words.startersLabel));
  }
  return line;
}
