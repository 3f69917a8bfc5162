/** The fixed parts of the chat panel: heading, safety line, alarm, log, consent, controls, text field. */

import { Alarm } from "./alarm.js";
import { buildConsent } from "./consent.js";
import { make, makeButton, unseen } from "./dom.js";
import { buttonRow, isWebAddress, newTabLink, replyLine } from "./render.js";
import { keepClear } from "./stuck.js";
import { words } from "./words.js";

/**
 * @typedef {object} Opening
 * @property {string} heading
 * @property {string} greeting
 * @property {string} safety
 * @property {string} privacy address of the privacy notice, or empty
 * @property {number} keepDays days for which questions are kept, or 0 where they are not
 * @property {string[]} starters
 *
 * @typedef {object} Handlers
 * @property {(message: string) => void} onMessage a message chosen rather than typed
 * @property {() => void} onSubmit
 * @property {() => void} onDelete
 * @property {() => void} onClose
 *
 * @typedef {ReturnType<typeof buildPanel>} Panel
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
  const safety = make("div", { class: "safety" }, make("p", {}, opening.safety));
  if (isWebAddress(opening.privacy)) safety.append(" ", newTabLink(opening.privacy, words.privacy));
  const alarm = new Alarm();
  const starters = starterRow(opening.starters, handlers.onMessage);
  const greeting = replyLine({ kind: "smalltalk", text: opening.greeting }, () => {});
  if (opening.starters.length) greeting.append(starters);
  const pinned = make("div", { class: "pinned" }, safety, alarm.element);
  const stuck = [pinned, alarm.element];
  const scroller = make(
    "div",
    { class: "scroller", tabindex: "0", role: "region", "aria-label": words.conversation },
    pinned,
    greeting,
    log,
    typing,
  );
  const consent = opening.keepDays ? buildConsent(opening.keepDays) : null;
  if (consent) scroller.append(consent.element);
  keepClear(scroller, stuck, consent ? [consent.element] : []);

  const book = makeButton(words.book, () => handlers.onMessage(words.bookMessage), "plain");
  const controls = make(
    "div",
    { class: "controls" },
    makeButton(words.person, () => handlers.onMessage(words.personMessage), "plain"),
    book,
    makeButton(words.delete, handlers.onDelete, "plain delete"),
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
  const checkbox = consent?.checkbox;
  return { root, heading, scroller, stuck, alarm, starters, log, typing, checkbox, book, input, limit };
}

/**
 * Booking and suggestions: an urgent message takes them away.
 * @param {Panel} panel
 * @param {boolean} on
 */
export function showOffers({ book, starters, log }, on) {
  book.hidden = !on;
  starters.hidden = !on;
  if (!on) for (const row of log.querySelectorAll(".buttons")) row.remove();
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
 * @param {string[]} starters questions to start with
 * @param {(message: string) => void} onMessage
 */
function starterRow(starters, onMessage) {
  const buttons = starters.map((starter) => ({ title: starter, message: starter }));
  return buttonRow(buttons, (button) => onMessage(button.message), words.startersLabel);
}
